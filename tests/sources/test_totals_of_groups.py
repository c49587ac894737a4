"""Totals of devices in another format, memory that a proof names, NVLink on a slide of one device."""

from __future__ import annotations

import pytest
from snippets import findings, frame, table


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        ("H200 8-GPU", "Total FP8 compute (dense) | 7,912 TFLOPS", [("7,912 TFLOPS", "format")]),
        ("8x H200", "Peak BF16 | 15,832 TFLOPS", [("15,832 TFLOPS", "format")]),
        ("8x H200", "Peak BF16 | 7,912 TFLOPS", []),
        ("8x H200", "Total FP8 compute | 15,832 TFLOPS", []),
        ("8x H200", "FP8, sparse | 31,664 TFLOPS", []),
    ],
)
def test_a_total_in_another_format_is_told(header: str, row: str, found: list[tuple[str, str]]) -> None:
    assert findings(table(f"Metric | {header}", row)) == found


def test_lpddr_is_the_memory_of_a_device_whose_proof_names_it() -> None:
    text = "The GB10 reads its 128 GB of LPDDR5X at {} GB/s, over NVLink-C2C."
    assert findings(text.format(450)) == [("450 GB/s", "different")]
    assert findings(text.format(273)) == []
    assert findings("The H100 reads the LPDDR5X of its host at 450 GB/s.") == []


def test_nvlink_of_another_generation_on_a_slide_of_one_device() -> None:
    slide = "An H100 has 80 GB.\n\nNVLink connects 8 GPUs within one node at {} GB/s."
    assert findings(frame(slide.format(600)), "slides.tex") == [("600 GB/s", "variant")]
    assert findings(frame(slide.format(900)), "slides.tex") == []
    bridged = slide.replace("within one node", "in pairs, over bridges,")
    assert findings(frame(bridged.format(600)), "slides.tex") == []
