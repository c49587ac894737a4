"""export, explain, new and schema."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from mlsysim_registry import load
from mlsysim_registry.files import KINDS, checkout_root
from mlsysim_registry.schemas import export_schema
from mlsysim_registry.yamltext import parse_bytes

ROOT = Path(checkout_root() or ".")


def test_export_json(run):
    told = run("export", "json").data
    assert list(told) == ["version", *KINDS, "citations"]
    spec = told["accelerators"]["amd/mi300x"]["specs"]["memory.bandwidth"]
    assert spec["value"] == 5.3e12
    assert spec["unit"] == "B/s"
    assert spec["printed"] == "5.3 TB/s"
    assert spec["status"] == "quoted"
    assert spec["direction"] is None
    assert spec["cite"] in told["citations"]
    jsonschema.validate(told, export_schema(), cls=jsonschema.Draft7Validator)


def test_export_to_a_file(run, tmp_path):
    out = tmp_path / "registry.json"
    assert run("export", "json", "--out", str(out)).out == ""
    assert out.read_text(encoding="utf-8") == run("export", "json").out
    assert list(tmp_path.iterdir()) == [out]


def test_export_csv(run):
    rows = list(csv.DictReader(io.StringIO(run("export", "csv").out)))
    assert len(rows) == sum(len(entry.specs) for entry in load().entries())
    row = next(row for row in rows if (row["entity"], row["spec"]) == ("amd/mi300x", "memory.bandwidth"))
    assert float(row["value"]) == 5.3e12
    assert row["unit"] == "B/s"


def test_export_with_an_own_entry(run, tmp_path):
    chip = tmp_path / "chip.yaml"
    chip.write_text(
        "name: C\nclass: edge\nmemory: {capacity: {value: 1 GB, cite: a/b, at: p, quote: 1GB}}\ncompute: {}\n"
    )
    assert "custom/chip" in run("export", "json", "--with", str(chip)).data["accelerators"]


@pytest.mark.parametrize("out", ["missing/folder/registry.json", "."])
def test_export_to_where_nothing_can_be_written(run, tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    told = run("export", "json", "--out", out)
    assert told.status == 2
    assert told.err
    assert not list(tmp_path.iterdir())


def test_explain_a_code(run):
    told = run("explain", "EVD101")
    assert told.status == 0
    for word in ("EVD101", "quote-shows-value", "error", "Good:", "Bad:"):
        assert word in told.out
    assert run("explain", "quote-shows-value").out == told.out
    assert run("explain", "evd101").out == told.out


def test_explain_all(run):
    from mlsysim_validators.rules.rule import all_rules

    told = run("explain").out
    for code in all_rules():
        assert code in told
    assert {topic["code"] for topic in run("explain", "--format", "json").data} >= set(all_rules())


def test_explain_a_reason_of_the_source_checker(run):
    told = run("explain", "SRC101", "--format", "json").data
    assert told["scope"] == "source"
    assert "989" in told["doc"]


def test_explain_a_family(run):
    told = run("explain", "EVD").out.splitlines()
    assert len(told) > 3
    assert all(line.startswith("EVD") for line in told)


def test_explain_an_unknown_code(run):
    told = run("explain", "EVD999")
    assert told.status == 2
    assert "Did you mean EVD" in told.err


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the registry in which one may write."""
    for folder in ("registry", "citations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


NEW = [
    ("accelerator", "acme/x1", []),
    ("accelerators", "acme/x2", ["--like", "h200"]),
    ("model", "acme/lm", []),
    ("model", "acme/lm2", ["--like", "Mixtral 8x7B"]),
    ("interconnect", "acme-link", ["--cite", "acme/link-paper"]),
    ("interconnect", "acme-link-2", ["--like", "nvlink-4"]),
    ("system", "acme/box", ["--like", "dgx-h100"]),
    ("efficiency", "somewhere", []),
    ("efficiency", "elsewhere", ["--like", "prefill"]),
    ("price", "acme-2026", []),
    ("price", "acme-2027", ["--like", "lambda-on-demand-2026-09"]),
    ("grid", "mars", ["--like", "norway"]),
    ("citation", "acme/paper", []),
]


@pytest.mark.parametrize(("kind", "entry_id", "more"), NEW, ids=lambda part: str(part))
def test_new_writes_what_is_not_valid_yet(run, scratch, kind, entry_id, more):
    told = run("new", kind, entry_id, *more, "--format", "json").data
    for path in told["written"]:
        content = (scratch / path).read_bytes()
        parsed = parse_bytes(content)
        assert not parsed.problems
        assert content.startswith(b"# yaml-language-server: $schema=../")
        schema = content.split(b"$schema=")[1].split(b"\n")[0].decode()
        assert ((scratch / path).parent / schema).resolve().parent == (scratch / "schema").resolve()
        assert (ROOT / "schema" / Path(schema).name).is_file()
        assert run("validate", path).status == 1
    assert told["next"] == f"mlsysim-registry validate {' '.join(told['written'])}"
    assert 'quote: "' not in (scratch / told["written"][0]).read_text()


def test_new_like_a_sibling_has_its_specs_and_none_of_its_numbers(run, scratch):
    path = run("new", "accelerator", "nvidia/h300", "--like", "h200", "--format", "json").data["written"][0]
    text = (scratch / path).read_text()
    assert "matrix_sparse:" in text
    assert "compute.matrix_sparse.fp16 / 2" in text
    assert "141 GB" not in text
    assert "4.8" not in text


def test_new_can_be_filled_in(run, scratch):
    run("new", "interconnect", "acme-link", "--cite", "acme/link-paper")
    entry, citation = scratch / "registry/interconnects/acme-link.yaml", scratch / "citations/acme/link-paper.yaml"
    text = entry.read_text().replace("name:", "name: Acme Link").replace("encoding:  #", "encoding: effective  #")
    text = text.replace("value: ", "value: 50 GB/s").replace("direction: ", "direction: one", 2)
    text = (
        text.replace("direction: oneof", "direction: of")
        .replace("at: ", "at: p. 1")
        .replace("quote: ", "quote: 50 GB/s one-way")
    )
    entry.write_text("\n".join(line for line in text.splitlines() if not line.startswith("#")) + "\n")
    text = citation.read_text()
    for key, value in {
        "title": "T",
        "publisher": "Acme",
        "kind": "paper",
        "url": "https://example.org",
        "read": "original",
    }.items():
        text = text.replace(f"{key}:", f"{key}: {value}", 1)
    text = text.replace("retrieved:", "retrieved: 2026-11-24").replace(
        "passages: {}", "passages: {p. 1: 50 GB/s one-way}  "
    )
    citation.write_text("\n".join(line for line in text.splitlines() if not line.startswith("published")) + "\n")
    told = run("validate", "registry/interconnects/acme-link.yaml", "citations/acme/link-paper.yaml")
    assert told.status == 0, told.out


def test_new_overwrites_nothing(run, scratch):
    before = (scratch / "registry/accelerators/amd/mi300x.yaml").read_bytes()
    told = run("new", "accelerator", "amd/mi300x")
    assert told.status == 2
    assert "exists already" in told.err
    assert (scratch / "registry/accelerators/amd/mi300x.yaml").read_bytes() == before
    assert not (scratch / "citations/amd/mi300x-data-sheet.yaml").exists()


def test_new_keeps_a_citation_that_is_there(run, scratch):
    told = run("new", "accelerator", "amd/mi999", "--cite", "amd/cdna-3-white-paper", "--format", "json").data
    assert told["written"] == ["registry/accelerators/amd/mi999.yaml"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["accelerator", "X1"], "write vendor/name"),
        (["accelerator", "acme/X1"], "lower case"),
        (["accelerator", "../../etc/x"], "lower case"),
        (["accelerator", "acme/x1", "--cite", "../x"], "lower case"),
        (["accelerator", "/acme"], "lower case"),
        (["interconnect", "acme/link"], "one name"),
        (["gizmo", "acme/x1"], "Kinds:"),
        (["accelerator", "acme/x1", "--like", "h2000"], "Did you mean"),
        (["citation", "acme/x1", "--like", "h200"], "leave --like out"),
        (["accelerator", "acme/x1", "--root", "/nonexistent"], "--root"),
    ],
)
def test_new_teaches(run, scratch, words, told):
    before = sorted(scratch.rglob("*"))
    outcome = run("new", *words)
    assert outcome.status == 2
    assert told in outcome.err
    assert sorted(scratch.rglob("*")) == before


def test_schema_names_and_text(run):
    assert "accelerator" in run("schema").out
    assert run("schema", "accelerator").data["title"] == "Accelerator"
    assert run("schema", "accelerator.schema.json").data["title"] == "Accelerator"
    assert set(run("schema", "--format", "json").data) >= {"accelerator", "citation", "export", "check-report"}


def test_schema_write_and_check(run, tmp_path):
    words = ("--root", str(tmp_path), "--format", "json")
    missing = run("schema", "--check", *words)
    assert missing.status == 1
    assert "grid.schema.json" in missing.data["drifted"]
    assert run("schema", "--write", *words).status == 0
    assert run("schema", "--check", *words).data == {"drifted": []}
    (tmp_path / "schema" / "grid.schema.json").write_text("{}")
    told = run("schema", "--check", "--root", str(tmp_path))
    assert told.status == 1
    assert "schema/grid.schema.json" in told.out
    assert "schema --write" in told.out
    assert json.loads((tmp_path / "schema" / "model.schema.json").read_text())["title"] == "Model"


@pytest.mark.parametrize("words", [["acelerator"], ["accelerator", "--check"], ["--check", "--root", "/nonexistent"]])
def test_schema_refuses(run, words):
    assert run("schema", *words).status == 2
