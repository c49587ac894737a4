"""From tokens to the values that an expression may have.

A small grammar with units: sums of products of powers, roots, brackets, ceilings and floors. Words behind a number say
what it counts ("32 layers", "2 (K and V)") and do not change it. Whatever is not understood makes the whole unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mlsysim_validators.sources.judges.arithmetic.operations import (
    Unreadable,
    Value,
    added,
    applied,
    each_of,
    extreme,
    few,
    is_rate_of,
    multiplied,
    raised,
    subtracted,
    values_of,
    whole,
)
from mlsysim_validators.sources.judges.arithmetic.paces import passes_at
from mlsysim_validators.sources.judges.arithmetic.spans import counted_span, counting, time_of
from mlsysim_validators.sources.judges.arithmetic.tokens import AGAIN, Token
from mlsysim_validators.sources.patterns import regex

_MOST_TOKENS = 120
_DEEPEST = 12
_LABEL = regex(r"[a-z]{2,}(?:[-_][a-z]+)*|[A-Za-z]*[a-z]{2}[A-Za-z]*|[A-Z]{2,}s?|[A-Za-z]+_[A-Za-z_]+|[A-Z]+\d+\w*")
_NO_LABEL = frozenset(
    ("if", "to", "are", "was", "than", "vs", "versus", "at", "with", "for", "when", "where", "on", "from", "using",
     "has")
)  # fmt: skip
_KEYS_AND_VALUES = frozenset({"K", "V", "Q", "KV", "k", "v"})


class Expression(NamedTuple):
    """An expression: its values, where in the text it starts and with which token it ends."""

    values: tuple[Value, ...]
    operations: int
    numbers: tuple[Token, ...]
    start: int
    end: int
    rounded: bool = False  # a ceiling or a floor is in it
    spoken: int = 0  # of its operations, those that the word "at" stands for
    words: str = ""  # where it stands in another line or cell than its result


def parse(tokens: Sequence[Token], begin: int, *, at: bool = True) -> Expression:
    """The longest expression that begins at a token. Raises Unreadable.

    `at`: the word multiplies, as in "8 GPUs at 700 W"; behind a result it does not ("8 GB at batch 4").
    """
    return _Parser(tokens, begin, "×/@" if at else "×/", working=at).expression()


class _Parser:
    def __init__(self, tokens: Sequence[Token], begin: int, products: str, *, working: bool) -> None:
        self._tokens = tokens
        self._products = products
        self._working = working
        self._begin = self._place = begin
        self._operations = 0
        self._numbers: list[Token] = []
        self._rounded = False
        self._spoken = 0
        self._roots = 0  # that are open: √(2 × 5 min × 24 h) multiplies two times

    def expression(self) -> Expression:
        values = self._sum(0)
        if not self._numbers:
            raise Unreadable
        return Expression(
            tuple(values),
            self._operations,
            tuple(self._numbers),
            self._tokens[self._begin].start,
            self._place,
            self._rounded,
            self._spoken,
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
            left = each_of(added if sign.text == "+" else subtracted, left, right)
        return left

    def _product(self, depth: int) -> list[Value]:
        first = len(self._numbers)
        left = before = right = self._power(depth)
        sign, time = "", time_of(self._numbers[first:])
        while True:
            token = self._peek()
            if token is None:
                return left
            if token.kind == "unit":  # of all before it, or of a divisor: "(16)/(3350) s", "16 GB/(2 · 50) GB/s"
                self._place += 1
                unit = values_of(token)
                whole = each_of(lambda one, other: multiplied(one, other, "×"), left, unit)
                if sign == "/":
                    divisor = each_of(lambda one, other: multiplied(one, other, "×"), right, unit)
                    whole += each_of(lambda one, other: multiplied(one, other, "/"), before, divisor)
                left = few(whole)
                self._labels()
                continue
            before = left
            if token.kind == "open" and token.text == "(" and self._previous_closes():  # (a)(b)
                sign = "×"
            elif token.kind == "open" and token.text == "(" and self._previous_is_a_factor():
                implied = self._implied(left, depth)
                if implied is None:
                    return left
                left = implied
                continue
            elif token.text == "of" and (self._previous_is_share() or (sign == "/" and _is_a_part(left))):
                sign = "×"
                self._place += 1
            elif token.kind == "operator" and token.text in self._products:
                sign = "/" if token.text == "/" else "×"
                self._spoken += token.text == "@"
                self._place += 1
                if sign == "/" and self._per():
                    continue
                following = self._peek()
                if sign == "/" and following is not None and following.kind == "unit":  # "180/s × 14 s"
                    self._place += 1
                    left = each_of(lambda one, other: multiplied(one, other, "/"), left, values_of(following))
                    continue
            else:
                return left
            self._operations += 1
            first = len(self._numbers)
            right = self._power(depth)
            made = each_of(lambda one, other, by=sign: multiplied(one, other, by), left, right)
            if sign == "×" and (another := time_of(self._numbers[first:])) is not None:
                if not self._roots and (span := counted_span(time, another)):
                    made = [counting(one, span) for one in made]
                time = another
            if sign == "/":
                made += self._of_the_quotient(before)
            elif token.text == "@" and (
                any(is_rate_of(one, other) for one in right for other in left) or passes_at(*self._numbers[-2:])
            ):
                made = each_of(lambda one, other: multiplied(one, other, "/"), left, right)  # 16 GB at 50 GB/s
            left = few(made)

    def _of_the_quotient(self, dividend: Sequence[Value]) -> list[Value]:
        """A quotient of bare numbers whose unit stands at its end: of "58.7/450 ms" both are milliseconds."""
        divisor = self._tokens[self._place - 1]
        reading = divisor.reading
        if reading is None or not reading.units[0].dimension or any(one.dimension for one in dividend):
            return []
        times = [values_of(divisor), [Value(reading.value**2, (), 0.0)]]
        ratio = each_of(lambda one, other: multiplied(one, other, "/"), *times)
        return each_of(lambda one, other: multiplied(one, other, "×"), dividend, ratio)

    def _previous_is_a_factor(self) -> bool:
        """Whether a bare number of a working stands right before a bracket: 2 (8192^2 + 2 · 16 · 8192)."""
        token = self._tokens[self._place - 1] if self._place > self._begin else None
        return self._working and token is not None and token.reading is not None and token.reading.bare

    def _implied(self, left: list[Value], depth: int) -> list[Value] | None:
        """The product with a bracket that no sign joins; where it says once more what the number is, the number."""
        opened, operations, numbers = self._place, self._operations, len(self._numbers)
        try:
            inner = self._bracket(self._tokens[opened], depth)
        except Unreadable:
            inner = []
        works = self._operations > operations or self._operator("/") is not None  # "0.83 (1 GPU)" is no product
        if inner and works and not any(one.value == other.value for one in left for other in inner):
            self._operations += 1
            made = each_of(lambda one, other: multiplied(one, other, "×"), left, inner)
            named = opened - 1 == self._begin > 0 and self._tokens[self._begin - 1].kind == "word"
            return few((*made, *inner)) if named else made  # "in 2024 (4 × 8) = 32"
        self._operations = operations
        del self._numbers[numbers:]
        if not inner or not works:
            self._place = opened
            return None
        return left

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

    def _power(self, depth: int) -> list[Value]:
        base = self._factor(depth)
        if self._operator("^") is None:
            return base
        self._place += 1
        self._operations += 1
        return each_of(raised, base, self._factor(depth + 1))

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
            return [value._replace(value=-value.value) for value in self._power(depth + 1)]
        if token.kind == "function":
            return self._function(token, depth)
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
        values = values_of(token)
        self._labels()
        return values

    def _function(self, token: Token, depth: int) -> list[Value]:
        """A function of a bracket, or of the number behind its name: √(2 × 60 s × 7,200 s), e^-0.5."""
        self._place += 1
        if token.text == "e^":
            return each_of(lambda of: applied("exp", of), self._factor(depth + 1))
        opened = self._peek()
        if opened is None or opened.kind != "open":
            raise Unreadable
        self._operations += 1
        if token.text in "⌈⌊":
            return self._bracket(opened, depth, token.text)
        if token.text in ("max", "min"):
            return self._extreme(token.text, depth)
        self._roots += token.text == "√"
        inner = self._bracket(opened, depth)
        self._roots -= token.text == "√"
        return each_of(lambda of: applied(token.text, of), inner)

    def _extreme(self, function: str, depth: int) -> list[Value]:
        """The largest or smallest of several, max(0.025, 0.026): they are separated by commas."""
        self._place += 1
        found = self._sum(depth + 1)
        while (comma := self._peek()) is not None and comma.kind == "break" and comma.text in (",", AGAIN):
            self._place += 1
            found = each_of(lambda one, other: extreme(function, one, other), found, self._sum(depth + 1))
        if comma is None or comma.kind != "close":
            raise Unreadable
        self._place += 1
        self._labels()
        return found

    def _bracket(self, opened: Token, depth: int, rounding: str = "") -> list[Value]:
        self._place += 1
        values = self._sum(depth + 1)
        closed = self._peek()
        if closed is None or closed.kind != "close":
            raise Unreadable
        self._place += 1
        if (rounding := rounding or opened.text) in "⌈⌊":
            self._rounded = True
            values = [value._replace(value=whole(value.value, rounding)) for value in values]
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
                following = self._peek(1)
                if lowered == "of" and following is not None and following.kind in ("number", "open"):
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
                and (_LABEL.fullmatch(following.text) or (words and following.text == "s"))  # "25 batches/s"
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


def _is_a_part(values: Sequence[Value]) -> bool:
    """Whether a quotient is a part of something: 7/8 of 26 GB."""
    return all(not one.dimension and one.value < 1 for one in values)
