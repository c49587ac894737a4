"""Amounts and the rates at which they pass: "50 tokens at 5 tokens/s", "14 GB, 2 TB/s = 7 ms" are times."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.units.vocabulary import combine
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.arithmetic.tokens import AGAIN, Token

_SIGNS = frozenset({"=", "≈", "→"})


def passes_at(amount: Token, rate: Token) -> bool:
    """Whether a number is the rate at which something of the other's sort passes, counted in the same or measured."""
    one, other = amount.reading, rate.reading
    if one is None or other is None or one.bare:
        return False
    counted = any(unit.symbol == f"{one.units[0].symbol}/s" for unit in other.units)
    amounts = [unit.dimension for unit in one.units if unit.dimension]
    measured = any(combine((of, 1), (unit.dimension, -1)) == TIME for of in amounts for unit in other.units)
    return counted or measured


def with_commas_read(found: Sequence[Token]) -> list[Token]:
    """The tokens, with "at" for a comma between an amount and its rate where a time follows: "50 tokens, 5 tok/s"."""
    read = list(found)
    for place in range(1, len(found) - 3):
        amount, comma, rate, sign, result = found[place - 1 : place + 4]
        if comma.text not in (",", AGAIN) or comma.kind != "break" or sign.text not in _SIGNS:
            continue
        if result.reading is None or result.reading.units[0].dimension != TIME:
            continue
        if passes_at(amount, rate):
            read[place] = Token("operator", comma.start, comma.end, "@")
    return read
