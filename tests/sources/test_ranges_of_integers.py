"""Ranges of integers: those of a format, those of another, and those of something else."""

from __future__ import annotations

import re

import pytest
from snippets import findings


def _told(text: str) -> list[str]:
    return [words for words, rule in findings(text) if rule == "recomputed"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("- int8: integer from -128 to 127, occupying 8 bits", "-256 to 127"),
        ("INT8 values lie between −128 and 127.", "−128 and 128"),
        ("An int4 weight has the range [-8, 7].", "-16, 15"),
        ("With uint8 we store zero points from 0 to 255.", "0 to 127"),
        ("Signed: a signed 16-bit integer ranges from -32,768 to 32,767.", "-65,536 to 65,535"),
        ("Symmetric INT8 quantization clips to the range [-127, 127].", "-255, 255"),
    ],
)
def test_the_range_of_a_format(right: str, wrong: str) -> None:
    old = re.search(r"[-−]?\d[\d,]*(?: to | and |, )\d[\d,]*", right)
    assert old is not None
    assert _told(right) == []
    assert len(_told(right.replace(old[0], wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "INT8 speeds range from 2 to 4 times those of FP16.",
        "We quantize to int8 with group sizes from 32 to 128.",
        "int8 pixel values in [0, 255] are scaled.",
        "INT8 beats FP16 in batches between 16 and 64.",
        "The INT4 kernel takes from 8 to 15 ms.",
    ],
)
def test_other_ranges(text: str) -> None:
    assert _told(text) == []
