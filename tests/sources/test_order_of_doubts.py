"""Doubts and excuses stand in orders: one that stands in none would never be raised."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from types import ModuleType

from mlsysim_validators.sources.judges.doubts import (
    compared,
    of_memory,
    of_models,
    of_parts,
    of_rates,
    of_several,
    of_something_else,
    order,
)
from mlsysim_validators.sources.judges.wrong_specs import last_excuses, other_figures, other_meanings, other_owners


def _asked_of_a_wrong_number(modules: Iterable[ModuleType]) -> list[str]:
    """The public functions of modules that say something of a number that is wrong."""
    return [
        function.__qualname__
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if inspect.get_annotations(function).get("wrong") == "Wrong"
    ]


def test_each_doubt_stands_in_the_order_once() -> None:
    themes = (compared, of_memory, of_models, of_parts, of_rates, of_several, of_something_else)
    assert sorted(doubt.__qualname__ for doubt in order.DOUBTS) == sorted(_asked_of_a_wrong_number(themes))


def test_each_excuse_stands_in_its_order_once() -> None:
    orders = {
        other_meanings: other_meanings.OTHER_MEANINGS,
        other_figures: other_figures.OTHER_FIGURES,
        other_owners: other_owners.OTHER_OWNERS,
        last_excuses: last_excuses.LAST_EXCUSES,
    }
    for module, excuses in orders.items():
        assert sorted(excuse.__qualname__ for _, excuse in excuses) == sorted(_asked_of_a_wrong_number([module]))
