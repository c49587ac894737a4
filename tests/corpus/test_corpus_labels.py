"""The labels are whole, and, where the files are at hand (MLSYSIM_CORPUS), the checker is as good on them as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mlsysim_validators.corpus.__main__ import main
from mlsysim_validators.corpus.labels import read_labels
from mlsysim_validators.corpus.scoring import Score
from mlsysim_validators.sources.checking import check_text

from mlsysim_registry.data import load
from mlsysim_registry.errors import DataError

LABELS = Path(__file__).parent / "labels"
FILES = list(read_labels(str(LABELS)))
REASONS = [
    "sparse-for-dense",
    "dense-for-sparse",
    "vector-for-matrix",
    "format",
    "variant",
    "superseded",
    "disputed",
    "swapped",
    "copied",
    "system",
    "per-die",
    "direction",
    "bits-for-bytes",
    "binary-prefix",
    "power-of-ten",
    "twice",
    "half",
    "different",
    "unsupported",
    # of code and data
    "substring",
    "unreachable",
    "hides",
    "whole-for-part",
    "promised-none",
    "silent-default",
    "halved-dense",
    "convention",
    "comment",
    "format-ratio",
    "links",
    "name",
]


def test_the_corpus_is_wide() -> None:
    assert sum(len(file.labels) for file in FILES) >= 400
    assert len({file.repository for file in FILES}) >= 8
    assert {Path(file.path).suffix for file in FILES} >= {".md", ".mdx", ".qmd", ".tex"}
    assert {file.part for file in FILES} <= {"tuning", "held-out"}


def test_every_label_names_a_place_and_a_known_reason() -> None:
    for file in FILES:
        places = [(label.line, label.column) for label in file.labels]
        assert len(places) == len(set(places)), file.name
        assert places == sorted(places), file.name
        assert all(file.covers(label.line) for label in file.labels), file.name
        assert len(file.commit) == 40
        for label in file.labels:
            assert set(label.reasons) <= set(REASONS), f"{file.name}:{label.line}"


def test_a_label_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(
        "repository: a/b\npath: c.md\ncommit: d\npart: tuning\nclaims:\n- 1:1 80 nvidia/h100-sxm\n"
    )
    with pytest.raises(DataError, match="LINE:COLUMN"):
        list(read_labels(str(tmp_path)))


def test_the_score_counts_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, sources = tmp_path / "labels", tmp_path / "sources"
    (sources / "a" / "b").mkdir(parents=True)
    labels.mkdir()
    text = "The H100 SXM has 3.35 TB/s of memory bandwidth.\n\nThe MI300X has 53 TB/s of memory bandwidth.\n"
    (sources / "a" / "b" / "c.md").write_text(text + "\nThe H200 has 9 TB/s of memory bandwidth.\n")
    (labels / "x.yaml").write_text(
        "repository: a/b\npath: c.md\ncommit: d\npart: tuning\nclaims:\n"
        '- "1:18 3.35 | nvidia/h100-sxm memory.bandwidth | right"\n'
        '- "3:16 53 | amd/mi300x memory.bandwidth | wrong power-of-ten"\n'
    )
    assert main([str(sources), "--labels", str(labels), "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "spec claims judged right                     2 of     2  100.0%" in out
    assert "wrong specs found                            1 of     1  100.0%" in out
    assert "false alarms per 100 quantities              1 of     3" in out
    assert "no claim" in out
    (sources / "a" / "b" / "c.md").unlink()
    assert main([str(sources), "--labels", str(labels)]) == 0
    assert "not there: a/b c.md at d" in capsys.readouterr().out
    assert main([str(tmp_path / "absent")]) == 2


def test_the_checker_is_as_good_as_it_was() -> None:
    folder = os.environ.get("MLSYSIM_CORPUS")
    if not folder:
        pytest.skip("set MLSYSIM_CORPUS to a folder of the labelled files")
    registry, score = load(), Score()
    for file in FILES:
        path = Path(file.source(folder))
        if path.is_file():
            score.add(file, check_text(str(path), path.read_text(encoding="utf-8"), registry), registry)
    counts = score.counts
    assert counts["specs judged right"] >= 0.95 * counts["specs"]
    assert counts["wrong specs found"] >= 0.85 * counts["wrong specs"]
    assert counts["false alarms on specs"] <= 0.01 * counts["quantities"]
