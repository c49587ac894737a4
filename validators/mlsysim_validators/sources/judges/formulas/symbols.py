"""Formulas in symbols: read from visible text, worth a number where the symbols have values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.judges.formulas.formula import Formula, product
from mlsysim_validators.sources.judges.formulas.reader import FormulaReader, Unread
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
_LONGEST = 160


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
        if word is not None and word not in _FUNCTIONS and not _letters(word, known):
            continue
        reader = _Reader(text, known, match.start(), units)
        try:
            formula = reader.sum()
        except Unread:
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
    except Unread:
        return None
    return found, reader.place


def _units(text: str) -> dict[int, Reading]:
    """The numbers of a text that have a unit, by their places."""
    return {r.start: r for r in readings(text) if r.units[0].dimension and r.units[0].symbol != "%"}


class _Reader(FormulaReader):
    token = _TOKEN

    def __init__(self, text: str, known: frozenset[str], place: int, units: Mapping[int, Reading]) -> None:
        super().__init__(text, place)
        self.known = known
        self.units = units

    def _multiplies(self, kind: str, token: str, end: int, left: Formula) -> bool:
        return (kind == "name" and bool(_letters(token, self.known))) or token in ("(", "√")

    def _atom(self, *, plain: bool = False) -> tuple[Formula, Formula | None]:
        kind, token, end = self._ahead()
        if kind == "number":
            unit = None if plain else self.units.get(end - len(token))
            if unit is not None and not _letters(self.text[end : unit.end].strip(), self.known):
                self.place = unit.end
                return Formula("", unit.value * unit.units[0].factor), None
            self.place = end
            return Formula("", float(token.replace(",", ""))), None
        if kind == "function":
            self.place = end + (token == "e")
            of, rest = self._atom()
            if rest is not None:
                raise Unread
            return Formula("√" if token in ("√", "sqrt") else "exp", left=of, right=Formula("")), None
        if kind == "sign" and token in "-−":
            return self._turned(end)
        if kind == "sign" and token == "(":
            return self._bracketed(end, ")"), None
        if kind == "name" and (letters := _letters(token, self.known)):
            self.place = end
            return Formula("", name=letters[-1]), product(letters[:-1])
        raise Unread


def _letters(token: str, known: frozenset[str]) -> list[str]:
    """A name that is known, or its letters where each of them is one."""
    if token in known:
        return [token]
    return list(token) if 0 < len(token) <= 4 and known.issuperset(token) else []


def close(stated: float, right: float, room: float) -> bool:
    """Whether a printed number states a computed one, with some room for inputs that were rounded."""
    return math.isfinite(right) and abs(stated - right) <= 1.02 * room + 0.004 * abs(right)
