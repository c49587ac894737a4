"""Short names that a document gives its devices in brackets."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.names.bracketed_names import learn
from mlsysim_validators.sources.names.entities import EntityFinder
from snippets import findings, registry, table

ROWS = table("Board of NVIDIA | bandwidth", "Jetson T5000 (Thor) | 273 GB/s", "Jetson AGX Orin 64GB | 204.8 GB/s")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Thor reads memory 1.33 times as fast as AGX Orin.", []),
        ("Thor reads memory 2.68 times as fast as AGX Orin.", ["2.68 times"]),
        ("Thor has 546 GB/s of memory bandwidth.", ["546 GB/s"]),
    ],
)
def test_a_word_of_its_name_in_brackets_means_the_device(sentence: str, wrong: list[str]) -> None:
    assert [found for found, _ in findings(f"{ROWS}\n{sentence}\n")] == wrong


def test_another_word_in_brackets_means_nobody() -> None:
    text = "The H100 SXM (Hopper) and the H200 SXM (Hopper, dense) are two GPUs of NVIDIA."
    finder = EntityFinder(registry(), text)
    learn(text, finder)
    assert finder.mentions("Hopper") == []
