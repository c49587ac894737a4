"""Whose a number is said to be by a part of a name alone: "the Orin's 275 TOPS and the Thor's 2,070"."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_registry.data import Registry
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_OWNER = regex(r"(?<![\w.-])(?P<of>[A-Z][a-z]+)['\u2019]s (?:own |full |whole )?[~\u2248]?\Z")
_LONGEST = 40


def unknown_owner(stated: Stated, finder: EntityFinder) -> str:
    """The part of a device's name, no name itself, to which a number is said to belong, or ""."""
    text, begin, place = stated.text.text, stated.sentence_span()[0], stated.reading.start
    owner = _OWNER.search(text, max(begin, place - _LONGEST), place)
    if owner is None or owner["of"].casefold() not in _parts_of_names(finder.registry):
        return ""
    names = finder.names_within(text, begin, place)
    return "" if any(name.start <= owner.start("of") - begin < name.end for name in names) else owner["of"]


@lru_cache(maxsize=4)
def _parts_of_names(registry: Registry) -> frozenset[str]:
    """The words of which names of devices are made, but for their makers'."""
    devices = registry.table("accelerators")
    names = (name for entry in devices.values() for name in (entry.name, *entry.aliases))
    makers = {entry.partition("/")[0] for entry in devices}
    return frozenset(word.casefold() for name in names for word in name.split()) - makers
