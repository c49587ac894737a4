"""What a document says to be equal: each formula, the name that it is of, and the formula that it goes on from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.judges.algebra.reading import read
from mlsysim_validators.sources.judges.formulas.formula import Formula
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Text

_SIGN = regex(r"(?<![<>=!:+*/-])(?:≈|≃|∼|=)(?![=>])\s*")
_NAME = regex(
    r"(?<![\w.^·×*/+-])(?<![·×*/+^] )(?P<name>(?:[A-Zb-zα-ωΑ-Ωℓ] [a-z]{3,}|[A-Za-zα-ωΑ-Ωℓ][\w']*)"
    r"(?: ?\^ ?\S{1,20})?) ?$"
)
_KINDS = ("math", "paragraph", "item", "note", "caption")
_LONGEST, _MOST_ROWS = 1500, 40
_BACK = 60


class Side(NamedTuple):
    """A formula behind a sign: of what (the name that it is said to equal), where, and the side before it."""

    name: str
    formula: Formula
    text: Text
    begin: int
    end: int
    block: Block
    place: int
    before: Formula | None

    @property
    def rough(self) -> bool:
        """Whether it is said to be about that."""
        return self.text.text[max(0, self.begin - 3) : self.begin].strip()[-1:] not in ("=", "")

    @property
    def written(self) -> str:
        """The formula as it stands."""
        return " ".join(self.text.text[self.begin : self.end].split())


def sides(document: Document) -> Iterator[Side]:
    """The formulas of a document that something is said to equal, in order."""
    last: Side | None = None
    for place, block in enumerate(document.blocks):
        rows = [[block.text]] if block.kind in _KINDS else []
        if block.kind == "table":
            rows = [[cell.text for cell in row] for row in block.rows[:_MOST_ROWS]]
        for texts in rows:
            if block.kind == "table":
                last = None  # a row says what something else is
            for text in texts:
                if len(text.text) <= _LONGEST and _SIGN.search(text.text):
                    for side in _of_text(text, block, place, last):
                        yield side
                        last = side
                elif block.kind not in ("math", "table"):
                    last = None


def _of_text(text_of: Text, block: Block, place: int, above: Side | None) -> Iterator[Side]:
    text = text_of.text
    before = above if above is not None and above.place in (place, place - 1) else None
    begin = 0
    for sign in _SIGN.finditer(text):
        if text[begin : sign.start()].strip():
            before = None  # words stand between: no chain
        found = read(text, sign.end())
        name = _NAME.search(text, max(begin, sign.start() - _BACK), sign.start())
        of = before.name if before is not None else name["name"].replace(" ", "") if name is not None else ""
        if found is None:
            begin, before = sign.end(), None
            continue
        earlier = before.formula if before is not None else _whole_left(text, begin, sign.start())
        before = Side(of, found[0], text_of, sign.end(), found[1], block, place, earlier)
        begin = found[1]
        yield before


def _whole_left(text: str, begin: int, end: int) -> Formula | None:
    """The formula between two places of a text, if it is all that stands there."""
    lead = end - len(text[begin:end].lstrip())
    found = read(text, lead)
    return found[0] if found is not None and not text[found[1] : end].strip() and found[0].sign else None
