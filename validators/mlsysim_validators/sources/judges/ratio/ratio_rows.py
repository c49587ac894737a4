"""A row of ratios below two rows: "Small | 64 M | 15 mW", "Large | 989 T | 700 W", "Ratio | 1.55e7 | 4.67e4"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid, Wrong
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.patterns import regex

_RATIO = regex(r"\W*(?:ratio|factor|quotient|gain|speed-?up|advantage|growth)\W*(?:\([^()]*\))?\W*", re.IGNORECASE)
_ROOM = 0.012
_TENS = (10.0, 100.0, 1000.0)


def judge(grid: Grid) -> Iterator[Wrong]:
    """Decide the ratios of a table's last row that its two rows give; gives those that are off by a power of ten, that
    are the ratio of another column, or that alone of all do not follow."""
    rows = list(grid.labels)
    if len(rows) != 3 or not _RATIO.fullmatch(grid.labels[rows[-1]]):
        return
    pairs: dict[int, tuple[Entry, float, str]] = {}
    for column, entries in grid.values.items():
        if not column or not all(row in entries for row in rows):
            continue
        one, other, ratio = (entries[row] for row in rows)
        if uncounted(one.unit.dimension) != uncounted(other.unit.dimension) or min(one.value, other.value) <= 0:
            continue
        if ratio.unit == ONE or ratio.unit.symbol == "×":
            pairs[column] = ratio, other.value / one.value, f"{other.shown} against {one.shown}"
    fitting = {column for column, (entry, right, _) in pairs.items() if _fits(entry, right)}
    for column, (entry, right, words) in pairs.items():
        claim = entry.claim
        if claim.verdict != "unresolved":
            continue
        if column in fitting:
            as_ratio(claim, entry.unit)
            claim.decide("match", working=words)
            continue
        turned = right if (entry.value >= 1) is (right >= 1) else 1 / right
        off = entry.value / turned
        tens = any(abs(off * slip - 1) <= _ROOM or abs(off / slip - 1) <= _ROOM for slip in _TENS)
        if tens or any(_fits(entry, other) for name, (_, other, _) in pairs.items() if name != column) or fitting:
            yield Wrong(claim, entry.unit, turned, words)


def _fits(entry: Entry, right: float) -> bool:
    return any(abs(entry.value - one) <= entry.room + _ROOM * one for one in (right, 1 / right))
