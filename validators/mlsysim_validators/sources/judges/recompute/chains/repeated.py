"""The time of many like operations, from that of one: "one AllReduce takes 0.52 ms, all 320 of them 167 ms".

And any amount of many like things, from that of each: "2.9 GB per layer, 96 layers: 275 GB".
"""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.off_by import half_a_step
from mlsysim_validators.sources.judges.recompute.chains.counted import WORDS
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts, place_of
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_N = rf"(\d{{1,4}}|{'|'.join(WORDS)})"
_THINGS = r"(?:all-?\s?reduces|all-?\s?gathers|collectives|messages|transfers|exchanges|calls|kernels|launches)"
_OF_THEM = AnyCase(
    rf"\b(?:all|the|these|those) {_N}(?: of (?:them|these))?\b\W*(?:takes? |cost |make )?(?:\W|about |together )*$|"
    rf"(?<![\w.,]){_N} (?:of them|{_THINGS})\W*(?:takes? |cost |make )?(?:\W|about |together )*$"
)
_IN_EACH = AnyCase(rf"\b{_N} (?:{_THINGS} )?(?:in|for) each of(?: the)? (\d{{1,3}}) layers\W*$")
_ONE = AnyCase(r"\bone\b|\beach\b|\bsingle\b|\bper\b|\ban?\b")
_OTHERWISE = AnyCase(r"overlap|parallel|measured|hid(?:e|den)|exposed|at once|shard|split|compress")
_PER_THING = regex(
    r" ?(?:per|/|a|an|each|in each|for each|for every) ?(?P<one>[a-z]{3,12})[,;]? (?:and |times |× ?|x |for |with )?"
    r"(?P<n>\d[\d,]*) (?P<many>[a-z]{3,14})(?: (?:make|give|come to|sum to|take|need|are|is))?\W{0,4}"
    r"(?:about |some |roughly |together )?[~≈]?"
)
_OF_A_DEVICE = regex(r" ?(?:per|/|on each|a|for each) ?(?:GPU|device|node|rank|stage|chip|card)", re.IGNORECASE)
_LONGEST, _BEHIND = 80, 20
_ROOM, _EXACT, _COARSEST = 0.02, 0.012, 0.05
_FACTORS = ((0.5, "that is half of them"), (2.0, "that is twice as many"), (0.1, "a power of ten"),
            (10.0, "a power of ten"))  # fmt: skip


def compute(claim: Claim, _: Surroundings, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """How long they take, where the count stands right before a claim and the time of one before that."""
    of_each = _of_each(claim, slide)
    if of_each is not None:
        return of_each
    unit = next((unit for unit in claim.reading.units if sort_of(unit) == TIME), None)
    if unit is None or not claim.reading.one_value or claim.stated.cell is not None or not claim.reading.value:
        return None
    text, start = claim.stated.text.text, claim.reading.start
    ahead = re.split(r"[.;] ", text[max(0, start - _LONGEST) : start])[-1]
    many, introduced = _many(ahead), ""
    if many < 2:
        introduced = _introduction(claim, slide)
        many = _many(introduced)
    near = [one for one in facts.before(claim, TIME, most=1) if one.fact.place < place_of(claim)]
    if many < 2 or not near or _OTHERWISE.search(claim.stated.sentence()):
        return None
    one = near[0]
    told = f"{many:g} x {one.told()}"
    if not introduced and not _ONE.search(f"{one.fact.label} {text[:start]}"):
        return None
    stated, value = claim.reading.value * unit.factor, many * one.fact.value
    own = 0.51 * claim.reading.resolution * unit.factor
    if abs(stated - value) <= max(own, _ROOM * value):
        return "time_of_all", unit, Computed([(value, told)], room=_ROOM)
    fine = max(own / stated, _EXACT)
    hits = [Slip("recomputed", value * by, what) for by, what in _FACTORS if abs(stated / value / by - 1) <= fine]
    if not hits or fine > _COARSEST:
        return None
    return "time_of_all", unit, Computed([(value, told)], hits, firm=True, room=_ROOM)


def _of_each(claim: Claim, slide: Slide) -> tuple[str, Unit, Computed] | None:
    """What many come to, where what each has and their number stand right before: "2 GB per layer, 8 layers: 16 GB"."""
    text, unit = claim.stated.text.text, claim.reading.units[0]
    if claim.stated.cell is not None or not claim.reading.one_value or not unit.dimension:
        return None
    each = slide.before(claim)
    while each is not None and each.reading.bare:
        each = slide.before(each)
    if each is None or each.reading.start < claim.stated.sentence_span()[0] or not each.reading.one_value:
        return None
    theirs = each.reading.units[0]
    said = _PER_THING.fullmatch(text, each.reading.end, claim.reading.start)
    if (
        said is None
        or theirs.dimension != unit.dimension
        or said["many"] not in (said["one"] + "s", said["one"] + "es")
    ):
        return None
    if _OTHERWISE.search(claim.stated.sentence()) or _OF_A_DEVICE.search(
        text, claim.reading.start, claim.reading.end + 20
    ):
        return None
    many = float(said["n"].replace(",", ""))
    value = many * each.reading.value * theirs.factor
    told = f"{said['n']} {said['many']} x {each.text}"
    room = half_a_step(each.reading) + _ROOM
    return "all_of_them", unit, Computed([(value, told)], firm=True, room=room)


def _introduction(claim: Claim, slide: Slide) -> str:
    """The end of the line that introduces the list whose first item begins with the claim: "There are 160 of them:"."""
    block = claim.stated.block
    above = next(iter(slide.above(block)), None) if block.kind == "item" else None
    first = claim is slide.same_text(claim)[0] and not block.text.text[: claim.reading.start].strip("~≈ ")
    if above is None or above.kind != "paragraph" or not first or not above.text.text.rstrip().endswith(":"):
        return ""
    return above.text.text.rstrip().rstrip(":")[-_LONGEST:]


def _many(ahead: str) -> float:
    """How many there are; 0 where that is not said."""
    each = next(iter(_IN_EACH.finditer(ahead)), None)
    if each is not None:
        return _number(each[1]) * float(each[2])
    match = next(iter(_OF_THEM.finditer(ahead)), None)
    return _number(match[1] or match[2]) if match is not None else 0.0


def _number(digits: str) -> float:
    return float(WORDS.get(digits.lower()) or digits)
