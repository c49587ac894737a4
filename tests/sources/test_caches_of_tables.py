"""KV caches and weights in tables: of each GPU, under a label of sequences and tokens, beside other columns."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings, table, verdict

_SPLIT = table(
    "Setup | Weights | KV cache | Activations",
    "Llama-3-70B, TP=4, batch=64, seq=4K, BF16 | 35 GB/GPU | 20 GB/GPU | ~2 GB",
    "Llama-3-70B, TP=8, batch=16, seq=32K, BF16 | 17.6 GB/GPU | 20 GB/GPU | ~3 GB",
    "Qwen2.5-72B, TP=4, batch=64, seq=4K, FP8 KV | 36 GB/GPU | 10 GB/GPU | ~2 GB",
)
_LABELLED = "Take Llama-3-70B (BF16), weights 140 GB:\n\n" + table(
    "Batch × context | KV cache (FP16) | Total memory | Share",
    "1 × 2K | 0.625 GB | 140.6 GB | 0.4%",
    "1 × 128K | 40 GB | 180 GB | 22%",
    "16 × 4K | 20 GB | 160 GB | 12.5%",
    "64 × 4K | 80 GB | 220 GB | 36%",
)


@pytest.mark.parametrize("text", [_SPLIT, _LABELLED])
def test_what_is_right_is_found_right(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize("quantity", ["35 GB/GPU", "36 GB/GPU", "20 GB/GPU", "10 GB/GPU"])
def test_a_share_of_each_gpu_is_the_whole_over_the_ways_of_its_row(quantity: str) -> None:
    assert claim(_SPLIT, quantity).verdict == "match"


@pytest.mark.parametrize(("right", "slip"), [("35 GB/GPU", "70 GB/GPU"), ("10 GB/GPU", "42 GB/GPU")])
def test_a_wrong_share_is_told(right: str, slip: str) -> None:
    assert verdict(_SPLIT.replace(right, slip), slip)[0] == "mismatch"


@pytest.mark.parametrize("quantity", ["0.625 GB", "40 GB", "20 GB", "80 GB"])
def test_a_label_tells_sequences_and_tokens(quantity: str) -> None:
    assert claim(_LABELLED, quantity).field == "kv_cache"
    assert claim(_LABELLED, quantity).verdict == "match"


@pytest.mark.parametrize(("right", "slip"), [("| 40 GB", "| 80 GB"), ("| 20 GB", "| 5 GB")])
def test_a_wrong_cache_of_a_label_is_told(right: str, slip: str) -> None:
    assert (slip.strip("| "), "recomputed") in findings(_LABELLED.replace(right, slip))


_VOLUMES = table(
    "Parallelism | Volume per transfer | Transfers | Total volume",
    "DP | 711.75 MB | 64 | 44.48 GB",
    "PP | 192 MB | 26 | 4.875 GB",
    "TP | 360 MB | 4992 | 1755 GB",
    "EP | 10.5 MB | 4992 | 51.19 GB",
)


def test_a_product_of_columns_may_count_in_powers_of_two() -> None:
    assert findings(_VOLUMES) == []
    assert claim(_VOLUMES, "44.48 GB").verdict == "match"
    assert verdict(_VOLUMES.replace("51.19", "15.19"), "15.19 GB")[0] == "mismatch"


def test_a_calculation_that_is_wrong_as_printed_follows_from_no_other_slip() -> None:
    ahead = "Qwen2.5-7B has 28 layers and a hidden size of 4096.\n\n"
    text = f"{ahead}$2 \\times 32768 \\times 28 \\times 4096 = 7.5$ billion\n"
    told = [found.text for found in checked(text).claims if found.verdict == "mismatch"]
    assert told == ["4096"]  # 2 x 32768 x 28 x 4096 are 7.5 billion
    assert "7.9 billion" in [
        found.text for found in checked(text.replace("7.5", "7.9")).claims if found.verdict == "mismatch"
    ]
