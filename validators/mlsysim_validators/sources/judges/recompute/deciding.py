"""The verdict on a number whose right values were computed: right, wrong by a slip or by its grounds, or left open."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, digits_of, keeps, printed
from mlsysim_validators.sources.dimensions import BYTES, is_money, uncounted
from mlsysim_validators.sources.fields.measured import TIMED
from mlsysim_validators.sources.judges.off_by import off_by
from mlsysim_validators.sources.judges.other_figures.suppositions import is_supposed
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip, contradict, unfound
from mlsysim_validators.sources.judges.recompute.evidence import Grounds, is_all_beside, tells
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

# Slips in which a calculation that is right in itself starts from a wrong input.
_TELLING = ("width", "query-heads", "multiply-adds", "direction", "sparse-for-dense")
_THUMB = 1.4  # times that a rule of thumb of one digit may be off
_NEAR = 40
_MEASURED = regex(r"\b(?:measured|observed|profiled)\b[^.;:()]{0,24}$", re.IGNORECASE)
_A_LIMIT = regex(r"[ -](?:limit|budget|cap|target|constraint|threshold|SLO|SLA)\b", re.IGNORECASE)
# What is left out on purpose is no slip: "without MFU it takes 0.5 days".
_ON_PURPOSE = {
    "no-utilization": AnyCase(
        r"\b(?:without|ignoring|leaving out|neglecting|no)(?: the| any)? (?:MFU|utili[sz]ation|efficiency)\b|"
        r"\bat (?:the |its |full |100 ?%(?: of)?(?: the)? ?)?(?:peak|MFU|utili[sz]ation)\b|\bideal\w*|\bperfect\w*"
    ),
    "forward-only": AnyCase(r"\bforward(?: pass)? (?:only|alone)|\bonly the forward|\bwithout the backward"),
}
_WITH_MORE = AnyCase(r"\b(?:with|plus|including|on top of|besides|after)\b[^.;\d]{0,30}$")  # "and with the cache 60 ms"
ANOTHER = "another one may be meant"
_GIB = 1.073741824
_MUCH_MORE = 1.4


def decide(claim: Claim, around: Surroundings, kind: Kind, computed: Computed, grounds: Grounds, result: bool) -> None:
    """Give the verdict on a claim of a kind; `result`: of a printed calculation, which another judge checks."""
    name = kind.name.replace("_", " ")
    if computed.ungrounded:
        unfound(claim, computed.ungrounded)
        return
    if not computed.values:
        claim.kind = "derived" if claim.kind == "other" else claim.kind
        claim.field = claim.field or kind.name
        claim.decide("unresolved", computed.missing)
        return
    unit = unit_of(claim, kind)
    claim.kind, claim.field, claim.unit = "derived", kind.name, unit
    for value, working in (*computed.values, *computed.also):
        if grounds.near and fits(claim, unit, value, computed):  # by far-off inputs a number may fit by chance
            claim.decide("match", working=working)
            first = computed.values[0][0]
            if not fits(claim, unit, first, computed):  # another reading than the first
                claim.computed = Expected(first, printed(first, claim.reading, unit))
            return
    if any(fits(claim, unit, value, computed) for value, _ in computed.values):
        working = next(working for value, working in computed.values if fits(claim, unit, value, computed))
        claim.decide("unresolved", f"what its surroundings give ({working}), but from afar")
        claim.working = working
        return
    value, working = min(computed.values, key=lambda one: abs(one[0] - claim.value))
    first, first_working = computed.values[0]
    value, working = (first, first_working) if not computed.slips else (value, working)
    by_itself = Computed([], decimal=computed.decimal)
    slip = next((slip for slip in computed.slips if fits(claim, unit, slip.value, by_itself)), None)
    if result and (slip is None or slip.rule not in _TELLING):
        return  # what its own calculation gives is for the judge of arithmetic
    plain = grounds.close and digits_of(claim.reading) > 1 and off_by(claim.value, value, slips=(2.0, 10.0)) != 0
    begin = max(claim.stated.sentence_span()[0], claim.reading.start - _NEAR)
    ahead = claim.stated.text.text[begin : claim.reading.start]
    # Twice or ten times a least value, to the digit, is a slip; more than it need be none.
    above = (computed.least and not plain) or (kind.timed and _WITH_MORE.search(ahead) is not None)
    far_above = above and claim.value > value
    far_below = computed.most and claim.value < value
    ratios = [claim.value / one if one else 0.0 for one, _ in computed.values]
    thumb = kind.timed and _one_digit(claim.reading) and any(1 / _THUMB <= off <= _THUMB for off in ratios)
    fine = keeps(value, claim.reading, unit) or is_money(unit.dimension)
    shown = printed(value, claim.reading, unit) if fine else f"{value / unit.factor:.3g} {unit.symbol}"
    if slip is not None and _is_on_purpose(claim, slip):
        claim.decide("match", working=f"{working}; {slip.sentence}")
        return
    if slip is None and not computed.firm and not tells(claim, unit, computed, grounds):
        claim.decide("unresolved", f"not the {name} that its surroundings give ({working}): {ANOTHER}")
        claim.working, claim.computed = working, Expected(value, shown)
        return
    near = grounds.near or (computed.decimal and slip is not None)  # so fine a width and its slip agree by no chance
    doubtful = not computed.certain or not near or far_above or far_below or (thumb and not computed.firm)
    doubtful = doubtful or _MEASURED.search(ahead) is not None
    doubtful = doubtful or _A_LIMIT.match(claim.stated.text.text, claim.reading.end) is not None
    timed = kind.timed and not (kind.percent and is_all_beside(working))  # "achieves 450 of 989, an MFU of 45 %"
    if doubtful or (timed and TIMED.search(f"{around.sentence} {around.row} {around.column}")):
        claim.decide(
            "unresolved", f"not the {name} that its surroundings give ({working}), but they leave open what it is"
        )
        claim.working = working
        return
    if slip is not None and slip.rule in _TELLING and is_supposed(claim):
        claim.decide("unresolved", f"{working}: its sentence supposes another input")
        return
    contradict(claim, kind.name, Expected(value, shown), working, slip)


def _is_on_purpose(claim: Claim, slip: Slip) -> bool:
    """Whether the words before a number say that what its slip leaves out is left out."""
    said = _ON_PURPOSE.get(slip.rule)
    begin = max(claim.stated.sentence_span()[0], claim.reading.start - _NEAR)
    return said is not None and said.search(claim.stated.text.text[begin : claim.reading.start]) is not None


def _one_digit(reading: Reading) -> bool:
    """Whether a number is printed with one significant digit: 10, 500, 0.2."""
    return len(re.sub(r"\D", "", f"{reading.value:g}".partition("e")[0]).strip("0")) == 1


def unit_of(claim: Claim, kind: Kind) -> Unit:
    """The unit of a claim in which it is of a kind."""
    if kind.percent:
        return claim.reading.units[0]
    units = claim.reading.units
    exact = [unit for unit in units if unit.dimension == kind.dimension]
    return (exact or [unit for unit in units if uncounted(unit.dimension) == uncounted(kind.dimension)] or list(units))[
        0
    ]


def fits(claim: Claim, unit: Unit, value: float, computed: Computed) -> bool:
    """Whether a claim states a value, as far as it prints and as what was computed allows."""
    stated = claim.reading.value * unit.factor
    reading = claim.reading
    bound = claim.field in ("weight_load_time", "decode_time", "compute_time") and reading.hedge == "above"
    if bound or (claim.field == "token_rate" and reading.hedge == "below"):
        reading = reading.unhedged()  # "at least 7 ms" states the bound itself
    values = [value]
    if uncounted(unit.dimension) == BYTES and not computed.decimal:
        values += [value / _GIB, value / 1.024, value / 1.048576]
    if any(agrees(reading, unit.factor, one) or abs(stated - one) <= computed.room * abs(one) for one in values):
        return True
    if computed.least:  # a little more than the least is right as well
        return min(values) * 0.97 <= stated <= _MUCH_MORE * value
    return computed.most and stated <= value * 1.03
