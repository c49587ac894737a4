"""Tables of compute budgets: the FLOP of a training beside its parameters and tokens."""

from __future__ import annotations

import pytest
from snippets import findings, hold_right_and_slips, table


@pytest.mark.parametrize(
    ("rows", "right", "slips"),
    [
        ("Budget | Parameters | Tokens/9.6e18 FLOPs | 0.4B | 4B/{} | 4B | 40B", "9.6e20 FLOPs", ["5e22 FLOPs"]),
        ("FLOPS | N | D | tokens per parameter/{} | 91M | 1.8B | 20/1e20 | 0.91B | 18B | 20", "1e18", ["1e17", "2e19"]),
        ("run | params (M) | tokens (B) | FLOPs/a | 125 | 2.5 | 1.9e18/b | 350 | 7 | 1.5e19/c | 760 | 15 | {}",
         "6.8e19", ["1.4e20"]),
        ("N | D | C (FLOP)/1B | 20B | 1.2e20/10B | 200B | {}", "1.2e22", ["1.2e21"]),
    ],
)  # fmt: skip
def test_a_budget_is_what_its_row_takes(rows: str, right: str, slips: list[str]) -> None:
    hold_right_and_slips(table(*rows.split("/")), right, slips)


def test_all_budgets_of_a_table_may_be_wrong() -> None:
    rows = [f"$10^{{{power}}}$ FLOPS | ~{n} | ~{d}" for power, n, d in ((18, "400M", "8B"), (20, "4B", "80B"))]
    rows += ["$10^{22}$ FLOPS | ~40B | ~800B"]
    assert len(findings(table("Compute budget | Optimal $N$ | Optimal $D$", *rows))) == 3


@pytest.mark.parametrize(
    "text",
    [
        # a part of its parameters works for each token
        table("Model | Params | Tokens | FLOPs", "DeepSeek-V3 | 671B | 14.8T | 3.3e24", "X-Large | 1T | 10T | 2e24"),
        table("Model | Active | N | D | Compute (FLOPs)", "a | 5B | 50B | 1T | 3e22", "b | 3B | 30B | 1T | 1.8e22"),
        # attention, an encoder and a decoder, several epochs
        table("Model | Params | Tokens | FLOPs", "T5-11B | 11B | 1T | 3.3e22", "Gopher | 280B | 300B | 6.3e23"),
        table("Params | Tokens | FLOPs per token", "1B | 20B | 6e9", "7B | 140B | 4.2e10"),
        table("Params | Tokens | Peak FLOPS", "1B | 20B | 1e15", "7B | 140B | 1e15"),
    ],
)
def test_what_is_counted_otherwise(text: str) -> None:
    assert findings(text) == []
