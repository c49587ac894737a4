"""What stood in public files at first sight: figures of other things, units in unusual spellings, tables of factors."""

from __future__ import annotations

import pytest
from coding import coded, findings


def test_a_table_of_unit_factors_is_no_record_of_parts() -> None:
    assert findings('FACTOR = {"tflops": 1e12, "TFLOPS": 1e12, "gflops": 1e9, "GFLOPS": 1e9}\n') == []


@pytest.mark.parametrize(
    "line", ['"max_nvlink_gpus": 8', '"nvlink_domain_size": 8', '"nvlink_a2a_bwu": 0.6', '"nvlink_utilization": 0.7']
)
def test_how_many_are_joined_is_no_rate_of_a_link(line: str) -> None:
    assert findings(f'{{"name": "H100 SXM", {line}}}', "a.json") == []


@pytest.mark.parametrize(("key", "wrong"), [("int8TOPS", "3958"), ("bf16TFLOPS", "1979"), ("fp8TFLOPS", "3958")])
def test_a_format_and_a_unit_that_are_run_together(key: str, wrong: str) -> None:
    right = {"3958": "1979", "1979": "989"}[wrong]
    assert findings(f'{{"name": "H100 SXM", "{key}": {right}, "fp64TFLOPS": 34}}', "a.json") == []
    assert [text for text, _ in findings(f'{{"name": "H100 SXM", "{key}": {wrong}, "fp64TFLOPS": 34}}', "a.json")] == [
        wrong
    ]


def test_a_rate_beside_that_of_the_tensor_cores_is_the_vector_units() -> None:
    row = '{"name": "A100 SXM", "fp32": 19.5, "fp16": %s, "tf16": 312, "tf32": 156}'
    assert findings(row % 78, "peak_tflops.json") == []


EXPLAINED = """
# Defaults of the planner: capacity in GB, latency in ns, bandwidth in GB/s; the GPU row follows an A100 80GB.
DEFAULTS = {
    "GPU": {"bf16_tflops": 312.0},
    "SRAM_PIM": {"bf16_tflops": 500.0},
}
"""


def test_a_comment_that_explains_a_table_does_not_say_whose_all_its_figures_are() -> None:
    assert findings(EXPLAINED) == []


def test_a_law_of_the_numbers_beside_it_proves_no_figure() -> None:
    rows = "".join(
        f'{{"name": "{name}", "int8_tops": {rate}, "int4_tops": {2 * rate}}},'
        for name, rate in (("X1", 330), ("X2", 242), ("X3", 733), ("H100 SXM", 1979))
    )
    claims = coded(f'{{"cards": [{rows[:-1]}]}}', "a.json")
    assert claims["3958"].verdict != "match"
