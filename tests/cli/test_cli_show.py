"""show, list and compare."""

from __future__ import annotations

import pytest


def test_one_spec_tells_value_source_place_and_quote(run):
    shown = run("show", "mi300x", "memory.bandwidth")
    assert shown.status == 0
    assert shown.out.startswith("5.3 TB/s")
    for word in ("amd/mi300x", "quoted", "amd/cdna-3-white-paper", "https://www.amd.com", "p. 24", "«5.3» TB/sec"):
        assert word in shown.out
    assert "5.325 TB/s" in shown.out  # disputed, with the reason


def test_one_spec_as_json(run):
    shown = run("show", "mi300x", "memory.bandwidth", "--format", "json").data
    assert shown["value"] == 5.3e12
    assert (shown["unit"], shown["printed"], shown["status"]) == ("B/s", "5.3 TB/s", "quoted")
    assert shown["source"]["publisher"] == "AMD"
    assert shown["disputed"][0]["why"]


@pytest.mark.parametrize("name", ["amd/mi300x", "MI300X", "mi-300-x", "AMD Instinct MI300X"])
def test_names_are_forgiving(run, name):
    assert run("show", name, "memory.capacity").out.startswith("192 GB")


@pytest.mark.parametrize("field", ["memory.capacity", "Memory.Capacity", "memory.CAPACITY"])
def test_fields_are_forgiving(run, field):
    assert run("show", "mi300x", field).out.startswith("192 GB")


def test_the_end_of_a_path_shows_every_spec_that_ends_so(run):
    shown = run("show", "mi300x", "bandwidth")
    assert "memory.bandwidth" in shown.out
    assert "tiers.l2.bandwidth" in shown.out


def test_a_branch_shows_what_is_below(run):
    shown = run("show", "mi300x", "compute.matrix")
    assert "compute.matrix.fp8" in shown.out
    assert "matrix_sparse" not in shown.out


def test_a_derived_spec_shows_what_it_is_derived_from(run):
    shown = run("show", "dgx-h100", "compute.matrix.fp8")
    assert "derived" in shown.out
    assert "from compute.matrix_sparse.fp8 = 32 PFLOP/s" in shown.out
    assert "32 petaFLOPS" in shown.out


def test_a_link_rate_tells_its_directions(run):
    shown = run("show", "h100", "links.nvlink.total")
    assert "both directions" in shown.out
    assert "4.5e+11 B/s in each" in shown.out


def test_history_is_shown(run):
    assert "until 2023" in run("show", "h100", "compute.matrix.fp16").out


def test_a_whole_entry(run):
    shown = run("show", "NVIDIA H100 80GB HBM3")
    assert shown.status == 0
    for word in ("nvidia/h100-sxm", "memory.bandwidth", "links.nvlink.total", "disputed", "history"):
        assert word in shown.out


def test_a_whole_entry_as_json(run):
    shown = run("show", "h100", "--format", "json").data
    assert shown["id"] == "nvidia/h100-sxm"
    assert shown["specs"]["memory.capacity"]["value"] == 80e9


def test_every_entry_can_be_shown(run):
    from mlsysim_registry import load

    for entry in load().entries():
        assert run("show", entry.id).status == 0
        for path in list(entry.specs)[:2]:
            assert run("show", entry.id, path).out


def test_a_citation(run):
    shown = run("show", "amd/cdna-3-white-paper")
    assert shown.status == 0
    assert "https://" in shown.out


def test_a_settled_no_is_an_answer(run):
    shown = run("show", "h100", "compute.matrix.fp4")
    assert shown.status == 0
    assert shown.out.startswith("not supported")
    assert run("show", "h100", "fp4", "--format", "json").data["status"] == "unsupported"


def test_an_unknown_field_gets_suggestions(run):
    shown = run("show", "mi300x", "memory.bandwith")
    assert shown.status == 2
    assert "Did you mean memory.bandwidth" in shown.err
    assert shown.out == ""


def test_an_unknown_entity_gets_suggestions(run):
    shown = run("show", "mi300y")
    assert shown.status == 2
    assert "MI300X" in shown.err


def test_list(run):
    listed = run("list", "accelerators")
    assert listed.status == 0
    lines = listed.out.splitlines()
    assert lines[0].split()[:2] == ["id", "name"]
    assert any(line.startswith("amd/mi300x ") and "5.3 TB/s" in line for line in lines)


@pytest.mark.parametrize(
    "kind", ["accelerators", "models", "interconnects", "systems", "efficiency", "prices", "grids"]
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_list_every_kind(run, kind, form):
    from mlsysim_registry import load

    listed = run("list", kind, "--format", form)
    assert listed.status == 0
    if form == "json":
        assert [row["id"] for row in listed.data["entries"]] == list(load().table(kind))
    else:
        assert len(listed.out.splitlines()) == len(load().table(kind)) + 1


@pytest.mark.parametrize("word", ["model", "Models", " MODELS "])
def test_list_forgives(run, word):
    assert "meta/llama-3-8b" in run("list", word).out


def test_list_columns(run):
    listed = run("list", "models", "--columns", "id,heads.kv,architecture", "--format", "json").data["entries"]
    llama = next(row for row in listed if row["id"] == "meta/llama-3-8b")
    assert llama["heads.kv"] == {"value": 8.0, "unit": "1", "printed": "8", "status": "quoted"}
    assert llama["architecture"] == "transformer-decoder"
    resnet = next(row for row in listed if row["id"] == "microsoft/resnet-50")
    assert resnet["heads.kv"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list", "acelerators"], "Did you mean accelerators"),
        (["list", "models", "--columns", "heads.kw"], "Did you mean heads.kv"),
        (["list", ""], "Kinds: accelerators"),
    ],
)
def test_list_suggests(run, words, told):
    listed = run(*words)
    assert listed.status == 2
    assert told in listed.err


def test_compare(run):
    compared = run("compare", "h100", "mi300x")
    assert compared.status == 0
    lines = {line.split()[0]: line for line in compared.out.splitlines() if line}
    assert "3.35 TB/s" in lines["memory.bandwidth"]
    assert "5.3 TB/s" in lines["memory.bandwidth"]
    assert "-" in lines["compute.matrix.fp32"].split()  # the H100's tensor cores have none
    assert "(both directions)" in lines["links.nvlink.total"]


def test_compare_as_json(run):
    compared = run("compare", "h100", "mi300x", "--specs", "memory,compute.clock", "--format", "json").data
    assert compared["entities"] == ["nvidia/h100-sxm", "amd/mi300x"]
    assert compared["specs"]["memory.capacity"]["amd/mi300x"]["value"] == 192e9
    assert set(compared["specs"]["compute.clock"]) == {"nvidia/h100-sxm", "amd/mi300x"}
    assert not any(path.startswith("links") for path in compared["specs"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["compare", "h100", "llama-3-8b"], "different kinds"),
        (["compare", "h100", "mi300x", "--specs", "memry"], "Did you mean memory"),
        (["compare", "h100", "nothing-like-it"], "no entry is called"),
    ],
)
def test_compare_refuses(run, words, told):
    compared = run(*words)
    assert compared.status == 2
    assert told in compared.err
