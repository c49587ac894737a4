"""Score the source checker on the labelled corpus.

The labels are in the repository, the files are not: fetch them yourself and lay them below one folder as
OWNER/NAME/PATH at the commits that the labels name. Files that are not there are left out, and said so.

examples:
  MLSYSIM_CORPUS=~/corpus python -m mlsysim_validators.corpus
  python -m mlsysim_validators.corpus ~/corpus --part held-out --verbose
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence

from mlsysim_registry.data import load
from mlsysim_registry.errors import RegistryError
from mlsysim_registry.files import checkout_root
from mlsysim_validators.corpus.labels import read_labels
from mlsysim_validators.corpus.scoring import Score
from mlsysim_validators.sources.checking import check_text

PARTS = ("tuning", "held-out")


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, print the table for each part; 0 if it could run, 2 if not."""
    parser = argparse.ArgumentParser(
        prog="python -m mlsysim_validators.corpus", epilog=(__doc__ or "").partition("\n")[2],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("folder", nargs="?", default=os.environ.get("MLSYSIM_CORPUS"), help="the local copies")
    parser.add_argument("--labels", help="the folder of label files (default: tests/corpus/labels of this checkout)")
    parser.add_argument("--registry", metavar="PATH", help="a folder with registry/ and citations/ to use instead")
    parser.add_argument("--part", choices=PARTS, help="only this part of the corpus")
    parser.add_argument("--only", metavar="NAME", help="only label files whose name has these letters")
    parser.add_argument("--verbose", action="store_true", help="list every number on which reader and checker differ")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    labels = options.labels or os.path.join(checkout_root() or "", "tests", "corpus", "labels")
    if not options.folder or not os.path.isdir(options.folder) or not os.path.isdir(labels):
        sys.stderr.write("name the folder of local copies, or set MLSYSIM_CORPUS; labels lie in tests/corpus/labels\n")
        return 2
    try:
        registry = load(path=options.registry)
        files = [file for file in read_labels(labels) if options.part in (None, file.part)]
    except RegistryError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    scores = {part: Score() for part in PARTS}
    missing: list[str] = []
    for file in files:
        if options.only and options.only not in file.name:
            continue
        path = file.source(options.folder)
        if not os.path.isfile(path):
            missing.append(f"{file.repository} {file.path} at {file.commit}")
            continue
        with open(path, encoding="utf-8") as stream:
            scores[file.part].add(file, check_text(path, stream.read(), registry), registry)
    if options.format == "json":
        found = {part: score.as_dict() for part, score in scores.items()}
        sys.stdout.write(json.dumps({"parts": found, "missing": missing}, indent=2, ensure_ascii=False) + "\n")
        return 0
    for part, score in scores.items():
        if score.counts["files"]:
            _print(part, score, verbose=options.verbose)
    for name in missing:
        sys.stdout.write(f"not there: {name}\n")
    return 0


def _print(part: str, score: Score, *, verbose: bool) -> None:
    counts = score.counts
    sys.stdout.write(
        f"{part}: {counts['files']} files, {counts['quantities']} quantities, {counts['labels']} labels "
        f"({counts['open']} open, {counts['not in the registry']} about what the registry lacks)\n"
    )
    for name, count, whole in score.rows():
        share = f"{count / whole:7.1%}" if whole else "       "
        sys.stdout.write(f"  {name:40} {count:5} of {whole:5} {share}\n")
    if verbose:
        for note in score.notes:
            sys.stdout.write(f"    {note.file}:{note.line} {note.kind}: {note.told}\n")


if __name__ == "__main__":
    sys.exit(main())
