"""The tags of a page, one after the other: comments apart, and what stands in scripts passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex

# Attributes are taken without going back, and quoted ones have a bound: an open quotation mark costs no more than that.
_TAG = regex(
    r"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})"
    r"(?P<attributes>(?:[\s/](?:[^<>\"']++|\"[^\"]{0,4000}\"|'[^']{0,4000}')*+)?)>|[!?][^<>]{0,1000}>)"
)
_ATTRIBUTE = regex(
    r"(?P<name>[A-Za-z][\w:-]{0,60})(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+)))?"
)
_LOWER = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}  # each as long as it was
UNREAD = frozenset({"script", "style", "template", "noscript", "svg", "head", "nav", "button", "iframe"})


class Tag(NamedTuple):
    """A tag, or a comment (of which `start` and `end` are those of all of it), and where it stands."""

    name: str
    closes: bool
    start: int
    end: int
    said: str = ""  # its attributes as they are written

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by their names; one without a value is ""."""
        return {
            match["name"].lower(): match["double"] or match["single"] or match["bare"] or ""
            for match in _ATTRIBUTE.finditer(self.said)
        }

    @property
    def classes(self) -> frozenset[str]:
        """The classes that it has."""
        return frozenset(self.attributes.get("class", "").lower().split())


class Page:
    """A page that is searched for the ends of its elements; what is sought again from further on is known."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._lower = source.translate(_LOWER)
        self._found: dict[str, tuple[int, int]] = {}  # by what was sought last: from where, and the place; -1 for none

    def end_of(self, name: str, start: int) -> int:
        """Where the next closing tag of a name begins; -1 without one."""
        return self._find(f"</{name}", start)

    def tags(self, start: int, stop: int) -> Iterator[Tag]:
        """The tags between two places, the comments among them named "!"."""
        while (match := _TAG.search(self.source, start, stop)) is not None:
            start = match.end()
            if match["comment"] is not None:
                end = self._find("-->", start)
                if end < 0:
                    continue
                start = end + 3
                yield Tag("!", False, match.start(), start)
            elif match["name"] is not None:
                yield Tag(match["name"].lower(), match["close"] is not None, match.start(), start, match["attributes"])

    def _find(self, words: str, start: int) -> int:
        begin, found = self._found.get(words, (len(self.source) + 1, -1))
        if begin <= start and (found < 0 or start <= found):
            return found
        found = self._lower.find(words, start)
        self._found[words] = start, found
        return found
