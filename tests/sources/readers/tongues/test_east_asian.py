"""Chinese and Japanese text: the terms of the field are understood, and positions stay those of the source."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers import read
from snippets import checked, claim, verdict


def shown(text: str) -> str:
    """The visible text of a paragraph."""
    return read("notes.md", text).blocks[0].text.text


def test_terms_stand_in_english_and_marks_in_ascii() -> None:
    text = shown("H100的显存带宽为3.35TB/s，功耗700W。")
    assert "memory bandwidth is 3.35TB/s, power 700W." in text


@pytest.mark.parametrize(
    ("sentence", "quantity"),
    [
        ("H100 SXM的显存带宽为3.35TB/s，功耗为700W。", "3.35TB/s"),
        ("H100 SXM 的显存带宽为 3.35 TB/秒。", "3.35 TB/s"),
        ("A100 SXM 的 NVLink 双向带宽达到每秒 600 GB。", "600 GB/s"),
        ("V100 SXM2 的显存带宽可达900GB/s，而 P100 仅为 720GB/s。", "900GB/s"),
        ("Llama-3 8B 有 32 层，隐藏层维度 4096。", "32"),
        ("GPT-3 175B 共有 1750 亿参数。", "175 billion"),
        ("H100 SXM5 のメモリ帯域幅は3.35TB/sです。", "3.35TB/s"),
    ],
)
def test_a_figure_among_chinese_words_is_judged(sentence: str, quantity: str) -> None:
    assert verdict(sentence, quantity)[0] == "match"


def test_a_wrong_figure_is_found_where_it_stands() -> None:
    text = "H100 SXM的显存带宽为2.04TB/s。"
    found = claim(text, "2.04TB/s")
    assert found.verdict == "mismatch"
    assert found.document.position(found.stated.offset) == (1, text.index("2.04") + 1)


def test_an_ordinal_counts_no_layers() -> None:
    assert [found.text for found in checked("Llama-3 8B 的第 3 层输出一个向量。").claims] == ["8B"]


def test_text_without_chinese_is_left_alone() -> None:
    assert shown("“Up to” 700 W – a peak") == "“Up to” 700 W – a peak"
