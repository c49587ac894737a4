"""Write the JSON Schemas, or look whether the committed ones are up to date.

examples:
  mlsysim-registry schema                 the names of the schemas
  mlsysim-registry schema accelerator     print one
  mlsysim-registry schema --write         write schema/*.schema.json
  mlsysim-registry schema --check         exit 1 where they differ from the models
"""

from __future__ import annotations

import argparse
import os

from mlsysim_registry.cli.output import write as write_lines
from mlsysim_registry.cli.output import write_json
from mlsysim_registry.errors import DataError, GivenError, did_you_mean
from mlsysim_registry.files import checkout_root


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="print this schema")
    act = parser.add_mutually_exclusive_group()
    act.add_argument("--write", action="store_true", help="write schema/*.schema.json")
    act.add_argument("--check", action="store_true", help="exit 1 where schema/ differs from the models")
    parser.add_argument("--root", metavar="PATH", help="the folder that holds schema/ (default: this checkout)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(options: argparse.Namespace) -> int:
    """Print, write or compare."""
    from mlsysim_registry.schemas import drifted, schemas, write

    if options.name is not None:
        if options.write or options.check:
            raise GivenError("--write and --check are about all schemas; leave the name out")
        known = schemas()
        name = options.name.removesuffix(".json").removesuffix(".schema")
        if name not in known:
            raise GivenError(f"no schema `{options.name}`.{did_you_mean(name, known)} Schemas: {', '.join(known)}.")
        write_json(known[name])
        return 0
    if not (options.write or options.check):
        if options.format == "json":
            write_json(schemas())
        else:
            write_lines(f"{name}  {schema.get('description', '')}" for name, schema in schemas().items())
        return 0
    folder = os.path.join(_root(options.root), "schema")
    names = write(folder) if options.write else drifted(folder)
    if options.format == "json":
        write_json({"written" if options.write else "drifted": names})
    elif options.write:
        write_lines([f"written: {', '.join(names)}" if names else "schema/ is up to date"])
    else:
        told = [f"schema/{name}: not what the models say" for name in names]
        write_lines([*told, "run `mlsysim-registry schema --write`"] if names else ["schema/ is up to date"])
    return 1 if names and options.check else 0


def _root(given: str | None) -> str:
    root = given or checkout_root()
    if root is None or not os.path.isdir(root):
        raise DataError("no checkout here; name the folder that holds schema/ with --root")
    return root
