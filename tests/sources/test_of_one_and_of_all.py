"""Figures of one device for several, of a node whose size is not said, of the device that a text is about."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked


def told(text: str) -> list[str]:
    return [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The four H200s have 19.2 TB/s between them.", []),
        ("The four H200s have 4.8 TB/s between them.", ["4.8 TB/s"]),
        ("Four L40S together have 192 GB of memory.", []),
        ("Four L40S together have 48 GB of memory.", ["48 GB"]),
        ("Four L40S with 48 GB each are enough, between them and the switch.", []),
        ("An H200 has 4.8 TB/s, together with 141 GB.", []),
    ],
)
def test_several_together(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


def test_a_node_whose_size_is_not_said() -> None:
    assert told("A single node of H200s (1,128 GB) will do.") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("All of this runs on the H100 SXM. It does not fit on an H100 with its 80 GB.", []),
        ("All of this runs on the H100 SXM. It does not fit on an H100 with its 94 GB.", ["94 GB"]),
        ("All of this runs on the H100 SXM. The H100 with 94 GB is rare.", []),
        ("The H100 SXM and the H100 NVL differ. It does not fit on an H100 with its 94 GB.", []),
    ],
)
def test_the_memory_of_the_one_that_is_meant(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("On H100s the gradients go over NVLink with 450 GB/s in each direction.", []),
        ("On H100s the gradients go over NVLink with 900 GB/s in each direction.", ["900 GB/s"]),
    ],
)
def test_what_passes_over_a_link(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The run takes 7.2 billion GPU-seconds or 2.0 million GPU-hours.", []),
        ("The run takes 7.2 billion GPU-seconds or 1.0 million GPU-hours.", ["1.0 million GPU-hours"]),
        ("The run takes 5.4 million seconds, or 62.5 days.", []),
    ],
)
def test_seconds_of_devices(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


def test_the_span_of_a_cost_is_its_own() -> None:
    assert told("The rent is $300 an hour, $7,200 a day, $219 thousand a month, for all of it.") == []


def test_the_width_of_a_latent_cache() -> None:
    assert told("| Model | Layers | KV latent |\n|:--|--:|:-:|\n| DeepSeek-V3 | 61 | latent, 576 |\n") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("NVLink connects 8 H100 GPUs within one node at {}.", ("900 GB/s", "600 GB/s")),
        ("This node has 4 NVIDIA A100 GPUs with {} of memory each.", ("80 GB", "141 GB")),
        ("**Hardware**: 8x H100 ({} FP16 each)", ("989 TFLOPS", "1,979 TFLOPS")),
    ],
)
def test_what_is_neither_of_each_nor_of_all_is_told(text: str, wrong: tuple[str, str]) -> None:
    assert told(text.format(wrong[0])) == []
    assert told(text.format(wrong[1])) == [wrong[1]]


@pytest.mark.parametrize("text", ["4 H100 GPUs with 160 GB.", "160 MB over 8 V100s takes 2·160 MB/(3·18 GB/s) = 6 ms."])
def test_what_some_of_them_have_is_left_open(text: str) -> None:
    assert told(text) == []
