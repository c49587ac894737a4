"""A memory size that stands in a name, and that no variant of the device has."""

from __future__ import annotations

import pytest
from snippets import claim, findings


@pytest.mark.parametrize(
    ("text", "size", "right"),
    [
        ("On an A100 (128GB PCIe) the int4 rate is twice that of int8.", "128GB", "40 GB or 80 GB"),
        ("We trained on 384 NVIDIA A100 128GB GPUs for 3.5 months.", "128GB", "40 GB or 80 GB"),
        ("Workstation: a used RTX A6000 128GB (about $5,000).", "128GB", "48 GB"),
        ("Use an A100, an H100, or a 144 GB **V100** for inference.", "144 GB", "16 GB or 32 GB"),
        ("The test machine has a 320 GB V100.", "320 GB", "16 GB or 32 GB"),
        ("| GPU | Card |\n|---|---|\n| **RTX 4070 Ti** 160GB | new |", "160GB", "8 GB or 12 GB or 16 GB"),
    ],
)
def test_a_size_that_no_variant_has(text: str, size: str, right: str) -> None:
    told = claim(text, size)
    assert (told.verdict, told.rule) == ("mismatch", "unknown-size")
    assert told.hint == f"write {right}"


@pytest.mark.parametrize(
    "text",
    [
        "An A100 80GB and an A100 40GB.",
        "A custom A100 64GB, as in Leonardo, and an H100 64GB in MareNostrum.",
        "A modified RTX 4090 48GB, and a 22GB RTX 2080 Ti.",
        "four A100 (320 GB), 8x H100 (640 GB) and two MI300X (384 GB)",
        "A 640 GB A100 node costs more than a 320 GB A100 server.",
        "one H100 (64 GB free, 1.07 GB a user)",
        "On an H100 140 GB of weights do not fit.",
        "On an H100 140 GB models do not fit.",
        "The GB200 384 GB is one superchip of two GPUs.",
        "Suppose an A100 128GB existed: the batch could be larger.",
        "an A100 10GB slice, an A100 20GB slice",
    ],
)
def test_other_sizes(text: str) -> None:
    assert findings(text) == []
