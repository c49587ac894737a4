"""Rates of a chip whose matrix rate is that of an engine beside its GPU, which a table of GPUs does not mean."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.doubts import why_open
from mlsysim_validators.sources.judges.values.reasons import tell_mismatch
from mlsysim_validators.sources.judges.values.tables import Table, is_right
from mlsysim_validators.sources.reasons import Reason
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import spoken

_ENGINE = AnyCase(r"\bneural engine|\bnpus?\b|\bane\b")
_OTHER_CLOCK = 0.1
# Chips are sold with fewer cores than the most, and rates in FP16 are counted once or twice.
_LEAST, _MOST = 0.3, 2.4
_SAME_ENGINE = 0.05
_TWICE = 0.015  # "2.6" and "5.3"


def settled_as_gpu(case: Case) -> bool:
    """Settle a rate that may be the GPU's where the registry's matrix rate is that of another engine of the chip."""
    claim, entry, spec = case.claim, case.entry, case.spec
    if not is_of_another_engine(entry, spec) or _says_engine(claim):
        return False
    vectors = [
        vector
        for path, vector in entry.specs.items()
        if path.startswith("compute.vector.") and path.endswith(("fp32", "fp16"))
    ]
    for vector in vectors:
        if agreeing(claim, vector.value) or abs(claim.value / vector.value - 1) <= _OTHER_CLOCK:
            return case.match("the rate of its GPU, which has no matrix units of its own", vector.path)
    if _is_doubled(claim, entry, case.table):
        claim.field, half = "compute.vector.fp16", entry["compute.vector.fp16"]
        claim.expected = Expected(half.value, half.printed)
        told = "twice its FP32 rate beside it; the GPU computes in FP16 as fast as in FP32"
        tell_mismatch(claim, entry, half, Reason("twice", told))
        return True
    of_gpu = any(_LEAST <= claim.value / vector.value <= _MOST for vector in vectors)
    of_engine = any(abs(claim.value / (scale * spec.value) - 1) <= _SAME_ENGINE for scale in (0.5, 1.0, 2.0))
    may_be = of_gpu or of_engine
    if vectors and claim.unit is not None and not may_be and not why_open(claim, "different"):
        claim.field = vectors[-1].path
        claim.expected = Expected(vectors[-1].value, vectors[-1].printed)
        told = f"this is neither the rate of its GPU nor of its other engine ({spec.printed}), nor half or twice of one"
        tell_mismatch(claim, entry, vectors[-1], Reason("different", told))
        return True
    return case.leave_open(f"of the GPU of {entry.name}, or of its other engine: no word says which")


def _is_doubled(claim: Claim, entry: Entry, table: Table) -> bool:
    """Whether a rate in FP16 is twice the FP32 rate of its row, which is right, and the GPU has one rate for both."""
    single, half = entry.get("compute.vector.fp32"), entry.get("compute.vector.fp16")
    if single is None or half is None or half.value != single.value or not claim.field.endswith("fp16"):
        return False
    return any(
        fit.claim.field == single.path
        and fit.found.entries[0] is entry
        and is_right(fit.claim, entry)
        and abs(claim.value / (2 * fit.claim.value) - 1) <= _TWICE
        for fit in table.row(claim)
    )


def is_of_another_engine(entry: Entry, spec: Spec) -> bool:
    """Whether a matrix rate is that of an engine of the chip beside its GPU."""
    return spec.path.startswith("compute.matrix.") and _has_both(entry, spec)


def names_an_engine(words: str) -> bool:
    """Whether words speak of such an engine."""
    return _ENGINE.search(words) is not None


def _has_both(entry: Entry, spec: Spec) -> bool:
    told = f"{spec.because or ''} {spec.quote or ''} {entry.attributes.get('notes') or ''}"
    return "cores.gpu" in entry and _ENGINE.search(told) is not None


def _says_engine(claim: Claim) -> bool:
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(_ENGINE.search(spoken(label.words)) for label in labels)
