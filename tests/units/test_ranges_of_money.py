"""Ranges of money whose currency, scale or span one end alone names."""

from __future__ import annotations

import pytest

from mlsysim_registry.units.reading import readings


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("$2-3/GPU-hour", ["USD/GPU-hour", "USD/GPU-hour"]),
        ("$0.10 to 0.20 per kWh", ["USD/kWh", "USD/kWh"]),
        ("€0.10–€0.20/kWh", ["EUR/kWh", "EUR/kWh"]),
        ("$2-3x", ["USD", "×"]),
        ("$10 to 20 GPUs", ["USD", "GPU"]),
        ("from $2 to 3 GB", ["USD", "GB"]),
    ],
)
def test_both_ends_are_money(text: str, symbols: list[str]) -> None:
    assert [one.units[0].symbol for one in readings(text)] == symbols


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$50-100k", [50e3, 100e3]),
        ("€150k-300k", [150e3, 300e3]),
        ("$500-1k", [500.0, 1e3]),
        ("$1.5-$2M", [1.5, 2e6]),
    ],
)
def test_the_scale_of_one_end(text: str, amounts: list[float]) -> None:
    assert [one.value * one.units[0].factor for one in readings(text)] == amounts
