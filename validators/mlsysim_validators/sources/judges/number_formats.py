"""What number formats hold, in tables: the largest value, the bits of exponent and mantissa.

IEEE 754-2019, table 3.5 (binary16, 32, 64); BF16 and TF32 have the exponent of FP32 (NVIDIA A100 white paper, 2020);
FP8 E4M3 and E5M2: OCP 8-bit floating point specification, 2023, table 1. Told is a number that another format has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.arithmetic.tables import grids
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide


class _Format(NamedTuple):
    """The largest value, as it is printed as well, and the bits stored of exponent and mantissa."""

    largest: float
    printed: str
    exponent: int
    mantissa: int


_FORMATS = {
    "fp64": _Format(1.798e308, "1.8e308", 11, 52),
    "fp32": _Format(3.403e38, "3.4e38", 8, 23),
    "tf32": _Format(3.401e38, "3.4e38", 8, 10),
    "bf16": _Format(3.39e38, "3.4e38", 8, 7),
    "fp16": _Format(65504.0, "65,504", 5, 10),
    "e5m2": _Format(57344.0, "57,344", 5, 2),
    "e4m3": _Format(448.0, "448", 4, 3),
}
_NAME = regex(r"\b(?P<kind>fp|float|bf|bfloat|tf)[- ]?(?P<bits>16|32|64)\b|\b(?P<eight>e5m2|e4m3)\b", re.IGNORECASE)
_KINDS = {"float": "fp", "bfloat": "bf"}
_LARGEST = AnyCase(r"\bmax(?:imum)?\b|\blargest\b|\bdynamic range\b")
_NOT_LARGEST = AnyCase(r"\bmin|error|length|batch|memory|speed|tflop|throughput|exponent|normal|ratio")
_EXPONENT, _MANTISSA = AnyCase(r"\bexp(?:onent)?\b"), AnyCase(r"\b(?:mantissa|fraction|significand)\b")
_NO_BITS = AnyCase(r"bias|max|min|range|value")
_ROUNDED = 0.03
_MOST_BITS = 64


def judge(slide: Slide, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the cells that say what a format holds; those that were no claims before are handed back."""
    known = {id(claim) for claim in claims}
    decided = [claim for grid in grids(slide, claims) for claim in _judge(grid)]
    return [claim for claim in decided if id(claim) not in known]


def _judge(grid: Grid) -> Iterator[Claim]:
    rows = {row: name for row, label in grid.labels.items() if (name := _format(label))}
    columns = {column: name for column, header in grid.headers.items() if (name := _format(header))}
    for column, entries in grid.values.items():
        for row, entry in entries.items():
            name, what = rows.get(row, ""), grid.headers.get(column, "")
            if not name and column in columns:
                name, what = columns[column], grid.labels.get(row, "")
            claim = entry.claim
            if not name or claim.verdict != "unresolved" or claim.kind == "spec" or not claim.reading.one_value:
                continue
            if _decide(entry, name, what):
                yield claim


def _decide(entry: Entry, name: str, what: str) -> bool:
    own = _FORMATS[name]
    bits = entry.value if entry.value % 1 == 0 and 0 < entry.value <= _MOST_BITS else 0.0
    claim = entry.claim
    if bits and not _NO_BITS.search(what) and (_EXPONENT.search(what) or _MANTISSA.search(what)):
        of_exponent = _EXPONENT.search(what) is not None
        if of_exponent and _MANTISSA.search(what):
            return False
        stored = own.exponent if of_exponent else own.mantissa
        others = {one.exponent if of_exponent else one.mantissa for one in _FORMATS.values()}
        right = bits == stored or (not of_exponent and bits == stored + 1)  # with the bit that is not stored
        return _settle(claim, entry, right, float(stored), f"{stored}", wrong=bits in others, words=f"{name.upper()}")
    if _LARGEST.search(what) and not _NOT_LARGEST.search(what):
        right = _is_about(entry, own.largest)
        wrong = any(_is_about(entry, one.largest) for one in _FORMATS.values())
        return _settle(claim, entry, right, own.largest, own.printed, wrong=wrong, words=f"{name.upper()}")
    return False


def _settle(claim: Claim, entry: Entry, right: bool, value: float, shown: str, *, wrong: bool, words: str) -> bool:
    if not right and not wrong:
        return False
    claim.kind, claim.unit, claim.field = "derived", entry.unit, "number_format"
    if right:
        claim.decide("match", working=f"{words}: {shown}")
    else:
        claim.expected = Expected(value, shown)
        told = f"{words} has {shown} there; this is another format's"
        claim.decide("mismatch", told, rule="recomputed", hint=f"write {shown}", working=told)
    return True


def _is_about(entry: Entry, value: float) -> bool:
    if entry.claim.reading.exponent_step:  # "10^38"
        return 0.5 < value / entry.value < 10
    return abs(entry.value / value - 1) <= _ROUNDED


def _format(label: str) -> str:
    """The one format that a label names; "" for none, or several."""
    found = set()
    for match in _NAME.finditer(label):
        kind = (match["kind"] or "").lower()
        found.add((match["eight"] or f"{_KINDS.get(kind, kind)}{match['bits']}").lower())
    named = [name for name in found if name in _FORMATS]
    return named[0] if len(found) == 1 and named else ""
