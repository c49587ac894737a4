"""Tables as comparisons of devices are written: two names in a header, boards of one family, nodes, links, rates."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, frame, table, verdict

PAIRS = table(
    " | H200 / B200",
    "HBM capacity | 141 GB HBM3e / 180 GB HBM3e",
    "HBM bandwidth | 4,800 / 7,700 GB/s",
    "BF16, dense | 989 / 2,250 TFLOP/s",
    "TDP | 700 / 1,000 W",
)
BOARDS = "## The boards of the H100\n\n" + table(
    " | SXM | PCIe | NVL (one card)",
    "Memory | 80 GB | 80 GB | 94 GB",
    "Bandwidth | 3.35 TB/s | 2,039 GB/s | 3.9 TB/s",
    "TDP | 700 W | 350 W | 400 W",
)
LINKS = "## What connects them\n\n" + table(
    "GPU | Fabric | Total (GB/s) | Each way (GB/s)",
    "H200 | NVLink 4 | 900 | 450",
    "MI325X | Infinity Fabric | 896 | 448",
    "L40S | PCIe 4 x16 | 64 | 32",
)
NODES = table(
    "8 x | HBM (GB) | Bandwidth (TB/s)",
    "H100 | 640 | 26.8",
    "H200 | 1,128 | 38.4",
    "MI300X | 1,536 | 42.4",
)
RATES = "## Matrix peaks, dense (TFLOP/s; TOP/s for INT8)\n\n" + table(
    "GPU | BF16 | FP8 | INT8",
    "H200 SXM | 989 | 1,979 | 1,979",
    "MI325X | 1,307 | 2,615 | 2,615",
)


@pytest.mark.parametrize("text", [PAIRS, BOARDS, LINKS, NODES, RATES])
def test_a_right_table_is_read_and_right(text: str) -> None:
    claims = [one for one in checked(text).claims if one.kind == "spec"]
    assert len(claims) >= 6
    assert {one.verdict for one in claims} == {"match"}


@pytest.mark.parametrize(
    ("text", "right", "wrong", "reason"),
    [
        (PAIRS, "7,700 GB/s", "3,350 GB/s", "variant"),
        (PAIRS, "2,250 TFLOP/s", "4,500 TFLOP/s", "sparse-for-dense"),
        (BOARDS, "2,039 GB/s", "3,350 GB/s", "copied"),
        (BOARDS, "400 W", "700 W", "copied"),
        (LINKS, "| 450", "| 900", "direction"),
        (NODES, "1,128", "1,440", "different"),
        (RATES, "2,615 | 2,615", "5,230 | 2,615", "sparse-for-dense"),
    ],
)
def test_an_error_in_such_a_table_is_found(text: str, right: str, wrong: str, reason: str) -> None:
    assert right in text
    assert [rule for _, rule in findings(text.replace(right, wrong, 1))] == [reason]


def test_a_second_name_may_be_the_last_word_only() -> None:
    text = table(" | TPU v5p / v6e", "BF16 (TFLOP/s) | 459 / 918")
    assert [one.verdict for one in checked(text).claims] == ["match", "match"]
    assert verdict(text.replace("918", "459"), "459") == ("match", "")
    assert findings(text.replace("918", "1,836")) != []


@pytest.mark.parametrize(
    "header",
    ["BF16 per watt (TFLOP/s/W)", "$ per TB/s and hour", "TFLOPS per dollar", "GB/s per watt", "$ per PFLOP/s-hour"],
)
def test_a_figure_per_watt_or_dollar_is_no_rate(header: str) -> None:
    assert findings(table(f"GPU | {header}", "H100 SXM | 1.41", "MI300X | 1.74")) == []


def test_a_letter_below_a_header_is_its_unit() -> None:
    text = frame(
        "\\begin{tabular}{lrr}\n\\toprule\nCard & Power & Memory\\\\\n & W & GB\\\\\n\\midrule\n"
        "V100 SXM2 & 300 & 32\\\\\nH200 SXM & 700 & 141\\\\\n\\bottomrule\n\\end{tabular}"
    )
    assert claim(text, "700", "deck.tex").field == "power.tdp"
    assert findings(text.replace("& 700", "& 600"), "deck.tex") == [("600", "variant")]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("The H100 and the H200 have 80 and 141 GB of HBM.", "80 and 192 GB"),
        ("Compare the MI300X with the H200. The former has 192 GB of HBM, the latter 141 GB.", "the latter 192 GB"),
        ("H200 vs MI325X: 4.8 vs 6.0 TB/s of memory bandwidth.", "4.8 vs 5.3 TB/s"),
    ],
)
def test_numbers_belong_to_names_in_their_order(sentence: str, wrong: str) -> None:
    assert findings(sentence) == []
    assert {one.verdict for one in checked(sentence).claims} == {"match"}
    right = {"80 and 192 GB": "80 and 141 GB", "the latter 192 GB": "the latter 141 GB"}.get(wrong, "4.8 vs 6.0 TB/s")
    assert len(findings(sentence.replace(right, wrong))) == 1


def test_the_nearer_words_say_which_way_a_link_is_counted() -> None:
    text = "An H100's NVLink at 900 GB/s is the sum of both ways; in one direction a ring has 450 GB/s."
    assert findings(text) == []
