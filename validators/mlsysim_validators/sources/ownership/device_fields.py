"""Which field of a device or a system a number states, by the words around it."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, FLOP_RATE, INTENSITY, OP_RATE, POWER, TIME
from mlsysim_validators.sources.fields import Field, stated_field
from mlsysim_validators.sources.fields.bandwidths import OF_A_PIN, is_of_a_network, network_field
from mlsysim_validators.sources.fields.measured import DIFFERENCE
from mlsysim_validators.sources.fields.stated import OF_A_WORKLOAD
from mlsysim_validators.sources.names.system_labels import names_a_system
from mlsysim_validators.sources.ownership.certainty import WEAK, is_of_each, is_size_beside_rate, stands_beside
from mlsysim_validators.sources.ownership.own_words import words_of
from mlsysim_validators.sources.ownership.people import ITS_LIST, SPOKEN_OF, Who
from mlsysim_validators.sources.ownership.spec_lines import is_sheet_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_OF_EACH_DEVICE = (
    *("memory.capacity", "memory.bandwidth", "power.tdp", "power.max"),
    *("compute.matrix.bf16", "compute.matrix.fp16"),
)
_RATED = (BYTES, BANDWIDTH, FLOP_RATE, OP_RATE)
_PER_WATT = regex(
    r"[ \u00a0]?(?:\bper|/) ?(?:(?:US )?dollars?\b|watts?\b|W\b|\$|euros?\b|€|joules?\b|mm\b)", re.IGNORECASE
)
_AN_INTENSITY = AnyCase(r"\b(?:arithmetic|operational|compute) intensity|\(OI\)")
_ATTAINABLE = AnyCase(r"\broofs?\b|attainable|achievable")
_RIDGE = AnyCase(r"\bridge\b")
_RIDGE_BEHIND = AnyCase(r"[^.;()]{0,20}\([^()]{0,30}\bridge[^()\d]{0,16}(?:\d|\Z)")  # "2 FLOP/B (ridge ~153)"
_A_PORT = AnyCase(r"\b(?:USB|Ethernet|DisplayPort|HDMI|SATA|Thunderbolt|Wi-?Fi)\b")
_WEIGHT_LOAD = AnyCase(
    r"weight[- ]?load|load(?:ing)? (?:the |all |its )?weights|read(?:ing)? (?:the |all |its )?weights|"
    r"memory time|T_?mem"
)


def field_of_a_device(claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide) -> Field | None:
    """The field of a device or a system, None where none is understood; may set the claim's reason then."""
    device = who.entry
    assert device is not None
    if unit.dimension == INTENSITY and _RIDGE_BEHIND.match(around.after) and not _RIDGE.search(around.before):
        return None  # of what stands beside the ridge
    if unit.dimension == BYTES and unit.symbol == "B":  # "a 30B model": nobody states a memory in bytes
        return None
    if (derived := _derived(unit, around)) is not None:
        return derived
    found = stated_field(words_of(claim, unit, who, around, slide), unit, device)
    if found is None or found.kind != "spec":
        return found
    if _is_of_another(claim, unit, who, found, around):
        return None
    if found.path == "memory.bandwidth" and not found.named and is_of_a_network(claim.reading, unit, device):
        return network_field(device)
    if found.path == "memory.bandwidth" and "bit" in unit.symbol and claim.reading.value * unit.factor < OF_A_PIN:
        return _of_a_pin(claim, device, found, around)
    if reason := _no_specification(unit, around):
        claim.reason = reason
        return None
    return found if _is_said_to_be_its(claim, who, found, around, slide) else None


def stands_by_its_name(claim: Claim, who: Who, slide: Slide) -> bool:
    """Whether a number stands beside the name of its entry, or in a line of specifications that the name heads."""
    return stands_beside(claim, who) or is_sheet_of(who.name, claim, slide.same_text(claim))


def _derived(unit: Unit, around: Surroundings) -> Field | None:
    """What follows from the specifications of a device: its ridge point, the time to read a model's weights."""
    words = around.labels()
    if (
        _RIDGE.search(words)
        and unit.dimension in ((), (("data", -1), ("operations", 1)))
        and unit.symbol not in ("%", "×")
        and not OF_A_WORKLOAD.search(around.before)
    ):
        return Field("ridge_point", "derived", True)
    if unit.dimension == TIME and _WEIGHT_LOAD.search(f"{words} {around.title}"):
        return Field("weight_load_time", "derived", True)
    return None


def _is_of_another(claim: Claim, unit: Unit, who: Who, found: Field, around: Surroundings) -> bool:
    """Whether a number is that of a part, or of what has the device in it, rather than of who was found."""
    assert who.entry is not None
    if who.entry.kind == "systems" and found.path not in who.entry and _is_one_device(who.entry):
        return True
    if who.how == SPOKEN_OF and found.path not in who.entry and not is_of_each(claim, around):
        return True
    if who.how == ITS_LIST and not found.path.startswith("links."):
        return True
    # A DGX Spark draws more than its chip.
    return unit.dimension == POWER and who.entry.kind == "accelerators" and names_a_system(who.name)


def _is_one_device(system: Entry) -> bool:
    count = system.get("devices")
    return count is not None and count.value == 1


def _of_a_pin(claim: Claim, device: Entry, found: Field, around: Surroundings) -> Field | None:
    """The rate of a pin of the memory, which a few Gbit/s are, where the device has one and they are no port's."""
    table, cell = claim.stated.table, claim.stated.cell
    row = table.row_of(cell) if table is not None and cell is not None else ()
    if _A_PORT.search(f"{around.before} | {' | '.join(one.text.text for one in row)}"):
        return None  # "USB 3.2 ports | 10 Gbps"
    return Field("memory.data_rate", "spec", found.named) if "memory.data_rate" in device else None


def _no_specification(unit: Unit, around: Surroundings) -> str:
    """What a number is instead of a specification, "" where no word says that it is something else."""
    if unit.dimension in _RATED and (
        _PER_WATT.match(around.after) or _PER_WATT.search(around.sentence_before) or _PER_WATT.search(around.column)
    ):
        return "a figure per watt or per dollar"
    if DIFFERENCE.match(around.after) or DIFFERENCE.search(around.column):
        return "a difference between two, not a specification"
    if unit.dimension in (FLOP_RATE, OP_RATE) and _AN_INTENSITY.search(around.column):
        return "an arithmetic intensity, whatever its unit says"
    if unit.dimension == FLOP_RATE and _ATTAINABLE.search(around.column):
        return "what a kernel can reach at its intensity"
    return ""


def _is_said_to_be_its(claim: Claim, who: Who, found: Field, around: Surroundings, slide: Slide) -> bool:
    """Whether the words name the field, or the number stands so that no word has to."""
    if is_of_each(claim, around) and found.path in _OF_EACH_DEVICE:
        return True
    if found.path in ("memory.capacity", "memory.bandwidth") and is_size_beside_rate(claim):
        return True
    if found.named:
        return True
    return who.how not in WEAK and (found.path != "memory.capacity" or stands_by_its_name(claim, who, slide))
