"""Words sought in a text whatever their case, several times as fast as with `re.IGNORECASE`.

With that flag `re` tries each alternative of a pattern at each place of a text. In a text that is all lower case it
passes by those that cannot begin there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from mlsysim_registry.kept_patterns import compiled

# What is left as it is: escapes, and the names of groups.
_PARTS = re.compile(r"(\\.|\(\?P<\w+>)|([^\\(]+|\()")
_MOST_KEPT = 1000


class _Kept(dict[str, Any]):
    """What a method of a pattern finds in each text, looked for once: the numbers of a sentence or column ask alike."""

    def __init__(self, pattern: re.Pattern[str], method: str) -> None:
        self._find: Callable[[str], Any] = getattr(pattern, method)

    def __missing__(self, text: str) -> Any:
        if len(self) == _MOST_KEPT:
            self.clear()
        found = self[text] = self._find(_lower(text))
        return found


class AnyCase:
    """A pattern that is compiled when it is first sought; what it finds it gives in lower case, at its true place."""

    search: Callable[[str], re.Match[str] | None]
    match: Callable[[str], re.Match[str] | None]
    fullmatch: Callable[[str], re.Match[str] | None]
    findall: Callable[[str], list[str]]

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        """A method, when it is first asked: from then on it is an attribute, which is found without coming here."""
        if name not in ("search", "match", "fullmatch", "findall"):
            raise AttributeError(name)
        method = self.__dict__[name] = _Kept(self._compiled, name).__getitem__
        return method

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        # Ends of words are found faster where no letter but those of ASCII counts; thin spaces are to stay spaces, and
        # the letters of a pattern letters.
        flags = 0 if r"\s" in self.pattern or not self.pattern.isascii() else re.ASCII
        return compiled(_PARTS.sub(lambda match: match[1] or match[2].lower(), self.pattern), flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where the pattern matches."""
        return self._compiled.finditer(_lower(text))


@lru_cache(maxsize=4096)
def _lower(text: str) -> str:
    """A text in lower case, each character at its place: "İ" alone would become two."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.replace("İ", "I").lower()
