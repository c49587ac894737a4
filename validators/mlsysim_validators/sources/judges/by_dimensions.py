"""A number that only one product or quotient of its slide's amounts can give, by their dimensions alone.

Where a slide states one amount of data and one bandwidth, a time behind "so" or "≈" is the one over the other. What
this gives is right; half or twice of it, a power of ten or bits for bytes is wrong, unless the words beside the number
say that another amount is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, FLOP_RATE, INTENSITY, OPERATIONS, TIME, uncounted
from mlsysim_validators.sources.judges.off_by import half_a_step, off_by, prints
from mlsysim_validators.sources.judges.recompute.chains.facts import place_of
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict
from mlsysim_validators.sources.judges.recompute.dimensional import RULES, Rule
from mlsysim_validators.sources.patterns import regex

_LAWS = (
    *(rule for rule in RULES if rule.result != BANDWIDTH),
    Rule(FLOP_RATE, BANDWIDTH, INTENSITY, False, "attainable_rate"),
    Rule(BYTES, BANDWIDTH, TIME, False, "bytes_moved"),
    Rule(OPERATIONS, FLOP_RATE, TIME, False, "operations"),
)
_SLIPS = (2.0, 8.0, 10.0, 100.0, 1e3)
_ROOM = 0.02
_ALIKE = 0.01
_COARSEST = 0.03
_MOST = 12  # amounts of a dimension on a slide
_NEAR = 60
_COUNTS_OPERATIONS = regex(r"FLOPs\b(?! ?/ ?s)")
_OF_OPERATIONS = (OPERATIONS, INTENSITY)
# What leads to a result; a number that is a whole line by itself is one as well.
_LEADS = regex(
    r"(?:[=≈~→⇒:]|->|\b(?:is|are|gives?|makes?|comes? to|means|so|thus|hence|therefore|that is|about|roughly|find|"
    r"takes?|in|costs?|needs?|[Aa]nswer),?)(?: (?:is|are|about|roughly|some|only|just))*\W{0,3}$"
)
_CONCLUDES = regex(r"\W*(?:So|Hence|Thus|Therefore|Then|Result|Answer|Total|Dividing|Multiplying)\b")
_EXCUSES = AnyCase(
    r"\bif\b|instead|wrong|without|would|measur|observ|achiev|actual|practi|overhead|effici|utili|η|reserv|idle|"
    r"sav(?:e|ing)|\bonly\b|another|other\b|remain|\brest\b|\bplus\b|both|each\b|every|at (?:most|least)|target|"
    r"budget|\bslo\b|could|"
    r"compared|against|report|claim|popular|half|double|twice|quarter|bidirec|quanti[sz]|int[48]|fp[48]|[48][- ]bit|"
    r"spars|per (?:node|gpu|device|layer|token|user|request|step|chip|server|hop|direction|link)|ring|all-?reduce|"
    r"gradient|batch|\d ?%|[×x] ?\d|\d ?[×x]\b|\bon (?:two|four|eight)\b|parallel|together|"
    r"communicat|exchang|synchron|slack|pause|break|"
    r"\b(?:two|three|four|six|eight|sixteen|ten)\b|\b(?:links|ports|gpus|ranks|nodes|stages|streams|devices)\b"
)


class _Amount(NamedTuple):
    """An amount that a slide states, in base units."""

    value: float
    claim: Claim
    unit: Unit


class _Given(NamedTuple):
    """What a law gives, with its working."""

    law: Rule
    value: float
    working: str


def judge(claims: Iterable[Claim]) -> None:
    """Decide the numbers that are open still where one pair of amounts before them can give them."""
    slides: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.stated.value is None and claim.reading.one_value and claim.reading.value:
            slides[claim.stated.block.slide].append(claim)
    for number, of_slide in slides.items():
        targets = [claim for claim in of_slide if claim.verdict == "unresolved" and _is_result(claim)]
        if not targets:
            continue
        here, before = _amounts(of_slide), _amounts(slides.get(number - 1, ()))
        for claim in targets:
            _decide(claim, here, before)


def _amounts(claims: Iterable[Claim]) -> dict[Dimension, list[_Amount]]:
    found: dict[Dimension, list[_Amount]] = defaultdict(list)
    for claim in sorted(claims, key=place_of):
        unit = _meant(claim)
        if unit.dimension and not (unit.symbol == "B" and unit.factor == 1.0):
            found[uncounted(unit.dimension)].append(_Amount(claim.reading.value * unit.factor, claim, unit))
    return found


def _meant(claim: Claim) -> Unit:
    """The unit of a number; "FLOPs" that are nothing more count operations."""
    units = claim.reading.units
    counted = _COUNTS_OPERATIONS.search(claim.reading.text) is not None
    return claim.unit or next((unit for unit in units if counted and unit.dimension in _OF_OPERATIONS), units[0])


def _is_result(claim: Claim) -> bool:
    """Whether words lead to a number as to a result, and none beside it speak of another amount."""
    text, reading = claim.stated.text.text, claim.reading
    if claim.stated.cell is not None or claim.kind == "spec" or claim.measured:
        return False
    alone = not text[: reading.start].strip(" ~≈$") and not text[reading.end :].strip(" .$")
    sentence = claim.stated.sentence()
    leads = alone or _CONCLUDES.match(sentence) or _LEADS.search(text, max(0, reading.start - _NEAR), reading.start)
    return bool(leads) and not _EXCUSES.search(sentence)


def _decide(claim: Claim, here: dict[Dimension, list[_Amount]], before: dict[Dimension, list[_Amount]]) -> None:
    unit = _meant(claim)
    wanted = uncounted(unit.dimension)
    found = list(_given(wanted, claim, here, {})) or list(_given(wanted, claim, here, before))
    if len(found) != 1:
        return
    law, value, working = found[0]
    stated = claim.reading.value * unit.factor
    if prints(claim.reading, unit.factor, value, _ROOM):
        claim.kind, claim.field = "derived", law.name
        claim.decide("match", working=working)
        return
    room = min(_COARSEST, max(_ALIKE, half_a_step(claim.reading)))
    by = off_by(stated, value, room, _SLIPS)
    if by:
        claim.kind, claim.field = "derived", law.name
        slip = Slip("recomputed", stated, f"this is {by:g} times as much")
        contradict(claim, law.name, Expected(value, printed(value, claim.reading, unit)), working, slip)


def _given(
    wanted: Dimension, claim: Claim, here: dict[Dimension, list[_Amount]], before: dict[Dimension, list[_Amount]]
) -> Iterator[_Given]:
    """What each law gives for a number, where its two amounts are right and the only ones before it."""
    for law in _LAWS:
        if uncounted(law.result) != wanted:
            continue
        first = _only(uncounted(law.first), claim, here, before)
        second = _only(uncounted(law.second), claim, here, before)
        if first is None or second is None or first.claim is second.claim:
            continue
        if claim.reading.value in (first.claim.reading.value, second.claim.reading.value):  # one of them again
            continue
        value = first.value / second.value if law.divides else first.value * second.value
        yield _Given(law, value, f"{first.claim.text} {'/' if law.divides else '×'} {second.claim.text}")


def _only(
    dimension: Dimension, claim: Claim, here: dict[Dimension, list[_Amount]], before: dict[Dimension, list[_Amount]]
) -> _Amount | None:
    """The one amount of a dimension that a slide, or else the one before, states ahead of a number.

    None where one of several is wrong: the number may follow from it.
    """
    ahead = [one for one in here.get(dimension, ()) if place_of(one.claim) < place_of(claim)]
    amounts = ahead or before.get(dimension, [])
    if not amounts or len(amounts) > _MOST or any(one.claim.verdict in FINDINGS for one in amounts):
        return None
    first = amounts[0]
    return first if all(abs(one.value - first.value) <= _ALIKE * first.value for one in amounts) else None
