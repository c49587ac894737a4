"""Which field a number states: from its dimension and the words around it to a path of the registry."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import (
    AREA,
    BANDWIDTH,
    BYTES,
    CLOCK,
    COUNT,
    FLOP_RATE,
    INTENSITY,
    OP_RATE,
    POWER,
)
from mlsysim_validators.sources.fields.bandwidths import BANDWIDTH_NAMED, BANDWIDTH_WORDS, bandwidth_field
from mlsysim_validators.sources.fields.capacities import MEMORY, capacity_field
from mlsysim_validators.sources.fields.clocks import clock_field
from mlsysim_validators.sources.fields.cores import area_field, cores_field
from mlsysim_validators.sources.fields.formats import ANY_FORMAT
from mlsysim_validators.sources.fields.power import power_field
from mlsysim_validators.sources.fields.rates import is_of_other_integers, rate_field
from mlsysim_validators.sources.fields.tiers import ANY_TIER
from mlsysim_validators.sources.fields.words import Field, Words

_TELLS: dict[Dimension, AnyCase | re.Pattern[str]] = {
    BYTES: AnyCase(rf"{ANY_TIER.pattern}|{MEMORY.pattern}"),
    BANDWIDTH: AnyCase(rf"{BANDWIDTH_WORDS.pattern}|{BANDWIDTH_NAMED.pattern}"),
    FLOP_RATE: ANY_FORMAT,
    OP_RATE: ANY_FORMAT,
    POWER: AnyCase(r"tdp|tbp|power"),
    CLOCK: AnyCase(r"clock|frequency|boost"),
    COUNT: AnyCase(r"param|heads|layers|hidden|d_?model|vocab|experts"),
}


def tells(words: str, dimension: Dimension) -> bool:
    """Whether some words say which field a number of this dimension is."""
    pattern = _TELLS.get(dimension)
    return pattern is not None and pattern.search(words) is not None


def device_field(words: str, dimension: Dimension, device: Entry) -> Field | None:
    """The field of a device that words alone, as in code, name for a number of this dimension."""
    said = Words(
        before="", since="", behind=False, after="", ahead=False, labels=words, sentence=words, paragraph=words
    )
    return stated_field(said, Unit("", 1.0, dimension), device)


# The intensity of a layer or a kernel, not a device's ridge: "AI ≈ 60".
OF_A_WORKLOAD = AnyCase(r"\bAI ?[=≈] ?~?$|arithmetic intensity (?:of|is|=|≈|about) ?~?$")


def stated_field(words: Words, unit: Unit, device: Entry) -> Field | None:
    """The field of a device that a number with this unit and these words around it states."""
    dimension = unit.dimension
    if dimension == INTENSITY:
        return None if OF_A_WORKLOAD.search(words.before) else Field("ridge_point", "derived", True)
    if dimension == BYTES:
        return capacity_field(words, unit, device)
    if dimension == BANDWIDTH:
        return bandwidth_field(words, device, bits=not unit.symbol or "bit" in unit.symbol)
    if dimension in (FLOP_RATE, OP_RATE):
        if dimension == OP_RATE and is_of_other_integers(words):
            return None
        return rate_field(words, dimension, device)
    if dimension == POWER:
        return power_field(words, device)
    if dimension == COUNT:
        return cores_field(words, unit, device)
    if dimension == AREA:
        return area_field(words, device)
    return clock_field(words, unit, device) if dimension == CLOCK else None
