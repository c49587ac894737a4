"""What a document equates to formulas of names, and the words around."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.judges.formulas.formula import Formula
from mlsysim_validators.sources.judges.known_laws.writing import factors, read
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import DEEPER, Block, Document, Text

_EQUALS = regex(r"(?<![<>=!:+*/-])(?:=|≈|∼|≃)(?![=>]) ?")
_SIGNS = regex(r"[=≈]")
_KINDS = ("math", "paragraph", "item", "note", "caption", "heading")
_LEFT = regex(r"[^\s:;,.|=≈(]+(?: [^\s:;,.|=≈()]+){0,4}(?: ?\([^()]{0,30}\))? ?$")
_LONGEST = 1500
_FAR = 500
_OPERATES = regex(r"[×·*/√^]")
_LONGEST_LABEL, _LONGEST_CELL, _MOST_ROWS = 60, 120, 60
_NEAR = 250  # characters before a formula, or behind it, that say what it is


class Equation(NamedTuple):
    """What is said to be a formula: the words left of the sign, the formula, and where it stands."""

    left: str
    formula: Formula
    text: Text
    begin: int
    end: int
    block: Block
    place: int  # of the block in its document
    before: str  # the words before it: of its own text, or of the one above a displayed formula
    behind: str
    heading: str  # the nearest above

    @property
    def told(self) -> str:
        """Everything that is said of it."""
        return f"{self.heading}. {self.before} {self.left}"


def equations(document: Document) -> Iterator[Equation]:
    """The equations of names of a document, in order."""
    said = ""
    for index, block in enumerate(document.blocks):
        text = block.text.text
        if block.kind == "table":
            yield from _of_table(block, index)
        if block.kind not in _KINDS or len(text) > _LONGEST:
            said = ""
            continue
        if _SIGNS.search(text):
            yield from _of_block(document, block, index, said)
        if block.kind != "math":
            said = text


def _of_block(document: Document, block: Block, place: int, said: str) -> Iterator[Equation]:
    after = document.blocks[place + 1].text.text[:_FAR] if place + 1 < len(document.blocks) else ""
    heading = block.title.rsplit(DEEPER, 1)[-1]
    ahead = f"{said[-_NEAR:]} " if block.kind == "math" else ""
    yield from _stated(block.text, block, place, heading, ahead, after)


def _stated(
    text_of: Text, block: Block, place: int, heading: str, ahead: str = "", after: str = ""
) -> Iterator[Equation]:
    """The equations that one text states; `ahead` and `after` are the words around it."""
    text = text_of.text
    for sign in _EQUALS.finditer(text):
        found = read(text, sign.end())
        left = _LEFT.search(text, max(0, sign.start() - 80), sign.start())
        if found is None or left is None or not found[0].names() or not found[0].sign:
            continue
        if factors(found[0]) is None:
            continue
        own = ahead + text[max(0, left.start() - _NEAR) : left.start()]
        behind = f"{text[found[1] : found[1] + _NEAR]} {after}"
        words = left[0].strip()
        yield Equation(words, found[0], text_of, sign.end(), found[1], block, place, own, behind, heading)


def _of_table(block: Block, place: int) -> Iterator[Equation]:
    """The cells that are formulas, of what their row is called: "AllReduce | 2(N-1)/N × M"."""
    heading = block.title.rsplit(DEEPER, 1)[-1]
    for row in block.rows[block.header_rows : _MOST_ROWS]:
        label = row[0].text.text.strip() if row else ""
        for cell in row[1:] if 0 < len(label) <= _LONGEST_LABEL else ():
            text = cell.text.text
            if len(text) <= _LONGEST_CELL and _SIGNS.search(text):
                beside = " ".join(
                    one.text.text for one in row if one is not cell and len(one.text.text) <= _LONGEST_LABEL
                )
                yield from _stated(cell.text, block, place, heading, f"{beside} ")
                continue
            begin = len(text) - len(text.lstrip(" $`*"))
            found = read(text, begin) if len(text) <= _LONGEST_CELL and _OPERATES.search(text) else None
            if found is None or text[found[1] :].strip(" $`*.") or not found[0].names() or factors(found[0]) is None:
                continue
            headers = " ".join(one.text.text for above in block.rows[: block.header_rows] for one in above
                               if one.column == cell.column)  # fmt: skip
            yield Equation(label, found[0], cell.text, begin, found[1], block, place, headers, "", heading)
