"""What ways of writing formulas have in common: sums of products of powers, read from left to right.

What a number, a name or a bracket is, and what multiplies without a sign, is each way's own.
"""

from __future__ import annotations

import re
from typing import ClassVar

from mlsysim_validators.sources.judges.formulas.formula import Formula


class Unread(Exception):
    """What stands there is no formula, or goes on with something else."""


class FormulaReader:
    """Reads a formula from a place of a text on; `place` is how far it has come. Raises Unread."""

    token: ClassVar[re.Pattern[str]]  # its groups are the kinds of tokens: space, number, sign, name, ...
    times: ClassVar[str] = "·×*"
    over: ClassVar[str] = "/"
    deepest: ClassVar[int] = 30
    longest: ClassVar[int] = 160

    def __init__(self, text: str, place: int) -> None:
        self.text, self.place, self.last, self.depth = text, place, place + self.longest, 0

    def up_to(self, ends: re.Pattern[str]) -> tuple[Formula, int] | None:
        """The formula and where it ends; None where none stands there, or where it goes on unread."""
        try:
            found = self.sum()
        except Unread:
            return None
        return (found, self.place) if ends.match(self.text, self.place) else None

    def sum(self) -> Formula:
        """The sum, or difference, of products that stands there."""
        self.depth += 1
        if self.depth > self.deepest:
            raise Unread
        left = self._product()
        while True:
            kind, sign, end = self._ahead()
            if kind != "sign" or sign not in "+-−":
                self.depth -= 1
                return left
            self.place = end
            left = Formula("+" if sign == "+" else "-", left=left, right=self._product())

    def _ahead(self) -> tuple[str, str, int]:
        """Kind and text of the next token, and where it ends."""
        place = self.place
        while (match := self.token.match(self.text, place)) is not None and match.lastgroup == "space":
            place = match.end()
            if self._parts(match[0]):
                return "", "", self.place
        if match is None or place > self.last:
            return "", "", self.place
        return match.lastgroup or "", match[0], match.end()

    def _product(self) -> Formula:
        left = self._power()
        while True:
            kind, sign, end = self._ahead()
            if kind == "sign" and sign in self.times + self.over:
                self.place = end
                left = Formula("/" if sign in self.over else "×", left=left, right=self._power())
            elif self._multiplies(kind, sign, end, left):
                left = Formula("×", left=left, right=self._power())
            else:
                return left

    def _power(self) -> Formula:
        base, rest = self._atom()
        kind, sign, end = self._ahead()
        if kind == "sign" and sign == "^":
            self.place = end
            exponent, more = self._atom(plain=True)
            if more is not None:
                raise Unread
            base = Formula("^", left=base, right=exponent)
        return base if rest is None else Formula("×", left=rest, right=base)

    def _bracketed(self, end: int, closing: str) -> Formula:
        """What stands in a bracket that opens right before a place."""
        self.place = end
        inner = self.sum()
        _, closed, self.place = self._ahead()
        if closed != closing:
            raise Unread
        return inner

    def _turned(self, end: int) -> tuple[Formula, Formula | None]:
        """What stands behind a minus sign that ends at a place."""
        self.place = end
        of, rest = self._atom()
        return Formula("×", left=Formula("", -1.0), right=of), rest

    def _parts(self, space: str) -> bool:
        """Whether a space parts a formula from what stands behind it."""
        return False

    def _multiplies(self, kind: str, token: str, end: int, left: Formula) -> bool:
        """Whether the next token, without a sign before it, is a factor of what stands before it."""
        raise NotImplementedError

    def _atom(self, *, plain: bool = False) -> tuple[Formula, Formula | None]:
        """A number, a bracket or a name; of letters in a row the last one, and what stands before it.

        `plain`: an exponent, which has no unit.
        """
        raise NotImplementedError
