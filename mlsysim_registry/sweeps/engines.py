"""The same formulas on the user's own engine, through Narwhals: pandas, Polars, DuckDB, Dask, Spark.

A study joins its configurations with `model_table`, `device_table` and `precision_table` (small tables of registry
numbers), in whatever engine holds them, and `evaluate` adds the metrics as columns, lazily where the engine is lazy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mlsysim_registry.analysis.inputs import entry_of
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.errors import GivenError, MissingLibrary
from mlsysim_registry.sweeps.grid import Price, device_numbers, format_of, model_numbers, peak_in
from mlsysim_registry.sweeps.serving import BOTTLENECKS, DEVICE, METRICS, MODEL, USE, serving

_NEEDED = (*MODEL, *DEVICE, *USE)


def model_table(models: Sequence[str | Entry], registry: Registry | None = None) -> dict[str, list[Any]]:
    """Columns `model` and MODEL, a row a model: a plain mapping that any engine takes."""
    rows = [{"model": entry_of(m, "models", registry).id, **model_numbers(m, registry)} for m in models]
    return _columns(rows)


def device_table(
    devices: Sequence[str | Entry],
    precision: Sequence[str],
    price: Price | None = None,
    registry: Registry | None = None,
) -> dict[str, list[Any]]:
    """Columns `device`, `precision` and DEVICE, a row for every device and format that it has a dense rate for.

    A device without a bandwidth, capacity or link gets no row; an unknown power or price is 0.
    """
    rows = []
    for which in devices:
        entry = entry_of(which, "accelerators", registry)
        known = device_numbers(entry, price, registry)
        known |= {name: 0.0 for name in ("power", "price") if known[name] != known[name]}
        for text in precision:
            row = {"device": entry.id, "precision": text, **known, "peak": peak_in(entry, format_of(text).arithmetic)}
            if all(value == value for value in row.values()):
                rows.append(row)
    if not rows:
        raise GivenError("no device has a dense rate in any of these formats, with bandwidth, capacity and link known")
    return _columns(rows)


def precision_table(precision: Sequence[str], kv_bytes: float = 2.0) -> dict[str, list[Any]]:
    """Columns `precision`, `bytes_per_weight` and `bytes_per_kv`, a row a format."""
    formats = [format_of(text) for text in precision]
    return {
        "precision": [fmt.text for fmt in formats],
        "bytes_per_weight": [fmt.bytes_per_weight for fmt in formats],
        "bytes_per_kv": [kv_bytes] * len(formats),
    }


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def evaluate(frame: Any, **settings: float) -> Any:
    """The frame with METRICS, `fits` and `bottleneck` (in words) added; eager or lazy as it came, in its own engine.

    `frame`: a pandas, Polars, PyArrow, DuckDB, Dask, PySpark ... frame with the columns MODEL, DEVICE and USE in base
    units. `settings` as of `serving`. Raises GivenError where a column is missing. Values are not examined: a column
    is computed later, somewhere else; guard what goes in.
    """
    if type(frame).__module__.partition(".")[0] == "dask":  # a Dask frame is many pandas frames
        return frame.map_partitions(evaluate, **settings, meta=evaluate(frame._meta, **settings))
    if type(frame).__module__.partition(".")[0] == "pandas":  # NumPy is what pandas computes with, only quicker
        return _evaluate_arrays(frame, settings)
    try:
        import narwhals as nw
    except ImportError as error:
        raise MissingLibrary("other engines need Narwhals: pip install 'mlsysim-registry[sweeps]'") from error
    native = nw.from_native(frame)
    _check(native.collect_schema().names())
    metrics = serving({name: nw.col(name) for name in _NEEDED}, **settings)
    index = metrics.pop("bottleneck")
    words = nw.lit(BOTTLENECKS[0])
    for number, word in enumerate(BOTTLENECKS[1:], start=1):
        words = nw.when(index == number).then(nw.lit(word)).otherwise(words)
    named = {name: metrics[name] for name in (*METRICS, "fits")}
    return native.with_columns(**named, bottleneck=words).to_native()


def _check(names: Sequence[str]) -> None:
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise GivenError(f"the frame lacks {', '.join(missing)}: join model_table, device_table, precision_table")


def _evaluate_arrays(frame: Any, settings: dict[str, float]) -> Any:
    import pandas

    _check(list(frame.columns))
    metrics = serving({name: frame[name].to_numpy(dtype=float) for name in _NEEDED}, **settings)
    index = metrics.pop("bottleneck")
    named = {name: metrics[name] for name in (*METRICS, "fits")}
    words = pandas.Categorical.from_codes(index, categories=list(BOTTLENECKS))
    return frame.assign(**named, bottleneck=words)
