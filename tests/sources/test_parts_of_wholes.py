"""A share behind the part and the whole that it is of."""

from __future__ import annotations

import pytest
from snippets import findings, hold_right_and_slips


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        ("400 of 989 TFLOP/s is {}.", "40%", ["20%", "60%", "4%"]),
        ("Reaching 400 of 989 TFLOP/s is an MFU of {}.", "40%", ["60%", "50%"]),
        ("MFU: 400 TFLOP/s of 989 is {}.", "40%", ["60%", "25%"]),
        ("896 of 1,024 GPUs are busy: {}.", "87.5%", ["78.5%", "12.5%"]),
        ("It uses 80 GB out of 640 GB, which is {}.", "12.5%", ["25%", "8%"]),
        ("419 of 466 stops were faults (about {}).", "90 %", ["60 %", "9 %"]),
        ("12 of 96 layers, or {}, are dense.", "12.5 %", ["8 %", "25 %"]),
        ("We keep 8 of 64 experts, an activation of {}.", "12.5%", ["25%"]),
        ("Of 1,024 GPUs, 400 are busy: {}.", "39%", ["61%", "4%"]),
        ("Out of the 50,000 samples 4,200 are empty, or {}.", "8.4%", ["84%", "4.2%"]),
    ],
)
def test_shares(text: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(text, right, slips)


@pytest.mark.parametrize(
    "text",
    [
        "31 of the 40 teams answered; 50% of them use PyTorch.",
        "It ran at 400 of 989 TFLOP/s, 15% more than before.",
        "3 of 4 nodes failed and 20% of the jobs were lost.",
        "With 8 of 64 experts per token, 30% of the time goes to routing.",
    ],
)
def test_shares_of_something_else(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Throughput rose from 1,000 to 1,500 tokens/s, by {}.", "50%", "33%"),
        ("Throughput rose from 1,000 tokens/s to 1,500 tokens/s (+{}).", "50%", "33%"),
        ("The loss fell from 2.4 to 1.8, by {}.", "25%", "33%"),
        ("The step went from 40 ms to 30 ms, a saving of {}.", "25%", "33%"),
    ],
)
def test_a_change_is_of_what_was_before(text: str, right: str, wrong: str) -> None:
    hold_right_and_slips(text, right, [wrong])
