"""The data-mutation harness: its mutants are wrong in the way they say, and the rules report them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mlsysim_validators.mutations import judging
from mlsysim_validators.mutations.__main__ import main
from mlsysim_validators.mutations.equivalence import same_proof
from mlsysim_validators.mutations.judging import Judge, mutated
from mlsysim_validators.mutations.making import mutants
from mlsysim_validators.mutations.mutant import KINDS, REMOVED, Edit, Mutant, edited, node_at
from mlsysim_validators.mutations.numbers import wrong_numbers
from mlsysim_validators.mutations.running import chosen, outcomes
from mlsysim_validators.mutations.unit_slips import wrong_units
from mlsysim_validators.rules.rule import all_rules
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import Workspace

from mlsysim_registry.files import checkout_root
from mlsysim_registry.units import parse_quantity

ROOT = checkout_root()
assert ROOT is not None
SAMPLE = 400


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Workspace(str(ROOT)))


@pytest.fixture(scope="module")
def made(judge: Judge) -> list[Mutant]:
    return list(judge.mutants())


def test_every_spec_of_the_registry_is_mutated(judge: Judge, made: list[Mutant]) -> None:
    proofs = {(file.path, ".".join(map(str, path))): node for file in judge.files() for path, _, node in file.proofs()}
    specs = set(proofs)
    assert specs <= {(mutant.file, mutant.spec) for mutant in made if mutant.kind == "number"}
    # A corrected former value needs no proof: the frozen release holds it.
    proven = {spec for spec, node in proofs.items() if not node.get("corrected")}
    assert proven <= {(mutant.file, mutant.spec) for mutant in made if mutant.kind == "dropped"}
    assert {mutant.kind for mutant in made} == set(KINDS)
    assert len(made) >= 20 * len(specs)


def test_the_same_seed_makes_the_same_mutants(judge: Judge, made: list[Mutant]) -> None:
    some = list(judge.files())[::40]
    again = [mutant for file in some for mutant in mutants(file, judge.workspace)]
    assert again == [mutant for mutant in made if mutant.file in {file.path for file in some}]
    assert again != [mutant for file in some for mutant in mutants(file, judge.workspace, seed=1)]


def test_every_mutant_differs_from_its_original(judge: Judge, made: list[Mutant]) -> None:
    for mutant in made[::7]:  # prime to the number of kinds, so that none is left out
        original = judge.workspace.file(mutant.file)
        assert original is not None
        assert mutated(original, mutant).data != original.data, str(mutant)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_of_the_registry_s_mutants_is_reported(kind: str, made: list[Mutant]) -> None:
    sample = chosen(made, [kind], SAMPLE // len(KINDS), seed=2026)
    assert [str(mutant) for mutant, codes in outcomes(str(ROOT), sample) if not codes] == []


def test_the_registry_s_own_example(judge: Judge) -> None:
    """The strict audit of the best existing registry reports 0 of 1 when H100's bandwidth becomes 33.5 TB/s."""
    path = "registry/accelerators/nvidia/h100-sxm.yaml"
    edit = Edit(("memory", "bandwidth", "value"), "33.5 TB/s")
    codes = {
        finding.code for finding in judge.reports(Mutant("number", "x10", path, "memory.bandwidth", "x10", (edit,)))
    }
    assert "EVD101" in codes


def test_a_mutant_in_memory_is_judged_like_the_same_text_in_a_file(judge: Judge, made: list[Mutant]) -> None:
    """The harness edits the parsed tree; written out and parsed again, the file is found wrong by the same rules."""
    for mutant in chosen(made, [], 40, seed=7):
        workspace = Workspace(str(ROOT))
        original = workspace.file(mutant.file)
        assert original is not None
        text = json.dumps(edited(original.data, mutant.edits), ensure_ascii=False, indent=1)  # JSON is YAML
        workspace.put(mutant.file, text.encode())
        errors = {finding.code for finding in validate(workspace, [mutant.file]) if finding.severity == "error"}
        assert errors == {finding.code for finding in judge.reports(mutant)}, str(mutant)


def test_an_unchanged_file_is_not_reported(judge: Judge) -> None:
    for file in judge.files():
        name = Edit(("notes",), file.data.get("notes", "a note"))
        assert judge.reports(Mutant("number", "none", file.path, "notes", "none", (name,))) == []


def test_edits_share_what_they_do_not_change() -> None:
    data = {"a": {"b": [1, {"c": 2}]}, "d": {"e": 3}}
    changed = edited(data, (Edit(("a", "b", 1, "c"), 9), Edit(("d", "e"), REMOVED), Edit(("f", "g"), 1)))
    assert changed == {"a": {"b": [1, {"c": 9}]}, "d": {}, "f": {"g": 1}}
    assert data == {"a": {"b": [1, {"c": 2}]}, "d": {"e": 3}}
    assert node_at(changed, ("a", "b", 1, "c")) == 9
    assert node_at(changed, ("a", "x")) is None


@pytest.mark.parametrize("number", ["5.3", "989.4", "18", "1,979", "0.45", "8,030,261,248", "100"])
def test_wrong_numbers_are_wrong(number: str) -> None:
    right = parse_quantity(number).value
    wrong = list(wrong_numbers(number))
    assert {form for form, _ in wrong} >= {"x10", "/10", "x2", "/2", "one digit"}
    assert all(parse_quantity(text).value != right for _, text in wrong)
    assert len([form for form, _ in wrong if form == "one digit"]) >= sum(char.isdigit() for char in number) - 1


def test_transposed_digits() -> None:
    assert [wrong for form, wrong in wrong_numbers("989.4") if form == "transposed"] == ["899.4", "998.4", "984.9"]


@pytest.mark.parametrize(
    ("unit", "some"),
    [
        ("GB", {"GiB", "Gbit", "MB", "TB"}),
        ("GiB", {"GB", "Gibit", "MiB", "TiB"}),
        ("Gbit/s", {"GB/s", "Tbit/s", "Mbit/s"}),
        ("TFLOP/s", {"GFLOP/s", "PFLOP/s"}),
        ("W", {"kW", "mW"}),
        ("GHz", {"MHz", "THz"}),
        ("us", {"ns", "ms"}),
        ("GT/s", {"MT/s", "TT/s"}),
        ("gCO2e/kWh", {"kgCO2e/kWh", "gCO2e/MWh", "gCO2e/Wh"}),
        ("", set()),
        ("mm^2", set()),
        ("USD/GPU-hour", set()),
    ],
)
def test_wrong_units(unit: str, some: set[str]) -> None:
    wrong = {spelling for _, spelling in wrong_units(unit)}
    assert some <= wrong
    assert unit not in wrong
    if not some:
        assert wrong == set()


ROW = "HBM2 capacity and bandwidth | 32 GiB, 900 GBps; 200 Gbps (25 GB/s); FP64 | 40 | 40; 32 GiB of host memory"


@pytest.mark.parametrize(
    ("value", "left", "right", "same"),
    [
        ("32 GiB", "bandwidth | 32 GiB", "32 GiB, 900 GBps", True),  # one number, other words around it
        ("32 GiB", "HBM2 … «32» GiB, 900", "32 GiB", True),
        ("32 GiB", "bandwidth | 32 GiB", "32 GiB of host memory", False),  # another 32 GiB
        ("40 TFLOP/s", "FP64 | «40» | 40", "FP64 | 40 | «40»", False),  # vector and matrix
        ("25 GB/s", "200 Gbps («25 GB/s»)", "«200 Gbps» (25 GB/s)", True),  # the same in another unit
        ("25 GB/s", "200 Gbps («25 GB/s»)", "200 Gbps («25» GB/s)", True),
        ("25 GB/s", "900 GBps; 200 Gbps («25 GB/s»)", "«900 GBps»; 200 Gbps (25 GB/s)", False),
        ("900 GB/s", "32 GiB, «900 GBps»", "900 GBps; 200 … (25", True),
    ],
)
def test_two_quotes_that_prove_the_same(value: str, left: str, right: str, same: bool) -> None:
    assert same_proof(left, right, ROW, value) is same
    assert same_proof(right, left, ROW, value) is same
    assert same_proof(left, left, ROW, value)


@pytest.fixture
def already_made(made: list[Mutant], monkeypatch: pytest.MonkeyPatch) -> None:
    """Spares the command the making of all mutants again, which takes most of its time."""
    monkeypatch.setattr(Judge, "mutants", lambda _judge, _seed=0: iter(made))


@pytest.mark.usefixtures("already_made")
def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sample", "30", "--kind", "number", "--kind", "unit"]) == 0
    out = capsys.readouterr().out
    assert "all" in out
    assert "30 / 30" in out
    assert "mutants/s" in out


@pytest.mark.usefixtures("already_made")
def test_the_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sample", "20", "--kind", "direction", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["survivors"] == []
    assert report["mutants"][-1] == {"kind": "all", "form": "", "reported": 20, "made": 20}
    assert "EVD107" in report["reported_by"]


def test_survivors_are_listed_and_told_by_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the rule that holds an estimate to its reason, wrong numbers pass, and the harness says so."""
    folder = tmp_path / "registry/accelerators/acme"
    folder.mkdir(parents=True)
    entry = "name: X\nclass: edge\nmemory: {}\ncompute: {}\npower:\n"
    entry += "  max: {value: 20 W, range: [0.1 W, 999 kW], because: 20 W of a wide range}\n"
    (folder / "x.yaml").write_text(entry, encoding="utf-8")
    assert main(["--root", str(tmp_path)]) == 0
    monkeypatch.setattr(judging, "all_rules", lambda: {c: rule for c, rule in all_rules().items() if c != "EVD114"})
    assert main(["--root", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "survivor: registry/accelerators/acme/x.yaml power.max: number, x2: 20 W -> 40 W" in out
    assert main(["--root", str(tmp_path / "registry")]) == 2


def test_several_processes_judge_alike(made: list[Mutant]) -> None:
    sample = chosen(made, [], 120, seed=3)
    alone = {str(mutant): codes for mutant, codes in outcomes(str(ROOT), sample, jobs=1)}
    assert {str(mutant): codes for mutant, codes in outcomes(str(ROOT), sample, jobs=2)} == alone
