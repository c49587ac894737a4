"""Why a figure of code or data that is nobody's may yet be right: a rate at another clock, a measurement."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim

_CLOCK = AnyCase(r"\bclocks?\b|\b[GM]Hz\b")
_OTHER_CLOCK = 0.15  # of the published rate


def why_open(claim: Claim) -> str:
    """Why a figure that is neither its device's nor another's is left open; "" where nothing speaks for it."""
    value = claim.stated.value
    if value is None or claim.expected is None:
        return ""
    if claim.stated.meaning is not None and claim.stated.meaning.among_taken:
        return "the figures beside it, or those of the code around it, were measured"
    near = abs(claim.value / claim.expected.value - 1) <= _OTHER_CLOCK
    if near and claim.field.startswith("compute.") and any(_CLOCK.search(label.words) for label in value.labels):
        return "the words around it speak of clocks: the rate at another one, perhaps"
    return ""
