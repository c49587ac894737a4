"""Every combination of models, devices, batch, precision, context and tensor-parallel degree.

examples:
  mlsysim-registry sweep --models llama-3-8b llama-3-70b --devices h100 mi300x --batch 1 8 64 --tp 1 8
  mlsysim-registry sweep --models llama-3-70b --devices h100 mi300x b200 --batch 1 2 4 8 16 32 64 --tp 1 2 4 8 \\
      --precision bf16 fp8 --price '$3' --latency 0.03 --best cheapest
  mlsysim-registry sweep --models llama-3-8b --devices all --batch 1..512 --context 1024..131072 --out sweep.parquet

`1..512` means the powers of two between. Times are lower bounds unless --compute-efficiency and --memory-efficiency
are given. Without --out the first rows are printed; --format csv prints all.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from mlsysim_registry.cli.options import add_common, registry_of, whole
from mlsysim_registry.cli.output import columns, write, write_json
from mlsysim_registry.data import Registry
from mlsysim_registry.display import si
from mlsysim_registry.errors import GivenError

if TYPE_CHECKING:
    from pandas import DataFrame

_BEST = ("all", "cheapest", "pareto", "fastest")
_PARETO = {"minimize": ["step_time"], "maximize": ["tokens_per_s_per_device"]}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("--models", nargs="+", required=True, metavar="NAME")
    parser.add_argument(
        "--devices", nargs="+", required=True, metavar="NAME", help="names, or `all` data-centre devices"
    )
    parser.add_argument("--batch", nargs="+", default=["1"], metavar="N")
    parser.add_argument("--context", nargs="+", default=["4096"], metavar="N")
    parser.add_argument("--tp", nargs="+", default=["1"], metavar="N", help="tensor-parallel degrees")
    parser.add_argument("--precision", nargs="+", default=["bf16"], metavar="F", help="bf16, fp8, int4/fp16, ...")
    parser.add_argument("--kv-precision", metavar="F", help="format of the KV cache")
    parser.add_argument("--price", metavar="P", help="'3 USD/GPU-hour', '$3' or a price list")
    parser.add_argument("--compute-efficiency", type=float, default=1.0, metavar="ETA")
    parser.add_argument("--memory-efficiency", type=float, default=1.0, metavar="ETA")
    parser.add_argument("--latency", type=float, metavar="S", help="only rows with at most so many seconds per token")
    parser.add_argument("--best", choices=_BEST, default="all", help="per model, or the Pareto front")
    parser.add_argument("--rows", type=whole, default=20, metavar="N", help="how many rows to print (default: 20)")
    parser.add_argument("--out", metavar="FILE.parquet", help="write all rows here, in chunks")
    add_common(parser, ("text", "json", "csv"))


def run(options: argparse.Namespace) -> int:
    """Sweep, choose, print."""
    from mlsysim_registry.sweeps import sweep

    registry = registry_of(options)
    given: dict[str, Any] = {
        "batch": _axis("batch", options.batch),
        "context": _axis("context", options.context),
        "tp": _axis("tp", options.tp),
        "precision": options.precision,
        "kv_precision": options.kv_precision,
        "price": options.price,
        "registry": registry,
        "compute_efficiency": options.compute_efficiency,
        "memory_efficiency": options.memory_efficiency,
    }
    devices = _devices(options.devices, registry)
    if options.out is not None:
        if options.best != "all" or options.latency is not None:
            raise GivenError("--out writes all rows; choose among them afterwards")
        sweep(options.models, devices, out=options.out, **given)
        write([f"written: {options.out}"])
        return 0
    _print(_chosen(sweep(options.models, devices, **given), options), options, registry)
    return 0


def _axis(name: str, words: list[str]) -> list[int]:
    """Whole numbers, `1..512` standing for the powers of two from 1 to 512."""
    values: list[int] = []
    for word in words:
        low, dots, high = word.partition("..")
        try:
            first = int(low.replace(",", ""))
            last = int(high.replace(",", "")) if dots else first
        except ValueError:
            raise GivenError(f"--{name} {word}: write whole numbers, or a range such as 1..512") from None
        if not 1 <= first <= last:
            raise GivenError(f"--{name} {word}: the range must go up, from 1 or more")
        value = first
        while value <= last:
            values.append(value)
            value *= 2
    return list(dict.fromkeys(values))


def _devices(words: list[str], registry: Registry) -> list[str]:
    if words != ["all"]:
        return words
    return [
        entry.id
        for entry in registry.accelerators.values()
        if entry.attributes.get("class") == "datacenter" and "memory.bandwidth" in entry
    ]


def _chosen(frame: DataFrame, options: argparse.Namespace) -> DataFrame:
    from mlsysim_registry.sweeps import cheapest, meets, pareto

    if options.latency is not None:
        frame = meets(frame, latency=options.latency)
    if options.best == "cheapest":
        return cheapest(frame)
    if options.best == "fastest":
        return cheapest(frame, by="step_time")
    return pareto(frame, **_PARETO) if options.best == "pareto" else frame


def _print(frame: DataFrame, options: argparse.Namespace, registry: Registry) -> None:
    if options.format == "csv":
        sys.stdout.write(frame.to_csv(index=False))
        return
    if options.format == "json":
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        write_json({"version": registry.version, "rows": rows})
        return
    shown = frame.head(options.rows)
    told = [
        ["model", "device", "format", "batch", "context", "tp", "step", "tokens/s", "per device", "bound by", "note"]
    ]
    priced = bool(frame["usd_per_mtoken"].notna().any())
    if priced:
        told[0].insert(9, "$/Mtoken")
    for row in shown.itertuples():
        cells = [row.model, row.device, row.precision, row.batch, row.context, row.tp, _si(row.step_time, "s")]
        cells += [_plain(row.tokens_per_s), _plain(row.tokens_per_s_per_device)]
        cells += [_plain(row.usd_per_mtoken, 3)] if priced else []
        told.append([str(cell) for cell in (*cells, _word(row.bottleneck), row.why)])
    write(columns(told))
    left = len(frame) - len(shown)
    feasible = int(frame["feasible"].sum())
    write(["", f"{len(frame):,} rows, {feasible:,} feasible{f'; {left:,} more not shown' if left else ''}"])


def _si(value: float, unit: str) -> str:
    return si(value, unit) if value == value else "-"


def _plain(value: float, digits: int = 4) -> str:
    return (
        f"{value:,.{digits}g}" if value == value and value < 10**digits else f"{value:,.0f}" if value == value else "-"
    )


def _word(value: Any) -> str:
    return str(value) if value == value else "-"
