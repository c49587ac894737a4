"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import importlib
import pkgutil
import re

import mlsysim_validators.sources
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.ratio import spoken
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.stated import quantities


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


@pytest.mark.parametrize("text", ["A100 and H100", "no such name", "", "the H100"])
def test_the_words_of_a_pattern_change_nothing_of_what_it_finds(text: str) -> None:
    pattern, same = regex(r"(?<!\w)[AH]100(?!\w)", words=("A100", "H100")), re.compile(r"(?<!\w)[AH]100(?!\w)")
    assert [match.span() for match in pattern.finditer(text)] == [match.span() for match in same.finditer(text)]
    assert (pattern.search(text) is None) == (same.search(text) is None)
    assert (pattern.match(text, 2) is None) == (same.match(text, 2) is None)


def test_a_pattern_is_not_even_compiled_for_a_text_without_its_words() -> None:
    broken = regex("(", words=("H100",))
    assert broken.search("a text of something else") is None
    with pytest.raises(re.error):
        broken.search("the H100")


# What is asked first, and what then: whatever the second finds, the first lets pass.
@pytest.mark.parametrize(
    ("first", "then"),
    [
        (quantities._OF_PARTS, quantities._PART_LABEL),
        (quantities._OF_PARTS, quantities._PART_BEFORE),
        (spoken._TELLS, spoken._WORDS),
    ],
)
@given(data=st.data())
def test_what_is_asked_first_lets_all_pass(first: AnyCase, then: AnyCase, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(then._compiled))
    assert then.search(text) is None or first.search(text) is not None


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
