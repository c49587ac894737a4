"""What an equation of two quotients comes to for its one unknown.

"2B / 989 TFLOP/s = 2 / 3.35 TB/s", and "B ≈ 295".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"(?:/|\\frac)[^=\n]{1,80}=[^=\n]{0,40}(?:/|\\frac)")  # as it is written, and as it is read
_AMOUNT = r"\d[\d.,]*(?: ?(?:[KMGTP]?[A-Za-z]{1,5}/s|[KMGTPkm]?(?:FLOP|OP|B|W|J|s|bytes?)))?"
_UNKNOWN = r"\(?(?P<{n}>\d+(?:\.\d+)?)? ?[·×*]? ?(?P<{x}>[A-Za-z])\)?"
_EQUATION = regex(
    rf"(?<![\w.^]){_UNKNOWN.format(n='a', x='x')} ?/ ?\(?(?P<b>{_AMOUNT})\)? ?= ?"
    rf"\(?(?P<c>{_AMOUNT})\)? ?/ ?\(?(?P<d>{_AMOUNT})\)?(?! ?[·×*/+^\w-])"
    rf"|(?<![\w.^/])\(?(?P<e>{_AMOUNT})\)? ?/ ?\(?(?P<f>{_AMOUNT})\)? ?= ?"
    rf"{_UNKNOWN.format(n='g', x='y')} ?/ ?\(?(?P<h>{_AMOUNT})\)?(?! ?[·×*/+^\w-])"
)
_IS = regex(r"(?<![\w^])(?P<x>[A-Za-z])\*? ?(?:=|≈|~|∼|≃|is|comes to|of)(?: about| roughly| some)? ?[~≈]?$")
_FACTORS = (2.0, 0.5, 4.0, 0.25, 8.0, 0.125, 10.0, 0.1, 1000.0, 0.001)


class _Solved(NamedTuple):
    name: str
    value: float
    told: str


def solved(target: Placed, passage: Passage) -> Step | None:
    """A number that a name is set to for which an equation before is solved."""
    name = _IS.search(target.ahead)
    if name is None or target.amount.unit.symbol in ("%", "×") or target.amount.dimension:
        return None
    found = [one for line in passage.lines for one in _equations(line.words) if one.name == name["x"]]
    if len({one.value for one in found}) != 1:
        return None
    own = found[-1]
    slips = [(1 / own.value, "that is upside down"), *times_as(own.value, "much", _FACTORS)]
    return Step("solved", [(own.value, own.told)], slips)


def _equations(words: str) -> Iterator[_Solved]:
    if "=" not in words or "/" not in words:
        return
    for match in _EQUATION.finditer(words):
        first = match["x"] is not None
        parts = [match[name] for name in (("a", "b", "c", "d") if first else ("g", "h", "e", "f"))]
        values = [_value(part) if part else 1.0 for part in parts]
        if all(values):
            times, over, above, below = values
            told = f"{parts[2]} x {parts[1]} / ({parts[3]} x {times:g})"
            yield _Solved(match["x"] or match["y"], above * over / (below * times), told)


def _value(words: str) -> float:
    """A number with its unit in base units."""
    found = readings(words)
    if len(found) == 1 and not found[0].bare:
        return found[0].value * found[0].units[0].factor
    plain = words.replace(",", "").rstrip(".")
    return float(plain) if plain.replace(".", "", 1).isdigit() else 0.0
