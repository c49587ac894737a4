"""The same facts in many layouts of decks and notes: right ones pass, a planted slip is found and explained."""

from __future__ import annotations

import pytest
from measure import FIRST, LATER, Layouts, measure

from mlsysim_registry.data import load


@pytest.mark.parametrize(("layouts", "seed"), [(FIRST, 21), (LATER, 22)], ids=["first", "later"])
def test_facts_are_judged_right_in_whatever_layout(layouts: Layouts, seed: int) -> None:
    counts, misses = measure(load(), seed, 80, layouts=layouts)
    assert counts.seen > 250
    assert counts.right >= 0.95 * counts.seen, misses
    assert counts.found >= 0.95 * counts.planted, misses
    assert counts.explained >= 0.90 * counts.found, misses
    assert counts.alarms <= 0.01 * counts.quantities, misses
