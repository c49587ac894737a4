"""The "AI TOPS" that cards are sold with: operations with sparsity in the narrowest format, FP4 since Blackwell."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.values.case import Candidate
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import spoken

_AI_TOPS = AnyCase(r"\bai ?tops\b|\btops ?ai\b")
_FORMATS = ("fp4", "fp8", "int8", "int4", "fp8_acc_fp16")


def settled_as_ai_tops(candidate: Candidate) -> bool:
    """Settle a number under "AI TOPS"; open where it is none of the device's: no format is named."""
    claim, entry = candidate.claim, candidate.entry
    value = claim.stated.value
    keys = (
        [label for label in value.labels if label.role in ("key", "unit", "comment")][:2] if value is not None else []
    )
    if not any(_AI_TOPS.search(spoken(label.words)) for label in keys):
        return False
    for form in _FORMATS:
        spec = entry.get(f"compute.matrix_sparse.{form}")
        if spec is not None and agreeing(claim, spec.value) is not None:
            claim.entity = entry
            told = f"its sparse {form.partition('_')[0].upper()} rate, as cards are sold with it"
            return candidate.case.match(told, spec.path)
    return candidate.case.leave_open("AI TOPS name no format, and this is none of its sparse rates")
