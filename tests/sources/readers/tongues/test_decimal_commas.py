"""Numbers with a decimal comma, told from thousands by the others of their document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers.tongues.decimal_commas import Decimals
from mlsysim_validators.sources.texts.documents import Text


def shown(*texts: str) -> list[str]:
    decimals = Decimals(list(texts))
    assert decimals.any
    return [decimals.shown(Text(text, range(len(text)))).text for text in texts]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("3,35 TB/s", "3.35 TB/s"),
        ("0,125 s", "0.125 s"),
        ("1.979,5 TFLOPS", "1,979.5 TFLOPS"),
        ("1.979 TFLOPS", "1,979 TFLOPS"),
        ("1 979 TFLOPS", "1,979 TFLOPS"),
        ("14 592 CUDA", "14,592 CUDA"),
        ("989,4TFLOPS", "989.4TFLOPS"),
        ("CUDA 12.4.1", "CUDA 12.4.1"),
        ("1,2,4,8", "1,2,4,8"),
        ("700 W", "700 W"),
    ],
)
def test_beside_decimal_commas_points_and_spaces_part_thousands(written: str, read: str) -> None:
    assert shown("0,5", "1,25", written)[2] == read


@pytest.mark.parametrize("thousands", ["2.039 GB/s", "2,039 GB/s"])
def test_where_both_are_used_only_what_is_beyond_doubt_is_changed(thousands: str) -> None:
    assert shown("3,35", "3.35", "0.3 TB/s", thousands) == ["3.35", "3.35", "0.3 TB/s", thousands]


@given(st.lists(st.text(alphabet="0123456789,. aB", max_size=30), max_size=5))
def test_every_character_stays_in_its_place(texts: list[str]) -> None:
    decimals = Decimals(texts)
    for text in texts:
        one = decimals.shown(Text(text, range(len(text))))
        assert len(one.text) == len(text)
        assert all(a == b or a in "., " for a, b in zip(text, one.text, strict=True))
