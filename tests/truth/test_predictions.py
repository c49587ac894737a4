"""Published measurements: every row gets an answer or a reason, within the bars; wrong inputs teach."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from mlsysim_registry import load
from mlsysim_registry.analysis import predict
from mlsysim_registry.analysis.predictions.accuracy import BARS, compare, median_and_most, of_groups, read_rows
from mlsysim_registry.analysis.predictions.report import markdown
from mlsysim_registry.errors import GivenError

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ROWS = read_rows(HERE / "measurements.csv")
OTHERS = read_rows(HERE / "other_measurements.csv")
COMPARED = compare(ROWS)


def test_every_row_is_predicted_or_says_why_not() -> None:
    assert len(COMPARED) == len(ROWS)
    for row in COMPARED:
        assert (row.calibrated is not None) != bool(row.reason)
        if row.calibrated is not None:
            assert row.low is not None
            assert row.high is not None
            assert 0 < row.low <= row.calibrated * (1 + 1e-9)
            assert row.calibrated <= row.high * (1 + 1e-9)
    assert sum(row.calibrated is None for row in COMPARED) <= 7


@pytest.mark.parametrize(("name", "groups", "bar"), [bar for bar in BARS if bar[2]], ids=lambda value: str(value)[:30])
def test_the_bars_hold_when_each_row_is_left_out(name: str, groups: tuple[str, ...], bar: float) -> None:
    rows = of_groups(COMPARED, groups)
    for which in ("calibrated", "left_out"):
        found = median_and_most(rows, which)
        assert found is not None
        assert found[0] <= bar, f"{name}, {which}: {found[0]:.1%}"


def test_calibration_is_what_does_it() -> None:
    bare, calibrated = (median_and_most(COMPARED, which) for which in ("bare", "calibrated"))
    assert bare is not None
    assert calibrated is not None
    assert bare[0] > 5 * calibrated[0]


def test_measurements_of_other_documents_come_out_too() -> None:
    compared = compare(OTHERS, leave_out=False)
    for name, groups, bar in BARS:
        found = median_and_most(of_groups(compared, groups), "calibrated")
        assert found is None or bar is None or found[0] <= bar, f"{name}: {found}"
    assert all(row["quote"] for row in OTHERS)


def test_the_page_is_the_generated_one() -> None:
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert page == markdown(COMPARED, compare(OTHERS, leave_out=False)), (
        "run `mlsysim-registry accuracy` as docs/accuracy.md says"
    )


@pytest.mark.parametrize("row", [row for row in ROWS if row["topic"] in ("collectives", "inference", "training")])
def test_optional_keys_may_be_missing(row: dict[str, str]) -> None:
    inputs = json.loads(row["inputs"])
    missing: list[str] = []
    for key in inputs:
        fewer = {name: value for name, value in inputs.items() if name != key}
        try:
            result = predict(row["topic"], row["group"], fewer)
        except GivenError as error:
            missing.append(str(error))
            continue
        assert result.reason or (result.value is not None and math.isfinite(result.value) and result.value > 0)
    assert all("the inputs have no" in message for message in missing)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"bytes": -1, "n": 8, "link_bw": 450e9}, "finite number above zero"),
        ({"bytes": float("nan"), "n": 8, "link_bw": 450e9}, "finite number above zero"),
        ({"bytes": float("inf"), "n": 8, "link_bw": 450e9}, "finite number above zero"),
        ({"bytes": 1e9, "n": 0, "link_bw": 450e9}, "finite number above zero"),
        ({"bytes": 1e9, "n": 7.5, "link_bw": 450e9}, "whole number"),
        ({"bytes": 1e9, "n": 8, "link_bw": 450e9, "op": "AllRedoce"}, "Did you mean"),
        ("{not json", "no JSON"),
        ([1, 2], "a mapping of conditions"),
    ],
)
def test_wrong_inputs_teach(inputs: Any, words: str) -> None:
    with pytest.raises(GivenError, match=words):
        predict("collectives", "net-large", inputs)


def test_units_that_a_class_does_not_have_are_told() -> None:
    given = {"bytes": 1e9, "n": 8, "link_bw": 450e9}
    with pytest.raises(GivenError, match=r"no `tokens/s`.*there is: s, bytes/s busbw"):
        predict("collectives", "net-large", given, "tokens/s")


def test_a_prediction_explains_itself() -> None:
    given = {"tp": 2, "mem_bw": 2.039e12, "weight_bytes_read": 13.214e9}
    result = predict("inference", "dec-tp", given)
    text = result.explain()
    for words in ("decode-gpu-fp16 range.typical", "median(evidence.*)", "without calibration", "assumed: not stated"):
        assert words in text
    assert result.uncalibrated is not None
    assert result.value is not None
    assert result.uncalibrated > result.value
    json.dumps(result.as_dict())


def test_quantities_may_be_text() -> None:
    plain = predict("collectives", "net-large", {"bytes": 8e9, "n": 8, "link_bw": 450e9})
    spoken = predict("collectives", "net-large", {"bytes": "8 GB", "n": "8", "link_bw": "450 GB/s"})
    assert plain.value == spoken.value
    named = predict(
        "training", "train-3d-h100", {"model": "GPT-3 175B", "gpus": 96, "peak": "989 TFLOP/s", "seq": 4096}
    )
    assert named.unit == "FLOP/s per GPU"
    assert named.value == predict("training", "train-3d-h100", {"params": "175B", "gpus": 96, "peak": 989e12}).value


def test_nothing_needs_to_have_been_measured() -> None:
    unmeasured = compare([{**row, "expected": ""} for row in ROWS])
    assert [row.calibrated for row in unmeasured] == [row.calibrated for row in COMPARED]
    assert all(row.error("calibrated") is None for row in unmeasured)


def test_what_cannot_be_predicted_is_an_answer() -> None:
    result = predict("reliability", "rel", {"mtbi_h": 3.09, "ckpt": "unknown"})
    assert result.value is None
    assert "checkpoint and restart times" in result.explain()
    assert predict("astrology", "moon", {}).reason.startswith("no class is known")


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "rows.csv"
    broken.write_text("id,topic\n1,x\n", encoding="utf-8")
    with pytest.raises(GivenError, match="no column group, inputs, unit"):
        read_rows(broken)
    rows = [
        {"id": "a", "topic": "collectives", "group": "net-large", "inputs": "{}", "expected": "1", "unit": "s"},
        {"id": "b", "topic": "collectives", "group": "net-large", "inputs": "nope", "expected": "x", "unit": "s"},
        {"id": "c", "topic": "tinyml", "group": "t", "inputs": '{"macs": 1, "clock": 1}', "expected": "0", "unit": "s"},
    ]
    assert [bool(row.reason) for row in compare(rows)] == [True, True, True]


def test_no_efficiency_was_fitted_to_one_case() -> None:
    registry = load()
    for name in {row.entry for row in COMPARED if row.entry}:
        specs = registry.efficiency[name].specs
        low, typical, high = (specs[f"range.{end}"].value for end in ("low", "typical", "high"))
        assert 0 < low <= typical <= high <= 1


def test_the_committed_rows_are_those_of_the_file() -> None:
    with open(HERE / "measurements.csv", newline="", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 87
