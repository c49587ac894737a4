"""Regular expressions that are compiled when they are first asked: no source meets all of the checker's hundreds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast

from mlsysim_registry.kept_patterns import compiled

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Regex:
    """A pattern that turns into the compiled one: its methods become attributes, so that later calls cost no more."""

    def __init__(self, pattern: str, flags: int, compile: Callable[[str, int], re.Pattern[str]] = compiled) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compile = compile

    def __getattr__(self, name: str) -> object:
        if "_found" not in self.__dict__:
            self._found = self._compile(self.pattern, self._flags)
        method = getattr(self._found, name)
        if name in _ASKED:
            self.__dict__[name] = method
        return method


class _Gated:
    """A pattern that is neither compiled nor run for a text that has none of the words that a match cannot lack."""

    def __init__(self, pattern: str, flags: int, words: tuple[str, ...]) -> None:
        self.pattern = pattern
        self.words = words
        # Of the words of one document: not worth keeping.
        self._regex = cast("re.Pattern[str]", _Regex(pattern, flags, re.compile))

    def _may_match(self, text: str) -> bool:
        return any(map(text.__contains__, self.words))

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
