"""Literals of languages with braces."""

from __future__ import annotations

import pytest
from coding import coded, findings, labels_of, values_of
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers import read

GO = """
var Specs = map[string]Spec{
\t"H100": {MemoryGB: 80, BandwidthGBs: 3350, BF16Tflops: float64(989.4)}, // SXM
\t"A100-80GB": {MemoryGB: 80, BandwidthGBs: 2039, BF16Tflops: 312},
}
"""
CPP = """
#define H100_PEAK_FLOPS 989e12
namespace gpu {
constexpr double kA100MemoryBandwidth = 2039e9;  // B/s
static const float H200_BF16_TFLOPS = 1979.0f;
int f(int a) { return a * 3 + 80; }
}
"""


def test_keys_and_rows_lead_to_the_numbers_of_a_go_literal() -> None:
    values = values_of(GO, "specs.go")
    assert [value.number for value in values] == [80, 3350, 989.4, 80, 2039, 312]
    assert "H100" in labels_of(values[2], "key")
    assert set(labels_of(values[2], "comment")) == {"SXM"}
    assert {claim.verdict for claim in coded(GO, "specs.go").values()} == {"match"}


def test_constants_of_c_are_read_and_expressions_left_out() -> None:
    assert [value.number for value in values_of(CPP, "gpu.h")] == [989e12, 2039e9, 1979.0]
    assert findings(CPP, "gpu.h") == [("1979.0", "sparse-for-dense")]


@pytest.mark.parametrize(
    "text",
    [
        "const f = (a: number) => a > 1979 ? { b: 1 } : [2, 3];",
        "if (name.includes('H100')) { x.peak = y * 1979; }",
        "const t = { a: `H100 ${x}`, b: 'unclosed };\n const H100 = 1;",
        "}}}]])) { H100: 1979",
    ],
)
def test_other_code_is_left_alone(text: str) -> None:
    assert findings(text, "a.ts") == []


@given(st.text(alphabet="{}[]()<>:=,;\"'`/*#.\n 19aH_", max_size=120))
def test_nothing_breaks_the_reader(text: str) -> None:
    document = read("a.ts", text)
    for block in document.blocks:
        for value in block.values:
            assert text[value.text.source_offset(0)] == value.text.text[0]
