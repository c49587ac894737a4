"""Numbers whose inputs stand in the sentence before, a lead-in, the set-up: right, wrong by a known slip, left open."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings

# What is stated, the number that follows, what people write instead.
PAIRS = [
    ("# Prefill\n\nA prompt of 4,096 tokens is 420 TFLOP. The H100 at 60% of its BF16 peak needs {} for it.\n",
     "0.71 s", "0.35 s"),
    ("# Meter\n\nThe boards take 650 W for 20 million GPU-hours. With a PUE of 1.2, {} at the meter.\n",
     "15.6 GWh", "13.0 GWh"),
    ("# Serving\n\nA step lasts 40.0 ms. The 96 users together get {}.\n", "2,400 tokens/s", "240 tokens/s"),
    ("# One user\n\nLlama 3.1 8B in BF16, one token reads all weights:\n\n- L40S: {} at least\n", "18.6 ms", "9.3 ms"),
    ("# Ring\n\nA device owns 6.4 GB of gradients. A ring passes them on; for $n = 16$ each sends {}.\n",
     "12.0 GB", "6.0 GB"),
    ("# AllReduce\n\nThe gradients have 24.0 GB, on 50 GB/s each way.\n\n- One flat ring of 32: {}\n",
     "930 ms", "465 ms"),
    ("# Price\n\nOur box costs \\$24 an hour:\n\n- 36 million tokens an hour, hence {} per million\n",
     "$0.67", "$6.67"),
    ("# Work\n\nThe run did 2.4e24 FLOP in all. In 2.0 million GPU-hours each device therefore made {}.\n",
     "333 TFLOP/s", "111 TFLOP/s"),
    ("# Two levels\n\n- reduce-scatter inside the node: 24.0 ms\n- AllReduce of the shards across: 61.0 ms\n"
     "- all-gather inside the node: another 24.0 ms\n\nSum: {}.\n", "109 ms", "85 ms"),
    ("# Ring\n\nA rank owns 1.60 GB, and reduces them over 16 replicas. The ring then moves {} through a port.\n",
     "3.00 GB", "1.50 GB"),
    ("# Size\n\nWe take Llama 3.1 70B.\n\n# Prompt\n\nA prompt of 3,000 tokens costs {} for the weights.\n",
     "423 TFLOP", "212 TFLOP"),
    ("# MFU\n\nThe run took 2.4 million GPU-hours of H100 for its 3.0e24 FLOP.\n\n- An MFU of {}\n", "35.1%", "17.5%"),
    ("# A day\n\nThe service emits 50,000 tokens/s, every day: {}.\n", "4.32 billion tokens", "4.32 million tokens"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_what_was_said_before_explains_a_number_or_shows_its_mistake(text: str, right: str, wrong: str) -> None:
    shown = right.replace("$", "\\$")
    assert claim(text.format(shown), right).verdict == "match"
    assert findings(text.format(shown)) == []
    assert [found for found, _ in findings(text.format(wrong.replace("$", "\\$")))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "# Prefill\n\nThe prompt costs 420 TFLOP. At 600 TFLOP/s and half of the work it takes 350 ms.\n",  # of half
        "# Ring\n\nThe gradients have 24.0 GB.\n\n- One ring of 32 at 50 GB/s: the reduce-scatter takes 465 ms\n",
        "# Two sizes\n\nA step lasts 40.0 ms, a long one 80.0 ms. The 96 users together get 240 tokens/s.\n",
        "# Links\n\nThe file has 32.0 GB. It crosses 64 GB/s; from eight links in parallel it takes 62.5 ms.\n",
        "# Load\n\nOne read lasts 10 s. Every reader waits 25 s after 4 failures.\n",
        "# Save\n\nOne save takes 24.7 s with checkpoints, MTBF is 49.5 h = 178,200 s.\n",
        "# A step\n\nOne exchange takes 6 ms.\n\n- Compute: 170 ms\n- Communication: 6 ms\n- Total: 176 ms\n",
        "# Ports\n\nOf 3.2 Tbit/s, eight of them.\n\n- 3,200 GB/s of memory\n",
        "# Rails\n\nA copy of 96 MB needs 1.92 ms on an NDR port, or 0.24 ms if each of eight ranks sends a part.\n",
        "# A hop\n\nThe ring of 16 moves 30.0 GB at 50 GB/s, plus 0.30 ms of start-up.\n",
    ],
)
def test_other_quantities_are_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "# States\n\nWe fine-tune 7.24B parameters.\n\n- That is 12 bytes for each parameter,\n- {} GB in total.\n",
            "86.9",
            "29.0",
        ),
        ("# Disk\n\nWe save 14 bytes per parameter.\n\n- Our model: 30B parameters → {} GB on disk\n", "420", "60"),
        ("# Adam\n\nTraining keeps 16 bytes per parameter. For 13B parameters this makes {} GB.\n", "208", "156"),
    ],
)
def test_other_bytes_of_each_parameter(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert [found.split()[0] for found, _ in findings(text.format(wrong))] == [wrong]


def test_a_part_of_the_bytes_of_each_parameter() -> None:
    text = "# Disk\n\nWe save 14 bytes per parameter.\n\n- Our model: 30B parameters → 60 GB of BF16 weights\n"
    assert findings(text) == []


def test_a_newer_input_supersedes_an_older_one() -> None:
    text = "# Load\n\nThe first has 90.0 GB. The second has 45.0 GB. At 30 GB/s it takes {}.\n"
    assert claim(text.format("1.50 s"), "1.50 s").verdict == "match"


def test_a_number_that_counts_something_takes_no_unit_of_a_label() -> None:
    text = "# Batch\n\nThe batch sets the tokens per second: 48 requests at once.\n"
    assert [one.text for one in checked(text).claims if one.reading.units[0].dimension] == []
