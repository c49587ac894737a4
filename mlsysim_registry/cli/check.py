r"""Check what slides, notes, notebooks, code and data say against the registry.

examples:
  mlsysim-registry check slides/*.tex notes/*.md
  mlsysim-registry check examples/tutorial                 every source below a folder; name pages and data
  mlsysim-registry check train.py configs/*.yaml gpus.json  hard-coded figures of devices; nothing is run
  mlsysim-registry check deck.tex --format json > report.json
  mlsysim-registry check --code mlsysim                    the installed mlsysim: its data files and its objects;
                                                           the only mode in which a checked package is imported
  mlsysim-registry check deck.tex --fix                    write right numbers where the answer is certain
  mlsysim-registry check old/*.tex --write-baseline known.json   and from now on --baseline known.json

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
from typing import TYPE_CHECKING

from mlsysim_registry.errors import DataError

if TYPE_CHECKING:
    from mlsysim_validators.sources.checking import Report

FORMATS = ("text", "json", "sarif", "github", "junit")
# What a folder means; JSON and CSV files are mostly something else, pages often built from other sources: name them.
SUFFIXES = (".tex", ".md", ".markdown", ".mdx", ".qmd", ".rmd", ".rst", ".ipynb", ".pptx", ".py", ".yaml", ".yml")
_PASSED_BY = ("node_modules", "__pycache__", "site-packages", "venv")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="a source file, or a folder of them")
    parser.add_argument(
        "--code",
        choices=("mlsysim",),
        metavar="PACKAGE",
        help="compare an installed package with the registry: mlsysim",
    )
    parser.add_argument("--format", choices=FORMATS, help="text unless it runs in GitHub Actions")
    parser.add_argument("--registry", metavar="PATH", help="a folder with registry/ and citations/ to use instead")
    parser.add_argument("--root", action="append", default=[], metavar="PATH", help="a folder \\input may read from")
    parser.add_argument("--fix", action="store_true", help="write the right number where nothing else can be meant")
    parser.add_argument("--baseline", metavar="FILE", help="let the findings pass that this file puts off")
    parser.add_argument("--write-baseline", metavar="FILE", help="put off all present findings, for 90 days")
    parser.add_argument("--until", metavar="DATE", help="with --write-baseline: another last day, as 2027-01-31")
    parser.add_argument("--verbose", action="store_true", help="list the quantities that were not judged, and why")


def run(options: argparse.Namespace) -> int:
    """Check, print, and say with the exit status whether something is wrong."""
    if options.code:
        return _check_package(options)
    if not options.sources:
        raise DataError("nothing to check: name a source, or --code mlsysim (see check --help)")
    from mlsysim_validators.reporting import github_line, sarif
    from mlsysim_validators.sources.checking import check
    from mlsysim_validators.sources.reports.report import as_dict, findings
    from mlsysim_validators.sources.reports.terminal import coloured, plain, text_lines

    from mlsysim_registry import kept_patterns
    from mlsysim_registry.data import load

    registry = load(path=options.registry)

    def checked() -> Report:
        found = check(_files(options.sources), registry, options.root)
        if options.baseline:
            _apply_baseline(found, options.baseline)
        return found

    report = checked()
    written = failed = 0
    if options.fix:
        written, failed = _fix(report)
    if written:  # what is told is what stands there now
        report = checked()
    if options.write_baseline:
        return _write_baseline(report, options)
    form = options.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if form == "json":
        sys.stdout.write(json.dumps(as_dict(report), indent=2, ensure_ascii=False) + "\n")
    elif form == "sarif":
        sys.stdout.write(json.dumps(sarif(findings(report)), indent=2, ensure_ascii=False) + "\n")
    elif form == "junit":
        from mlsysim_validators.sources.reports.junit import junit

        sys.stdout.write(junit(report))
    elif form == "github":
        sys.stdout.writelines(github_line(finding) + "\n" for finding in findings(report))
    else:
        colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
        paint = coloured if colours else plain
        sys.stdout.writelines(line + "\n" for line in text_lines(report, verbose=options.verbose, paint=paint))
    kept_patterns.keep()
    unread = any(trouble.severity == "error" for trouble in report.troubles())
    return 2 if failed else 1 if report.wrong() or unread else 0


def _check_package(options: argparse.Namespace) -> int:
    """Compare an installed package with the registry."""
    from mlsysim_validators.holdings import mlsysim
    from mlsysim_validators.holdings.comparing import compare
    from mlsysim_validators.holdings.printing import as_dict, text_lines

    from mlsysim_registry.data import load

    registry = load(path=options.registry)
    result = compare(mlsysim.holding(registry), registry)
    objects = mlsysim.objects(result.holding)
    if options.format == "json":
        sys.stdout.write(json.dumps(as_dict(result, objects), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(line + "\n" for line in text_lines(result, objects))
    return 1 if result.wrong or objects or result.holding.troubles else 0


def _fix(report: Report) -> tuple[int, int]:
    """Rewrite the sources: how many were, and how many could not be. Each is written whole or left as it is."""
    from mlsysim_validators.sources.readers import BINARY_SUFFIXES
    from mlsysim_validators.sources.reports.fixing import fixes, rewrite

    written = failed = 0
    for source in report.sources:
        changes = fixes(source.claims)
        if not changes:
            continue
        if source.path.lower().endswith(BINARY_SUFFIXES):
            sys.stderr.write(f"{source.path}: not rewritten: a file of this kind is corrected in its own program\n")
            continue
        try:
            rewrite(source.path, source.claims[0].document.source, changes)
        except (OSError, ValueError) as error:
            told = (error.strerror or error) if isinstance(error, OSError) else error
            sys.stderr.write(f"{source.path}: not rewritten: {told}\n")
            failed += 1
            continue
        written += 1
        for change in changes:
            line, column = change.claim.document.position(change.start)
            sys.stderr.write(f"{source.path}:{line}:{column} {change.old} -> {change.new}\n")
    return written, failed


def _write_baseline(report: Report, options: argparse.Namespace) -> int:
    import datetime

    from mlsysim_validators.sources.reports import baseline

    until = datetime.date.today() + datetime.timedelta(days=baseline.DAYS)
    if options.until:
        try:
            until = datetime.date.fromisoformat(options.until)
        except ValueError:
            raise DataError(f"--until {options.until}: not a day; write it as 2027-01-31") from None
    found = baseline.entries(report, options.write_baseline, until)
    try:
        baseline.write(options.write_baseline, found)
    except OSError as error:
        raise DataError(f"{options.write_baseline}: cannot be written: {error.strerror}") from error
    sys.stdout.write(f"{options.write_baseline}: {len(found)} findings put off until {until}\n")
    return 0


def _apply_baseline(report: Report, file: str) -> None:
    import datetime

    from mlsysim_validators.sources.checking import SourceReport
    from mlsysim_validators.sources.reports import baseline

    stale = baseline.apply(report, file, datetime.date.today())
    if stale:
        report.sources.append(SourceReport(file, troubles=stale))


def _files(given: list[str]) -> list[str]:
    """The given files, and the sources below the given folders; a link that leads out of a folder is not followed."""
    files: list[str] = []
    for path in given:
        if os.path.isdir(path):
            inside = os.path.join(os.path.realpath(path), "")
            before = len(files)
            for folder, below, names in os.walk(path):
                below[:] = sorted(name for name in below if not name.startswith(".") and name not in _PASSED_BY)
                for file in (os.path.join(folder, name) for name in sorted(names) if name.lower().endswith(SUFFIXES)):
                    if not os.path.islink(file) or os.path.realpath(file).startswith(inside):
                        files.append(file)
                    else:
                        sys.stderr.write(f"{file}: a link that leads out of {path}: not read; name it to check it\n")
            if len(files) == before:
                raise DataError(f"{path}: no source below it; sources end in {', '.join(SUFFIXES)}")
        elif not os.path.exists(path):
            raise DataError(f"{path}: no such file")
        else:
            files.append(path)
    return files
