"""A peak over the power of a device, in sentences; rates that words say are of both directions."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table

LIST = "Per watt of board power, at BF16 peak: L4 1.68 TFLOPS, H100 SXM {}, MI300X 1.74."


def test_each_device_has_its_own_rate_per_watt() -> None:
    text = LIST.format("1.41")
    assert findings(text) == []
    assert [claim(text, number).verdict for number in ("1.68 TFLOPS", "1.41", "1.74")] == ["match"] * 3
    assert claim("The H100 gives 1.41 TFLOP/s per watt.", "1.41 TFLOP/s per watt").verdict == "match"


def test_a_rate_with_sparsity_over_the_power_is_told() -> None:
    assert findings(LIST.format("2.83")) == [("2.83", "sparse-for-dense")]


def test_another_rate_per_watt_is_left_open() -> None:
    assert findings("Per watt the H100 gives 0.9 TFLOP/s in our runs.") == []
    assert findings("Measured, the H100 gives 2.83 TFLOP/s per watt.") == []


@pytest.mark.parametrize(("rate", "found"), [("126", []), ("128", []), ("64", [("64 GB/s", "direction")])])
def test_a_nominal_rate_of_one_direction_is_not_that_of_both(rate: str, found: list[tuple[str, str]]) -> None:
    rows = ("NVLink 4 | both directions | 900 GB/s", f"PCIe 5.0 x16 | both directions | {rate} GB/s")
    assert findings(table("Link | counted | rate", *rows)) == found


def test_a_name_behind_as_is_not_whose_the_next_number_is() -> None:
    lines = "- **AMD MI300X**: 192 GB, 5.3 TB/s, 750 W.\n- **AMD MI325X**: 256 GB, 6.0 TB/s, compute as MI300X, {} W.\n"
    assert findings(lines.format("1,000")) == []
    assert [words for words, _ in findings(lines.format("750"))] == ["750 W"]


def test_a_column_of_roofs_states_no_peaks() -> None:
    rows = ("Vector addition | 0.167 | 0.56", "GEMV | 1 | 3.35", "GEMM, n=4096 | 1365 | 989")
    assert findings(table("Kernel | I (FLOP/B) | Roof on H100 (TFLOP/s)", *rows)) == []


def test_a_column_of_ridge_points_is_none_of_kernels() -> None:
    rows = ("A100 | 312 | 2039 | 153", "L4 | 121 | 300 | 403", "H100 SXM | 989 | 3350 | {}")
    head = "Card | π (TFLOP/s) | β (GB/s) | I* (FLOP/B)"
    assert findings(table(head, *rows).format(295)) == []
    assert [words for words, _ in findings(table(head, *rows).format(591))] == ["591"]
