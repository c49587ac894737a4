"""Products with a bracket and factors that a bracket shows; B for billions; terms that are turned into others."""

from __future__ import annotations

import pytest
from snippets import checked, findings


@pytest.mark.parametrize(
    "text",
    [
        "```\nThroughput = users x (1000 / ITL)\n           = 80 x (1000 / 20)\n           = 4,000 tokens/second\n```",
        "The rate is 80 x (1000 / 20).",
        "It is 3.7× (1470/393) as fast.",
        "Example: 1,203-token prompt + 200-token output = 76 + 13 = 89 blocks a request.",
        "So 1,203 tokens + 200 tokens = 76 + 13 = 89 blocks.",
    ],
)
def test_quiet(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It is 3.2× (1470/393) as fast.", ["3.2×"]),
        ("So 1,203 tokens + 200 tokens = 1,203 + 310 = 1,513 tokens.", ["1,203"]),
    ],
)
def test_told(text: str, wrong: list[str]) -> None:
    assert [one for one, _ in findings(text)] == wrong


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Bandwidth used = 7B × 2 × 100 = 700 GB/s", "write 1,400 GB/s"),
        ("Bandwidth needed: 13B × 2 × 50 = 650 GB/s", "write 1,300 GB/s"),
    ],
)
def test_billions_that_look_like_bytes(text: str, hint: str) -> None:
    assert [one.hint for one in checked(text).claims if one.verdict == "mismatch"] == [hint]
