"""The cached registry: quick to ask, and never behind its files."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlsysim_registry import storage
from mlsysim_registry.naming import name_table
from mlsysim_registry.packing import pack, unpack

sys.path.insert(0, str(Path(__file__).parent / "rules"))
import world

ENTRY = "registry/models/acme/m1.yaml"


@pytest.fixture(params=["just written", "written long ago"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = world.build(tmp_path / "world")
    if request.param == "written long ago":
        for folder, _, names in os.walk(root):
            for path in (folder, *(os.path.join(folder, name) for name in names)):
                os.utime(path, (time.time() - 1000, time.time() - 1000))
    return root


def replace(root: Path, old: str, new: str) -> None:
    path = root / ENTRY
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def move(root: Path, to: str) -> None:
    (root / ENTRY).rename(root / to)


def ids(snapshot: dict[str, Any]) -> list[str]:
    return sorted(snapshot["models"])


def test_what_has_not_changed_is_not_compiled_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = storage.compiled(str(root))
    assert bool(first["folders"]) == (time.time() - (root / "registry").stat().st_mtime > 500)

    def never(*_: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr("mlsysim_registry.compiling.compile_registry", never)
    again = storage.compiled(str(root))
    assert dict(again["models"]) == dict(first["models"])
    for name in first["models"]:  # in the same order as well: what comes first is what a reader is told
        assert list(again["models"][name]["specs"]) == list(first["models"][name]["specs"])


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda root: replace(root, "Acme M1", "Acme M9"), lambda now: now["models"]["acme/m1"]["name"] == "Acme M9"),
        (lambda root: (root / ENTRY).unlink(), lambda now: "acme/m1" not in now["models"]),
        (lambda root: move(root, "registry/models/acme/m2.yaml"), lambda now: "acme/m2" in ids(now)),
        (
            lambda root: (root / "registry/models/acme/m0.yaml").write_bytes((root / ENTRY).read_bytes()),
            lambda now: ids(now) == ["acme/m0", "acme/m1"],
        ),
        (lambda root: move(root, "registry/models/acme/m1.txt"), lambda now: ids(now) == []),
    ],
    ids=["edited", "removed", "renamed", "added", "no YAML any more"],
)
def test_a_change_is_seen(root: Path, change: Callable[[Path], Any], seen: Callable[[dict[str, Any]], bool]) -> None:
    storage.compiled(str(root))
    storage.compiled(str(root))
    change(root)
    assert seen(storage.compiled(str(root)))
    assert seen(storage.compiled(str(root)))


def test_a_folder_that_is_gone_is_seen(root: Path) -> None:
    storage.compiled(str(root))
    (root / ENTRY).unlink()
    (root / ENTRY).parent.rmdir()
    assert ids(storage.compiled(str(root))) == []


def test_rows_are_the_same_whichever_way_they_are_asked_for() -> None:
    entries = {f"a/{n}": {"name": f'x{n} "é\\', "n": n} for n in range(40)} | {'odd "\\\u2028 id': {"name": "odd"}}
    packed = pack({"version": "1", "models": entries, "grids": {}})
    one_by_one, walked, at_once = (unpack(packed)["models"] for _ in range(3))
    assert {name: one_by_one[name] for name in entries} == entries
    assert {name: walked[name] for name in walked} == entries
    assert dict(at_once.items()) == entries
    assert all(name in unpack(packed)["models"] for name in entries)
    first = unpack(packed)["models"]
    row = first["a/3"]
    assert dict(first.items())["a/3"] is row is first["a/3"]
    for missing in ("a/", "a/4 ", '"a/4', "name", "", "\ud800", 5, None):
        assert missing not in first
        assert missing not in unpack(packed)["models"]
    with pytest.raises(KeyError):
        unpack(packed)["models"]["a/99"]
    empty = unpack(packed)["grids"]
    assert (bool(empty), len(empty), list(empty), dict(empty.items())) == (False, 0, [], {})
    assert dict(unpack(packed)["names"].items()) == name_table({"models": entries})
