"""`sweep`: a pandas frame (or a Parquet file) with a row for every combination, computed in chunks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mlsysim_registry.analysis.inputs import entry_of
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.errors import GivenError, MissingLibrary
from mlsysim_registry.files import part_file
from mlsysim_registry.formulas import bytes_per_element
from mlsysim_registry.sweeps.grid import Format, Price, counts, device_numbers, format_of, model_numbers, peak_in
from mlsysim_registry.sweeps.serving import BOTTLENECKS, METRICS, serving

if TYPE_CHECKING:
    from pandas import DataFrame

CHUNK = 2_000_000  # rows: some 300 MB
# Why a row cannot be: the first that holds.
REASONS = (
    "", "no such rate", "no bandwidth", "no capacity", "no link", "tp over heads", "weights do not fit",
    "cache does not fit",
)  # fmt: skip
_BAR_AFTER = 1.5  # seconds


def sweep(
    models: Sequence[str | Entry] | str,
    devices: Sequence[str | Entry] | str,
    *,
    batch: Sequence[int] | int = (1,),
    precision: Sequence[str] | str = ("fp16",),
    context: Sequence[int] | int = (4096,),
    tp: Sequence[int] | int = (1,),
    kv_precision: str | None = None,
    price: Price | None = None,
    out: str | os.PathLike[str] | None = None,
    registry: Registry | None = None,
    progress: bool = True,
    **settings: float,
) -> DataFrame:
    """Every combination of models, devices, batch, precision, context and tensor-parallel degree, a row each.

    Names as everywhere; `precision` is "fp16", or "int4/fp16" for int4 weights with fp16 arithmetic; `kv_precision` the
    format of the cache (default: fp16, or the weights' where they are 8-bit floats); `price` as of `fleet`: a number in
    USD per device and hour, a price list, or a mapping from device to either. `settings` go to `serving`: prompt,
    reserve, compute_efficiency, memory_efficiency, network_efficiency, overhead.

    The columns: the six axes; `feasible` and, where it is not, `why`; `bottleneck`; METRICS (times in s, sizes in B of
    one device). Rows that lack a number (the device has no such rate) carry NaN, never another format's number; rows
    that do not fit keep their times, as if they did.
    With `out` the rows go to a Parquet file in chunks of bounded memory, and the frame returned is empty.
    Raises GivenError for empty or senseless axes, UnknownEntity for unknown names, MissingLibrary without pandas.
    """
    pandas = _pandas()
    pieces = sweep_chunks(
        models, devices, batch=batch, precision=precision, context=context, tp=tp, kv_precision=kv_precision,
        price=price, registry=registry, progress=progress, settings=settings,
    )  # fmt: skip
    if out is not None:
        return _written(pieces, os.fspath(out))
    frames = list(pieces)
    return frames[0] if len(frames) == 1 else pandas.concat(frames, ignore_index=True)


def sweep_chunks(
    models: Sequence[str | Entry] | str,
    devices: Sequence[str | Entry] | str,
    *,
    batch: Sequence[int] | int = (1,),
    precision: Sequence[str] | str = ("fp16",),
    context: Sequence[int] | int = (4096,),
    tp: Sequence[int] | int = (1,),
    kv_precision: str | None = None,
    price: Price | None = None,
    registry: Registry | None = None,
    progress: bool = False,
    chunk: int = CHUNK,
    settings: Mapping[str, float] | None = None,
) -> Iterator[DataFrame]:
    """The same, frame by frame, each of at most about `chunk` rows: for sweeps larger than memory."""
    _pandas()
    whats = _listed(models), _listed(devices)
    entries = [entry_of(model, "models", registry) for model in whats[0]]
    machines = [entry_of(device, "accelerators", registry) for device in whats[1]]
    formats = [format_of(text) for text in ([precision] if isinstance(precision, str) else precision)]
    for name, listed in (("models", entries), ("devices", machines), ("precision", formats)):
        if not listed:
            raise GivenError(f"{name} is empty: give at least one")
    axes = {"batch": counts("batch", batch), "context": counts("context", context), "tp": counts("tp", tp)}
    per_device = len(formats) * len(axes["batch"]) * len(axes["context"]) * len(axes["tp"])
    at_once = max(1, chunk // per_device)
    work = [(model, machines[i : i + at_once]) for model in entries for i in range(0, len(machines), at_once)]
    categories = {
        "model": [entry.id for entry in entries],
        "device": [machine.id for machine in machines],
        "precision": [fmt.text for fmt in formats],
    }
    numbers = {machine.id: device_numbers(machine, price, registry) for machine in machines}
    for model, some in _bar(work, progress):
        of_model = model_numbers(model, registry)
        yield _frame(model, of_model, some, numbers, formats, axes, kv_precision, settings or {}, categories)


def _frame(
    model: Entry,
    of_model: dict[str, float],
    machines: list[Entry],
    numbers: dict[str, dict[str, float]],
    formats: list[Format],
    axes: dict[str, list[int]],
    kv_precision: str | None,
    settings: Mapping[str, float],
    categories: dict[str, list[str]],
) -> DataFrame:
    """The rows of one model on some devices; the axes are device, precision, batch, context, tp."""
    import numpy as np
    import pandas

    shape = (len(machines), len(formats), *(len(axis) for axis in axes.values()))

    def along(axis: int, values: Iterable[float]) -> Any:
        array = np.asarray(list(values), dtype=float)
        return array.reshape([-1 if i == axis else 1 for i in range(5)])

    known = {name: along(0, (numbers[m.id][name] for m in machines)) for name in next(iter(numbers.values()))}
    peak = np.array([[peak_in(machine, fmt.arithmetic) for fmt in formats] for machine in machines])
    known["peak"] = peak.reshape(len(machines), len(formats), 1, 1, 1)
    # What is not known goes in as 1 and comes out as NaN: the formulas refuse NaN, rightly.
    of: dict[str, Any] = {name: np.where(np.isnan(value), 1.0, value) for name, value in known.items()}
    of |= of_model
    of |= {name: along(2 + i, values) for i, (name, values) in enumerate(axes.items())}
    of["bytes_per_weight"] = along(1, (fmt.bytes_per_weight for fmt in formats))
    of["bytes_per_kv"] = along(1, (_kv_bytes(fmt, kv_precision) for fmt in formats))
    result = serving(of, **settings)
    lacking = {name: np.isnan(value) for name, value in known.items()}
    heads = model["heads.query"].value if "heads.query" in model else of_model["kv_heads"]
    why = _reasons(result, lacking, of, heads, shape)
    columns: dict[str, Any] = {
        "model": _category(np.full(shape, categories["model"].index(model.id), np.int16), categories["model"]),
        "device": _category(
            _spread(along(0, [categories["device"].index(m.id) for m in machines]), shape, np.int16),
            categories["device"],
        ),
        "precision": _category(_spread(along(1, range(len(formats))), shape, np.int8), categories["precision"]),
    }
    for name in axes:
        columns[name] = _spread(of[name], shape, np.int64)
    columns["feasible"] = (why == 0).ravel()
    columns["why"] = _category(why, list(REASONS))
    blank = lacking["peak"] | lacking["bandwidth"] | (lacking["link"] & (of["tp"] > 1))
    bottleneck = np.where(blank, -1, result["bottleneck"]) if blank.any() else result["bottleneck"]
    columns["bottleneck"] = _category(_spread(bottleneck, shape, np.int8), list(BOTTLENECKS))
    missing = {"joules_per_token": lacking["power"], "usd_per_mtoken": lacking["price"]}
    timed = ("step_time", "first_token_time", "tokens_per_s", "tokens_per_s_per_device", "mfu", *missing)
    for name in METRICS:
        gaps = missing.get(name)
        if name in timed and blank.any():
            gaps = blank if gaps is None else gaps | blank
        if name == "max_sequences":
            gaps = lacking["capacity"]
        value = result[name]
        if gaps is not None and gaps.any():
            value = np.where(gaps, np.nan, value)
        columns[name] = _spread(value, shape, np.float64)
    return pandas.DataFrame(columns, copy=False)


def _kv_bytes(fmt: Format, kv_precision: str | None) -> float:
    if kv_precision is not None:
        return bytes_per_element(kv_precision)
    return 1.0 if fmt.arithmetic == "fp8" else 2.0


def _reasons(
    result: dict[str, Any], lacking: dict[str, Any], of: dict[str, Any], heads: float, shape: tuple[int, ...]
) -> Any:
    """An index into REASONS for every row, the last assigned being the first that holds."""
    import numpy as np

    why = np.where(np.broadcast_to(result["fits"], shape), np.int8(0), np.int8(7))
    room = of["capacity"]
    for number, holds in (
        (6, result["weights"] > room),
        (5, of["tp"] > heads),
        (4, lacking["link"] & (of["tp"] > 1)),
        (3, lacking["capacity"]),
        (2, lacking["bandwidth"]),
        (1, lacking["peak"]),
    ):
        if np.any(holds):
            why[np.broadcast_to(holds, shape)] = number
    return why


def _spread(value: Any, shape: tuple[int, ...], kind: Any) -> Any:
    import numpy as np

    value = np.asarray(value, dtype=kind)
    return value.ravel() if value.shape == shape else np.broadcast_to(value, shape).ravel()


def _category(codes: Any, categories: list[str]) -> Any:
    import pandas

    return pandas.Categorical.from_codes(codes.ravel(), categories=categories)


def _listed(what: Sequence[str | Entry] | str | Entry) -> list[str | Entry]:
    return [what] if isinstance(what, (str, Entry)) else list(what)


def _bar(work: list[Any], progress: bool) -> Iterable[Any]:
    """The work with a progress bar on a terminal, once it has taken longer than a moment."""
    if progress and len(work) > 1:
        try:
            from tqdm import tqdm
        except ImportError:
            return work
        bar: Iterable[Any] = tqdm(work, delay=_BAR_AFTER, disable=None, unit="chunk", desc="sweep")
        return bar
    return work


def _written(pieces: Iterator[DataFrame], path: str) -> DataFrame:
    """Write the pieces as row groups of one Parquet file, whole or not at all."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingLibrary("Parquet needs pyarrow: pip install 'mlsysim-registry[sweeps]'") from error
    temporary = part_file(path)
    writer = None
    empty: Any = None
    try:
        for frame in pieces:
            table = pyarrow.Table.from_pandas(frame, preserve_index=False)
            if writer is None:
                writer, empty = parquet.ParquetWriter(temporary, table.schema), frame.head(0)
            writer.write_table(table)
        if writer is not None:
            writer.close()
            os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise
    return empty


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise MissingLibrary("a sweep needs pandas: pip install 'mlsysim-registry[sweeps]'") from error
    return pandas
