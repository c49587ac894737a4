"""How many users, requests, copies fit into a memory, and how many devices an amount needs."""

from __future__ import annotations

import pytest
from snippets import findings, table

LEFT = "# One card\n\nA card has 40 GB. The weights of our model take 14 GB and leave 26 GB. "
LIST = (
    "# Chats\n\nOur model in BF16, 1.07 GB of cache for each chat, nothing kept free:\n\n"
    "- L4 (24 GB): 7 chats\n- L40S (48 GB): {} chats\n- A100 80GB: 59 chats\n- H200 (141 GB): 116 chats\n"
)
CARDS = (
    "# How many cards hold it?\n\nThe weights are 406 GB.\n\n"
    "| Accelerator | Memory (GB) | Needed |\n|---|---|---|\n"
    "| H100 | 80 | 6 |\n| H200 | 141 | {} |\n| MI300X | 192 | 3 |\n| MI325X | 256 | 2 |\n| L40S | 48 | 9 |\n"
)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (LEFT + "At 0.5 GB a session there is room for {} sessions.", "52", "80"),
        (LEFT + "One request keeps 0.27 GB of cache, hence {} requests.", "96", "192"),
        ("A server has 640 GB. One copy takes 150 GB, so it holds {} of them.", "4", "5"),
        (LIST, "29", "44"),
        (CARDS, "3", "2"),
        (CARDS, "3", "6"),
        ("The states are 1,129 GB in all. On GPUs with 80 GB we need at least {} GPUs.", "15", "14"),
        ("An index takes 614 GB. With 128 GB usable per server that is {} servers.", "5", "4"),
    ],
)
def test_what_does_not_fit_is_found(text: str, right: str, wrong: str) -> None:
    assert findings(text.format(right)) == []
    assert wrong in " ".join(found for found, _ in findings(text.format(wrong)))


@pytest.mark.parametrize(
    "text",
    [
        LEFT + "An FP8 cache of 0.25 GB a session doubles that: 104 sessions.",
        LEFT + "Two such cards hold 132 sessions of 0.5 GB each.",
        LEFT + "At 0.5 GB a session we plan for 30 sessions.",
        LEFT + "We measured 80 requests per second, at 0.5 GB a request.",
        "| Weights | Left (GB) | Per user (GB) | Users |\n|---|---|---|---|\n"
        "| BF16 | 56 | 0.5 | 112 |\n| INT4 | 68 | 0.5 | 136 |\n| BF16, FP8 cache | 56 | 0.25 | 224 |\n",
        "A user of the 8B takes 1.07 GB.\n\n| Pool | Left (GB) | Users |\n|---|---|---|\n"
        "| 8B on one card | 55.9 | 52 |\n| 8B on a large card | 99.1 | 92 |\n| 70B on eight | 434.8 | 161 |\n",
        "The states are 1,129 GB in all. Tensor parallelism over 8 GPUs with 80 GB is what the job uses.",
    ],
)
def test_another_number_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_a_part_of_the_memory_in_powers_of_two_is_no_other_format() -> None:
    rows = table(
        "Device | Devices for BF16", "H100 | 4", "H200 | 2", "MI300X | 1", "TPU v6e | 8", "Gaudi 3 | 2", "Trainium2 | 2"
    )
    text = f"# What has to fit\n\nThe weights take 141.1 GB; we use 88% of the memory.\n\n{rows}\n"
    assert findings(text) == []
