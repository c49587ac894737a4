"""Columns of CSV files whose headers are identifiers, their units in the names or in the comments above."""

from __future__ import annotations

import pytest
from coding import findings
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.documents import Text
from mlsysim_validators.sources.readers.column_names import as_header

_SHEET = """# dense peaks; nvlink in GB/s per GPU, both directions summed
# list prices
device,mem_gb,mem_bw_gbps,bf16_tflops,tdp_w,nvlink,ridge_flop_per_byte
A100-SXM4-80GB,{memory},2039,312,400,600,153
H100-SXM5-80GB,80,{bandwidth},{rate},{power},{link},{ridge}
H200-SXM,141,4800,989,700,900,206
"""
_RIGHT = {"memory": "80", "bandwidth": "3350", "rate": "989", "power": "700", "link": "900", "ridge": "295"}


def sheet(**given: str) -> list[str]:
    return [text for text, _ in findings(_SHEET.format(**_RIGHT | given), "gpus.csv")]


def test_a_right_sheet_is_quiet() -> None:
    assert sheet() == []


@pytest.mark.parametrize(
    ("what", "wrong"),
    [("memory", "40"), ("bandwidth", "2039"), ("rate", "1979"), ("power", "350"), ("link", "450"), ("ridge", "591")],
)
def test_a_wrong_cell_is_told(what: str, wrong: str) -> None:
    assert sheet(**{what: wrong}) == [wrong]


def test_comments_above_do_not_say_what_separates_the_fields() -> None:
    commented = "# memory; bandwidth; power; and more; of every device\n" + _SHEET.format(**_RIGHT | {"power": "350"})
    assert [text for text, _ in findings(commented, "gpus.csv")] == ["350"]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("fp16_tflops", "fp16 (TFLOPS)"),
        ("mem_gb", "mem memory (GB)"),
        ("hbm_gib", "hbm memory (GiB)"),
        ("link_gb_per_s", "link (GB/s)"),
        ("tdp_w", "tdp (W)"),
        ("usd_per_gpu_hour", "(USD/h)"),
        ("num_kv_heads", "num kv heads"),
        ("device", "device"),
        ("Memory (GB)", "Memory (GB)"),
        ("A100_SXM", "A100 SXM"),
    ],
)
def test_identifiers_are_written_as_headers(name: str, header: str) -> None:
    assert as_header(Text(name, range(len(name)))).text == header


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}(_[A-Za-z0-9]{1,8}){1,4}", fullmatch=True), st.integers(0, 1000))
def test_every_character_has_a_place_in_the_identifier(name: str, start: int) -> None:
    header = as_header(Text(name, range(start, start + len(name))))
    assert all(start <= place < start + len(name) for place in header.offsets)
    assert len(header.text) == len(header.offsets)
