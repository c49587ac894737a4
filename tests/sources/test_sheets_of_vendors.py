"""Sheets of several vendors: headers, labels, memories on the chip, figures of groups and of each device."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, verdict

HEADS = (
    "| Card | Memory GB | GB/s | {head} |\n|---|---|---|---|\n"
    "| H100 SXM | 80 | 3,350 | 700 |\n| L4 | 24 | 300 | {l4} |\n"
)
NODES = "| Node of eight | Memory GB | TB/s |\n|---|---|---|\n| H100 SXM | {h100} | 26.8 |\n| MI300X | 1,536 | 42.4 |\n"
ULTRA = "**Trainium2**\n\n- UltraServer: 64 chips, {rate} PFLOPS BF16\n"
SRAM = "Groq LPU (first generation): {size} SRAM, 80 TB/s, 750 TOPS INT8"
WAFER = "Cerebras WSE-3: {size} SRAM, 21 PB/s"
EACH = "A p5.48xlarge has 8 H100, 640 GB and 3,200 Gb/s, that is {each}."
OVER = "Is it in bits? 3,200 Gb/s over eight GPUs are {each} each."


@pytest.mark.parametrize("head", ["Power W", "TDP W", "Board power W"])
def test_watts_head_a_column_without_brackets(head: str) -> None:
    assert claim(HEADS.format(head=head, l4="72"), "72").verdict == "match"
    assert verdict(HEADS.format(head=head, l4="720"), "720") == ("mismatch", "power-of-ten")


def test_the_corner_of_a_table_counts_the_devices_of_its_rows() -> None:
    assert findings(NODES.format(h100="640")) == []
    assert claim(NODES.format(h100="640"), "640").reason == "8 times 80 GB"
    assert findings(NODES.format(h100="6,400")) == [("6,400", "power-of-ten")]


def test_a_server_of_any_prefix_is_a_group() -> None:
    assert claim(ULTRA.format(rate="42.7"), "42.7 PFLOPS").verdict == "match"
    assert claim(ULTRA.format(rate="164"), "164 PFLOPS").rule == "sparse-for-dense"


@pytest.mark.parametrize(("text", "right", "wrong"), [(SRAM, "230 MB", "230 GB"), (WAFER, "44 GB", "44 MB")])
def test_sram_is_the_memory_of_a_chip_that_has_no_other(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(size=right), right).verdict == "match"
    assert claim(text.format(size=wrong), wrong).rule == "power-of-ten"


def test_sram_beside_another_memory_is_not_the_memory() -> None:
    assert claim("The H100 has 33 MB of SRAM in its register files.", "33 MB").verdict == "unresolved"


@pytest.mark.parametrize(("text", "unit"), [(EACH, "GB/s per GPU"), (OVER, "GB/s")])
def test_bits_of_all_are_bytes_of_each(text: str, unit: str) -> None:
    assert claim(text.format(each=f"50 {unit}"), f"50 {unit}").verdict == "match"
    assert claim(text.format(each=f"400 {unit}"), f"400 {unit}").verdict == "mismatch"


def test_what_a_superchip_with_another_chip_has_excuses_nothing() -> None:
    assert claim("The H200 has 96 GB, an MI300X 192 GB.", "96 GB").verdict == "mismatch"
    assert claim("The B200 has 186 GB, an MI300X 192 GB.", "186 GB").verdict != "mismatch"


@pytest.mark.parametrize(
    "text",
    [
        "Trainium2's published sparse number is 2,563 TFLOPS, nearly four times the dense BF16 rate.",
        "From Gaudi 2 to 3: 4.2× in BF16, 2.1× in FP8, 1.33× the memory.",
        "FLOP: 3.8e25. On one full v5p pod the training takes 267 days.",
        "Llama 3.1 405B in BF16: in our lab the H100 node took 24 ms per token.",
        "The GPUs alone draw 16,384 × 700 W = 11.5 MW; by the box, at 10.2 kW for eight, it is 20.9 MW together.",
        "Serving 2,500 tokens/s from the whole node at $1.24 per GPU-hour: $1.10 per million tokens.",
    ],
)
def test_figures_of_another_or_of_more_are_left_alone(text: str) -> None:
    assert findings(text) == []


def test_the_cost_of_tokens_of_one_device_is_still_reckoned() -> None:
    one = "One GPU at $2.40 per GPU-hour serves 1,800 tokens/s: ${cost} per million tokens."
    assert findings(one.format(cost="0.37")) == []
    assert findings(one.format(cost="0.74")) == [("$0.74", "recomputed")]


@pytest.mark.parametrize(("size", "told"), [("16 GB", []), ("32 GB", ["32 GB"])])
def test_a_field_of_restructured_text_is_an_item(size: str, told: list[str]) -> None:
    text = f"TPUs\n====\n\n:v5e: {size}, 819 GB/s, 197 TFLOPS\n:v5p: 95 GB, 2,765 GB/s,\n   459 TFLOPS\n:orphan:\n"
    assert [words for words, _ in findings(text, "notes.rst")] == told
    assert {one.text for one in checked(text, "notes.rst").claims} >= {"819 GB/s", "459 TFLOPS"}
