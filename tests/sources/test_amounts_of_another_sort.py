"""Numbers beside what they do not follow from: capital beside a year, coefficients of symbols, settings elsewhere."""

from __future__ import annotations

import pytest
from snippets import findings


def told(text: str) -> list[str]:
    return [words for words, _ in findings(text, "notes.md")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A server of 8 H100 costs ~$320k CAPEX and a share of the rent per year.", []),
        ("A server of 8 H100: capital cost $320k, to be paid in a year.", []),
        ("A server of 8 H100 costs $320k per year.", ["$320k per year"]),
        ("A server of 8 H100: maintenance $20k per year.", []),
    ],
)
def test_what_is_paid_once_is_no_rent(text: str, wrong: list[str]) -> None:
    assert told(f"## Cost\n\n{text}\n") == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (r"$Size = 4 \times (MB + 1) + 8 \times MB + 2 \times NV \approx 1.2 \times Size_{dense}$", []),
        ("Pruning (2×) and quantization (4×) make 8×.", []),
        ("Pruning (2×) × quantization (4×) = 12×.", ["12×"]),
        ("Pruning 2 × and quantization 4 × = 12 ×.", ["12 ×"]),
    ],
)
def test_coefficients_are_no_factors(text: str, wrong: list[str]) -> None:
    assert told(f"## Formats\n\n{text}\n") == wrong


def test_a_row_with_tokens_of_its_own_takes_no_others() -> None:
    rows = "| 1 | 64 | 1020.5 | 48 |\n| 1 | 128 | 2060.1 | 50 |"
    table = f"| concurrency | max tokens | latency (ms) | throughput (tok/s) |\n|--|--|--|--|\n{rows}"
    assert told(f"## Sweep\n\nRequests of 100 tokens are usual.\n\n{table}\n") == []
