"""A formula: what it is made of, and what it is worth where its symbols have values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_DEEPEST = 30


class Formula(NamedTuple):
    """A number, a symbol, or an operation on two formulas."""

    sign: str  # "" for a number or a symbol
    value: float = 0.0
    name: str = ""
    left: Formula | None = None
    right: Formula | None = None

    def names(self) -> frozenset[str]:
        """The symbols in it."""
        if self.left is not None and self.right is not None:
            return self.left.names() | self.right.names()
        return frozenset({self.name}) if self.name else frozenset()

    def worth(self, values: Mapping[str, float], defined: Mapping[str, Formula], depth: int = 0) -> float:
        """What it comes to, symbols without a value by their definition. Raises KeyError, ArithmeticError."""
        if depth > _DEEPEST:
            raise KeyError(self.name)
        if self.left is None or self.right is None:
            if not self.name:
                return self.value
            if self.name in values:
                return values[self.name]
            return defined[self.name].worth(values, defined, depth + 1)
        one = self.left.worth(values, defined, depth + 1)
        other = self.right.worth(values, defined, depth + 1)
        match self.sign:
            case "+":
                return one + other
            case "-":
                return one - other
            case "/":
                return one / other
            case "max" | "min":
                return max(one, other) if self.sign == "max" else min(one, other)
            case "√":
                return math.sqrt(one)
            case "exp":
                return math.exp(one)
            case "^":
                if abs(other) > 64 or abs(one) > 1e12:
                    raise OverflowError
                return float(one**other)
        return one * other


def product(names: Iterable[str]) -> Formula | None:
    """The product of symbols, None for none."""
    made: Formula | None = None
    for name in names:
        one = Formula("", name=name)
        made = one if made is None else Formula("×", left=made, right=one)
    return made
