"""Rows called by a system that have one device's figures, and rates in formats that a device has not."""

from __future__ import annotations

import pytest
from coding import coded, findings

_ROW = """{{"{name}": {{"name": "{name}", "memory_in_GB": {memory}, "hbm_bw": {bandwidth}, "intra_node_bw": 1800,
  "peak_fp16_TFLOPS": {half}, "peak_fp8_TFLOPS": {eight}}}}}
"""
_DGX = {"name": "DGX-B200", "memory": 180, "bandwidth": 7700, "half": 2250, "eight": 4500}
_NVL = {"name": "GB200-NVL72", "memory": 186, "bandwidth": 8000, "half": 2500, "eight": 5000}


def row(given: dict[str, object], **other: object) -> list[tuple[str, str]]:
    return findings(_ROW.format(**given | other), "a.json")


@pytest.mark.parametrize("given", [_DGX, _NVL])
def test_a_row_called_by_a_system_may_be_of_one_device(given: dict[str, object]) -> None:
    assert row(given) == []
    assert {claim.verdict for claim in coded(_ROW.format(**given), "a.json").values()} == {"match"}
    assert row(given, half=3750) == [("3750", "different")]


def test_the_figures_of_a_whole_system_stay_its() -> None:
    assert findings('{"DGX-B200": {"memory_in_GB": 1440, "gpus": 8, "fp8_PFLOPS": 36}}', "a.json") == []
    one = coded('{"DGX-B200": {"memory_in_GB": 180, "peak_fp16_TFLOPS": 3750}}', "a.json")
    assert one["3750"].verdict == "unresolved"  # one figure of a device alone does not tell


def test_the_links_of_a_whole_rack_are_not_those_of_a_device() -> None:
    rack = "gb200_rack:\n  gpu: GB200\n  gpus_per_rack: 72\n  nvlink_rack_tbs_bidir: {0}  # TB/s\n"
    assert findings(rack.format(130), "a.yaml") == []
    one = "gb200:\n  gpu: GB200\n  nvlink_tbs_bidir: {0}  # TB/s\n"
    assert [text for text, _ in findings(one.format(0.9), "a.yaml")] == ["0.9"]


def test_integer_rates_that_matrix_units_do_not_have() -> None:
    v100 = "G = {{'V100': {{'fp16_tflops': 125, 'int8_tops': {0}}}}}\n"
    assert findings(v100.format(250)) == [("250", "unsupported")]
    assert findings(v100.format(62.8)) == []  # four products of bytes on the vector units
    slide = "| GPU | FP16 Tensor (TFLOPS) | INT8 (TOPS) |\n|---|---|---|\n| V100 | 125 | {0} |\n| A100 | 312 | 624 |\n"
    assert findings(slide.format(250), "a.md") == [("250", "unsupported")]
    assert findings(slide.format(62), "a.md") == []


def test_a_rate_that_was_doubled_from_a_wrong_one_is_wrong() -> None:
    card = "G = {{'RTX 3090': {{'vram_gb': 24, 'fp16_tflops': 71, 'int8_tops': {0}, 'int4_tops': {1}}}}}\n"
    assert findings(card.format(284, 568)) == []
    assert findings(card.format(142, 284)) == [("142", "half"), ("284", "half")]
    assert findings(card.format(142, 568)) == [("142", "half")]
    assert findings(card.format(284, 284)) == []
