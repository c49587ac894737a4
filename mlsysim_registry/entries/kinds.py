"""The kinds of entry, one model each. The JSON Schemas under schema/ are generated from these."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mlsysim_registry.entries.compute import Compute, Links, Memory, PowerBudget, Tiers
from mlsysim_registry.entries.spec import (
    Amount,
    CarbonIntensity,
    Count,
    Date,
    DevicePrice,
    DirectedBandwidth,
    Duration,
    Entry,
    EntryId,
    Fraction,
    HourlyPrice,
    LaneRate,
    Money,
    MultiplyAccumulates,
    Slug,
    Spec,
    Strict,
    Text,
    Work,
)

DeviceClass = Literal["datacenter", "workstation", "consumer", "edge", "mobile", "micro"]


class Unit(Strict):
    """The device as an article that can be bought."""

    price: Money | None = None


class Accelerator(Entry):
    """A device that computes."""

    class_: Annotated[DeviceClass, Field(alias="class")]
    """datacenter, workstation, consumer, edge, mobile or micro."""
    form_factor: Text | None = None
    released: Date | None = None
    memory: Memory
    tiers: Tiers | None = None
    compute: Compute
    links: Links | None = None
    power: PowerBudget | None = None
    unit: Unit | None = None


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
    active: Count
    """Per token."""


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


class Model(Entry):
    """A neural network."""

    architecture: Literal[
        "transformer-decoder", "transformer-encoder", "transformer-encoder-decoder", "convolutional", "state-space"
    ]
    mlp: Literal["gated", "plain"] | None = None
    tied_embeddings: bool | None = None
    """Whether the input embedding is also the output projection."""
    released: Date | None = None
    parameters: Parameters
    layers: Count | None = None
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


class Host(Strict):
    """The host of a system."""

    memory: Amount | None = None
    cores: Count | None = None


class System(Entry):
    """Several devices that are sold or rented as one."""

    device: EntryId
    """The accelerator that it holds."""
    released: Date | None = None
    devices: Count
    memory: Memory | None = None
    compute: Compute | None = None
    links: Links | None = None
    power: PowerBudget | None = None
    host: Host | None = None


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
    """Achieved rate as a fraction of the dense peak (eta, MFU), for one phase of work."""

    phase: Literal["training", "prefill", "decode", "inference"]
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
    "citations": "citation",
}
