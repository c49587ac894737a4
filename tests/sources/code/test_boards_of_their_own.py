"""Names that go on as those of other boards: editions, memories, slices, sizes that the known board has not."""

from __future__ import annotations

import json

import pytest
from coding import REGISTRY, coded, findings
from mlsysim_validators.sources.names.entities import EntityFinder


def row(name: str, **figures: float) -> str:
    return json.dumps([{"name": name, **figures}])


@pytest.mark.parametrize(
    "name",
    ["GeForce RTX 3070 OEM", "Quadro RTX 5000 Passive", "TITAN RTX CEO Edition", "GeForce RTX 3080 TiM",
     "Tesla P100 DGXS", "RTX 2060 1920SP", "GTX 1060 9Gbps", "RTX 3060 GDDR6X", "RTX 4070 Ti GDDR6", "A40-12C",
     "GTX 1070 8GB GDDR5X", "RTX A6000-24Q", "MR-V100", "RX 6800 LE", "GeForce RTX 3070 Ti 16GB"],
)  # fmt: skip
def test_another_board_is_nobody_that_is_known(name: str) -> None:
    text = row(name, memory_bandwidth_gbs=333, tdp_watts=111)
    assert findings(text, "a.json") == []
    assert {claim.verdict for claim in coded(text, "a.json").values()} == {"unresolved"}


@pytest.mark.parametrize(
    ("name", "entry"),
    [("GTX 1650 GDDR6", "nvidia/geforce-gtx-1650-gddr6"), ("RTX 3090 GDDR6X", "nvidia/geforce-rtx-3090"),
     ("RX 7900 GRE", "amd/rx-7900-gre"), ("BI-V100", "iluvatar/bi-v100"),
     ("NVIDIA-A100-SXM4-80GB", "nvidia/a100-sxm-80gb"),
     ("RTX 4070 Ti 16GB", "nvidia/geforce-rtx-4070-ti-super"), ("H100 SXM PCIe", "nvidia/h100-sxm"),
     ("GTX 1080 Ti 11 GB", "nvidia/geforce-gtx-1080-ti"), ("Trainium2 103 GB", "aws/trainium2"),
     ("RTX 4070 GDDR6", "nvidia/geforce-rtx-4070-gddr6"), ("GTX 1080 11Gbps", "nvidia/geforce-gtx-1080-11gbps"),
     ("RTX 3050 OEM", "nvidia/geforce-rtx-3050-oem"), ("Tesla V100-DGXS-32GB", "nvidia/v100-dgxs-32gb"),
     ("Quadro RTX 6000 Passive", "nvidia/quadro-rtx-6000-passive"), ("H100 SXM5 94 GB", "nvidia/h100-sxm-94gb"),
     ("RTX 3050 6GB Laptop GPU", "nvidia/geforce-rtx-3050-laptop-6gb"), ("Ascend910B4-1", "huawei/ascend-910b-280t"),
     ("Ascend 910B4", "huawei/ascend-910b-280t-32gb"), ("TITAN V CEO Edition", "nvidia/titan-v-ceo")],
)  # fmt: skip
def test_a_name_that_the_registry_has_is_that_one(name: str, entry: str) -> None:
    assert [mention.entry.id for mention in EntityFinder(REGISTRY).mentions(name)] == [entry]


@pytest.mark.parametrize("name", ["H100 SXM5 96 GB", "GTX 1080 Ti 12 GB", "RX 7900 XT 24 GB", "RTX 3060 Ti 12GB"])
def test_a_size_keeps_form_and_chip(name: str) -> None:
    """An H100 SXM5 of 96 GB is no H100 NVL, a Ti of 12 GB not the card without it."""
    assert EntityFinder(REGISTRY).mentions(name) == []


def test_a_slip_on_the_board_beside_it_is_told() -> None:
    names = ["RTX 3060 Ti", "RTX 3060 Ti GDDR6X"]
    text = json.dumps([{"name": name, "memory_bandwidth_gbs": 608.3, "vram_gb": 8} for name in names])
    assert findings(text, "a.json") == [("608.3", "copied")]
    assert findings(row("RTX 3090 GDDR6X", memory_bandwidth_gbs=760, vram_gb=24), "a.json") != []


def test_a_form_with_another_size_is_that_board_where_its_row_is() -> None:
    other = row("H100 PCIe 64 GB", vram_gb=64, memory_bandwidth_gbs=1800, tdp_watts=500, fp16_tflops=300)
    assert findings(other, "a.json") == []
    same = row("H100 PCIe 64 GB", vram_gb=64, memory_bandwidth_gbs=2039, tdp_watts=350, fp16_tflops=300)
    assert findings(same, "a.json") == [("300", "different")]


def test_the_power_of_a_card_with_another_chip() -> None:
    assert findings(row("RTX 3060 12 GB GA104", memory_bandwidth_gbs=360, tdp_watts=190), "a.json") == []
    told = row("RTX 3060 12 GB GA104", memory_bandwidth_gbs=400, tdp_watts=190)
    assert findings(told, "a.json") == [("400", "different")]
    assert findings(row("RTX 3060 12 GB", memory_bandwidth_gbs=360, tdp_watts=190), "a.json") != []


CARDS = "GPU,Memory bandwidth (GB/s),TDP (W),FP64 (TFLOPS),FP32 (TFLOPS)\n{}\n"


def test_a_row_of_a_family_in_a_sheet_is_of_the_variant_whose_figures_it_has() -> None:
    assert findings(CARDS.format("NVIDIA P100,732,250,4.7,9.3\nNVIDIA K80,480,300,2.91,8.74"), "a.csv") == []
    assert findings(CARDS.format("NVIDIA P100,732,250,6.6,9.3\nNVIDIA K80,480,300,2.91,8.74"), "a.csv") != []
