"""The trickier cases, each a file (or a folder with `entry.yaml` and what it refers to) under <CODE>/good or bad.

A fixture is laid over the entry of its kind in `world.TEMPLATES`. A bad one begins with `# at: <path>`: the node, or
with a `!` the key, at whose line and column the finding must stand.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import world
from mlsysim_validators.findings import Finding
from mlsysim_validators.rules.rule import all_rules
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import File, Workspace

from mlsysim_registry.yamltext import parse_text

HERE = Path(__file__).parent
FAMILIES = ("EVD", "PHY", "REF", "UNI", "SCH")
ELSEWHERE = {"REF106", "SCH103"}  # test_rule_places.py: they are about whole files


def cases(which: str) -> list[Path]:
    return sorted(path for path in HERE.glob(f"[A-Z]*/{which}/*") if path.is_dir() or path.suffix == ".yaml")


def judged(case: Path, root: Path) -> tuple[File, list[Finding]]:
    """The fixture as a file of the small registry, and what its rule finds there."""
    code = case.parent.parent.name
    workspace = Workspace(str(root))
    entry = case / "entry.yaml" if case.is_dir() else case
    for other in sorted(case.rglob("*.yaml")) if case.is_dir() else ():
        if other != entry:
            workspace.put(other.relative_to(case).as_posix(), other.read_bytes())
    snippet = parse_text(entry.read_text(encoding="utf-8"))
    assert not snippet.problems, snippet.problems
    path, base = world.TEMPLATES[world.kind_of(set(snippet.data), all_rules()[code].kinds)]
    workspace.put(path, world.dump(world.merged(base, snippet.data)).encode())
    file = workspace.file(path)
    assert file is not None
    return file, [finding for finding in validate(workspace, [path]) if finding.code == code]


def expected(case: Path) -> tuple[tuple[str | int, ...], bool]:
    """The node that a bad fixture names, and whether its key is meant."""
    entry = case / "entry.yaml" if case.is_dir() else case
    head = entry.read_text(encoding="utf-8").partition("\n")[0]
    assert head.startswith("# at: "), f"{entry} does not say where the finding stands"
    dotted = head.removeprefix("# at: ").removesuffix("!")
    parts = dotted.split(".")
    if parts[0] in ("disputed", "history"):  # the spec path is one key there
        end = len(parts)
        while end > 2 and (parts[end - 1] in ("cite", "at", "quote", "value", "direction") or parts[end - 1].isdigit()):
            end -= 1
        parts = [parts[0], ".".join(parts[1:end]), *parts[end:]]
    return tuple(int(part) if part.isdigit() else part for part in parts), head.endswith("!")


@pytest.mark.parametrize("case", cases("good"), ids=lambda case: f"{case.parent.parent.name}-{case.stem}")
def test_good_fixture(case: Path, small_registry: Path) -> None:
    assert judged(case, small_registry)[1] == []


@pytest.mark.parametrize("case", cases("bad"), ids=lambda case: f"{case.parent.parent.name}-{case.stem}")
def test_bad_fixture_is_found_in_its_place(case: Path, small_registry: Path) -> None:
    file, found = judged(case, small_registry)
    assert found, "nothing was found"
    path, is_key = expected(case)
    assert path in (file.parsed.key_marks if is_key else file.parsed.marks)
    assert (found[0].line, found[0].column) == tuple(file.mark(path, is_key))


@pytest.mark.parametrize(
    "code", sorted(code for code in all_rules() if code.startswith(FAMILIES) and code not in ELSEWHERE)
)
def test_every_rule_has_two_good_and_two_bad_fixtures(code: str) -> None:
    for which in ("good", "bad"):
        assert len([case for case in cases(which) if case.parent.parent.name == code]) >= 2
