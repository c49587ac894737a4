"""Right numbers that look like a wrong figure of a device or model: shares, generations, footnotes, other documents."""

from __future__ import annotations

from snippets import claim, findings, table, verdict


def test_a_share_of_another_amount_is_no_memory_of_one_device() -> None:
    assert findings("Four H100s have 320 GB, of which 90 % is 288 GB.") == []
    assert findings("Four H100s have 320 GB, of which 10 % are kept: 288 GB for the cache.") == []
    assert findings("The H100 has 288 GB of memory, of which 90 % is used.") == [("288 GB", "variant")]


def test_a_generation_in_a_column_of_rates_is_no_rate() -> None:
    cells = ("GPU | link GB/s (both directions)", "H100 SXM | {}", "L4 | {}")
    assert findings(table(*cells).format("900", "PCIe 4")) == []
    assert findings(table(*cells).format("450", "PCIe 4")) == [("450", "direction")]
    assert findings(table(*cells).format("900", "16")) == [("16", "variant")]


def test_a_footnote_may_say_in_which_format_a_rate_is() -> None:
    cells = ("GPU | BF16 TFLOP/s | memory TB/s", "V100 SXM2{} | 125 | 0.90", "H100 SXM | 989 | 3.35")
    assert findings(table(*cells).format(" ¹")) == []
    assert findings(table(*cells).format("")) == [("125", "unsupported")]


def test_what_documents_print_is_copied_from_no_neighbour() -> None:
    rows = table("GPU | Stacks | TB/s", "A100 80 GB | 5 | 2.04", "B200 | 8 | {}", "MI355X | 8 | 8.0")
    assert verdict(rows.format("8.0"), "8.0")[0] == "ambiguous"
    assert findings(rows.format("2.04")) == [("2.04", "copied")]


def test_a_time_may_follow_from_what_other_documents_print() -> None:
    text = "Llama 3.1 70B in FP8 on one B200 at batch 1: {} tokens/s, bound by its memory bandwidth."
    assert claim(text.format("113"), "113 tokens/s").verdict == "match"
    assert claim(text.format("109"), "109 tokens/s").verdict == "match"
    assert claim(text.format("226"), "226 tokens/s").verdict != "match"


def test_some_of_the_layers() -> None:
    assert findings("DeepSeek-V3 keeps 172 kB per layer and token, over 58 layers.") == []
    assert findings("DeepSeek-V3 has 58 layers.") == [("58", "different")]
