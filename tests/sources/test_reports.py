"""The command: formats, exit codes, folders, inputs, and sources that cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from mlsysim_validators.sources.reports.report import REPORT_SCHEMA
from snippets import EXAMPLES

from mlsysim_registry.cli import main

GOOD = "The H100 SXM gives 989 TFLOPS in BF16, dense.\n"
BAD = "The H100 SXM gives 1979 TFLOPS in BF16, dense.\n"


@pytest.fixture(autouse=True)
def _outside_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main(["check", *(str(word) for word in words)])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return status, out, err


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_exit_codes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, written(tmp_path, "good.md", GOOD))[0] == 0
    assert run(capsys, written(tmp_path, "bad.md", BAD))[0] == 1
    status, _, err = run(capsys, tmp_path / "absent.md")
    assert status == 2
    assert "no such file" in err


def test_the_json_report_keeps_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, EXAMPLES / "tutorial-with-errors", "--format", "json")
    report: dict[str, Any] = json.loads(out)
    assert status == 1
    jsonschema.Draft7Validator.check_schema(REPORT_SCHEMA)
    jsonschema.Draft7Validator(REPORT_SCHEMA).validate(report)
    assert {source["path"].rpartition("/")[2] for source in report["sources"]} == {"notes.md", "slides.tex"}
    wrong = next(c for c in report["claims"] if c["rule"] == "sparse-for-dense")
    assert wrong["quoted"] == {"value": 1979.0, "unit": "TFLOP/s"}
    assert wrong["expected"]["value"] == pytest.approx(989.4)
    assert wrong["cite"]
    assert wrong["quote"]


def test_the_committed_schema_is_the_report_schema() -> None:
    committed = EXAMPLES.parent / "schema" / "check-report.schema.json"
    if not committed.exists():
        pytest.skip("not committed yet")
    assert json.loads(committed.read_text(encoding="utf-8")) == REPORT_SCHEMA


def test_the_report_on_nothing_keeps_its_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, written(tmp_path, "empty.md", ""), "--format", "json")
    assert status == 0
    jsonschema.Draft7Validator(REPORT_SCHEMA).validate(json.loads(out))


def test_sarif_and_github_tell_code_line_and_column(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, "bad.md", BAD)
    status, out, _ = run(capsys, path, "--format", "sarif")
    (result,) = json.loads(out)["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (status, result["ruleId"], region["startLine"], region["startColumn"]) == (1, "SRC101", 1, 20)
    status, out, _ = run(capsys, path, "--format", "github")
    assert status == 1
    assert out.startswith("::error ")
    assert "line=1,col=20" in out


def test_the_text_report_points_at_the_number(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, written(tmp_path, "bad.md", BAD))
    lines = out.splitlines()
    shown = next(i for i, line in enumerate(lines) if BAD.strip() in line)
    assert lines[shown + 1].index("^") == lines[shown].index("1979")
    assert "write 989 TFLOP/s" in out
    assert "1 quantity seen, 1 checked (100%)" in out


def test_verbose_lists_what_was_not_judged(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, "some.md", "It took 12 ms and 3 GB.\n")
    _, short, _ = run(capsys, path)
    _, long, _ = run(capsys, path, "--verbose")
    assert "`--verbose` lists them" in short
    assert f"{path}:1:9 unresolved `12 ms`" in long
    assert f"{path}:1:19 unresolved `3 GB`" in long


def test_a_folder_means_its_sources(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    written(tmp_path, "deep/b.md", BAD)
    written(tmp_path, "a.tex", GOOD)
    written(tmp_path, "data.csv", BAD)
    status, out, _ = run(capsys, tmp_path, "--format", "json")
    assert status == 1
    assert [source["path"].rpartition("/")[2] for source in json.loads(out)["sources"]] == ["a.tex", "b.md"]


def test_inputs_are_followed_below_the_folder_only(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "deck").mkdir()
    written(tmp_path, "secret.tex", BAD)
    written(tmp_path, "deck/part.tex", BAD)
    main_tex = "\\begin{document}\n\\input{part}\n\\input{../secret}\n\\input{absent}\n\\end{document}\n"
    path = written(tmp_path, "deck/main.tex", main_tex)
    status, out, _ = run(capsys, path, "--format", "json")
    report = json.loads(out)
    assert status == 1
    assert [source["path"].rpartition("/")[2] for source in report["sources"]] == ["main.tex", "part.tex"]
    told = {trouble["line"]: trouble["message"] for trouble in report["troubles"]}
    assert "leaves the folder and was not read" in told[3]
    assert "no such file" in told[4]
    _, out, _ = run(capsys, path, "--root", tmp_path, "--format", "json")
    assert [s["path"].rpartition("/")[2] for s in json.loads(out)["sources"]] == ["main.tex", "part.tex", "secret.tex"]


def test_an_input_through_a_link_that_leaves_the_folder_is_not_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "deck").mkdir()
    secret = written(tmp_path, "secret.tex", BAD)
    (tmp_path / "deck" / "link.tex").symlink_to(secret)
    path = written(tmp_path, "deck/main.tex", "\\begin{document}\\input{link}\\input{main}\\end{document}\n")
    status, out, _ = run(capsys, path)
    assert status == 1
    assert "leaves the folder" in out
    assert "1979" not in out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("binary.md", b"\x00\x01\xff\xfe" * 100, "a binary file"),
        ("latin.md", "Grüße, 80 GB\n".encode("latin-1"), "not UTF-8"),
        ("huge.md", b"80 GB\n" * (25_000_000 // 6), "larger than"),
        ("deck.pptx", b"PK", "no zip archive"),
        ("deck.docx", b"PK", "no reader for"),
        ("nosuffix", b"80 GB", "no reader for"),
    ],
)
def test_what_cannot_be_read_is_a_finding(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    status, out, _ = run(capsys, written(tmp_path, name, content))
    assert status == 1
    assert "SRC106" in out
    assert message in out


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "\\begin{document}{{{ 80 GB",
        "}}}} \\end{frame} \\end{tabular} & 80 GB \\\\",
        "\\input{",
        "\\frac{1",
        "$80",
    ],
)
def test_broken_tex_is_read_as_far_as_it_goes(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str) -> None:
    status, _, _ = run(capsys, written(tmp_path, "broken.tex", content))
    assert status in (0, 1)


def test_an_unbalanced_brace_warns_and_does_not_fail(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, "open.tex", "\\begin{document}\n\\textbf{80 GB\n\\end{document}\n")
    status, out, _ = run(capsys, path)
    assert status == 0
    assert "warning SRC106" in out or "SRC106" in out


def test_a_folder_without_sources_and_a_directory_named_like_a_source(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "odd.md").mkdir()
    status, _, _ = run(capsys, tmp_path)
    assert status in (0, 2)


def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path, "bad.md", BAD)
    done = subprocess.run(
        [sys.executable, "-m", "mlsysim_registry.cli", "check", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "sparse-for-dense" in done.stdout
    assert done.stderr == ""
