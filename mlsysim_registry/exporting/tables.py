"""The registry as tables: one line a spec (long), or one line an accelerator (sheet)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mlsysim_registry.data import Entry, Registry

LONG = ("kind", "entity", "spec", "value", "unit", "printed", "status", "direction", "cite")

_FORMATS = ("fp64", "tf32", "bf16", "fp16", "fp8", "fp4", "int8", "int4")
_VECTOR = ("fp64", "fp32", "fp16")
SHEET = (
    "id", "name", "vendor", "class", "form_factor", "year", "capacity_gb", "bandwidth_gb_per_s",
    *(f"{name}_{'tops' if name.startswith('int') else 'tflops'}" for name in _FORMATS),
    *(f"vector_{name}_tflops" for name in _VECTOR),
    "ridge_bf16_flop_per_byte", "ridge_fp8_flop_per_byte", "tdp_w",
)  # fmt: skip


def long_rows(registry: Registry) -> Iterator[tuple[Any, ...]]:
    """One row a spec, values in base units; the columns are LONG."""
    for entry in registry.entries():
        for path, spec in entry.specs.items():
            row = (spec.value, spec.unit, spec.printed, spec.status, spec.direction, spec.cite)
            yield entry.kind, entry.id, path, *row


def sheet_rows(registry: Registry) -> Iterator[tuple[Any, ...]]:
    """One row an accelerator: dense matrix peaks, vector peaks, memory, ridge point, TDP, year; the columns are SHEET.

    Peaks in TFLOP/s (TOP/s for integers), capacity in GB (10^9 B), bandwidth in GB/s, power in W. What is not known
    stays empty, and so does an estimated value: a sheet shows no status.
    """
    for entry in registry.accelerators.values():
        yield _sheet_row(entry)


def _sheet_row(entry: Entry) -> tuple[Any, ...]:
    told = entry.attributes
    released = str(told.get("released") or "")
    bandwidth = proven(entry, "memory.bandwidth")
    matrix = {name: proven(entry, f"compute.matrix.{name}") for name in _FORMATS}
    vector = [proven(entry, f"compute.vector.{name}") for name in _VECTOR]
    ridges = [_over(matrix[name], bandwidth) for name in ("bf16", "fp8")]
    return (
        entry.id,
        entry.name,
        entry.id.partition("/")[0],
        told.get("class"),
        told.get("form_factor"),
        int(released[:4]) if released else None,
        _scaled(proven(entry, "memory.capacity"), 1e9),
        _scaled(bandwidth, 1e9),
        *(_scaled(matrix[name], 1e12) for name in _FORMATS),
        *(_scaled(rate, 1e12) for rate in vector),
        *ridges,
        proven(entry, "power.tdp"),
    )


def proven(entry: Entry, path: str) -> float | None:
    """A quoted or derived value in base units, or None."""
    spec = entry.get(path)
    return None if spec is None or spec.status == "estimated" else spec.value


def _scaled(value: float | None, unit: float) -> float | None:
    return None if value is None else float(f"{value / unit:.10g}")


def _over(rate: float | None, bandwidth: float | None) -> float | None:
    return None if rate is None or bandwidth is None else float(f"{rate / bandwidth:.6g}")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV; None is an empty cell."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue()


def as_parquet(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as Parquet. Raises MissingLibrary without pandas and pyarrow."""
    from mlsysim_registry.errors import MissingLibrary

    try:
        import pandas
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise MissingLibrary("Parquet needs pandas and pyarrow: pip install 'mlsysim-registry[tables]'") from error
    out = io.BytesIO()
    pandas.DataFrame(list(rows), columns=list(columns)).to_parquet(out, index=False)
    return out.getvalue()
