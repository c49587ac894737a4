"""Write the whole registry for other programs.

examples:
  mlsysim-registry export json --out registry.json    one flat map of specs per entry, values in base units
  mlsysim-registry export csv > registry.csv          one long table: kind, entity, spec, value, unit, ...
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from typing import Any

from mlsysim_registry.cli.options import registry_of
from mlsysim_registry.data import Registry
from mlsysim_registry.files import KINDS

_CSV = ("kind", "entity", "spec", "value", "unit", "printed", "status", "direction", "cite")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("form", metavar="FORMAT", choices=("json", "csv"), help="json or csv")
    parser.add_argument("--out", metavar="FILE", help="write here instead of printing")
    parser.add_argument("--registry", metavar="PATH", help="a folder that holds registry/ (default: the one installed)")
    parser.add_argument(
        "--with", dest="files", metavar="FILE", nargs="+", default=[], action="extend",
        help="also know the entry in this YAML file, as custom/<file name>",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Export it."""
    registry = registry_of(options)
    text = as_csv(registry) if options.form == "csv" else json.dumps(as_data(registry), indent=1, ensure_ascii=False)
    text = text.rstrip("\n") + "\n"
    if options.out is None:
        sys.stdout.write(text)
        return 0
    temporary = f"{options.out}.{os.getpid()}"
    try:
        with open(temporary, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.replace(temporary, options.out)
    except OSError:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise
    return 0


def as_data(registry: Registry) -> dict[str, Any]:
    """What `export json` prints; its form is schema/export.schema.json."""
    return {"version": registry.version, **{kind: registry.raw.get(kind, {}) for kind in (*KINDS, "citations")}}


def as_csv(registry: Registry) -> str:
    """One line a spec."""
    import csv

    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_CSV)
    for entry in registry.entries():
        for path, spec in entry.specs.items():
            row = (spec.value, spec.unit, spec.printed, spec.status, spec.direction or "", spec.cite or "")
            table.writerow((entry.kind, entry.id, path, *row))
    return out.getvalue()
