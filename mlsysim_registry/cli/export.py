"""Write the whole registry for other programs.

examples:
  mlsysim-registry export json --out registry.json    one flat map of specs per entry, values in base units
  mlsysim-registry export csv > registry.csv          one long table: kind, entity, spec, value, unit, ...
  mlsysim-registry export parquet --out registry.parquet
  mlsysim-registry export sheet --out accelerators.csv    one line an accelerator: peaks, memory, ridge point, TDP
  mlsysim-registry export bibtex > hardware.bib       every source; `csl-json` for other reference managers
  mlsysim-registry export latex > hardware.tex        macros: \\hw{amd/mi300x}{memory.bandwidth}

In pandas: pandas.read_csv("accelerators.csv"); in DuckDB: SELECT * FROM 'accelerators.csv'.
`sheet --out accelerators.parquet` writes Parquet.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from mlsysim_registry.cli.options import registry_of
from mlsysim_registry.data import Registry
from mlsysim_registry.errors import GivenError
from mlsysim_registry.files import KINDS, part_file

FORMS = ("json", "csv", "parquet", "sheet", "bibtex", "csl-json", "latex")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("form", metavar="FORMAT", choices=FORMS, help=", ".join(FORMS))
    parser.add_argument("--out", metavar="FILE", help="write here instead of printing")
    parser.add_argument("--registry", metavar="PATH", help="a folder that holds registry/ (default: the one installed)")
    parser.add_argument("--version", metavar="V", help="a released version of the data (default: what is here)")
    parser.add_argument(
        "--with", dest="files", metavar="FILE", nargs="+", default=[], action="extend",
        help="also know the entry in this YAML file, as custom/<file name>",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Export it."""
    content = exported(registry_of(options), options.form, options.out or "")
    if options.out is None:
        sys.stdout.write(content.decode())
        return 0
    temporary = part_file(options.out)
    try:
        with open(temporary, "wb") as stream:
            stream.write(content)
        os.replace(temporary, options.out)
    except OSError:
        if os.path.exists(temporary):
            os.remove(temporary)
        raise
    return 0


def exported(registry: Registry, form: str, out: str = "") -> bytes:
    """The registry in one of FORMS. Raises GivenError where bytes would go to a terminal."""
    if form == "json":
        return (json.dumps(as_data(registry), indent=1, ensure_ascii=False) + "\n").encode()
    if form in ("bibtex", "csl-json"):
        from mlsysim_registry.exporting import bibliography

        return (bibliography.as_bibtex if form == "bibtex" else bibliography.as_csl)(registry).encode()
    if form == "latex":
        from mlsysim_registry.exporting.latex import as_latex

        return as_latex(registry).encode()
    from mlsysim_registry.exporting import tables

    columns, rows = (
        (tables.SHEET, tables.sheet_rows(registry)) if form == "sheet" else (tables.LONG, tables.long_rows(registry))
    )
    if form == "parquet" or out.endswith(".parquet"):
        if not out:
            raise GivenError("Parquet is not text; name a file with --out")
        return tables.as_parquet(columns, rows)
    return tables.as_csv(columns, rows).encode()


def as_data(registry: Registry) -> dict[str, Any]:
    """What `export json` prints; its form is schema/export.schema.json."""
    data = {"version": registry.version, **{kind: dict(registry.raw.get(kind, {})) for kind in (*KINDS, "citations")}}
    return data | ({"redirects": registry.raw["redirects"]} if registry.raw.get("redirects") else {})
