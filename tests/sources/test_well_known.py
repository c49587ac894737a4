"""Widths of formats, energies of operations, words for prefixes and the speed of light."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict


@pytest.mark.parametrize(
    "text",
    [
        'FP16: 16-bit floating point ("half precision"), uses 4 bytes per parameter.',
        "In FP16, each parameter takes 4 bytes.",
        "Weights in BF16 (4 bytes).",
        table("Format | Bytes/param", "FP32 | 4", "INT8 | 1", "FP16 | 4"),
    ],
)
def test_the_width_of_another_format_is_told(text: str) -> None:
    assert [rule for _, rule in findings(text)] == ["recomputed"]


@pytest.mark.parametrize(
    "text",
    [
        "FP16 (2 bytes), FP32 (4 bytes), INT8 (1 byte), INT4 takes 0.5 bytes per weight.",
        "Mixed precision: FP16 weights, gradients and FP32 master copies take 8 bytes per parameter.",
        "FP16 weights and their gradients take 4 bytes per parameter.",
        "From FP16 to FP32: 4 bytes per value.",
        "FP32, FP16: 4 bytes, 2 bytes.",
        "INT8 with accumulators of 4 bytes.",
        table("State | Bytes/param", "Adam moments in FP16 | 4", "FP32 master | 4"),
        table("Format | Bytes moved", "FP16 | 8"),
    ],
)
def test_right_widths_and_more_than_a_number_are_left_alone(text: str) -> None:
    assert findings(text) == []


HOROWITZ = "Horowitz, ISSCC 2014 (45 nm)\n\n" + table("Operation | Energy (pJ)", "{} | {}", "SRAM read | 5")


@pytest.mark.parametrize(
    ("operation", "energy", "expected"),
    [
        ("FP16 Multiply", "1.1", ("match", "")),
        ("FP16 Multiply", "0.4", ("mismatch", "recomputed")),
        ("32b float add", "3.7", ("mismatch", "recomputed")),
        ("INT8 Add", "0.3", ("mismatch", "recomputed")),
        ("INT8 MAC", "0.4", ("unresolved", "")),
        ("FP16 Multiply", "1.5", ("unresolved", "")),
    ],
)
def test_energies_of_operations(operation: str, energy: str, expected: tuple[str, str]) -> None:
    assert verdict(HOROWITZ.format(operation, energy), energy) == expected


def test_energies_of_another_process_are_left_open() -> None:
    assert verdict(table("Operation | Energy (pJ)", "FP16 Multiply | 0.4"), "0.4") == ("unresolved", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TFLOP/s = billion FLOP/s", ["billion"]),
        ("Tera is a billion operations.", ["billion"]),
        ("TFLOP/s = trillion FLOP/s. Peta means a quadrillion operations.", []),
        ("1,000 GFLOP/s is a trillion FLOP/s", []),
        ("The speed of light is 299,792 m/s and will not improve.", ["299,792 m"]),
        ("The speed of light is 299,792 km/s; in fibre 200,000 km/s. The speed of light: 3 × 10^8 m/s.", []),
    ],
)
def test_what_is_known_in_words(text: str, found: list[str]) -> None:
    assert [words.partition("/")[0] for words, _ in findings(text)] == found
