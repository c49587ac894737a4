"""Figures of a line that are mostly not what their devices have are of something else."""

from __future__ import annotations

import pytest
from snippets import findings, table

DEVICES = ("H100 SXM", "H200 SXM", "A100 SXM4 80GB", "L40S")


def column(header: str, *values: str) -> str:
    return table(f"GPU | {header}", *(f"{name} | {value}" for name, value in zip(DEVICES, values, strict=True)))


@pytest.mark.parametrize(
    "text",
    [
        column("BW (GB/s)", "2905", "4028", "1711", "704"),  # as a program measured them, which nothing says
        column("Power (W)", "512", "530", "301", "350"),  # one may agree by chance
        table("Metric | H100 | H200 | A100", "HBM BW | 2905 GB/s | 4028 GB/s | 1711 GB/s", "Runs | 10 | 10 | 10"),
        "Both stay within their limits at batch 1 (H100 607 W, A100 347 W).",
        "The estimate says that a batch does not go into a T4 (24.9 or 31.6 GB).",
    ],
)
def test_where_most_are_off_none_is_told(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (column("BW (GB/s)", "3350", "4028", "2039", "864"), [("4028", "different")]),
        (column("Power (W)", "700", "700", "512", "350"), [("512", "different")]),
        # a slip that shows what was meant is told, however many there are
        (
            column("dense BF16 TFLOPS", "1979", "1979", "624", "733"),
            [(value, "sparse-for-dense") for value in ("1979", "1979", "624", "733")],
        ),
        ("The H100 SXM has a TDP of 607 W, the A100 SXM of 400 W.", [("607 W", "different")]),
    ],
)
def test_where_most_are_right_the_others_are_told(text: str, found: list[tuple[str, str]]) -> None:
    assert findings(text) == found


def test_parts_of_a_memory_below_its_size_are_none_of_it() -> None:
    rows = ("| flash | SRAM", "available | 1,024 KB | {}", "firmware | 180 KB | 44 KB", "weights | 320 KB | 96 KB")
    text = "# Keyword spotting on the nRF52840\n\n" + table(*rows)
    assert findings(text.format("256 KB")) == []
    alone = "# Keyword spotting on the nRF52840\n\n" + table(*rows[:2])
    assert [words for words, _ in findings(alone.format("512 KB"))] == ["512 KB"]
