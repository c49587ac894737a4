"""Data bases of cards: FP64 and vector FP16 under the bare name of the format, in whatever language."""

from __future__ import annotations

import pytest
from coding import coded, findings

GO = """
package cards

var Cards = []Card{{
	{{Name: "GeForce RTX 3080 Ti", Fp16: {ti16}, Fp32: 34.10, Fp64: {ti64}}},
	{{Name: "GeForce RTX 4070 Ti", Fp16: 40.09, Fp32: 40.09, Fp64: 0.626}},
	{{Name: "GeForce RTX 4080", Fp16: 48.74, Fp32: 48.74, Fp64: 0.761}},
	{{Name: "GeForce RTX 3090 Ti", Fp16: 40.00, Fp32: 40.00, Fp64: 0.625}},
	{{Name: "RTX 6000 Ada Generation", Fp16: 91.06, Fp32: 91.06, Fp64: {ada64}}},
}}
"""
RIGHT = {"ti16": "34.10", "ti64": "0.533", "ada64": "1.423"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, []),
        ({"ti64": "1.066"}, ["1.066"]),  # at 1/32
        ({"ti64": "0.266"}, ["0.266"]),
        ({"ti16": "68.2"}, ["68.2"]),
        ({"ti16": "17.05"}, ["17.05"]),
        ({"ada64": "2.846"}, ["2.846"]),
    ],
)
def test_columns_of_data_bases(wrong: dict[str, str], told: list[str]) -> None:
    assert [text for text, _ in findings(GO.format(**RIGHT | wrong), "cards.go")] == told


def test_right_ones_are_matched_by_their_pipe() -> None:
    claims = coded(GO.format(**RIGHT), "cards.go")
    assert {claim.verdict for claim in claims.values()} == {"match"}
    assert claims["0.533"].field == "compute.vector.fp64"


def test_json_with_other_keys() -> None:
    rows = '{{"name": "{}", "fp32": {}, "fp64": {}}}'
    cards = [("Tesla V100S PCIe 32GB", 16.4, 8.2), ("A100 SXM4 80GB", 19.5, 9.7), ("A30", 10.3, 5.2)]
    for fp64, told in ((67, []), (34, []), (6.7, ["6.7"]), (340, ["340"])):
        text = ",\n".join(rows.format(*card) for card in [*cards, ("H100 SXM5 80GB", 67, fp64)])
        assert [text for text, _ in findings(f"[{text}]", "cards.json")] == told


@pytest.mark.parametrize(
    "row",
    [
        '{Name: "GeForce RTX 3080 Ti Founders OC", Fp16: 36.0, Fp32: 36.0, Fp64: 0.5625}',  # all at another clock
        '{Name: "H100 PCIe", Fp16: 0, Fp32: 62.08, Fp64: 31.04}',
        '{Name: "GeForce RTX 4080 Laptop GPU", Fp16: 24.72, Fp32: 24.72, Fp64: 0.386}',
    ],
)
def test_one_row_at_a_clock_of_its_own_is_not_told_of_each_format(row: str) -> None:
    text = GO.format(**RIGHT).replace("\n}", f"\n\t{row},\n}}", 1)
    assert not [found for found in findings(text, "cards.go") if found[0] in ("0.5625", "31.04", "0.386")]


@pytest.mark.parametrize(
    "code",
    [
        "BYTES = {'fp64': 8, 'fp32': 4, 'fp16': 2, 'fp8': 1}\n",
        "SIZES = {'A100': {'fp64': 8, 'fp32': 4}, 'H100': {'fp64': 8, 'fp32': 4}, 'V100': {'fp64': 8, 'fp32': 4}}\n",
        "SPEED = {'A100': {'fp64': 0.5, 'fp32': 1.0}, 'H100': {'fp64': 0.5, 'fp32': 1}, 'T4': {'fp64': 0.03}}\n",
    ],
)
def test_formats_that_are_no_rates_are_left_alone(code: str) -> None:
    assert findings(code) == []


MIXED = """
[cards.rtx4090]
name = "GeForce RTX 4090"
fp16_tflops = 82.6

[cards.rtx4080]
name = "GeForce RTX 4080"
fp16_tflops = 48.7

[cards.rtx3090ti]
name = "GeForce RTX 3090 Ti"
fp16_tflops = 40.0

[cards.rtx4070ti]
name = "GeForce RTX 4070 Ti"
fp16_tflops = 40.1

[cards.rtx3080ti]
name = "GeForce RTX 3080 Ti"
fp16_tflops = 34.1

[cards.other]
name = "{}"
fp16_tflops = {}
"""


@pytest.mark.parametrize(
    ("name", "rate", "told"),
    [
        ("B200", 2250, False),
        ("B200", 1191.2, True),  # sixteen times the FP32 rate of a data base
        ("B300", 1231.8, True),
        ("B200", 150, False),  # twice FP32
        ("B200", 77, False),
        ("GB200", 640, True),
        ("Instinct MI325X", 653.7, False),  # four times FP32
        ("Instinct MI300A", 653.7, True),  # the one of the MI300X
        ("Instinct MI300A", 980.6, False),
    ],
)
def test_a_figure_that_is_of_neither_pipe(name: str, rate: float, told: bool) -> None:
    assert bool(findings(MIXED.format(name, rate), "cards.toml")) is told


@pytest.mark.parametrize(
    ("fp16", "told"),
    [(91.1, False), (95, False), (182, True), (45.5, True), (320, True), (300.5, True)],
)
def test_half_precision_beside_the_tensor_cores(fp16: float, told: bool) -> None:
    rates = f'"fp32": 91.1, "fp16": {fp16}, "fp16_tensor_core": 728.5'
    text = f'{{"RTX 6000 Ada": {{{rates}, "memory_gb": 48, "tdp_w": 300}}}}'
    assert (str(fp16) in [text for text, _ in findings(text, "cards.json")]) is told
