"""Grounds to take a wrong number for a specification although its words leave that open: where it stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, prints_two_digits
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.link_rates.links import ONE_WAY
from mlsysim_validators.sources.judges.other_figures.attained import PEAK_OF
from mlsysim_validators.sources.judges.other_figures.beside import SHEET, fits_beside, is_of_a_sheet, is_right
from mlsysim_validators.sources.judges.other_figures.reckoned import is_reckoned_with
from mlsysim_validators.sources.judges.several.together import is_of_one
from mlsysim_validators.sources.judges.specs.rate_slips import has_three_digits, has_two_digits
from mlsysim_validators.sources.ownership.people import BEHIND, LINE_ABOVE, OF_A_SYSTEM
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

# Slips that a number is not mistaken for by chance: enough to speak of it where the words leave doubt.
_TELLING = ("swapped", "superseded", "sparse-for-dense", "direction")
_TELLING_BESIDE = ("variant", "copied", "superseded", "system", "per-die", "experts")
_PEAKS = ("compute.matrix", "compute.vector", "memory.bandwidth", "power.")
_FURTHEST = 10.5  # times as much or as little: beyond it, something else is meant
# What is used of them may be less: "each H100 holds 17.6 GB", "the H100 moves 2.9 TB/s here".
_USED = ("memory.", "power.", "compute.", "links.", "per_port")
_AS_ITS_OWN = regex(r"(?:\([^()]{0,80}|['\u2019]s |\bits(?: own| full| whole)? |\bhas (?:only |just )?|\bof |\bfor )$")
_OWN_WITH = regex(r"\bwith (?:only |just )?$")
_LONGEST_JOINT = 200
_ENDS = regex(r"[,.;:)]|$| (?:and|at)\b")
_RECKONED = regex(r"[=×x*]\s*$")
_ATTAINED = regex(r"\b(?:at|with) ?$")
# What may stand between two figures of one list: "80 GB of HBM3 at 3.35 TB/s, 989 TFLOP/s dense BF16, 700 W".
_BETWEEN = regex(
    r"(?:[\s,;:(){}|/+~\u2248\u00a0-]|(?<!\w)[A-Za-z\u03b1-\u03c9](?:_?[A-Za-z]{1,6})? ?= ?|"
    r"\b[TPG]FLOP(?:S|s|/s)|\b(?:and|at|in|of|with|draws?|the|an?|its|uses|each|"
    r"dense|sparse|peak|memory|mem|bandwidth|bw|hbm\w{0,2}|gddr\w{0,2}|lpddr\w{0,2}|vram|tdp|"
    r"b?fp?\d{1,2}|bf16|tf32|int\d|tensor|matrix|cores?|"
    r"layers?|heads?|hidden|size|width|d|L|parameters?|query|kv|key|value)\b)*",
    re.IGNORECASE,
)
_OTHER_BOARDS = AnyCase(r"\bPCIe card|\bNVL\b|\bbridges?\b|\bPCIe (?:version|variant)")
_OVER = regex(r" ?[/÷] ?")
_LONGEST = 60
_MOST_IN_LIST = 6
_COLUMN = 2  # other devices, or other fields
_FEW = 2  # times as many are right
_SHEET = 10  # numbers before and behind
_PEAK = AnyCase(r"\b(?:peak|tdp|rated|rating|data ?sheet|nominal|maximum|dense)\b")
_PEAK_BEFORE = 30
_PEAK_BEHIND = 24
_WAY_BEHIND = 30


class Grounds(NamedTuple):
    """On what grounds a wrong number is meant as a specification."""

    meant: bool  # on any of them
    placed: bool  # by its place: it is said of a name, or stands among others that are right
    reckoned: bool  # the numbers beside it were reckoned with the right one


def grounds_of(
    claim: Claim,
    values: list[float],
    rule: str,
    around: Surroundings,
    slide: Slide,
    *,
    another_rate: bool,
    described: bool,
) -> Grounds:
    """The grounds to take a number, which is none of `values`, for a wrong specification; `rule` is why it is wrong."""
    reckoned = is_reckoned_with(claim, values, slide)
    placed = (
        reckoned
        or described
        or is_told_of_it(claim, rule, around, slide)
        or (claim.how == OF_A_SYSTEM and is_of_one(claim, slide))
        or is_named_peak(claim, rule, around)
        or (is_far_beyond_its_peak(claim, rule) and has_two_digits(claim.reading))
    )
    slip = another_rate or _is_a_telling_slip(claim, rule, slide)
    return Grounds(claim.sure or placed or slip or is_of_a_sheet(claim, slide), placed, reckoned)


def is_far_beyond_its_peak(claim: Claim, rule: str) -> bool:
    """Whether a rate or a power beside its device's name is, to the digit, ten times or twice the most there can be."""
    most = claim.expected.value if claim.expected is not None else 0.0
    far = rule == "power-of-ten" or (rule == "twice" and claim.field.startswith("compute.") and claim.retold)
    return far and claim.beside and claim.field.startswith(_PEAKS) and claim.value > most > 0


def _is_a_telling_slip(claim: Claim, rule: str, slide: Slide) -> bool:
    """Whether a number is wrong in a way that is hardly chance, where a name stands beside it."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if claim.entity is None or spec is None:
        return False
    if rule in _TELLING and (claim.beside or claim.entity.kind == "accelerators"):
        return True
    if rule == "variant" and (fits_beside(claim, slide) or _is_of_the_one_described(claim, slide)):
        return True
    if rule == "binary-prefix" and _is_its_rate_under_a_binary_unit(claim):
        return True
    in_bits = claim.field == "per_port" and "bit" in spec.printed
    if not claim.beside:
        a_count = claim.field.startswith("cores.") and rule == "variant"  # nothing else has so many
        of_ten = rule == "power-of-ten" and has_three_digits(claim.reading) and claim.entity.kind == "accelerators"
        return a_count or of_ten or (in_bits and rule == "bits-for-bytes" and claim.how == LINE_ABOVE)
    a_rate = claim.field.startswith("compute.") and len(slide.same_text(claim)) <= SHEET
    return (
        rule in _TELLING_BESIDE
        or (in_bits and rule == "bits-for-bytes")
        or (a_rate and rule in ("half", "twice"))
        or (rule == "power-of-ten" and has_three_digits(claim.reading))
    )


def _is_its_rate_under_a_binary_unit(claim: Claim) -> bool:
    """Whether a rate in TiB/s has the digits of the peak in TB/s: more than there is, so that nothing reached it."""
    most = claim.expected.value if claim.expected is not None else 0.0
    told = claim.beside or claim.how in ("its row", "its column")
    binary = claim.unit is not None and "iB" in claim.unit.symbol and claim.field == "memory.bandwidth"
    return told and binary and claim.value > most > 0 and prints_two_digits(claim.reading)


def _is_of_the_one_described(claim: Claim, slide: Slide) -> bool:
    """Whether NVLink's rate is another generation's on a slide that is of one device, with a right figure of it."""
    if claim.field != "links.nvlink.total" or claim.how != "the only one on the slide" or slide.says(_OTHER_BOARDS):
        return False
    return any(
        other.entity is claim.entity and other.kind == "spec" and other.field != claim.field and is_right(other)
        for other in slide.claims
    )


def is_told_of_it(claim: Claim, rule: str, around: Surroundings, slide: Slide) -> bool:
    """Whether the place of a number says that it is meant as a specification of the device or the model."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if spec is None or not spec.value or claim.field == "context":
        return False
    if not 1 / _FURTHEST <= claim.value / spec.value <= _FURTHEST and spec.direction is None:
        return False
    if claim.owned and _is_said_of_the_whole(claim, spec, around):
        return True
    if spec.direction is not None and claim.beside:
        other_way = any(other is not claim and other.field == claim.field for other in slide.same_row(claim))
        if rule == "different" and other_way:
            return False  # what both of them give is known once both are
        if ONE_WAY.search(f"{around.after[:_WAY_BEHIND]} | {around.column}"):
            return claim.how in ("the words before it", BEHIND, "its row", "its column", "its cell")
    return any(stands(claim, slide) for stands in (is_in_a_list, is_in_a_column, is_in_a_series, is_on_a_sheet))


def _is_said_of_the_whole(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Whether what a name is said to have is all of it: more than there is, or told as its own."""
    text, start = claim.stated.text.text, claim.reading.start
    if claim.reading.rough or _RECKONED.search(text, max(0, start - len(" = ")), start):
        return False
    if claim.field.startswith("compute.") and _ATTAINED.search(around.before):
        return False
    if claim.unit is None or any(
        (theirs := other.get(claim.field)) is not None and agrees(claim.reading, claim.unit.factor, theirs.value)
        for other in claim.others
    ):
        return False  # "the MI300X is 1.6 times the H100: 192 GB"
    whole = spec.value if spec.direction is None else 0.0  # of a link there is one direction and both, one port and all
    if claim.value > whole > 0 or not claim.field.startswith(_USED):
        return True
    if _OWN_WITH.search(around.before):  # "with 64 GB, unless", not "with 40 GB of weights"
        return _ENDS.match(text, claim.reading.end) is not None
    follows = claim.name_distance > _LONGEST_JOINT  # "450 GB/s for NVLink 4"
    return follows or _AS_ITS_OWN.search(text, 0, start) is not None


def is_named_peak(claim: Claim, rule: str, around: Surroundings) -> bool:
    """Whether a number is called a peak or a rating, and is another one: "the sparse peak of 1,513 TFLOP/s"."""
    words = f"{around.before[-_PEAK_BEFORE:]} | {around.after[:_PEAK_BEHIND]}"
    of_peaks = claim.field.startswith(("compute.", "power.", "memory.bandwidth")) and rule not in (
        "different",
        "disputed",
    )
    beyond = is_far_beyond_its_peak(claim, rule)
    called = PEAK_OF.search(around.before) is not None
    if not of_peaks or (claim.measured and not beyond and not called) or _PEAK.search(words) is None:
        return False
    return beyond or has_three_digits(claim.reading)


def is_on_a_sheet(claim: Claim, slide: Slide) -> bool:
    """Whether a number is an item of a list under a name, whose other items are its specifications, and right."""
    if claim.stated.cell is not None or claim.stated.block.kind != "item":
        return False
    others = [
        other
        for other in slide.nearby_rows(claim, _SHEET)
        if other.stated.block is not claim.stated.block
        and other.stated.block.kind == "item"
        and other.kind == "spec"
        and other.entity is claim.entity
    ]
    fields = {other.field for other in others if is_right(other)} - {claim.field}
    wrong = sum(not is_right(other) for other in others)
    return len(fields) >= _COLUMN and _FEW * wrong <= len(fields)


def is_in_a_column(claim: Claim, slide: Slide) -> bool:
    """Whether a number stands in a column (or a row) that states the same of other devices, and all of them right."""
    own = claim.stated.cell
    if own is None or claim.how not in ("its row", "its column"):
        return False
    beside = slide.same_row(claim) if claim.how == "its column" else slide.same_column(claim)
    others = [
        other
        for other in beside
        if other.stated.cell is not own and other.kind == "spec" and other.field == claim.field
    ]
    return len(others) >= _COLUMN and all(other.verdict == "match" or is_right(other) for other in others)


def is_in_a_series(claim: Claim, slide: Slide) -> bool:
    """Whether a text states the same of two other devices at least, each beside its name, and all of them right."""
    if claim.stated.cell is not None or not claim.beside:
        return False
    others = [
        other
        for other in slide.same_text(claim)
        if other is not claim and other.kind == "spec" and other.field == claim.field and other.beside
    ]
    named = {other.entity.id for other in others if other.entity is not None and other.entity is not claim.entity}
    return len(named) >= _COLUMN and all(map(is_right, others))


def is_in_a_list(claim: Claim, slide: Slide) -> bool:
    """Whether a number stands in a list with another specification of the same device, which is right."""
    if claim.stated.cell is not None:
        return False
    alike = slide.same_text(claim)
    place = next((index for index, other in enumerate(alike) if other is claim), -1)
    if place < 0:
        return False
    return any(_leads_to_another(claim, steps) for steps in (alike[place + 1 :], alike[:place][::-1]))


def _is_of_bytes(claim: Claim) -> bool:
    return any(unit.dimension == BYTES for unit in claim.reading.units)


def _leads_to_another(claim: Claim, steps: list[Claim]) -> bool:
    text, last = claim.stated.text.text, claim
    for other in steps[:_MOST_IN_LIST]:
        first, second = (last, other) if last.reading.start < other.reading.start else (other, last)
        begin, end = first.reading.end, second.reading.start
        if end - begin > _LONGEST or _BETWEEN.fullmatch(text, begin, end) is None:
            return False
        if _OVER.fullmatch(text, begin, end) and _is_of_bytes(first) and not _is_of_bytes(second):
            return False  # "140 GB / 3.35 TB/s": what is moved, over the rate
        if (
            other.entity is claim.entity
            and other.kind == "spec"
            and other.field not in (claim.field, "training.tokens")
            and is_right(other)
        ):
            return True
        last = other
    return False
