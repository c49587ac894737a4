"""Columns of shares of one amount in it and another together, where one row holds it against the other alone.

"linear 526 | attention 281 | share 53 %", where the rows above count of both. Few digits show a law of so few rows, but
an odd row that is exactly the other of the two shares shows which one is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import prints_two_digits
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong

_Law = Callable[[float, float], float]

_OF_A_WHOLE = AnyCase(r"\b(?:share|fraction|part)\b|\bof (?:the )?(?:total|whole|all|sum|both)\b")
_FEWEST = 3
_ROOM = 0.02  # of what a rounded number leaves open, for the ends


def shares_of_both(grid: Grid) -> Iterator[Wrong]:
    """The one share of a column that is of another base than all others."""
    for column, shares in grid.values.items():
        body = {row: one for row, one in shares.items() if row not in grid.totals}
        if len(body) < _FEWEST or any(one.unit.symbol != "%" for one in body.values()):
            continue
        amounts = [entries for number, entries in grid.values.items() if number < column and _fit(entries, body)]
        for part, other in permutations(amounts, 2):
            found = _wrong(body, part, other, grid.headers.get(column, ""))
            if found is not None:
                yield found
                break


def _fit(entries: Column, shares: Column) -> bool:
    """Whether a column has an amount of one kind for each share."""
    mine = [entries[row] for row in shares if row in entries]
    kinds = {one.unit.dimension for one in mine}
    return len(mine) == len(shares) and len(kinds) == 1 and all(one.value > 0 for one in mine) and _tells(mine[0])


def _tells(entry: Entry) -> bool:
    return entry.unit.symbol not in ("%", "×")


def _wrong(shares: Column, part: Column, other: Column, header: str) -> Wrong | None:
    """The odd share, if all but one are of one base; where either may be the odd one, the header has to say it."""
    if any(part[row].unit.dimension != other[row].unit.dimension for row in shares):
        return None
    both = _odd(shares, part, other, (_of_both, _of_the_other), "of both")
    alone = _odd(shares, part, other, (_of_the_other, _of_both), "of the other")
    if both is not None and alone is not None:
        return both if _OF_A_WHOLE.search(header) else None
    return both or alone


def _odd(shares: Column, part: Column, other: Column, laws: tuple[_Law, _Law], words: str) -> Wrong | None:
    meant, slip = laws
    odd = [row for row in shares if not _gives(meant, part[row], other[row], shares[row])]
    shown = any(row not in odd and not _gives(slip, part[row], other[row], shares[row]) for row in shares)
    if len(odd) != 1 or not shown:
        return None
    one, rest, share = part[odd[0]], other[odd[0]], shares[odd[0]]
    if not prints_two_digits(share.claim.reading) or not _gives(slip, one, rest, share):
        return None
    told = f"{one.shown} beside {rest.shown} is told {words} in the other rows"
    return Wrong(share.claim, share.unit, meant(one.value, rest.value), told)


def _of_both(one: float, other: float) -> float:
    return one / (one + other)


def _of_the_other(one: float, other: float) -> float:
    return one / other


def _gives(law: _Law, one: Entry, other: Entry, share: Entry) -> bool:
    ends = [
        law(one.value + sign * one.room, max(other.value - sign * other.room, _ROOM * other.value)) for sign in (-1, 1)
    ]
    return ends[0] - share.room * (1 + _ROOM) <= share.value <= ends[1] + share.room * (1 + _ROOM)
