"""Patterns of any case find what `re.IGNORECASE` finds, where it finds it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.anycase import AnyCase

PATTERNS = [r"\bTPS\b|tps/", r"[DSH]gemm\W", r"(?P<Name>GPUs?) ?\d", r"\d ?[ΨΦ](?!\w)", r"(?<!non)\Bspars|(?:A|bc)$"]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="TPStps/DSHGEMdghem ΨΦψφ GPUgpuNnoOsSparRAaBCbcİ19_,"))
def test_finds_what_ignoring_case_finds(pattern: str, text: str) -> None:
    ours, theirs = AnyCase(pattern), re.compile(pattern, re.IGNORECASE)
    assert [match.span() for match in ours.finditer(text)] == [match.span() for match in theirs.finditer(text)]
    for one, other in ((ours.search, theirs.search), (ours.match, theirs.match), (ours.fullmatch, theirs.fullmatch)):
        found, expected = one(text), other(text)
        assert (found and found.span()) == (expected and expected.span())


def test_what_is_found_is_lower_case() -> None:
    assert AnyCase("(?P<Format>FP8)").findall("FP8, fp8 and Fp8") == ["fp8"] * 3
    match = AnyCase("(?P<Format>FP8)").search("an FP8")
    assert match is not None
    assert (match["Format"], match.start()) == ("fp8", 3)
