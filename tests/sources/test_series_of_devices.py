"""Columns whose numbers follow from the devices of their rows by one rule that nothing else states."""

from __future__ import annotations

import pytest
from snippets import findings, table

# What a number is of a device: bytes over its bandwidth, work over its peak, memory less a constant.
BANDWIDTH = {"H100 SXM": 3.35, "H200": 4.8, "MI300X": 5.3, "L40S": 0.864, "A100 SXM 80 GB": 2.039}
PEAK = {"H100 SXM": 989.4, "H200": 989.5, "MI300X": 1307.4, "L40S": 362.05, "A100 SXM 80 GB": 312}
MEMORY = {"H100 SXM": 80, "H200": 141, "MI300X": 192, "L40S": 48, "A100 SXM 80 GB": 80}
SERIES = [
    ("Sweep (ms)", {name: f"{52.3 / wide:.1f}" for name, wide in BANDWIDTH.items()}),
    ("Prompt", {name: f"{61e3 / peak:.1f} ms" for name, peak in PEAK.items()}),
    ("Balance", {name: f"{PEAK[name] / wide:.0f}" for name, wide in BANDWIDTH.items()}),
    ("Room", {name: f"{0.9 * size - 18.3:.1f} GB" for name, size in MEMORY.items()}),
]


def _scaled(shown: str, factor: float) -> str:
    number, _, unit = shown.partition(" ")
    return f"{float(number) * factor:.{len(number.partition('.')[2])}f} {unit}".strip()


@pytest.mark.parametrize(("header", "shown"), SERIES, ids=[header for header, _ in SERIES])
def test_the_one_number_that_breaks_a_rule_is_found(header: str, shown: dict[str, str]) -> None:
    assert findings(table(f"Card | {header}", *(f"{name} | {value}" for name, value in shown.items()))) == []
    for factor in (2, 0.5, 1.4):
        wrong = shown | {"H200": _scaled(shown["H200"], factor)}
        found = findings(table(f"Card | {header}", *(f"{name} | {value}" for name, value in wrong.items())))
        assert [text for text, _ in found] == [wrong["H200"]]


def test_rows_of_devices_count_as_columns_do() -> None:
    names, values = list(BANDWIDTH), [f"{52.3 / wide:.1f}" for wide in BANDWIDTH.values()]
    assert findings(table(f"What | {' | '.join(names)}", f"Sweep (ms) | {' | '.join(values)}")) == []
    values[2] = "19.7"
    found = findings(table(f"What | {' | '.join(names)}", f"Sweep (ms) | {' | '.join(values)}"))
    assert [text for text, _ in found] == ["19.7"]


def test_measured_numbers_show_no_rule() -> None:
    rows = ("H100 SXM | 41.2 ms", "H200 | 33.0 ms", "MI300X | 36.6 ms", "L40S | 171 ms", "A100 SXM 80 GB | 70.9 ms")
    assert findings(table("Card | Step", *rows)) == []


def test_two_numbers_show_no_rule() -> None:
    rows = ("H100 SXM | 15.6 ms", "H200 | 10.9 ms", "MI300X | 19.7 ms")
    assert findings(table("Card | Step", *rows)) == []


def test_enumerations_are_series_as_well() -> None:
    devices = "V100 SXM2 32 GB 35.6 ms, A100 SXM 80 GB {}, H100 SXM 23.9 ms, MI300X 36.2 ms"
    text = f"Reading all of the memory takes: {devices}.\n"
    assert findings(text.format("39.2 ms")) == []
    assert [found for found, _ in findings(text.format("19.6 ms"))] == ["19.6 ms"]
    text = "# Balance\n\n- H100 SXM: 295 FLOP/B; H200: {} FLOP/B\n- MI300X: 247 FLOP/B; L40S: 419 FLOP/B\n"
    assert findings(text.format("206")) == []
    assert [found for found, _ in findings(text.format("187"))] == ["187 FLOP/B"]


def test_a_row_of_several_devices_has_their_memory() -> None:
    rows = ("1 H100 SXM | 72.0 GB", "8 H100 SXM | 576.0 GB", "MI300X | 172.8 GB", "2 × L40S | 86.4 GB", "H200 | {}")
    assert findings(table("Machine | Usable", *rows).format("126.9 GB")) == []


def test_eight_bits_are_the_format_that_a_device_has() -> None:
    ridges = ("H100 SXM | 591", "H200 SXM | 412", "MI300X | 493", "TPU v6e | {}")
    rows = table("Part | Ridge in 8 bit", *ridges)
    assert findings(rows.format("1121")) == []
    assert [found for found, _ in findings(rows.format("2242"))] == ["2242"]
