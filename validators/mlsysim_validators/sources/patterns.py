"""Regular expressions that are compiled when they are first asked: no source meets all of the checker's hundreds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Regex:
    """A pattern that turns into the compiled one: its methods become attributes, so that later calls cost no more."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({asked: getattr(compiled, asked) for asked in _ASKED})
        return getattr(compiled, name)


class _Gated:
    """A pattern that is neither compiled nor run for a text that has none of the words that a match cannot lack."""

    def __init__(self, pattern: str, flags: int, words: tuple[str, ...]) -> None:
        self.pattern = pattern
        self.words = words
        self._regex = regex(pattern, flags)

    def _may_match(self, text: str) -> bool:
        return any(word in text for word in self.words)

    def search(self, text: str, *between: int) -> re.Match[str] | None:
        return self._regex.search(text, *between) if self._may_match(text) else None

    def match(self, text: str, *between: int) -> re.Match[str] | None:
        return self._regex.match(text, *between) if self._may_match(text) else None

    def finditer(self, text: str, *between: int) -> Iterator[re.Match[str]]:
        return self._regex.finditer(text, *between) if self._may_match(text) else iter(())


def regex(pattern: str, flags: int = 0, *, words: tuple[str, ...] = ()) -> re.Pattern[str]:
    """What `re.compile` gives, later: a pattern that is no pattern raises re.error when it is first asked.

    `words`: whatever matches has one of them, written so; it can be searched, matched and iterated over only.
    """
    return cast("re.Pattern[str]", _Gated(pattern, flags, words) if words else _Regex(pattern, flags))
