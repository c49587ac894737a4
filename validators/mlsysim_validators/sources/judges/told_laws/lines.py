"""A factor between two lines of a list that its sentence counts: "from the first line to the second it is 15x"."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.judges.told_laws.passages import Line, Passage, Placed
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"\b(?:first|second|third|fourth|last|top|bottom|upper|lower)\b")
_PLACES = {
    "first": 0,
    "top": 0,
    "upper": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "last": -1,
    "bottom": -1,
    "lower": -1,
}
_ORDINAL = regex(rf"\b(?P<place>{'|'.join(_PLACES)})\b(?! (?:step|time|token|order|generation|pass|to\b))")
_NOUN = regex(r"\b(?:line|row|item|entry|bullet|number|figure|one|case|point)s?\b")
_NEXT = 60
_FAR = 1.25


def between_lines(target: Placed, passage: Passage) -> Step | None:
    """The ratio of the amounts of two lines that the words of a factor count."""
    amount = target.amount
    if amount.unit.symbol != "×":
        return None
    sentence = target.sentence[: len(target.line.words)]
    start = sentence.find(amount.reading.text)
    near = sentence[: start + len(amount.reading.text) + _NEXT]
    named = list(_ORDINAL.finditer(near))
    if len(named) != 2 or not _NOUN.search(near):
        return None
    items = _items(target, passage)
    places = [_PLACES[one["place"]] for one in named]
    if len(items) < 2 or any(not -len(items) <= one < len(items) for one in places):
        return None
    first, second = (items[one] for one in places)
    both = _alike(first, second)
    if both is None:
        return None
    one, other = both
    ratio = max(one.amount.value, other.amount.value) / min(one.amount.value, other.amount.value)
    told = f"{one.amount.told()} against {other.amount.told()}"
    far = not 1 / _FAR < amount.value / ratio < _FAR
    slips = [(amount.value, "its words count the two lines")] if far else times_as(ratio, "much", (2.0, 0.5))
    return Step("ratio", [(ratio, told)], slips)


def _items(target: Placed, passage: Passage) -> list[Line]:
    """The items of the nearest list above a line."""
    found: list[Line] = []
    for line in reversed(passage.lines):
        if line.place >= target.line.place:
            continue
        if line.block.kind == "item":
            found.append(line)
        elif found:
            break
    return found[::-1]


def _alike(first: Line, second: Line) -> tuple[Placed, Placed] | None:
    """The one amount of each of two lines that is of the sort of the other's."""
    pairs = [
        (Placed(one, first), Placed(other, second))
        for one in first.amounts
        for other in second.amounts
        if one.unit.dimension and uncounted(one.dimension) == uncounted(other.dimension)
    ]
    return pairs[0] if len(pairs) == 1 and pairs[0][0].amount.value != pairs[0][1].amount.value else None
