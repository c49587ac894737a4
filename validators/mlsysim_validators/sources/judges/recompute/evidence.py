"""What the gap between a number and what it should be tells: a slip, a mistake, or that another quantity is meant.

Measured on texts that nobody tuned on: a number that is off by a factor that people slip by (twice, half, ten- or a
thousandfold, bits for bytes) is wrong; one that is off a little by no such factor is, where its inputs stand with it
and the words beside it name it; whatever is off by more is nearly always another quantity than its words seem to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.off_by import half_a_step
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.patterns import regex

_SLIPS = (2.0, 10.0, 100.0, 1e3, 1e6)
_SLIPS_OF = {"data": (4.0, 8.0, 1024.0), "time": (60.0, 3600.0)}
_BINARY = {1e3: 1.024, 1e6: 1.024**2, 1e9: 1.024**3, 1e12: 1.024**4}  # KiB that are called KB
_MOST_VALUES = 3  # of more, some slip of one gives any number
_EXACT = 0.006  # relative
_COARSEST = 0.03  # a print of one digit proves no factor
_LITTLE, _LITTLE_FROM_AFAR = 3.0, 1.7
_FROM_AFAR = ("(the set-up)", "(the document)", "(the slide)")
_FAR_OFF = 8.0  # the least slip that inputs from afar alone show
_PLACES = regex(r"\((?P<place>the [a-z ]+|its [a-z ]+|a line above)\)")
_FROM_ANYWHERE = (*_FROM_AFAR, "(the slide before)", "(the notes)")
_LEAST_TIMES = ("transfer_time", "compute_time")
_BITS = (8.0,)
_SENT = ("transfer_time", "product")  # kinds by which a number may be of a collective as well
_OF_A_RING = tuple(passes * (n - 1) / n for n in (4, 8, 16, 32, 64) for passes in (1, 2))  # what each of n sends
_BOTH_PASSES = 2.0  # of a ring of many, "(n-1)/n" left out
_EXCHANGED = AnyCase(r"\bring|gradient|all-?reduce|synchroni[sz]|communicat")
_WORDS_AHEAD = 160
_MOST_FACTORS = 6


class Grounds(NamedTuple):
    """How well a number is known to be of its kind.

    `near`: its inputs are near enough for a finding; `close`: they stand in its own sentence or row, its title or the
    set-up, or all in one line; `named`: the words beside it name it; `whole`: its own sentence or row states several
    inputs, and all of them; `factors`: what is stated that it may have been multiplied or divided by as well: a
    number of devices, an efficiency.
    """

    near: bool
    close: bool
    named: bool
    whole: bool = False
    factors: Callable[[], tuple[float, ...]] = tuple


def slipped(claim: Claim, unit: Unit, computed: Computed, close: bool, also: tuple[float, ...] = ()) -> float:
    """The factor that people slip by and that a number is off by, from one of its values; 0 where there is none."""
    stated = claim.reading.value * unit.factor
    spellings = [stated, stated * _BINARY.get(unit.factor, 1.0)] if unit.dimension == BYTES else [stated]
    close = close and not any(_is_from_afar(working) for _, working in computed.values)
    room = min(_COARSEST, max(_EXACT, half_a_step(claim.reading), computed.room if close else 0.0))
    values = distinct((value for value, _ in (*computed.values, *computed.also)), _COARSEST)
    for value in values if len(values) <= _MOST_VALUES else values[:1]:
        for factor in (*_SLIPS, *also, *_of(unit.dimension)):
            for off in (factor, 1 / factor):
                if value and any(abs(one / (value * off) - 1) <= room for one in spellings):
                    return off
    return 0.0


def distinct(values: Iterable[float], room: float) -> list[float]:
    """The first of all values that are nearly, within `room` (relative), the same."""
    found: list[float] = []
    for value in values:
        if all(abs(value - other) > room * abs(other) for other in found):
            found.append(value)
    return found


def _of(dimension: Dimension) -> tuple[float, ...]:
    return tuple(factor for name, _ in dimension for factor in _SLIPS_OF.get(name, ()))


def tells(claim: Claim, unit: Unit, computed: Computed, grounds: Grounds) -> bool:
    """Whether a number that is not what it should be is wrong, rather than something else."""
    stated = claim.reading.value * unit.factor
    factors = grounds.factors()[:_MOST_FACTORS]
    pairs = list(combinations(factors, 2))
    factors += tuple(one * other for one, other in pairs) + tuple(one / other for one, other in pairs)
    if stated and any(_by(stated, value, factor, claim) for value, _ in computed.values for factor in factors):
        return False
    shares = [stated / value for value, _ in computed.values if value and claim.field in _SENT]
    parts = (*_OF_A_RING, _BOTH_PASSES) if shares and _EXCHANGED.search(_words(claim)) else _OF_A_RING
    room = max(_EXACT, half_a_step(claim.reading))
    if any(abs(share / part - 1) <= room for share in shares for part in parts):
        return False
    slip = slipped(claim, unit, computed, grounds.close, _BITS if claim.field in _SENT else ())
    if all(is_all_from_afar(working) for _, working in computed.values):
        return slip >= _FAR_OFF or 0 < slip <= 1 / _FAR_OFF
    if slip:
        return True
    if claim.field in _LEAST_TIMES and all(stated > value for value, _ in computed.values):
        return False  # nothing is faster than its peak; slower it may well be
    little = any(value and 1 / (far := _most(working)) < stated / value < far for value, working in computed.values)
    if any(value and abs(stated / value - 1) <= computed.coarse for value, _ in computed.values):
        return False
    if little:
        return grounds.close and (grounds.named or grounds.whole)
    return grounds.named and grounds.whole


def _most(working: str) -> float:
    """By how much a number may be off for the gap to be a little one."""
    return _LITTLE_FROM_AFAR if _is_from_afar(working) else _LITTLE


def _is_from_afar(working: str) -> bool:
    """Whether an input of a working stands on another slide, or far up on its own."""
    return any(map(working.__contains__, _FROM_AFAR))


def is_all_from_afar(working: str) -> bool:
    """Whether all inputs of a working that have a place stand anywhere on the slide, none with the number."""
    places = {found["place"] for found in _PLACES.finditer(working)}
    return bool(places) and all(f"({place})" in _FROM_ANYWHERE for place in places)


def is_all_beside(working: str) -> bool:
    """Whether all inputs of a working stand in the number's own sentence."""
    places = {found["place"] for found in _PLACES.finditer(working)}
    return places == {"the sentence"} and "registry" not in working


def _words(claim: Claim) -> str:
    """The sentence of a claim and a little before it."""
    begin, stop = claim.stated.sentence_span()
    return claim.stated.text.text[max(0, begin - _WORDS_AHEAD) : stop]


def _by(stated: float, value: float, factor: float, claim: Claim) -> bool:
    """Whether a stated number is a value times a factor, or over it."""
    room = max(_EXACT, half_a_step(claim.reading))
    return bool(value) and any(abs(stated / (value * off) - 1) <= room for off in (factor, 1 / factor))
