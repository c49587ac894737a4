"""The verdict on a number by the laws that may give it from what stands before it.

A number that a law gives from the nearest inputs is right. One that a known slip gives, or that is near what the
nearest and only inputs give, is wrong. Anything else is left open: another quantity may be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import MONEY_RATE
from mlsysim_validators.sources.judges.off_by import half_a_step, off_by, prints
from mlsysim_validators.sources.judges.recompute.chains import electricity, failures, money, runs, serving, training
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import SLIDE, Facts
from mlsysim_validators.sources.judges.recompute.chains.law import Bound, Law, bind, words_of
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.evidence import is_all_from_afar
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

LAWS: tuple[Law, ...] = (*electricity.LAWS, *money.LAWS, *training.LAWS, *runs.LAWS, *failures.LAWS, *serving.LAWS)
_ALIKE = 0.02
_FINE = 0.05
_EXACT = 0.006
_FARTHEST = 2.5
_MOST_CELLS = 12
_CLOSELY = 0.0005
# A power of ten or a unit of time that went astray, a factor 2 or 8: off by these, a number means this quantity still.
SLIPS = (2.0, 8.0, 10.0, 100.0, 1000.0, 24.0, 60.0, 3600.0, 1024.0)
_TENS = (10.0, 100.0, 1000.0)
_WITHOUT = AnyCase(r"\bwithout\b|\bexcluding\b|leav\w+ out|\bbefore the\b")
_INPUT_WORDS = 14
_INPUT = regex(r"(?:[×x*·@]|\bat|\b(?:nodes?|servers?|racks?|boards?|cards?|GPUs|chips) of) ?\W?$")
_CALLED_PEAK = regex(r"[ \u00a0](?:dense )?peak\b")  # "989 TFLOP/s peak and 495 TFLOP/s effective"
# Words by which a number is of a part, of more, or of another day than what was said before.
_QUALIFIED = AnyCase(
    r"\d ?%|\bhalf\b|twice|double|third|quarter|without|instead|sav(?:e|ing)|measured|observed|logged|\bplus\b|only\b|"
    r"additional|extra|more than|\bif\b|report(?:s|ed)?\b|states?\b|\bsays\b|actual|\bwould\b|recomput|model card|"
    r"\bbooks?\b|same rate"
)


def judge(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """What a law says of a claim: that it is right, or for certain wrong; None where no law says either."""
    text, start = claim.stated.text.text, claim.reading.start
    if _INPUT.search(text[max(0, start - _INPUT_WORDS) : start]):
        return None
    bounds = list(_bounds(claim, around, slide, facts))
    stated = claim.reading.value
    for bound in bounds:
        if bound.sure and _fits(claim, bound, bound.value) and not _is_slip(claim, bounds):
            off = abs(stated * bound.unit.factor / bound.value - 1)  # "about" leaves more room
            room = max(bound.law.room, 1.001 * off) if claim.reading.rough else bound.law.room
            return bound.law.name, bound.unit, Computed([(bound.value, bound.working)], room=room)
    sure = [bound for bound in bounds if bound.sure and bound.known]
    if any(bound.by_head for bound in sure):  # for a mistake, its own words have to name it
        return None
    slipped = _slipped(claim, bounds, sure)
    if slipped is not None:
        sure = [slipped]
    if not sure or any(abs(bound.value / sure[0].value - 1) > _ALIKE for bound in sure):
        return None
    bound = sure[0]
    if bound.law.name == "sustained_rate" and _CALLED_PEAK.match(text, claim.reading.end):
        return None
    if electricity.is_of_more(claim, bound):
        return None
    if bound.law.name == "facility_power" and electricity.goes_with_its_sentence(claim, slide, bound.inputs[-1]):
        return None
    slips = [
        Slip(training.RULES.get(told, "recomputed"), _as_stated(claim, bound, value), told)
        for value, told in _slips(bound)
    ]
    slipped_by = [slip for slip in slips if _fits(claim, bound, slip.value)]
    if slipped_by and _says_so(claim, bound, slipped_by, facts):
        return None
    if not slipped_by:
        if any(_fits(claim, one, value) for one in bounds for value in (one.value, *one.others)):
            return None
        off = stated * bound.unit.factor / bound.value
        if abs(off - 1) <= _rounding(bound):
            return None  # "0.006 kWh at 390 g: 2.5 g"
        if bound.law.strict and (len(sure) < 2 or not off_by(off, 1.0, _EXACT, _TENS)):
            return None  # two laws have to agree on it
        if _QUALIFIED.search(claim.stated.sentence()) or facts.said_before(claim) or _of_sibling(claim, slide, bound):
            return None
        near = bound.near and not is_all_from_afar(bound.working) and 1 / _FARTHEST <= off <= _FARTHEST
        if near and _is_product_of_its_row(claim, slide):
            return None
        room = _ALIKE if bound.near else max(_EXACT, half_a_step(claim.reading))
        if not near and not any(abs(off / slip - 1) < room or abs(off * slip - 1) < room for slip in SLIPS):
            return None
    return bound.law.name, bound.unit, Computed([(bound.value, bound.working)], slips, room=bound.law.room, firm=True)


def _rounding(bound: Bound) -> float:
    """How far the inputs of a law may be off as they were rounded, relative; whole numbers are exact."""
    inputs = [one for one in readings(bound.working) if one.value and 0 < one.resolution < 1]
    return sum(0.5 * one.resolution / one.value for one in inputs)


def _is_product_of_its_row(claim: Claim, slide: Slide) -> bool:
    """Whether the product of two other cells of its row is what a number states: 8 | $5,840 | $46,720."""
    values = [one.reading.value for one in slide.same_row(claim) if one is not claim][:_MOST_CELLS]
    return any(abs(one * other / (claim.reading.value or 1) - 1) < _CLOSELY for one, other in combinations(values, 2))


def _says_so(claim: Claim, bound: Bound, slips: Sequence[Slip], facts: Facts) -> bool:
    """Whether a number that a slip gives is meant: quoted from another slide, or told without the PUE."""
    quoted = bound.far >= SLIDE and facts.said_before(claim)
    without = any("PUE" in slip.sentence for slip in slips) and _WITHOUT.search(claim.stated.sentence())
    return quoted or bool(without)


def compute_as(name: str, claim: Claim, facts: Facts) -> tuple[Unit, Computed] | None:
    """What a law of a name gives for a claim, of which its own words need not speak."""
    for unit in claim.reading.units[:2]:
        for law in _laws_of(sort_of(unit)):
            bound = bind(law, claim, unit, facts) if law.name == name else None
            if bound is not None and bound.value:
                return unit, Computed([(bound.value, bound.working)], room=law.room)
    return None


def _slipped(claim: Claim, bounds: list[Bound], sure: list[Bound]) -> Bound | None:
    """Of laws that disagree, the one by a slip of which a number is explained, where no law gives it as it is.

    Of several that explain it, those with the fewest inputs have to agree on what is right.
    """
    if len(sure) < 2 or any(_fits(claim, one, one.value) for one in bounds):
        return None
    if claim.reading.resolution > _FINE * claim.reading.value:
        return None
    found = [
        one for one in sure if any(prints(claim.reading, one.unit.factor, value, _EXACT) for value, _ in _slips(one))
    ]
    found.sort(key=lambda bound: (bound.far, len(bound.inputs)))
    as_direct = [one for one in found if len(one.inputs) <= len(found[0].inputs)]
    return found[0] if found and all(abs(one.value / found[0].value - 1) <= _ALIKE for one in as_direct) else None


def _bounds(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> list[Bound]:
    found: list[Bound] = []
    by_head: list[Bound] = []
    words, head = "", head_of(claim)
    for unit in claim.reading.units[:2]:
        for law in _laws_of(sort_of(unit)):
            words = words or words_of(claim, around)
            if law.result == MONEY_RATE and (("devices", -1) in unit.dimension) != law.per_device:
                continue
            named = law.words.search(words) is not None
            if not named and not (head and law.words.search(head)):
                continue
            if law.avoid is not None and law.avoid.search(words if named else f"{head} {words}"):
                continue
            if law.where is not None and not slide.says(law.where):
                continue
            bound = bind(law, claim, unit, facts)
            if bound is not None and bound.value:
                (found if named else by_head).append(bound._replace(by_head=not named))
    return found or by_head


@lru_cache(maxsize=64)
def _laws_of(sort: Sort) -> list[Law]:
    """The laws that give numbers of a sort."""
    return [law for law in LAWS if law.share == (sort == "%") and (law.share or law.result == sort)]


def _fits(claim: Claim, bound: Bound, value: float) -> bool:
    reading, factor = claim.reading, bound.unit.factor
    slack = max(0.51 * reading.resolution * factor, bound.law.room * abs(value))
    off = reading.value * factor - value
    if reading.hedge == "below":
        return off >= -slack
    if reading.hedge == "above":
        return off <= slack
    return abs(off) <= (2 * slack if reading.rough else slack)


def _as_stated(claim: Claim, bound: Bound, value: float) -> float:
    """What a slip gives, or the number itself where that is near enough for the law."""
    return claim.reading.value * bound.unit.factor if _fits(claim, bound, value) else value


def _of_sibling(claim: Claim, slide: Slide, bound: Bound) -> bool:
    """Whether another number of the sentence is what the law gives: then this one is something else."""
    return any(
        _fits(one, bound._replace(unit=unit), bound.value)
        for one in slide.same_sentence(claim)
        if one is not claim
        for unit in one.reading.units
        if unit.symbol == bound.unit.symbol  # in another unit it is said twice
    )


def _slips(bound: Bound) -> list[tuple[float, str]]:
    return list(bound.law.slips(*bound.inputs)) if bound.law.slips is not None else []


def _is_slip(claim: Claim, bounds: list[Bound]) -> bool:
    """Whether a slip of a law that is certain gives the number: that it is another's right value then says nothing."""
    return any(
        bound.sure and bound.known and not _fits(claim, bound, bound.value) and _fits(claim, bound, value)
        for bound in bounds
        for value, _ in _slips(bound)
    )
