"""Numbers and signs that prose spells out, in digits: "forty percent" as 40%, "fifty million" as 50 million.

What reads numbers after this knows one way of writing them. Small counts stay words: "one of them" counts nothing.
"""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.texts.documents import Block, Document, Text

_TEENS = {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}
_TENS = {word: 10 * number for number, word in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)}  # fmt: skip
_ONES = {word: number for word, number in COUNT_WORDS.items() if number < 10}
_SMALL = "|".join({**COUNT_WORDS, **_TEENS})
_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{_SMALL})"
_PERCENT = r"per ?cent\b(?!age)"
# A number in words counts where a sign or a large number follows it, or where it is large itself.
_SPELLED = regex(
    rf"(?<=\d) ?(?P<sign>{_PERCENT})|\b(?P<share>{_WORDS}) (?:{_PERCENT})"
    rf"|\b(?P<many>{_WORDS})(?= (?:thousand|million|billion|trillion)\b)",
    re.IGNORECASE,
)
_MAY_BE = regex(r"per ?cent|(?:thousand|illion)\b", re.IGNORECASE)
_PROSE = ("paragraph", "item", "note", "caption", "comment", "title", "heading", "table")


def in_digits(document: Document) -> None:
    """Show the spelled numbers of a document's text as digits."""
    if _MAY_BE.search(document.source) is None:
        return
    document.blocks[:] = [_block(block) if block.kind in _PROSE else block for block in document.blocks]


def _block(block: Block) -> Block:
    text = _text(block.text)
    rows = tuple(tuple(cell._replace(text=_text(cell.text)) for cell in row) for row in block.rows)
    same = text is block.text and all(
        one.text is other.text
        for row, old in zip(rows, block.rows, strict=True)
        for one, other in zip(row, old, strict=True)
    )
    return block if same else block._replace(text=text, rows=rows)


def _text(text: Text) -> Text:
    if _MAY_BE.search(text.text) is None or _SPELLED.search(text.text) is None:
        return text
    shown, done = TextBuilder(), 0
    for match in _SPELLED.finditer(text.text):
        shown.mapped(text.text[done : match.start()], text.offsets[done : match.start()])
        done = match.end()
        digits = "" if match["sign"] else f"{_number(match['share'] or match['many'])}"
        made = digits + ("" if match["many"] else "%")
        # The first character stands where the words begin, the last where they end, so that both can be replaced.
        first, last = text.source_offset(match.start()), text.source_offset(match.end() - 1)
        shown.mapped(made, [first] * (len(made) - 1) + [last])
    shown.mapped(text.text[done:], text.offsets[done:])
    return shown.take(strip=False)


def _number(words: str) -> int:
    tens, _, ones = words.lower().replace("-", " ").partition(" ")
    return _TENS.get(tens, 0) + _ONES.get(ones, 0) if tens in _TENS else {**COUNT_WORDS, **_TEENS}[tens]
