"""Short names that a document gives its devices in brackets: behind "Jetson T5000 (Thor)", "Thor" means that one.

Only a word of the device's own names is taken so: "(Hopper)" or "(dense)" behind a name tell something else of it.
"""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_IN_BRACKETS = regex(r"(?<=\S )\((?P<name>[A-Z][A-Za-z]{3,14})\)")
_MOST = 60
_AHEAD = 60


def learn(text: str, finder: EntityFinder) -> None:
    """Let such names mean their devices from now on."""
    meant: dict[str, dict[str, Entry]] = {}
    for count, match in enumerate(_IN_BRACKETS.finditer(text)):
        if count >= _MOST:
            break
        before = text[max(0, match.start() - _AHEAD) : match.start()].rstrip(" ~")
        last = finder.mentions(before)[-1:]
        if last and last[0].end == len(before) and last[0].entry.kind == "accelerators":
            entry = last[0].entry
            own = {word for name in (entry.name, *entry.aliases) for word in re.findall(r"\w+", name.casefold())}
            if match["name"].casefold() in own:
                meant.setdefault(match["name"], {})[entry.id] = entry
    for name, entries in meant.items():
        if len(entries) == 1 and not finder.mentions(name):
            finder.rename(name, next(iter(entries.values())))
