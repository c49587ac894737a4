"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import importlib
import pkgutil
import re

import mlsysim_validators.sources
import pytest
from mlsysim_validators.sources.patterns import regex


def test_it_finds_what_the_compiled_one_finds() -> None:
    pattern, same = regex(r"(?P<n>\d+) gb", re.IGNORECASE), re.compile(r"(?P<n>\d+) gb", re.IGNORECASE)
    text = "80 GB and 141 gb"
    for _ in range(2):  # the second time it is compiled already
        assert [match["n"] for match in pattern.finditer(text)] == [match["n"] for match in same.finditer(text)]
        assert pattern.findall(text) == same.findall(text)
        assert pattern.sub("x", text) == same.sub("x", text)
        assert pattern.split(text) == same.split(text)
    assert pattern.pattern == same.pattern
    assert pattern.flags == same.flags


def test_what_is_no_pattern_is_told_when_it_is_asked() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")


def test_every_pattern_of_the_checker_is_one() -> None:
    package = mlsysim_validators.sources
    count = 0
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if type(value).__name__ in ("_Regex", "AnyCase"):
                value.search("")
                count += 1
    assert count > 500
