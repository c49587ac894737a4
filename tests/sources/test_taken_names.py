"""Names that belong to another number, or that a number is compared with."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

MATCH = ("match", "")


@pytest.mark.parametrize(
    "words", ["(~3.4x A100)", "(3.4× A100)", "(1.4x L40S, but dearer)", "(~3.4 × the A100)", "(half the B200's)"]
)
def test_a_factor_compares_with_the_name_behind_it(words: str) -> None:
    text = "## H100 SXM\n\n- Memory bandwidth: {} " + words + "\n"
    assert verdict(text.format("3.35 TB/s"), "3.35 TB/s") == MATCH
    assert verdict(text.format("2.04 TB/s"), "2.04 TB/s")[0] == "mismatch"


@pytest.mark.parametrize("words", ["(vs 300 W for V100)", "(versus 300W for the V100)", ", vs 300 W on the V100"])
def test_what_a_number_is_set_against_has_a_number_of_its_own(words: str) -> None:
    text = "## T4\n\n- A TDP of {} " + words + "\n"
    assert verdict(text.format("70 W"), "70 W") == MATCH
    assert verdict(text.format("150 W"), "150 W")[0] == "mismatch"


def test_a_bracket_that_names_another_device_has_its_own_number() -> None:
    rows = table(
        "| A100 80GB | H100 SXM", "Memory | 80 GB | {} (H200: 141 GB)", "Bandwidth (TB/s) | 2 | 3.35 (H200: 4.8)"
    )
    assert findings(rows.format("80 GB")) == []
    assert [text for text, _ in findings(rows.format("96 GB"))] == ["96 GB"]


def test_a_name_in_a_closed_bracket_owns_nothing_behind_it() -> None:
    text = "PCIe 5.0 x16 (64 GB/s per direction) < NVLink 4 ({} per H100) < NVLink 5 (1.8 TB/s per GPU)."
    assert findings(text.format("900 GB/s")) == []
    assert [quantity for quantity, _ in findings(text.format("600 GB/s"))] == ["600 GB/s"]


@pytest.mark.parametrize("words", ["Note: The SXM5 variant offers", "The SXM5 version has", "the SXM board has"])
def test_the_form_alone_names_the_other_board(words: str) -> None:
    text = f"All runs used the H100 80GB PCIe. {words} {{}} of bandwidth and a TDP of 700 W, double the PCIe card's."
    assert findings(text.format("3.35 TB/s")) == []
    assert findings(text.format("4.8 TB/s")) == [("4.8 TB/s", "variant")]


def test_a_word_behind_a_slash_is_of_both_names() -> None:
    assert findings("Get the M2/M3 Max 96GB/128GB if you can.") == []
    assert findings(table("Chip | Memory bandwidth", "M2/M3 Max | 400 GB/s", "M2 | 400 GB/s")) == [
        ("400 GB/s", "copied")
    ]


def test_the_number_in_a_bracket_has_the_format_before_it() -> None:
    rows = table("GPU | FP8 (TFLOPS, dense)", "H100 SXM | {} (sparse 3958)", "B200 SXM | 4500 (FP4 9000)")
    assert findings(rows.format("1979")) == []
    assert [text for text, _ in findings(rows.format("989"))] == ["989"]


def test_the_size_behind_a_rate_chooses_the_variant() -> None:
    text = "**HBM2e** (A100):\n\n- {} bandwidth (40GB model)\n- 1,935 GB/s bandwidth (80GB model)\n"
    assert findings(text.format("1,555 GB/s")) == []
    assert [quantity for quantity, _ in findings(text.format("1,935 GB/s"))] == ["1,935 GB/s"]


def test_a_bare_name_may_mean_either_size_that_the_text_names() -> None:
    text = "Take the A100 40GB or the A100 80GB.\n\nThe A100 has {} of memory bandwidth.\n"
    assert verdict(text.format("1,555 GB/s"), "1,555 GB/s") == MATCH
    assert verdict(text.format("3,350 GB/s"), "3,350 GB/s")[0] == "mismatch"
