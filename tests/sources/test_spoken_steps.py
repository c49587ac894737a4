"""Steps of a calculation that running text tells in words."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from snippets import checked

ROUNDED = "The peak takes 41.3 nodes, at 60 % load {}, so {} nodes."
DIVIDED = "Both together need 66 cards. Nothing runs at its limit, so divide by 0.6 and get {}."
MULTIPLIED = "One rack draws 30 units. Multiply by 1.3 and you get {}."
LONG = "The cache holds 2.4 million tokens. If a conversation is 6,000 tokens long, that is {} conversations at a time."
BOXES = "The run needs 1,210 GPUs. They come in boxes of eight, so {} boxes have to be bought."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (ROUNDED.format("69", "69"), []),
        (ROUNDED.format("68.8", "69"), []),
        (ROUNDED.format("24.8", "25"), ["24.8"]),
        (ROUNDED.format("68.8", "42"), ["42"]),
        ("It comes to 23.8, so 12 per region.", []),
        ("It takes 3.4 replicas, that is 14 cards.", []),
        ("In version 2.3, so 7 nodes are enough.", []),
        (DIVIDED.format("110"), []),
        (DIVIDED.format("40"), ["40"]),
        (MULTIPLIED.format("39"), []),
        (MULTIPLIED.format("23.1"), ["23.1"]),
        (LONG.format("400"), []),
        (LONG.format("50"), ["50"]),
        (LONG.format("some 390"), []),
        (LONG.format("37"), []),  # another number, perhaps
        (BOXES.format("152"), []),
        (BOXES.format("303"), ["303"]),
    ],
)
def test_steps(text: str, wrong: list[str]) -> None:
    assert [claim.text for claim in checked(text).claims if claim.verdict in FINDINGS] == wrong


def test_what_follows_is_told_to_be_right() -> None:
    claims = {claim.text: claim for claim in checked(BOXES.format("152")).claims}
    assert (claims["152"].verdict, claims["152"].working) == ("match", "1,210 GPUs / eight")
