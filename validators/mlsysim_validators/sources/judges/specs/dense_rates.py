"""The dense 16-bit matrix rate of a device: what its ridge point, and a rate without a format, is of."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec

ORDINARY = ("compute.matrix.bf16", "compute.matrix.fp16")


def dense_rate(device: Entry) -> Spec | None:
    """The rate in BF16, or else in FP16."""
    return next((spec for path in ORDINARY if (spec := device.get(path)) is not None), None)
