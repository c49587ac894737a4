"""Operations on numbers, words, lists and sets, and comparisons of them. A fixed list; nothing is run."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

from mlsysim_validators.sources.judges.code.printing import Words, joined, percent, shown
from mlsysim_validators.sources.judges.code.values import BIGGEST, MOST, Known, Unknown, finite, number

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
    ast.BitXor: operator.xor, ast.RShift: operator.rshift,
}  # fmt: skip
_OF_SETS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.Sub: operator.sub,
}  # fmt: skip
COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda one, several: one in several, ast.NotIn: lambda one, several: one not in several,
}  # fmt: skip


def applied(left: Known, right: Known, operation: ast.operator) -> Known:
    """What an operation gives. Raises Unknown."""
    roots, steps = left.roots | right.roots, left.steps + right.steps + 1
    if isinstance(left.value, (str, Words)):
        return Known(_words(left, right, operation), roots)
    if type(left.value) is tuple and isinstance(right.value, int) and isinstance(operation, ast.Mult):
        if len(left.value) * right.value > MOST:
            raise Unknown
        return Known(left.value * right.value)
    if type(left.value) is tuple and type(right.value) is tuple and isinstance(operation, ast.Add):
        if len(left.value) + len(right.value) > MOST:
            raise Unknown
        return Known(left.value + right.value)
    if isinstance(left.value, frozenset) and isinstance(right.value, frozenset):
        return Known(_OF_SETS[type(operation)](left.value, right.value))
    if isinstance(right.value, (tuple, str)) and isinstance(operation, ast.Mult):
        return applied(right, left, operation)
    one, other = number(left), number(right)
    if isinstance(operation, ast.LShift):
        one, other, operation = one, 2 ** int(min(other, 64)), ast.Mult()
    if isinstance(operation, ast.Pow):
        if abs(other) > 64 or abs(one) > BIGGEST or (one and abs(other * math.log10(abs(one))) > 40):
            raise Unknown
        value = one**other
    else:
        value = _BINARY[type(operation)](one, other)
    return Known(finite(value), roots, steps)


def _words(left: Known, right: Known, operation: ast.operator) -> Words | str:
    if isinstance(operation, ast.Add) and isinstance(right.value, (str, Words)):
        return joined((shown(left), shown(right)))
    if isinstance(left.value, str) and isinstance(operation, ast.Mod):
        return percent(left.value, right.value if type(right.value) is tuple else [right])
    if isinstance(left.value, str) and isinstance(operation, ast.Mult) and 0 <= number(right) * len(left.value) < MOST:
        return left.value * int(number(right))
    raise Unknown
