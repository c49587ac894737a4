"""Figures of several devices together: a count is written before the name or in the product, or only fits."""

from __future__ import annotations

import re

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.rightness import agreeing, sparse_values, units_of
from mlsysim_validators.sources.values.words import spoken

_LEAST_COUNT, _SCALES = 3, (10, 100, 1000)
_AS_PRINTED = 0.006
_IN_WORDS = {"dual": 2, "twin": 2, "quad": 4}
_SPELLED = regex(r"\b(dual|twin|quad)[ _-](?=\w*[ _-]?\w*\d)", re.IGNORECASE)  # "Dual RTX 4090", "dual-4090-48"
_COUNTED = regex(r"(?<![a-z0-9])(?:(\d{1,3}) ?[x×][ _-]?(?=[a-z])|(?<=\w[ _-])(\d{1,3})x(?![a-z0-9]))", re.IGNORECASE)
_TOGETHER = AnyCase(
    r"\b(?:total|aggregat\w*|combined|all|nodes?|systems?|racks?|servers?|instances?|hosts?|pods?|clusters?|slices?|box(?:es)?|"
    r"dgx|hgx|platforms?|boards?|configs?|setups?|\d+ ?x|x ?\d+)\b"
)
# How many devices' worth a figure may be; of a link twice and four times its rate are other slips.
_COUNTS: dict[str, tuple[int, ...]] = {
    "compute.": (4, 8, 16, 32, 64, 72),
    "links.": (8, 16, 32, 36, 64, 72),
    "memory.capacity": (*range(2, 17), 32, 64, 72),
    "power.": (*range(2, 17), 32, 64, 72),
}


def settled_as_product(case: Case) -> bool:
    """Settle an expression that multiplies the figure of one device: `197 * 8`."""
    count = _count_of_its_product(case.claim, case.spec)
    return case.match(f"{count} times the figure of one {case.entry.name}, as it is written" if count else "")


def settled_as_counted(case: Case) -> bool:
    """Settle a figure of as many devices as stand before the name: 8x_h100. With sparsity it is wrong."""
    claim, entry, spec = case.claim, case.entry, case.spec
    count = _counted(claim)
    if not count:
        return False
    if agreeing(claim, count * spec.value):
        return case.match(f"{count} times the figure of one {entry.name}")
    if not any(agreeing(claim, count * value) for value in sparse_values(entry, claim.field)):
        return False
    told = f"{entry.name}: this is {count} times its sparse rate; the dense one is {spec.printed}"
    return case.tell_wrong(told, "sparse-for-dense", f"write {count} times {spec.printed}")


def of_a_system(claim: Claim) -> bool:
    """Whether a word beside a value speaks of several devices together."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(_TOGETHER.search(spoken(label.words)) for label in labels if label.role not in ("file", "above"))


def several_devices(claim: Claim, spec: Spec) -> int:
    """How many devices' worth a figure is, where it is that of 2 to 72 of them together."""
    counts = next((counts for field, counts in _COUNTS.items() if claim.field.startswith(field)), ())
    if claim.stated.value is None or _has_two_accumulators(claim, spec):
        return 0
    printed = claim.entity.printed_elsewhere(spec.path) if claim.entity is not None else ()
    values = (spec.value, *printed) if spec.path == "memory.capacity" else (spec.value,)  # 2 x 288 GB of a GB300
    return next((count for count in counts if any(agreeing(claim, count * value) for value in values)), 0)


def _counted(claim: Claim) -> int:
    """The count before a device's name; 0 where there is none."""
    labels = claim.stated.value.labels[:3] if claim.stated.value is not None else ()
    words = " ".join(label.words for label in labels)
    match = _COUNTED.search(words)
    if match is not None:
        return int(match[1] or match[2])
    spelled = _SPELLED.search(words)
    return _IN_WORDS[spelled[1].lower()] if spelled is not None else 0


def _count_of_its_product(claim: Claim, spec: Spec) -> int:
    """Of how many devices an expression is the figure; 0 for any other, and for a double."""
    value = claim.stated.value
    count = value.number / value.literal if value is not None and value.literal else 0.0
    if value is None or abs(count - round(count)) > 1e-9 or round(count) < _LEAST_COUNT or round(count) in _SCALES:
        return 0
    right = any(abs(value.literal * unit.factor / spec.value - 1) <= _AS_PRINTED for unit in units_of(claim))
    return round(count) if right else 0


def _has_two_accumulators(claim: Claim, spec: Spec) -> bool:
    """Whether four times a rate is the one with sparsity and FP16 accumulation, not that of four cards."""
    entity = claim.entity
    of_matrix = entity is not None and spec.path.startswith("compute.matrix.")
    return of_matrix and entity is not None and entity.get("compute.matrix.fp16_acc_fp16") is not None
