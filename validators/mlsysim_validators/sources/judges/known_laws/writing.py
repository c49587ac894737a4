"""Formulas of names as they are written: `2 × Layers × Heads`, (P-1)/(V × M + P-1), √(C/120), 6ND."""

from __future__ import annotations

import math
from typing import NamedTuple

from mlsysim_validators.sources.judges.formulas.formula import Formula, product
from mlsysim_validators.sources.judges.formulas.reader import FormulaReader, Unread
from mlsysim_validators.sources.patterns import regex

_TOKEN = regex(
    r"(?P<space>\s+)|(?P<number>\d[\d,]*(?:\.\d+)?)|(?P<root>√|sqrt(?= ?\())|"
    r"(?P<sign>[-+−·⋅×∗*/÷^()\[\]⌈⌉⌊⌋|]|x(?= ))|(?P<name>[A-Za-zα-ωΑ-Ωµℓ](?:[\w'′]|(?<=[FP])/s\b)*)"
)
_TIMES, _OVER = "·⋅×∗*x", "/÷"
_OPEN = {"(": ")", "[": "]", "⌈": "⌉", "⌊": "⌋", "|": "|"}
_LETTERS = regex(r"[A-Z]{2,3}")  # right behind a number: 6ND is 6 × N × D
_DEEPEST = 12
_LONGEST = 200
_MOST_WORDS = 4
_ENDS = regex(r"\s*(?:[.,;:)\]→]|\(|$)|\s*\n|\s{2,}|\s(?:where|with|for|if|in|per|bytes|FLOPs?|GB|[—–=≈≤≥<>∝])")


class Factors(NamedTuple):
    """A product: its number, and the power of each name or sum in it."""

    number: float
    powers: dict[str, int]

    def above(self) -> frozenset[str]:
        """The names in its numerator."""
        return frozenset(name for name, power in self.powers.items() if power > 0)

    def below(self) -> frozenset[str]:
        """The names in its denominator."""
        return frozenset(name for name, power in self.powers.items() if power < 0)


def read(text: str, start: int) -> tuple[Formula, int] | None:
    """The formula that begins at a place of a text, and where it ends; None where none does, or goes on unread."""
    return _Reader(text, start).up_to(_ENDS)


def written(formula: Formula) -> str:
    """A formula as one name for it: equal ones have equal names."""
    if formula.left is None or formula.right is None:
        return formula.name or f"{formula.value:g}"
    if formula.sign == "√":
        return f"√({written(formula.left)})"
    return f"({written(formula.left)} {formula.sign} {written(formula.right)})"


def factors(formula: Formula) -> Factors | None:
    """A formula as a product of names and of sums; None for a power that is no small number."""
    if formula.left is None or formula.right is None:
        return Factors(1.0, {formula.name: 1}) if formula.name else Factors(formula.value, {})
    if formula.sign in ("×", "/"):
        one, other = factors(formula.left), factors(formula.right)
        if one is None or other is None or (formula.sign == "/" and not other.number):
            return None
        sign = 1 if formula.sign == "×" else -1
        powers = dict(one.powers)
        for name, power in other.powers.items():
            powers[name] = powers.get(name, 0) + sign * power
        return Factors(one.number * other.number**sign, {name: power for name, power in powers.items() if power})
    if formula.sign == "^":
        base = factors(formula.left)
        if base is None or formula.right.name or formula.right.sign or formula.right.value not in (2, 3):
            return None
        power = int(formula.right.value)
        return Factors(base.number**power, {name: own * power for name, own in base.powers.items()})
    return Factors(1.0, {written(formula): 1})


class _Reader(FormulaReader):
    token, times, over, deepest, longest = _TOKEN, _TIMES, _OVER, _DEEPEST, _LONGEST

    def _parts(self, space: str) -> bool:
        return "\n" in space or len(space) > 2  # a new line, or a wide gap, begins something else

    def _multiplies(self, kind: str, token: str, end: int, left: Formula) -> bool:
        if (kind == "sign" and token in "([⌈⌊") or kind == "root" or (token == "|" and _bare(left)):
            return self._joins(left)  # not "T (seconds)"
        return kind == "name" and not _is_name(left) and self._joins(left)

    def _joins(self, left: Formula) -> bool:
        """Whether a name right behind a number or a bracket is multiplied by it: 2M, 6 N D, (N-1)M."""
        return self.text[self.place : self.place + 1] != " " or _bare(left)

    def _atom(self, *, plain: bool = False) -> tuple[Formula, Formula | None]:
        kind, token, end = self._ahead()
        if kind == "number":
            self.place = end
            return Formula("", float(token.replace(",", ""))), None
        if kind == "root":
            self.place = end
            return Formula("√", left=self._atom()[0], right=Formula("")), None
        if kind == "sign" and token in _OPEN:
            return self._bracketed(end, _OPEN[token]), None
        if kind == "name" and token in ("max", "min") and self.text[end : end + 1] == "(":
            self.place = end + 1
            return self._extreme(token), None
        if kind == "name":
            return self._name(token, end), None
        raise Unread

    def _extreme(self, function: str) -> Formula:
        """The larger or the smaller of two: max(FLOPs/peak, bytes/bandwidth)."""
        left = self.sum()
        for closing in (",", ")"):
            if self.text[self.place : self.place + 1] == " ":
                self.place += 1
            if self.text[self.place : self.place + 1] != closing:
                raise Unread
            self.place += 1
            left = left if closing == ")" else Formula(function, left=left, right=self.sum())
        return left

    def _name(self, token: str, end: int) -> Formula:
        letters = _LETTERS.fullmatch(token) and self.text[max(0, end - len(token) - 1) : end - len(token)].isdigit()
        self.place = end
        if letters:
            return product(token) or Formula("", name=token)
        words = [token]
        while len(token) > 1 and len(words) < _MOST_WORDS and self.text[self.place : self.place + 1] == " ":
            kind, word, end = self._ahead()
            if kind != "name" or _ENDS.match(self.text, self.place):
                break
            words.append(word)
            self.place = end
        return Formula("", name=" ".join(words))


def _is_name(formula: Formula) -> bool:
    return formula.left is None and bool(formula.name) and len(formula.name) > 1


def _bare(formula: Formula) -> bool:
    """Whether it is a number, which no unit follows in a formula."""
    return formula.left is None and not formula.name


def worth(formula: Formula, values: dict[str, float]) -> float:
    """What a formula comes to; not a number where it has no value."""
    try:
        found = formula.worth(values, {})
    except (KeyError, ArithmeticError, ValueError, TypeError):
        return math.nan
    return float(found) if isinstance(found, (int, float)) else math.nan
