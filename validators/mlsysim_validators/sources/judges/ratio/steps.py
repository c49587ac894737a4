"""Tables of steps from one device to the next: "A100 → H100 | 3.2× | 1.6×", against the registry.

Only where other rows of the column are what the registry gives: then the column compares what its header says.
"""

from __future__ import annotations

from mlsysim_registry.data import Entry as Device
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid, Wrong
from mlsysim_validators.sources.judges.ratio.figures import fields_of
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio, same
from mlsysim_validators.sources.judges.ratio.whom import joined
from mlsysim_validators.sources.names.entities import EntityFinder

_FAR = 0.08


def judge(grid: Grid, finder: EntityFinder) -> list[Wrong]:
    """Decide the factors of such a table that the registry bears out; gives those that it does not."""
    steps = {row: two for row, label in grid.labels.items() if (two := _two(label, finder)) is not None}
    if len(steps) < 2:
        return []
    wrong: list[Wrong] = []
    for column, entries in grid.changes.items():
        for path in fields_of(grid.headers.get(column, "")):
            told = {
                row: (entry, right)
                for row, entry in entries.items()
                if row in steps and entry.unit.symbol == "×" and (right := _ratio(steps[row], path)) is not None
            }
            fitting = [row for row, (entry, (ratio, _)) in told.items() if _fits(entry, ratio)]
            if len(fitting) < 2 or len(told) - len(fitting) > 1:
                continue
            for row, (entry, (ratio, words)) in told.items():
                claim = entry.claim
                if claim.verdict != "unresolved":
                    continue
                if row in fitting:
                    as_ratio(claim, entry.unit)
                    claim.decide("match", working=words)
                elif abs(entry.value / ratio - 1) > _FAR:
                    wrong.append(Wrong(claim, entry.unit, ratio, words))
            break
    return wrong


def _two(label: str, finder: EntityFinder) -> tuple[Device, Device] | None:
    two = joined(label, finder)
    return (two[0].entry, two[1].entry) if two is not None else None


def _ratio(two: tuple[Device, Device], path: str) -> tuple[float, str] | None:
    first, second = (device.get(path) for device in two)
    if first is None or second is None or not first.value or not second.value:
        return None
    words = f"{second.printed} of {two[1].name} against {first.printed} of {two[0].name}"
    return float(second.value) / float(first.value), words


def _fits(entry: Entry, ratio: float) -> bool:
    return same(entry.claim.reading, ratio) or abs(entry.value - ratio) <= entry.room + 1e-9
