"""The one figure of a sheet that is not the device's, where all others of its row and column are."""

from __future__ import annotations

from coding import findings

_SHEET = """gpu,memory,mem_bw_GBps,fp16_tensor_TFLOPS,tdp_W
A100-SXM4-80GB,80 GB,2039,312,400
H100-SXM5-80GB,80 GB,3350,989.4,{watts}
L4,24 GB,300,121,72
T4,16 GB,{t4},65,70
H200 SXM,141 GB,4800,989.5,700
L40S,48 GB,864,362,350
Instinct MI250X,{memory},3200,383,500
"""


def sheet(**given: str) -> list[tuple[str, str]]:
    return findings(_SHEET.format(**{"t4": "320", "watts": "700", "memory": "128 GB"} | given), "gpus.csv")


def test_a_right_sheet_is_quiet() -> None:
    assert sheet() == []


def test_the_only_wrong_cell_is_told() -> None:
    assert [text for text, _ in sheet(t4="256")] == ["256"]
    assert [text for text, _ in sheet(watts="350")] == ["350"]
    assert [text for text, _ in sheet(memory="64 GB")] == ["64 GB"]


_MODELS = """[
 {"model": "meta-llama/Llama-3.1-405B", "num_parameters": %s, "hidden_size": 16384, "num_hidden_layers": %s,
  "num_attention_heads": 128, "num_key_value_heads": 8, "vocab_size": 128256}
]
"""


def test_a_shape_beside_the_number_of_parameters_is_no_variant() -> None:
    assert findings(_MODELS % ("405853388800", "126"), "models.json") == []
    assert findings(_MODELS % ("405853388800", "118"), "models.json") == [("118", "copied")]
    assert findings(_MODELS % ("467200000000", "126"), "models.json") == [("467200000000", "copied")]
    longer = (_MODELS % ("405853388800", "126")).replace("}", ', "max_position_embeddings": %s}')
    assert [findings(longer % length, "models.json") for length in (131072, 8192)] == [[], [("8192", "copied")]]
    without = (_MODELS % ("405853388800", "4")).replace('"num_parameters": 405853388800, ', "")
    assert findings(without, "models.json") == []


_LINKS = """{"devices": [
 {"id": "a100-sxm4-80gb", "intra_node_bandwidth": %s},
 {"id": "h100-sxm5-80gb", "intra_node_bandwidth": 4.5e11},
 {"id": "mi300x", "intra_node_bandwidth": 4.48e11}
]}
"""


def test_links_under_one_key_count_alike() -> None:
    assert findings(_LINKS % "3.0e11", "devices.json") == []
    assert findings(_LINKS % "6.0e11", "devices.json") == [("6.0e11", "direction")]


def test_a_float32_beside_tf32_is_no_tf32() -> None:
    row = '{"a100-sxm4-80gb": {"peak_flops": {"bfloat16": 3.12e14, "tf32": 1.56e14, "float32": %s}}}'
    assert findings(row % "1.95e13", "devices.json") == []
    assert findings(row % "1.56e14", "devices.json") == [("1.56e14", "format")]


def test_what_is_no_figure_of_the_device_that_is_near() -> None:
    quiet = (
        ('{"b200": {"memory": {"best_speedup": 5.06, "memory_gb": 180}}}', "runs.json"),
        ('{"a100-sxm4-80gb": {"vector": {"float16": {"tflops": 78}}, "networks": [{"bandwidth": 25}]}}', "system.json"),
        ('{"name": "a2-highgpu-1g", "gpus": [{"type": "nvidia-a100-40gb", "vram_gb": 40}]}', "rent.json"),
        ('{"name": "H100 PCIe", "interconnect_bandwidth_gbps": 128, "bandwidth_gbps": 2039}', "cards.json"),
        ('{"V100 (NVLink2)": {"memory_bandwidth": "900GB/s"}}', "cards.json"),
    )
    assert [(text, findings(text, path)) for text, path in quiet if findings(text, path)] == []
    rented = '{"name": "a2-highgpu-1g", "gpus": [{"type": "nvidia-a100-40gb", "fp16_tflops": 624}]}'
    assert [text for text, _ in findings(rented, "rent.json")] == ["624"]
    assert findings('{"name": "H100 PCIe", "nvlink_bandwidth_gbps": 128}', "cards.json") != []
