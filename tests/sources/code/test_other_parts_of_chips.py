"""Figures of a chip's other parts: a GPU beside an engine, a level of the memory, and slips in units."""

from __future__ import annotations

import pytest
from coding import coded, findings
from mlsysim_validators.sources.claims import FINDINGS


@pytest.mark.parametrize("rate", [28.4, 56.5, 14.2, 21.2, 36])
def test_a_rate_of_either_engine_half_or_twice_of_it_stays_open(rate: float) -> None:
    claim = coded(f'{{"name": "Apple M3 Ultra", "fp16_tflops": {rate}}}', "a.json")[str(rate)]
    assert claim.verdict not in FINDINGS


@pytest.mark.parametrize("rate", [7.2, 114.7])
def test_a_rate_of_neither_engine_is_wrong(rate: float) -> None:
    assert findings(f'{{"name": "Apple M3 Ultra", "fp16_tflops": {rate}}}', "a.json") == [(str(rate), "different")]


def test_a_comment_that_names_the_other_level() -> None:
    row = 'pub const B: Card = Card {{ model: "MI300X", l2_cache_mb: {} {} }};\n'
    assert findings(row.format("256,", "// Infinity Cache\n"), "a.rs") == []
    assert [text for text, _ in findings(row.format("256", ""), "a.rs")] == ["256"]


def test_giga_under_a_figure_in_tera() -> None:
    assert findings('{"name": "H800 SXM", "mac_bf16_gflops": 989.0}', "a.json") == [("989.0", "power-of-ten")]
    assert findings('{"name": "H800 SXM", "mac_bf16_gflops": 989500}', "a.json") == []


def test_measured_cells_are_no_results_of_their_rows() -> None:
    rows = "Data Moved (MB),TB/s,Kernel Time (us)\n96.0,2.2844811254,0.4193536706\n48.0,2.3,0.2\n"
    assert findings(rows, "a.csv") == []


def test_a_row_of_data_is_not_held_against_the_columns_that_are_understood() -> None:
    header = "name,TDP (W),device #,days,PUE,energy MWh\n"
    assert findings(header + "GPT-3 on V100,300,10000,14.8,1.1,1287\n", "a.csv") == []
