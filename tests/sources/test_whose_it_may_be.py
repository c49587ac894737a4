"""A right number that only a weaker reading calls wrong: of another of its section, of more devices, in its format."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame, table, verdict

_PINS = (
    "H100 SXM, the peak:\n\\[ 132 \\times 4 \\times 1024 \\times 1.83\\,\\text{GHz} \\]\n"
    "A100, as well:\n\\[ 108 \\times 4 \\times 512 \\times 1.41\\,\\text{GHz} \\]\n"
)


def test_two_figures_of_another_device_of_the_slide_are_not_held_against_the_line_above() -> None:
    text = frame(_PINS + "And the memory: five stacks, a bus of 5120 bits with 5.23\\,Gbit/s per pin.\n")
    assert not findings(text, "deck.tex")


def test_a_figure_of_another_device_is_found_behind_its_own_name() -> None:
    text = frame(_PINS + "The A100 has a bus of 5120 bits with 5.23\\,Gbit/s per pin.\n")
    assert verdict(text, "5.23 Gbit/s", "deck.tex") == ("mismatch", "variant")


_TOLD = (
    "We use Llama 3.1 8B throughout.\n\n## The cache of the bigger one\n\n"
    "How much does Llama 3.1 70B need for each token?\n\n"
)


def test_a_fact_of_a_model_of_the_section_is_not_held_against_that_of_the_document() -> None:
    assert not findings(_TOLD + "- Keys and values, 80 layers, 8 KV heads of 128, two bytes.\n")


_BOTH = ("device | FP8/INT8 TFLOP/s", "TPU v6e | 1836", "H100 SXM | 1979")


def test_a_header_of_two_formats_allows_the_rate_in_either() -> None:
    assert not findings(table(*_BOTH))


@pytest.mark.parametrize(
    ("header", "device", "number"), [("FP8 TFLOP/s", "TPU v6e", "1836"), ("FP8/INT8 TFLOP/s", "L4", "121")]
)
def test_a_rate_in_no_format_of_its_header_is_found(header: str, device: str, number: str) -> None:
    text = table(f"device | {header}", f"{device} | {number}", "H100 SXM | 1979")
    assert (number, "format") in findings(text)


_RIDGES = "- On the H100 the ridge is 989/3.35 = 295 FLOP/byte. In FP8, twice that.\n"


def test_a_ridge_is_of_sixteen_bits_where_its_own_sentence_names_no_format() -> None:
    assert verdict(_RIDGES + "- The H200 has more bandwidth, hence a lower ridge of 206.\n", "206")[0] == "match"


def test_a_ridge_of_no_format_is_found() -> None:
    assert verdict(_RIDGES + "- The H200 has more bandwidth, hence a lower ridge of 103.\n", "103")[0] == "mismatch"


@pytest.mark.parametrize("words", ["half of", "twice that of", "a third of", "three times", "less than"])
def test_a_model_that_is_compared_with_gives_no_operations(words: str) -> None:
    assert not findings(f"About 74 GFLOP per token: {words} Llama 3.1 70B.")


def test_operations_of_the_model_that_is_meant_are_recomputed() -> None:
    assert verdict("About 74 GFLOP per token for Llama 3.1 70B.", "74 GFLOP per token")[0] == "mismatch"


def test_a_format_right_behind_a_size_is_its_own() -> None:
    assert not findings("Weights of a 70B: 141 GB BF16, 71 GB FP8, 35 GB at 4 bits.")
    assert ("141 GB", "format") in findings("Weights of a 70B: 141 GB FP8, 35 GB at 4 bits.")
    assert not findings("Weights of a 70B: BF16 141 GB FP8 71 GB.")


_POWER = "- One H100 for a year at 700 W: 6.1 MWh. A DGX H100 at 10.2 kW: 89 MWh.\n"


def test_the_power_of_boxes_is_not_that_of_their_devices() -> None:
    assert not findings(_POWER + "- 24,576 GPUs in such boxes: 31 MW.\n")
    assert findings("- One H100 for a year at 700 W: 6.1 MWh.\n- 24,576 GPUs: 31 MW.\n") == [("31 MW", "recomputed")]


_RUN = "The run takes 20.6 days.\n\n"


def test_an_energy_of_devices_that_nobody_counts_is_left_open() -> None:
    assert not findings(_RUN + "The boards alone at 700 W take an energy of 355 MWh.\n")
    assert claim("One H100 at 700 W uses 6.1 MWh over 20 days.", "6.1 MWh").verdict == "mismatch"
