"""A coverage-guided fuzz target: any bytes as any kind of source must be read and checked without an exception.

Run for as long as you like, with the fuzzer installed (`pip install atheris`):

    python tests/fuzz/fuzz_sources.py -max_total_time=3600 -timeout=10 -rss_limit_mb=2048 CORPUS_FOLDER

The first byte chooses the format. What crashes is written to a file `crash-*`; give that file as an argument to run it
again. `--seed FOLDER` fills a folder with the examples of this repository to begin with.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mlsysim_validators", "mlsysim_registry"]):
    from mlsysim_validators.sources.checking import SourceReport, _check_document
    from mlsysim_validators.sources.judges.consistency import Said
    from mlsysim_validators.sources.readers import BINARY_SUFFIXES, KNOWN_SUFFIXES, read

    from mlsysim_registry.data import load

REGISTRY = load()
SUFFIXES = tuple(sorted(KNOWN_SUFFIXES))
ROOT = Path(__file__).resolve().parents[2]


def one_input(data: bytes) -> None:
    """Read and check one input, and print its reports."""
    if not data:
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


def seed(folder: Path) -> None:
    """Write every source of the examples and of the tests, with the byte that chooses its format."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*ROOT.glob("examples/**/*"), *ROOT.glob("tests/sources/**/*"), *ROOT.glob("registry/*.yaml")):
        if path.suffix in SUFFIXES and path.is_file():
            name = f"{path.stem}-{path.suffix[1:]}"
            (folder / name).write_bytes(bytes([SUFFIXES.index(path.suffix)]) + path.read_bytes()[:20_000])


if __name__ == "__main__":
    if "--seed" in sys.argv:
        seed(Path(sys.argv[sys.argv.index("--seed") + 1]))
    else:
        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()
