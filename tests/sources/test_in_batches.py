"""Memory that grows with the batch, and what is left out on purpose or compared with itself."""

from __future__ import annotations

import pytest
from snippets import findings, frame


def told(text: str) -> list[str]:
    return [words for words, _ in findings(text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Activations at batch 8: 3 GB.\n\nAt batch size 32 the activations take 12 GB.", []),
        ("Activations at batch 8: 3 GB.\n\nAt batch size 32 the activations take 6 GB.", ["6 GB"]),
        ("Activations at batch 8: 3 GB.\n\nAt batch size 32 the activations take 24 GB.", ["24 GB"]),
        ("Activations at batch 8: 3 GB.\n\nWith checkpointing the activations at batch 32 take 3 GB.", []),
        ("Activations at batch 8: 3 GB.\n\nAt batch 32 all memory is 24 GB.", []),
        ("Activations at batch 8: 3 GB.\n\nActivations at batch 32 of sequences twice as long: 24 GB.", []),
    ],
)
def test_activations_grow_with_the_batch(text: str, wrong: list[str]) -> None:
    assert told(text) == wrong


RUN = "A 2B model is trained on 50B tokens with 8 H100 at 989 TFLOPS each and 40% MFU. "


def test_an_mfu_that_is_left_out_on_purpose_is_no_slip() -> None:
    assert told(RUN + "Training takes 2.2 days.") == []
    assert told(RUN + "Training takes 0.88 days.") == ["0.88 days"]
    assert told(RUN + "Without MFU the training takes 0.88 days.") == []


def test_one_amount_told_twice_is_no_ratio() -> None:
    body = r"\note{Warmup for 300M tokens, then cosine decay to 10\% of peak LR.}" + "\n"
    body += r"Schedule: 300M token warmup, cosine to 10\% of peak LR."
    assert findings(frame(body), "deck.tex") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("If loading is 20% of total time, even an infinite speedup yields only 5× overall.", []),
        ("If loading is 20% of total time, even an infinite speedup yields only 1.25× overall.", ["1.25×"]),
        ("If loading is 20% of total time, even an infinite speedup yields only 4× overall.", ["4×"]),
        ("If loading is 20% of total time, our speedup is 1.25× overall.", []),
    ],
)
def test_the_limit_of_amdahl_by_the_wrong_share(text: str, wrong: list[str]) -> None:
    assert told("## Amdahl's law\n\n" + text) == wrong
