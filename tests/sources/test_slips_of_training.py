"""What a training is off by where a factor of it was forgotten: the backward pass, the MFU, sparsity, devices."""

from __future__ import annotations

import pytest
from snippets import claim, findings

PLAN = """# How long it trains

Llama 3 70B on 15 trillion tokens, H100 SXM at 40% MFU.

- On 4,096 of them: {} days.
"""
RUNS = """# Llama 3 70B, 15T tokens

| H100s | MFU | Days | GPU-hours |
|---|---|---|---|
| 1,024 | 40% | 181.4 | 4.46 M |
| 4,096 | 40% | 45.4 | {} |
"""
LOG = "# An H100 SXM at work\n\nIn the log every GPU does 380 TFLOP/s.\n\nMFU: {} of the dense BF16 peak.\n"


@pytest.mark.parametrize(
    ("text", "right", "wrong", "rule"),
    [
        (PLAN, "45.4", "15.1", "forward-only"),
        (PLAN, "45.4", "30.2", "backward-only"),
        (PLAN, "45.4", "18.1", "no-utilization"),
        ("A 7B model on 3T tokens: {} FLOP.\n", "1.26e23", "4.2e22", "forward-only"),
        (RUNS, "4.46 M", "17.8 M", "recomputed"),
        (LOG, "38%", "19.2%", "sparse-for-dense"),
    ],
)
def test_a_forgotten_factor_is_told(text: str, right: str, wrong: str, rule: str) -> None:
    assert findings(text.format(right)) == []
    assert [found for _, found in findings(text.format(wrong))] == [rule]


def test_the_reason_names_the_pass_that_is_left_out() -> None:
    assert "the backward pass is left out" in claim(PLAN.format("15.1"), "15.1 days").reason


def test_a_time_that_no_slip_gives_is_left_open() -> None:
    assert findings(PLAN.format("97")) == []


def test_a_power_of_ten_is_told_where_two_laws_agree() -> None:
    text = "# 30B\n\n- 30B parameters, 2T tokens: 3.6e23 FLOP\n- H100 SXM at 40% MFU\n- On 512 H100s: {}\n- {}\n"
    days, hours = "20.6 days", "253 thousand GPU-hours"
    assert findings(text.format(days, hours)) == []
    wrong = "2.53 million GPU-hours"
    assert [found for found, _ in findings(text.format(days, wrong))] == [wrong]
