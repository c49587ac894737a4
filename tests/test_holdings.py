"""Holdings of others against the registry: an installed mlsysim, tables of other tools."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from mlsysim_validators import disagreements
from mlsysim_validators.holdings import mlsysim
from mlsysim_validators.holdings.comparing import compare
from mlsysim_validators.holdings.tables import genz, lightning, torchtitan

from mlsysim_registry.cli import main
from mlsysim_registry.data import load

H100 = """
__key__: H100
name: NVIDIA H100
compute:
  peak_flops: {peak} TFLOPs / s
  precision_flops: {{fp16_sparse: 1979.0 TFLOPs / s, fp32: 67.0 TFLOPs / s}}
memory: {{capacity: 80 GiB, bandwidth: {bandwidth}}}
nvlink: {{name: NVLink 4.0, direction: bidirectional_total, bandwidth: {link} GB / s}}
tdp: 700 W
"""
MODELS = (
    "Llama3_8B:\n  name: Llama-3 8B\n  parameters: 8030261248.0 param\n  layers: 32\n  heads: 32\n  kv_heads: {kv}\n"
)


def package(
    folder: Path, *, peak: str = "989.0", bandwidth: str = "3.35 TB / s", link: str = "900.0", kv: int = 8
) -> Path:
    """A folder laid out like mlsysim's, with one device and one model."""
    devices, models = folder / "hardware" / "data" / "cloud", folder / "models" / "data"
    devices.mkdir(parents=True)
    models.mkdir(parents=True)
    (devices / "H100.yaml").write_text(H100.format(peak=peak, bandwidth=bandwidth, link=link))
    (devices / "Unheard.yaml").write_text("__key__: Unheard\nname: Unheard-of Engine 9\ntdp: 3 W\n")
    (models / "language.yaml").write_text(MODELS.format(kv=kv))
    return folder


def differing(folder: Path) -> list[tuple[str, str]]:
    registry = load()
    result = compare(mlsysim.holding(registry, folder), registry)
    assert result.agreeing
    return [(one.path, one.reason) for one in result.wrong]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"peak": "1979.0"}, [("compute.matrix.fp16", "sparse-for-dense")]),
        ({"bandwidth": "2.0 TB / s"}, [("memory.bandwidth", "other-variant")]),
        ({"bandwidth": "33.5 TB / s"}, [("memory.bandwidth", "power-of-ten")]),
        ({"link": "450.0"}, [("links.nvlink.total", "direction")]),
        ({"kv": 31}, [("heads.kv", "different")]),
    ],
)
def test_each_figure_is_compared_and_told_why(
    tmp_path: Path, changed: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert differing(package(tmp_path, **changed)) == expected  # type: ignore[arg-type]


def test_what_is_counted_or_rounded_otherwise_makes_nobody_wrong(tmp_path: Path) -> None:
    registry = load()
    result = compare(mlsysim.holding(registry, package(tmp_path)), registry)
    assert {(one.path, one.reason) for one in result.disagreements if one.harmless} >= {("memory.capacity", "GiB")}
    assert result.holding.unknown == {"accelerators: Unheard-of Engine 9"}


def test_every_disagreement_has_a_proof_or_says_that_it_is_derived(tmp_path: Path) -> None:
    registry = load()
    result = compare(mlsysim.holding(registry, package(tmp_path, bandwidth="2.0 TB / s")), registry)
    (one,) = result.wrong
    assert one.cite
    assert "3.35" in one.quote


def test_broken_files_are_told_and_nothing_is_run(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (folder / "hardware" / "data" / "cloud" / "Broken.yaml").write_text("name: [1, 2\n")
    (folder / "hardware" / "data" / "cloud" / "Evil.yaml").write_text(
        "name: !!python/object/apply:os.system ['true']\n"
    )
    found = mlsysim.holding(load(), folder)
    assert len(found.troubles) == 2


@pytest.mark.skipif(importlib.util.find_spec("mlsysim") is not None, reason="mlsysim is installed")
def test_without_mlsysim_the_command_says_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--code", "mlsysim"]) == 2
    assert "pip install mlsysim" in capsys.readouterr().err


@pytest.mark.skipif(importlib.util.find_spec("mlsysim") is None, reason="mlsysim is not installed")
def test_the_real_package_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--code", "mlsysim", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["agreeing"] > 100
    rows = {(row["holder"], row["field"]): row for row in told["disagreements"]}
    assert rows["Trainium2", "memory.bandwidth"]["quote"]
    assert ("MI300X", "memory.bandwidth") not in rows  # 5.3 TB/s there and here
    assert told["objects"] == []


LIGHTNING = (
    'import torch\nT = {"h100 sxm": {torch.bfloat16: %s, torch.float32: 6.7e13}, "no such": {torch.int8: 1e12}}\n'
)
TITAN = (
    'def get_peak_flops(name):\n    if "H100" in name:\n        if "PCIe" in name:\n            return 756e12\n'
    "        else:\n            return %s\n"
)
GENZ = 'system_configs = {"H100_GPU": {"Flops": 989, "Memory_size": 80, "Memory_BW": %s, "ICN": 450}}\n'


@pytest.mark.parametrize(
    ("read", "text", "right", "wrong", "field"),
    [
        (lightning, LIGHTNING, "9.895e14", "1.979e15", "compute.matrix.bf16"),
        (torchtitan, TITAN, "989e12", "1979e12", "compute.matrix.bf16"),
        (genz, GENZ, "3350", "2000", "memory.bandwidth"),
    ],
)
def test_tables_in_python_source(tmp_path: Path, read, text: str, right: str, wrong: str, field: str) -> None:  # type: ignore[no-untyped-def]
    registry, path = load(), tmp_path / "table.py"
    path.write_text(text % right)
    assert compare(read(registry, path), registry).wrong == []
    path.write_text(text % wrong)
    (one,) = compare(read(registry, path), registry).wrong
    assert one.path.rpartition(".")[0] == field.rpartition(".")[0]


def test_the_markdown_explains_every_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configs = tmp_path / "gpu_configs"
    configs.mkdir()
    other = load().table("accelerators")["nvidia/h100-pcie"]["memory.bandwidth"].value / 1e9
    node = {"name": "h100-sxm-80gb", "hbm_bandwidth_in_GB_per_sec": other, "peak_fp16_TFLOPS": 989}
    (configs / "h100.json").write_text(json.dumps(node))
    folder = package(tmp_path / "mlsysim", peak="1979.0")
    assert disagreements.main([f"mlsysim={folder}", f"llm-analysis={configs}"]) == 0
    text = capsys.readouterr().out
    rows = [line for line in text.splitlines() if line.startswith("| H100 ") or line.startswith("| h100")]
    assert any("sparse-for-dense" in row for row in rows)
    assert any("other-variant" in row and f"{other:g} GB/s" in row for row in rows)
    assert all(row.count("|") == 8 for row in rows)


def test_an_unreadable_holding_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert disagreements.main([f"lightning={tmp_path / 'none.py'}"]) == 2
    assert "cannot be read" in capsys.readouterr().err
