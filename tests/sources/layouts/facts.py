"""What the generated slides state: things of the registry, a few of their figures, and how an author prints those."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry

ONE_WAY = 0.5


class Print(NamedTuple):
    """One way to print a figure: its unit as written, the size of that unit in base units, digits behind the point."""

    unit: str
    factor: float
    decimals: int


class Figure(NamedTuple):
    """A spec that slides speak of: its path, the words authors label it with, the units they print it in.

    `share` is what part of the spec's value the words ask for: half of a link's two directions.
    """

    path: str
    labels: tuple[str, ...]
    prints: tuple[Print, ...]
    share: float = 1.0


_RATES = (
    Print("TFLOPS", 1e12, 0),
    Print("TFLOP/s", 1e12, 0),
    Print("TFLOPS", 1e12, 1),
    Print("PFLOPS", 1e15, 3),
    Print("TFLOPs", 1e12, 0),
)
_TOPS = (Print("TOPS", 1e12, 0), Print("TOP/s", 1e12, 0))
_SMALL = (Print("KB", 1024.0, 0), Print("KiB", 1024.0, 0), Print("kB", 1024.0, 0))

CAPACITY = Figure(
    "memory.capacity",
    ("GPU memory", "HBM", "Memory", "HBM capacity", "VRAM", "Mem", "Memory size", "Capacity", "DRAM capacity"),
    (Print("GB", 1e9, 0),),
)
BANDWIDTH = Figure(
    "memory.bandwidth",
    ("HBM BW", "Mem BW", "Memory bandwidth", "HBM bandwidth", "Bandwidth", "BW", "Peak BW", "DRAM BW", "Memory BW"),
    (Print("TB/s", 1e12, 2), Print("GB/s", 1e9, 0), Print("TB/s", 1e12, 3), Print("TB/sec", 1e12, 2)),
)
BF16 = Figure(
    "compute.matrix.bf16",
    (
        "BF16",
        "BF16 dense",
        "Peak BF16",
        "Dense BF16",
        "BF16 Tensor",
        "bf16 peak",
        "Peak compute (BF16)",
        "BF16 (dense)",
    ),
    _RATES,
)
FP16 = Figure(
    "compute.matrix.fp16",
    ("FP16", "FP16 dense", "Peak FP16", "FP16 Tensor Core", "FP16 peak", "Peak compute (FP16)", "Compute FP16"),
    _RATES,
)
FP8 = Figure("compute.matrix.fp8", ("FP8", "FP8 dense", "Peak FP8", "Dense FP8", "FP8 peak"), _RATES)
INT8 = Figure("compute.matrix.int8", ("INT8", "INT8 dense", "Peak INT8", "Dense INT8"), _TOPS)
TDP = Figure("power.tdp", ("TDP", "Power", "Board power", "TDP (max)", "Max TDP"), (Print("W", 1.0, 0),))
NVLINK = Figure(
    "links.nvlink.total",
    ("NVLink", "NVLink BW", "Interconnect", "NVLink (bidirectional)", "NVLink total"),
    (Print("GB/s", 1e9, 0),),
)
NVLINK_ONE_WAY = Figure(
    "links.nvlink.total",
    ("NVLink (per direction)", "NVLink, one way", "NVLink per direction"),
    (Print("GB/s", 1e9, 0),),
    ONE_WAY,
)
L2 = Figure("tiers.l2.capacity", ("L2 cache", "L2"), (Print("MB", 1024.0**2, 0),))
FLASH = Figure("tiers.flash.capacity", ("Flash", "Flash memory"), _SMALL)
SRAM = Figure("memory.capacity", ("SRAM", "On-chip SRAM", "RAM"), _SMALL)
CLOCK = Figure("compute.clock", ("Clock", "CPU clock", "Max clock", "Frequency"), (Print("MHz", 1e6, 0),))
LAYERS = Figure("layers", ("Layers", "layers"), (Print("", 1.0, 0),))
HEADS = Figure("heads.query", ("Heads", "Q heads", "Query heads", "attention heads"), (Print("", 1.0, 0),))
KV_HEADS = Figure("heads.kv", ("KV heads", "KV heads"), (Print("", 1.0, 0),))
HIDDEN = Figure("hidden_size", ("Hidden size", "$d_{model}$", "Hidden dim"), (Print("", 1.0, 0),))
PARAMETERS = Figure(
    "parameters.total", ("Params", "Parameters", "# params", "Total params"), (Print("B", 1e9, 1), Print("B", 1e9, 2))
)
INTENSITY = Figure(
    "intensity",
    ("Carbon intensity", "Grid intensity", "Intensity"),
    (Print("gCO2/kWh", 2.7777777777777777e-10, 0), Print("g CO2e/kWh", 2.7777777777777777e-10, 0)),
)

DATACENTER = (CAPACITY, BANDWIDTH, BF16, FP16, FP8, INT8, TDP, NVLINK, NVLINK_ONE_WAY, L2)
MICRO = (FLASH, SRAM, CLOCK)
MODEL = (PARAMETERS, LAYERS, HEADS, KV_HEADS, HIDDEN)

_DEVICES = {
    "nvidia/h100-sxm": ("H100", "H100 SXM", "NVIDIA H100", "H100 SXM5"),
    "nvidia/h100-pcie": ("H100 PCIe",),
    "nvidia/h200-sxm": ("H200", "NVIDIA H200", "H200 SXM"),
    "nvidia/a100-sxm-80gb": ("A100 80GB", "A100 SXM 80GB"),
    "nvidia/b200": ("B200", "NVIDIA B200"),
    "nvidia/v100-sxm2-32gb": ("V100 32GB", "V100 SXM2 32GB"),
    "nvidia/l40s": ("L40S", "NVIDIA L40S"),
    "nvidia/l4": ("L4", "NVIDIA L4"),
    "nvidia/t4": ("T4", "NVIDIA T4"),
    "nvidia/geforce-rtx-4090": ("RTX 4090", "GeForce RTX 4090"),
    "amd/mi300x": ("MI300X", "AMD MI300X", "Instinct MI300X"),
    "amd/mi325x": ("MI325X", "AMD MI325X"),
    "amd/mi250x": ("MI250X", "AMD MI250X"),
    "google/tpu-v5p": ("TPU v5p", "Google TPU v5p"),
    "google/tpu-v5e": ("TPU v5e",),
    "google/tpu-v4": ("TPU v4",),
    "intel/gaudi-3": ("Gaudi 3", "Intel Gaudi 3"),
    "intel/gaudi-2": ("Gaudi 2", "Gaudi2"),
    "aws/trainium2": ("Trainium2", "AWS Trainium2", "Trainium 2"),
}
_MICROS = {
    "nordic/nrf52840": ("nRF52840", "Nordic nRF52840"),
    "espressif/esp32-s3": ("ESP32-S3",),
    "st/stm32f746": ("STM32F746",),
    "st/stm32h743": ("STM32H743",),
    "raspberrypi/rp2040": ("RP2040", "Raspberry Pi RP2040"),
    "st/stm32l4r5": ("STM32L4R5",),
}
_MODELS = {
    "meta/llama-3-8b": ("Llama-3 8B", "Llama 3 8B"),
    "meta/llama-3-70b": ("Llama-3 70B", "Llama 3 70B"),
    "meta/llama-2-7b": ("Llama-2 7B", "Llama 2 7B"),
    "mistral/mistral-7b": ("Mistral 7B", "Mistral-7B"),
    "openai/gpt-3-175b": ("GPT-3", "GPT-3 175B"),
}
_GRIDS = {
    "france": ("France",),
    "poland": ("Poland",),
    "quebec": ("Quebec",),
    "norway": ("Norway",),
    "united-states": ("United States",),
    "germany": ("Germany",),
}
POOLS = {"accelerators": _DEVICES, "micro": _MICROS, "models": _MODELS, "grids": _GRIDS}
FIGURES = {"accelerators": DATACENTER, "micro": MICRO, "models": MODEL, "grids": (INTENSITY,)}


class Thing(NamedTuple):
    """An entry and the name by which a slide calls it."""

    entry: Entry
    name: str


def things(registry: Registry, kind: str, count: int, rng: Random) -> list[Thing]:
    """Some things of a kind ("accelerators", "micro", "models", "grids"), each under one of its names."""
    table = registry.table("accelerators" if kind == "micro" else kind)
    pool = [key for key in POOLS[kind] if key in table]
    return [Thing(table[key], rng.choice(POOLS[kind][key])) for key in rng.sample(pool, min(count, len(pool)))]


def value_of(thing: Thing, figure: Figure) -> float | None:
    """What a figure of a thing is, in base units, as its words ask for it; None where the registry has no proof."""
    spec = thing.entry.get(figure.path)
    if spec is None or spec.status == "estimated":
        return None
    if spec.direction == "one":
        return spec.value * 2 * figure.share
    return spec.value * figure.share


def shown(value: float, how: Print) -> str:
    """A value as it is printed, with digits enough to still be that value."""
    for decimals in range(how.decimals, how.decimals + 3):
        text = f"{value / how.factor:.{decimals}f}"
        if abs(float(text) * how.factor / value - 1) < 0.002:
            break
    return text.rstrip("0").rstrip(".") if "." in text else text
