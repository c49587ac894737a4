"""Steps of running text that shares and formulas lead to."""

from __future__ import annotations

import pytest
from snippets import findings


def _told(text: str) -> list[str]:
    return [words for words, _ in findings(text)]


@pytest.mark.parametrize(("count", "told"), [("205 GPUs", []), ("51 GPUs", ["51 GPUs"]), ("320 GPUs", ["320 GPUs"])])
def test_what_a_share_of_some_is_worth(count: str, told: list[str]) -> None:
    assert _told(f"A scaling efficiency of 80% on 256 GPUs gives the equivalent throughput of ~{count}.") == told


def test_a_share_of_others() -> None:
    assert _told("An efficiency of 80% on 256 GPUs is less than what the equivalent cluster of 51 GPUs has.") == []
    assert _told("We gave 80% of 256 GPUs away, which leaves the equivalent of 51 GPUs.") == []


@pytest.mark.parametrize(("factor", "told"), [("2x", []), ("1.5x", ["1.5x"]), ("5x", [])])
def test_what_is_paid_for_at_a_use(factor: str, told: list[str]) -> None:
    assert _told(f"A 50% MFU means that you pay for {factor} the hardware that you use.") == told


def test_what_is_saved_is_something_else() -> None:
    assert _told("At 50% utilization we pay 1.5x less than the others do.") == []


FORMULA = "You need $M \\geq 19 \\cdot (P-1)$ microbatches. With four stages ($P=4$) you need at least {} microbatches."


@pytest.mark.parametrize(("count", "told"), [("57", []), ("76", ["76"]), ("38", ["38"]), ("500", [])])
def test_a_count_that_a_formula_gives(count: str, told: list[str]) -> None:
    assert _told(FORMULA.format(count)) == told


def test_a_count_of_something_else() -> None:
    assert _told(FORMULA.format(57).replace("57 microbatches", "76 samples")) == []
    assert _told("You need $M \\geq 19 \\cdot (P-1)$ microbatches. With 4 stages you need 76 microbatches.") == []


@pytest.mark.parametrize(
    ("result", "wrong"), [("max(0.025, 0.026) = 0.026 ms", False), ("max(0.025, 0.026) = 0.051 ms", True)]
)
def test_the_largest_of_some(result: str, wrong: bool) -> None:
    assert bool(_told(f"The time is $T = {result}$.".replace("max", "\\max"))) == wrong


def test_the_smallest_of_some() -> None:
    assert _told("min(40 GB/s, 12 GB/s) = 12 GB/s") == []
    assert _told("min(40 GB/s, 12 GB/s) = 40 GB/s") == ["40 GB/s"]
    assert _told("max(12 ms, 4 GB) = 16 ms") == []


MTBF = "If a node fails every 10,000 hours, a cluster of 1,000 nodes fails every {} hours (10,000 / {})."


def test_a_working_in_brackets_without_units() -> None:
    assert _told(MTBF.format("10", "1,000")) == []
    assert _told(MTBF.format("100", "1,000")) == ["100 hours"]
    assert _told("We ran for 10,000 hours and lost 100 hours (300 / 3) to repairs.") == []


def test_a_share_of_what_a_device_can_do() -> None:
    text = "If the chip can do {} TFLOPS but training only achieves 450 TFLOPS, the MFU is 45%."
    assert _told(text.format("989")) == []
    assert _told(text.format("1,979")) == ["45%"]


def test_units_that_are_spelled_out() -> None:
    text = "An H100 SXM does {} trillion floating-point operations per second in dense BF16."
    assert _told(text.format("989")) == []
    assert _told(text.format("1,979")) == ["1,979 trillion floating-point operations per second"]
    assert _told("A model of 16 billion operations, on a chip that does 4 trillion per second, takes 4 ms.") == []
    assert _told("It made 40 billion operations look small: the market is worth 3 trillion per second quarter.") == []


def test_how_operations_are_counted_is_no_amount() -> None:
    assert _told("# ResNet-50: ~4.1 GFLOP per inference (counting a multiply-accumulate as 1 FLOP)") == []


@pytest.mark.parametrize(("result", "told"), [("1 FLOP/byte", []), ("2 FLOP/byte", ["2 FLOP/byte"])])
def test_a_quotient_of_amounts_of_the_same(result: str, told: list[str]) -> None:
    text = f"Each token does ~2 FLOP per parameter but loads 2 bytes per parameter = **{result}**."
    assert _told(text) == told


def test_a_quotient_of_amounts_of_others() -> None:
    assert _told("It does 2 FLOP per parameter and loads 4 bytes per parameter; the ridge is at 295 FLOP/byte.") == []
