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


LIST = """**With 2:4 sparsity** the sheets print:

- A100, BF16: 624 TFLOP/s
- H200, FP8: 3,958 TFLOP/s
- MI325X: 5,229.8 TFLOP/s in FP8
"""


def test_what_stands_over_a_list_says_that_its_rates_are_sparse() -> None:
    assert findings(LIST) == []
    assert findings(LIST.replace("5,229.8", "2,614.9")) == [("2,614.9 TFLOP/s", "dense-for-sparse")]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("PCIe 5.0 x16 moves 64 GB/s per direction.", "PCIe 5.0 x16 moves 128 GB/s per direction."),
        ("NVLink 5 gives 900 GB/s each way.", "NVLink 5 gives 1.8 TB/s each way."),
        ("PCIe is slow: 32 GB/s each way on a Gen4 x16 slot.", "PCIe is slow: 64 GB/s each way on a Gen4 x16 slot."),
        ("The H100 SXM is rated 700 W, the PCIe card 350 W.", "The H100 SXM is rated 700 W, the PCIe card 700 W."),
        ("64 nodes (DGX H100: 10.2 kW max; we see 8 kW)", "64 nodes (DGX H100: 6.5 kW max; we see 8 kW)"),
        ("Eight H200 with 141 GB each: 1128 GB.", "Eight H200 with 80 GB each: 1128 GB."),
        ("The A100 has 6,912 CUDA cores.", "The A100 has 16,896 CUDA cores."),
        ("The H200 has a 6,144-bit memory bus.", "The H200 has a 5,120-bit memory bus."),
        ("Llama 3.1 8B has an MLP of width 14,336.", "Llama 3.1 8B has an MLP of width 28,672."),
        ("GPT-3 175B was trained on 300 B tokens.", "GPT-3 175B was trained on 500 B tokens."),
        ("Llama 3.1 70B took 7.0 M H100 hours.", "Llama 3.1 70B took 30.84 M H100 hours."),
        ("The H100 has 80 GB, the H200 141 GB.", "The H100 has 80 GB, the H200 192 GB."),
        ("From A100 to H100 the memory bandwidth grew from 2.0 to 3.35 TB/s.",
         "From A100 to H100 the memory bandwidth grew from 2.0 to 4.8 TB/s."),
    ],
)  # fmt: skip
def test_a_spec_in_a_sentence_is_right_or_wrong(right: str, wrong: str) -> None:
    assert findings(right) == []
    assert "match" in {one.verdict for one in checked(right).claims}
    assert len(findings(wrong)) == 1


def test_a_bandwidth_may_be_the_product_of_bus_and_pin_rate() -> None:
    text = table(
        "Device | Bus width (bit) | Data rate per pin (Gbit/s) | Bandwidth (GB/s)", "H100 SXM | 5120 | 5.24 | {}"
    )
    assert findings(text.format("3354")) == []
    assert findings(text.format("3520")) != []


def test_a_driver_counts_less_than_the_chips_have() -> None:
    assert verdict("`nvidia-smi` shows 81559 MiB of memory for an H100 80GB.", "81559 MiB") == ("match", "")


def test_symbols_head_the_columns_of_models() -> None:
    text = table("Model | $L$ | $d$ | $n_q$ | $n_{kv}$", "Llama 3.1 8B | 32 | 4096 | 32 | 8")
    assert claim(text, "8").field == "heads.kv"
    assert findings(text.replace("32 | 8", "32 | 16")) == [("16", "twice")]


def test_the_device_that_a_document_uses_throughout_is_meant_where_none_is_named() -> None:
    text = "# Notes\n\nWe use one accelerator, the H100 SXM, unless another is named. An A100 is older.\n\n## A\n\n{}\n"
    right = text.format("Each GPU has a dense BF16 peak of 989 TFLOP/s.")
    assert {one.verdict for one in checked(right).claims} == {"match"}
    assert findings(text.format("Each GPU has a dense BF16 peak of 1979 TFLOP/s.")) != []
    assert findings(text.format("The GPUs, at 612 W each, are warm.")) == []  # measured, for all that is known


def test_a_comment_over_a_group_of_constants_names_its_device() -> None:
    text = "# NVIDIA H100 SXM\nPEAK_BF16 = 989e12  # FLOP/s\nHBM_BW = 3.35e12  # B/s\nTDP = {}  # W\n"
    assert findings(text.format(700), "machine.py") == []
    assert findings(text.format(400), "machine.py") != []
    assert findings("# NVIDIA H100 SXM\nPEAK_BF16 = 989e12  # FLOP/s\n\nTDP = 400  # W\n", "machine.py") == []


def test_a_label_of_two_fields_stands_over_two_numbers() -> None:
    text = table("Model | Layers | Query / KV heads", "Llama 3.1 8B | 32 | 32 / 8", "Llama 3.1 70B | 80 | 64 / 8")
    assert claim(text, "64").field == "heads.query"
    assert len(findings(text.replace("32 / 8", "32 / 32"))) == 1
    assert findings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Peaks: 312 TFLOP/s per A100, 989 TFLOP/s per H100, both BF16.",
        "Per watt of TDP the B200 has 2.25 TFLOP/s, the MI300X 1.74.",
        "The L40S is advertised with 1,466 TFLOP/s of FP8. Without sparsity that is 733.",
        "A DGX H100 has eight GPUs with an NDR port each: 3.2 Tbit/s out of the box.",
        "Four H100 have 288 GB usable, 147 GB after the weights.",
        "A TPU v5p has 95 GiB of HBM. In decimal units the v5p holds 102 GB.",
        table("GPU | links | GB/s per link and direction", "A100, NVLink 3 | 12 | 25", "H100, NVLink 4 | 18 | 25"),
        table("Link | Both directions (GB/s)", "24 x 200 GbE of Gaudi 3 | 1,200"),
        table("| INT8 sparse (TOPS) | Power (W)", "Orin Nano 8GB, Super mode | 67 | 25").replace("| |", "|"),
    ],
)
def test_what_only_looks_like_an_error_is_none(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "DeepSeek-V3 routes every token to 6 of 256 experts.",
        "An H100 sends at 900 GB/s over NVLink.",
        "NVLink of an H100 is 600 GB/s counting both.",
        table("Port | Gbit/s", "InfiniBand NDR | 400", "InfiniBand XDR | 1,600"),
        table("Link | What it means | GB/s", "NVLink 4 | both directions | 900", "NVLink 4 | one direction | 900"),
    ],
)
def test_such_an_error_is_found(text: str) -> None:
    assert len(findings(text)) == 1


def test_of_the_rows_that_explain_a_slip_the_first_of_the_table_is_named() -> None:
    figures = table(
        "GPU | BF16 dense (TFLOP/s) | TDP (W)",
        "H100 PCIe | 756 | 350",
        "H100 SXM | 989 | 700",
        "H200 SXM | 989 | 700",
    )
    rates = table("GPU | BF16 GFLOP/s per W", "H100 PCIe | 1,413", "H100 SXM | 1,413", "H200 SXM | 1,413")
    report = checked(f"# Peaks\n\n{figures}\n\n# Efficiency\n\n{rates}", "notes.md")
    (wrong,) = (claim for claim in report.claims if claim.verdict == "mismatch")
    assert "that is the row of H100 SXM" in wrong.reason
