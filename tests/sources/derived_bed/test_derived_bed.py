"""The bars for derived numbers, on the decks of this folder.

`first` was written before the judges were mended and was tuned on; `second` was written after that and tuned on later;
`third` was written last, and nothing but one false alarm was mended by it.
"""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS

from derived_bed.bed import Deck, decks, outcomes, plants

DECKS = list(decks("first", "second", "third"))


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: f"{deck.path.parent.name}-{deck.path.stem}")
def test_no_right_number_is_reported(deck: Deck) -> None:
    found, _ = outcomes(deck)
    shown = [mark.shown(mark.right) for mark in deck.marks]
    assert [(words, one) for words, one in zip(shown, found, strict=True) if one.verdict in FINDINGS] == []


@pytest.mark.parametrize(("room", "bar"), [("first", 0.80), ("second", 0.68), ("third", 0.68)])
def test_right_numbers_are_confirmed(room: str, bar: float) -> None:
    found = [one.verdict for deck in decks(room) for one in outcomes(deck)[0]]
    assert found.count("match") >= bar * len(found)


@pytest.mark.parametrize(("room", "bar"), [("first", 0.65), ("second", 0.60), ("third", 0.60)])
def test_planted_errors_are_found(room: str, bar: float) -> None:
    """One plant a number here (the whole set takes minutes), by turns twice, ten times, half and its own mistakes."""
    planted = found = 0
    for deck in decks(room):
        for index, mark in enumerate(deck.marks):
            values = plants(mark)
            planted += 1
            after, _ = outcomes(deck, index, values[index % len(values)])
            found += after[index].verdict in FINDINGS
    assert found >= bar * planted
