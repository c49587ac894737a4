"""Formulas in symbols: read from visible text, worth a number where the symbols have values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.patterns import regex

_TOKEN = regex(
    r"(?P<space>[ \u2009\u00a0]+)|(?P<number>\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?)|"
    r"(?P<function>√|sqrt(?=\()|exp(?=\()|e(?=\^))|(?P<name>[A-Za-zα-ωΑ-Ω]+)|(?P<sign>[-+·×*/^()−])"
)
# A formula begins with a number, a name, a bracket or a root, and not within a word, a number or another formula.
_BEGINS = regex(r"(?<![\w.,·×*/^(√−+-])(?<![·×*/^√−+x] )(?=[\d(√]|(?P<word>[A-Za-zα-ωΑ-Ω]+))")
_FUNCTIONS = ("sqrt", "exp", "e")
_GOES_ON = regex(r"[ \u2009]?[·×*/^+−(√]|[ \u2009]?-[ \u2009]?[\w(]|\w")
_MOST = 20
_DEEPEST = 30
_LONGEST = 160


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


class _Unread(Exception):
    pass


class Place(NamedTuple):
    """A formula, and where in its text it stands."""

    formula: Formula
    begin: int
    end: int


def formulas_in(text: str, known: frozenset[str]) -> list[Place]:
    """The formulas of symbols that are known that stand anywhere in a text, each as long as it goes."""
    units = _units(text)
    found: list[Place] = []
    end = 0
    for match in _BEGINS.finditer(text):
        if match.start() < end or len(found) == _MOST:
            continue
        word = match["word"]
        if word is not None and word not in _FUNCTIONS and not _parts(word, known):
            continue
        reader = _Reader(text, known, match.start(), units)
        try:
            formula = reader.sum()
        except _Unread:
            continue
        if formula.sign and formula.names() and not _GOES_ON.match(text, reader.place):
            found.append(Place(formula, match.start(), reader.place))
            end = reader.place
    return found


def read(text: str, known: frozenset[str]) -> tuple[Formula, int] | None:
    """The formula that a text begins with, of symbols that are known, and where it ends; None where it is none."""
    reader = _Reader(text[:_LONGEST], known, 0, _units(text[:_LONGEST]))
    try:
        found = reader.sum()
    except _Unread:
        return None
    return found, reader.place


def _units(text: str) -> dict[int, Reading]:
    """The numbers of a text that have a unit, by their places."""
    return {r.start: r for r in readings(text) if r.units[0].dimension and r.units[0].symbol != "%"}


class _Reader:
    def __init__(self, text: str, known: frozenset[str], place: int, units: Mapping[int, Reading]) -> None:
        self.text = text
        self.known = known
        self.place = place
        self.last = place + _LONGEST
        self.depth = 0
        self.units = units

    def _ahead(self) -> tuple[str, str, int]:
        """Kind and text of the next token, and where it ends."""
        place = self.place
        while (match := _TOKEN.match(self.text, place)) is not None and match.lastgroup == "space":
            place = match.end()
        if match is None or place > self.last:
            return "", "", place
        return match.lastgroup or "", match[0], match.end()

    def sum(self) -> Formula:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Unread
        left = self._product()
        while True:
            kind, sign, end = self._ahead()
            if kind != "sign" or sign not in "+-−":
                self.depth -= 1
                return left
            self.place = end
            left = Formula("-" if sign == "−" else sign, left=left, right=self._product())

    def _product(self) -> Formula:
        left = self._power()
        while True:
            kind, sign, end = self._ahead()
            if kind == "sign" and sign in "·×*/":
                self.place = end
                left = Formula("/" if sign == "/" else "×", left=left, right=self._power())
            elif (kind == "name" and _parts(sign, self.known)) or (kind == "sign" and sign == "(") or sign == "√":
                left = Formula("×", left=left, right=self._power())
            else:
                return left

    def _power(self) -> Formula:
        base, rest = self._atom()
        kind, sign, end = self._ahead()
        if kind == "sign" and sign == "^":
            self.place = end
            exponent, _ = self._atom(plain=True)
            base = Formula("^", left=base, right=exponent)
        return base if rest is None else Formula("×", left=rest, right=base)

    def _atom(self, *, plain: bool = False) -> tuple[Formula, Formula | None]:
        """A number, a bracket or a name; of "vm" the last letter, and what stands before it."""
        kind, token, end = self._ahead()
        start = end - len(token)
        if kind == "number":
            unit = None if plain else self.units.get(start)
            if unit is not None and not _parts(self.text[end : unit.end].strip(), self.known):
                self.place = unit.end
                return Formula("", unit.value * unit.units[0].factor), None
            self.place = end
            return Formula("", float(token.replace(",", ""))), None
        if kind == "function":
            self.place = end + (token == "e")
            of, rest = self._atom()
            if rest is not None:
                raise _Unread
            return Formula("√" if token in ("√", "sqrt") else "exp", left=of, right=Formula("")), None
        if kind == "sign" and token in "-−":
            self.place = end
            of, rest = self._atom()
            return Formula("×", left=Formula("", -1.0), right=of), rest
        if kind == "sign" and token == "(":
            self.place = end
            inner = self.sum()
            kind, token, end = self._ahead()
            if token != ")":
                raise _Unread
            self.place = end
            return inner, None
        if kind == "name" and (parts := _parts(token, self.known)):
            self.place = end
            made: Formula | None = None
            for part in parts[:-1]:
                made = Formula("", name=part) if made is None else Formula("×", left=made, right=Formula("", name=part))
            return Formula("", name=parts[-1]), made
        raise _Unread


def _parts(token: str, known: frozenset[str]) -> list[str]:
    """A name that is known, or its letters where each of them is one."""
    if token in known:
        return [token]
    return list(token) if 0 < len(token) <= 4 and known.issuperset(token) else []


def close(stated: float, right: float, room: float) -> bool:
    """Whether a printed number states a computed one, with some room for inputs that were rounded."""
    return math.isfinite(right) and abs(stated - right) <= 1.02 * room + 0.004 * abs(right)
