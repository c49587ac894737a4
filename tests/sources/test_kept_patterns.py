"""Patterns that are kept from one process to the next are those that `re` makes."""

from __future__ import annotations

import importlib
import marshal
import os
import pkgutil
import re
from array import array
from collections.abc import Iterator
from pathlib import Path

import mlsysim_validators.sources
import pytest

from mlsysim_registry import kept_patterns
from mlsysim_registry.kept_patterns import compiled, keep

PATTERN, FLAGS = r"(?P<value>\d+) ?(?:(?P<unit>[kMG]i?B)|h)\b", re.IGNORECASE


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept_patterns, "_new", {})
    kept_patterns._kept.cache_clear()
    yield
    kept_patterns._kept.cache_clear()


def next_process() -> None:
    keep()
    kept_patterns._new.clear()
    kept_patterns._kept.cache_clear()


def all_patterns() -> set[tuple[str, int]]:
    package = mlsysim_validators.sources
    found: set[tuple[str, int]] = set()
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if type(value).__name__ in ("_Regex", "AnyCase"):
                found.add((value.pattern, int(vars(value).get("_flags", 0))))
    return found


def test_every_pattern_of_the_checker_is_the_one_that_re_makes() -> None:
    patterns = all_patterns()
    assert len(patterns) > 500
    for of_the_process in ("first", "next"):
        for pattern, flags in patterns:
            kept, made = compiled(pattern, flags), re.compile(pattern, flags)
            assert kept == made, of_the_process  # the same flags and the same numbers
            assert (kept.pattern, kept.groups, kept.groupindex) == (made.pattern, made.groups, made.groupindex)
        next_process()


def test_the_next_process_parses_no_pattern_that_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(PATTERN, FLAGS)
    next_process()
    monkeypatch.setattr("re._parser.parse", None)
    match = compiled(PATTERN, FLAGS).search("about 80 gb")
    assert match is not None
    assert (match["value"], match["unit"], match.lastgroup) == ("80", "gb", "unit")


def test_what_is_no_pattern_is_told_as_re_does() -> None:
    with pytest.raises(re.error):
        compiled("(")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not what was written",
        marshal.dumps([PATTERN]),
        marshal.dumps({(PATTERN, int(FLAGS)): 7}),
        marshal.dumps({(PATTERN, int(FLAGS)): (int(FLAGS), b"odd", 2, {})}),
        marshal.dumps({(PATTERN, int(FLAGS)): (int(FLAGS), array("I", [99999, 3]).tobytes(), 2, {})}),
    ],
)
def test_a_file_of_something_else_does_no_harm(content: bytes) -> None:
    Path(kept_patterns._file()).parent.mkdir()
    Path(kept_patterns._file()).write_bytes(content)
    assert compiled(PATTERN, FLAGS) == re.compile(PATTERN, FLAGS)
    assert compiled("[a-z]+") == re.compile("[a-z]+")


def test_another_python_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("re._compiler._code", None)
    assert compiled(PATTERN, FLAGS) == re.compile(PATTERN, FLAGS)
    keep()
    assert not os.path.exists(kept_patterns._file())


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled(PATTERN, FLAGS) == re.compile(PATTERN, FLAGS)
    keep()


def test_not_more_is_kept_than_is_used_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_patterns, "_MOST", 3)
    for letter in "abc":
        compiled(letter)
    next_process()
    assert len(kept_patterns._kept()) == 3
    compiled("d")
    next_process()
    assert [pattern for pattern, _ in kept_patterns._kept()] == ["d"]
