"""A study too large to hold: 10^8 configurations on the user's own engine, by the same formulas.

    python tests/benchmarks/studies.py duckdb              DuckDB, with a bound on its memory
    python tests/benchmarks/studies.py dask --workers 2    a local cluster of worker processes
    python tests/benchmarks/studies.py polars --rows 1e7

The study: for each model, the cheapest way to serve it below 30 ms a token, over devices, formats, batch, context and
tensor-parallel degree. Prints rows, rows/s, the peak memory of the process and its children, and the answer.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from typing import Any

import pandas as pd

from mlsysim_registry.sweeps import device_table, evaluate, model_table, precision_table

MODELS = ["llama-3-8b", "llama-3-70b", "mixtral-8x7b", "deepseek-v3"]
DEVICES = ["h100", "h200", "b200", "mi300x"]
FORMATS = ["bf16", "fp8"]
TP = [1, 2, 4, 8]
CONTEXTS = 128
LATENCY = 0.03


def tables(rows: int) -> dict[str, pd.DataFrame]:
    """The small tables whose product is the study; the batch axis is as long as `rows` asks."""
    models = pd.DataFrame(model_table(MODELS))
    devices = pd.DataFrame(device_table(DEVICES, FORMATS, price=3.0)).merge(pd.DataFrame(precision_table(FORMATS)))
    batches = max(1, round(rows / (len(models) * len(devices) * len(TP) * CONTEXTS)))
    return {
        "models": models,
        "devices": devices,
        "batches": pd.DataFrame({"batch": range(1, batches + 1)}),
        "contexts": pd.DataFrame({"context": range(1024, 1024 * (CONTEXTS + 1), 1024)}),
        "degrees": pd.DataFrame({"tp": TP}),
    }


def count(parts: dict[str, pd.DataFrame]) -> int:
    """Rows of the product."""
    total = 1
    for part in parts.values():
        total *= len(part)
    return total


def on_duckdb(parts: dict[str, pd.DataFrame], memory: str) -> pd.DataFrame:
    """Lazily: the product is never held."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": memory})
    for name, part in parts.items():
        connection.register(name, part)
    product = connection.sql(f"SELECT * FROM {', '.join(parts)}")
    told = evaluate(product)
    connection.register("told", told)
    return connection.sql(
        "SELECT model, min(usd_per_mtoken) AS usd_per_mtoken, count(*) AS ways FROM told "
        f"WHERE fits AND step_time <= {LATENCY} GROUP BY model ORDER BY model"
    ).df()


def on_polars(parts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Lazily, with the streaming engine."""
    import polars as pl

    product: Any = None
    for part in parts.values():
        frame = pl.from_pandas(part).lazy()
        product = frame if product is None else product.join(frame, how="cross")
    told = evaluate(product).filter(pl.col("fits") & (pl.col("step_time") <= LATENCY))
    answer = told.group_by("model").agg(pl.col("usd_per_mtoken").min(), pl.len().alias("ways"))
    return answer.collect(engine="streaming").sort("model").to_pandas()


def piece(batches: pd.DataFrame, parts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The product of one run of batch sizes with everything else."""
    product = batches
    for name in ("models", "devices", "contexts", "degrees"):
        product = product.merge(parts[name], how="cross")
    return product


def on_dask(parts: dict[str, pd.DataFrame], workers: int) -> pd.DataFrame:
    """On a local cluster of worker processes: each makes, evaluates and reduces its own partitions."""
    import dask.dataframe as dd
    from dask.distributed import Client, LocalCluster

    others = count(parts) // len(parts["batches"])
    at_once = max(1, 500_000 // others)
    runs = [parts["batches"].iloc[i : i + at_once] for i in range(0, len(parts["batches"]), at_once)]
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        product = dd.from_map(piece, runs, parts=parts, meta=piece(runs[0].head(1), parts).head(0))
        told = evaluate(product)
        kept = told[told["fits"] & (told["step_time"] <= LATENCY)]
        groups = kept.groupby("model")["usd_per_mtoken"]
        answer = dd.concat([groups.min().rename("usd_per_mtoken"), groups.count().rename("ways")], axis=1).compute()
    return answer.sort_index().reset_index()


def main() -> int:
    """Run one engine and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=("duckdb", "polars", "dask"))
    parser.add_argument("--rows", type=float, default=1e8)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default="2GB", help="DuckDB's memory limit")
    options = parser.parse_args()
    parts = tables(int(options.rows))
    start = time.perf_counter()
    if options.engine == "duckdb":
        answer = on_duckdb(parts, options.memory)
    else:
        answer = on_polars(parts) if options.engine == "polars" else on_dask(parts, options.workers)
    taken = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    rows = count(parts)
    print(f"{options.engine}: {rows:,} rows in {taken:.1f} s, {rows / taken:,.0f} rows/s")
    print(f"peak memory: {own:.2f} GB; of the largest worker: {child:.2f} GB")
    print(answer.to_string(index=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
