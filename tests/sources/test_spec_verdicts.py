"""A stated spec against the registry: at the precision that is printed, and about whom and what the words are."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, frame, table, verdict

MATCH = ("match", "")


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("The H100 SXM gives 989 TFLOPS in BF16, dense.", "989 TFLOPS", MATCH),
        ("The H100 SXM gives 989.4 TFLOPS in BF16, dense.", "989.4 TFLOPS", MATCH),
        ("The H100 SXM gives 0.989 PFLOPS in BF16, dense.", "0.989 PFLOPS", MATCH),
        ("The H100 SXM gives 990 TFLOPS in BF16, dense.", "990 TFLOPS", MATCH),
        ("The H100 SXM gives 991 TFLOPS in BF16, dense.", "991 TFLOPS", ("mismatch", "different")),
        ("The H100 SXM gives 1000 TFLOPS in BF16, dense.", "1000 TFLOPS", ("mismatch", "superseded")),
        ("The H100 SXM gives ~1000 TFLOPS in BF16, dense.", "1000 TFLOPS", MATCH),
        ("The H100 SXM gives about 990 TFLOPS in BF16, dense.", "990 TFLOPS", MATCH),
        ("The H100 SXM gives ~1200 TFLOPS in BF16, dense.", "1200 TFLOPS", ("mismatch", "different")),
        ("The H100 SXM has 3.35 TB/s of memory bandwidth.", "3.35 TB/s", MATCH),
        ("The H100 SXM has 3350 GB/s of memory bandwidth.", "3350 GB/s", MATCH),
        ("The H100 SXM has 3.4 TB/s of memory bandwidth.", "3.4 TB/s", MATCH),
        ("The H100 SXM has 3.3 TB/s of memory bandwidth.", "3.3 TB/s", MATCH),  # cut off, as authors do
        ("The H100 SXM has 3.38 TB/s of memory bandwidth.", "3.38 TB/s", ("mismatch", "different")),
        ("The H100 SXM has over 3 TB/s of memory bandwidth.", "3 TB/s", MATCH),
        ("The H100 SXM has 700 W of TDP.", "700 W", MATCH),
        ("The MI300X has 192 GB of HBM3.", "192 GB", MATCH),
        ("The nRF52840 has 1 MB of flash.", "1 MB", MATCH),  # powers of 1024
        ("The nRF52840 has 256 KB of SRAM.", "256 KB", MATCH),
        ("The nRF52840 has a 64 MHz clock.", "64 MHz", MATCH),
        ("An H100 has NVLink at 900 GB/s.", "900 GB/s", MATCH),
        ("An H100 has NVLink at 450 GB/s per direction.", "450 GB/s", MATCH),
        ("An H100 has NVLink at 900 GB/s bidirectional.", "900 GB/s", MATCH),
        ("An H100 has NVLink at 900 GB/s per direction.", "900 GB/s", ("mismatch", "direction")),
        ("An H100 has NVLink at 450 GB/s bidirectional.", "450 GB/s", ("mismatch", "direction")),
        ("Llama-3 8B has 8.03B parameters.", "8.03B", MATCH),
        ("Llama-3 8B has 8 billion parameters.", "8 billion", MATCH),
    ],
)
def test_a_spec_is_compared_at_the_precision_that_is_printed(
    sentence: str, quantity: str, expected: tuple[str, str]
) -> None:
    assert verdict(sentence, quantity) == expected


@pytest.mark.parametrize(
    ("sentence", "quantity", "reason"),
    [
        ("The H100 SXM gives 1979 TFLOPS in BF16, dense.", "1979 TFLOPS", "sparse-for-dense"),
        ("The H100 SXM gives 1,979 TFLOPS on its tensor cores in BF16.", "1,979 TFLOPS", "sparse-for-dense"),
        ("The V100 gives 15.7 TFLOPS on its tensor cores in FP16.", "15.7 TFLOPS", "vector-for-matrix"),
        ("The H100 SXM gives 1979 TFLOPS in FP8, with sparsity.", "1979 TFLOPS", "sparse-for-dense"),
        ("The A100 80GB gives 156 TFLOPS in BF16, dense.", "156 TFLOPS", "format"),
        ("The H100 SXM has 2.04 TB/s of memory bandwidth.", "2.04 TB/s", "variant"),
        ("The Gaudi 3 gives 1835 TFLOPS in BF16, dense.", "1835 TFLOPS", "superseded"),
        ("The MI300X has 53 TB/s of memory bandwidth.", "53 TB/s", "power-of-ten"),
        ("The MI300X has 5.3 GB/s of memory bandwidth.", "5.3 GB/s", "power-of-ten"),
        ("The MI300X has 1536 GB of HBM3.", "1536 GB", "bits-for-bytes"),
        ("The MI300X has 10.6 TB/s of memory bandwidth.", "10.6 TB/s", "twice"),
        ("The MI300X has 2.65 TB/s of memory bandwidth.", "2.65 TB/s", "half"),
        ("The TPU v5p has 2765 GiB/s of HBM bandwidth.", "2765 GiB/s", "binary-prefix"),
        ("The A100 gives 312 TFLOPS in FP8.", "312 TFLOPS", ""),
        ("InfiniBand NDR carries 400 GB/s.", "400 GB/s", "bits-for-bytes"),
    ],
)
def test_a_mismatch_says_which_right_number_it_would_have_been(sentence: str, quantity: str, reason: str) -> None:
    found = claim(sentence, quantity)
    if reason == "sparse-for-dense" and "with sparsity" in sentence:  # the sparse FP8 rate is twice that
        assert found.verdict == "mismatch"
        assert found.expected is not None
        assert found.expected.value == pytest.approx(3957.8e12, rel=1e-3)
    elif reason:
        assert (found.verdict, found.rule) == ("mismatch", reason)
        assert found.hint.startswith("write ")
    else:
        assert found.verdict in ("mismatch", "unresolved")  # never a match: the A100 has no FP8


def test_counts_of_a_model_are_compared() -> None:
    assert findings("Llama-3 8B has 80 layers.") == [("80", "variant")]
    assert findings("Llama-3 8B has 32 layers and 8 KV heads.") == []
    assert findings("Llama-3 8B keeps its first 4 layers in FP16.") == []


def test_swapped_and_copied_cells() -> None:
    swapped = table("Device | Memory (GB)", "MI300X | 128", "Gaudi 3 | 192")
    assert findings(swapped) == [("128", "swapped"), ("192", "swapped")]
    copied = table("Device | Memory (GB)", "MI300X | 128", "Gaudi 3 | 128")
    assert findings(copied) == [("128", "copied")]


def test_a_former_or_rejected_figure_is_told_with_its_story() -> None:
    found = claim("The Gaudi 3 gives 1835 TFLOPS in BF16, dense.", "1835 TFLOPS")
    assert "until" in found.reason
    assert "2025" in found.reason


def test_a_family_name_means_its_default_and_says_so() -> None:
    found = claim("The H100 has 3.38 TB/s of memory bandwidth.", "3.38 TB/s")
    assert found.entity is not None
    assert found.entity.id == "nvidia/h100-sxm"
    assert "H100 is taken as" in found.reason
    assert "taken as" not in claim("The H100 SXM has 3.38 TB/s of memory bandwidth.", "3.38 TB/s").reason


@pytest.mark.parametrize(
    ("text", "quantity", "entity"),
    [
        ("The MI300X has 5.3 TB/s and the H200 4.8 TB/s of memory bandwidth.", "5.3 TB/s", "amd/mi300x"),
        ("The MI300X has 5.3 TB/s and the H200 4.8 TB/s of memory bandwidth.", "4.8 TB/s", "nvidia/h200-sxm"),
        ("Memory bandwidth is 5.3 TB/s (MI300X) or 4.8 TB/s (H200).", "4.8 TB/s", "nvidia/h200-sxm"),
        (table("Device | Memory bandwidth", "MI300X | 5.3 TB/s"), "5.3 TB/s", "amd/mi300x"),
        (table(" | MI300X | H200", "Memory bandwidth | 5.3 TB/s | 4.8 TB/s"), "4.8 TB/s", "nvidia/h200-sxm"),
        ("# The MI300X\n\n- 5.3 TB/s of memory bandwidth\n", "5.3 TB/s", "amd/mi300x"),
        ("# Devices\n\n**MI300X**\n\n- 5.3 TB/s of memory bandwidth\n", "5.3 TB/s", "amd/mi300x"),
    ],
)
def test_who_is_meant(text: str, quantity: str, entity: str) -> None:
    found = claim(text, quantity)
    assert found.entity is not None
    assert found.entity.id == entity
    assert found.verdict == "match"


@pytest.mark.parametrize(
    ("header", "value", "field"),
    [
        ("GPU memory (GB)", "80", "memory.capacity"),
        ("HBM capacity", "80 GB", "memory.capacity"),
        ("HBM BW (TB/s)", "3.35", "memory.bandwidth"),
        ("Mem BW", "3.35 TB/s", "memory.bandwidth"),
        ("Memory bandwidth (GB/s)", "3,350", "memory.bandwidth"),
        ("BF16 dense (TFLOPS)", "989", "compute.matrix.bf16"),
        ("FP8, sparse (TFLOPS)", "3,958", "compute.matrix_sparse.fp8"),
        ("TDP (W)", "700", "power.tdp"),
        ("NVLink (GB/s)", "900", "links.nvlink.total"),
        ("NVLink, per direction", "450 GB/s", "links.nvlink.total"),
    ],
)
def test_the_header_says_which_field(header: str, value: str, field: str) -> None:
    found = claim(table(f"Device | {header}", f"H100 SXM | {value}"), value)
    assert (found.field, found.verdict) == (field, "match")


def test_tables_of_latex_with_bold_cells_macros_and_separators() -> None:
    body = (
        "\\newcommand{\\dev}{MI300X}\n\\begin{tabular}{lrr}\n\\toprule\n & \\textbf{\\dev} & H100 SXM \\\\\n\\midrule\n"
        "Peak BF16, dense (TFLOPS) & \\textbf{1{,}307} & 989 \\\\\n"
        "HBM bandwidth & 5.3\\,TB/s & \\SI{3.53}{\\tera\\byte\\per\\second} \\\\\n\\bottomrule\n\\end{tabular}"
    )
    report = checked(frame(body), "deck.tex")
    assert [(c.text, c.verdict) for c in report.claims] == [
        ("1,307", "match"),
        ("989", "match"),
        ("5.3 TB/s", "match"),
        ("3.53 TB/s", "mismatch"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "On the H100 we achieved 620 TFLOPS in BF16.",
        "The H100 SXM sustains 2.9 TB/s of memory bandwidth.",
        "A run on an A100 needs 31 GB of memory.",
        table("Device | Batch | Throughput", "H100 | 8 | 412 TFLOPS"),
        table("Device | Max memory used", "A100 | 12.3 GB"),
        table("Model | Hardware | Memory used", "Llama-3 8B | A100 | 17.2 GB"),
    ],
)
def test_measured_figures_are_left_unresolved(text: str) -> None:
    report = checked(text)
    assert report.seen > 0
    assert findings(text) == []
    assert all(c.verdict in ("unresolved", "ignored") for c in report.claims)
    assert all(c.reason for c in report.claims)


def test_a_share_is_no_count() -> None:
    """60% of a model's speed is not its number of parameters."""
    assert findings("DistilBERT has fewer parameters than BERT-Base and runs 60% faster.") == []
    assert findings("# Clocks\n\nThe nRF52840 has a 65 MHz clock.") == [("65 MHz", "different")]


@pytest.mark.parametrize(
    "text",
    [
        "We fine-tune Llama-2-70B and Qwen2.5-72B.",
        "The run used 32x DGX H100 and 4x A10G.",
        "An A100-80GB and an A100 40GB.",
        "Weights are stored in a 4-bit format, sums in 32-bit registers.",
        "Version 2.4.1 of 2026-11-03, see section 3.2, page 14.",
        "See https://example.org/a/80GB/3.35TB/x and [a link](http://example.org/989TFLOPS.png).",
        "---\ntitle: Notes\nsize: 3.35 TB/s\n---\n\nText.\n",
    ],
)
def test_names_formats_dates_and_addresses_are_no_quantities(text: str) -> None:
    assert checked(text).seen == 0


@pytest.mark.parametrize(
    "body",
    [
        "\\vspace{3mm}\\includegraphics[width=0.8\\textwidth,height=4cm]{a80GB.png}\\hspace*{12pt}",
        "\\begin{tikzpicture}[scale=0.9]\\draw[line width=2pt] (0,1.5) -- (3cm,2.5);\\end{tikzpicture}",
        "\\note{[3 min] Then (5 min) for questions; 10 min in all.}",
        "Exercise (5 min)",
        "\\begin{column}{0.5\\textwidth}Text\\end{column}",
        "\\begin{lstlisting}\nx = 80  \nbandwidth = 3.35e12\n\\end{lstlisting}",
    ],
)
def test_lengths_talk_timings_and_code_are_no_quantities(body: str) -> None:
    assert checked(frame(body), "deck.tex").seen == 0


def test_a_figure_that_a_sibling_of_the_chip_prints_with_another_last_digit() -> None:
    rows = ("Device | BF16 dense (TFLOP/s)", "H100 SXM | 989.4", "H200 | {}")
    assert findings(table(*rows).format("989.4")) == []
    assert [words for words, _ in findings(table(*rows).format("998.4"))] == ["998.4"]


def test_another_board_of_the_family_is_no_mode_of_power() -> None:
    assert verdict("Board power: MI300X 750 W, Gaudi 3 (OAM) 600 W.", "600 W")[0] == "mismatch"
