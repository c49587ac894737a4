"""An input, as the text or the arguments of a call state it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.kinds import Kind
from mlsysim_validators.sources.values.units import written_unit

_ARGUMENT = regex(r"\b([A-Za-z_]\w{0,60}) {0,4}= {0,4}(\d[\d_]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?)")
_KIND_OF_NAME: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (regex(r"bandwidth|^bw|_bw"), "bandwidth"),
    (regex(r"message|bytes|size|grad"), "capacity"),
)
_TIME_OF_NAME = regex(r"_(n|u|m)s(?:ec)?$")
_SECONDS = {"n": 1e-9, "u": 1e-6, "m": 1e-3}
_LEAST_RATE = 1e6  # bytes a second: what is less counts gigabytes that its name does not tell
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
        values = _in_base_units(name.lower(), float(digits.replace("_", "")))
        if any(values):
            found.setdefault(name.lower(), Given(values, f"{name}={digits}", IN_A_LISTING))
    return found


def _in_base_units(name: str, value: float) -> tuple[float, ...]:
    """An argument in bytes, bytes a second or seconds: bandwidth_gb_s=450 are 450e9; () where no unit is told."""
    time = _TIME_OF_NAME.search(name)
    if time is not None:
        return (value * _SECONDS[time[1]],)
    kind = next((kind for pattern, kind in _KIND_OF_NAME if pattern.search(name)), None)
    if kind is None or value >= _LEAST_RATE:
        return (value,)
    units = written_unit(name, kind)
    return (value * units[0].factor,) if units else () if kind == "bandwidth" else (value,)
