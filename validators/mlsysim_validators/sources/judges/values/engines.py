"""Rates of a chip whose matrix rate is that of an engine beside its GPU, which a table of GPUs does not mean."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import spoken

_ENGINE = AnyCase(r"\bneural engine|\bnpus?\b|\bane\b")
_OTHER_CLOCK = 0.1


def settled_as_gpu(claim: Claim, entry: Entry, spec: Spec) -> bool:
    """Settle a rate that may be the GPU's where the registry's matrix rate is that of another engine of the chip."""
    if not spec.path.startswith("compute.matrix.") or not _has_both(entry, spec) or _says_engine(claim):
        return False
    for path, vector in entry.specs.items():
        near = agreeing(claim, vector.value) or abs(claim.value / vector.value - 1) <= _OTHER_CLOCK
        if path.startswith("compute.vector.") and path.endswith(("fp32", "fp16")) and near:
            claim.field = path
            claim.decide("match", "the rate of its GPU, which has no matrix units of its own")
            return True
    claim.decide("unresolved", f"of the GPU of {entry.name}, or of its other engine: no word says which")
    return True


def _has_both(entry: Entry, spec: Spec) -> bool:
    told = f"{spec.because or ''} {spec.quote or ''} {entry.attributes.get('notes') or ''}"
    return "cores.gpu" in entry and _ENGINE.search(told) is not None


def _says_engine(claim: Claim) -> bool:
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(_ENGINE.search(spoken(label.words)) for label in labels)
