"""The kinds of entry, one model each. The JSON Schemas under schema/ are generated from these."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mlsysim_registry.entries.compute import Compute, Links, Memory, PowerBudget, Tiers
from mlsysim_registry.entries.quantities import (
    Amount,
    Area,
    CarbonIntensity,
    CarbonMass,
    Count,
    DevicePrice,
    DeviceTime,
    DirectedBandwidth,
    Duration,
    Energy,
    Fraction,
    HourlyPrice,
    LaneRate,
    Money,
    MultiplyAccumulates,
    Ratio,
    Tokens,
    Work,
)
from mlsysim_registry.entries.spec import (
    Date,
    Entry,
    EntryId,
    Name,
    Slug,
    Spec,
    Strict,
    Text,
)

WeightFormat = Literal["fp32", "fp16", "bf16", "fp8", "fp4", "int8", "int4", "int1"]
DeviceClass = Literal["datacenter", "workstation", "consumer", "edge", "mobile", "micro"]


class Unit(Strict):
    """The device as an article that can be bought."""

    price: Money | None = None


class Die(Strict):
    """The silicon: area and transistors of the compute die, or of all dies of the package together."""

    area: Area | None = None
    transistors: Count | None = None


CoreCounts = Annotated[dict[Name, Count], Field(description="Counts of units: sm, cuda, tensor, cu, stream, mxu.")]


class Accelerator(Entry):
    """A device that computes."""

    class_: Annotated[DeviceClass, Field(alias="class")]
    """datacenter, workstation, consumer, edge, mobile or micro."""
    form_factor: Text | None = None
    released: Date | None = None
    memory: Memory = Memory()
    """Left out where the device has none of its own, or none that was found in print."""
    tiers: Tiers | None = None
    compute: Compute
    links: Links | None = None
    power: PowerBudget | None = None
    unit: Unit | None = None
    die: Die | None = None
    cores: CoreCounts | None = None
    embodied: CarbonMass | None = None
    """Carbon of making one, cradle to gate."""


class Parameters(Strict):
    """Learned weights."""

    total: Count
    active: Count | None = None
    """Per token, for a mixture of experts."""


class Heads(Strict):
    """Attention heads."""

    query: Count | None = None
    kv: Count | None = None


class Experts(Strict):
    """A mixture of experts."""

    total: Count
    """Routed experts of one mixture layer."""
    active: Count
    """Routed experts per token."""
    shared: Count | None = None
    """Experts of one layer that every token passes."""
    intermediate_size: Count | None = None
    """Width of one expert, where it is not the model's."""
    dense_layers: Count | None = None
    """Layers without a mixture."""


class Forward(Strict):
    """Work of one forward pass of one sample."""

    forward: Work


class ForwardCount(Strict):
    """Multiply-accumulates of one forward pass, as a paper counts them (and often calls FLOPs)."""

    forward: MultiplyAccumulates


class KVCache(Strict):
    """Keys and values kept for attention."""

    per_token: Amount
    """In FP16 or BF16, all layers."""


class Attention(Strict):
    """What the KV cache depends on beyond heads: windows, latent attention, state."""

    window: Count | None = None
    """Tokens that a local (sliding-window) layer sees."""
    global_layers: Count | None = None
    """Layers that see the whole context, where others are local."""
    kv_rank: Count | None = None
    """Multi-head latent attention: width of the compressed keys and values."""
    query_rank: Count | None = None
    rope_head_size: Count | None = None
    nope_head_size: Count | None = None
    value_head_size: Count | None = None
    state_size: Count | None = None
    """State-space layers: size of the recurrent state a channel."""


class Training(Strict):
    """What the training took, as published."""

    tokens: Tokens | None = None
    flops: Work | None = None
    device: EntryId | None = None
    """What it ran on."""
    devices: Count | None = None
    """How many of them at once, at most."""
    device_time: DeviceTime | None = None
    """Device-hours, in GPU-hour; of pre-training alone where that is all that is published."""
    duration: Duration | None = None
    """Time from start to end."""
    mfu: Fraction | None = None
    """Model FLOP utilization: what recomputation takes is not counted."""
    hfu: Fraction | None = None
    """Hardware FLOP utilization: what recomputation takes is counted."""
    energy: Energy | None = None
    carbon: CarbonMass | None = None


class Model(Entry):
    """A neural network."""

    architecture: Literal[
        "transformer-decoder", "transformer-encoder", "transformer-encoder-decoder", "convolutional", "state-space",
        "diffusion", "feed-forward", "hybrid", "recommendation",
    ]  # fmt: skip
    mlp: Literal["gated", "plain"] | None = None
    tied_embeddings: bool | None = None
    """Whether the input embedding is also the output projection."""
    released: Date | None = None
    parameters: Parameters
    weights: dict[WeightFormat, Amount] = {}
    """Size of the weights as published, by number format."""
    layers: Count | None = None
    encoder_layers: Count | None = None
    decoder_layers: Count | None = None
    hidden_size: Count | None = None
    intermediate_size: Count | None = None
    heads: Heads | None = None
    head_size: Count | None = None
    vocabulary: Count | None = None
    context: Count | None = None
    experts: Experts | None = None
    macs: ForwardCount | None = None
    flops: Forward | None = None
    kv_cache: KVCache | None = None
    attention: Attention | None = None
    training: Training | None = None


class Interconnect(Entry):
    """A link technology."""

    encoding: Literal["nominal", "effective"] | None = None
    """nominal: line coding and protocol are still to be taken off; effective: they are off."""
    released: Date | None = None
    per_port: DirectedBandwidth
    """One link, or one port, as the vendor counts them."""
    lanes: Count | None = None
    lane_rate: LaneRate | None = None
    latency: Duration | None = None


SystemClass = Literal["baseboard", "server", "rack", "pod", "instance"]


class Host(Strict):
    """The host of a system."""

    memory: Amount | None = None
    cores: Count | None = None


class System(Entry):
    """Several devices that are sold or rented as one."""

    device: EntryId
    """The accelerator that it holds."""
    class_: Annotated[SystemClass | None, Field(alias="class")] = None
    """baseboard, server, rack, pod or (cloud) instance."""
    released: Date | None = None
    devices: Count
    memory: Memory | None = None
    compute: Compute | None = None
    links: Links | None = None
    power: PowerBudget | None = None
    host: Host | None = None
    embodied: CarbonMass | None = None
    """Carbon of making one, cradle to gate."""


class Claimed(Strict):
    """The range that a text teaches."""

    low: Fraction
    high: Fraction


class Range(Strict):
    """The range that the evidence supports."""

    low: Fraction
    typical: Fraction
    high: Fraction


class Efficiency(Entry):
    """Achieved rate as a fraction of the peak (eta, MFU; of a bandwidth where memory or network decide)."""

    phase: Literal["training", "prefill", "decode", "inference", "communication", "kernel"]
    engine: Text | None = None
    when: Text
    """Under which conditions it holds."""
    guidance: Text | None = None
    """Which end of the range applies when."""
    claimed: Claimed | None = None
    evidence: dict[Slug, Fraction] = {}
    """Published measurements."""
    measured: dict[Slug, Spec] = {}
    """Published figures that evidence is derived from: achieved rates, times, clocks."""
    range: Range
    overhead: dict[Slug, Spec] = {}
    """What the efficiency does not scale: a start, a time per layer, per step, per token; a coefficient."""


class Offer(Strict):
    """One line of a price list."""

    device: EntryId
    devices: Annotated[int, Field(ge=1)] | None = None
    terms: Literal["on-demand", "reserved", "spot"]
    region: Text | None = None
    instance: HourlyPrice | None = None
    """The price of the whole instance."""
    price: DevicePrice
    """Per device and hour."""


class PriceList(Entry):
    """What somebody asked for on a date."""

    provider: Text
    as_of: Date
    offers: Annotated[dict[Slug, Offer], Field(min_length=1)]


class Grid(Entry):
    """An electricity grid."""

    year: Annotated[int, Field(ge=1990, le=2100)]
    basis: Literal["lifecycle", "direct", "unknown"]
    """lifecycle: with building and fuel supply; direct: what leaves the stack."""
    intensity: CarbonIntensity


class Facility(Entry):
    """A data centre or a fleet of them: what it adds to the power of the machines."""

    provider: Text
    year: Annotated[int, Field(ge=1990, le=2100)]
    pue: Ratio
    """Power usage effectiveness: power of the facility over power of its machines."""
    wue: Ratio | None = None
    """Water usage effectiveness, in litres per kWh."""


class Rates(Strict):
    """How often things fail."""

    afr: dict[Slug, Fraction] = {}
    """Annualised failure rate: failures per device and year."""
    per_1000_node_days: dict[Slug, Count] = {}
    """Failures per 1,000 node-days."""


class Reliability(Entry):
    """Published failures of one fleet or training run."""

    operator: Text
    when: Text
    """What was observed: which machines, which job, which period."""
    device: EntryId | None = None
    model: EntryId | None = None
    """The model that was trained."""
    devices: Count | None = None
    nodes: Count | None = None
    duration: Duration | None = None
    """How long was observed."""
    interruptions: dict[Slug, Count] = {}
    """Counts over the observed time, by cause."""
    share: dict[Slug, Fraction] = {}
    """Fraction of the interruptions, by cause."""
    rate: Rates | None = None
    mtbf: dict[Slug, Duration] = {}
    """Mean time between failures, by what fails: device, node, job_1024_gpus."""
    effective_training_time: Fraction | None = None
    """Productive time over elapsed time (ETTR, goodput)."""


class Citation(Strict):
    """One source."""

    title: Text
    publisher: Text
    kind: Literal[
        "datasheet", "white paper", "manual", "documentation", "product page", "paper", "standard",
        "price list", "dataset", "repository", "article",
    ]  # fmt: skip
    url: Annotated[str, Field(pattern=r"^https?://")]
    """The document that was read."""
    published: Date | None = None
    retrieved: Date
    """When it was read."""
    read: Literal["original", "secondary"]
    """secondary: the document that was read restates another one."""
    copy_: Annotated[Text | None, Field(alias="copy")] = None
    """Where the copy that was read is kept, where it was not the url itself."""
    notes: Text | None = None
    passages: Annotated[dict[Text, Text], Field(min_length=1)]
    """Place in the source -> the words there, verbatim."""


class Meta(Strict):
    """registry/meta.yaml."""

    version: Annotated[str, Field(pattern=r"^[0-9]{4}\.[0-9]{2}(\.[0-9]+)?$")]


KIND_MODELS: dict[str, type[Strict]] = {
    "accelerators": Accelerator,
    "models": Model,
    "interconnects": Interconnect,
    "systems": System,
    "efficiency": Efficiency,
    "prices": PriceList,
    "grids": Grid,
    "facilities": Facility,
    "reliability": Reliability,
    "citations": Citation,
}
SCHEMA_NAMES = {
    "accelerators": "accelerator",
    "models": "model",
    "interconnects": "interconnect",
    "systems": "system",
    "efficiency": "efficiency",
    "prices": "price",
    "grids": "grid",
    "facilities": "facility",
    "reliability": "reliability",
    "citations": "citation",
}
