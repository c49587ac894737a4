"""Shares of a printed sum that its terms have, and numbers that a product comes to."""

from __future__ import annotations

import pytest
from snippets import findings, verdict


@pytest.mark.parametrize("share", ["98 %", "2 %"])
def test_a_share_of_a_sum_is_of_a_term(share: str) -> None:
    text = f"# A request\n\n- Prompt: 65 ms.\n- Total: 65 + 500 × 7.36 = 3745 ms, {share} of it decode.\n"
    assert verdict(text, share) == ("match", "")


def test_what_no_term_has_is_open() -> None:
    text = "# A request\n\n- Prompt: 65 ms.\n- Total: 65 + 500 × 7.36 = 3745 ms, 89 % of it decode.\n"
    assert verdict(text, "89 %")[0] != "match"


def test_the_rest_is_told_of_a_whole_that_words_name() -> None:
    text = "# A box\n\nThe maximum is 10.2 kW.\n\nEight boards draw 5.6 kW. That is {} of the maximum.\n"
    assert verdict(text.format("55 %"), "55 %") == ("match", "")
    assert verdict(text.format("45 %"), "45 %") == ("mismatch", "ratio")


def test_what_a_product_comes_to_is_no_count_of_layers() -> None:
    text = "# Llama 3.1 70B\n\n- 2 all-reduces per layer × 80 layers = 160 per step\n"
    assert findings(text) == []
    assert findings(text.replace("80 layers = 160", "80 layers = 320")) != []
    assert [found for found, _ in findings("# Llama 3.1 70B\n\n- 160 layers\n")] == ["160"]


def test_the_last_term_of_a_sum_with_words_is_not_the_sum_in_another_unit() -> None:
    text = "All states: weights 140 GB + gradients 140 GB + optimizer states 840 GB = {} TB."
    assert findings(text.format("1.12")) == []
    assert [found for found, _ in findings(text.format("1.52"))] == ["1.52 TB"]
