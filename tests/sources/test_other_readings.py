"""Right numbers that a hasty reader takes for wrong: each beside a wrong one of its kind, which is told."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.claims import FINDINGS

from mlsysim_registry.data import load

REGISTRY = load()

WIDTHS = """
\\begin{{frame}}{{Data sheets}}
\\begin{{tabular}}{{lrr}}
 & 16-bit dense & 8-bit dense\\\\
 & TFLOP/s & TFLOP/s\\\\\\midrule
H100 SXM5 & 989.4 & {h100}\\\\
MI300X & 1307 & 2615\\\\
\\end{{tabular}}
\\end{{frame}}
"""
MILLIONS = """
| Card | $/h | M tokens/h | $/M tokens |
|---|---|---|---|
| A | 1.80 | 9.53 | {price} |
| B | 3.00 | 15.7 | 0.191 |
"""
THOUSANDS = "| Card | Tokens/s (k) | $/h | $/M tokens |\n|---|---|---|---|\n| A | 2.65 | 1.80 | {price} |\n"


def told(name: str, text: str) -> list[str]:
    """The numbers that are reported."""
    return [claim.text for claim in check_text(name, text, REGISTRY).claims if claim.verdict in FINDINGS]


def test_a_width_names_the_format_that_a_device_has() -> None:
    assert not told("deck.tex", WIDTHS.format(h100="1978.9"))
    assert told("deck.tex", WIDTHS.format(h100="3957.8")) == ["3957.8"]


@pytest.mark.parametrize("table", [MILLIONS, THOUSANDS])
def test_a_header_may_count_tokens_in_millions_or_thousands(table: str) -> None:
    assert not told("notes.md", table.format(price="0.189"))
    assert told("notes.md", table.format(price="1.89")) == ["1.89"]


def test_a_plain_count_of_operations_is_no_rate() -> None:
    assert not told("notes.md", "On an H100 its matmuls are 2 x 8.03e9 x 64 FLOPs, or 1.0 ms at peak.")
    assert told("notes.md", "An H100 has a dense BF16 peak of 1,979 TFLOPs.")


def test_failures_in_a_time_are_not_the_time_between_two() -> None:
    text = "A job fails once in 48.8 hours (its MTBF), hence about 10 failures in 495 hours."
    assert not told("notes.md", text)
    assert told("notes.md", "In 54 days the job saw 419 failures, that is one every 31 hours.") == ["31 hours"]


def test_a_factor_whose_base_is_printed_compares_nothing_else() -> None:
    assert not told("notes.md", "A prompt eight times shorter than 2048 saves 58 ms, fewer steps save 245 ms.")
    assert told("notes.md", "The first kernel takes 58 ms, the second 245 ms: eight times longer.")


def test_the_size_in_a_models_name_is_no_amount_of_something_else() -> None:
    text = "# {}\n\nLlama 2 13B has no grouping: {} 2.5 times larger than that of the 70B model."
    assert not told("notes.md", text.format("Caches", "per token its cache is"))


STATES = """
The 8B model trains with Adam in mixed precision.

| State | B per parameter | Size |
|---|---|---|
| Weights, BF16 | 2 | 16 GB |
| Master copy, FP32 | 4 | 32 GB |
| First moment, FP32 | 4 | {} GB |
"""


def test_a_cell_is_not_right_because_another_row_says_the_same() -> None:
    claims = check_text("notes.md", STATES.format(16), REGISTRY).claims
    assert [claim.verdict for claim in claims if claim.text == "16 GB"][-1] != "match"
    assert not told("notes.md", STATES.format(32))


POOLS = "| Pool | Devices | Board power |\n|---|---|---|\n| Prefill, H100 | 16 | {} |\n| Decode, H200 | 8 | 5.6 kW |\n"


def test_a_column_may_count_the_devices_that_draw_a_power() -> None:
    assert not told("notes.md", POOLS.format("11.2 kW"))
    assert told("notes.md", POOLS.format("9.6 kW")) == ["9.6 kW"]


def test_thin_spaces_part_thousands_of_devices() -> None:
    text = "Over 54 days 419 failures. On 16\u2009384 GPUs an unexpected stop came every {}."
    assert not told("notes.md", text.format("3.1 h"))


def test_a_purchase_over_years_needs_no_price_by_the_hour() -> None:
    table = "| What | per GPU-hour |\n|---|---|\n| node $280,000 over 4 years, 8 GPUs | $1.00 |\n"
    assert not told("notes.md", f"Cost per year and GPU\n\n{table}")
    assert told("notes.md", "4 GPUs cost $480K per year.") == ["$480K per year"]


def test_a_share_less_something_is_no_share() -> None:
    assert not told("notes.md", "On one L40S: 90% of 48 GB less the weights leaves 27.1 GB.")


def test_what_a_step_moves_is_more_than_the_weights() -> None:
    assert not told("notes.md", "The 8B in BF16 on an L40S. At B = 32 a step moves 33.2 GB.")
    assert told("notes.md", "The weights of an 8B model in BF16 take 32 GB.") == ["32 GB"]
