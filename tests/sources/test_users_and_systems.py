"""Tokens per second of one user and of a system."""

from __future__ import annotations

import pytest
from snippets import findings

RATES = [
    ("With 100 users, 20 tok/s each, {} tok/s system.", "2,000", "5,000"),
    ("- 50 concurrent users\n- Per-user throughput: 30 tokens/s\n- System throughput: {} tokens/s", "1,500", "150"),
    ("At 32 users each sees 40 tok/s; the aggregate is {} tok/s.", "1,280", "12,800"),
    (
        "```\nLatency: 20 ms/token per user\nThroughput: {} tokens/second (system)\nLoad: 100 concurrent users\n```",
        "5,000",
        "50",
    ),
    (
        "```\nOne request: 200 ms per token\nPer-user latency: still 200 ms\nPer-user throughput: {} tokens/s\n```",
        "5",
        "50",
    ),
]


@pytest.mark.parametrize(("text", "right", "wrong"), RATES)
def test_rates_of_users(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert [found.split()[0] for found, _ in findings(text.format(wrong))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "100 users need 20 tok/s each, the system can do 5,000 tok/s.",
        "With 100 users at 20 tok/s each the peak of the system is 5,000 tok/s.",
        "A request of a user takes 0.8 s, and 50 tokens/s per user are read.",
        "With drafts each user gets 60 tok/s at 30 ms per token of the target model, per user.",
        "100 or 200 users, 20 tok/s each, 4,000 tok/s in total.",
    ],
)
def test_what_may_be_otherwise(text: str) -> None:
    assert findings(text) == []
