"""Whose the figures of a sentence are that no name has, or a wrong one: two that are one entry's tell it."""

from __future__ import annotations

import pytest
from snippets import claim, findings, verdict

CARD = (
    "## Two kinds of H100\n\nThe SXM module is what all mean who say H100.\n\n"
    "**The card.** Fewer SMs are left on, so that with {bandwidth} and 350 W it makes {rate} TFLOP/s in BF16.\n"
)
ANCESTOR = (
    "# Ampere and Hopper\n\nAn A100 came before the H100.\n\n## The ancestor\n\n"
    "- As before: 108 SMs, 312 TFLOP/s in BF16, {int8} TOP/s in INT8\n"
)
SMALLER = "**gpt-oss-120b** has 36 layers and 128 experts. The small one makes do with 24 layers and {experts} experts."


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (CARD.format(bandwidth="2.0 TB/s", rate="756"), {"2.0 TB/s": "h100-pcie", "350 W": "h100-pcie"}),
        (ANCESTOR.format(int8="624"), {"108": "a100-sxm-80gb", "312 TFLOP/s": "a100-sxm-80gb"}),
        (SMALLER.format(experts="32"), {"24": "gpt-oss-20b", "32": "gpt-oss-20b"}),
    ],
)
def test_two_figures_tell_whose_they_are(text: str, figures: dict[str, str]) -> None:
    assert findings(text) == []
    for words, name in figures.items():
        found = claim(text, words)
        assert (found.verdict, found.entity and found.entity.id.rpartition("/")[2]) == ("match", name)


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        (CARD.format(bandwidth="2.0 TB/s", rate="1513"), "1513 TFLOP/s", "sparse-for-dense"),
        (ANCESTOR.format(int8="1248"), "1248 TOP/s", "sparse-for-dense"),
    ],
)
def test_a_third_figure_that_slips_is_told(text: str, words: str, rule: str) -> None:
    assert findings(text) == [(words, rule)]


def test_one_figure_tells_nothing() -> None:
    assert verdict(CARD.format(bandwidth="1.1 TB/s", rate="640"), "350 W")[0] != "match"


def test_a_number_that_slips_in_no_known_way_is_told_beside_two_that_are_right() -> None:
    assert findings(CARD.format(bandwidth="2.0 TB/s", rate="640")) == [("640 TFLOP/s", "different")]


ITEMS = (
    "Two open models:\n\n- **Qwen3-235B-A22B**: 235B parameters, 94 layers, 128 experts.\n"
    "- **{}**: {}B parameters, {} layers.\n"
)


def test_an_item_that_an_unknown_model_heads_is_of_no_other_one() -> None:
    assert findings(ITEMS.format("MiniMax-M2.5", 230, 62)) == []
    assert claim(ITEMS.format("MiniMax-M2.5", 230, 62), "62").verdict == "unresolved"
    assert findings(ITEMS.format("Qwen3-30B-A3B", 30.5, 94)) == [("94", "copied")]
