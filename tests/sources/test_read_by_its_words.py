"""A wrong number that a weaker reading lets pass, although the words beside it say which reading holds."""

from __future__ import annotations

import pytest
from snippets import findings, verdict


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # A driver counts the memory of a device, not of a system.
        ("A DGX H100 holds 680 GB of HBM.", "680 GB"),
        # Behind the size of a memory stands its rate, whatever link has as much.
        ("GB200 NVL72: 13.4 TB of HBM3e at 130 TB/s, NVLink 72 × 1.8 = 130 TB/s.", "130 TB/s"),
        # "About equal" in three digits leaves out no part of a sum.
        ("Total: 65 + 500 × 7.36 ≈ 3680 ms.", "3680 ms"),
        ("The projections are 8,192 × 1,024, or 67.1 million each.", "67.1 million"),
        (
            "So a token's keys and values in BF16 take 2 × 80 × 8 × 128 × 2 = 327,680 bytes. "
            "At 8,192 tokens that is 1.34 GB a conversation.",
            "1.34 GB",
        ),
        ("An H200 is the same chip with 144 GB.", "144 GB"),
        ("The L40S is an inference card with 24 GB.", "24 GB"),
        ("- A100 SXM 80 GB: 312 TFLOPS / 2.039 TB/s, or 153 FLOP per byte\n- H100 SXM: 591 FLOP per byte\n",
         "591 FLOP per byte"),
    ],
)  # fmt: skip
def test_the_words_beside_a_number_say_how_it_is_read(text: str, wrong: str) -> None:
    assert verdict(text, wrong)[0] == "mismatch"


@pytest.mark.parametrize(
    "text",
    [
        "A DGX H100 holds 640 GB of HBM; in GiB made GB, 687 GB.",
        "An H100 shows 85 GB.",
        "GB200 NVL72: 13.4 TB of HBM3e at 576 TB/s, NVLink 72 × 1.8 = 130 TB/s.",
        "Total: 65 + 500 × 7.36 ≈ 3,700 ms.",
        "Total: 65 + 500 × 7.36 ≈ 3,760 ms.",
        "The projections are 8,192 × 1,024, or 8.4 million each.",
        "The grid has 16 × 64, or 1,500 with the halo.",
        "So a token's keys and values in BF16 take 2 × 80 × 8 × 128 × 2 = 327,680 bytes. "
        "At 8,192 tokens that is 2.68 GB a conversation.",
        "An H200 is the same chip with 141 GB.",
        "An H100 is the machine with 60 GB left.",
        "- A100 SXM 80 GB: 312 TFLOPS / 2.039 TB/s, or 153 FLOP per byte\n- H100 SXM: 295 FLOP per byte\n",
        "- H100 SXM: 60 FLOP per byte in this kernel\n",
    ],
)
def test_what_is_right_by_its_words_stays_so(text: str) -> None:
    assert not findings(text)
