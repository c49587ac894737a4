"""Frozen releases, and what changed since."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from mlsysim_registry import load
from mlsysim_registry.diffing import diff
from mlsysim_registry.errors import DataError
from mlsysim_registry.files import checkout_root
from mlsysim_registry.packing import pack, plain, unpack
from mlsysim_registry.releases import freeze, frozen, pinned, version_key

sys.path.insert(0, str(Path(__file__).parent / "rules"))
import world

ROOT = checkout_root() or "."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return world.build(tmp_path)


def set_version(root: Path, version: str) -> None:
    (root / "registry/meta.yaml").write_text(f'version: "{version}"\n', encoding="utf-8")


@pytest.mark.parametrize("version", pinned(ROOT))
def test_committed_releases_are_what_was_frozen(version: str) -> None:
    path = Path(ROOT, "registry", "releases", f"{version}.json")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == pinned(ROOT)[version]
    assert load(version=version).version == version


@pytest.mark.parametrize("version", pinned(ROOT))
def test_what_never_changes_has_not_changed(version: str) -> None:
    """Parameter counts and memory sizes of a release hold today, unless recorded as our own mistake."""
    then, now = load(version=version), load()
    for table, beginning in ((then.models, "parameters."), (then.accelerators, "memory.capacity")):
        for entry in table.values():
            today = now.table(entry.kind)[entry.id]
            for path, spec in entry.specs.items():
                if path.startswith(beginning) and path in today:
                    corrected = [
                        r["value"] for r in today.attributes.get("history", {}).get(path, ()) if "corrected" in r
                    ]
                    assert today[path].value == spec.value or spec.value in corrected, (entry.id, path)


def test_freeze_then_load(root: Path) -> None:
    freeze(str(root))
    assert list(pinned(str(root))) == ["2026.11"]
    assert frozen("2026.11", str(root))["models"]["acme/m1"]["name"] == "Acme M1"
    set_version(root, "2027.01")
    (root / "registry/models/acme/m1.yaml").unlink()
    assert "acme/m1" in load(version="2026.11", path=root).models


def test_a_release_is_never_overwritten(root: Path) -> None:
    freeze(str(root))
    with pytest.raises(DataError, match="never changes"):
        freeze(str(root))
    set_version(root, "2026.10")
    with pytest.raises(DataError, match="older than"):
        freeze(str(root))


def test_a_changed_release_is_refused(root: Path) -> None:
    path = Path(freeze(str(root)))
    path.write_bytes(path.read_bytes().replace(b"Acme M1", b"Acme M9"))
    with pytest.raises(DataError, match="not what was released"):
        frozen("2026.11", str(root))


def test_an_unknown_version_is_answered_with_the_known_ones(root: Path) -> None:
    freeze(str(root))
    with pytest.raises(DataError, match=r"2026\.11"):
        load(version="2026.12", path=root)


def test_the_bytes_are_json_and_stable(root: Path) -> None:
    snapshot = plain(load(path=root).raw)
    packed = pack(snapshot)
    told = json.loads(packed)
    assert told.pop("names")["acmem1"] == [["models", "acme/m1"]]
    assert told == json.loads(json.dumps(snapshot)) == plain(unpack(packed))
    assert packed == pack(json.loads(json.dumps(snapshot)))


@pytest.mark.parametrize("content", [b"", b"{}", b"{\n}", b"[\n]\n", b'{\n"a": {\nx\n}\n}\n', b'{\n"a": 1x\n}\n'])
def test_what_is_not_packed_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"packed|JSON|Extra"):
        unpack(content)


def test_versions_sort_as_numbers() -> None:
    assert sorted(["2026.12.1", "2026.9", "2027.01", "2026.12"], key=version_key) == [
        "2026.9", "2026.12", "2026.12.1", "2027.01"]  # fmt: skip


def spec(printed: str, value: float, **more: object) -> dict[str, object]:
    return {"value": value, "unit": "W", "printed": printed, "status": "quoted", "direction": None, **more}


def registry_of(**entries: dict[str, object]) -> dict[str, object]:
    return {"version": "1", "accelerators": {f"acme/{name}": entry for name, entry in entries.items()}}


def entry(tdp: dict[str, object], **more: object) -> dict[str, object]:
    return {"name": "X", "specs": {"power.tdp": tdp}, **more}


def test_diff_tells_kinds_of_change_apart() -> None:
    was = spec("700 W", 700, why="w")
    same = {name: entry(spec("700 W", 700)) for name in "abce"}
    old = registry_of(**same, d=entry(spec("700 W", 700, cite="x/y")), gone=entry(spec("1 W", 1)))
    new = registry_of(
        a=entry(spec("750 W", 750), history={"power.tdp": [was]}),
        b=entry(spec("750 W", 750), history={"power.tdp": [{**was, "corrected": True}]}),
        c=entry(spec("750 W", 750)),
        d=entry(spec("0.7 kW", 700, cite="x/z")),
        renamed=entry(spec("700 W", 700)),
        fresh=entry(spec("5 W", 5)),
    ) | {"redirects": {"accelerators": {"acme/e": "acme/renamed"}}}
    told = {change.entity: change.what for change in diff(old, new)}
    assert told == {
        "acme/a": "revised", "acme/b": "corrected", "acme/c": "changed", "acme/d": "re-sourced",
        "acme/renamed": "renamed", "acme/fresh": "added", "acme/gone": "removed",
    }  # fmt: skip


def test_diff_of_itself_is_empty() -> None:
    assert diff(load().raw, load().raw) == []
