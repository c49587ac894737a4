"""Figures of a group of devices: the peak of a pod, the memory of a rack, under the name of one of its devices.

The group is named by a header or a label ("pod, BF16", "HBM per node") or by the words before the figure ("a pod of 256
chips"). How many devices it has, a label, another cell of the row or column, or those words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.data import Registry, Spec
from mlsysim_registry.units.reading import count_words
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.judges.specs.capacities import agrees_in_powers_of_1024
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.surroundings import Surroundings

_GROUP = AnyCase(
    r"\b(?:(?:super|ultra|hyper)-?)?(?:pods?|slices?|racks?|cabinets?|chassis|box(?:es)?|nodes?|servers?(?! edition)|"
    r"clusters?|fleets?|trays?|islands?|machines?|installations?|halls?)\b|\bNVL\d+\b"
)
_OF_ONE = AnyCase(
    r"(?:\b(?:per|each|every|of (?:a|one)|single|one)[ -]|/ ?)(?:\w+ )?"
    r"(?:GPU|chip|device|accelerator|card|TPU|NPU|die)\b"
)
_DEVICES = r"(?:GPUs?|chips?|devices|accelerators?|cards?|TPUs?|NPUs?)\b"
_COUNT_HEADER = AnyCase(
    rf"(?:\b{_DEVICES}|\bcounts?\b|\bsizes?\b|\bnumber\b|\bhow many\b|(?<!\w)[#n×x]$|"
    r"\b(?:pod|slice|rack|cluster|node)s?$)"
)
_A_COUNT = regex(rf"\W*(?P<count>\d{{1,3}}(?:[ ,.\u202f\u00a0]\d{{3}})+|\d{{1,6}})(?: ?[×x]| {_DEVICES})?\W*", re.I)
_IN_WORDS = regex(
    rf"(?<![\w.,])(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}})(?: ?[x×]|-way|[ -](?:\w+ ){{0,2}}?{_DEVICES}|"
    r"(?: \w+)? per\b| (?:in|to) (?:a|one|each)\b)"
    r"|\b(?:of|with|has|have|by) (?P<of>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.,]*\d|\s?[%A-Za-z/])",
    re.IGNORECASE,
)
_BEFORE = regex(r"\b(?:of|with|has|have)[ \u00a0]\Z")  # "node of eight"
_BEHIND = regex(rf"[ \u00a0-](?:\w+ ){{0,2}}?{_DEVICES}|[ -]way\b", re.IGNORECASE)
_ADDED_UP = ("memory.", "power.", "compute.matrix", "compute.vector", "links.")
_EACH = AnyCase(r"\beach\b|\bapiece\b")
_NODE_OF_SEVERAL = regex(
    r"\b(?:nodes?|servers?|box(?:es)?|machines?) (?:of|with) (?:[A-Z]\w* ){0,2}[A-Z]\w*\ds\W{0,3}$"
)
_IN_A_NODE = (4, 8, 16)
_CELLS = 24
_LEAST = 1.9  # times the figure of one device
_ENDS = 120


def names_a_group(words: str) -> bool:
    """Whether words name a group of devices, and behind it not one of them."""
    last = max((found.end() for found in _GROUP.finditer(words)), default=0)
    return last > 0 and not _OF_ONE.search(words[last:])


def judge_group(claim: Claim, spec: Spec, around: Surroundings, registry: Registry) -> bool:
    """Judge a figure that is far more than a device's own, where a group of them is named; whether it is of one."""
    if claim.unit is None or claim.value < _LEAST * spec.value or not claim.field.startswith(_ADDED_UP):
        return False
    if claim.of_each or _EACH.search(around.after) or _OF_ONE.search(around.after) or not _of_a_group(claim, around):
        return False
    counts = list(dict.fromkeys(_counts(claim, around)))
    right = next((count for count in counts if _is(claim, count * spec.value)), 0)
    if right:
        claim.decide("match", f"{right} times {spec.printed}")
        return True
    sparse = claim.entity.get(sparse_of(claim.field)) if claim.entity is not None else None
    if sparse is not None and sparse.path != spec.path and _is(claim, sparse.value):
        return False  # of one device, with sparsity
    if len(counts) == 1:
        slip = _slip(claim, spec, counts[0], registry)
        if slip:
            value = counts[0] * spec.value
            told = printed(value, claim.reading, claim.unit)
            claim.decide(
                "mismatch",
                f"{claim.entity.name if claim.entity else ''}: {counts[0]} times {spec.printed} is {told}; {slip[1]}",
                rule=slip[0],
                hint=f"write {told}",
            )
            return True
    own = claim.entity.get("devices") if claim.entity is not None else None  # of a system by its own name
    if own is not None and {*counts} <= {int(own.value)}:
        return False
    if (
        claim.direct and not counts and not _of_a_node(claim, spec, around)
    ):  # "nodes of eight H100 SXM, 1,979 TFLOP/s dense": of the name before it
        return False
    claim.decide("unresolved", "of a group of devices; how many it has is not clear, or not all of them count")
    return True


def _of_a_node(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Whether a memory is that of as many of a device as a node usually has, and a node of several is named.

    "A node of H100s (640 GB)" does not say how many.
    """
    several = claim.stated.cell is None and _NODE_OF_SEVERAL.search(around.sentence_before) is not None
    return several and claim.field == "memory.capacity" and any(_is(claim, n * spec.value) for n in _IN_A_NODE)


def _is(claim: Claim, value: float) -> bool:
    factor = claim.unit.factor if claim.unit is not None else 1.0
    if agrees(claim.reading, factor, value):
        return True
    return claim.field.endswith("capacity") and agrees_in_powers_of_1024(claim, claim.reading, value)


def _of_a_group(claim: Claim, around: Surroundings) -> bool:
    """Whether a label of its cell, or the words before it, name a group of devices and not one of them."""
    if claim.stated.cell is None:
        return names_a_group(around.sentence_before)
    corner = claim.stated.table.over_all[:1] if claim.stated.table is not None else ()
    labels = (around.column, around.row, *corner)
    return not any(_OF_ONE.search(label) for label in labels[:2]) and any(_GROUP.search(one) for one in labels)


def _counts(claim: Claim, around: Surroundings) -> Iterator[int]:
    """How many devices the group may have."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        yield from _in_words(around.sentence_before)
        return
    yield from _in_words(" | ".join((around.column, around.row, *table.over_all[:1])))
    for other in table.row_of(cell)[:_CELLS]:
        if other is not cell and _COUNT_HEADER.search(table.header_words(other).strip()[:_ENDS]):
            yield from _as_count(other.text.text)
    for row in table.block.rows[:_CELLS]:
        if row and row[0].row != cell.row and _COUNT_HEADER.search(row[0].text.text.strip()[:_ENDS]):
            for other in row[1:]:
                if other.column == cell.column:
                    yield from _as_count(other.text.text)


def _as_count(text: str) -> Iterator[int]:
    found = _A_COUNT.fullmatch(text)
    if found is not None and (count := int(re.sub(r"\D", "", found["count"]))) > 1:
        yield count


def _in_words(words: str) -> Iterator[int]:
    for found in _IN_WORDS.finditer(words):
        count = int((found["count"] or found["of"]).replace(",", ""))
        if count > 1:
            yield count
    for word in count_words(words):
        if word.value > 1 and (_BEFORE.search(words, 0, word.start) or _BEHIND.match(words, word.end)):
            yield int(word.value)


def _slip(claim: Claim, spec: Spec, count: int, registry: Registry) -> tuple[str, str] | None:
    """How a wrong figure of a group came about, as rule and words; its power is more than that of its devices."""
    entity = claim.entity
    if entity is None or claim.unit is None or claim.field.startswith("power."):
        return None
    sparse = entity.get(sparse_of(claim.field))
    if sparse is not None and sparse.path != spec.path and _is(claim, count * sparse.value):
        return "sparse-for-dense", f"this is with sparsity, {count} times {sparse.printed}"
    if spec.direction == "both" and _is(claim, count * spec.value / 2):
        return "direction", "this counts one direction only"
    if "i" in claim.unit.symbol and claim.field.endswith("capacity") and _is(claim, 1.024 * count * spec.value):
        return "binary-prefix", "this steps from GiB to TiB by 1000, not by 1024"
    for times, what in ((10.0, "ten times as much"), (0.1, "a tenth"), (1000.0, "a thousand times as much")):
        if _is(claim, times * count * spec.value):
            return "power-of-ten", f"this is {what}"
    if claim.field.startswith("compute.matrix.") and _is(claim, 2 * count * spec.value):
        return "twice", "this is twice as much, as with sparsity"
    for other in () if claim.assumed else relatives(entity, registry, same_family=False):
        theirs = other.get(claim.field)
        if theirs is not None and theirs.value != spec.value and _is(claim, count * theirs.value):
            return "variant", f"this is {count} times {theirs.printed} of {other.name}"
    return None
