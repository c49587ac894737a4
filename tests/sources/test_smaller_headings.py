"""What a smaller heading says of the numbers under it, and a sentence of those in the next one."""

from __future__ import annotations

from snippets import claim, findings

HANDBOOK = """# Handbook

## 2 Formulas

Each comes with an example.

### 2.1 KV cache

Llama 3.1 70B with 32,768 tokens: {cache}. A user of it pays for all of that.

### 2.2 Training compute

Llama 3.1 8B on 15 trillion tokens: {flops}.

### 2.3 Gradients

In BF16 the gradients of Llama 3.1 8B take 16.1 GB.
"""


def handbook(cache: str = "10.7 GB", flops: str = "7.23e23 FLOP") -> str:
    return HANDBOOK.format(cache=cache, flops=flops)


def test_a_smaller_heading_names_the_quantity() -> None:
    assert findings(handbook()) == []
    assert claim(handbook(), "10.7 GB").verdict == "match"
    assert claim(handbook(), "7.23e23 FLOP").verdict == "match"


def test_a_slip_under_a_smaller_heading_is_told() -> None:
    assert findings(handbook(cache="5.37 GB")) == [("5.37 GB", "half")]
    assert findings(handbook(flops="2.41e23 FLOP")) == [("2.41e23 FLOP", "forward-only")]
    assert "7.2e23 FLOP" in claim(handbook(flops="2.41e23 FLOP"), "2.41e23 FLOP").reason


def test_a_number_that_is_far_off_under_a_heading_is_left_open() -> None:
    assert findings(handbook(cache="62 GB")) == []


def test_a_sentence_goes_on_with_the_quantity_of_the_one_before() -> None:
    text = "Loading the weights of Llama 3.1 8B in BF16 takes 4.8 ms on an H100 SXM. On an L4: {}."
    assert findings(text.format("53.5 ms")) == []
    assert claim(text.format("53.5 ms"), "53.5 ms").verdict == "match"
    assert [words for words, _ in findings(text.format("5.35 ms"))] == ["5.35 ms"]
