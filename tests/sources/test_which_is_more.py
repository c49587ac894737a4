"""Factors between the amount behind them and one before, and words that say which of two amounts is more."""

from __future__ import annotations

import pytest
from snippets import checked, findings

FACTORS = [
    (
        "A token of the cache takes 320 KiB. With 64 KV heads the cache would be {} times as large: 2.6 MB per token.",
        "8",
        "64",
    ),
    (
        "A step takes 16 ms. Without fusion it is {} times as long, 64 ms.",
        "4",
        "16",
    ),
    (
        "The cache holds 40 GB. Quantized it is {}x smaller: 10 GB.",
        "4",
        "16",
    ),
    (
        "Plain decoding gives 50 tokens/s. Batching makes it {}x faster, 400 tokens/s.",
        "8",
        "32",
    ),
    (
        "The message is 350 MB. With BF16 it is {} times as small, 175 MB.",
        "2",
        "4",
    ),
    (
        "That makes nearly 1,900 tokens per parameter, over {} times the 20 of Chinchilla.",
        "90",
        "9",
    ),
    (
        "We use 640 samples, {} times the 80 that the paper took.",
        "8",
        "80",
    ),
    (
        "It needs 24 cards, {} times the 8 of one node.",
        "3",
        "30",
    ),
]
EQUAL_MEMORY = [
    (
        "| Model | KV per token |\n| ---|--- |\n| A | 320 KiB |\n| B | 80 KiB |\n\nIn the same "
        "memory B holds {} as many tokens.",
        "four times",
        "twice",
    ),
    (
        "The dense cache takes 160 KB per token, the latent one 40 KB per token. With a fixed budget "
        "we keep {}x more tokens.",
        "4",
        "2",
    ),
    (
        "Before: 2 GB per request. After: 0.5 GB per request. The same memory serves {}x as many requests.",
        "4",
        "8",
    ),
    (
        "| Format | Bytes per token |\n| ---|--- |\n| FP16 | 128 KiB |\n| FP8 | 64 KiB |\n\nPer GB "
        "one stores {} as many tokens.",
        "twice",
        "four times",
    ),
]
WORDS = [
    (
        "The run reached 34.5 %. That is {} the 38-43 % printed in the report.",
        "below",
        "above",
    ),
    (
        "MFU is 34.5 %, {} the 40 % of the baseline.",
        "below",
        "above",
    ),
    (
        "The kernel takes 4.2 ms, {} than the 3.1 ms of the library.",
        "slower",
        "faster",
    ),
    (
        "It draws 350 W, {} than the 700 W of the other board.",
        "less",
        "more",
    ),
    (
        "The new one has 141 GB, {} than the 80 GB of the old one.",
        "more",
        "less",
    ),
    (
        "Our 8 GB model is {} than the 14 GB one.",
        "smaller",
        "larger",
    ),
]
LEFT_ALONE = [
    "The cache takes 12 GB, 3 GB above the 10 GB that we planned.",
    "It runs at 35 %, which is 8 % more than the 40 % of last year.",
    "If the kernel takes 4 ms, faster than the 3 ms of the library is out of reach.",
    "Throughput rises by 3 %, above the 80 % target.",
    "The kernel takes 4.2 ms, not faster than the 3.1 ms of the library.",
    "The step takes 2 ms longer than the 10 ms of the library.",
    "At 400 tokens/s it is 3x faster at 10 GB/s.",
    "It draws 350 W, more than the 300 W of the other board.",
    "We need 24 GPUs for 3 times the 10 hours.",
]


@pytest.mark.parametrize(("text", "right", "wrong"), FACTORS)
def test_a_factor_is_that_of_the_amounts_beside_it(text: str, right: str, wrong: str) -> None:
    assert not findings(text.format(right))
    told = [one.text for one in checked(text.format(wrong)).claims if one.verdict == "mismatch"]
    assert [words for words in told if words.startswith(wrong)]


@pytest.mark.parametrize(("text", "right", "wrong"), EQUAL_MEMORY)
def test_equal_memory_holds_as_many_more_as_each_takes_less(text: str, right: str, wrong: str) -> None:
    assert not findings(text.format(right))
    assert [rule for _, rule in findings(text.format(wrong))] == ["ratio"]


@pytest.mark.parametrize(("text", "right", "wrong"), WORDS)
def test_words_say_which_is_more(text: str, right: str, wrong: str) -> None:
    assert not findings(text.format(right))
    assert findings(text.format(wrong)) == [(wrong, "order")]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_differences_and_what_is_supposed_are_left_alone(text: str) -> None:
    assert not findings(text)
