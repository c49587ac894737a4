"""What changed between two versions of the data.

examples:
  mlsysim-registry diff 2026.12                        from that release to what is here
  mlsysim-registry diff 2026.12 2027.01 --format markdown
  mlsysim-registry diff git:origin/main                from a commit of this checkout to what is here
  mlsysim-registry diff ../other-checkout registry.json --format json

A and B are a released version, a folder that holds registry/, a file written by `export json`, `git:REVISION`, or
`here`. corrected: the registry was wrong; revised: the vendor changed the figure; changed: without a `history:`.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from mlsysim_registry.cli.output import write, write_json
from mlsysim_registry.diffing import WHATS, Change
from mlsysim_registry.errors import DataError
from mlsysim_registry.files import KINDS

FORMATS = ("text", "markdown", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("a", metavar="A", help="the older version")
    parser.add_argument("b", metavar="B", nargs="?", default="here", help="the newer one (default: here)")
    parser.add_argument("--format", choices=FORMATS, default="text", help="text (default), markdown or json")


def run(options: argparse.Namespace) -> int:
    """Compare and print."""
    from mlsysim_registry.diffing import diff

    old, new = compiled_of(options.a), compiled_of(options.b)
    changes = diff(old, new)
    if options.format == "json":
        counts = {what: sum(change.what == what for change in changes) for what in WHATS}
        rows = [change._asdict() for change in changes]
        write_json({"a": _version(old), "b": _version(new), "counts": counts, "changes": rows})
        return 0
    title = f"{options.a} (data {_version(old)}) -> {options.b} (data {_version(new)})"
    write(_markdown(title, changes) if options.format == "markdown" else _text(title, changes))
    return 0


def _version(raw: dict[str, Any]) -> str:
    return str(raw.get("version", ""))


def compiled_of(word: str) -> dict[str, Any]:
    """The compiled registry that a word means. Raises DataError with what would be understood."""
    from mlsysim_registry.data import load

    if word == "here":
        return dict(load().raw)
    if word.startswith("git:"):
        return _of_revision(word.removeprefix("git:"))
    if os.path.isdir(word):
        return dict(load(path=word).raw)
    if os.path.isfile(word):
        return _of_export(word)
    return dict(load(version=word).raw)


def _of_export(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as stream:
            raw = json.load(stream)
    except ValueError as error:
        raise DataError(f"{path} is no export of a registry: {error}") from error
    if (
        not isinstance(raw, dict)
        or not all(isinstance(raw.get(kind, {}), dict) for kind in KINDS)
        or "version" not in raw
    ):
        raise DataError(f"{path} is no export of a registry; `mlsysim-registry export json` writes one")
    return raw


def _of_revision(revision: str) -> dict[str, Any]:
    import io
    import subprocess
    import tarfile
    import tempfile

    from mlsysim_registry.compiling import compile_registry
    from mlsysim_registry.files import checkout_root

    root = checkout_root()
    if root is None:
        raise DataError("git:REVISION needs a checkout; this is an installed package")
    command = ["git", "-C", root, "archive", "--format=tar", revision, "--", "registry", "citations"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise DataError("git:REVISION needs git, which is not on this machine") from error
    if done.returncode:
        raise DataError(f"git knows no {revision}: {done.stderr.decode(errors='replace').strip()}")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        if hasattr(tarfile, "data_filter"):  # not before Python 3.11.4
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)
        return compile_registry(folder)


def _text(title: str, changes: list[Change]) -> Iterator[str]:
    yield title
    if not changes:
        yield "  nothing changed"
    for what, group in groupby(changes, key=lambda change: change.what):
        rows = list(group)
        yield f"\n{what} ({len(rows)})"
        for change in rows:
            yield f"  {change.entity}{f' {change.spec}' if change.spec else ''}  {_values(change, ' -> ')}".rstrip()
            if change.why:
                yield f"      {change.why}"


def _markdown(title: str, changes: list[Change]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield " · ".join(f"{sum(c.what == what for c in changes)} {what}" for what in WHATS)
    for what, group in groupby(changes, key=lambda change: change.what):
        rows = list(group)
        yield f"\n### {what} ({len(rows)})\n"
        yield "| entry | spec | from | to | why |"
        yield "|---|---|---|---|---|"
        for change in rows:
            cells = (
                f"`{change.entity}`",
                f"`{change.spec}`" if change.spec else "",
                change.old,
                change.new,
                change.why,
            )
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(change: Change, arrow: str) -> str:
    return arrow.join(value for value in (change.old, change.new) if value)
