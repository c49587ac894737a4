"""Columns of what two others differ by, points between percentages, and results beside their working."""

from __future__ import annotations

from snippets import findings, table, verdict


def test_a_column_is_shown_by_its_rows() -> None:
    rows = ["Case | Lab | Field | Spread", "Mean | 4 ms | 10 ms | 2.5×", "Tail | 9 ms | 63 ms | 7×",
            "Load | 900 QPS | 300 QPS | 3×"]  # fmt: skip
    assert findings(table(*rows)) == []
    assert findings(table(*rows).replace("7×", "2.5×")) == [("2.5×", "ratio")]


def test_two_rows_that_are_alike_show_nothing() -> None:
    rows = [
        "Case | Lab | Field | Units",
        "Mean | 4 ms | 8 ms | 2×",
        "Tail | 9 ms | 18 ms | 2×",
        "Best | 3 ms | 4 ms | 8×",
    ]
    assert findings(table(*rows)) == []


def test_a_rough_base_is_known_where_other_rows_fit() -> None:
    rows = ["Level | Bandwidth | Relative", "Cache | ~30 TB/s | 1×", "Near | 6 TB/s | 5× slower",
            "Far | 400 GB/s | 75× slower", "Disk | 4 GB/s | 7,500× slower"]  # fmt: skip
    assert findings(table(*rows)) == []
    assert findings(table(*rows).replace("75× slower", "15× slower")) == [("15×", "ratio")]


def test_changes_from_the_row_above() -> None:
    rows = ["Year | Peak | Δ", "2018 | 100 TFLOPS | —", "2020 | 300 TFLOPS | +200%", "2022 | 450 TFLOPS | +50%",
            "2024 | 900 TFLOPS | +100%"]  # fmt: skip
    assert findings(table(*rows)) == []
    assert verdict(table(*rows), "50%") == ("match", "")


def test_points_between_two_percentages() -> None:
    rows = ["Set | Before | After | Loss", "Clean | 90% | 84% | 6 pts", "Noisy | 80% | 64% | 16 pts"]
    assert findings(table(*rows)) == []
    assert findings(table(*rows).replace("16 pts", "20 pts")) == [("20", "ratio")]
    assert findings("# A\n\nAccuracy falls from 80% to 64%: 16 points.\n") == []
    assert findings("# A\n\nAccuracy: 80% → 64%, 20 points.\n") == [("20", "ratio")]


def test_a_relative_change_of_a_percentage() -> None:
    text = "# A\n\nError: 20% → 15% — a 25% relative reduction.\n"
    assert findings(text) == []
    assert findings(text.replace("a 25%", "a 33%")) == [("33%", "ratio")]


def test_a_working_without_units_counts_where_other_rows_follow() -> None:
    rows = ["Term | Working | Time", "Load | 400/1,600 | 0.25 s", "Work | 9×10^14/(600×10^12×0.5) | 3.0 s"]
    assert findings(table(*rows)) == []
    assert findings(table(*rows).replace("3.0 s", "1.5 s")) == [("1.5 s", "arithmetic")]


def test_the_intensity_of_a_sheet() -> None:
    rows = ["Metric | Value", "Operations | 6 GFLOPs", "Weights | 50 MB", "Arithmetic intensity | 120 FLOPs/B"]
    assert findings(table(*rows)) == []
    assert [text for text, _ in findings(table(*rows).replace("120", "60"))] == ["60 FLOPs/B"]
