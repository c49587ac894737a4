"""The figures of the registry that a number may have been computed from: of the devices, links and models around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.display import si
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES_PER_TOKEN,
    FLOP_RATE,
    OPERATIONS_PER_TOKEN,
)
from mlsysim_validators.sources.judges.recompute.cache_formats import said_on
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.texts import formats_in

OWN_SENTENCE, BEFORE, ABOVE, SLIDE, BEHIND = range(5)  # behind: in its sentence, but later
OF_CACHES = "of keys and values per token"
AROUND = 40
LONGEST_LABELS = 300
_OF_WEIGHTS = AnyCase(r"weights?\b|model\b|parameters|checkpoint|w\d+a\d+")


class Operand(NamedTuple):
    """A quantity around a number, in base units: whose words, how far away."""

    value: float
    dimension: Dimension
    words: str
    place: int
    room: float = 0.0


def device_of(claim: Claim, s: Situation) -> tuple[Entry | None, int]:
    """The device whose name is the last before a number in its sentence, or else the one that is named nearest."""
    begin, _ = claim.stated.sentence_span()
    ahead = s.mentions(claim.stated.text.text[begin : claim.reading.start], "accelerators")
    return (ahead[-1], OWN_SENTENCE) if ahead and claim.stated.cell is None else (s.device(), BEFORE)


def of_device(device: Entry, place: int, s: Situation) -> Iterator[Operand]:
    if "memory.bandwidth" in device:
        spec = device["memory.bandwidth"]
        yield Operand(spec.value, BANDWIDTH, f"{spec.printed} of {device.name}", place)
    named = s.precision() or "fp16"
    for name in ("bf16", "fp16") if named == "fp16" else (named,):
        peak = device.get(f"compute.matrix.{name}")
        if peak is not None:
            yield Operand(
                peak.value, FLOP_RATE, f"{si(peak.value, 'FLOP/s', 4)} ({name}, dense) of {device.name}", place
            )


def of_links(claim: Claim, labels: str, s: Situation) -> Iterator[Operand]:
    """One direction of the port that the row or the words before a number in its sentence name."""
    begin, _ = claim.stated.sentence_span()
    words = (
        labels[:LONGEST_LABELS]
        if claim.stated.cell is not None
        else claim.stated.text.text[begin : claim.reading.start]
    )
    for link in s.mentions(words, "interconnects")[-1:]:
        if "per_port" in link and not link.id.startswith("nvlink"):  # of which a device has several
            yield Operand(link["per_port"].value, BANDWIDTH, f"{link['per_port'].printed} of {link.name}", OWN_SENTENCE)


def of_model(model: Entry, s: Situation) -> Iterator[Operand]:
    if "parameters.total" in model and "parameters.active" not in model:
        count = model["parameters.total"].value
        yield Operand(
            2.0 * count, OPERATIONS_PER_TOKEN, f"2 x {count / 1e9:.4g}B FLOP per token of {model.name}", BEFORE
        )
    if all(path in model for path in ("layers", "heads.kv", "head_size")):
        layers, heads, size = (model[path].value for path in ("layers", "heads.kv", "head_size"))
        own = own_format(s.claim, s)
        widths = {formulas.bytes_per_element(own or s.precision() or "fp16")}
        if not own:
            widths |= {2.0, *(formulas.bytes_per_element(name) for name in said_on(s.slide))}
        for width in sorted(widths):
            each = float(formulas.kv_cache_bytes(layers, heads, size, 1, 1, width))
            yield Operand(each, BYTES_PER_TOKEN, f"{each:,.0f} B {OF_CACHES} of {model.name}", BEFORE)


def own_format(claim: Claim, s: Situation) -> str:
    """The one number format that a claim's sentence names, of a cache and not of weights; "" for none."""
    found = formats_in(s.around.sentence) if claim.stated.cell is None else frozenset()
    return next(iter(found)) if len(found) == 1 and not _OF_WEIGHTS.search(s.around.sentence) else ""


def format_of(other: Claim) -> str:
    """The number format that stands before an amount in its clause: "FP16 cache: 320 KiB per token"."""
    start = other.reading.start
    found = formats_in(re.split(r"[;,.]", other.stated.text.text[max(0, start - AROUND) : start])[-1])
    return next(iter(found)) if len(found) == 1 else ""
