"""diff, freeze, lint, and the exports for tables, bibliographies and LaTeX."""

from __future__ import annotations

import io
import json
import re
import subprocess

import pytest


def test_diff_of_two_exports(run, tmp_path):
    old = run("export", "json").data
    new = json.loads(json.dumps(old))
    new["accelerators"]["amd/mi300x"]["specs"]["memory.bandwidth"] |= {"value": 6e12, "printed": "6 TB/s"}
    (tmp_path / "old.json").write_text(json.dumps(old))
    (tmp_path / "new.json").write_text(json.dumps(new))
    paths = (str(tmp_path / "old.json"), str(tmp_path / "new.json"))
    (change,) = run("diff", *paths, "--format", "json").data["changes"]
    assert (change["what"], change["entity"], change["old"], change["new"]) == (
        "changed",
        "amd/mi300x",
        "5.3 TB/s",
        "6 TB/s",
    )
    assert "amd/mi300x memory.bandwidth  5.3 TB/s -> 6 TB/s" in run("diff", *paths).out
    assert (
        "| `amd/mi300x` | `memory.bandwidth` | 5.3 TB/s | 6 TB/s |" in run("diff", *paths, "--format", "markdown").out
    )


@pytest.mark.parametrize("word", ["1999.01", "no-such-file.json", "git:no-such-revision"])
def test_diff_with_what_is_not_there(run, word):
    told = run("diff", word)
    assert told.status == 2
    assert told.err


def test_diff_with_a_file_that_is_no_export(run, tmp_path):
    for content in ("{", "[]", "{}", '{"version": "1", "models": 3}'):
        (tmp_path / "x.json").write_text(content)
        assert run("diff", str(tmp_path / "x.json")).status == 2


def test_freeze_refuses_what_is_wrong(run, tmp_path):
    (tmp_path / "registry").mkdir()
    assert run("freeze", "3", "--root", str(tmp_path)).status == 2
    (tmp_path / "registry" / "meta.yaml").write_text("version: 3\n")
    (tmp_path / "registry" / "accelerators" / "acme").mkdir(parents=True)
    (tmp_path / "registry" / "accelerators" / "acme" / "x.yaml").write_text("name: X\n")
    assert "says version 3" in run("freeze", "4", "--root", str(tmp_path)).err
    told = run("freeze", "3", "--root", str(tmp_path))
    assert (told.status, "validate" in told.err) == (2, True)
    assert not (tmp_path / "registry" / "releases").exists()


def test_lint_stats_add_up(run):
    told = run("lint", "--stats", "--format", "json").data
    assert sum(told["by_status"].values()) == told["specs"] == sum(kind["specs"] for kind in told["by_kind"].values())
    assert told["proven"] >= 0.95
    assert "proven (quoted or derived)" in run("lint", "--stats").out
    assert run("lint").status == 0


def test_the_sheet_opens_in_pandas_and_duckdb(run, tmp_path):
    pandas, duckdb = pytest.importorskip("pandas"), pytest.importorskip("duckdb")
    for name in ("sheet.csv", "sheet.parquet"):
        out = tmp_path / name
        assert run("export", "sheet", "--out", str(out)).status == 0
        frame = pandas.read_csv(out) if name.endswith("csv") else pandas.read_parquet(out)
        row = frame[frame["id"] == "nvidia/h100-sxm"].iloc[0]
        assert (row["bf16_tflops"], row["bandwidth_gb_per_s"], row["tdp_w"]) == (989.4, 3350, 700)
        assert row["ridge_bf16_flop_per_byte"] == pytest.approx(295.3, abs=0.1)
        (told,) = duckdb.sql(f"SELECT capacity_gb FROM '{out}' WHERE id = 'amd/mi300x'").fetchall()
        assert told == (192.0,)


def test_the_long_table_as_parquet(run, tmp_path):
    pandas = pytest.importorskip("pandas")
    out = tmp_path / "registry.parquet"
    assert run("export", "parquet", "--out", str(out)).status == 0
    csv = pandas.read_csv(io.StringIO(run("export", "csv").out))
    assert len(pandas.read_parquet(out)) == len(csv)
    assert run("export", "parquet").status == 2


def test_every_citation_is_in_the_bibliographies(run):
    citations = run("export", "json").data["citations"]
    items = json.loads(run("export", "csl-json").out)
    assert [item["id"] for item in items] == [name.replace("/", "-") for name in sorted(citations)]
    assert all(item["title"] and item["URL"].startswith("http") and item["type"] for item in items)
    bibtex = run("export", "bibtex").out
    assert re.findall(r"^@\w+\{(\S+),$", bibtex, re.MULTILINE) == [item["id"] for item in items]
    for block in bibtex.strip().split("\n\n"):
        plain = re.sub(r"\\[{}]", "", block)
        assert plain.count("{") == plain.count("}")


def test_latex_macros_say_what_the_registry_says(run):
    told = run("export", "latex").out
    assert r"\hw@set{amd/mi300x}{memory.bandwidth}{5.3\,TB/s}{5.3}{amd-cdna-3-white-paper}" in told
    assert told.count(r"\makeatletter") == told.count(r"\makeatother") == 1


def test_latex_macros_compile(run, tmp_path):
    if subprocess.run(["sh", "-c", "command -v pdflatex"], capture_output=True).returncode:
        pytest.skip("no pdflatex on this machine")
    run("export", "latex", "--out", str(tmp_path / "hw.tex"))
    text = r"\documentclass{article}\input{hw.tex}\begin{document}\hw{amd/mi300x}{memory.bandwidth}\end{document}"
    (tmp_path / "a.tex").write_text(text)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_list_as_csv_with_ridge_points(run):
    told = run("list", "accelerators", "--columns", "id,ridge.bf16,power.tdp", "--format", "csv").out.splitlines()
    assert told[0] == "id,ridge.bf16,power.tdp"
    (row,) = [line for line in told if line.startswith("nvidia/h100-sxm,")]
    assert row.startswith("nvidia/h100-sxm,295.3")
    assert row.endswith(",700.0")
    assert "295 FLOP/B" in run("list", "accelerators", "--columns", "id,ridge.bf16").out
