"""So many of a device: "4× H100", "2x A100 80GB", "a single L40S", "RTX 4090 ×2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import COUNT_WORDS, Reading
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives

_WORDS = {"a": 1, "an": 1, "single": 1, **COUNT_WORDS}
_COUNT = rf"(?P<n>\d{{1,4}}|\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))"
_AHEAD = regex(
    rf"(?<![\w.,/$×+-]){_COUNT}(?: ?(?:[-–]|to|or) ?(?P<most>\d{{1,4}}))? ?(?:[×x*]|GPUs?:?|(?<=[a-z]) |(?<=\d) ) ?"
    r"(?:(?:NVIDIA|Nvidia|AMD|Intel) )?$",
    re.IGNORECASE,
)
_BEHIND = regex(r" ?(?:\(?\d{2,3} ?GB\)? ?)?[×x] ?(?P<n>\d{1,3})(?![\w.])", re.IGNORECASE)
_SIZE = regex(r"(?<![\d.])(?P<size>\d{1,3})[ -]?Gi?B\b")
_NOT_ALL = regex(
    r"[^|;.]{0,12}(?:/ ?|per |each |a )(?:node|server|host|box|replica|stage|rank|instance)", re.IGNORECASE
)
_BRACKET = regex(r"[^().;]{0,12}\([^()]{0,40}\)")
_RIGHT_BEHIND = regex(r"[ -]?(?:SXM\d?|PCIe|NVL)?[ -]?\d{1,3}[ -]?Gi?B\b")
_REACH = 24
_BINARY = 1.075


class Hardware(NamedTuple):
    """Devices of one sort: how many at most, bytes of each, of each at most, and where the count stands."""

    number: Reading
    most: int
    each: float
    at_most: float
    name: str
    printed: tuple[float, ...]  # the sizes behind the name

    @property
    def room(self) -> float:
        """What all of them hold."""
        return self.most * self.each

    @property
    def told(self) -> str:
        """Count and memory."""
        return f"{self.most} × {self.each / 1e9:g} GB ({self.name})"


def hardware_in(text: str, finder: EntityFinder, registry: Registry) -> Iterator[Hardware]:
    """The counted devices of a text."""
    for mention in finder.mentions(text):
        entry = mention.entry
        if entry.kind != "accelerators" or entry.get("memory.capacity") is None:
            continue
        match = _AHEAD.search(text, max(0, mention.start - _REACH), mention.start)
        match = match or _BEHIND.match(text, mention.end)
        if match is None or _NOT_ALL.match(text, mention.end):
            continue
        printed = sizes_behind(text, mention.start, mention.end)
        each, at_most = memory_of(entry, printed, registry)
        most = match.groupdict().get("most")
        number = _WORDS.get(match["n"].lower()) or int(match["n"])
        if number:
            reading = Reading(match.start("n"), match.end("n"), float(number), 1.0, (ONE,), "", match["n"])
            yield Hardware(reading, int(most or number), each, at_most, text[mention.start : mention.end], printed)


def sizes_behind(text: str, start: int, end: int) -> tuple[float, ...]:
    """The sizes in a device's name, or right behind it: "A100 80GB", "A100 (40 GB or 80 GB)"."""
    behind = _BRACKET.match(text, end) or _RIGHT_BEHIND.match(text, end)
    stop = behind.end() if behind is not None else end
    return tuple(float(match["size"]) * 1e9 for match in _SIZE.finditer(text, start, stop))


def memory_of(entry: Entry, printed: tuple[float, ...], registry: Registry) -> tuple[float, float]:
    """The memory of a device as it is printed, or known, and at most: GB may be GiB, and a larger variant be meant."""
    if printed:
        return max(printed), max(printed) * _BINARY
    known = entry["memory.capacity"].value
    family = [entry, *relatives(entry, registry, same_family=True)]
    others = (spec.value for one in family if (spec := one.get("memory.capacity")) is not None)
    return known, max(known * _BINARY, *others)
