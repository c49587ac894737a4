"""The history rules: a small registry is frozen, then changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import world
import yaml
from mlsysim_validators.findings import Finding
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import Workspace

from mlsysim_registry.releases import freeze

ENTRY = "registry/accelerators/acme/x1.yaml"
MODEL = "registry/models/acme/m1.yaml"
TDP = {"value": "750 W", "cite": "acme/sheet", "at": "p. 1", "quote": "TDP 750 W"}
OLD_TDP = {"value": "700 W", "cite": "acme/sheet", "at": "p. 2", "quote": "TDP 700 W"}


def write(root: Path, path: str, data: Any) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(world.dump(data), encoding="utf-8")


def device(**changed: Any) -> dict[str, Any]:
    return {**world.TEMPLATES["accelerators"][1], "power": {"tdp": OLD_TDP}, **changed}


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A registry whose release says 700 W and 192 GB."""
    root = world.build(tmp_path)
    memory = {"capacity": {"value": "192 GB", "cite": "acme/sheet", "at": "p. 1", "quote": "192GB HBM3"}}
    write(root, ENTRY, device(memory=memory))
    (root / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    freeze(str(root))
    return root


def found(root: Path, code: str) -> list[Finding]:
    return [finding for finding in validate(Workspace(str(root))) if finding.code == code]


def everything(root: Path) -> set[str]:
    return {finding.code for finding in validate(Workspace(str(root))) if finding.code.startswith("HIS")}


def changed_to_750(root: Path, **more: Any) -> None:
    memory = yaml.safe_load((root / ENTRY).read_text())["memory"]
    write(root, ENTRY, device(power={"tdp": TDP}, memory=memory, **more))


def test_what_was_released_is_quiet(released: Path) -> None:
    assert everything(released) == set()


def test_a_registry_without_releases_is_quiet(tmp_path: Path) -> None:
    assert everything(world.build(tmp_path)) == set()


def test_a_changed_value_needs_history_and_a_line(released: Path) -> None:
    changed_to_750(released)
    (finding,) = found(released, "HIS101")
    assert (finding.path, "700 W" in finding.message, "750 W" in finding.message) == (ENTRY, True, True)
    assert found(released, "HIS102")


@pytest.mark.parametrize(
    "record", [{**OLD_TDP, "until": "2026-12", "why": "an early print"},
               {"value": "700 W", "until": "2026-12", "corrected": True, "why": "the row of another device"}]
)  # fmt: skip
def test_history_and_a_line_make_it_good(released: Path, record: dict[str, Any]) -> None:
    changed_to_750(released, history={"power.tdp": [record]})
    assert everything(released) == {"HIS102"}
    (released / "CHANGELOG.md").write_text("- `acme/x1` `power.tdp`: 700 -> 750 W\n", encoding="utf-8")
    assert everything(released) == set()


@pytest.mark.parametrize("line", ["- `acme/x1` changed", "- `acme/x12` `power.tdp`", "- `acme/x1` `power.tdp_max`"])
def test_a_line_of_something_else_does_not_count(released: Path, line: str) -> None:
    changed_to_750(released, history={"power.tdp": [{**OLD_TDP, "until": "2026-12", "why": "an early print"}]})
    (released / "CHANGELOG.md").write_text(f"{line}\n", encoding="utf-8")
    assert everything(released) == {"HIS102"}


def test_history_of_another_value_does_not_count(released: Path) -> None:
    record = {"value": "600 W", "until": "2026-12", "corrected": True, "why": "x"}
    changed_to_750(released, history={"power.tdp": [record]})
    assert "HIS101" in everything(released)


def test_a_vanished_spec_needs_a_line(released: Path) -> None:
    memory = yaml.safe_load((released / ENTRY).read_text())["memory"]
    write(released, ENTRY, {**world.TEMPLATES["accelerators"][1], "memory": memory})
    assert everything(released) == {"HIS102"}


def test_a_memory_size_is_corrected_but_never_revised(released: Path) -> None:
    (released / "CHANGELOG.md").write_text("- `acme/x1` `memory.capacity`: 192 -> 80 GB\n", encoding="utf-8")
    memory = {"capacity": {"value": "80 GB", "cite": "acme/sheet", "at": "p. 3", "quote": "memory 40 GB / «80 GB»"}}
    proof = {"cite": "acme/sheet", "at": "p. 1", "quote": "192GB HBM3"}
    record = {"value": "192 GB", "until": "2026-12", "why": "now sold with 80 GB"}
    write(released, ENTRY, device(memory=memory, history={"memory.capacity": [{**record, **proof}]}))
    assert everything(released) == {"HIS103"}
    write(released, ENTRY, device(memory=memory, history={"memory.capacity": [{**record, "corrected": True}]}))
    assert everything(released) == set()


def test_a_vanished_id_needs_a_redirect(released: Path) -> None:
    (released / MODEL).rename(released / "registry/models/acme/m2.yaml")
    (finding,) = found(released, "HIS104")
    assert "acme/m1" in finding.message
    write(released, "registry/redirects.yaml", {"models": {"acme/m1": "acme/m2"}})
    assert everything(released) == set()


def test_a_renamed_entry_keeps_its_history(released: Path) -> None:
    data = yaml.safe_load((released / MODEL).read_text())
    (released / MODEL).unlink()
    data["layers"] = {"value": 9, "derive": "9", "because": "layers"}
    write(released, "registry/models/acme/m2.yaml", data)
    write(released, "registry/redirects.yaml", {"models": {"acme/m1": "acme/m2"}})
    assert "HIS101" in everything(released)


@pytest.mark.parametrize(
    "redirects",
    [{"models": {"acme/m0": "acme/none"}}, {"gadgets": {"a": "b"}}, {"models": {"acme/m1": "acme/m1"}}, {"models": 3}],
)
def test_bad_redirects(released: Path, redirects: dict[str, Any]) -> None:
    write(released, "registry/redirects.yaml", redirects)
    assert found(released, "HIS105")


def test_the_version_never_goes_back(released: Path) -> None:
    write(released, "registry/meta.yaml", {"version": "2026.09"})
    (finding,) = found(released, "HIS106")
    assert finding.path == "registry/meta.yaml"
