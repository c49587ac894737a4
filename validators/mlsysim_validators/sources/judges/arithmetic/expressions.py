"""From tokens to the values that an expression may have.

A small grammar with units: sums of products of powers, roots, brackets, ceilings and floors. Words behind a number say
what it counts ("32 layers", "2 (K and V)") and do not change it. Whatever is not understood makes the whole unreadable.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.judges.arithmetic.tokens import Token
from mlsysim_validators.sources.patterns import regex

_MOST_VALUES = 16
_MOST_TOKENS = 120
_DEEPEST = 12
_LABEL = regex(r"[a-z]{2,}(?:[-_][a-z]+)*|[A-Za-z]*[a-z]{2}[A-Za-z]*|[A-Z]{2,}s?|[A-Za-z]+_[A-Za-z_]+|[A-Z]+\d+\w*")
_NO_LABEL = frozenset(
    {
        "if",
        "to",
        "are",
        "was",
        "than",
        "vs",
        "versus",
        "at",
        "with",
        "for",
        "when",
        "where",
        "on",
        "from",
        "using",
        "has",
    }
)
_KEYS_AND_VALUES = frozenset({"K", "V", "Q", "KV", "k", "v"})
# Counts of things take no part in a balance of dimensions.
_COUNTED = frozenset({"devices", "tokens"})


class Value(NamedTuple):
    """One value that an expression may have, in base units, and how far its inputs are known."""

    value: float
    dimension: Dimension
    slack: float  # relative


class Expression(NamedTuple):
    """An expression as read from tokens [begin, end)."""

    values: tuple[Value, ...]
    operations: int
    numbers: tuple[Token, ...]
    begin: int
    end: int
    rounded: bool = False  # a ceiling or a floor is in it
    spoken: int = 0  # of its operations, those that the word "at" stands for


class Unreadable(Exception):
    """The tokens are no expression that is understood."""


@lru_cache(maxsize=1024)
def uncounted(dimension: Dimension) -> Dimension:
    """A dimension without what merely counts."""
    return tuple((name, power) for name, power in dimension if name not in _COUNTED)


def parse(tokens: Sequence[Token], begin: int, *, at: bool = True) -> Expression:
    """The longest expression that begins at a token. Raises Unreadable.

    `at`: the word multiplies, as in "8 GPUs at 700 W"; behind a result it does not ("8 GB at batch 4").
    """
    return _Parser(tokens, begin, "×/@" if at else "×/").expression()


class _Parser:
    def __init__(self, tokens: Sequence[Token], begin: int, products: str) -> None:
        self._tokens = tokens
        self._products = products
        self._begin = self._place = begin
        self._operations = 0
        self._numbers: list[Token] = []
        self._rounded = False
        self._spoken = 0

    def expression(self) -> Expression:
        values = self._sum(0)
        if not self._numbers:
            raise Unreadable
        return Expression(
            tuple(values), self._operations, tuple(self._numbers), self._begin, self._place, self._rounded, self._spoken
        )

    def _peek(self, ahead: int = 0) -> Token | None:
        place = self._place + ahead
        if place - self._begin > _MOST_TOKENS:
            raise Unreadable
        return self._tokens[place] if place < len(self._tokens) else None

    def _operator(self, signs: str) -> Token | None:
        token = self._peek()
        if token is None or token.kind != "operator":
            return None
        return token if token.text in signs else None

    def _sum(self, depth: int) -> list[Value]:
        left = self._product(depth)
        while (sign := self._operator("+-")) is not None:
            self._place += 1
            self._operations += 1
            right = self._product(depth)
            left = _few(
                _added(one, other if sign.text == "+" else other._replace(value=-other.value))
                for one, other in product(left, right)
                if one.dimension == other.dimension
            )
            if not left:
                raise Unreadable
        return left

    def _product(self, depth: int) -> list[Value]:
        left = self._factor(depth)
        while True:
            token = self._peek()
            if token is None:
                return left
            if token.kind == "open" and token.text == "(" and self._previous_closes():  # (a)(b)
                sign = "×"
            elif token.kind == "word" and token.text.lower() == "of" and self._previous_is_share():
                sign = "×"
                self._place += 1
            elif token.kind == "operator" and token.text in self._products:
                sign = "/" if token.text == "/" else "×"
                self._spoken += token.text == "@"
                self._place += 1
                if sign == "/" and self._per():
                    continue
            else:
                return left
            self._operations += 1
            right = self._factor(depth)
            left = _few(_multiplied(one, other, sign) for one, other in product(left, right))
            if not left:
                raise Unreadable

    def _previous_closes(self) -> bool:
        token = self._tokens[self._place - 1] if self._place > self._begin else None
        return token is not None and token.kind == "close" and token.end == self._tokens[self._place].start

    def _previous_is_share(self) -> bool:
        token = self._tokens[self._place - 1] if self._place > self._begin else None
        return token is not None and token.reading is not None and token.reading.units[0].symbol == "%"

    def _per(self) -> bool:
        """Skip "/param" in "2 bytes/param": a label."""
        token = self._peek()
        if token is None or token.kind != "word" or not _LABEL.fullmatch(token.text):
            return False
        self._place += 1
        return True

    def _factor(self, depth: int) -> list[Value]:
        if depth > _DEEPEST:
            raise Unreadable
        token = self._peek()
        if token is None:
            raise Unreadable
        if token.kind == "operator" and token.text == "-":
            following = self._peek(1)
            if following is None or following.start != token.end:  # a bullet
                raise Unreadable
            self._place += 1
            return [value._replace(value=-value.value) for value in self._factor(depth + 1)]
        if token.kind == "root":
            return self._root(depth)
        if token.kind == "open":
            return self._bracket(token, depth)
        skipped = 0
        while token is not None and token.kind == "word" and skipped < 2 and self._place > self._begin:
            if not _LABEL.fullmatch(token.text) or token.text in _NO_LABEL:
                raise Unreadable
            self._place += 1  # "× seq 4096"
            skipped += 1
            token = self._peek()
        if token is None or token.kind != "number" or token.reading is None:
            raise Unreadable
        if token.reading.range_end:
            raise Unreadable
        before = self._tokens[self._place - 1] if self._place > self._begin else None
        negative = before is not None and before.text == "-" and self._place - 1 == self._begin
        self._place += 1
        self._numbers.append(token._replace(negative=negative))
        self._operations += token.power != 1
        values = _values(token)
        self._labels()
        return values

    def _root(self, depth: int) -> list[Value]:
        """The square root of a bracket: √(2 × 60 s × 7,200 s) is a time."""
        self._place += 1
        opened = self._peek()
        if opened is None or opened.kind != "open":
            raise Unreadable
        self._operations += 1
        values = self._bracket(opened, depth)
        roots = [
            Value(math.sqrt(value.value), tuple((name, power // 2) for name, power in value.dimension), value.slack / 2)
            for value in values
            if value.value >= 0 and not any(power % 2 for _, power in value.dimension)
        ]
        if not roots:
            raise Unreadable
        return roots

    def _bracket(self, opened: Token, depth: int) -> list[Value]:
        self._place += 1
        values = self._sum(depth + 1)
        closed = self._peek()
        if closed is None or closed.kind != "close":
            raise Unreadable
        self._place += 1
        if opened.text in "⌈⌊":
            self._rounded = True
            rounding = math.ceil if opened.text == "⌈" else math.floor
            values = [value._replace(value=float(rounding(value.value - 1e-9 * abs(value.value)))) for value in values]
        self._labels()
        return values

    def _labels(self) -> None:
        """Skip the words that say what a number counts, and remarks in brackets."""
        words = 0
        while True:
            token = self._peek()
            if token is None:
                return
            if token.kind == "word":
                lowered = token.text.lower()
                if lowered == "of" and self._previous_is_share():
                    return
                label = _LABEL.fullmatch(token.text) or token.text in _KEYS_AND_VALUES
                if not label or lowered in _NO_LABEL or words >= 4 or self._ends_statement(token):
                    if not label and not self._ends_statement(token):
                        raise Unreadable
                    return
                self._place += 1
                words += 1
            elif token.kind == "open" and token.text in "([" and self._remark():
                continue
            elif (
                token.kind == "operator"
                and token.text == "/"
                and (following := self._peek(1)) is not None
                and following.kind == "word"
                and _LABEL.fullmatch(following.text)
            ) or (
                token.text == ","
                and words
                and (following := self._peek(1)) is not None
                and following.kind == "word"
                and following.text in _KEYS_AND_VALUES
            ):
                self._place += 2
            else:
                return

    def _ends_statement(self, token: Token) -> bool:
        """Whether no operator or relation follows the words: then they are text behind the calculation."""
        place = self._place
        while place < len(self._tokens) and place - self._place < 5:
            kind = self._tokens[place].kind
            if kind in ("operator", "relation"):
                return False
            if kind != "word" and self._tokens[place].text not in "([":
                return True
            place += 1
        return True

    def _remark(self) -> bool:
        """Skip a bracket without numbers in it, "2 (K and V)"."""
        opened = self._peek()
        if opened is None or (opened.glued and self._tokens[self._place - 1].kind == "word"):
            return False
        if self._sets_a_name():
            return True
        for ahead in range(1, 14):
            token = self._peek(ahead)
            if token is None or token.kind in ("relation", "number", "open"):
                return False
            if token.kind == "operator" and token.text not in "+/":
                return False
            if token.kind == "close":
                single = any(
                    t.kind == "word" and len(t.text) == 1 and t.text not in _KEYS_AND_VALUES
                    for t in self._tokens[self._place + 1 : self._place + ahead]
                )
                if single:
                    return False
                self._place += ahead + 1
                return True
        return False

    def _sets_a_name(self) -> bool:
        """Skip a bracket that says what the number before it is, "/ 4 (TP=4)"."""
        inside = [self._peek(ahead) for ahead in range(1, 5)]
        if [token.kind if token is not None else "" for token in inside] != ["word", "relation", "number", "close"]:
            return False
        before, stated = self._tokens[self._place - 1].reading, inside[2].reading if inside[2] is not None else None
        if before is None or stated is None or before.value != stated.value:
            return False
        self._place += 5
        return True


_ROUNDED_COUNT = 1e6
_FINE = 0.005


def _values(token: Token) -> list[Value]:
    reading: Reading = token.reading  # type: ignore[assignment]
    slack = 0.0
    if 0 < reading.resolution < reading.value and not _whole(reading):
        slack = 0.5 * reading.resolution / reading.value
    elif any(unit.factor >= _ROUNDED_COUNT and not unit.dimension for unit in reading.units[:1]):
        rounded = 0.5 * reading.resolution / reading.value if reading.value else 0.0
        slack = rounded if rounded <= _FINE else 0.0  # 124M may be 124.4
    found = []
    for unit in reading.units:
        value = reading.value * unit.factor
        if token.power != 1:
            try:
                value = float(value**token.power)
            except (OverflowError, ZeroDivisionError):
                raise Unreadable from None
        if math.isfinite(value):
            if "/" in unit.symbol and not unit.dimension:  # 365 days/year count days
                found.append(Value(reading.value, (), slack))
            found.append(Value(value, uncounted(unit.dimension), slack * abs(token.power)))
            if unit.symbol in ("K", "k") and not unit.dimension:  # 128K tokens are 131,072
                found.append(Value(value * 1.024, (), slack))
    if not found:
        raise Unreadable
    return found


def _whole(reading: Reading) -> bool:
    """Whether a number is printed in full, so that it is exact."""
    return reading.resolution == 1 or (reading.resolution >= 1 and "." not in reading.text)


def _added(one: Value, other: Value) -> Value:
    total = one.value + other.value
    slack = abs(one.value) * one.slack + abs(other.value) * other.slack
    return Value(total, one.dimension, slack / abs(total) if total else 0.0)


def _multiplied(one: Value, other: Value, sign: str) -> Value:
    power = 1 if sign == "×" else -1
    if power < 0 and other.value == 0:
        raise Unreadable
    value = one.value * other.value if power > 0 else one.value / other.value
    if not math.isfinite(value):
        raise Unreadable
    return Value(value, combine((one.dimension, 1), (other.dimension, power)), one.slack + other.slack)


def _few(values: object) -> list[Value]:
    unique: dict[tuple[float, Dimension], Value] = {}
    for value in islice(values, 4 * _MOST_VALUES):  # type: ignore[call-overload]
        unique.setdefault((value.value, value.dimension), value)
    return list(unique.values())[:_MOST_VALUES]
