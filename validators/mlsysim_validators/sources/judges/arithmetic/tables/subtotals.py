"""Rows of a table that are made of the rows above them: "one layer" under its matrices, "32 layers" under that.

A total below them holds what they come to, and none of the rows that they are made of. Coarse numbers, and twice the
same one, are a sum by chance or design: a row is a subtotal where rounding leaves little open, or a multiple of its
neighbour that its label tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry

_FINE = 0.015


def outermost(parts: Sequence[tuple[str, Entry]]) -> list[Entry]:
    """Of labelled rows those that are part of no other one, from above."""
    found: list[Entry] = []
    for label, entry in parts:
        made_of = _run(found, entry)
        if not made_of and found and _is_multiple(found[-1], entry, label):
            made_of = 1
        del found[len(found) - made_of :]
        found.append(entry)
    return found


def _run(before: Sequence[Entry], entry: Entry) -> int:
    """How many rows right above add up to one; 0 where none do."""
    if entry.value <= 0 or entry.room > _FINE * entry.value:
        return 0
    total, room = 0.0, entry.room
    sizes: set[float] = set()
    for count, part in enumerate(reversed(before), 1):
        total, room = total + part.value, room + part.room
        sizes.add(part.value)
        if len(sizes) > 1 and abs(total - entry.value) <= min(room, _FINE * entry.value):
            return count
    return 0


def _is_multiple(one: Entry, entry: Entry, label: str) -> bool:
    counts = [reading.value for reading in readings(label) if reading.value > 1]
    room = entry.room + sum(counts[:1]) * one.room
    return len(counts) == 1 and abs(counts[0] * one.value - entry.value) <= room <= _FINE * entry.value
