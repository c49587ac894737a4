"""List the entries of a kind.

examples:
  mlsysim-registry list accelerators
  mlsysim-registry list models --columns id,parameters.total,heads.kv,context
  mlsysim-registry list accelerators --columns id,class,compute.matrix.fp8 --format json
  mlsysim-registry list accelerators --columns name,released,memory.bandwidth,ridge.bf16,power.tdp --format csv

`ridge.<format>` is the ridge point, dense matrix peak over memory bandwidth, in FLOP/B; in CSV and JSON values are in
base units. The table of all accelerators with every peak: `mlsysim-registry export sheet`.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from mlsysim_registry.cli.options import add_common, registry_of
from mlsysim_registry.cli.output import columns, write, write_json
from mlsysim_registry.data import Entry
from mlsysim_registry.errors import GivenError, did_you_mean
from mlsysim_registry.files import KINDS

_COLUMNS = {
    "accelerators": ("id", "name", "class", "memory.capacity", "memory.bandwidth", "compute.matrix.bf16"),
    "models": ("id", "name", "architecture", "parameters.total", "layers", "context"),
    "interconnects": ("id", "name", "per_port", "encoding"),
    "systems": ("id", "name", "device", "devices", "memory.capacity"),
    "efficiency": ("id", "name", "phase", "range.low", "range.typical", "range.high"),
    "prices": ("id", "name", "provider", "as_of"),
    "grids": ("id", "name", "year", "basis", "intensity"),
    "facilities": ("id", "name", "provider", "year", "pue"),
    "reliability": ("id", "name", "operator", "devices", "duration"),
    "citations": ("id", "publisher", "kind", "read", "title"),
}  # fmt: skip
_PLAIN = ("id", "name", "aliases")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("kind", metavar="KIND", help=", ".join(_COLUMNS))
    parser.add_argument("--columns", metavar="A,B,...", help="spec paths and attributes to print")
    add_common(parser, ("text", "json", "csv"))


def run(options: argparse.Namespace) -> int:
    """List them."""
    registry = registry_of(options)
    table = registry.table(kind_named(options.kind))
    wanted = [word.strip() for word in (options.columns or "").split(",") if word.strip()] or list(_COLUMNS[table.kind])
    entries = list(table.values())
    _refuse_unknown(wanted, entries)
    if options.format == "json":
        rows = [{column: _data(entry, column) for column in dict.fromkeys(("id", *wanted))} for entry in entries]
        write_json({"version": registry.version, "kind": table.kind, "entries": rows})
    elif options.format == "csv":
        from mlsysim_registry.exporting.tables import as_csv

        sys.stdout.write(as_csv(wanted, ([_cell(entry, column) for column in wanted] for entry in entries)))
    else:
        write(columns([wanted, *([_text(entry, column) for column in wanted] for entry in entries)]))
    return 0


def kind_named(word: str) -> str:
    """The kind that a word means: accelerators, accelerator, Models. Raises GivenError with suggestions."""
    folded = word.strip().casefold()
    for kind in (*KINDS, "citations"):
        if folded and folded in (kind, kind.removesuffix("s"), f"{kind}s"):
            return kind
    known = (*KINDS, "citations")
    raise GivenError(f"no kind `{word}`.{did_you_mean(word, known)} Kinds: {', '.join(known)}.")


def _refuse_unknown(wanted: list[str], entries: list[Entry]) -> None:
    known = dict.fromkeys(_PLAIN)
    for entry in entries:
        known |= dict.fromkeys(key for key, value in entry.attributes.items() if not isinstance(value, dict))
        known |= dict.fromkeys(entry.specs)
        known |= dict.fromkeys(_ridges(entry))
    for column in wanted:
        if column not in known:
            raise GivenError(f"no entry of this kind has `{column}`.{did_you_mean(column, known)}")


def _ridges(entry: Entry) -> dict[str, float]:
    """ridge.<format> -> ridge point of each dense matrix rate, in FLOP/B (OP/B for integers)."""
    bandwidth = entry.get("memory.bandwidth")
    if bandwidth is None or entry.kind not in ("accelerators", "systems"):
        return {}
    head = "compute.matrix."
    rates = {path.removeprefix(head): spec for path, spec in entry.specs.items() if path.startswith(head)}
    return {f"ridge.{name}": spec.value / bandwidth.value for name, spec in rates.items()}


def _cell(entry: Entry, column: str) -> Any:
    value = _data(entry, column)
    if isinstance(value, dict):
        return value.get("value")
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _text(entry: Entry, column: str) -> str:
    if column in ("id", "name"):
        return entry.id if column == "id" else entry.name
    if column.startswith("ridge."):
        ridge = _ridges(entry).get(column)
        return "-" if ridge is None else f"{ridge:.3g} {'OP' if 'int' in column else 'FLOP'}/B"
    spec = entry.get(column)
    if spec is not None:
        return spec.printed
    value = entry.attributes.get(column, "-")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _data(entry: Entry, column: str) -> Any:
    if column in ("id", "name"):
        return _text(entry, column)
    if column.startswith("ridge."):
        return _ridges(entry).get(column)
    spec = entry.get(column)
    if spec is None:
        return entry.attributes.get(column)
    return {"value": spec.value, "unit": spec.unit, "printed": spec.printed, "status": spec.status}
