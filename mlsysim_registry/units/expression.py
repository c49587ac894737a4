"""Arithmetic over quantities: the language of `derive:`.

    compute.matrix_sparse.fp16 / 2
    2 * 2 B * layers * heads.kv * head_size
    median(evidence.*)

Numbers may carry a unit; names are dotted spec paths; + - * / ( ) and min, max, median. Nothing is ever evaluated as
Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from mlsysim_registry.errors import ExpressionError, UnitError
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_registry.units.vocabulary import DIMENSIONLESS, Dimension, combine

MAX_LENGTH = 1_000
MAX_DEPTH = 50

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?)"
    r"(?: (?P<unit>[A-Zµ%a-z][A-Za-z0-9^-]*(?:/[A-Za-z][A-Za-z0-9^-]*)*)(?!\.[a-z]|\())?"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_*-]+)*)"
    r"|(?P<sign>[-+*/(),]))",
    re.ASCII,
)


class Number(NamedTuple):
    """A value in base units, and of what dimension it is."""

    value: float
    dimension: Dimension


Lookup = Callable[[str], list[Number]]


def names(expression: str) -> list[str]:
    """The spec paths that an expression speaks of. Raises ExpressionError where it cannot be read."""
    return [text for kind, text, _ in _tokens(expression) if kind == "name" and text not in _FUNCTIONS]


def literals(expression: str) -> list[str]:
    """The numbers that an expression writes out. Raises ExpressionError where it cannot be read."""
    return [number for number, _ in measured_literals(expression)]


def measured_literals(expression: str) -> list[tuple[str, str]]:
    """The numbers that an expression writes out, each with its unit or "". Raises ExpressionError likewise."""
    return [(text, unit) for kind, text, unit in _tokens(expression) if kind == "number"]


def evaluate(expression: str, lookup: Lookup) -> Number:
    """The value of an expression; `lookup` gives the numbers that a path stands for (several behind a `*`).

    Raises ExpressionError for what cannot be read, for unknown paths (as `lookup` tells), for a division by zero and
    for a sum of different dimensions.
    """
    parser = _Parser(_tokens(expression), lookup, expression)
    result = parser.sum()
    parser.expect_end()
    return result


def _median(numbers: list[float]) -> float:
    from statistics import median

    return median(numbers)


_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {"min": min, "max": max, "median": _median}


def _tokens(expression: str) -> list[tuple[str, str, str]]:
    if len(expression) > MAX_LENGTH:
        raise ExpressionError(f"a derivation has at most {MAX_LENGTH} characters")
    tokens: list[tuple[str, str, str]] = []
    position = 0
    text = expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ExpressionError(f"`{text[position:].strip()[:20]}` cannot be read in `{expression}`")
        if match["number"] is not None:
            tokens.append(("number", match["number"], match["unit"] or ""))
        elif match["name"] is not None:
            tokens.append(("name", match["name"], ""))
        else:
            tokens.append(("sign", match["sign"], ""))
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent: sum -> product -> atom."""

    def __init__(self, tokens: list[tuple[str, str, str]], lookup: Lookup, expression: str) -> None:
        self._tokens = tokens
        self._lookup = lookup
        self._expression = expression
        self._next = 0
        self._depth = 0

    def _fail(self, what: str) -> ExpressionError:
        return ExpressionError(f"{what} in `{self._expression}`")

    def _peek(self) -> str:
        if self._next < len(self._tokens) and self._tokens[self._next][0] == "sign":
            return self._tokens[self._next][1]
        return ""

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._fail(f"`{sign}` is missing")
        self._next += 1

    def expect_end(self) -> None:
        if self._next < len(self._tokens):
            raise self._fail(f"`{self._tokens[self._next][1]}` is one too many")

    def sum(self) -> Number:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._fail("too many brackets")
        left = self._product()
        while (sign := self._peek()) in ("+", "-") and sign:
            self._next += 1
            right = self._product()
            if left.dimension != right.dimension:
                raise self._fail("different dimensions are added")
            left = Number(left.value + (right.value if sign == "+" else -right.value), left.dimension)
        self._depth -= 1
        return left

    def _product(self) -> Number:
        left = self._atom()
        while (sign := self._peek()) in ("*", "/") and sign:
            self._next += 1
            right = self._atom()
            if sign == "/" and right.value == 0:
                raise self._fail("a division by zero")
            power = 1 if sign == "*" else -1
            value = left.value * right.value if sign == "*" else left.value / right.value
            left = Number(value, combine((left.dimension, 1), (right.dimension, power)))
        return left

    def _atom(self) -> Number:
        if self._peek() == "(":
            self._next += 1
            inner = self.sum()
            self._take(")")
            return inner
        if self._next >= len(self._tokens) or self._tokens[self._next][0] == "sign":
            raise self._fail("a number or a name is missing")
        kind, text, unit = self._tokens[self._next]
        self._next += 1
        if kind == "number":
            return self._number(text, unit)
        if self._peek() == "(" and text in _FUNCTIONS:
            return self._function(text)
        found = self._lookup(text)
        if len(found) != 1:
            raise self._fail(f"`{text}` stands for {len(found)} values: use min, max or median")
        return found[0]

    def _number(self, text: str, unit: str) -> Number:
        try:
            parsed = parse_unit(unit)
        except UnitError as error:
            raise self._fail(f"{error} ({error.hint})") from error
        return Number(float(text.replace(",", "")) * parsed.factor, parsed.dimension if unit else DIMENSIONLESS)

    def _function(self, name: str) -> Number:
        self._take("(")
        numbers: list[Number] = []
        while True:
            kind, text, _ = self._tokens[self._next] if self._next < len(self._tokens) else ("", "", "")
            if kind == "name" and "*" in text:
                self._next += 1
                numbers.extend(self._lookup(text))
            else:
                numbers.append(self.sum())
            if self._peek() != ",":
                break
            self._next += 1
        self._take(")")
        if not numbers:
            raise self._fail(f"{name} of nothing")
        if len({number.dimension for number in numbers}) > 1:
            raise self._fail(f"{name} of different dimensions")
        return Number(_FUNCTIONS[name]([number.value for number in numbers]), numbers[0].dimension)
