"""A figure that stands silently for every unknown device: `return 312e12` behind a chain, `.get(name, 312e12)`."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.values.kinds import was_taken

_LEAST_DIGITS = 3
_PATHS = {
    "rate": ("compute.matrix.bf16", "compute.matrix.fp16"),
    "bandwidth": ("memory.bandwidth",),
    "capacity": (),
    "power": (),
}


def judge(claims: Iterable[Claim], registry: Registry) -> None:
    """Report defaults that are some device's own figure and of which nobody is told, or which the docstring denies."""
    for claim in claims:
        value = claim.stated.value
        if (
            value is None
            or was_taken(value)
            or value.default not in ("silent", "denied")
            or claim.verdict not in ("unresolved", "match")
        ):
            continue
        owner = _owner(claim, registry)
        if owner is not None and value.default == "denied":
            claim.decide(
                "ungrounded",
                f"a device that nothing names gets {claim.text}, {owner.name}'s figure; the docstring promises none",
                rule="promised-none",
                hint="return what the docstring says",
            )
        elif owner is not None:
            claim.decide(
                "ungrounded",
                f"a device that nothing names gets {claim.text}, which is {owner.name}'s figure, and nobody is told",
                rule="silent-default",
                hint="raise an error, or return None or infinity, so that an unknown device is seen",
            )


def _owner(claim: Claim, registry: Registry) -> Entry | None:
    """The device whose figure a default is."""
    said = claim.stated.meaning
    if claim.entity is not None and claim.verdict == "match":
        return claim.entity
    if len(f"{claim.reading.value:.6g}".partition("e")[0].replace(".", "").strip("0")) < _LEAST_DIGITS:
        return None  # 100 or 150 is a guess, not somebody's figure
    for path in _PATHS[said.kind] if said is not None else ():
        for entry in registry.table("accelerators").values():
            spec = entry.get(path)
            if spec is not None and any(agrees(claim.reading, unit.factor, spec.value) for unit in claim.reading.units):
                return entry
    return None
