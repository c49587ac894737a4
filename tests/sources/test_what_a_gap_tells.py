"""A number that is not what its surroundings give is wrong, or is another quantity: the gap tells."""

from __future__ import annotations

import pytest
from snippets import claim, findings

SWEEP = "# Llama 3.1 8B in FP16\n\nWeights: 8.03B parameters, 16.1 GB.\n\n{}\n"


@pytest.mark.parametrize(
    "text",
    [
        "| Batch | Bytes read |\n|---|---|\n| 1 | 16.3 GB |\n| 32 | 24.7 GB |\n",  # with the caches
        "Logits in FP32 take 4.2 GB.",
        "The engine keeps 9.1 GB for itself.",
    ],
)
def test_what_is_off_by_no_known_factor_is_something_else(text: str) -> None:
    assert findings(SWEEP.format(text)) == []


def test_a_known_factor_is_a_mistake() -> None:
    text = "# A 70B model\n\nThe weights of 70B parameters in BF16 take {}.\n"
    assert findings(text.format("140 GB")) == []
    for wrong in ("280 GB", "14 GB", "1,400 GB"):
        assert [found for found, _ in findings(text.format(wrong))] == [wrong]


def test_factors_before_an_operand_belong_to_it() -> None:
    text = "A token takes 2 x 8.03 GFLOP over 989.4 TFLOP/s, about {}.\n"
    assert findings(text.format("16 µs")) == []
    text = "Prefill needs {} on 8·0.5·989.4 TFLOP/s for 1.16 PFLOP.\n"
    assert findings(text.format("0.29 s")) == []


def test_two_bytes_are_no_two_billion_parameters() -> None:
    text = "# Weights\n\n- BF16: 70.6e9 x 2 B = 141 GB\n- FP8: 70.6 GB\n- Gone in INT4: {}\n"
    assert findings(text.format("35.3 GB")) == []
    assert claim(text.format("35.3 GB"), "70.6 GB").verdict != "mismatch"


def test_a_format_that_another_sentence_names_decides_nothing() -> None:
    text = "Serving in FP8 is common. Llama 3.1 70B has 70.55 billion parameters, {} of weights.\n"
    assert findings(text.format("141.1 GB")) == []
    assert findings(text.format("14.1 GB")) != []


def test_a_ring_passes_its_data_twice() -> None:
    assert (
        findings("A flat ring through all 512 cards would drag 141.2 GB over the 50 GB/s cards and take 5.6 s.") == []
    )


def test_bits_that_are_taken_for_bytes_tell_of_a_transfer() -> None:
    text = "# A copy\n\nWith 64 cards the traffic is up to 31.2 GB, but the slow link has 40 GB/s: {}.\n"
    assert findings(text.format("780 ms")) == []
    assert [found for found, _ in findings(text.format("97.5 ms"))] == ["97.5 ms"]


def test_a_result_that_is_said_again_about_is_the_same() -> None:
    text = "# Saves\n\nOn 1024 cards the interval is = 1518 s, about {}, with little overhead.\n"
    assert findings(text.format("25.3 min")) == []
    assert [found for found, _ in findings(text.format("17.9 min"))] == ["17.9 min"]
