"""What a device is proven not to have: a rate in a number format that its matrix units do not take."""

from __future__ import annotations

from mlsysim_registry.data import Entry

_OF_BYTES = 4.6  # times the FP32 rate: vector units may add four products of bytes in one instruction (DP4A)


def why_unsupported(entry: Entry, path: str, value: float) -> str:
    """Why a device has no such rate; "" where it may have one."""
    form = path.rpartition(".")[2]
    proof = entry.attributes.get("unsupported", {}).get(form)
    vector = entry.get("compute.vector.fp32")
    if proof is None or (form == "int8" and vector is not None and value <= _OF_BYTES * vector.value):
        return ""
    return f"{entry.name} has no {form.upper()}: {proof.get('quote') or proof.get('because')}"
