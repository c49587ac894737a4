"""Who is meant: names of registry entries in running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.naming import fold

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+]*")
_COUNTED = re.compile(r"\d+[x×](?=[A-Za-z])")
# Words behind a family's name that make another part of it, where no entry has that name.
_OTHER_VARIANT = re.compile(r"[ -](?:NVL\d*|PCIe|Ti|SUPER|Mobile|Laptop|Max-?Q|CNX|Ultra)(?![A-Za-z0-9])")
_MAX_WORDS = 6
# Ordinary words that are also somebody's alias are no names.
_NOT_NAMES = frozenset({"world"})


class Mention(NamedTuple):
    """A name in a text and the entry that it means; `assumed` where a family name stands for its default variant."""

    start: int
    end: int
    entry: Entry
    name: str
    assumed: bool


class EntityFinder:
    """Finds entries by the names that the registry and the document itself give them."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._known: dict[str, tuple[Entry, bool]] = {}
        for folded, holders in registry.names().items():
            entries = [
                registry.table(kind)[entry_id] for kind, entry_id in holders if kind not in ("efficiency", "prices")
            ]
            if len(entries) == 1 and folded not in _NOT_NAMES and len(folded) > 1 and not folded.isdigit():
                families = [fold(str(name)) for name in entries[0].attributes.get("default_for") or ()]
                self._known[folded] = (entries[0], folded in families)
        self._cache: dict[str, list[Mention]] = {}
        self._beginnings = _beginnings(registry)

    def rename(self, name: str, entry: Entry) -> None:
        """Let a name mean an entry from now on: the document says so."""
        self._known[fold(name)] = (entry, False)
        self._beginnings |= _prefixes(fold(name))
        self._cache.clear()

    def mentions(self, text: str) -> list[Mention]:
        """Every name in a text, the longest first where several begin at one place, in order."""
        if text in self._cache:
            return self._cache[text]
        words = [(match.start() + _skip(match.group()), match.end()) for match in _WORD.finditer(text)]
        found: list[Mention] = []
        index = 0
        while index < len(words):
            mention, used = self._at(text, words, index)
            if mention is not None:
                found.append(mention)
            index += used
        if len(self._cache) > 10_000:
            self._cache.clear()
        self._cache[text] = found
        return found

    def mentions_within(self, text: str, begin: int, end: int) -> list[Mention]:
        """The names in a part of a text, with their places in that part."""
        mentions = self.mentions(text)
        first = bisect_left(mentions, begin, key=lambda mention: mention.start)
        found: list[Mention] = []
        for mention in mentions[first : first + end - begin]:
            if mention.end > end:
                break
            found.append(mention._replace(start=mention.start - begin, end=mention.end - begin))
        return found

    def _at(self, text: str, words: list[tuple[int, int]], index: int) -> tuple[Mention | None, int]:
        start = words[index][0]
        if fold(text[start : words[index][1]]).rstrip(".").removesuffix("s") not in self._beginnings:
            return None, 1
        for count in range(min(_MAX_WORDS, len(words) - index), 0, -1):
            end = words[index + count - 1][1]
            gaps = [text[words[index + i][1] : words[index + i + 1][0]] for i in range(count - 1)]
            if any(len(gap) > 1 and gap.strip(" -_/\u2009\u00a0") for gap in gaps) or any(
                gap.strip(" -_/\u2009\u00a0") for gap in gaps
            ):
                continue
            folded = fold(text[start:end]).rstrip(".")
            for name in (folded, folded.removesuffix("s")):
                known = self._known.get(name)
                if known is not None and known[1] and _OTHER_VARIANT.match(text, end):
                    return None, count + 1  # "H100 NVL" is no H100 that the registry knows
                if known is not None:
                    return Mention(start, end, known[0], text[start:end], known[1]), count
        return None, 1


def _prefixes(name: str) -> frozenset[str]:
    return frozenset(name[:size] for size in range(1, len(name) + 1))


@lru_cache(maxsize=4)
def _beginnings(registry: Registry) -> frozenset[str]:
    """Whatever a name may begin with: most words of a text begin none, and are passed by at once."""
    return frozenset(name[:size] for name in registry.names() for size in range(1, len(name) + 1))


def _skip(word: str) -> int:
    """How much of "8xH100" is a count."""
    match = _COUNTED.match(word)
    return match.end() if match else 0
