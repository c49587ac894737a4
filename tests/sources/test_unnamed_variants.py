"""The figure of another variant under a family's bare name is told, with the variant that may be meant."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On an A100 the HBM gives 1935 GB/s, the slot 64 GB/s.", "1935 GB/s"),
        ("The memory of an A100 moves 1.5 TB/s.", "1.5 TB/s"),
        (table("GPU | FP16 TFLOPS | Memory BW", "V100 | 125 | 900 GB/s", "A100 | 312 | 1,935 GB/s"), "1,935 GB/s"),
    ],
)
def test_the_variant_that_may_be_meant_is_named(text: str, words: str) -> None:
    assert findings(text) == [(words, "variant")]
    assert ", or name the NVIDIA A100 " in claim(text, words).hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # the text names the variant: by its form, by its size, by a figure that only the default has, or elsewhere
        ("The A100 SXM4 80GB has a memory bandwidth of 1935 GB/s.", "1935 GB/s"),
        ("The memory of an A100 80 GB moves 1555 GB/s.", "1555 GB/s"),
        ("An A100 draws 400 W and has a memory bandwidth of 1935 GB/s.", "1935 GB/s"),
        ("All nodes have eight A100 SXM4 80GB.\n\nThe memory of an A100 moves 1935 GB/s.", "1935 GB/s"),
        # of no variant of the family
        ("The memory of an A100 moves 3.35 TB/s.", "3.35 TB/s"),
        # a sparse rate is wrong of whichever
        ("The H100 has 1513 TFLOPS of dense FP16.", "1513 TFLOPS"),
    ],
)
def test_what_is_settled_or_of_no_variant_is_told(text: str, words: str) -> None:
    assert verdict(text, words)[0] == "mismatch"
    assert "or name" not in claim(text, words).hint


KIT = "## The Jetson Orin Nano {kit}Developer Kit\n\n### Its module\n\nThe Jetson Orin Nano 8GB module has:\n\n"
LIST = "- up to {rate} TOPS INT8 with sparsity\n- 8 GB of memory at {bandwidth} GB/s\n"


def test_the_heading_says_of_which_version_a_shorter_name_is() -> None:
    assert findings(KIT.format(kit="Super ") + LIST.format(rate=67, bandwidth=102)) == []
    assert findings(KIT.format(kit="Super ") + LIST.format(rate=40, bandwidth=68)) == []
    told = dict(findings(KIT.format(kit="") + LIST.format(rate=40, bandwidth=102)))
    assert told == {"102 GB/s": "variant"}


def test_so_does_its_row() -> None:
    rows = (
        "When | What | News",
        "Sep 2022 | Jetson Orin Nano | 40 TOPS",
        "2024 | {} | Enhanced Orin Nano with 67 INT8 TOPS",
    )
    assert findings(table(*rows).format("Jetson Orin Nano Super Dev Kit")) == []
