"""Calculations among words: behind dashes and "is about", in brackets; powers, and FLOPs of days."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked, findings


def _told(text: str) -> list[str]:
    return [words for words, _ in findings(text)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Word embedding parameters -- 30522 x 768 = 23,440,896", "22,440,896"),
        ("Feed-forward block – 2 × 768 × 3072 = 4,718,592", "2,359,296"),
        ("Attention (all four) -- 4 x 768^2 = 2,359,296", "2,395,296"),
        ("Optimizer states: – 2 × 4 × 7,000,000 = 56,000,000", "28,000,000"),
        ("Weights -- 7 GB × 2 = 14 GB", "28 GB"),
    ],
)
def test_dashes_before_a_calculation_are_no_signs(right: str, wrong: str) -> None:
    assert _told(right) == []
    assert _told(right[: right.index("=") + 2] + wrong) == [wrong]


@pytest.mark.parametrize("text", ["The total – 30 GB = 50 GB.", "What is left -- 30 GB = 50 GB", "x – 3 × 4 = 50 GB"])
def test_a_dash_may_be_a_sign(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The throughput is approximately $128 \\times 24 \\approx 3{,}072$ tokens/s.", "1{,}536$ tokens/s."),
        ("The rate is then about 128 / 0.0418 = 3,062 tok/s", "306 tok/s"),
        ("What one node holds is therefore 8 × 80 GB = 640 GB", "320 GB"),
        ("A useful rule is that 1 TFLOP/s ≈ 86 PFLOP/day", "8.6 PFLOP/day"),
        ("The answer is that of a full pod, 4 × 640 GB = 2.56 TB", "1.28 TB"),
    ],
)
def test_words_between_is_and_a_calculation(right: str, wrong: str) -> None:
    assert _told(right) == []
    sign = max(right.find("= "), right.find("≈ "), right.find("approx "))
    assert len(_told(right[: right.index(" ", sign) + 1] + wrong)) == 1


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The step time rises by 3.7× (1470/393).", "2.7×"),
        ("a speed-up of 2.5x (1,200 / 480) on one node", "2.1x"),
        ("Latency falls by 8.1× (940/116) here.", "4.1×"),
        ("It grew 2× (64/128) over the year.", "3×"),
        ("They need 1.4× (168/120) the memory.", "1.6×"),
    ],
)
def test_a_quotient_behind_its_factor(right: str, wrong: str) -> None:
    factor = next(word for word in right.split() if word[-1] in "×x" and word[0].isdigit())
    assert _told(right) == []
    assert _told(right.replace(factor, wrong)) == [wrong]


@pytest.mark.parametrize("text", ["a gain of 3x (2023/2024)", "2× (1/2) as before", "8× (3/4) = 6 GPUs"])
def test_what_is_no_quotient_of_a_factor(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Each SM has 65,536 = $2^{16}$ registers.", "2^{15}"),
        ("The counter wraps: 4,294,967,296 = $2^{32}$.", "2^{31}"),
        ("A context of 131,072 = $2^{17}$ tokens", "2^{16}"),
        ("Tiles of 16,384 = $2^{14}$ elements", "2^{12}"),
        ("There are 59,049 = $3^{10}$ of them.", "3^{9}"),
    ],
)
def test_a_number_and_the_power_that_it_is(right: str, wrong: str) -> None:
    power = right[right.index("$") + 1 : right.rindex("$")]
    assert _told(right) == []
    assert len(_told(right.replace(power, wrong))) == 1
    assert _told("1 GB = $10^9$ bytes, 1 GiB = $2^{30}$ bytes") == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("1 PFLOP-day = $10^{15} \\cdot 24 \\cdot 3600$ FLOP", "10^{12}"),
        ("1 PFLOP-day = 10^15 × 24 × 3600 FLOP", "10^18"),
        ("GPT-3 took 3640 PFLOP-days = 3.14e23 FLOP", "3.14e22"),
        ("1 TFLOP-hour = 3.6e15 FLOP", "6e13"),
        ("1 EFLOP-second = 1e18 FLOP", "1e15"),
    ],
)
def test_operations_of_a_time(right: str, wrong: str) -> None:
    old = next(one for one in ("10^{15}", "10^15", "3.14e23", "3.6e15", "1e18") if one in right)
    assert _told(right) == []
    assert len(_told(right.replace(old, wrong))) == 1


def test_bytes_in_lower_case() -> None:
    assert _told("In all, 1.56B*18b=28.08GB of memory is needed.") == []
    assert _told("In all, 1.56B × 18b = 56 GB of memory is needed.") == ["56 GB"]
    assert _told("7B × 16b = 14 GB") == []
    assert _told("7B × 16b = 112 GB") == ["112 GB"]


@pytest.mark.parametrize("size", ["Small", "Medium", "XL", "Tiny", "Large"])
def test_another_size_of_a_family_is_another_model(size: str) -> None:
    assert _told(f"GPT-3 {size} has 12 layers and a hidden size of 768.") == []
    assert _told(f"The model is GPT-3 {size}:\n\n$$d_{{model}} = 768, \\quad n_{{layers}} = 24$$") == []


def test_the_same_family_without_a_size() -> None:
    assert _told("GPT-3 has 96 layers and a hidden size of 768.") == ["768"]
    assert _told("GPT-3 Large Language Models have a hidden size of 768.") == ["768"]


def test_both_of_two_are_no_devices() -> None:
    text = (
        "Some techniques span between the two of them. A system processing one request that generates 100 tokens per "
        "second has 100 TPS, and one processing 100 requests that each generate 1 token per second also has 100 TPS."
    )
    assert all(claim.verdict not in FINDINGS for claim in checked(text).claims)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The batch size grows from 120 to 168, 1.4X larger.", "1.6X"),
        ("The kernel takes 12 ms instead of 48 ms, a 4X speedup.", "2X"),
        ("Memory drops from 80 GB to 20 GB, 4X less.", "3X"),
        ("The context went from 4,096 to 131,072 tokens, a 32X increase.", "16X"),
        ("The rate rises from 26 tok/s to 130 tok/s, 5X higher.", "3X"),
    ],
)
def test_factors_with_a_capital_x(right: str, wrong: str) -> None:
    factor = next(word for word in right.split() if word.endswith("X"))
    assert _told(right) == []
    assert _told(right.replace(factor, wrong)) == [wrong]


def test_a_capital_x_that_is_no_factor() -> None:
    assert checked("The card sits in a 16X slot. A 4X server, an 8X riser.").claims == []


@pytest.mark.parametrize("noun", ["savings", "reduction", "saving"])
def test_so_many_percent_of_savings(noun: str) -> None:
    text = f"At DP=4, the usage drops from 79GB to 65GB per gpu, close to {{}} of {noun}."
    assert _told(text.format("18%")) == []
    assert _told(text.format("28%")) == ["28%"]


@pytest.mark.parametrize(
    ("left", "told"), [("50 GB", False), ("60 GB", True), ("45 GB", False), ("70 GB", True), ("40 GB", False)]
)
def test_no_more_is_left_than_the_rest(left: str, told: bool) -> None:
    text = (
        f"If your GPU has 80 GB of HBM and the weights take 30 GB, you have roughly {left} left (minus some overhead)."
    )
    assert _told(text) == ([left] if told else [])
