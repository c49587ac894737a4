"""Sources, fixes and baselines that mean no good: no traceback, nothing lost, an exit status that says how it went."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from mlsysim_validators.sources import checking
from mlsysim_validators.sources.reports import fixing
from mlsysim_validators.sources.reports.fixing import fixes, rewrite
from mlsysim_validators.sources.reports.terminal import coloured, text_lines
from mlsysim_validators.sources.texts.documents import Document
from snippets import checked, frame, registry

from mlsysim_registry.cli import main

WRONG = "The H100 SXM has 3.25 TB/s of memory bandwidth.\n"
RIGHT = WRONG.replace("3.25", "3.35")
FORMATS = ("text", "json", "sarif", "github", "junit")


@pytest.fixture(autouse=True)
def _inside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)


def written(name: str, content: str | bytes) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["check", *words])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out + err


def deck(*slides: str, times: int = 1) -> bytes:
    """A presentation whose slides are XML as given, each listed so many times."""
    out = io.BytesIO()
    numbers = [number for _ in range(times) for number in range(len(slides))]
    listed = "".join(f'<p:sldId id="{256 + i}" r:id="r{number}"/>' for i, number in enumerate(numbers))
    related = "".join(
        f'<Relationship Id="r{n}" Type="x/slide" Target="slides/slide{n}.xml"/>' for n in range(len(slides))
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        main_part = f'<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>'
        archive.writestr("ppt/presentation.xml", main_part)
        archive.writestr("ppt/_rels/presentation.xml.rels", f"<Relationships>{related}</Relationships>")
        for number, slide in enumerate(slides):
            archive.writestr(f"ppt/slides/slide{number}.xml", slide)
    return out.getvalue()


def slide(text: str) -> str:
    return (
        '<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:txBody><a:p><a:r><a:t>' + text + "</a:t></a:r></a:p></p:txBody></p:sp>"
        "</p:sld>"
    )


# -- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (WRONG.encode("utf-16"), "UTF-16, not UTF-8"),
        (WRONG.encode("utf-16-le"), "UTF-16 without its mark"),
        (WRONG.encode() + "é".encode("latin-1"), "not UTF-8: byte 0xe9"),
        (b"\0" * 5000, "a binary file"),
    ],
)
def test_another_encoding_is_told_and_never_passes(
    content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = run(capsys, written("a.md", content))
    assert (status, told in said) == (1, True)


def test_a_few_nul_bytes_hide_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, written("a.md", WRONG.encode() + b"\0\0"))[0] == 1


def test_a_folder_is_not_left_by_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    written("out.md", WRONG)
    written("in/right.md", RIGHT)
    os.symlink("../out.md", "in/link.md")
    os.symlink("right.md", "in/near.md")
    status, said = run(capsys, "in", "--fix")
    assert (status, "in/link.md: a link that leads out of in" in said) == (0, True)
    assert Path("out.md").read_text() == WRONG


def test_a_folder_without_sources_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    status, said = run(capsys, "empty")
    assert (status, "no source below it" in said) == (2, True)


def test_a_slide_that_cannot_be_read_fails(capsys: pytest.CaptureFixture[str]) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>'
    status, said = run(capsys, written("a.pptx", deck(slide(RIGHT), bomb)))
    assert (status, "declares a document type" in said) == (1, True)


def test_a_slide_that_is_listed_a_thousand_times_is_read_once() -> None:
    report = checked_deck(deck(slide(RIGHT), times=1_000))
    assert report == 1


def checked_deck(content: bytes) -> int:
    from mlsysim_validators.sources.readers import read

    return len(read("a.pptx", content).blocks)  # type: ignore[arg-type]


# -- telling ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_source_holds_does_not_speak_to_the_terminal(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# H100 \x1b[31mred\x07\u202e\n\n" + WRONG.replace("of", "\x1b]0;title\x07of\u2028")
    status, said = run(capsys, written("a.md", text), "--format", form)
    assert status == 1
    if form == "text":
        assert all(line.isprintable() for line in said.split("\n"))
    assert not {"\x1b", "\x07"} & set(said)
    if form == "junit":
        ElementTree.fromstring(said)


@pytest.mark.parametrize("number", ["1e999", "9" * 400, "9e307"])
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_numbers_beyond_all_bounds_are_json(number: str, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run(capsys, written("a.md", f"The H100 SXM has {number} TB/s of memory bandwidth."), "--format", form)

    def refused(constant: str) -> None:
        raise AssertionError(constant)

    json.loads(said, parse_constant=refused)


def test_a_long_line_is_cut_on_both_sides_of_its_number(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = run(capsys, written("a.md", f"{'word ' * 40}. {WRONG.strip()} {'word ' * 40}"))
    shown = next(line for line in said.split("\n") if "3.25" in line)
    below = said.split("\n")[said.split("\n").index(shown) + 1]
    assert shown.startswith("    | …")
    assert shown.endswith("…")
    assert below.index("^") == shown.index("3.25")
    assert max(map(len, said.split("\n"))) < 120


def test_carets_stand_below_wide_letters_and_marked_up_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    body = "\\begin{tabular}{lr} & H100 SXM \\\\ Peak BF16, dense (TFLOPS) & 1{,}979 \\\\ \\end{tabular}"
    _, said = run(capsys, written("a.tex", frame(body)))
    assert "^" * len("1{,}979") in said
    _, said = run(capsys, written("a.md", "显存带宽 " + WRONG))
    lines = said.split("\n")
    shown = next(i for i, line in enumerate(lines) if "3.25" in line)
    assert lines[shown + 1].index("^") == lines[shown].index("3.25") + 4  # each of four letters takes two columns


def test_colours_are_for_terminals(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in run(capsys, written("a.md", WRONG))[1]
    from mlsysim_validators.sources.checking import Report

    lines = list(text_lines(Report("1", [checked(WRONG)]), paint=coloured))
    assert any("\x1b[1;31merror\x1b[0m" in line for line in lines)


def test_in_junit_a_bound_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"| D{n} | {n} GB |\n" for n in range(300))
    status, said = run(capsys, written("a.md", f"| Device | Memory |\n|---|---|\n{rows}"), "--format", "junit")
    suite = ElementTree.fromstring(said)
    assert (status, suite.get("failures"), suite.get("errors")) == (0, "0", "0")
    assert suite.get("skipped") == str(len(suite.findall(".//skipped")))


# -- fixing -----------------------------------------------------------------------------------------------------------


def test_a_read_only_file_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.md", WRONG)
    written("b.md", WRONG)
    os.chmod("a.md", 0o444)
    status, said = run(capsys, "a.md", "b.md", "--fix")
    assert (status, "a.md: not rewritten: the file is read-only" in said) == (2, True)
    assert (Path("a.md").read_text(), Path("b.md").read_text()) == (WRONG, RIGHT)
    assert sorted(os.listdir()) == ["a.md", "b.md"]


def test_a_presentation_is_not_rewritten_and_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    content = deck(slide(WRONG))
    status, said = run(capsys, written("a.pptx", content), written("b.md", WRONG), "--fix")
    assert (status, "a.pptx: not rewritten" in said) == (1, True)
    assert (Path("a.pptx").read_bytes(), Path("b.md").read_text()) == (content, RIGHT)


def test_a_link_stays_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    written("deep/a.md", WRONG)
    os.symlink("deep/a.md", "link.md")
    assert run(capsys, "link.md", "--fix")[0] == 0
    assert os.path.islink("link.md")
    assert Path("deep/a.md").read_text() == RIGHT


def test_a_file_that_changes_while_it_is_rewritten_keeps_its_change(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(written("a.md", WRONG))
    changes = fixes(checked(WRONG).claims)
    real = fixing.os.fsync

    def meanwhile(handle: int) -> None:
        real(handle)
        path.write_text("Somebody else was here.\n")
        os.utime(path, ns=(1, 1))

    monkeypatch.setattr(fixing.os, "fsync", meanwhile)
    with pytest.raises(ValueError, match="changed while"):
        rewrite("a.md", WRONG, changes)
    assert path.read_text() == "Somebody else was here.\n"
    assert os.listdir() == ["a.md"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("2{,}139 GB/s", "2{,}039 GB/s"),
        ("2\\,139\\,GB/s", "2\\,039\\,GB/s"),
        ("2~139~GB/s", "2~039~GB/s"),
        ("\\SI{2139}{\\giga\\byte\\per\\second}", "\\SI{2039}{\\giga\\byte\\per\\second}"),
        ("\\qty{2139}{GB/s}", "\\qty{2039}{GB/s}"),
        ("$2139\\,\\mathrm{GB/s}$", "$2039\\,\\mathrm{GB/s}$"),
        ("\\textbf{2139} GB/s", "\\textbf{2039} GB/s"),
        ("2\\textbf{139} GB/s", None),  # in pieces
        ("\\rate", None),  # in a macro
    ],
)
def test_a_number_is_rewritten_in_its_own_dress(
    wrong: str, right: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\\newcommand{\\rate}{2139 GB/s}\n" + frame("The A100 SXM 80GB has @ of memory bandwidth.")
    before = text.replace("@", wrong)
    run(capsys, written("a.tex", before), "--fix")
    assert Path("a.tex").read_text() == (text.replace("@", right) if right else before)


def test_several_numbers_of_one_line_are_rewritten_together(capsys: pytest.CaptureFixture[str]) -> None:
    line = "The H100 SXM has {} TB/s of memory bandwidth; the MI300X has {} TB/s of memory bandwidth.\r\n"
    written("a.md", b"\xef\xbb\xbf" + line.format("3.25", "5.4").encode())
    assert run(capsys, "a.md", "--fix")[0] == 0
    assert Path("a.md").read_bytes() == b"\xef\xbb\xbf" + line.format("3.35", "5.3").encode()


def test_what_is_put_off_is_not_rewritten(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.md", WRONG)
    run(capsys, "a.md", "--write-baseline", "known.json")
    assert run(capsys, "a.md", "--baseline", "known.json", "--fix")[0] == 0
    assert Path("a.md").read_text() == WRONG
    assert run(capsys, "a.md", "--fix", "--write-baseline", "new.json")[0] == 0
    assert json.loads(Path("new.json").read_text())["findings"] == []
    assert Path("a.md").read_text() == RIGHT


# -- baselines --------------------------------------------------------------------------------------------------------

ENTRY = dict.fromkeys(("path", "code", "rule", "text", "about", "line"), "a") | {"until": "2026-11-30"}
BASELINES: dict[str, str | bytes] = {
    "empty": "",
    "not JSON": "{",
    "a list": "[]",
    "null": "null",
    "no version": json.dumps({"findings": []}),
    "another version": json.dumps({"version": "2", "findings": []}),
    "findings that are none": json.dumps({"version": "1", "findings": {"a": 1}}),
    "an entry that is none": json.dumps({"version": "1", "findings": [1]}),
    "no day": json.dumps({"version": "1", "findings": [{**ENTRY, "until": "soon"}]}),
    "a wrong type": json.dumps({"version": "1", "findings": [{**ENTRY, "line": 3}]}),
    "deep": "[" * 100_000,
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("what", BASELINES)
def test_what_is_no_baseline_is_refused(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    written("a.md", WRONG)
    status, said = run(capsys, "a.md", "--baseline", written("known.json", BASELINES[what]))
    assert (status, "not a baseline" in said) == (2, True)
    assert len(said) < 400


def test_a_baseline_is_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    written("a.md", WRONG)
    os.mkfifo("pipe")
    os.mkdir("folder")
    for place in ("pipe", "folder", "absent.json", "/dev/null"):
        assert run(capsys, "a.md", "--baseline", place)[0] == 2
    for place in ("pipe", "folder", "/dev/null", "absent/known.json"):
        assert run(capsys, "a.md", "--write-baseline", place)[0] == 2
    assert not os.path.isfile("/dev/null")
    assert sorted(os.listdir()) == ["a.md", "folder", "pipe"]


def test_a_rule_that_fails_loses_no_other_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fails(*_: object) -> None:
        raise KeyError("a defect")

    (tmp_path / "a.md").write_text("An H100 has 40 GB.")
    (tmp_path / "b.md").write_text("An H100 has 40 GB.")
    whole = checking._check_document

    def once(document: Document, *rest: Any) -> None:
        return fails() if document.path.startswith("a") else whole(document, *rest)

    monkeypatch.setattr(checking, "_check_document", once)
    report = checking.check(["a.md", "b.md"], registry())
    assert [claim.text for claim in report.wrong()] == ["40 GB"]
    assert [trouble.path for trouble in report.troubles()] == ["a.md"]
    assert "KeyError in test_hostile_sources.py" in report.troubles()[0].message


def test_trouble_with_a_source_shows_only_what_can_be_printed() -> None:
    from mlsysim_validators.sources.checking import Report

    lines = list(text_lines(Report("1", [checked("\ufffd;\U000a6d75\ufffd", "broken.json")])))
    assert any("SRC106" in line for line in lines)
    assert all(line.isprintable() for line in lines)
