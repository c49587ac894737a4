"""Compare entries spec by spec.

examples:
  mlsysim-registry compare h100 mi300x b200
  mlsysim-registry compare h100-sxm h100-pcie --specs memory,compute.matrix
  mlsysim-registry compare h100 my-chip --with my-chip.yaml --format json
  mlsysim-registry compare h100 mi300x b200 --plot compare.svg
"""

from __future__ import annotations

import argparse

from mlsysim_registry.cli.options import add_common, add_plot, registry_of
from mlsysim_registry.cli.output import columns, write, write_json
from mlsysim_registry.data import Entry, Spec
from mlsysim_registry.errors import GivenError, did_you_mean

# What a picture shows where no specs are named.
_DRAWN = {
    "accelerators": ("compute.matrix.bf16", "memory.bandwidth", "memory.capacity", "power.tdp"),
    "models": ("parameters.total", "kv_cache.per_token", "context", "layers"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("entities", metavar="ENTITY", nargs="+", help="names, aliases or ids of one kind")
    parser.add_argument("--specs", metavar="A,B,...", help="only these spec paths, or what is below them")
    add_plot(parser)
    add_common(parser)


def run(options: argparse.Namespace) -> int:
    """Compare them."""
    registry = registry_of(options)
    entries = [registry.find(name) for name in options.entities]
    kinds = sorted({entry.kind for entry in entries})
    if len(kinds) > 1:
        told = ", ".join(f"{entry.id} ({entry.kind})" for entry in entries)
        raise GivenError(f"these are of different kinds, with no specs in common: {told}")
    paths = _paths(entries, options.specs)
    if options.plot is not None:
        from mlsysim_registry.plots import compare_figure, show

        drawn = paths if options.specs else _DRAWN.get(kinds[0], ())
        write([show(compare_figure(entries, drawn or paths), options.plot)])
        return 0
    if options.format == "json":
        specs = {path: {entry.id: _data(entry.get(path)) for entry in entries} for path in paths}
        write_json({"version": registry.version, "kind": kinds[0], "entities": [e.id for e in entries], "specs": specs})
        return 0
    rows = [["spec", *(entry.name for entry in entries)]]
    rows += [[path, *(_text(entry.get(path)) for entry in entries)] for path in paths]
    write(columns(rows))
    if any(_text(entry.get(path)).endswith("*") for entry in entries for path in paths):
        write(["", "* estimated: no source prints it"])
    return 0


def _paths(entries: list[Entry], wanted: str | None) -> list[str]:
    """All spec paths, in the order of the entry that has each first, neighbours together."""
    paths = list(dict.fromkeys(path for entry in entries for path in entry.specs))
    heads = list(dict.fromkeys(path.rpartition(".")[0] for path in paths))
    tops = list(dict.fromkeys(path.partition(".")[0] for path in paths))
    paths.sort(key=lambda path: (tops.index(path.partition(".")[0]), heads.index(path.rpartition(".")[0])))
    if not wanted:
        return paths
    kept: list[str] = []
    for word in filter(None, (word.strip() for word in wanted.split(","))):
        found = [path for path in paths if path == word or path.startswith(f"{word}.")]
        if not found:
            raise GivenError(f"none of them has a spec `{word}`.{did_you_mean(word, [*paths, *heads, *tops])}")
        kept += [path for path in found if path not in kept]
    return kept


def _text(spec: Spec | None) -> str:
    if spec is None:
        return "-"
    direction = {"one": " (one direction)", "both": " (both directions)"}.get(spec.direction or "", "")
    return spec.printed + direction + ("*" if spec.status == "estimated" else "")


def _data(spec: Spec | None) -> dict[str, object] | None:
    if spec is None:
        return None
    keys = ("value", "unit", "printed", "status", "direction", "cite")
    return {key: getattr(spec, key) for key in keys}
