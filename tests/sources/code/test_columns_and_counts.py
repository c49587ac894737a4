"""What a row or a column says of its figures: how many devices it counts, vector rates throughout, other memories."""

from __future__ import annotations

import pytest
from snippets import checked, findings, verdict

GO = '{Name: "%s", GPUCount: %d, GPUMem: resource.MustParse("%s"), GPUModel: "NVIDIA A100"},'


def go(name: str, count: int, memory: str) -> str:
    """A list of machines in Go, the last of which is given."""
    rows = [GO % ("one", 1, "80Gi"), GO % ("all", 8, "640Gi"), GO % (name, count, memory)]
    return "var machines = []Machine{\n" + "\n".join(rows) + "\n}\n"


@pytest.mark.parametrize(("count", "memory"), [(2, "160Gi"), (8, "320Gi"), (4, "320Gi")])
def test_the_memory_of_as_many_as_a_row_counts_is_right(count: int, memory: str) -> None:
    assert findings(go("some", count, memory), "machines.go") == []


def test_the_memory_of_another_count_is_not() -> None:
    assert [text for text, _ in findings(go("some", 2, "200Gi"), "machines.go")] == ["200Gi"]


def test_one_of_the_parts_that_a_row_counts() -> None:
    row = 'const CARDS = [{ name: "Tenstorrent Wormhole n300", numChips: 2, memoryPerChipGb: %s }];'
    assert findings(row % "12", "cards.ts") == []
    assert findings(row % "16", "cards.ts") != []


CARDS = (("RTX 3090", 35.6), ("RTX 3090 Ti", 40.0), ("RTX 4090", 82.6), ("RTX 2080 Ti", 26.9), ("RTX 5090", 104.8))


def test_a_column_of_vector_rates() -> None:
    rows = "\n".join(f"  {{ name: 'NVIDIA GeForce {name}', tflops: {{ fp16: {rate} }} }}," for name, rate in CARDS)
    text = f"const CARDS = [\n{rows}\n];"
    assert findings(text, "cards.ts") == []
    assert verdict(text, "82.6", "cards.ts") == ("match", "")
    assert [found for found, _ in findings(text.replace("82.6", "62.6"), "cards.ts")] == ["62.6"]
    others = "".join(f"  {{ name: '{name}', tflops: {{ fp16: 989 }} }},\n" for name in ("H100 SXM", "H200 SXM"))
    assert ("82.6", "vector-for-matrix") in findings(text.replace("];", f"{others}];"), "cards.ts")
    alone = "const CARDS = [{ name: 'NVIDIA GeForce RTX 4090', tflops: { fp16: 82.6 } }];"
    assert findings(alone, "cards.ts") == [("82.6", "vector-for-matrix")]


def test_single_precision() -> None:
    row = '{"name": "RTX 4090", "SingleFLOPs": %s, "memory_gb": 24}'
    assert findings(row % "82580", "card.json") == []
    assert checked(row % "82580", "card.json").claims[0].field == "compute.vector.fp32"


def test_a_memory_bandwidth_beside_that_of_the_device() -> None:
    row = "C = {'H100 SXM': Chip(memory=80e9, hbm_memory_bandwidth=%s, bridge_memory_bandwidth=0.45e12)}"
    assert findings(row % "3.35e12", "chips.py") == []
    assert [text for text, _ in findings(row % "2.4e12", "chips.py")] == ["2.4e12"]


def test_arguments_of_a_helper_of_the_module() -> None:
    text = """
def _card(name, generation, bf16_tflops, bandwidth_gbs, memory_gb):
    return Card(name=name)

CARDS = [_card("NVIDIA L4", "Ada", 121, %s, 24), _card("H100 SXM", "Hopper", 989, 3350, 80)]
"""
    assert findings(text % "300", "cards.py") == []
    assert [found for found, _ in findings(text % "240", "cards.py")] == ["240"]


def test_arguments_of_a_constructor() -> None:
    text = """
class Card:
    def __init__(self, name, memory_gb, bandwidth_gbs):
        self.name = name

CARDS = [Card("NVIDIA L4", 24, %s)]
"""
    assert findings(text % "300", "cards.py") == []
    assert [found for found, _ in findings(text % "240", "cards.py")] == ["240"]


@pytest.mark.parametrize("scale", ["TB_2_BYTE", "TB", "TB_TO_BYTES", "TERA", "TBPS", "(1000**4)"])
def test_scales_that_another_module_has(scale: str) -> None:
    text = f"from scales import *\nC = {{Kind.NvidiaH100SXM: Chip(hbm_bandwidth=%s * {scale})}}\n"
    assert findings(text % "3.35", "chips.py") == []
    assert findings(text % "2.4", "chips.py")[0][0].startswith("2.4")


def test_a_maker_before_a_name() -> None:
    (found,) = checked("C = {Kind.NvidiaA100SXM: dict(mem_bw=2.039e12)}", "chips.py").claims
    assert (found.verdict, found.entity.id) == ("match", "nvidia/a100-sxm-80gb")
