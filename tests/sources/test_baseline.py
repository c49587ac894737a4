"""--baseline: known findings pass until their day; what hides nothing any more is reported."""

from __future__ import annotations

import datetime
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from mlsysim_registry.cli import main

BAD = "The H100 SXM gives 1979 TFLOPS in BF16, dense.\n"
WORSE = "The MI300X has 53 TB/s of memory bandwidth.\n"


def baselined(folder: Path, *more: str) -> tuple[Path, Path]:
    deck, known = folder / "deck.md", folder / "known.json"
    deck.write_text(BAD)
    assert main(["check", str(deck), "--write-baseline", str(known), *more]) == 0
    return deck, known


def test_known_findings_pass_and_new_ones_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck, known = baselined(tmp_path)
    capsys.readouterr()
    assert main(["check", str(deck), "--baseline", str(known)]) == 0
    assert "1 more known from the baseline" in capsys.readouterr().out
    deck.write_text("# Moved down\n\n" + BAD + "\n" + WORSE)
    assert main(["check", str(deck), "--baseline", str(known)]) == 1
    out = capsys.readouterr().out
    assert "53 TB/s" in out
    assert "1979" not in out.partition("quantities seen")[0]


def test_the_same_finding_twice_is_known_once(tmp_path: Path) -> None:
    deck, known = baselined(tmp_path)
    deck.write_text(BAD + "\n" + BAD)
    assert main(["check", str(deck), "--baseline", str(known)]) == 1


def test_an_entry_expires(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    deck, known = baselined(tmp_path, "--until", yesterday.isoformat())
    assert main(["check", str(deck), "--baseline", str(known)]) == 1
    assert f"until {yesterday}" in capsys.readouterr().out


def test_a_stale_entry_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck, known = baselined(tmp_path)
    deck.write_text("The H100 SXM gives 989 TFLOPS in BF16, dense.\n")
    assert main(["check", str(deck), "--baseline", str(known)]) == 1
    assert "SRC107" in capsys.readouterr().out
    other = tmp_path / "other.md"
    other.write_text("Nothing.\n")
    assert main(["check", str(other), "--baseline", str(known)]) == 0  # it speaks of a source that was not checked


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"findings": [{}]}', '{"findings": [{"until": "soon"}]}'])
def test_a_file_that_is_no_baseline(tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    deck, known = tmp_path / "deck.md", tmp_path / "known.json"
    deck.write_text(BAD)
    known.write_text(content)
    assert main(["check", str(deck), "--baseline", str(known)]) == 2
    assert "not a baseline" in capsys.readouterr().err
    assert main(["check", str(deck), "--baseline", str(tmp_path / "absent.json")]) == 2
    assert main(["check", str(deck), "--write-baseline", str(known), "--until", "soon"]) == 2


def test_the_baseline_is_one_finding_a_line(tmp_path: Path) -> None:
    _, known = baselined(tmp_path)
    content = known.read_text()
    assert len(json.loads(content)["findings"]) == 1
    assert sum('"code"' in line for line in content.splitlines()) == 1


def test_junit_has_a_case_a_quantity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = tmp_path / 'a<&"deck.md'
    deck.write_text(BAD + "\nThe MI300X has 5.3 TB/s of <memory> bandwidth & it took 12 ms.\n")
    assert main(["check", str(deck), "--format", "junit"]) == 1
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("3", "1", "1")
    (failure,) = root.iter("failure")
    assert failure.get("type") == "SRC101 sparse-for-dense"
    assert "989" in (failure.text or "")
    assert len(list(root.iter("testcase"))) == 3


def test_the_worst_slide_comes_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(f"# One\n\n{BAD}\n# Two\n\n{WORSE}\nThe H100 SXM has 750 W of TDP.\n")
    main(["check", str(deck)])
    out = capsys.readouterr().out
    assert out.index("slide 2: Two") < out.index("slide 1: One")
