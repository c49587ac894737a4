"""What is drawn or taken of a device in use: power at which it is run, memory that a run takes; no specification."""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

# "300 FPS @ 10 W", "12 tokens/s at 25 W": a rate of work ahead of the watts.
_A_RATE_AT = regex(
    r"\b(?:fps|frames?(?: per second|/s)|images?(?: per second|/s)|tok(?:en)?s?(?: per second|/s(?:ec)?)|inferences?"
    r"(?: per second|/s)|samples?(?: per second|/s)|ms|m?J|it/s|% of [a-z]+)\b[^.;]{0,20}?(?:@|\bat\b) ?[~≈]?$",
    re.IGNORECASE,
)
_AT = regex(r"@ ?[~≈]?$")  # "Jetson AGX Orin @ 30 W"
_FOR_HOURS = regex(r"[ \u00a0]?[×x*·][ \u00a0]?[\d,.]+[ \u00a0]?(?:h|hours?|hrs?|days?|years?|months?)\b")
_RUN = AnyCase(
    r"throughput|tok(?:en)?s? ?/ ?s|tokens per|samples|\bbatch|\bmbs\b|seq(?:uence)? ?len|block size|context len|"
    r"step time|iteration"
)
_OF_A_RUN = AnyCase(r"\b(?:memory|mem|vram|hbm)(?: ?(?:/|per) ?(?:gpu|device|card|rank)\b|(?: usage)?$)")
_RAM = AnyCase(r"\W*(?:system |host )?d?ram(?: \(?gb\)?)?\W*")
_OF_AN_INSTANCE = AnyCase(r"\b(?:instance|machine|vm|host|server|system) (?:memory|ram)\b")
_VRAM = AnyCase(r"\bvram\b|\bgpu (?:mem|ram)|\bhbm")
_USABLE = AnyCase(r"\busable\b|\bavailable\b|\bfree\b|\bleft\b|\bheadroom\b")


def is_in_use(claim: Claim, around: Surroundings) -> str:
    """Why a number is what a device draws or a run takes of it, or ""."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if claim.field == "memory.capacity" and _has_a_column_of_a_host(claim, around):
        return "the memory of its host, which has a column of its own"
    if spec is None or claim.value >= spec.value:
        return ""
    if claim.field.startswith("power."):
        if _A_RATE_AT.search(around.sentence_before[-60:]) or _AT.search(around.before):
            return "the power that it is run at, perhaps"
        if _FOR_HOURS.match(claim.stated.text.text, claim.reading.end):
            return "the power that an energy is reckoned with"
        if _is_in_its_label(claim, around):
            return "the mode that its row names"
    return _memory_in_use(claim, around) if claim.field == "memory.capacity" else ""


def is_memory_of_a_run(claim: Claim, around: Surroundings) -> bool:
    """Whether a size in a table is what a run takes of a device's memory, by its header and those beside it."""
    return _memory_in_use(claim, around) != ""


def _memory_in_use(claim: Claim, around: Surroundings) -> str:
    if claim.stated.cell is None or claim.stated.table is None:
        return ""
    if _USABLE.search(f"{around.row} {around.column}"):
        return "what may be used of it"
    if _OF_A_RUN.search(around.column.strip()) and _RUN.search(claim.stated.table.header_text):
        return "what a run takes of it"
    return ""


def _has_a_column_of_a_host(claim: Claim, around: Surroundings) -> bool:
    """Whether a size stands under "instance memory", or "RAM" beside a column for the memory of the device."""
    table = claim.stated.table if claim.stated.cell is not None else None
    if table is not None and _OF_AN_INSTANCE.search(around.column):
        return True
    ram = _RAM.fullmatch(around.column.strip()) if table is not None else None
    return table is not None and ram is not None and _VRAM.search(table.header_text) is not None


def _is_in_its_label(claim: Claim, around: Surroundings) -> bool:
    """Whether the label of a row states the same number: "Jetson Nano 7W | 7.0 W"."""
    unit = claim.unit
    if claim.stated.cell is None or unit is None:
        return False
    return any(
        one.dimension == unit.dimension and one.factor * reading.value == claim.value
        for reading in readings(around.row[:80])
        for one in reading.units
    )
