"""Figures of code and data under keys of many forms: pipes, strings with the unit in their key, factors, caches."""

from __future__ import annotations

import json

import pytest
from coding import coded, findings, labels_of, values_of
from snippets import checked

_CARD = {
    "name": "A100 PCIe 80GB", "fp64": 9.7, "fp16": 78, "fp16_tensor_core": 312, "fp16_tensor_core_sparsity": 624,
    "tensor_int8": 624, "tf32_tensor_cores": 156, "vram_gb": 80, "memory_bandwidth": 1935, "tdp": 300,
}  # fmt: skip


def card(**given: object) -> list[tuple[str, str]]:
    return findings(json.dumps([_CARD | given]), "cards.json")


def test_a_plain_rate_beside_that_of_tensor_cores_is_the_vector_units() -> None:
    assert card() == []
    read = coded(json.dumps([_CARD]), "cards.json")
    assert read["624"].verdict == read["156"].verdict == "match"
    assert read["78"].verdict != "mismatch"


@pytest.mark.parametrize(
    ("key", "wrong", "rule"),
    [
        ("fp16_tensor_core", 624, "sparse-for-dense"),
        ("fp16_tensor_core_sparsity", 312, "dense-for-sparse"),
        ("tensor_int8", 1248, "sparse-for-dense"),
        ("tf32_tensor_cores", 312, "sparse-for-dense"),
        ("fp8_tensor_core", 624, "unsupported"),
    ],
)
def test_rates_of_tensor_cores_are_read(key: str, wrong: int, rule: str) -> None:
    assert card(**{key: wrong}) == [(str(wrong), rule)]


def test_fp8_with_fp16_accumulation_is_no_sparse_rate() -> None:
    row = '[{{"name": "RTX 4090", "vram_gb": 24, "fp8_tflops": {0}, "fp8_sparse_tflops": {1}}}]'
    assert findings(row.format("660.6", "1321.2"), "a.json") == []
    assert findings(row.format("330.3", "660.6"), "a.json") == []
    assert findings(row.format("990", "1321.2"), "a.json") == [("990", "different")]
    assert findings("TFLOPS = {'RTX 4090': {'fp8': 660.6}}  # FP32 accumulation\n") == [("660.6", "sparse-for-dense")]


_STRINGS = """SPECS = {{
    "L4": {{"GPU Memory": "{memory}", "FP32 TFLOPS": "30.3", "BF16 Tensor Core TFLOPS": "{rate} ({sparse})"}},
    "H100 SXM": {{"Memory": "80GB HBM3", "INT8 Tensor Core TOPS": "3958 with sparsity", "GPU": "9000"}},
}}
"""
_RIGHT = {"memory": "24GB GDDR6 with ECC", "rate": "121", "sparse": "242 with sparsity"}


def strings(**given: str) -> list[tuple[str, str]]:
    return findings(_STRINGS.format(**_RIGHT | given))


def test_strings_count_in_the_unit_of_their_key() -> None:
    assert strings() == []
    assert {claim.verdict for claim in coded(_STRINGS.format(**_RIGHT)).values()} == {"match"}
    assert strings(rate="242") == [("242", "sparse-for-dense")]
    assert strings(sparse="485 with sparsity") == [("485 with sparsity", "format")]
    assert strings(memory="16GB GDDR6 with ECC") == [("16GB GDDR6 with ECC", "variant")]
    assert strings(rate="242", sparse="121 dense") == []


def test_a_string_of_two_numbers_gives_each_its_words_and_its_place() -> None:
    source = '{"H100": {"bf16": "1,979 TFLOPS (989 dense)"}}'
    for path in ("a.json", "a.py"):
        sparse, dense = values_of(source if path == "a.json" else f"T = {source}\n", path)
        assert (sparse.text.text, dense.text.text) == ("1,979 TFLOPS", "989 dense")
        assert (labels_of(sparse, "unit"), labels_of(dense, "unit")) == (["TFLOPS sparse"], ["TFLOPS dense"])
    assert [value.text.text for value in values_of('{"tdp": "700W (350 in a card)"}', "a.json")] == [
        "700W (350 in a card)"
    ]


def test_words_that_promise_sparse_rates_are_held_against_those() -> None:
    assert findings("X = {'A10G': {'FP16 TFLOPS': '70 (250 with sparsity)'}}\n") == [("250 with sparsity", "variant")]
    claim = coded("X = {'A10G': {'INT8 TOPS': '140 (500 with sparsity)'}}\n")["500 with sparsity"]
    assert "no sparse rate" in claim.reason


def test_what_is_set_for_a_device_is_no_figure_of_it() -> None:
    assert findings("POWER_LIMIT = {'NVIDIA A100': 330, 'NVIDIA H100': 650}\n") == []
    assert findings("MEMORY_CLOCK_MHZ = {'NVIDIA H100': 1593}\n") == []
    assert findings("TDP_WATTS = {'NVIDIA A100': 330, 'NVIDIA H100': 700}\n") == [("330", "different")]


@pytest.mark.parametrize("written", ["4800 * 0.8", "0.75 * 4800", "4.8e3 * .9"])
def test_a_peak_times_the_share_that_is_reached_is_the_peak(written: str) -> None:
    assert findings(f"h200 = Gpu(mem_gb=141, mem_bw_gbs={written}, nvlink_bw=900 * 0.8 / 2)\n") == []
    wrong = written.replace("4800", "3350").replace("4.8e3", "3.35e3")
    assert [text for text, _ in findings(f"h200 = Gpu(mem_gb=141, mem_bw_gbs={wrong})\n")] == [wrong]


def test_a_comment_in_the_other_way_of_counting_does_not_contradict() -> None:
    assert findings("h200 = Gpu(nvlink_bw=900 / 2)  # 900 GB/s, bi-directional\n") == []


_LAPTOP = '[{{"name": "Apple M2 Max", "memory_bandwidth_gbs": 400, "fp16_tflops": {0}{1}}}]'


def test_the_rate_of_a_gpu_is_not_held_against_another_engine_of_its_chip() -> None:
    assert findings(_LAPTOP.format("13.6", ""), "a.json") == []
    assert coded(_LAPTOP.format("13.6", ""), "a.json")["13.6"].field == "compute.vector.fp16"
    assert coded(_LAPTOP.format("9.1", ""), "a.json")["9.1"].verdict == "unresolved"
    both = ', "neural_engine_tops": {0}'
    assert findings(_LAPTOP.format("13.6", both.format(15.8)), "a.json") == []


def test_what_a_document_prints_that_lost_is_told_as_disputed() -> None:
    read = coded("S = {'TPUv4': {'memory_size': 32, 'memory_bw': 1228}, 'Ascend 910C': {'vram': 128, 'tflops': 800}}\n")
    assert [read[text].rule for text in ("1228", "800")] == ["disputed", "disputed"]
    assert findings("S = {'Ascend 910C': {'vram': 128, 'tflops': 830}}\n") == [("830", "different")]


_CACHES = "G = {{'H100 SXM': {{'l2_cache_mb': {0}, 'typical_tdp_w': {1}}}, 'MI300X': {{'l2_cache_mb': {2}}}}}\n"


def test_caches_and_a_typical_tdp_are_read() -> None:
    assert findings(_CACHES.format(50, 700, 32)) == []
    assert findings(_CACHES.format(40, 700, 32)) == [("40", "variant")]
    assert findings(_CACHES.format(50, 350, 32)) == [("350", "variant")]
    other = coded(_CACHES.format(50, 700, 256))["256"]
    assert (other.verdict, "infinity cache" in other.reason) == ("mismatch", True)
    assert findings('[{"name": "TITAN RTX", "videoRamCapacity": 24}]', "a.json") == []
    assert findings('[{"name": "TITAN RTX", "videoRamCapacity": 11}]', "a.json") == [("11", "variant")]


_SECTIONS = """{{
 "SKU参数": {{"厂商": "NVIDIA", "型号": "A100-SXM4-80GB"}},
 "内存参数": {{"显存": {{"显存容量(GB)": 80, "显存带宽(GB/s)": {bandwidth}}}}},
 "算力参数": {{"BF16张量算力(TFLOPS)": {rate}, "功耗(W)": 400}}
}}
"""


def test_keys_in_chinese_are_read() -> None:
    right = _SECTIONS.format(bandwidth=2039, rate=312)
    assert {claim.verdict for claim in coded(right, "a.json").values()} == {"match"}
    assert findings(_SECTIONS.format(bandwidth=1555, rate=312), "a.json") == [("1555", "variant")]
    assert findings(_SECTIONS.format(bandwidth=2039, rate=624), "a.json") == [("624", "sparse-for-dense")]
    code = "卡 = [{'型号': 'L40S', '显存容量(GB)': 48, '显存带宽(GB/s)': 864, '功耗(W)': %d}]\n"
    assert findings(code % 350) == []
    assert findings(code % 300) == [("300", "variant")]


@pytest.mark.parametrize("key", ["Memory (GB)", "VRAM [GB]", "Memory capacity (GB)"])
def test_units_in_brackets_are_no_words_of_their_own(key: str) -> None:
    assert [claim.verdict for claim in coded(f"G = {{'L4': {{'{key}': 24}}}}\n").values()] == ["match"]
    assert findings(f"G = {{'H100 SXM': {{'{key}': 64}}}}\n") == [("64", "different")]


def test_other_caches_are_no_memory() -> None:
    assert coded("G = {'H100': {'cache_memory_gb': 40, 'cache_capacity_mb': 30}}\n") == {}


def test_counts_of_cores_under_the_maker_are_those_of_the_variant() -> None:
    rows = (
        '[{{"name": "H100", "memory_bandwidth": 2039, "power_consumption": 350, "nvidia_cuda_cores": {0}}},'
        ' {{"name": "A100 SXM4 40GB", "nvidia_cuda_cores": 6912}}, {{"name": "L4", "nvidia_cuda_cores": 7424}}]'
    )
    assert findings(rows.format(14592), "a.json") == []  # those of the H100 for PCIe slots
    assert findings(rows.format(7424), "a.json") == [("7424", "copied")]


def test_board_power_under_its_other_names() -> None:
    assert findings("G = {'RTX 4090': {'tgp': '450W'}, 'L4': {'tbp_w': 72}}\n") == []
    assert findings("G = {'RTX 4090': {'tgp': '350W'}, 'L4': {'tbp_w': 72}}\n") == [("350W", "variant")]


def test_a_part_made_for_somebody_is_not_the_one_that_is_sold() -> None:
    row = "S = {{'NVIDIA H100': {{\n    'bf16_flops': 989e12,\n    # {0}\n    'mem_bw': 2.6e12,\n}}}}\n"
    assert findings(row.format("2.6 TB/s, custom to our H100")) == []
    assert findings(row.format("of the HBM"))[0][0] == "2.6e12"


def test_a_format_within_what_it_calls_power_is_a_rate() -> None:
    row = '{"name": "NVIDIA A100 80G", "memory": 80, "processPower": {"fp16": %s}}'
    assert findings(f"[{row % 312}]", "cards.json") == []
    assert [text for text, _ in findings(f"[{row % 624}]", "cards.json")] == ["624"]


FIELDS = """\
// Each entry has the following fields; prices are left out, they change from day to day and from seller to seller.
//    name   - as it is shown in the list
//    vram   - total VRAM in GB
//    bw     - memory bandwidth in GB/s
//    fp16/fp8/int8 - TFLOPS (null = not supported)
const CARDS = {
  h100: {
    name: 'H100 SXM',
    vram: 80,
    bw: 3350,
    fp16: 989,
    fp8: 1979,
    int8: %d,
  },
};
"""


def test_a_comment_that_lists_the_fields_says_what_each_is() -> None:
    assert {claim.verdict for claim in checked(FIELDS % 1979, "cards.js").claims} == {"match"}
    (wrong,) = [claim for claim in checked(FIELDS % 3958, "cards.js").claims if claim.verdict == "mismatch"]
    assert (wrong.text, wrong.field) == ("3958", "compute.matrix.int8")


def test_lanes_of_a_slot_are_no_product() -> None:
    text = "name,bus,memory (GB)\nX1,PCIe 5.0×16,80\nX2,PCIe 4.0×16,64\nX3,PCIe 3.0×16,24\n"
    assert [claim.text for claim in checked(text, "cards.csv").claims if claim.verdict == "mismatch"] == []
