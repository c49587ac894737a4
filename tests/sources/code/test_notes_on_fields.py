"""What the declaration of a field says of it holds in every record: units, formats, what a plain name leaves open."""

from __future__ import annotations

import pytest
from coding import coded, findings

TYPED = """
export interface Gpu {
    name: string;
    bw: number;           // GB/s
    tflops: number;       // FP32 shader
    fp16Tflops: number;   // tensor cores, dense
}
export const gpus: Gpu[] = [
    { name: "NVIDIA A100 80 GB", bw: 2039, tflops: %s, fp16Tflops: %s },
    { name: "NVIDIA RTX 4090", bw: 1008, tflops: 83, fp16Tflops: 330 },
    { name: "NVIDIA RTX 5090", bw: 1790, tflops: 105, fp16Tflops: 419 },
];
"""
GO = """
type Spec struct {
	Name    string
	MemBW   float64 // peak, TB/s
	Compute float64 // TFLOPS, single precision
}
var specs = []Spec{
	{Name: "H100 SXM", MemBW: 3.35, Compute: %s},
	{Name: "A100 SXM 80GB", MemBW: 2.039, Compute: 19.5},
}
"""


def test_what_a_field_of_an_interface_is_in() -> None:
    assert findings(TYPED % (19.5, 312), "a.ts") == []
    assert coded(TYPED % (19.5, 312), "a.ts")["83"].field == "compute.vector.fp32"


@pytest.mark.parametrize(
    ("rates", "told"), [((312, 312), ("312", "matrix-for-vector")), ((19.5, 624), ("624", "sparse-for-dense"))]
)
def test_a_rate_of_another_pipe_than_the_declaration_says(rates: tuple[float, float], told: tuple[str, str]) -> None:
    assert findings(TYPED % rates, "a.ts") == [told]


def test_what_a_field_of_a_struct_is_in() -> None:
    assert findings(GO % 67, "a.go") == []
    assert findings(GO % 989, "a.go") == [("989", "matrix-for-vector")]


def test_a_name_that_two_types_explain_in_other_words_is_not_explained() -> None:
    other = "interface Cpu { name: string; tflops: number; // half precision\n}\n"
    alone = TYPED.replace("tflops: 83, ", "").replace("tflops: 105, ", "")  # no other row tells what it is
    assert coded(other + alone % (19.5, 312), "a.ts")["19.5"].field != "compute.vector.fp32"


@pytest.mark.parametrize(("rate", "told"), [("156000", "format"), ("312000", "matrix-for-vector")])
def test_single_precision_in_the_words_of_a_list(rate: str, told: str) -> None:
    text = '[{"Model": "A100 SXM 80GB", "Single precision (GFLOPS)": "%s", "Double precision (GFLOPS)": "19500"}]'
    assert findings(text % "19500", "a.json") == []
    assert findings(text % rate, "a.json") == [(rate, told)]
