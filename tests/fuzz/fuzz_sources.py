"""A coverage-guided fuzz target: any bytes as any kind of source must be read and checked without an exception.

What is found is told in every format, put right in memory (a fix changes digits and nothing else), and put into a
baseline; bytes are taken for a baseline as well.

Run for as long as you like, with the fuzzer installed (`pip install atheris`):

    python tests/fuzz/fuzz_sources.py -max_total_time=3600 -timeout=10 -rss_limit_mb=2048 CORPUS_FOLDER

The first byte chooses the format. What crashes is written to a file `crash-*`; give that file as an argument to run it
again. `--seed FOLDER` fills a folder with the examples of this repository to begin with.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import atheris

with atheris.instrument_imports(include=["mlsysim_validators", "mlsysim_registry"]):
    from mlsysim_validators.reporting import github_line, sarif
    from mlsysim_validators.sources.checking import Report, SourceReport, _check_document
    from mlsysim_validators.sources.judges.restated.consistency import Said
    from mlsysim_validators.sources.readers import BINARY_SUFFIXES, KNOWN_SUFFIXES, read
    from mlsysim_validators.sources.reports import baseline
    from mlsysim_validators.sources.reports.fixing import fixes
    from mlsysim_validators.sources.reports.junit import junit
    from mlsysim_validators.sources.reports.report import as_dict, findings
    from mlsysim_validators.sources.reports.terminal import text_lines

    from mlsysim_registry.data import load
    from mlsysim_registry.errors import DataError

REGISTRY = load()
SUFFIXES = tuple(sorted(KNOWN_SUFFIXES))
ROOT = Path(__file__).resolve().parents[2]
A_BASELINE = 255
TODAY = datetime.date(2026, 11, 28)
FILE = os.path.join(tempfile.mkdtemp(), "known.json")


def one_input(data: bytes) -> None:
    """Read and check one input, and print its reports."""
    if not data:
        return
    if data[0] == A_BASELINE:
        one_baseline(data[1:])
        return
    suffix = SUFFIXES[data[0] % len(SUFFIXES)]
    path = f"fuzz{suffix}"
    content: str | bytes = data[1:] if suffix in BINARY_SUFFIXES else data[1:].decode("utf-8", errors="replace")
    document = read(path, content)
    source = SourceReport(path)
    _check_document(document, source, REGISTRY, Said())
    for claim in source.claims:
        line, column = document.position(claim.stated.offset)
        assert line >= 1
        assert column >= 1
        assert claim.verdict
    report = Report("1", [source])
    for line in text_lines(report, verbose=True):
        assert line.isprintable() or not line, line
    json.dumps(as_dict(report), allow_nan=False)
    json.dumps(sarif(findings(report)), allow_nan=False)
    ElementTree.fromstring(junit(report))
    for finding in findings(report):
        assert "\n" not in github_line(finding)
    position = 0
    for change in fixes(source.claims):
        assert position <= change.start < change.end <= len(document.source)
        assert any(char.isdigit() for char in change.old)
        assert any(char.isdigit() for char in change.new)
        position = change.end
    if report.wrong():
        baseline.write(FILE, baseline.entries(report, FILE, TODAY))
        assert not baseline.apply(report, FILE, TODAY)
        assert not report.wrong()


def one_baseline(content: bytes) -> None:
    """Take bytes for a baseline: it is one, or is refused with words."""
    Path(FILE).write_bytes(content)
    with contextlib.suppress(DataError):
        baseline.apply(Report("1", [SourceReport("a.md")]), FILE, TODAY)


def seed(folder: Path) -> None:
    """Write every source of the examples and of the tests, with the byte that chooses its format."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*ROOT.glob("examples/**/*"), *ROOT.glob("tests/sources/**/*"), *ROOT.glob("registry/*.yaml")):
        if path.suffix in SUFFIXES and path.is_file():
            name = f"{path.stem}-{path.suffix[1:]}"
            (folder / name).write_bytes(bytes([SUFFIXES.index(path.suffix)]) + path.read_bytes()[:20_000])
    entry = dict.fromkeys(("path", "code", "rule", "text", "about", "line"), "a") | {"until": "2026-11-30"}
    known = json.dumps({"version": "1", "findings": [entry]})
    (folder / "baseline").write_bytes(bytes([A_BASELINE]) + known.encode())


if __name__ == "__main__":
    if "--seed" in sys.argv:
        seed(Path(sys.argv[sys.argv.index("--seed") + 1]))
    else:
        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()
