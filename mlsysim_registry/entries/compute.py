"""The parts that accelerators and systems share: rates by number format, memory, links, power."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mlsysim_registry.entries.quantities import (
    Amount,
    Bandwidth,
    Count,
    DirectedBandwidth,
    Duration,
    FloatRate,
    Frequency,
    IntegerRate,
    LaneRate,
    Power,
)
from mlsysim_registry.entries.spec import (
    EntryId,
    Name,
    Proof,
    Strict,
)

Format = Literal["fp64", "fp32", "tf32", "bf16", "fp16", "fp8", "fp6", "fp4", "int8", "int4"]


class Rates(Strict):
    """Operations per second by number format; `_acc_` names the accumulator where it changes the rate."""

    fp64: FloatRate | None = None
    fp32: FloatRate | None = None
    tf32: FloatRate | None = None
    bf16: FloatRate | None = None
    fp16: FloatRate | None = None
    fp16_acc_fp16: FloatRate | None = None
    fp16_acc_fp32: FloatRate | None = None
    fp8: FloatRate | None = None
    fp8_acc_fp16: FloatRate | None = None
    fp8_acc_fp32: FloatRate | None = None
    fp6: FloatRate | None = None
    fp4: FloatRate | None = None
    int8: IntegerRate | None = None
    int4: IntegerRate | None = None
    int32: IntegerRate | None = None
    int16: IntegerRate | None = None


class MacsPerCycle(Strict):
    """Multiply-accumulates in one cycle, by number format."""

    fp32: Count | None = None
    fp16: Count | None = None
    int16: Count | None = None
    int8: Count | None = None


class Compute(Strict):
    """Peak rates: dense matrix pipe, the same with structured sparsity, ordinary vector pipe."""

    matrix: Rates | None = None
    """Tensor / matrix cores, dense."""
    matrix_sparse: Rates | None = None
    """Tensor / matrix cores with structured sparsity."""
    vector: Rates | None = None
    """Ordinary SIMD / SIMT pipes."""
    macs_per_cycle: MacsPerCycle | None = None
    """Multiply-accumulates of one core in one cycle, by number format (microcontrollers)."""
    clock: Frequency | None = None
    """The clock that the peak rates are counted at."""
    unsupported: dict[Format, Proof] | None = None
    """Formats that the device does not have: a settled no, with its proof."""


class Memory(Strict):
    """The memory that feeds the compute: HBM, DRAM, or a micro device's SRAM."""

    capacity: Amount | None = None
    bandwidth: Bandwidth | None = None
    usable: Amount | None = None
    """What the driver reports. Printed GB are often GiB with something held back, so it may be more or less."""
    bus_width: Amount | None = None
    data_rate: LaneRate | None = None
    """Per pin."""


class Tier(Strict):
    """Another memory: a cache, flash, PSRAM."""

    capacity: Amount | None = None
    bandwidth: Bandwidth | None = None


class Link(Strict):
    """One kind of link of a device or system."""

    link: EntryId
    """The entry of registry/interconnects that it is."""
    ports: Count | None = None
    per_port: DirectedBandwidth | None = None
    total: DirectedBandwidth | None = None
    latency: Duration | None = None


class PowerBudget(Strict):
    """Electric power. TDP is the thermal design point, `max` what the supply must give, `typical` a working figure."""

    tdp: Power | None = None
    max: Power | None = None
    typical: Power | None = None


Tiers = dict[Name, Tier]
Links = Annotated[dict[Name, Link], Field(description="Links by a short name: nvlink, pcie, infinity_fabric.")]
