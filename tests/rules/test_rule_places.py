"""Rules about whole files: where they are, what quotes them, what may be read."""

from __future__ import annotations

from pathlib import Path

import pytest
import world
from mlsysim_validators.rules.rule import all_rules
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import Workspace

ENTRY = world.dump(world.TEMPLATES["accelerators"][1])
SHEET = (
    "title: Sheet\npublisher: Acme\nkind: datasheet\nurl: https://example.org/\nretrieved: 2026-11-24\nread: original\n"
    "passages:\n  p. 1: Memory bandwidth 5.3 TB/s\n"
)


@pytest.mark.parametrize(
    "path",
    [
        "registry/accelerators/acme/x1.yaml",
        "registry/accelerators/acme/x1.5-b.yaml",
        "registry/meta.yaml",
        "registry/units.yaml",
    ],
)
def test_good_places(small_registry: Path, path: str) -> None:
    assert world.findings(small_registry, path, ENTRY, "SCH103") == []


@pytest.mark.parametrize(
    "path",
    [
        "registry/accelerators/Acme/x1.yaml",
        "registry/accelerators/x1.yaml",
        "registry/accelerators/acme/more/x1.yaml",
        "registry/accelerators/acme/x1.yml",
        "registry/accelerators/acme/x 1.yaml",
        "registry/accelerators/acme/.yaml",
        "registry/gadgets/acme/x1.yaml",
        "registry/interconnects/acme/x1.yaml",
        "registry/x1.yaml",
    ],
)
def test_bad_places(small_registry: Path, path: str) -> None:
    found = world.findings(small_registry, path, ENTRY, "SCH103")
    assert found
    assert found[0].hint


def test_a_passage_that_nothing_quotes(tmp_path: Path) -> None:
    root = world.build(tmp_path)
    (root / "citations/acme/second.yaml").write_text(SHEET, encoding="utf-8")
    (first,) = [
        finding
        for finding in validate(Workspace(str(root)), ["citations/acme/second.yaml"])
        if finding.code == "REF106"
    ]
    assert (first.severity, first.line, first.column) == ("warning", 8, 3)
    using = ENTRY.replace(
        "memory: {}", "memory: {bandwidth: {value: 5.3 TB/s, cite: acme/second, at: p. 1, quote: 5.3 TB/s}}"
    )
    (root / "registry/accelerators/acme/x1.yaml").write_text(using, encoding="utf-8")
    assert [
        finding
        for finding in validate(Workspace(str(root)), ["citations/acme/second.yaml"])
        if finding.code == "REF106"
    ] == []


def test_a_passage_that_a_settled_no_or_a_shelf_quotes_is_used(tmp_path: Path) -> None:
    root = world.build(tmp_path)
    (root / "citations/acme/second.yaml").write_text(SHEET, encoding="utf-8")
    using = ENTRY.replace("compute: {}", "compute: {unsupported: {fp8: {cite: acme/second, at: p. 1, quote: none}}}")
    (root / "registry/accelerators/acme/x1.yaml").write_text(using, encoding="utf-8")
    assert [
        finding
        for finding in validate(Workspace(str(root)), ["citations/acme/second.yaml"])
        if finding.code == "REF106"
    ] == []


def test_a_link_that_leaves_the_folder_is_not_read(tmp_path: Path) -> None:
    root = world.build(tmp_path / "root")
    secret = tmp_path / "secret.yaml"
    secret.write_text("name: secret words\n", encoding="utf-8")
    link = root / "registry/accelerators/acme/linked.yaml"
    link.symlink_to(secret)
    found = validate(Workspace(str(root)), ["registry/accelerators/acme/linked.yaml"])
    assert [finding.code for finding in found] == ["SYN113"]
    assert "secret words" not in str(found)


@pytest.mark.parametrize(
    "cite", ["../registry/meta", "../../secret", "/etc/passwd", "acme/../acme/sheet", "nul\0byte", "x" * 5000]
)
def test_a_citation_never_leads_out_of_its_folder(tmp_path: Path, cite: str) -> None:
    root = world.build(tmp_path / "root")
    (tmp_path / "secret.yaml").write_text("passages: {p. 1: TDP 750 W}\n", encoding="utf-8")
    workspace = Workspace(str(root))
    assert workspace.citation(cite) is None


def test_everything_is_told_in_one_run(small_registry: Path) -> None:
    """One file with an error of each family: none hides another."""
    text = ENTRY.replace(
        "memory: {}", "memory: {capacity: {value: 8 kB, cite: acme/none, at: p. 1, quote: 9 kB memory}}"
    )
    text = text.replace("compute: {}", "compute: {clock: {value: 1 GHz}, colour: red}") + "name: twice\naliases: [No]\n"
    text += "power: {tdp: {value: 1 horse, cite: acme/sheet, at: p. 9, quote: TDP 750 W}}\n"
    workspace = Workspace(str(small_registry))
    workspace.put("registry/accelerators/acme/x1.yaml", text.encode())
    codes = {finding.code for finding in validate(workspace, ["registry/accelerators/acme/x1.yaml"])}
    assert {"SYN102", "SYN105", "SCH101", "SCH102", "UNI101", "EVD101", "REF101", "REF102", "PHY151"} <= codes


def test_findings_are_sorted_and_have_places(small_registry: Path) -> None:
    workspace = Workspace(str(small_registry))
    workspace.put("registry/accelerators/acme/x1.yaml", ENTRY.replace("compute: {}", "compute: {b: 1, a: 2}").encode())
    found = validate(workspace)
    assert found == sorted(found, key=lambda finding: (finding.path, finding.line, finding.column, finding.code))
    assert all(finding.line >= 1 and finding.column >= 1 for finding in found)


def test_one_exception_hides_one_rule_only(small_registry: Path) -> None:
    text = ENTRY.replace(
        "compute: {}", "compute: {matrix_sparse: {fp16: {value: 9 TFLOP/s, cite: acme/sheet, at: p. 2, quote: x}}}"
    )
    text += "exceptions: [{rule: PHY101, because: the source prints no dense rate}]\n"
    workspace = Workspace(str(small_registry))
    workspace.put("registry/accelerators/acme/x1.yaml", text.encode())
    codes = {finding.code for finding in validate(workspace, ["registry/accelerators/acme/x1.yaml"])}
    assert "PHY101" not in codes
    assert "EXC101" not in codes
    assert "EVD101" in codes


def test_codes_are_grouped_by_family() -> None:
    families = {"SYN", "SCH", "UNI", "REF", "EVD", "PHY", "EXC", "HIS"}
    assert {code[:3] for code in all_rules()} == families
    assert len({rule.name for rule in all_rules().values()}) == len(all_rules())


@pytest.mark.parametrize(
    ("title", "place", "codes"),
    [
        ("Sheet", "p. 1", {"EVD115"}),  # one document kept twice, or two that nothing tells apart
        ("Sheet of the Acme Other", "p. 1", {"EVD115"}),
        ("Sheet of the Acme X1", "p. 1", set()),
        ("Sheet", "p. 17", set()),
    ],
)
def test_the_same_words_at_the_same_place_of_two_citations(
    tmp_path: Path, title: str, place: str, codes: set[str]
) -> None:
    root = world.build(tmp_path)
    sheet = SHEET.replace("Sheet", title).replace("p. 1", place)
    (root / "citations/acme/second.yaml").write_text(sheet, encoding="utf-8")
    proof = {"value": "5.3 TB/s", "cite": "acme/second", "at": place, "quote": "Memory bandwidth 5.3 TB/s"}
    entry = world.dump(world.TEMPLATES["accelerators"][1] | {"memory": {"bandwidth": proof}})
    path = "registry/accelerators/acme/x1.yaml"
    assert {finding.code for finding in world.findings(root, path, entry, "EVD115")} == codes
