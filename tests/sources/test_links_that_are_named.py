"""Rings and transfers over links that are only named; results that are said again in another unit behind a comma."""

from __future__ import annotations

import pytest
from snippets import claim, findings, verdict

# What is stated, the number that follows, what people write instead.
PAIRS = [
    ("# Gradients\n\nThe gradients take 14.0 GB.\n\n- 512 GPUs in one flat ring over InfiniBand NDR: {}\n",
     "559 ms", "69.9 ms"),
    ("# Gradients\n\nThe gradients take 14.0 GB.\n\n- 128 GPUs in one ring over InfiniBand HDR: {}\n",
     "1.11 s", "0.556 s"),
    ("# AllReduce of 2.10 GB of gradients\n\n| Group | GB/s one way | ms each |\n|:--|--:|--:|\n"
     "| 8 x H200, NVLink 4 | 450 | {} |\n", "8.17", "4.08"),
    ("# Where the 60 GB go\n\nAll 60 GB leave by one link.\n\n| Path | Time |\n|:--|--:|\n"
     "| One InfiniBand NDR port | {} |\n",
     "1.20 s", "0.150 s"),
    ("# Loading\n\nPCIe 4.0 x16 carries 32 GB/s per direction; loading the BF16 13B model over it takes {}.\n",
     "0.81 s", "0.41 s"),
    ("# Ports\n\n- One 200 Gb/s port per GPU: {} one way\n", "25 GB/s", "200 GB/s"),
    ("# Camera\n\nThe camera sends 12 MB/s, that is {} of uplink.\n", "96 Mb/s", "12 Mb/s"),
    ("# Young\n\nThe interval is = 745 s, {}.\n", "12.4 min", "8.8 min"),
    ("# Battery\n\n- 40 Wh / 50 mW → 800 h, {}\n", "33 days", "30 days"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_a_named_link_explains_a_time_or_shows_its_mistake(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(right), right).verdict != "mismatch"
    assert findings(text.format(right)) == []
    assert [found for found, _ in findings(text.format(wrong))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "# Gradients\n\nThe gradients take 14.0 GB.\n\n- 512 GPUs in one flat ring over NDR, measured: 0.80 s\n",
        "# Gradients\n\nThe gradients take 14.0 GB.\n\n- A parameter server beside 8 GPUs over NDR: 2.24 s\n",
        "# Ring\n\nEach GPU sends 32.0 GB.\n\n- 256 GPUs, one ring over NDR: 640 ms\n",
        "# Ports\n\n- Eight ports of 400 Gb/s: 400 GB/s out of the box\n",
        "# Ports\n\n- A link of 400 Gb/s, not 400 GB/s\n",
        "# Runs\n\n- The short one takes 600 s, 3 h with all checks.\n",
    ],
)
def test_other_readings_of_such_a_time_are_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("sentence", "quantity", "expected"),
    [
        ("H100: its NVLink sums to 900 GB/s, which is 450 each way.", "900 GB/s", "match"),
        ("A100: its 12 NVLinks have 600 GB/s, half of it in each direction.", "600 GB/s", "match"),
        ("H100: its NVLink carries 450 GB/s per direction, 900 GB/s in all.", "900 GB/s", "match"),
        ("H100: its NVLink carries 900 GB/s each way.", "900 GB/s", "mismatch"),
        (
            "A ring of 8 TPU v5p with both directions in use sends 200 GB/s from each: AllReduce of 1 GB in 8.75 ms.",
            "8.75 ms",
            "match",
        ),
        ("In a ring of 8 H100 an AllReduce of 1 GB over NVLink at 900 GB/s takes 1.94 ms.", "1.94 ms", "mismatch"),
    ],
)
def test_which_number_a_direction_is_said_of(sentence: str, quantity: str, expected: str) -> None:
    assert verdict(sentence, quantity)[0] == expected


@pytest.mark.parametrize(
    ("cell", "quantity", "expected"),
    [
        ("7 Infinity Fabric × 128 GB/s", "128 GB/s", "match"),
        ("7 links at 64 GB/s each way", "64 GB/s", "match"),
        ("7 links at 256 GB/s", "256 GB/s", "mismatch"),
        ("3 links at 100 GB/s", "100 GB/s", "unresolved"),
    ],
)
def test_the_rate_of_each_of_its_links(cell: str, quantity: str, expected: str) -> None:
    text = f"| Device | Links | Memory |\n|---|---|---|\n| MI300X | {cell} | 192 GB |\n"
    assert verdict(text, quantity)[0] == expected


@pytest.mark.parametrize(("time", "wrong"), [("35.0 ms", []), ("4.4 ms", ["4.4 ms"])])
def test_a_symbol_counts_those_of_the_ring(time: str, wrong: list[str]) -> None:
    text = "# AllReduce\n\nA ring over $n$ chips. $M=1$ GB, $n=8$:\n\n- H100 over NVLink 4: 3.89 ms\n"
    text += f"- the same eight over PCIe 5.0: 27.3 ms; over one InfiniBand NDR port each: {time}\n"
    assert [words for words, _ in findings(text)] == wrong


@pytest.mark.parametrize(("time", "wrong"), [("4.1 µs", []), ("2.0 µs", ["2.0 µs"])])
def test_messages_of_activations_are_messages(time: str, wrong: list[str]) -> None:
    text = "# Links\n\n- Batch 64, BF16 activations: messages of 64 × 8192 × 2 B = 1.05 MB. "
    text += f"On a ring of eight H100s, each takes {time} of pure transfer.\n"
    assert [words for words, _ in findings(text)] == wrong
