"""How many things a sentence counts, and how many a bracket behind it lists: "4 checkpoints (50, 100, 150, 218, 240)".

Each of them is one number, or one name. Shapes and widths of layers are no such lists, nor are examples; what is off by
more than two counts something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.listed.announced import COUNT_AGAIN, NOUNS, OF_OTHERS, miscounted
from mlsysim_validators.sources.judges.spoken_steps.amounts import stem
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_COUNTED = regex(
    rf"(?<![\w.,-])(?P<count>(?i:{'|'.join(COUNT_WORDS)})|[2-9]|1\d)(?: [a-z][a-z-]{{2,}})? (?P<noun>[A-Za-z]{{3,}}s)\b"
    r"(?: [a-zäöüß]{3,}){0,2}(?: ?\((?P<list>[^()]{5,160})\)|: (?P<said>[^().:;]{5,160}))"
)
_NUMBER = regex(r"\d[\d.]*(?:,\d{3})*[kKMB]?")
_NAME = regex(r"[A-Z][\w.+/-]*(?: [A-Z\d][\w.+/-]*)?")
_BETWEEN = regex(r",? (?:and|und|et|or|oder|ou|plus) |, ")
# What is told by a number each; layers and tensors have one number more than themselves, or a shape.
_NUMBERED = """
checkpoint run point size value setting seed length configuration config variant temperature threshold level epoch rate
rank scale budget milestone width step concurrencie iteration snapshot
"""
_NAMED = """
format precision dtype datatype model framework vendor benchmark dataset optimizer scheduler backend engine tool metric
language compiler provider
"""
_BY_NUMBER, _BY_NAME = frozenset(_NUMBERED.split()), NOUNS | frozenset(_NAMED.split())
_FURTHEST = 2
_PROSE = ("paragraph", "item", "note", "caption")
_LEAST_LISTED = 3


def judge(document: Document, known: dict[Place, Claim]) -> Iterator[Claim]:
    """Tell counts that the bracket behind them, or a list of names behind a colon, contradicts."""
    for index, block in enumerate(document.blocks):
        text = block.text.text
        for match in _COUNTED.finditer(text) if block.kind in _PROSE else ():
            count = COUNT_WORDS.get(match["count"].lower()) or int(match["count"])
            many = _listed(match["list"] or match["said"], stem(match["noun"].lower()), spoken=match["list"] is None)
            if not many or count == many or abs(count - many) > _FURTHEST or many < count != many + 1:
                continue
            if OF_OTHERS.search(text.lower(), 0, match.start()):
                continue
            told = f"{match['count']} are counted, {many} are listed"
            place = block.text, *match.span("count")
            yield from miscounted(document, place, index, int(count), told, known, COUNT_AGAIN)


def _listed(words: str, noun: str, *, spoken: bool) -> int:
    """How many numbers or names a list has that holds nothing else; 0 where it is none of what is counted."""
    items = _BETWEEN.split(words.strip())
    if len(items) < _LEAST_LISTED or len(set(items)) < len(items):
        return 0
    if noun in _BY_NUMBER and not spoken and all(_NUMBER.fullmatch(item) for item in items):
        return len(items)
    return len(items) if noun in _BY_NAME and all(_NAME.fullmatch(item) for item in items) else 0
