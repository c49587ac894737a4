r"""Check what slides, notes, notebooks, code and data say against the registry.

examples:
  mlsysim-registry check slides/*.tex notes/*.md
  mlsysim-registry check examples/tutorial                 every source below a folder
  mlsysim-registry check train.py configs/*.yaml gpus.json  hard-coded figures of devices; nothing is run
  mlsysim-registry check deck.tex --format json > report.json

authors may write, in a comment (% registry: ... or <!-- registry: ... -->):
  ignore because REASON            waive the numbers of this line (or of the next, if the comment stands alone)
  ENTITY FIELD                     the number of this line states this spec
  5.3 TB/s is amd/mi300x memory.bandwidth
  H100 means nvidia/h100-pcie      in the whole document
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from mlsysim_registry.errors import DataError

FORMATS = ("text", "json", "sarif", "github")
# What a folder means; JSON and CSV files are mostly something else and want naming.
SUFFIXES = (".tex", ".md", ".markdown", ".rst", ".ipynb", ".pptx", ".py", ".yaml", ".yml")
_PASSED_BY = ("node_modules", "__pycache__", "site-packages", "venv")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a source file, or a folder of them")
    parser.add_argument("--format", choices=FORMATS, help="text unless it runs in GitHub Actions")
    parser.add_argument("--registry", metavar="PATH", help="a folder with registry/ and citations/ to use instead")
    parser.add_argument("--root", action="append", default=[], metavar="PATH", help="a folder \\input may read from")
    parser.add_argument("--verbose", action="store_true", help="list the quantities that were not judged, and why")


def run(options: argparse.Namespace) -> int:
    """Check, print, and say with the exit status whether something is wrong."""
    from mlsysim_validators.reporting import github_line, sarif
    from mlsysim_validators.sources.checking import check
    from mlsysim_validators.sources.report import as_dict, findings, text_lines

    from mlsysim_registry.data import load

    report = check(_files(options.sources), load(path=options.registry), options.root)
    form = options.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if form == "json":
        sys.stdout.write(json.dumps(as_dict(report), indent=2, ensure_ascii=False) + "\n")
    elif form == "sarif":
        sys.stdout.write(json.dumps(sarif(findings(report)), indent=2, ensure_ascii=False) + "\n")
    elif form == "github":
        sys.stdout.writelines(github_line(finding) + "\n" for finding in findings(report))
    else:
        sys.stdout.writelines(line + "\n" for line in text_lines(report, verbose=options.verbose))
    unread = any(trouble.severity == "error" for trouble in report.troubles())
    return 1 if report.wrong() or unread else 0


def _files(given: list[str]) -> list[str]:
    """The given files, and the sources below the given folders."""
    files: list[str] = []
    for path in given:
        if os.path.isdir(path):
            for folder, below, names in os.walk(path):
                below[:] = sorted(name for name in below if not name.startswith(".") and name not in _PASSED_BY)
                files += [os.path.join(folder, name) for name in sorted(names) if name.endswith(SUFFIXES)]
        elif not os.path.exists(path):
            raise DataError(f"{path}: no such file")
        else:
            files.append(path)
    return files
