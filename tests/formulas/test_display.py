"""Numbers for people."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlsysim_registry.display import binary, count, money, number, si


@pytest.mark.parametrize(
    ("value", "unit", "digits", "text"),
    [
        (4.794e-3, "s", 3, "4.79 ms"),
        (16.060522496e9, "B", 4, "16.06 GB"),
        (295.34, "FLOP/B", 3, "295 FLOP/B"),
        (5.3e12, "B/s", 3, "5.3 TB/s"),
        (450e9, "B/s", 3, "450 GB/s"),
        (1979e12, "FLOP/s", 4, "1.979 PFLOP/s"),
        (2.9996e-3, "s", 3, "3.00 ms"),
        (999.6e-6, "s", 3, "1.00 ms"),
        (16.2e-6, "s", 3, "16.2 µs"),
        (0, "s", 3, "0 s"),
        (5400, "s", 3, "5,400 s"),
        (9000, "s", 3, "2.5 h"),
        (10 * 86400.0, "s", 3, "10 days"),
        (0.6, "W", 3, "600 mW"),
        (700, "W", 3, "700 W"),
        (240e6, "Hz", 3, "240 MHz"),
        (-3.35e12, "B/s", 3, "-3.35 TB/s"),
        (8030261248, "1", 3, "8,030,261,248"),
        (512e3, "B", 3, "512 kB"),
        (0.5, "B", 3, "0.5 B"),
        (math.inf, "s", 3, "inf s"),
    ],
)
def test_si(value: float, unit: str, digits: int, text: str) -> None:
    assert si(value, unit, digits) == text


@pytest.mark.parametrize(
    ("value", "text"), [(2**29, "0.5 GiB"), (2**31, "2 GiB"), (131072, "128 KiB"), (100, "100 B"), (2**50, "1 PiB")]
)
def test_binary(value: float, text: str) -> None:
    assert binary(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(26280, "$26,280"), (13.6986, "$13.70"), (3, "$3.00"), (99.996, "$100"), (-5, "-$5.00")]
)
def test_money(value: float, text: str) -> None:
    assert money(value) == text


def test_counts_and_tiny_numbers() -> None:
    assert count(8030261248) == "8,030,261,248"
    assert count(0.45) == "0.45"
    assert number(1.234e-7) == "1.23e-07"


@given(st.floats(1e-9, 1e20), st.sampled_from(["B", "B/s", "FLOP/s", "W", "Hz"]), st.integers(3, 6))
def test_si_reads_back_within_its_digits(value: float, unit: str, digits: int) -> None:
    text = si(value, unit, digits)
    shown, _, spelled = text.partition(" ")
    prefix = spelled.removesuffix(unit)
    factor = {"p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "": 1, "k": 1e3, "M": 1e6, "G": 1e9}
    factor |= {"T": 1e12, "P": 1e15, "E": 1e18}
    assert float(shown.replace(",", "")) * factor[prefix] == pytest.approx(value, rel=0.51 * 10 ** (1 - digits))
