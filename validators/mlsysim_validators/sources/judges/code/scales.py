"""Comments whose prefix is a thousandfold off what the program reckons in: "# 261 ms" where its times are in seconds.

A number of a program has no unit, so that a comment may state it in any. Where all other comments of its sort take the
program's numbers for seconds or bytes as they are, and it is made of the same constants, it is in seconds as well.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.patterns import regex

_FEWEST_ALIKE = 3
_CLOSE = 0.02
_SUFFIX = regex(r"_(?:[num]s|[kmgt]i?b|[kmgt]bps|[kmgt]?flops?|kw|mw|[kmg]wh|tons?|t|k|m|b|bn)$")

_UNIT = regex(r"[num]s|[KMGTPkmgtp]i?[Bb]|[KMGTPE]?FLOPS?|[KMGT]|kilo|mega|giga|tera|milli|micro|nano|ms|us|ns")


class Scale(NamedTuple):
    """A comment that states what its statement comes to: the stated number in base units over the program's."""

    statement: ast.stmt
    dimension: Dimension
    roots: frozenset[int]
    power: int | None  # of ten, None where it is none


def power_between(stated: float, value: float) -> int | None:
    """The power of a thousand, as one of ten, that lies between two numbers; None where another factor does."""
    if not stated or not value or stated * value < 0:
        return None
    power = 3 * round(math.log10(stated / value) / 3)
    return power if abs(stated / value / 10.0**power - 1) < _CLOSE else None


def off_scale(scales: Sequence[Scale]) -> set[int]:
    """Which of the comments of a program are off by a power of a thousand: places in the sequence."""
    found: set[int] = set()
    plainly = frozenset[int]().union(*(one.roots for one in scales if one.power == 0))
    for index, one in enumerate(scales):
        if not one.power or not one.dimension or not one.roots <= plainly or _converts(one.statement):
            continue
        alike = [other.power for other in scales if other is not one and other.dimension == one.dimension]
        if alike.count(0) >= _FEWEST_ALIKE and not any(alike):
            found.add(index)
    return found


def _converts(statement: ast.stmt) -> bool:
    """Whether a statement may change the scale: a power of ten or two among its operands, a name that tells a unit."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and _is_scale(abs(node.value)):
            return True
        if isinstance(node, ast.Pow):
            return True
        if isinstance(node, ast.Name) and (_SUFFIX.search(node.id.lower()) or _UNIT.fullmatch(node.id)):
            return True
    return False


def _is_scale(value: float) -> bool:
    if value <= 0:
        return False
    power = math.log10(value) / 3
    return (abs(power) > 0.5 and abs(power - round(power)) < 1e-9) or value in (1024, 2**20, 2**30, 2**40)
