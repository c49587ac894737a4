"""Columns of CSV files whose headers are identifiers, their units in the names or in the comments above."""

from __future__ import annotations

import pytest
from coding import findings
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers.data.column_names import as_header
from mlsysim_validators.sources.texts.documents import Text

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


@pytest.mark.parametrize(
    ("name", "numbers", "header"),
    [
        ("TFLOPS16", [312.0], "FP16 (TFLOPS)"),
        ("GFLOPS_32", [], "FP32 (GFLOPS)"),
        ("TOPS8", [], "INT8 (TOPS)"),
        ("memory", [16.0, 80.0], "memory (GB)"),
        ("GPU RAM", [24.0], "GPU RAM (GB)"),
        ("memory", [16384.0, 81920.0], "memory"),
        ("mem_bw", [0.9, 3.35], "bandwidth memory (TB/s)"),
        ("bandwidth", [900.0, 3350.0], "bandwidth (GB/s)"),
        ("TDP", [300.0, 700.0], "TDP (W)"),
        ("memory (GiB)", [80.0], "memory (GiB)"),
        ("score", [80.0], "score"),
    ],
)
def test_plain_headers_take_the_unit_that_their_numbers_tell(name: str, numbers: list[float], header: str) -> None:
    assert as_header(Text(name, range(len(name))), numbers).text == header


_CARDS = """gpu,tdp,TFLOPS32,TFLOPS16,memory
H100 SXM,700,{h100},{half},80
RTX 4090,450,82.6,82.6,24
RTX 3090,350,35.58,35.58,24
RTX A6000,300,38.71,38.71,48
Tesla T4,70,8.1,65,16
Tesla V100-PCIE-16GB,{watts},14.13,28.26,16
Tesla P100,250,9.526,19.05,{memory}
Tesla K80,300,4.113,,12
NVIDIA L4,72,31.33,31.33,24
some short row,,
"""
_RIGHT_CARDS = {"h100": "67", "half": "989", "watts": "250", "memory": "16"}


def cards(**given: str) -> list[str]:
    return [text for text, _ in findings(_CARDS.format(**_RIGHT_CARDS | given), "cards.csv")]


def test_a_data_base_of_cards_lists_vector_rates_at_their_clocks() -> None:
    assert cards() == []


@pytest.mark.parametrize(("what", "wrong"), [("h100", "989"), ("half", "1979"), ("watts", "350"), ("memory", "32")])
def test_wrong_cards_are_told(what: str, wrong: str) -> None:
    assert wrong in cards(**{what: wrong})


def test_a_row_may_say_that_its_power_is_another() -> None:
    sheet = "chip,tdp_watts,bf16_tflops,source\nTPU v3,{0},123,{1}\nTPU v4,192,275,x\nA100 SXM4 80GB,400,312,x\n"
    assert findings(sheet.format(283, "average consumption - not TDP"), "chips.csv") == []
    assert [text for text, _ in findings(sheet.format(283, "data sheet"), "chips.csv")] == ["283"]


_OFFERS = [
    ("A100 (80 GB)", 8, 640), ("A100 (80 GB)", 1, 80), ("A100 (40 GB)", 4, 160), ("V100 (16 GB)", 2, 32),
    ("T4 (16 GB)", 4, 64), ("A40 (48 GB)", 2, 96), ("H100 (80 GB)", 2, 160), ("A10 (24 GB)", 4, 96),
    ("A6000 (48 GB)", 8, 384), ("A5000 (24 GB)", 8, 192), ("L4 (24 GB)", 2, 48),
]  # fmt: skip


def offers(*more: tuple[str, int, int]) -> list[tuple[str, str]]:
    rows = "".join(f"cloud,{gpu},{count},{memory},96,1.5\n" for gpu, count, memory in (*_OFFERS, *more))
    return findings(f"Cloud,GPU Type,GPUs,GPU RAM,vCPUs,Price\n{rows}", "offers.csv")


def test_the_memory_of_all_devices_of_a_machine_together() -> None:
    assert offers() == []
    assert offers(("H100 (80 GB)", 8, 80)) == [("80", "table")]
    assert offers(("MI300X (192 GB)", 8, 1536)) == []
    per_device = [("A100 (80 GB)", count, 80) for count in (2, 4, 8)]
    assert offers(*per_device) == []  # in so many rows it is another convention


def test_what_runs_used_is_no_figure_of_their_devices() -> None:
    runs = "gpu,model,memory,seconds\nA100 SXM4 80GB,x,14,3\nH100 SXM,x,15,2\nL40S,x,48,5\nL4,y,9,8\n"
    assert findings(runs, "runs.csv") == []
    assert findings("gpu,memory\nH100 SXM,14\n", "runs.csv") == []
    assert findings("gpu,memory_gb\nH100 SXM,64\n", "gpus.csv") == [("64", "different")]


_TABS = (
    "\t".join(
        (
            *("name", "memory_gb", "memory_bandwidth_gbps", "int8_tops", "fp8_tflops", "fp16_tflops", "tf32_tflops"),
            *("fp32_tflops", "grace_memory_gb"),
        )
    )
    + """
A10\t24\t600\t250\t\t125\t62.5\t31.2\t
A100 80 GB SXM\t80\t2039\t624\t\t312\t156\t19.5\t
H100 SXM\t80\t3350\t1979\t{fp8}\t989.5\t494.7\t67\t
H100 NVL\t94\t3900\t1671\t1671\t835.5\t417.7\t60\t
GH200 144GB\t144\t4900\t1979\t1979\t989.5\t494.7\t67\t480
{more}"""
)


def tabs(fp8: int = 1979, more: str = "") -> list[str]:
    return [text for text, _ in findings(_TABS.format(fp8=fp8, more=more), "gpus.tsv")]


def test_an_empty_field_between_tabs_keeps_its_place() -> None:
    assert tabs() == []
    assert tabs(3958) == ["3958"]


def test_a_row_of_a_device_as_somebody_imagined_it_says_nothing_of_its_columns() -> None:
    imagined = "B200 SXM\t192\t5376\t3540\t7080\t1770\t885\t118\t\nB100 SXM\t96\t3078\t2664\t5328\t1332\t666\t89\t\n"
    assert tabs(3958, imagined)[:2] == ["3958", "5376"]
    assert {"7080", "5328", "1770", "885", "118", "3078"} <= set(tabs(3958, imagined))


@pytest.mark.parametrize("form", ["(Notebook)", "(Laptop)", "Mobile", "Laptop GPU"])
def test_a_card_of_a_laptop_is_another_one(form: str) -> None:
    sheet = f"name,memory_gb,tdp_w\nRTX 4090 {form},16,150\nRTX 4080,16,320\n"
    assert findings(sheet, "gpus.csv") == []
    assert findings(f'[{{"name": "RTX 4090 {form}", "vram_gb": 16, "tdp_w": 150}}]', "a.json") == []
