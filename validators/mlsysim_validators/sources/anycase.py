"""Words sought in a text whatever their case, several times as fast as with `re.IGNORECASE`.

With that flag `re` tries each alternative of a pattern at each place of a text. In a text that is all lower case it
passes by those that cannot begin there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What is left as it is: escapes, and the names of groups.
_PARTS = re.compile(r"(\\.|\(\?P<\w+>)|([^\\(]+|\()")


_MOST_KEPT = 1000


class AnyCase:
    """A pattern that is compiled when it is first sought; what it finds it gives in lower case, at its true place.

    The numbers of one sentence or column ask the same of it: what was searched for once is kept.
    """

    __slots__ = ("_compiled", "_found", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None
        self._found: dict[str, re.Match[str] | None] = {}

    def _compile(self) -> re.Pattern[str]:
        # Ends of words are found faster where no letter but those of ASCII counts; thin spaces are to stay spaces, and
        # the letters of a pattern letters.
        flags = 0 if r"\s" in self.pattern or not self.pattern.isascii() else re.ASCII
        self._compiled = re.compile(_PARTS.sub(lambda match: match[1] or match[2].lower(), self.pattern), flags)
        return self._compiled

    # What follows is asked tens of thousands of times of a deck, so that each writes out the same two lines.

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the pattern matches."""
        if text in self._found:
            return self._found[text]
        lower = text.lower()
        lower = lower if len(lower) == len(text) else _in_place(text)
        if len(self._found) == _MOST_KEPT:
            self._found.clear()
        found = self._found[text] = (self._compiled or self._compile()).search(lower)
        return found

    def match(self, text: str) -> re.Match[str] | None:
        """Whether the text begins with the pattern."""
        lower = text.lower()
        lower = lower if len(lower) == len(text) else _in_place(text)
        return (self._compiled or self._compile()).match(lower)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Whether all of the text matches."""
        lower = text.lower()
        lower = lower if len(lower) == len(text) else _in_place(text)
        return (self._compiled or self._compile()).fullmatch(lower)

    def findall(self, text: str) -> list[str]:
        """What matches, in lower case."""
        lower = text.lower()
        lower = lower if len(lower) == len(text) else _in_place(text)
        return (self._compiled or self._compile()).findall(lower)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place where the pattern matches."""
        lower = text.lower()
        lower = lower if len(lower) == len(text) else _in_place(text)
        return (self._compiled or self._compile()).finditer(lower)


def _in_place(text: str) -> str:
    """A text in lower case, each character at its place: "İ" alone would become two."""
    return text.replace("İ", "I").lower()
