"""Numbers beside a wrong one that were reckoned with the right one: "4.0 GB at 600 GB/s is 13.4 ms", on 300 GB/s."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from mlsysim_registry.units.reading import count_words
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import without_counts
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_COUNT = regex(r"(?<![\w.,/×^=-])\d{1,3}(?:,\d{3}|\d)*(?=[ \u00a0](?!\d))")
_MOST = 7  # numbers of a sentence: of more, some agree by chance
_COARSEST = 0.02  # relative, of both operands together
_FURTHEST = 10.5  # times as much or as little
_NEAR = 60  # characters, beyond a semicolon
_SLACK = 1.05
_APART = 4.0  # times the precision that the printed number is off


class _Number(NamedTuple):
    value: float
    off: float  # half a step of the print, relative
    dimension: Dimension


def is_reckoned_with(claim: Claim, values: list[float], slide: Slide) -> bool:
    """Whether two numbers beside a claim give, multiplied or divided, one of `values` and not its own."""
    if claim.unit is None or any(not 1 / _FURTHEST < claim.value / value < _FURTHEST for value in values if value):
        return False
    if any(other.field == claim.field and other.verdict == "match" for other in slide.beside(claim)):
        return False
    wanted = without_counts(claim.unit.dimension)
    beside = [one for one in _numbers_beside(claim, slide) if one.value]
    if any(one.dimension == wanted and _is(one.value, value, one.off) for one in beside for value in values):
        return False  # the right one stands there as well
    for one, other in combinations(beside[:_MOST], 2):
        off = one.off + other.off
        if off > _COARSEST:
            continue
        for a, b in ((1, 1), (1, -1), (-1, 1)):
            if combine((one.dimension, a), (other.dimension, b)) != wanted or not (wanted or one.dimension):
                continue
            result = one.value**a * other.value**b
            if any(_is(result, value, off) for value in values) and not _is(result, claim.value, _APART * off):
                return True
    return False


def _is(result: float, value: float, off: float) -> bool:
    return value > 0 and abs(result / value - 1) <= _SLACK * off + 1e-6


def _numbers_beside(claim: Claim, slide: Slide) -> list[_Number]:
    """The other numbers of a claim's row, or of its sentence with the plain counts there: "24 boards", "eight GPUs"."""
    if claim.stated.cell is not None:
        return [number for other in slide.same_row(claim) if other is not claim and (number := _number(other))]
    begin, end = claim.stated.sentence_span()
    begin, end = min(begin, max(0, claim.reading.start - _NEAR)), max(end, claim.reading.end + _NEAR)
    alike = slide.stated_between(claim, begin, end)
    text, taken = claim.stated.text.text, {other.reading.start for other in alike}
    counts = [(match.start(), match.group().replace(",", "")) for match in _COUNT.finditer(text, begin, end)]
    words = [(begin + word.start, str(word.value)) for word in count_words(text[begin:end]) if word.value > 1]
    found = [number for other in alike if other.field != claim.field and (number := _number(other))]
    return found + [_Number(float(count), 0.0, ()) for start, count in counts + words if start not in taken]


def _number(other: Claim) -> _Number | None:
    reading, unit = other.reading, other.unit or other.reading.units[0]
    if not reading.value or not reading.one_value:
        return None
    off = 0.5 * reading.resolution / abs(reading.value)
    if unit.symbol == "%":
        return _Number(reading.value / 100, off, ())
    return _Number(reading.value * unit.factor, off, without_counts(unit.dimension))
