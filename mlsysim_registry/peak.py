"""The framework developer's question: how many FLOP/s does the device that the driver names have?"""

from __future__ import annotations

from mlsysim_registry.data import Registry, load
from mlsysim_registry.errors import UnsupportedFormat, did_you_mean

FORMATS = ("fp64", "fp32", "tf32", "bf16", "fp16", "fp8", "fp6", "fp4", "int8", "int4")
_SPELLINGS = {
    "float64": "fp64",
    "double": "fp64",
    "float32": "fp32",
    "float": "fp32",
    "bfloat16": "bf16",
    "float16": "fp16",
    "half": "fp16",
    "float8": "fp8",
    "float8_e4m3fn": "fp8",
    "float8_e5m2": "fp8",
}


def number_format(name: str) -> str:
    """The registry's name of a number format: torch.bfloat16, "bfloat16" and "BF16" are all bf16."""
    word = str(name).rpartition(".")[2].casefold().replace("-", "")
    return _SPELLINGS.get(word, word)


def peak_flops(
    device: str, precision: str, *, sparse: bool = False, pipe: str = "matrix", registry: Registry | None = None
) -> float:
    """Peak rate of one device in FLOP/s (OP/s for integer formats), dense unless `sparse`.

    `device` is a name as drivers report it, an id or an alias; `precision` a number format such as "bf16".
    `pipe` is "matrix" (tensor cores; where the matrix pipe has no such format and the vector pipe does, as with
    FP32, the error says so) or "vector".

    Raises UnknownEntity for a device that is not known, and UnsupportedFormat, naming the formats that are known,
    for a format without a proven rate. Nothing ever falls back to another device, format or pipe.
    """
    entry = (registry or load()).find(device, "accelerators")
    word = number_format(precision)
    prefix = "compute.matrix_sparse." if sparse else f"compute.{pipe}."
    spec = entry.get(prefix + word)
    if spec is not None:
        return spec.value
    rates = [
        path.removeprefix("compute.") for path in entry.specs if path.count(".") == 2 and path.startswith("compute.")
    ]
    settled = entry.attributes.get("unsupported", {})
    if word in settled:
        message = f"{entry.name} does not support {word} ({settled[word].get('quote', settled[word].get('because'))})."
    elif word not in FORMATS:
        message = f"`{precision}` is not a number format.{did_you_mean(word, FORMATS)}"
    else:
        message = f"the registry has no proven {prefix}{word} rate of {entry.name}."
        if pipe == "matrix" and not sparse and f"compute.vector.{word}" in entry:
            message += ' Its ordinary pipes have one: pipe="vector".'
    raise UnsupportedFormat(f"{message} Known rates: {', '.join(rates) or 'none'}.")
