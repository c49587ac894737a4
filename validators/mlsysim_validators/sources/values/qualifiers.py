"""Words in code and data that tell the variants of a device apart: its form, its model, its memory size."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.variants import says_size
from mlsysim_validators.sources.patterns import regex

_FORMS = "sxm|pcie|nvl|oam|fhhl|mxm|sff"
_MODELS = "super|ti|nx|laptop|mobile|notebook|max ?-?q|ada|ultra|lite|cn|se|max|pro|workstation|server|blackwell"
QUALIFIER = regex(
    rf"(?<![a-z0-9])(?:(?P<form>{_FORMS})\d{{0,2}}|(?P<model>{_MODELS})|(?P<size>\d{{2,3}}) ?-?gi?b?)"
    r"(?![a-z0-9]|/s)",
    re.IGNORECASE,
)
_MODULE = AnyCase(r"sxm|oam")
_BARE = regex(r"(?<![A-Za-z0-9.])\d{2,3}(?![A-Za-z0-9.]|[ -]?(?:gpu )?cores?\b)", re.IGNORECASE)
_SIZE_SLACK, _JUST = 0.03, 0.01

Qualifier = re.Match[str]


def qualifiers(words: str) -> list[Qualifier]:
    """All of them in some words."""
    return list(QUALIFIER.finditer(words))


def bare_sizes(words: str) -> list[Qualifier]:
    """Numbers without a unit, as sizes."""
    return [match for number in _BARE.findall(words) if (match := QUALIFIER.match(f"{number}gb")) is not None]


def are_of_a_module(said: Iterable[Qualifier]) -> bool:
    """Whether the form of a module is among them."""
    return any(_MODULE.match(match["form"] or "") for match in said)


def fits(entry: Entry, said: Qualifier) -> bool:
    """Whether an entry is of that form or model, or has that memory."""
    if said["size"]:
        capacity = entry.get("memory.capacity")
        if capacity is None:
            return False
        size = float(said["size"])
        if "up to" in entry.name and size * 1e9 < capacity.value:
            return True  # sold with less as well
        return says_size(capacity.value, size, _SIZE_SLACK * size)
    known = f"{entry.id} {entry.name} {' '.join(entry.aliases)} {entry.attributes.get('form_factor', '')}".lower()
    return (said["form"] or said["model"]).lower() in known


def fits_all(entry: Entry, said: Iterable[Qualifier]) -> bool:
    """Whether an entry is as all of them say."""
    return all(fits(entry, match) for match in said)


def has_just(entry: Entry, size: Qualifier) -> bool:
    """Whether a size is an entry's: a board of 96 GB is none of 94."""
    capacity = entry.get("memory.capacity")
    return capacity is not None and says_size(capacity.value, float(size["size"]), _JUST * float(size["size"]))


def is_printed_of(entry: Entry, size: Qualifier) -> bool:
    """Whether some document gives a size for an entry's memory that the registry does not stand by."""
    return any(value / 1e9 == float(size["size"]) for value in entry.printed_elsewhere("memory.capacity"))


def is_of_this_size_only(entry: Entry, said: list[Qualifier]) -> bool:
    """Whether a device is sold with the memory that a name gives and no other: only the smaller M4 Max has 36 GB."""
    sizes = {match["size"] for match in said if match["size"]}
    own = {match["size"] for match in QUALIFIER.finditer(entry.name)} if "up to" not in entry.name else set()
    return bool(sizes) and sizes <= own and fits_all(entry, said)
