"""Batched decoding against published tables: devices, models and versions that the efficiencies do not know."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from mlsysim_registry.analysis import predict
from mlsysim_registry.analysis.predictions.batches import batched
from mlsysim_registry.analysis.predictions.classes import class_of
from mlsysim_registry.analysis.predictions.estimate import Factors
from mlsysim_registry.analysis.predictions.given import Given
from mlsysim_registry.data import load

with open(Path(__file__).parent / "other_measurements.csv", newline="", encoding="utf-8") as _file:
    ROWS = [row for row in csv.DictReader(_file) if row["group"] == "dec-batch-trt"]
TABLES = [row for row in ROWS if row["id"].startswith("TRT09")]
GIVEN: dict[str, Any] = {
    "batch": 512, "isl": 128, "osl": 2048, "tp": 4, "params": 69e9, "L": 80, "h": 8192, "w_bytes": 1,
    "kv_bytes_token": 163840, "peak": 1979e12, "mem_bw": 3.35e12,
}  # fmt: skip


def _typical(entry: str, without: str) -> float:
    """The median of an entry's evidence without the rows of a device or a model, or another entry's."""
    specs = load().efficiency[entry].specs
    kept = [s.value for path, s in specs.items() if path.startswith("evidence.") and without not in path]
    if not kept and "fp16" in entry:  # FP16 stands in the tables of A100 alone
        return float(load().efficiency["prefill-tensorrt-llm-fp16"]["range.typical"].value)
    return float(median(kept) if kept else specs["range.typical"].value)


def _error(row: dict[str, str], without: str) -> float:
    inputs = json.loads(row["inputs"])
    measured = class_of("inference", row["group"], Given(inputs))
    specs = load().efficiency[measured.entry].specs
    overheads = {p.removeprefix("overhead."): s.value for p, s in specs.items() if p.startswith("overhead.")}
    others = {name: _typical(entry, without) for name, entry in measured.uses.items()}
    value = batched(Given(inputs), Factors(_typical(measured.entry, without), overheads, others)).values[row["unit"]]
    return abs(value / float(row["expected"]) - 1.0)


@pytest.mark.parametrize(
    ("without", "named"),
    [
        *((f"_{device.lower()}_", f"-{device}-") for device in ("H200", "H100", "L40S", "A100")),
        ("gpt_j_6b_", "-GPT-J6B-"), ("mistral_7b_", "-Mistral7B-"), ("llama_7b_", "-LLaMA7B-"),
        ("llama_70b_", "-LLaMA70B-"), ("falcon_180b_", "-Falcon180B-"),
    ],
)  # fmt: skip
def test_a_table_that_is_left_out_comes_out(without: str, named: str) -> None:
    wrong = [_error(row, without) for row in TABLES if named in row["id"]]
    assert len(wrong) >= 16
    assert median(wrong) <= 0.15


@pytest.mark.parametrize("version", ["TRT05", "TRT07"])
def test_other_versions_of_the_engine_come_out(version: str) -> None:
    rows = [row for row in ROWS if row["id"].startswith(version)]
    wrong = [
        abs((predict("inference", row["group"], row["inputs"], row["unit"]).value or 0) / float(row["expected"]) - 1)
        for row in rows
    ]
    assert len(wrong) >= 3
    assert median(wrong) <= (0.15 if version == "TRT05" else 0.25)


def test_grouped_heads_save_little_time_without_tensor_cores() -> None:
    def rate(**changed: Any) -> float:
        return predict("inference", "dec-batch-trt", {**GIVEN, **changed}, "output tokens/s/GPU").value or 0.0

    plain = rate(kv_bytes_token=2 * 80 * 8192)
    assert plain < rate() < 1.5 * plain  # of eight times fewer bytes
    assert rate(attention="xqa") > 1.5 * rate()
    assert rate(tp=8) < rate(tp=4)


def test_prompts_are_part_of_the_time() -> None:
    short, long = (predict("inference", "dec-batch-trt", {**GIVEN, "isl": isl}) for isl in (128, 2048))
    assert short.value is not None
    assert long.value is not None
    assert long.value < short.value
    assert "attention" in short.explain()
