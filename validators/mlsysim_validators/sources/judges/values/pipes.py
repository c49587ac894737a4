"""Rates in FP32 and FP64, which a device may have on its vector units, on its tensor cores, or on both."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.texts.documents import Label
from mlsysim_validators.sources.values.rightness import agreeing, both_pipes

_FP32 = AnyCase(r"fp_?32|\bsingle[ _-]?precision|\bfp32")
_LONGEST_NOTE = 60
_FEW_UNITS = 20  # times the rate of FP64


def settled_as_tf32(case: Case) -> bool:
    """Settle the rate in TF32 where one in FP32 is meant: right by a remark that calls it so, wrong under "FP32"."""
    claim = case.claim
    tf32 = case.entry.get("compute.matrix.tf32") if claim.field.endswith(".fp32") else None
    if tf32 is None or agreeing(claim, tf32.value) is None:
        return False
    if _remarks_tf32(claim):
        return case.match("the remark on it calls it TF32", tf32.path)
    if not _means_fp32(case):
        return False
    told = f"{case.entry.name}: this is its TF32 rate; its FP32 rate is {case.spec.printed}"
    return case.tell_wrong(told, "format", f"write {case.spec.printed}, or call it TF32")


def settled_as_of_another_pipe(case: Case) -> bool:
    """Leave a rate open that may be the other pipe's, of which the registry knows nothing."""
    field, entry = case.claim.field, case.entry
    if not field.endswith((".fp64", ".fp32")) or len(list(both_pipes(entry, field))) > 1 or _can_be_one_only(case):
        return False
    return case.leave_open(f"the registry has one pipe's {field[-4:].upper()} rate of {entry.name} only")


def _can_be_one_only(case: Case) -> bool:
    """Whether a GPU computes in a value's format on its vector units alone."""
    if not case.entry.id.startswith("nvidia/"):
        return False
    return _means_fp32(case) if case.claim.field.endswith(".fp32") else _lacks_fp64_cores(case.entry)


def _means_fp32(case: Case) -> bool:
    return _says_fp32(case.claim) or _tf32_is_beside(case)


def _says_fp32(claim: Claim) -> bool:
    """Whether a key says FP32 itself; torch.float32 is also what is computed as TF32."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    own = " ".join(label.words for label in labels if label.role in ("key", "name", "unit"))
    noted = " ".join(label.words for label in labels if _notes_a_field(label))
    return any(_FP32.search(words) is not None and "tf32" not in words.lower() for words in (own, noted))


def _notes_a_field(label: Label) -> bool:
    """Whether a label may be the remark on the field of a record: `tflops: number; // FP32 shader`."""
    return label.role == "heading" and len(label.words) <= _LONGEST_NOTE


def _remarks_tf32(claim: Claim) -> bool:
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(label.role in ("comment", "above") and "tf32" in label.words.lower() for label in labels)


def _tf32_is_beside(case: Case) -> bool:
    """Whether its device has a rate in TF32 of its own: `{"tf32": 156e12, "float32": 19.5e12}`."""
    claim, table = case.claim, case.table
    of_row = (
        fit.claim for fit in table.row(claim) if claim.entity is not None and fit.found.entries[0] is claim.entity
    )
    of_device = (other for other in table.column(claim) if other.entity is claim.entity)
    return any(other.field.endswith(".tf32") for other in (*of_row, *of_device))


def _lacks_fp64_cores(entry: Entry) -> bool:
    """Whether a GPU does FP64 on a few units of its own only, at 1/32 or 1/64 of FP32: none on its tensor cores."""
    double, single = entry.get("compute.vector.fp64"), entry.get("compute.vector.fp32")
    return double is not None and single is not None and _FEW_UNITS * double.value < single.value
