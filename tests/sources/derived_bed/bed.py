"""A test bed for derived numbers: decks in several voices, whose right numbers are computed and whose errors planted.

A deck writes `[[{:.1f} ms @ load @ 16/3.35 ! 16/1.67]]` for a number: how it is printed, its kind, what it is, and,
after `!`, mistakes that people make of it. Every number is planted wrong by itself, ten times too large, twice too
large, half as large, and by its own mistakes.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked

ROOM = Path(__file__).resolve().parent
_MARK = re.compile(r"\[\[(?P<printed>.*?) @ (?P<kind>[a-z]+) @ (?P<right>.*?)(?: ! (?P<wrong>.*?))?\]\]")
_FIELD = re.compile(r"\{(:[^{}]*)\}")
_OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {"sqrt": math.sqrt, "int": math.floor, "ceil": math.ceil}


class Mark(NamedTuple):
    """One derived number of a deck: where it stands there, its kind, what it is, mistakes that people make of it."""

    start: int
    end: int
    printed: str
    kind: str
    right: float
    wrong: tuple[float, ...]

    def shown(self, value: float) -> str:
        """A value as this number is printed."""
        return _FIELD.sub(lambda field: format(value, field.group(1)[1:]), self.printed)


class Deck(NamedTuple):
    """A deck with marks."""

    path: Path
    text: str
    marks: tuple[Mark, ...]

    def render(self, changed: int = -1, value: float = 0.0) -> tuple[str, list[tuple[int, int]]]:
        """The deck as its readers see it, with one number changed, and where each number stands in it."""
        parts, spans, position, length = [], [], 0, 0
        for index, mark in enumerate(self.marks):
            shown = mark.shown(value if index == changed else mark.right)
            parts += [self.text[position : mark.start], shown]
            length += mark.start - position
            spans.append((length, length + len(shown)))
            length += len(shown)
            position = mark.end
        return "".join([*parts, self.text[position:]]), spans


def decks(*rooms: str) -> Iterator[Deck]:
    """The decks of some folders."""
    for room in rooms:
        for path in sorted((ROOM / room).iterdir()):
            yield deck(path)


def deck(path: Path) -> Deck:
    """A deck read from a file."""
    text = path.read_text(encoding="utf-8")
    return Deck(
        path,
        text,
        tuple(
            Mark(
                match.start(),
                match.end(),
                match["printed"],
                match["kind"],
                number(match["right"]),
                tuple(number(one) for one in (match["wrong"] or "").split(", ") if one),
            )
            for match in _MARK.finditer(text)
        ),
    )


def number(expression: str) -> float:
    """What a small formula of a mark comes to."""
    return _number(ast.parse(expression.strip(), mode="eval").body)


def _number(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_number(left), _number(right))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return _FUNCTIONS[name](_number(argument))
    raise ValueError(f"not a formula of a mark: {ast.dump(node)}")


class Outcome(NamedTuple):
    """What became of one number."""

    verdict: str
    rule: str
    reason: str


def outcomes(deck: Deck, changed: int = -1, value: float = 0.0) -> tuple[list[Outcome], list[str]]:
    """What became of each marked number of a deck, and the findings on everything else."""
    text, spans = deck.render(changed, value)
    found = [Outcome("unseen", "", "")] * len(spans)
    others = []
    for claim in checked(text, deck.path.name).claims:
        place = next((i for i, (start, end) in enumerate(spans) if start <= claim.stated.offset < end), None)
        if place is None:
            if claim.verdict in FINDINGS:
                others.append(f"{claim.text}: {claim.verdict} {claim.rule}: {claim.reason}")
        elif found[place].verdict in ("unseen", "ignored") or claim.verdict in FINDINGS:
            found[place] = Outcome(claim.verdict, claim.rule, claim.reason)
    return found, others


def plants(mark: Mark) -> list[float]:
    """Wrong values of a number that print differently from it."""
    values = (*mark.wrong, mark.right * 2, mark.right * 10, mark.right / 2)
    return [value for value in dict.fromkeys(values) if mark.shown(value) != mark.shown(mark.right)]
