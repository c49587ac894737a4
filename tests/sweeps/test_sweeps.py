"""Sweeps: every row is what the formulas give for it alone, whatever the chunks and the engine."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlsysim_registry import load
from mlsysim_registry.analysis import kv_cache, roofline
from mlsysim_registry.errors import GivenError, UnknownEntity
from mlsysim_registry.sweeps import cheapest, device_table, evaluate, meets, model_table, pareto, precision_table, sweep
from mlsysim_registry.sweeps.frames import REASONS, sweep_chunks
from mlsysim_registry.sweeps.serving import METRICS

MODELS = ["llama-3-8b", "mixtral-8x7b", "deepseek-v3"]
DEVICES = ["h100", "mi300x", "tpu-v5e", "gaudi-3"]
AXES: dict[str, Any] = {
    "batch": [1, 16, 300], "precision": ["fp16", "bf16", "int4/fp16"], "context": [128, 4096], "tp": [1, 8],
}  # fmt: skip


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return sweep(MODELS, DEVICES, price=3.0, progress=False, **AXES)


def row_of(frame: pd.DataFrame, **where: Any) -> Any:
    rows = frame
    for name, value in where.items():
        rows = rows[rows[name] == value]
    (row,) = rows.itertuples()
    return row


def test_every_combination_is_one_row(frame):
    axes = ["model", "device", "precision", "batch", "context", "tp"]
    assert len(frame) == 3 * 4 * 3 * 3 * 2 * 2
    assert not frame.duplicated(axes).any()
    assert set(METRICS) <= set(frame.columns)


def test_a_row_is_what_the_facade_says(frame):
    row = row_of(frame, model="meta/llama-3-8b", device="nvidia/h100-sxm", precision="fp16", batch=1, context=128, tp=1)
    single = roofline("llama-3-8b", ["h100"], precision="fp16").rows[0]
    assert row.weights == single.weights
    cache = kv_cache("llama-3-8b", 128).value
    assert row.kv_cache == cache
    assert row.step_time == pytest.approx(single.weight_load_time + cache / 3.35e12, rel=1e-12)
    assert row.bottleneck == "weights"


def test_a_device_without_the_rate_gets_no_other(frame):
    rows = frame[(frame["device"] == "google/tpu-v5e") & (frame["precision"] == "fp16")]
    assert (rows["why"] == "no such rate").all()
    assert rows["step_time"].isna().all()
    assert not rows["feasible"].any()


def test_what_does_not_fit_says_why(frame):
    row = row_of(
        frame, model="deepseek/deepseek-v3", device="nvidia/h100-sxm", precision="bf16", batch=1, context=128, tp=8
    )
    assert (row.feasible, row.why) == (False, "weights do not fit")
    assert row.weights == pytest.approx(load().find("deepseek-v3", "models")["parameters.total"].value * 2 / 8)
    assert math.isfinite(row.step_time)
    assert set(frame["why"].cat.categories) == set(REASONS)


def test_a_mixture_reads_more_experts_with_more_tokens(frame):
    mixtral = frame[(frame["model"] == "mistral/mixtral-8x7b") & (frame["device"] == "nvidia/h100-sxm")]
    few = row_of(mixtral, precision="fp16", batch=1, context=128, tp=8)
    many = row_of(mixtral, precision="fp16", batch=300, context=128, tp=8)
    weights_time = lambda row: row.step_time - row.kv_cache / 3.35e12  # noqa: E731
    assert weights_time(many) > 3 * weights_time(few)


def test_tensor_parallel_pays_for_its_allreduce(frame):
    llama = frame[(frame["model"] == "meta/llama-3-8b") & (frame["device"] == "nvidia/h100-sxm")]
    one = row_of(llama, precision="fp16", batch=300, context=128, tp=1)
    eight = row_of(llama, precision="fp16", batch=300, context=128, tp=8)
    assert one.step_time / 8 < eight.step_time < one.step_time


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 5000), min_size=1, max_size=4, unique=True),
    st.lists(st.integers(1, 100_000), min_size=1, max_size=4, unique=True),
    st.integers(1, 50),
)
def test_chunks_change_nothing(batch, context, chunk):
    axes = {"batch": batch, "context": context, "precision": ["bf16"], "tp": [1]}
    whole = sweep(MODELS[:2], DEVICES, progress=False, **axes)
    pieces = pd.concat(sweep_chunks(MODELS[:2], DEVICES, chunk=chunk, **axes), ignore_index=True)
    pd.testing.assert_frame_equal(whole, pieces)


def test_more_memory_bandwidth_is_never_slower(frame):
    fast = frame[frame["device"] == "amd/mi300x"].reset_index(drop=True)
    slow = frame[frame["device"] == "nvidia/h100-sxm"].reset_index(drop=True)
    bound = (slow["bottleneck"] == "weights") & (slow["tp"] == 1) & slow["step_time"].notna()
    assert bound.any()
    assert (fast["step_time"][bound] <= slow["step_time"][bound]).all()


def test_parquet_out_holds_the_same(tmp_path, frame):
    path = tmp_path / "sweep.parquet"
    empty = sweep(MODELS, DEVICES, price=3.0, out=path, progress=False, **AXES)
    assert list(empty.columns) == list(frame.columns)
    assert empty.empty
    read = pd.read_parquet(path)
    assert len(read) == len(frame)
    np.testing.assert_array_equal(read["step_time"], frame["step_time"])
    assert [p.name for p in tmp_path.iterdir()] == ["sweep.parquet"]


def test_choosing(frame):
    quick = meets(frame, latency=0.01)
    assert (quick["step_time"] <= 0.01).all()
    assert quick["feasible"].all()
    best = cheapest(quick)
    for row in best.itertuples():
        rivals = quick[quick["model"] == row.model]
        assert row.usd_per_mtoken == rivals["usd_per_mtoken"].min()
    with pytest.raises(GivenError, match="price"):
        cheapest(sweep("llama-3-8b", "h100", progress=False))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=40))
def test_the_pareto_front_is_what_nothing_beats(points):
    frame = pd.DataFrame(points, columns=["cost", "speed"]).assign(feasible=True)
    kept = set(pareto(frame, minimize=["cost"], maximize=["speed"]).index)
    for i, (cost, speed) in enumerate(points):
        beaten = any(c <= cost and s >= speed and (c, s) != (cost, speed) for c, s in points)
        assert (i in kept) == (not beaten)


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"batch": []}, GivenError, "batch is empty"),
        ({"batch": [0]}, GivenError, "at least 1"),
        ({"batch": [10**20]}, GivenError, "at most"),
        ({"batch": [1.5]}, GivenError, "whole"),
        ({"precision": ["fp17"]}, GivenError, "fp17"),
        ({"models": ["llama-9"]}, UnknownEntity, "llama-9"),
        ({"models": ["resnet-50"]}, GivenError, "decodes no tokens"),
        ({"devices": []}, GivenError, "devices is empty"),
        ({"compute_efficiency": 40}, GivenError, "0.4 for 40%"),
        ({"price": -1}, GivenError, "negative"),
    ],
)
def test_wrong_use_teaches(change, error, told):
    given_ = {"models": ["llama-3-8b"], "devices": ["h100"], "progress": False, **change}
    with pytest.raises(error, match=told):
        sweep(given_.pop("models"), given_.pop("devices"), **given_)


def joined() -> pd.DataFrame:
    """Configurations with their numbers beside them, as a study joins them."""
    rows = pd.DataFrame({"batch": [1, 8, 64]}).merge(pd.DataFrame({"context": [512, 8192]}), how="cross")
    rows = rows.merge(pd.DataFrame({"tp": [1, 4]}), how="cross")
    rows = rows.merge(pd.DataFrame(model_table(MODELS)), how="cross")
    devices = pd.DataFrame(device_table(["h100", "mi300x"], ["bf16", "fp8"], price=3.0))
    return rows.merge(devices, how="cross").merge(pd.DataFrame(precision_table(["bf16", "fp8"])), on="precision")


ENGINES = ("pandas", "polars", "polars-lazy", "pyarrow", "duckdb", "dask")


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_says_what_a_sweep_says(engine):
    pytest.importorskip("narwhals")
    rows = joined()
    if engine == "pandas":
        told = evaluate(rows)
    elif engine.startswith("polars"):
        polars = pytest.importorskip("polars")
        native = polars.from_pandas(rows)
        told = (
            evaluate(native.lazy()).collect().to_pandas() if engine.endswith("lazy") else evaluate(native).to_pandas()
        )
    elif engine == "pyarrow":
        told = evaluate(pytest.importorskip("pyarrow").Table.from_pandas(rows)).to_pandas()
    elif engine == "duckdb":
        told = evaluate(pytest.importorskip("duckdb").sql("SELECT * FROM rows")).df()
    else:
        told = evaluate(pytest.importorskip("dask.dataframe").from_pandas(rows, npartitions=3)).compute()
    axes = {"batch": [1, 8, 64], "context": [512, 8192], "tp": [1, 4], "precision": ["bf16", "fp8"]}
    whole = sweep(MODELS, ["h100", "mi300x"], kv_precision="fp16", price=3.0, progress=False, **axes)
    keys = ["model", "device", "precision", "batch", "context", "tp"]
    for frame in (whole, told):
        for name in keys[:3]:
            frame[name] = frame[name].astype(str)
    both = whole.merge(told, on=keys, suffixes=("", "_told"))
    assert len(both) == len(whole) == len(told)
    for name in METRICS:
        np.testing.assert_allclose(both[f"{name}_told"], both[name], rtol=1e-9, err_msg=name)
    assert (both["bottleneck"].astype(str) == both["bottleneck_told"]).all()
    assert (both["fits"] == both["feasible"]).all()


def test_a_missing_column_is_named():
    pytest.importorskip("narwhals")
    with pytest.raises(GivenError, match="bandwidth"):
        evaluate(joined().drop(columns="bandwidth"))
