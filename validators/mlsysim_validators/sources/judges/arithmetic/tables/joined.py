"""Columns that one law joins in all rows but one: the same product, the same sum, one the logarithm of the other.

"RAM | Gap" of one model on several devices makes one product; what is lost and what is left make one sum; the loss of a
probability is minus its logarithm. Few rows of coarse numbers agree by chance: of a product, only a known slip is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import exp, log
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Column, Entry, Grid, Wrong
from mlsysim_validators.sources.judges.off_by import off_by

_MOST_COLUMNS = 8
_MOST_ROWS = 12
_FEWEST = 3  # rows that follow
_FEWEST_SUMS = 4
_COARSEST = 0.02
_SLIPPED = 0.02
_MOST_CLAIMS = 60
_SLIPS = (2.0, 8.0, 10.0, 100.0, 1000.0, 1e6)
_LOSS = AnyCase(r"\bloss\b|entropy|surprisal|\blog\b|\bln\b|nats\b|bits\b")


class _Law(NamedTuple):
    """What two columns have in common, what the second is by it, and how to tell it."""

    joint: Callable[[Entry, Entry], float]
    room: Callable[[Entry, Entry], float]  # how far rounding leaves that open
    right: Callable[[Entry, float], float]
    words: str


def _room_of_base(entry: Entry) -> float:
    """Half a step of a base; a whole number of GB is not rounded."""
    return 0.0 if entry.claim.reading.value % 1 == 0 else entry.room


_PRODUCT = _Law(
    lambda a, b: a.value * b.value,
    lambda a, b: abs(a.value) * b.room + abs(b.value) * _room_of_base(a),
    lambda a, joint: joint / a.value,
    "the same product with",
)
_SUM = _Law(
    lambda a, b: a.value + b.value,
    lambda a, b: a.room + b.room,
    lambda a, joint: joint - a.value,
    "the same sum with",
)
_LOGARITHM = _Law(
    lambda a, b: a.value * exp(b.value),  # 1 where b = -ln a
    lambda a, b: a.value * exp(b.value) * b.room + a.room * exp(b.value),
    lambda a, _: -log(a.value),
    "the negative logarithm of",
)


def odd_ones_of_joined_columns(grid: Grid, claims: Sequence[Claim] = ()) -> Iterator[Wrong]:
    """The numbers of a column that do not follow the law of all other rows; `claims` are those of the slide."""
    body = {
        column: {row: entry for row, entry in entries.items() if row not in grid.totals}
        for column, entries in sorted(grid.values.items())[:_MOST_COLUMNS]
    }
    told: set[int] = set()
    for first, second in combinations(sorted(body), 2):
        rows = sorted(body[first].keys() & body[second].keys())
        if second in told or not _FEWEST <= len(rows) <= _MOST_ROWS:
            continue
        pairs = [(body[first][row], body[second][row]) for row in rows]
        law = _law_of(pairs, body, grid.headers.get(second, ""))
        odd = _odd(pairs, law) if law is not None and len(pairs) > _FEWEST else None
        if law is _PRODUCT and odd is None:
            yield from _over_a_stated_base(pairs, claims)
        if law is None or odd is None:
            continue
        base, entry, joint = odd
        if entry.claim.kind == "spec" and entry.claim.sure:
            continue
        told.add(second)
        words = f"{grid.headers.get(second, '')} makes {law.words} {grid.headers.get(first, '')} in the other rows"
        yield Wrong(entry.claim, entry.unit, law.right(base, joint), f"{words}, and {base.shown} gives")


def _law_of(pairs: list[tuple[Entry, Entry]], body: dict[int, Column], header: str) -> _Law | None:
    """The law that columns of these units and names may follow."""
    symbols = [{entry.unit.symbol for entry in column} for column in zip(*pairs, strict=True)]
    dimensions = [{entry.unit.dimension for entry in column} for column in zip(*pairs, strict=True)]
    if symbols[1] == {"×"} and len(dimensions[0]) == 1 and dimensions[0] != {()}:
        return _PRODUCT if all(a.value > 0 and b.value > 0 for a, b in pairs) else None
    if symbols == [{"%"}, {"%"}]:
        shares = [one for one in body.values() if all(entry.unit.symbol == "%" for entry in one.values())]
        return _SUM if len(shares) == len(symbols) else None
    if dimensions == [{()}, {()}] and _LOSS.search(header):
        return _LOGARITHM if all(0 < a.value < 1 for a, _ in pairs) else None
    return None


def _odd(pairs: list[tuple[Entry, Entry]], law: _Law) -> tuple[Entry, Entry, float] | None:
    """The one pair that a law does not join as it joins all others; and how those are joined."""
    for at, (base, entry) in enumerate(pairs):
        others = pairs[:at] + pairs[at + 1 :]
        joints = [law.joint(*pair) for pair in others]
        rooms = [law.room(*pair) + 1e-9 * abs(law.joint(*pair)) for pair in others]
        low = max(one - room for one, room in zip(joints, rooms, strict=True))
        high = min(one + room for one, room in zip(joints, rooms, strict=True))
        own, own_room = law.joint(base, entry), law.room(base, entry)
        if low > high or low - own_room <= own <= high + own_room:
            continue
        joint = sum(joints) / len(joints)
        if len({pair[1].value for pair in others}) < _FEWEST:
            return None
        if law is _LOGARITHM:
            return (base, entry, 1.0) if low <= 1 <= high else None
        if law is _SUM:
            return (base, entry, joint) if len(others) >= _FEWEST_SUMS else None
        fine = all(room <= _COARSEST * one for one, room in zip(joints, rooms, strict=True))
        return (base, entry, joint) if fine and off_by(own, joint, _SLIPPED, _SLIPS) else None
    return None


def _over_a_stated_base(pairs: list[tuple[Entry, Entry]], claims: Sequence[Claim]) -> Iterator[Wrong]:
    """Factors of one amount of the slide over those of their rows: "Model size 3.6 TB", and 8 GB have a gap of 450×.

    One row shows that the amount is meant; all others have to be right as well, or off by a known slip.
    """
    dimension = pairs[0][0].unit.dimension
    for claim in claims[:_MOST_CLAIMS]:
        unit = claim.unit or claim.reading.units[0]
        if claim.stated.cell is not None or unit.dimension != dimension or not claim.reading.one_value:
            continue
        base = claim.reading.value * unit.factor
        room = 0.5 * claim.reading.resolution * unit.factor / base if base else 1.0
        if room > _COARSEST or any(a.value >= base for a, _ in pairs):
            continue
        offs = [b.value * a.value / base for a, b in pairs]
        right = [abs(off - 1) <= room + b.room / b.value + 1e-9 for off, (_, b) in zip(offs, pairs, strict=True)]
        slips = [off_by(off, 1.0, _SLIPPED, _SLIPS) for off in offs]
        if not any(right) or not all(one or slip for one, slip in zip(right, slips, strict=True)):
            continue
        for fits, (amount, factor) in zip(right, pairs, strict=True):
            if not fits:
                yield Wrong(factor.claim, factor.unit, base / amount.value, f"{claim.text} over {amount.shown}")
        return
