"""The verdict on a number that a law gives from the nearest inputs: one of its own sentence, or all from right above.

It is right where a law gives it. It is wrong where the one value that the nearest inputs give is off by exactly a
known slip, and no other inputs explain it. Anything else is left open: another quantity may be meant.
"""

from __future__ import annotations

import math
import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import FLOP_RATE, TIME
from mlsysim_validators.sources.fields.measured import TIMED
from mlsysim_validators.sources.judges.off_by import prints, turns
from mlsysim_validators.sources.judges.ratio.plain_bases import plain_base
from mlsysim_validators.sources.judges.recompute.carried import stages
from mlsysim_validators.sources.judges.recompute.carried.inputs import BEHIND, LEAD, OWN, SLIDE, Around, Input
from mlsysim_validators.sources.judges.recompute.carried.laws import WIDTH
from mlsysim_validators.sources.judges.recompute.carried.trials import Trial, likely, possible
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.chains.of_names import PEAK
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.judges.recompute.shares_of_rates import share_of_its_rate
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_ROOM, _EXACT = 0.012, 0.006
_TENS = ((10.0, "a power of ten"), (0.1, "a power of ten"), (1e3, "a prefix"), (1e-3, "a prefix"))
_EIGHTS = (8.0, 1 / 8)
_TIMES = (
    (60.0, "a unit of time"),
    (1 / 60, "a unit of time"),
    (3600.0, "a unit of time"),
    (1 / 3600, "a unit of time"),
)
_FEWEST_DIGITS = 2
_YIELDS = regex(r"[⇒→] ?[~≈]? ?$")
_ANOTHER = AnyCase(r"latenc|per hop|overlap|measured|observed|instead|\bplus\b|without")
_BIT = regex(r"[KMGT]b|[Bb]it")
_SEVERAL = AnyCase(r"\b(?:two|three|four|six|eight|sixteen)\b")
_EIGHT = AnyCase(r"\beight|(?<![\d.,])8(?![\d.,])")
_SHARE = AnyCase(r"\d ?%|\bhalf\b|third of|quarter of|\bMFU\b|effici|utili[sz]|η|= ?0\.\d")
_AT_PEAK = AnyCase(r"\bat (?:its |the |full )?peak")
_WIDTHS = (1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 14.0, 16.0, 18.0)  # of what training keeps of a parameter, bytes
_OF_A_PART = AnyCase(r"weights?\b|gradient|moment|master|optimi|alone|only|without|\b(?:BF|FP|INT)\d")
_PERCENT = regex(r"%")
_OF_A_NUMBER = regex(r" ?of (?:the |our )?[~≈]?\d[\d,.]*(?! ?(?:[kMGTP]?(?:FLOP|B)|[\d,.]))")
_TURNED = ("divides, it does not multiply", "multiplies, it does not divide")
_ONE_PASS = AnyCase(r"scatter|gather|one pass|each pass|half")


def compute(claim: Claim, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """What a law gives for a claim: that it is right, or a slip that explains it; None where no law says either."""
    return stages.compute(claim, facts) or _by_laws(claim, slide, facts)


def _by_laws(claim: Claim, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    if claim.stated.cell is not None or not claim.reading.one_value:
        return None
    if _digits(claim) < _FEWEST_DIGITS and not _YIELDS.search(claim.stated.text.text[: claim.reading.start][-6:]):
        return None
    if plain_base(claim) is not None:
        return None
    around = Around(claim, slide, facts)
    trials = [one for one in likely(around) if _is_carried(one) and not _at_another_rate(one, claim, slide)]
    if share_of_its_rate(claim, slide):
        trials = [one for one in trials if one.law.result != TIME or any(sort == "%" for sort, _ in one.law.needs)]
    if not trials:
        return None
    right = next((one for one in trials if _fits(claim, one.unit, one.value, _ROOM)), None)
    if (right is not None and _may_be_bits(right, claim)) or _says_again(claim, around):
        return None
    if right is not None:
        return right.law.name, right.unit, Computed([(right.value, right.told())], room=_ROOM)
    sentence = claim.stated.sentence()
    if _ANOTHER.search(sentence) or TIMED.search(sentence):
        return None
    if _SEVERAL.search(sentence):  # "On four: 71 ms"
        trials = [one for one in trials if one.own]
    for one in trials:
        if any(_disagree(one, other) for other in trials):
            continue
        far = [each for each in (*one.inputs, *one.options) if each.distance > SLIDE]
        if len(far) > 1 or any(each.fact.label for each in far):
            continue  # what other slides state may be of something else
        if one.law.of_ring and _ONE_PASS.search(f"{head_of(claim)} {sentence}"):
            continue
        slips = [
            Slip("recomputed", value, told)
            for value, told in _slips(one, sentence)
            if _fits(claim, one.unit, value, _EXACT)
        ]
        if slips and not _explained(claim, around, one):
            return one.law.name, one.unit, Computed([(one.value, one.told())], slips[:1], firm=True, room=_ROOM)
    return None


def _says_again(claim: Claim, around: Around) -> bool:
    """Whether a number says one of its sentence again, in another unit: "49.5 h = 178,200 s"."""
    return any(
        one.distance == OWN and one.fact.words != claim.text and _fits(claim, unit, one.value, _EXACT)
        for unit in claim.reading.units[:1]
        for one in around.of(sort_of(unit))
    )


def _may_be_bits(one: Trial, claim: Claim) -> bool:
    """Whether eight of something in bits make as many bytes of one."""
    eight = any(
        each.value == 8 and sort == "devices" for (sort, _), each in zip(one.law.needs, one.inputs, strict=True)
    )
    return eight and any(bool(_BIT.search(each.fact.words)) != bool(_BIT.search(claim.text)) for each in one.inputs[:1])


def _at_another_rate(one: Trial, claim: Claim, slide: Slide) -> bool:
    """Whether a rate may be of another format, or the share of a peak that the slide speaks of, or that already."""
    rates = [each for (sort, _), each in zip(one.law.needs, one.inputs, strict=True) if sort in (PEAK, FLOP_RATE)]
    if not rates or one.law.result in (FLOP_RATE, ()):
        return False
    sentence = claim.stated.sentence()
    if formats_in(sentence) - {"fp16"}:
        return True
    shares = [each for each in (*one.options, *one.inputs) if _PERCENT.search(each.fact.words)]
    if any(_is_of_another(share, claim) for share in shares):
        return True
    if not shares:
        return slide.says(_SHARE) and not _AT_PEAK.search(sentence)
    return any(each.distance == OWN and each.fact.place > share.fact.place for each in rates for share in shares)


def _is_of_another(share: Input, claim: Claim) -> bool:
    """Whether a share of a claim's sentence is said to be of a number that is no quantity: "60 % of 4 × 1,979"."""
    if share.distance != OWN:
        return False
    text, place = claim.stated.text.text, share.fact.place[3]
    return _OF_A_NUMBER.match(text, place + len(share.fact.words)) is not None


def _disagree(one: Trial, other: Trial) -> bool:
    """Whether one law gives another value from inputs that stand as near: over a network and over NVLink."""
    alike = one.law.name == other.law.name and len(one.inputs) == len(other.inputs)
    near = one.own <= other.own and other.places <= one.places
    return alike and near and abs(one.value / other.value - 1) > _ROOM


def _is_carried(one: Trial) -> bool:
    """Whether inputs are certain: each the only one so near, all of them before the number, one in its sentence."""
    every = (*one.inputs, *one.options)
    own = one.own > 0 or (
        len(one.inputs) > 1
        and sum(each.distance > LEAD for each in every) < 2
        and one.far <= SLIDE
        and min(each.distance for each in every) < LEAD
    )
    return one.sure and own and all(each.distance != BEHIND for each in every)


def _slips(one: Trial, sentence: str) -> list[tuple[float, str]]:
    """What the slips of a law give, what its own words leave out first."""
    found: list[tuple[float, str]] = []
    for (sort, power), each in zip(one.law.needs, one.inputs, strict=True):
        if sort == WIDTH and not _OF_A_PART.search(sentence):
            others = (width for width in _WIDTHS if width != each.value)
            found += [(one.value * width / each.value, f"that is with {width:g} bytes of each") for width in others]
        if sort == "%" and len(one.inputs) > 2:
            found.append((one.value / each.value**power, f"{each.fact.words} is left out"))
            if turns(each.value):
                found.append((one.value / each.value ** (2 * power), f"{each.fact.words} {_TURNED[power > 0]}"))
    if one.options:
        words = " and ".join(each.fact.words for each in one.options)
        found.append((one.without, f"{words} is left out"))
        shares = [each.value for each in one.options if _PERCENT.search(each.fact.words)]
        if len(shares) == len(one.options) and turns(math.prod(shares)):
            found.append((one.without**2 / one.value, f"{words} {_TURNED[one.value < one.without]}"))
    factors = (*one.law.slips, *_TENS, *(_TIMES if one.law.result == TIME else ()))
    if any(each.distance > SLIDE for each in one.inputs):  # of many names, some one is off by a power of ten
        factors = one.law.slips
    if not one.own or _EIGHT.search(sentence):  # eight of something may be meant, or less of it
        factors = tuple((by, told) for by, told in one.law.slips if by not in _EIGHTS)
    return found + [(one.value * by, told) for by, told in factors]


def _explained(claim: Claim, around: Around, slipped: Trial) -> bool:
    """Whether other inputs give the number as it is."""
    others = (*likely(around), *possible(around))
    return any(
        _fits(claim, one.unit, one.value, _EXACT)
        for one in others
        if one.sure or (one.own >= slipped.own and one.far <= max(slipped.far, SLIDE))
    )


def _fits(claim: Claim, unit: Unit, value: float, room: float) -> bool:
    return prints(claim.reading, unit.factor, value, room)


def _digits(claim: Claim) -> int:
    """How many digits a number is printed with; zeros count behind a decimal point."""
    reading = claim.reading
    shown = f"{reading.value / reading.resolution:.0f}" if 0 < reading.resolution < 1 else f"{reading.value:.6g}"
    digits = re.sub(r"\D", "", shown.partition("e")[0])
    return len(digits if reading.resolution < 1 else digits.strip("0"))
