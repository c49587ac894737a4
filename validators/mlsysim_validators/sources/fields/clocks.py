"""A number of hertz: the clock of a device, or another."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.fields.words import Field, Words
from mlsysim_validators.sources.patterns import regex

_OTHER_CLOCK = regex(
    r"mem(?:ory)? clock|\bmclk|\bbase\b|\bcpu\b|\bzen ?\d|\bepyc|\bxeon|core speed|memory speed|data rate|ddr\d|idle",
    re.IGNORECASE,
)
_RADIO = regex(r"wi-?fi|bluetooth|wireless|\bband\b", re.IGNORECASE)
_CLOCK_OF_A_PART = regex(r"accelerator|peripheral|\b(?:apb|ahb|bus|pclk|spi|i2c)\b", re.IGNORECASE)
_CPU = regex(r"\bcpu\b", re.IGNORECASE)


def clock_field(words: Words, unit: Unit, device: Entry) -> Field | None:
    """The clock of a device, if these words around a number of hertz speak of it."""
    named = re.search(r"clock|mhz|ghz|frequency|boost", f"{words.own} {unit.symbol}", re.IGNORECASE)
    # The CPU of a micro device is the device.
    micro = device.attributes.get("class") == "micro"
    other = _OTHER_CLOCK.search(_CPU.sub("", words.near) if micro else words.near)
    other = other or _RADIO.search(words.sentence) or (_CLOCK_OF_A_PART.search(words.near) if micro else None)
    if named and not other:
        return Field("compute.clock", "spec", True)
    return None
