"""A factor or a share against the only two quantities of one sort that its sentence, or a little more, states.

"NVLink at 450 GB/s is 9× faster than InfiniBand at 50 GB/s": two rates. Where the words beside the factor name a sort
of quantity (compute, bandwidth, time, cost), only that one counts. Two number formats are a pair as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.fields import BANDWIDTH, BYTES, CARBON, FLOP_RATE, INTENSITY, MONEY, POWER, TIME
from mlsysim_validators.sources.judges.arithmetic.expressions import uncounted
from mlsysim_validators.sources.judges.ratio.pairs import (
    A_RATE,
    COMPARES,
    DENIES,
    WIDE_OF,
    Pair,
    contradict,
    factors,
    pair_of,
    rounded_so,
    shares,
    turned,
)
from mlsysim_validators.sources.judges.recompute.situation import formats_in
from mlsysim_validators.sources.sentences import BREAK
from mlsysim_validators.sources.slides import Slide

_ENERGY: Dimension = (("energy", 1),)
_CARBON_MASS: Dimension = (("carbon", 1),)
_SORTS: tuple[tuple[re.Pattern[str], tuple[Dimension, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), dimensions)
    for pattern, dimensions in (
        (r"bandwidth|\bbw\b", (BANDWIDTH,)),
        (r"compute (?:grew|increas|rose|range|peak|ratio|gap)|\bcompute\b(?! time)|flops|throughput of", (FLOP_RATE,)),
        (r"power|watt", (POWER,)),
        (r"\benergy", (_ENERGY,)),
        (r"carbon|emi(?:ts?|ssions?)|dirtier|cleaner", (_CARBON_MASS, CARBON)),
        (r"cost|cheaper|expensive|price|dollar|\bbill\b", (MONEY, ())),
        (r"smaller|larger|memory|capacity|size|bigger|compress", (BYTES,)),
        (r"ridge|intensity", (INTENSITY,)),
        (r"slower|longer|shorter|latency|\btime\b|quicker", (TIME,)),
    )
)
_SMALLER = re.compile(
    r"smaller|less memory|compress|reduc|fewer bytes|lighter|shrink|\bmemory\b|saves?\b", re.IGNORECASE
)
_NOT_SIZE = re.compile(r"faster|speed|flops|throughput|latency|accura|cost|gpus?\b|energy|power", re.IGNORECASE)
_SAYS_SO = re.compile(
    r"\bgap\b|difference|\bratio\b|speed-?up|penalty|savings?|\bthat is\b|\bi\.?e\.|=|→|⇒|factor|overall|so\b|"
    r"thus|therefore|the \w+ time",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:that|this|which) is\b|\bi\.e\.|\bthe (?:gap|ratio|difference)\b", re.IGNORECASE)
_SMALL_SLIDE = 700
_OUT_OF_REACH = 30.0  # so far off, another pair is meant
_MOST_READINGS = 12


class _Scope(NamedTuple):
    text: str
    near: bool


def judge(claim: Claim, slide: Slide) -> None:
    """Decide a factor or share where its surroundings state just two quantities that it may compare."""
    unit = claim.reading.units[0]
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.reading.hedge in ("low", "high"):
        return
    if claim.stated.cell is not None or A_RATE.match(claim.stated.text.text, claim.reading.end):
        return
    begin, stop = claim.stated.sentence_span()
    sentence = claim.stated.text.text[begin:stop]
    place = claim.reading.start - begin
    if unit.symbol == "%" and not COMPARES.search(sentence):
        return
    beside = f"{sentence[max(0, place - 45) : place]} {sentence[place : place + 60]}"
    if unit.symbol == "×" and _of_formats(claim, sentence):
        return
    wanted = _wanted(beside)
    for scope in _scopes(claim, slide, begin, stop):
        pairs = list(_pairs(scope.text, claim.reading))
        if wanted:
            pairs = [pair for pair in pairs if _dimension(pair) in wanted]
        fitting = next((pair for pair in pairs if _fits(claim, pair)), None)
        if fitting is not None:
            _take(claim)
            claim.decide("match", working=fitting.words)
            return
        if (
            len(pairs) == 1
            and scope.near
            and not DENIES.search(sentence)
            and not _one_of_several(claim, sentence)
            and not turned(sentence[max(0, place - 45) : place], pairs[0])
            and claim.reading.hedge not in ("below", "above")
        ):
            stated = claim.reading.value * (0.01 if unit.symbol == "%" else 1.0)
            if unit.symbol == "×" and not 1 / _OUT_OF_REACH <= stated / pairs[0].ratio <= _OUT_OF_REACH:
                return
            if wanted or COMPARES.search(beside) or _SAYS_SO.search(beside):
                _take(claim)
                contradict(claim, pairs[0])
                return
        if pairs:
            return


def _one_of_several(claim: Claim, sentence: str) -> bool:
    """Whether the sentence has other factors or shares too: then who knows which of them its two numbers give."""
    own = claim.reading
    return any(
        reading.units[0].symbol in ("×", own.units[0].symbol) and reading.value != own.value
        for reading in readings(sentence)
    )


def _take(claim: Claim) -> None:
    claim.kind, claim.field, claim.unit = "derived", claim.field or "ratio", claim.reading.units[0]


def _scopes(claim: Claim, slide: Slide, begin: int, stop: int) -> Iterator[_Scope]:
    text = claim.stated.text.text
    place = claim.reading.start
    clause_begin = max(text.rfind(mark, begin, place) for mark in (";", ": "))
    clause_stop = text.find(";", place, stop)
    yield _Scope(text[max(begin, clause_begin) : clause_stop if clause_stop >= 0 else stop], True)
    yield _Scope(text[begin:stop], True)
    ahead = BREAK.split(text[max(0, begin - 400) : begin].strip())[-1]
    if ahead:
        yield _Scope(f"{ahead} {text[begin:stop]}", _POINTS_BACK.search(text[begin:stop]) is not None)
    above = next(
        (block for block in slide.above(claim.stated.block) if block.kind in ("paragraph", "item", "math")), None
    )
    if above is not None and len(above.text.text) < 400:
        yield _Scope(f"{above.text.text} {text[begin:stop]}", _POINTS_BACK.search(text[begin:stop]) is not None)
    if len(slide.text) < _SMALL_SLIDE:
        yield _Scope(slide.text, False)


def _wanted(beside: str) -> tuple[Dimension, ...]:
    found = [dimensions for pattern, dimensions in _SORTS if pattern.search(beside)]
    return tuple(dimension for dimensions in found for dimension in dimensions)


def _dimension(pair: Pair) -> Dimension:
    return uncounted(pair.first.units[0].dimension)


def _pairs(text: str, own: Reading) -> Iterator[Pair]:
    """The sorts of quantity of which a text states just two."""
    groups: dict[Dimension, dict[float, Reading]] = {}
    ranged: set[Dimension] = set()
    for reading in readings(text):
        unit = reading.units[0]
        if text[max(0, reading.start - 1) : reading.start] == ":":  # 01:30
            continue
        if reading.bare or unit.symbol in ("×", "%"):
            continue
        dimension = uncounted(unit.dimension)
        if reading.hedge in ("low", "high"):  # it may be meant as well
            ranged.add(dimension)
            continue
        if not dimension:
            continue
        groups.setdefault(dimension, {}).setdefault(reading.value * unit.factor, reading)
        if sum(map(len, groups.values())) > _MOST_READINGS:
            return
    for dimension, group in groups.items():
        if len(group) == 2 and dimension not in ranged:
            pair = pair_of(*group.values())
            if pair is not None:
                yield pair


def _fits(claim: Claim, pair: Pair) -> bool:
    percent = claim.reading.units[0].symbol == "%"
    told, _ = shares(pair) if percent else factors(pair)
    if claim.reading.exponent_step:
        return 1 / 3.2 <= claim.reading.value / pair.ratio <= 3.2
    value = claim.reading.value * (0.01 if percent else 1.0)
    room = 0.5 * claim.reading.resolution * (0.01 if percent else 1.0)
    if not percent and rounded_so(claim.reading, pair.ratio):
        return True
    if not percent and value > 10 and abs(value / pair.ratio - 1) > 2 * WIDE_OF:
        return any(low - room <= value <= high + room for low, high in told[:1])
    return any(low - room - 1e-9 <= value <= high + room + 1e-9 for low, high in told) or (
        claim.reading.hedge == "about" and abs(value / told[0][1] - 1) < 0.1
    )


def _of_formats(claim: Claim, sentence: str) -> bool:
    """Whether a factor was held against the widths of two number formats: INT4 is 4× smaller than FP16."""
    found = formats_in(sentence)
    if len(found) != 2 or not _SMALLER.search(sentence) or _NOT_SIZE.search(sentence):
        return False
    if any(not reading.bare and reading.units[0].dimension == BYTES for reading in readings(sentence)):
        return False
    one, other = sorted(formulas.bytes_per_element(name) for name in found)
    ratio, words = other / one, " and ".join(sorted(name.upper() for name in found))
    _take(claim)
    if abs(claim.reading.value - ratio) <= 0.5 * claim.reading.resolution:
        claim.decide("match", working=f"bytes per parameter of {words}")
    elif claim.reading.hedge == "":
        claim.expected = Expected(ratio, f"{ratio:g}×")
        told = f"{words} take {one:g} and {other:g} bytes per parameter: {ratio:g}×"
        claim.decide("mismatch", told, rule="ratio", hint=f"write {ratio:g}×", working=told)
    return claim.verdict != "unresolved"
