"""Regular expressions that are compiled when they are first asked: no source meets all of the checker's hundreds."""

from __future__ import annotations

import re
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


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later: a pattern that is no pattern raises re.error when it is first asked."""
    return cast("re.Pattern[str]", _Regex(pattern, flags))
