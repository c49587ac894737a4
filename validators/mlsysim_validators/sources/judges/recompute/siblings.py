"""A number that its surroundings do not give, among like ones that they do give: then it is wrong.

Like ones stand in one column or row of a table, or in the items of a list, each at the same place of its own. Alone a
number might be another quantity than the one that was computed for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.judges.recompute.computed import Computed, contradict
from mlsysim_validators.sources.judges.recompute.deciding import fits, unit_of
from mlsysim_validators.sources.judges.recompute.evidence import slipped
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import words_around

_FEWEST, _MANY = 2, 3  # that are right
_NOMINAL = 1.3  # the 1B of a name has 1.24 billion parameters
_BITS = (8.0, 1 / 8.0)
_FORMAT = regex(r" B \(\w+\)")  # "x 1 B (INT8)"
_PLACE = regex(r" \((?:the|its|a|an) [^)]*\)")
_INPUT = regex(
    r"(\d[\d.,]*)[^()/×\d]{1,40} \((?:a line above|the slide|the set-up|the title|the document|the slide before)\)"
)
_NARROW, _WITH_SCALES = regex(r" x 0\.5 B\b"), 1.2
Again = Callable[[Claim, str], tuple[Kind, Computed] | None]


def judge(claims: Iterable[Claim], again: Again) -> None:
    """Tell the numbers of a line that are not what was computed for them as for the others.

    `again` computes a claim as a kind that its siblings are of.
    """
    lines: dict[Hashable, list[Claim]] = {}
    places: dict[Hashable, int] = {}
    for claim in claims:
        cell, unit = claim.stated.cell, claim.reading.units[0]
        if claim.kind == "spec" or claim.reading.range_end:
            continue
        if cell is not None:
            for which in (("column", cell.column), ("row", cell.row)):
                lines.setdefault((id(claim.stated.block), which, unit.dimension, unit.symbol == "%"), []).append(claim)
        elif claim.stated.block.kind == "item":
            own = (claim.stated.block_index, unit.dimension)
            places[own] = place = places.get(own, -1) + 1
            lines.setdefault((claim.stated.block.title, "item", unit.dimension, place), []).append(claim)
    for line in lines.values():
        right = [one for one in line if one.verdict == "match" and one.kind == "derived" and one.working]
        plain = [one for one in right if one.computed is None]  # by the first of several readings
        if not plain:
            continue
        name = plain[0].field if all(one.field == plain[0].field for one in plain) else ""
        if name and line[0].stated.cell is not None:
            plain += _spread(line, plain, name, again)
            if len(plain) >= _MANY:
                _take_back([one for one in right if one.computed is not None], plain, name, again)
        _tell_the_odd_ones([one for one in line if one.verdict == "unresolved"], plain, name, again)


def _spread(line: Sequence[Claim], right: Sequence[Claim], name: str, again: Again) -> list[Claim]:
    """Open numbers of a table that are right as a sibling is, of inputs at the like places."""
    found: list[Claim] = []
    workings = {one.working for one in right}
    for claim in line:
        made = _made(claim, right, name, again) if claim.verdict == "unresolved" else None
        if made is None or made.working in workings or not made.agrees:
            continue
        claim.kind, claim.field, claim.unit, claim.computed = "derived", name, made.unit, None
        claim.decide("match", working=made.working)
        found.append(claim)
    return found


def _take_back(chance: Sequence[Claim], right: Sequence[Claim], name: str, again: Again) -> None:
    """Tell the one number that only another reading gives than the one by which all others are right."""
    if len(chance) != 1 or chance[0].field != name or not _each_of_its_own(right):
        return
    made = _made(chance[0], right, name, again)
    off = chance[0].value / made.expected.value if made is not None else 1.0
    if made is not None and not made.may_be_another and not 1 / _NOMINAL < off < _NOMINAL:
        contradict(chance[0], name, made.expected, made.working, None)


def _tell_the_odd_ones(odd: Sequence[Claim], right: Sequence[Claim], name: str, again: Again) -> None:
    alone = len(odd) == 1 and _each_of_its_own(right)
    for claim in odd:
        in_table = claim.stated.cell is not None
        if claim.computed is not None and _has_scales(claim, claim.computed.value, claim.working):
            continue
        if not in_table and _INPUT.search(claim.working):  # what is said above may be of another item
            continue
        if alone and claim.working and claim.computed is not None and all(_alike(claim, one) for one in right):
            contradict(claim, claim.field, claim.computed, claim.working, None)
            continue
        made = _made(claim, right, name, again) if name and (alone or in_table) else None
        if made is None or made.fits or (not in_table and _INPUT.search(made.working)):
            continue
        if (alone or made.slipped) and not _has_scales(claim, made.expected.value, made.working):
            claim.kind, claim.field, claim.unit = "derived", name, made.unit
            contradict(claim, name, made.expected, made.working, None)


class _Made(NamedTuple):
    """What a number should be as its siblings are; whether it is that as it prints, by some reading, by a slip."""

    expected: Expected
    working: str
    unit: Unit
    agrees: bool
    fits: bool
    may_be_another: bool  # of other inputs, which are as likely
    slipped: bool


def _made(claim: Claim, right: Sequence[Claim], name: str, again: Again) -> _Made | None:
    """None where no inputs at the places of a sibling's give one."""
    found = again(claim, name)
    if found is None or not claim.reading.one_value:
        return None
    kind, computed = found
    around = words_around(claim.stated)
    if kind.avoid is not None and kind.avoid.search(around.column) and not kind.words.search(around.column):
        return None  # "Total memory" beside "KV cache"
    like = _like_one_of if claim.stated.cell is not None else _like_all
    value, working = next(((v, told) for v, told in computed.values if like(told, right)), (0.0, ""))
    if not value:
        return None
    unit = unit_of(claim, kind)
    named = not _FORMAT.search(working) or bool(formats_in(around.row))
    by_slip = named and any(fits(claim, unit, slip.value, Computed([])) for slip in computed.slips)
    off = slipped(claim, unit, Computed([(value, working)]), close=False, also=_BITS) if "bit/s" in working else 0.0
    return _Made(
        Expected(value, printed(value, claim.reading, unit)),
        working,
        unit,
        agrees(claim.reading, unit.factor, value),
        any(fits(claim, unit, one, computed) for one, _ in (*computed.values, *computed.also)),
        any(fits(claim, unit, one, computed) for one, told in computed.values if one == value or told != working),
        by_slip or off in _BITS,
    )


def _each_of_its_own(right: Sequence[Claim]) -> bool:
    """Whether each has an input of its own: what one input gives for all of them differs by something else."""
    return len({one.value for one in right}) >= _FEWEST and len({one.working for one in right}) >= _FEWEST


def _like_all(working: str, right: Sequence[Claim]) -> bool:
    """Whether the inputs of a working stand where those of its siblings do."""
    return all(_PLACE.findall(working) == _PLACE.findall(one.working) for one in right)


def _like_one_of(working: str, right: Sequence[Claim]) -> bool:
    """Whether they stand where those of one sibling do, and the far ones are the same."""
    places, far = _PLACE.findall(working), _INPUT.findall(working)
    return _like_all(working, right) or any(
        places == _PLACE.findall(one.working) and far == _INPUT.findall(one.working) for one in right
    )


def _has_scales(claim: Claim, value: float, working: str) -> bool:
    """Whether weights of less than a byte are so much larger as scales, and what is left at 16 bits, make them."""
    stated = claim.reading.value * claim.reading.units[0].factor
    return _NARROW.search(working) is not None and 1 < stated / value < _WITH_SCALES


def _alike(claim: Claim, other: Claim) -> bool:
    """Whether two numbers were computed in one way: as one kind from the same places, or from one input for all."""
    mine, theirs = claim.working, other.working
    if claim.field == other.field and _PLACE.findall(mine) == _PLACE.findall(theirs):
        return True
    far, theirs_far = (_INPUT.findall(told) for told in (mine, theirs))
    return len(far) == len(theirs_far) and not set(far).isdisjoint(theirs_far)
