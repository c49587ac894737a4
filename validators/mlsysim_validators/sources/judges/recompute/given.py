"""An input, as the text or the arguments of a call state it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_ARGUMENT = re.compile(r"\b([A-Za-z_]\w{0,60}) {0,4}= {0,4}(\d[\d_]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?)")
IN_A_LISTING = "a listing"


class Given(NamedTuple):
    """An input: its values in base units (several where a spelling leaves it open), its words, where it stands."""

    values: tuple[float, ...]
    words: str
    place: str

    def told(self) -> str:
        """The input with its place, for a working."""
        return f"{self.words} ({self.place})"


@lru_cache(maxsize=64)
def arguments(code: str) -> dict[str, Given]:
    """The keyword arguments in listings, read as text: nothing is run. The first of a name counts."""
    found: dict[str, Given] = {}
    for name, digits in _ARGUMENT.findall(code):
        value = float(digits.replace("_", ""))
        found.setdefault(name.lower(), Given((value,), f"{name}={digits}", IN_A_LISTING))
    return found
