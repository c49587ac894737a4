"""What records declare of their figures, and figures that are of something else than their key or device first says."""

from __future__ import annotations

import json

import pytest
from coding import coded, findings


def record(**fields: object) -> str:
    return json.dumps({"devices": [fields]}, indent=2)


def test_a_note_that_names_the_variant() -> None:
    text = record(
        name="RTX PRO 6000 Blackwell Max-Q", memory_bandwidth_gbs=1597, tdp_watts=300, note="The Server figure is used."
    )
    assert findings(text, "a.json") == []
    plain = record(name="RTX PRO 6000 Blackwell Max-Q", memory_bandwidth_gbs=1597, tdp_watts=300, note="Fast.")
    assert [words for words, _ in findings(plain, "a.json")] == ["1597"]


def test_a_note_of_the_next_record_says_nothing() -> None:
    rows = [
        {"name": "RTX PRO 6000 Blackwell Max-Q", "memory_bandwidth_gbs": 1597},
        {"name": "RTX PRO 6000 Blackwell Server", "memory_bandwidth_gbs": 1597, "note": "Server Edition"},
    ]
    assert [words for words, _ in findings(json.dumps(rows, indent=1), "a.json")] == ["1597"]


@pytest.mark.parametrize("said", ["3090 + system RAM", "3090 plus host memory"])
def test_the_memory_of_the_host_is_added(said: str) -> None:
    assert findings(f"CARDS = {{'RTX 3090': {{'vram_gb': 56}}}}  # {said}\n") == []
    assert findings(f"vram_gb = 56  # 56GB VRAM (RTX {said})\n") == []


def test_a_device_within_a_product() -> None:
    assert findings(record(label="DGX Station (GB300)", memory_gb=784), "a.json") == []
    assert findings(record(label="DGX Spark (GB10)", memory_gb=128), "a.json") == []
    assert findings(record(label="NVIDIA (H200)", memory_gb=180), "a.json") != []


def test_a_size_that_a_name_has_and_another_document_prints() -> None:
    text = record(label="GH200 141 GB", memory_gb=141, bandwidth_gbs=4900)
    assert coded(text, "a.json")["141"].verdict == "ambiguous"


def test_a_card_that_is_sold_with_two_sizes_beside_another_one() -> None:
    cards = '{"RTX 3080 Ti Laptop": {"vram": 16, "bw": 512}, "RTX 3080 Laptop": {"vram": %d, "bw": 448}}'
    assert findings(cards % 16, "a.json") == []
    assert findings(cards % 12, "a.json") != []


def test_the_cores_of_a_card_of_several_gpus() -> None:
    rows = [
        {"name": "NVIDIA A16", "cuda_cores": 5120, "vram_gb": 64},
        {"name": "NVIDIA A40", "cuda_cores": 10752, "vram_gb": 48},
        {"name": "NVIDIA A30", "cuda_cores": 3584, "vram_gb": 24},
    ]
    assert findings(json.dumps(rows), "a.json") == []
    assert findings(json.dumps(rows).replace("5120", "3840"), "a.json") != []


def test_a_temperature_is_no_power() -> None:
    text = "name: NVIDIA L40S\npower:\n  tdp_w: 350\n  {}: 89\n"
    assert findings(text.format("throttle_temp_c"), "a.yaml") == []
    assert findings("name: NVIDIA L40S\npower:\n  tdp_w: 89\n", "a.yaml") != []


def test_a_comment_repeats_the_number_as_a_rate() -> None:
    text = "name: NVIDIA H100 SXM\npeaks:\n  hbm: {}  # {} TB/s\n"
    assert coded(text.format(3350000000000, "3.35"), "a.yaml")["3350000000000"].field == "memory.bandwidth"
    assert findings(text.format(3350000000000, "3.35"), "a.yaml") == []
    assert findings(text.format(2350000000000, "2.35"), "a.yaml") != []


FABRIC = '''"""Joins of GPUs.

With a switch between them:

    every one reaches all other GPUs as fast.
    - {} GB/s each (A100)
"""
'''


def test_what_links_carry_is_no_memory_bandwidth() -> None:
    assert findings(FABRIC.format(600)) == []


GENERATIONS = '''"""
│ Generation │ {} │ Port        │
│ HDR        │ {} Gb/s   │ 200 Gb/s    │
InfiniBand of today.
"""
'''


def test_one_lane_beside_its_port() -> None:
    assert findings(GENERATIONS.format("Per lane", 50)) == []


def test_a_rounded_figure_of_another_size() -> None:
    assert findings("'''\nA100\nmemory bandwidth = 1.6 TB/s (1600 GB/s)\n'''\n") == []
    assert [text for text, _ in findings("The H100 has a memory bandwidth of 3.9 TB/s.\n", "a.md")] == ["3.9 TB/s"]
    assert findings("'''\nA100\nmemory bandwidth = 2.6 TB/s (2600 GB/s)\n'''\n") != []
