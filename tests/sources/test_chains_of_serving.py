"""Numbers of serving that follow from a step, a batch, a prompt or an answer."""

from __future__ import annotations

import pytest
from snippets import findings


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("A batch of 64 with a step of 24 ms yields {} in total.", "2,667 tokens/s", "1,333 tokens/s"),
        ("A step takes 12.5 ms, so each user sees {}.", "80 tokens/s", "160 tokens/s"),
        ("A prompt of 2,048 tokens costs 2 x 13e9 x 2048 = {} FLOPs.", "5.3e13", "2.7e13"),
        ("The prompt costs 5.3e13 FLOP. At 60% of 312 TFLOP/s that is {}.", "283 ms", "170 ms"),
        ("The answer has 300 output tokens. With a TTFT of 0.3 s and 14.5 ms each the request lasts {}.", "4.65 s",
         "4.35 s"),
        ("At the peak come 50 requests/s, each with 300 output tokens: {}.", "15,000 tokens/s", "1,500 tokens/s"),
    ],
)  # fmt: skip
def test_what_serving_comes_to(text: str, right: str, wrong: str) -> None:
    assert findings(f"# Serving\n\n{text.format(right)}\n") == []
    found = [words for words, _ in findings(f"# Serving\n\n{text.format(wrong)}\n")]
    assert len(found) == 1
    assert found[0].startswith(wrong)


def test_another_rate_is_left_open() -> None:
    text = "A batch of 64 with a step of 24 ms is fast. Across three replicas we count 6,100 tokens/s."
    assert findings(f"# Serving\n\n{text}\n") == []
