"""Amounts that stand near a derived number and are of something else: capacities, inputs, settings, other rows."""

from __future__ import annotations

import pytest
from snippets import findings, table

MATCH = ("match", "")


@pytest.mark.parametrize("words", ["MXFP4 weights", "INT4 weights", "4-bit quantization (4.25 bits per weight)"])
def test_the_format_of_weights_is_not_that_of_the_cache(words: str) -> None:
    text = f"gpt-oss-20b with {words}. At a prompt of 16384 tokens, the KV cache is {{}}."
    assert findings(text.format("805 MB")) == []
    assert findings(text.format("8.05 GB"))


def test_what_is_read_has_another_price_than_what_is_written() -> None:
    header = "Setup | $/GPU-hr | tok/s | $/M output tokens | $/M input tokens"
    rows = table(header, "L4 | $1.23 | 380 | {} | $0.18", "A10G | $2.04 | 720 | $0.79 | $0.16")
    assert findings(rows.format("$0.90")) == []
    assert [quantity for quantity, _ in findings(rows.format("$0.09"))] == ["$0.09"]


def test_no_law_joins_two_settings() -> None:
    rows = ("A | 2 | 2048 | 11", "B | 4 | 4096 | 12", "C | 4 | 4096 | 15", "D | 8 | {} | 19", "E | 1 | 1024 | 9")
    assert findings(table("Run | Batch size | Block size | Loss", *rows).format("4096")) == []


def test_the_memory_of_a_device_is_not_read_for_a_token() -> None:
    rows = ("A100 (80GB) | 80GB | 2.0 TB/s | 15", "H100 | 80GB | 3.35 TB/s | 10")
    assert findings(table("GPU | VRAM | Bandwidth | TPOT (ms)", *rows)) == []
    assert findings(table("GPU | VRAM | Bandwidth | Time to read it once (ms)", *rows))


def test_two_rows_of_one_name_are_not_compared() -> None:
    rows = table("Config | TP | Throughput", "Base | 4 | 820", "INT4 | 4 | 1,580", "INT4 | 2 | 1,420")
    assert findings(rows + "\n- INT4 lifts throughput 1.93x\n") == []


@pytest.mark.parametrize("name", ["Ampere", "the V100", "Volta"])
def test_a_factor_of_what_its_bracket_names(name: str) -> None:
    text = "An SM has:\n\n- 256 KB register file\n- 256 KB shared memory (2x " + name + ")\n"
    assert findings(text) == []
    assert findings("It has:\n\n- plain: 256 KB\n- packed: 64 KB (2x smaller)\n")


def test_users_are_no_bytes() -> None:
    assert findings("- 4-bit: 4 GB of weights → 10 GB for the cache → 38x concurrency") == []
    assert findings("- From 14 GB → 3.5 GB, 3x smaller")


@pytest.mark.parametrize("each", ["20K tokens", "20K tokens avg", "20,000 tokens each"])
def test_a_rate_a_day_follows_from_counts_a_day(each: str) -> None:
    assert findings(f"- 1000 requests/day × {each} = 20M tokens/day") == []
    assert findings(f"- 1000 requests/day × {each} = 30M tokens/day")


def test_a_number_told_again_is_of_the_same_sort() -> None:
    rows = table("| Hailo-8 | Jetson", "Power (W) | 1.73 | 15", "Cost | $99 | $249")
    assert findings(rows + "\nOn power, the Pi and the card ($35 + $99 = $134) do better than 15 W.\n") == []
