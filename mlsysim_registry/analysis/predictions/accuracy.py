"""How far predictions are from published measurements: by class, at the peaks, calibrated, and left out in turn."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from mlsysim_registry.analysis.predictions.calibration import (
    Observation,
    estimate,
    evidence_of,
    factors_of,
    fitted,
)
from mlsysim_registry.analysis.predictions.classes import MeasuredClass, NoModel, class_of
from mlsysim_registry.analysis.predictions.estimate import BARE
from mlsysim_registry.analysis.predictions.given import Given
from mlsysim_registry.analysis.predictions.prediction import _mapping
from mlsysim_registry.data import Registry, load
from mlsysim_registry.errors import GivenError, RegistryError

COLUMNS = ("id", "topic", "group", "inputs", "unit")

# What is judged together, with the median error that is asked for on measurements that were not calibrated on.
BARS = (
    ("ring AllReduce, large messages", ("net-large",), 0.05),
    ("in-network reduction", ("net-sharp",), 0.03),
    ("mesh", ("net-mesh",), 0.05),
    ("several nodes, large messages", ("net-hier",), 0.12),
    ("3-D parallel training step, H100", ("train-3d-h100",), 0.06),
    ("3-D parallel training step, A100", ("train-3d-a100",), 0.12),
    ("decode, one sequence", ("dec-a100*", "dec-tp", "dec-ft", "dec-llamacpp*", "dec-q40*", "dec-layersplit"), 0.12),
    ("decode, a batch", ("dec-batch-trt",), 0.15),
    ("small and middle messages", ("net-latency", "net-mid"), None),
    ("training at thousands of devices, strong scaling", ("train-megascale",), None),
    ("training, FSDP on H100", ("train-fsdp-h100",), None),
    ("training, 3-D parallel, FP8 on H100", ("train-3d-h100-fp8",), None),
    ("training, whole runs on A100", ("train-gpuhours-a100",), None),
    ("training on TPU", ("train-tpu",), None),
    ("serving, MLPerf", ("dec-mlperf",), None),
    ("time to first token, long prompts", ("prefill-trt-long",), None),
    ("time to first token, short prompts; llama.cpp", ("prefill-trt-short", "prefill-llamacpp"), None),
    ("micro devices", ("tiny-*",), None),
    ("kernels", ("kernel", "gemm-ceiling"), None),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One measurement and its predictions; None where there is none."""

    id: str
    group: str
    entry: str
    unit: str
    measured: float  # nan where nothing was measured
    bare: float | None = None
    calibrated: float | None = None
    left_out: float | None = None  # by factors fitted without this row; None where no other row of the class is there
    low: float | None = None
    high: float | None = None
    reason: str = ""

    def error(self, which: str) -> float | None:
        """Predicted over measured, minus 1: of `bare`, `calibrated` or `left_out`."""
        value = getattr(self, which)
        return None if value is None or math.isnan(self.measured) else float(value) / self.measured - 1.0


def read_rows(path: str | Path) -> list[dict[str, str]]:
    """The rows of a CSV with the columns id, topic, group, inputs (JSON), unit, and expected where it was measured.

    Raises GivenError where it cannot be read or lacks a column.
    """
    try:
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeError, csv.Error) as error:
        raise GivenError(f"{path} cannot be read: {error}") from None
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        raise GivenError(f"{path} has no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
    return rows


def compare(
    rows: Iterable[dict[str, str]], registry: Registry | None = None, *, leave_out: bool = True
) -> list[Compared]:
    """Every row against its predictions. A row that cannot be read or predicted carries the reason.

    `leave_out` fits the class of each row anew without it, which takes time that grows with the square of the rows.
    """
    known = registry or load()
    read = [_read(row) for row in rows]
    classes: dict[str, list[tuple[int, Observation]]] = {}
    for index, (_, measured, seen, _) in enumerate(read):
        if leave_out and measured is not None and seen is not None and not math.isnan(seen.value):
            classes.setdefault(measured.entry, []).append((index, seen))
    return [_compared(index, *item, classes, known, leave_out) for index, item in enumerate(read)]


def _read(row: dict[str, str]) -> tuple[dict[str, str], MeasuredClass | None, Observation | None, str]:
    try:
        inputs = _mapping(row["inputs"])
        measured = class_of(row["topic"], row["group"], Given(inputs))
        value = float(row.get("expected") or math.nan)
        if math.isinf(value) or value <= 0:
            return row, None, None, f"the measured value {row['expected']} is no finite number above zero"
        if row["unit"] not in estimate(measured, inputs, BARE).values:
            return row, None, None, f"no `{row['unit']}` can be given for it"
        return row, measured, Observation(inputs, row["unit"], value), ""
    except (NoModel, RegistryError) as why:
        return row, None, None, str(why)
    except ValueError:
        return row, None, None, f"the measured value `{row['expected']}` is no number"


def _compared(
    index: int,
    row: dict[str, str],
    measured: MeasuredClass | None,
    seen: Observation | None,
    reason: str,
    classes: dict[str, list[tuple[int, Observation]]],
    registry: Registry,
    leave_out: bool,
) -> Compared:
    if measured is None or seen is None:
        try:
            value = float(row.get("expected") or math.nan)
        except ValueError:
            value = math.nan
        return Compared(row["id"], row["group"], "", row["unit"], value, reason=reason)
    typical = factors_of(measured, registry)
    others = [other for place, other in classes.get(measured.entry, ()) if place != index]
    ends = [estimate(measured, seen.inputs, factors_of(measured, registry, end)) for end in ("low", "high")]
    values = sorted(end.values[seen.unit] for end in ends)
    left_out = None
    known = evidence_of(measured, registry)
    if leave_out and (others or known):
        refitted = fitted(measured, others, typical, known)
        left_out = estimate(measured, seen.inputs, refitted).values[seen.unit]
    return Compared(
        id=row["id"],
        group=row["group"],
        entry=measured.entry,
        unit=seen.unit,
        measured=seen.value,
        bare=estimate(measured, seen.inputs, BARE).values[seen.unit],
        calibrated=estimate(measured, seen.inputs, typical).values[seen.unit],
        left_out=left_out,
        low=values[0],
        high=values[1],
    )


def of_groups(compared: Sequence[Compared], groups: Sequence[str]) -> list[Compared]:
    """The rows whose group is one of these (a trailing * stands for anything)."""
    starts = tuple(name[:-1] for name in groups if name.endswith("*"))
    return [row for row in compared if row.group in groups or (starts and row.group.startswith(starts))]


def median_and_most(rows: Sequence[Compared], which: str) -> tuple[float, float] | None:
    """Median and maximum of the absolute errors, of the rows that have one."""
    wrong = [abs(error) for row in rows if (error := row.error(which)) is not None]
    return (median(wrong), max(wrong)) if wrong else None
