"""Of how much a number of code or data speaks: a die, some of the ports, one device, several, a whole system."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import Table, is_right
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import has_two_dies
from mlsysim_validators.sources.values.kinds import is_of_a_die
from mlsysim_validators.sources.values.rightness import agreeing, directions_said, units_of
from mlsysim_validators.sources.values.words import spoken

_EACH_A_DEVICE = AnyCase(
    r"(?<!not )(?<!than )\bper (?:gcd|die|tensor ?core|chiplet|tile)\b|"
    r"\bdevice is an? (?:tensor ?core|core|gcd|die|tile)\b|"
    r"\b(?:gcds?|dies?|tiles?|(?:tensor ?)?cores?) (?:(?:is|are|shows?|appears?|counts?) )?"
    r"as (?:an?|its own|one|two|separate)(?: \w+)? (?:devices?|gpus?)\b"
)
_PART = AnyCase(rf"{_EACH_A_DEVICE.pattern}|per core|\bgcd\b|halved|devices? per|each chip appears|is a core")
_ANOTHER = AnyCase(r"\bcustom(?:i[sz]ed)?\b|\bnon-?standard\b|\bmodified\b|\bour (?:own )?(?:variant|version|part)\b")
_MOBILE = AnyCase(r"\b(?:laptops?|mobile|notebooks?|max-?q|\d{3,4}m)\b")
_CLAUSE = regex(r"[.;](?!\w)")
_LEAST_COUNT, _SCALES = 3, (10, 100, 1000)
_AS_PRINTED = 0.006
_IN_WORDS = {"dual": 2, "twin": 2, "quad": 4}
_SPELLED = regex(r"\b(dual|twin|quad)[ _-](?=\w*[ _-]?\w*\d)", re.IGNORECASE)  # "Dual RTX 4090", "dual-4090-48"
_COUNTED = regex(r"(?<![a-z0-9])(?:(\d{1,3}) ?[x×][ _-]?(?=[a-z])|(?<=\w[ _-])(\d{1,3})x(?![a-z0-9]))", re.IGNORECASE)
_TOGETHER = AnyCase(
    r"\b(?:total|aggregat\w*|combined|all|nodes?|systems?|racks?|servers?|instances?|hosts?|pods?|clusters?|slices?|box(?:es)?|"
    r"dgx|hgx|platforms?|boards?|configs?|setups?|\d+ ?x|x ?\d+)\b"
)
_SCOPES = (0.125, 0.25, 0.5, 2, 4, 8)
_SAME_SCOPE = 0.01
# How many devices' worth a figure may be; of a link twice and four times its rate are other slips.
_COUNTS: dict[str, tuple[int, ...]] = {
    "compute.": (4, 8, 16, 32, 64, 72),
    "links.": (8, 16, 32, 36, 64, 72),
    "memory.capacity": (*range(2, 17), 32, 64, 72),
    "power.": (*range(2, 17), 32, 64, 72),
}
_SCOPED = ("memory.", "compute.")  # what grows with the number of dies


def some_ports(claim: Claim, entry: Entry, spec: Spec) -> bool:
    """Whether a link rate is that of some of the ports: a ring's, or the rate to one neighbour."""
    ports = entry.get(spec.path.replace(".total", ".ports"))
    if ports is None or spec.direction is None:
        return False
    one_way, both_ways = directions_said(claim)
    if agreeing(claim, spec.per_direction if both_ways else 2 * spec.per_direction if one_way else 0):
        return False  # all of them, in the other way of counting
    one = spec.per_direction / ports.value
    return any(agreeing(claim, count * one) for count in range(1, 2 * int(min(ports.value, 32))))


def of_a_system(claim: Claim) -> bool:
    """Whether a word beside a value speaks of several devices together."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(_TOGETHER.search(spoken(label.words)) for label in labels if label.role not in ("file", "above"))


def of_another_scope(claim: Claim, spec: Spec, table: Table) -> bool:
    """Whether a figure is that of a part or of several, while another figure of its row is the whole device's."""
    times = claim.value / spec.value
    scaled = any(abs(times / scope - 1) < _SAME_SCOPE for scope in _SCOPES)
    return scaled and any(
        fit.claim is not claim
        and fit.claim.entity is claim.entity
        and fit.claim.field.startswith(_SCOPED)
        and fit.claim.field != claim.field
        and is_right(fit.claim, fit.found.entries[0])
        for fit in table.row(claim)
    )


def counted(claim: Claim) -> int:
    """The count before a device's name, as in 8x_h100; 0 where there is none."""
    labels = claim.stated.value.labels[:3] if claim.stated.value is not None else ()
    words = " ".join(label.words for label in labels)
    match = _COUNTED.search(words)
    if match is not None:
        return int(match[1] or match[2])
    spelled = _SPELLED.search(words)
    return _IN_WORDS[spelled[1].lower()] if spelled is not None else 0


def count_of_its_product(claim: Claim, spec: Spec) -> int:
    """Of how many devices an expression is the figure: 8 where `197 * 8` stands; 0 for any other, and for a double."""
    value = claim.stated.value
    count = value.number / value.literal if value is not None and value.literal else 0.0
    if value is None or abs(count - round(count)) > 1e-9 or round(count) < _LEAST_COUNT or round(count) in _SCALES:
        return 0
    right = any(abs(value.literal * unit.factor / spec.value - 1) <= _AS_PRINTED for unit in units_of(claim))
    return round(count) if right else 0


def several_devices(claim: Claim, spec: Spec) -> int:
    """How many devices' worth a figure is, where it is that of 2 to 72 of them together."""
    counts = next((counts for field, counts in _COUNTS.items() if claim.field.startswith(field)), ())
    if claim.stated.value is None or _has_two_accumulators(claim, spec):
        return 0
    printed = claim.entity.printed_elsewhere(spec.path) if claim.entity is not None else ()
    values = (spec.value, *printed) if spec.path == "memory.capacity" else (spec.value,)  # 2 x 288 GB of a GB300
    return next((count for count in counts if any(agreeing(claim, count * value) for value in values)), 0)


def _has_two_accumulators(claim: Claim, spec: Spec) -> bool:
    """Whether four times a rate is the one with sparsity and FP16 accumulation, not that of four cards."""
    entity = claim.entity
    of_matrix = entity is not None and spec.path.startswith("compute.matrix.")
    return of_matrix and entity is not None and entity.get("compute.matrix.fp16_acc_fp16") is not None


def said_to_be_a_part(claim: Claim, spec: Spec) -> bool:
    """Whether half of a device's figure is what the words beside it promise."""
    return agreeing(claim, spec.value / 2) is not None and any(map(_PART.search, _remarks(claim)))


def said_to_be_another(claim: Claim) -> bool:
    """Whether the comment at a value says that it is of a part made for somebody, not of the one that is sold; or of
    the one for notebooks, where a card of that name is known."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    said = [label.words for label in labels if label.role in ("comment", "above")]
    entry = claim.entity
    mobile = entry is None or _MOBILE.search(entry.name) or entry.attributes.get("class") == "mobile"
    return any(_ANOTHER.search(words) or (not mobile and _MOBILE.search(words)) for words in said)


def whole_for_a_part(claim: Claim, entry: Entry, spec: Spec) -> bool:
    """Whether a device's whole figure stands where software shows each of its two parts, as a remark says."""
    numbered = claim.stated.value is not None and is_of_a_die(claim.stated.value)  # "Die 0": there is another
    if numbered and claim.field.startswith("compute."):
        return agreeing(claim, spec.value) is not None
    if not claim.field.startswith(_SCOPED) or not (has_two_dies(entry) or _two_cores(entry)):
        return False
    if agreeing(claim, spec.value) is None:
        return False
    half = f"{claim.reading.value / 2:e}".partition("e")[0].rstrip("0").rstrip(".").replace(".", "")
    return any(
        _EACH_A_DEVICE.search(words) and half not in words.replace(".", "").replace(",", "")
        for words in _remarks(claim)
    )


def _two_cores(entry: Entry) -> bool:
    cores = entry.get("cores.tensorcore")
    return cores is not None and cores.value == 2


def _remarks(claim: Claim) -> list[str]:
    """What is said of a value beside it and right above; of what is said over its table, the clauses that name it."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    beside = [label.words for label in labels if label.role in ("comment", "above", "key")]
    key = next((label.words for label in labels if label.role == "key"), "").rpartition(" ")[2]
    if not any(map(str.isdigit, key)):
        return beside
    named = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)", re.IGNORECASE)
    over = (clause for label in labels if label.role in ("heading", "about") for clause in _CLAUSE.split(label.words))
    return [*beside, *(clause for clause in over if named.search(clause))]
