"""How many devices the words of a figure put together: "4x A100", "four MI300X (768 GB)"."""

from __future__ import annotations

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import digits_of, printed
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.judges.recompute.chains.counted import WORDS
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_COUNTED_SYSTEM = regex(r"(?<![\w.,])(\d[\d,]*) ?[x×] ?(?=[A-Za-z]|\d+\s?G[Bb])")
# "H200 8개 (1,128GB)", "H100 8卡": as other languages count.
_COUNTED_BEHIND = regex(r"[A-Za-z][\w-]*\d\w* ?(\d{1,4}) ?(?:개|대|장|枚|台|块|塊|张|張|卡|基)[^.;,]{0,4}\Z")
_COUNTED_IN_BRACKETS = regex(r"\w \((\d{1,4}) ?[x×]\)")  # "RTX 5090 (2x)"
_COUNTED_PLURAL = regex(
    r"(?<![\w.,])([2-9]|\d{2,3}|\d{1,3},\d{3}) (?:NVIDIA |AMD |Google )?[A-Z][\w-]*\d\w*(?:s\b| GPUs\b| chips\b)(?! \()"
)
_COUNTED_NAME = regex(
    r"(?<![\w.,])(?P<count>[2-9]|\d{2,5}|\d{1,3},\d{3}|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|"
    r"[Tt]welve|[Ss]ixteen|[Dd]ual|[Tt]win|[Qq]uad|[Aa] pair of)(?:[ -]| ?[x×] ?)"
    r"(?:(?:NVIDIA|Nvidia|AMD|Google|Intel|GeForce|RTX|GTX) )*(?:[A-Z]?[\w-]*\d\w*|(?:[A-Z]\w+ ){1,2}\d)"
)
_COUNTED_DEVICES = regex(
    r"(?<![\w.,])(?:(?P<times>\d{1,3}) ?[x×] ?(?=[A-Za-z])|(?P<devices>\d{1,3})[- ](?:GPU|chip|card|device)s?\b)"
)
_SURE_DIGITS = 3
_ROUNDED, _OF_FOUR_DIGITS = 0.01, 0.001
EACH = AnyCase(r"[^.;()]{0,12}\b(?:each|apiece|per (?:card|GPU|device|chip))\b")
_OF_ALL = AnyCase(
    r"\A,? (?:of \w+ )?(?:(?:between|among) them\b|together\b|in (?:all|total|sum|aggregate)\b|altogether\b|combined\b)"
)
_TOGETHER_HAVE = AnyCase(
    r"\A(?: GPUs?| cards?)?,? (?:taken )?together,? (?:have|offer|give|deliver|bring|reach|come to)(?: about)? ?\Z"
)
_ADD_UP = ("memory.capacity", "memory.bandwidth", "compute.matrix", "compute.vector", "power.tdp")
_SPELLED_COUNTS = {**WORDS, "dual": 2, "twin": 2, "quad": 4, "a pair of": 2}


def how_many(around: Surroundings) -> int | None:
    """How many devices a claim's words put together: "4x A100", "4 A100s delivering 1,248 TFLOPS"."""
    match = (
        _COUNTED_BEHIND.search(around.before)
        or _COUNTED_IN_BRACKETS.search(around.row)
        or _COUNTED_SYSTEM.search(f"{around.row} {around.column} {around.before}")
    )
    if match is not None:
        return int(match.group(1).replace(",", "")) if match.group(1) != "1" else None
    plural = _COUNTED_PLURAL.search(around.sentence_before)
    # "8 H100 GPUs, NVLink at 450 GB/s": what follows a comma is of each.
    together = plural is not None and "," not in around.sentence_before[plural.end() :]
    return int(plural.group(1).replace(",", "")) if plural is not None and together else None


def how_many_of_its_row(claim: Claim) -> int | None:
    """How many devices a cell of a row counts that names it: "p3.8xlarge | 4x V100 | 64 GB"."""
    cell, table = claim.stated.cell, claim.stated.table
    for other in table.row_of(cell) if table is not None and cell is not None and claim.name else ():
        match = _COUNTED_SYSTEM.match(other.text.text.strip()) if claim.name in other.text.text else None
        if match is not None and other is not cell:
            count = int(match.group(1).replace(",", ""))
            return count if count > 1 else None
    return None


def is_total_of_another_rate(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Report the total of some devices in another number format, or with sparsity: FP8 7,912 TFLOPS of "H200 8-GPU"."""
    cell, entity = claim.stated.cell, claim.entity
    counted = _COUNTED_DEVICES.search(around.column) or _COUNTED_DEVICES.search(around.row)
    count = int(counted["times"] or counted["devices"]) if counted is not None else 0
    if cell is None or entity is None or claim.unit is None or count < 2 or digits_of(claim.reading) < _SURE_DIGITS:
        return False
    form = claim.field.rpartition(".")[2]
    if not claim.field.startswith("compute.matrix.") or form not in formats_in(f"{around.row} {around.column}"):
        return False
    if abs(claim.value / (count * spec.value) - 1) <= _ROUNDED:
        return False
    rates = [(path, other) for path, other in entity.specs.items() if path.startswith("compute.matrix")]
    for path, other in sorted(rates, key=lambda rate: "sparse" in rate[0]):
        if other.value != spec.value and abs(claim.value / (count * other.value) - 1) <= _OF_FOUR_DIGITS:
            right = printed(count * spec.value, claim.reading, claim.unit)
            what = path.rpartition(".")[2].upper() + (" with sparsity" if "sparse" in path else "")
            told = f"{entity.name}: {count} times {spec.printed} is {right}; this is its total in {what}"
            claim.decide("mismatch", told, rule="format", hint=f"write {right}")
            return True
    return False


def how_many_named(around: Surroundings) -> int:
    """How many of the device are named last before a number: "five H200, four MI300X (768 GB)"; 0 where none are."""
    counts = [found["count"].lower() for found in _COUNTED_NAME.finditer(around.sentence_before)]
    return _SPELLED_COUNTS.get(counts[-1]) or int(counts[-1].replace(",", "")) if counts else 0


def _said_of_all(around: Surroundings) -> int:
    """How many devices a number is said to be of together, in so many words; 0 where none are.

    "The eight H100s have 26.8 TB/s between them", "four L40S together have 192 GB".
    """
    *_, last = [None, *_COUNTED_NAME.finditer(around.sentence_before)]
    if last is None or any(mark in around.sentence_before[last.end() :] for mark in ",;:("):
        return 0
    between = around.sentence_before[last.end() :].lstrip("s")
    count = last["count"].lower()
    said = _OF_ALL.search(around.after) or _TOGETHER_HAVE.search(between)
    return (_SPELLED_COUNTS.get(count) or int(count.replace(",", ""))) if said else 0


def is_of_one_for_all(claim: Claim, spec: Spec, value: float, around: Surroundings) -> bool:
    """Report the figure of one device where its words put several together: "eight of them have 3.35 TB/s together"."""
    count = _said_of_all(around) if claim.stated.cell is None and claim.field.startswith(_ADD_UP) else 0
    of_one = claim.entity is not None and claim.entity.kind == "accelerators"  # not of a system that holds them
    if count < 2 or not of_one or claim.unit is None or claim.of_each or EACH.match(around.after):
        return False
    right = printed(count * value, claim.reading, claim.unit)
    told = f"{claim.entity.name if claim.entity else ''}: {count} times {spec.printed} is {right}; this is of one"
    claim.decide("mismatch", told, rule="of-one", hint=f"write {right}")
    return True
