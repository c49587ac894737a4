"""Arithmetic that is printed: what is read, what is found wrong, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mlsysim_validators.sources.judges.arithmetic import equality
from mlsysim_validators.sources.judges.arithmetic.statements import statements
from snippets import checked, claim, findings, frame, table


def outcome(text: str) -> list[bool | None]:
    """For each statement of a text whether it holds; None where its sides are not comparable."""
    judged = [equality.judge(statement) for statement in statements(text)]
    return [None if one is None else one.equal for one in judged]


@pytest.mark.parametrize(
    "text",
    [
        "8 × 80 GB = 640 GB",
        "8 x 80 GB = 640 GB",
        "4 GPUs at 700 W = 2.8 kW",
        "70B × 2 bytes = 140 GB",
        "70B params × 2 bytes/param = 140 GB",
        "70B × 2 bytes is 140 GB",
        "30% of 80 GB = 24 GB",
        "300 GPUs x $120K = $36M",
        "$2/hr × 8 GPUs × 24 × 365 = $140,160",
        "700 W × 8,760 h = 6.13 MWh",
        "6,132 kWh × $0.10/kWh = $613",
        "400 Gbps = 50 GB/s",
        "2 (K and V) × 32 layers × 8 heads × 128 head_dim × 2 bytes = 131,072 bytes = 128 KB per token",
        "1 − 0.4 = 60%",
        "989 TFLOPS / 3.35 TB/s = 295 FLOP/byte",
        "989 TFLOPS / 3.35 TB/s ≈ 295",
        "16/3350 ≈ 4.8 ms",  # the working leaves its units out
        "6 × 70e9 × 15e12 = 6.3e24 FLOPs",
        "7B × 4 bits / 8 = 3.5 GB",
        "170 GB / 80 GB = 3 GPUs",  # devices are whole
        "⌈208 GB / 80 GB⌉ = 3 GPUs",
        "100 tokens/s × 3600 = 360K tokens",
        "2 × 32 × 2^10 = 65,536",
        "0.9^2 = 81%",
        "8192 × 4096 × 2 = 64 MB",  # MiB
        "24 × 256k × 2 bytes = 12.6 MB",  # 256k is 262,144
        "10 GB - 4 GB = 6 GB",
        "(1 - 0.8^5)/(1 - 0.8) = 3.36",
        "-0.654 × 4 = -2.616",
        "318 × 10^6 seconds ≈ 10 years",
        "13,750 GPU-hours ≈ 19 months",
    ],
)
def test_right_arithmetic_passes(text: str) -> None:
    assert False not in outcome(text)
    assert True in outcome(text)


@pytest.mark.parametrize(
    "text",
    [
        "8 × 80 GB = 320 GB",
        "4 GPUs at 700 W = 3.8 kW",
        "70B × 2 bytes is 240 GB",
        "30% of 80 GB = 34 GB",
        "300 GPUs x $12K = $36M",
        "$2/hr × 8 GPUs × 24 × 365 = $240,160",
        "400 Gbps = 40 GB/s",
        "2 (K and V) × 32 layers × 32 heads × 128 × 2 bytes = 128 KB",
        "989 TFLOPS / 3.35 TB/s ≈ 395",
        "16/3350 ≈ 5.8 ms",
        "6 × 70e9 × 15e12 = 3.3e24 FLOPs",
        "52 billion × 2 = 104e12",
        "50,000 h / 16,384 GPUs ≈ 30 h",
        "10 GB - 4 GB = 7 GB",
        "1.5B parameters per layer × 32 ≈ 7B",
        "2 GB + 3 × 4 GB -> 20 GB",
    ],
)
def test_wrong_arithmetic_is_found(text: str) -> None:
    assert False in outcome(text)


@pytest.mark.parametrize(
    "text",
    [
        "N × 2 × 3 = 12",  # an unknown stands in it
        "2N × 3 = 12 GB",
        "log(8) × 2 = 4",
        "TP=8 × PP=4 × DP=16",
        "16 × 16 patches → 196 patches",  # what follows, not what it comes to
        "4 × 124 GB → 124 GB in all",
        "memory fell from 80 GB → 40 GB",
        "7B parameters = 28 GB",
        "2–3 × 8 GB = 20 GB",
        "learning rate = 3e-4, batch = 16",
        "10 ms hop = 400 samples / 160 samples",
        "x2 = 1.000 (correct) x2 = 1.000",
        "4 × 3 is 2 times faster",
        "- 8 nodes × 8 GPUs = 64 GPUs",  # a bullet is no minus
        "2 × 4 layers at batch = 3",
        "1 GPU = 80 GB",
    ],
)
def test_what_is_not_understood_is_left_alone(text: str) -> None:
    assert False not in outcome(text)


@given(
    st.integers(2, 4096), st.integers(2, 4096), st.sampled_from(["GB", "bytes", "W", "tokens", "layers", ""]),
    st.sampled_from(["×", "*", "x"]),
)  # fmt: skip
def test_a_product_holds_and_any_other_result_does_not(a: int, b: int, unit: str, sign: str) -> None:
    assert outcome(f"{a} {sign} {b} {unit} = {a * b} {unit}".strip()) == [True]
    assert outcome(f"{a} {sign} {b} {unit} = {a * b * 3} {unit}".strip()) == [False]


@settings(max_examples=300)
@given(st.text(alphabet="0123456789 .,()+-*/×^=≈→$%~KMBGTnx⌈⌉\n" + "byts", max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    outcome(text)


def test_deep_brackets_and_huge_powers_end_quietly() -> None:
    assert outcome("(" * 5000 + "2" + ")" * 5000 + " = 2") in ([], [None])
    assert False not in outcome("9^999^999 = 5")
    assert False not in outcome("2^999 × 2^999 × 2^999 = 5")


def test_a_line_that_goes_on_with_an_equals_sign() -> None:
    body = "\\begin{align} M &= 70 \\times 10^9 \\times 2\\;\\text{bytes} \\\\ &= 140\\,\\mathrm{GB} \\end{align}"
    assert findings(frame(body), "deck.tex") == []
    assert [rule for _, rule in findings(frame(body.replace("140", "150")), "deck.tex")] == ["arithmetic"]


def test_a_product_in_tex_that_is_a_gigabyte_short() -> None:
    right = (
        "\\[ 2 \\times 32 \\times 8 \\times 128 \\times 4096 \\times 2\\;\\text{bytes} \\approx 0.5\\;\\text{GB} \\]"
    )
    assert findings(frame(right), "deck.tex") == []
    wrong = right.replace("0.5", "2")
    assert [rule for _, rule in findings(frame(wrong), "deck.tex")] == ["arithmetic"]


def test_mark_up_inside_a_number_is_not_arithmetic() -> None:
    assert findings("Parameters: (784*256 + 256) + (256*10 + 10) = 203,530 in all.\n") == []


def test_a_finding_shows_its_working() -> None:
    found = claim("So 8 × 80 GB = 320 GB of memory.", "320 GB")
    assert found.verdict == "mismatch"
    assert "8 × 80 GB = 320 GB" in found.working
    assert "640" in found.working
    assert found.hint == "write 640 GB"


CODE = "# Load\n\n```python\nbandwidth = 3.35e12\nload = {expression}  # {stated}\n```\n"


@pytest.mark.parametrize(
    ("expression", "stated", "wrong"),
    [
        ("16e9 / bandwidth", "4.8 ms", False),
        ("16e9 / bandwidth", "-> ~4.8 ms", False),
        ("16e9 / bandwidth", "5.8 ms", True),
        ("2 * 32 * 8 * 128 * 4096 * 2", "~0.5 GB", False),
        ("2 * 32 * 8 * 128 * 4096 * 2", "-> 1.1 GB", True),
        ("math.ceil(141 / 80)", "= 2", False),
        ("math.ceil(161 / 80)", "= 2", True),
        ("8 * 2", "8 GPUs per node", False),  # a remark
        ("8 * f(2)", "-> 40 ms", False),
        ("__import__('os').system('true') * 2", "-> 40 ms", False),
    ],
)
def test_constants_in_code(expression: str, stated: str, wrong: bool) -> None:
    found = [rule for _, rule in findings(CODE.format(expression=expression, stated=stated))]
    assert found == (["arithmetic"] if wrong else [])


PARTS = ("Part | Memory (GB)", "Weights | 16.1", "Gradients | 16.1", "Optimizer | 96.4")


def test_totals_of_rows() -> None:
    assert findings(table(*PARTS, "Total | 128.6")) == []
    assert findings(table(*PARTS, "Total | 148.6")) == [("148.6", "table")]
    assert findings(table("Step | Latency per token (ms)", "a | 3", "b | 5", "Total | 4")) == []


def test_shares_that_are_more_than_all() -> None:
    rows = ("Part | Share of time", "GEMM | 50%", "Attention | 30%", "Other | {}")
    assert findings(table(*rows).format("20%")) == []
    assert [rule for _, rule in findings(table(*rows).format("30%"))] == ["table"]
    assert findings(table(*rows).format("10%")) == []  # may be incomplete


def test_a_row_that_breaks_the_rule_of_its_column() -> None:
    rows = (
        "GPUs | Price per GPU-hour | Cost per hour",
        "8 | $3 | $24",
        "16 | $3 | $48",
        "32 | $2.50 | $80",
        "64 | $2.50 | {}",
    )
    assert findings(table(*rows).format("$160")) == []
    assert findings(table(*rows).format("$180")) == [("$180", "table")]


def test_results_without_a_unit_are_seen_and_checked() -> None:
    report = checked("The micro-batch has 24 × 2048 = 49,152 elements.\n")
    assert (report.seen, report.checked) == (1, 1)


@pytest.mark.parametrize(
    ("formula", "right", "wrong"),
    [
        (r"\frac{6 \times 70 \times 10^9 \times 10^6}{0.45 \times 989 \times 10^{12} \times 128} = %s", "7.37", "3.37"),
        (r"\sqrt{2 \times 30 \times 7200} = %s", "657", "432"),
        (r"\sqrt{\frac{2 \cdot 60}{1.74 \times 10^{-4}}} \approx %s", "830", "1174"),
    ],
)
def test_powers_of_ten_and_roots_in_fractions(formula: str, right: str, wrong: str) -> None:
    text = rf"$$T = {formula} \text{{ seconds}}$$"
    assert claim(text % right, f"{right} seconds").verdict == "match"
    assert claim(text % wrong, f"{wrong} seconds").verdict == "mismatch"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It has `2*403_717_700` = 807_435_400 params * 18 bytes = 14_533_837_200 in all.", None),
        ("It has `2*403_717_700` = 907_435_400 params.", "907_435_400"),
        ("It has `50257*11600` = 582_981_200 / 4 (TP=4) => 145_745_300 params per GPU.", None),
        ("A width that divides well is `14336 = 2**11*7` here.", None),
        ("A width that divides well is `14336 = 2**11*9` here.", "14336"),
        ("With 94+2 layers over PP=24 a stage has 4.", None),
        ("Then 78/12=6.5 - so the last stage has one layer.", None),
        ("Then 78/12=7.5 - so the last stage has one layer.", "7.5"),
        ("One add is IADD(64+32=64) here.", None),
        ("The option `--size` is `2**19 = 524,288` now.", None),
        ("The option `--size` is `2**19 = 624,288` now.", "624,288"),
        ("```python\nflops = 6 * 1.294 = 7.76 GFLOPs\n```", None),
        ("```python\nflops = 6 * 1.294 = 9.76 GFLOPs\n```", "9.76 GFLOPs"),
        ("```text\nratio = 989 / 312 ≈ 3.17×\n```", None),
        ("```text\nratio = 989 / 312 ≈ 4.17×\n```", "4.17×"),
    ],
)
def test_how_notes_write_calculations(text: str, wrong: str | None) -> None:
    assert [words for words, rule in findings(text) if rule == "arithmetic"] == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2 × 48 × 8 × 64 × 2 B = 98,304 B", True),
        ("2 × 48 × 8 × 64 × 2 B = 786,432 B", False),  # 8 heads are no bits
        ("8.03B × 2 = 16.1 GB", True),
        ("70.6 B × 2 B = 141 GB", True),
        ("8.03 B × 2 = 32.1 GB", False),
        ("400 Gbit/s / 8 = 50 GB/s", True),
        ("128 × 128 × 2 × 940 MHz = 30.8 TOP/s", True),
        ("128 × 128 × 2 × 940 MHz = 15.4 TOP/s", False),
        ("2 · 33.6 + 2 · 4.2 = 75.6 M", True),
        ("2 · 33.6 + 2 · 4.2 = 71.4 M", False),
        ("512 x 31 x 24 / 9 = 42,300 GPU-hours", True),
        ("512 x 31 x 24 / 9 = 47,300 GPU-hours", False),
    ],
)
def test_units_that_the_working_leaves_out(text: str, holds: bool) -> None:
    assert outcome(text) == [holds]


def test_a_letter_behind_a_number_is_no_scale() -> None:
    assert outcome("2P · 4096 = 64 TFLOP") == []


@pytest.mark.parametrize("label", ["_{K,V}", "_{\\text{K and V}}", ""])
def test_what_a_brace_holds_is_no_factor(label: str) -> None:
    formula = f"$$ n = \\underbrace{{2}}{label} \\times 40 \\times 4 \\times 96 = @ \\ \\text{{values}} $$\n"
    assert findings(formula.replace("@", "30\\,720")) == []
    assert [rule for _, rule in findings(formula.replace("@", "15\\,360"))] == ["arithmetic"]


def test_calculations_one_behind_the_other_are_two() -> None:
    text = "In FLOP per byte: $989.4/3.35 = 295 (989.5)/(4.8) = {}$."
    assert findings(text.format(206)) == []
    assert [words for words, _ in findings(text.format(412))] == ["412"]


def test_the_end_of_one_line_is_not_the_sum_of_the_next() -> None:
    assert findings("Per token: 12 * L = 12.9 GFLOP per token sum = 61.1 GFLOP per token") == []


@pytest.mark.parametrize("words", ["in all", "in total", "together", "altogether"])
def test_a_product_and_what_it_is_in_all(words: str) -> None:
    text = f"HGX H200: 8 × 141 GB, {{}} {words}, on the same fabric."
    assert findings(text.format("1,128 GB")) == []
    assert [found for found, _ in findings(text.format("256 GB"))] == ["256 GB"]


def test_a_product_beside_another_total() -> None:
    assert findings("3 × 40 GB, 100 GB of data in total.") == []
