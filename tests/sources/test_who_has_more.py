"""Orders of devices in words: lists, both ends, and two that are compared, by tables and by the registry."""

from __future__ import annotations

import pytest
from snippets import findings, table

ROWS = table(
    "Device | Ridge (FLOP/B) | Bandwidth (TB/s) | Rent ($/h)",
    "A100 SXM 80GB | 153 | 2.039 | 1.50",
    "H100 SXM | 295 | 3.35 | 2.50",
    "H200 SXM | 206 | 4.8 | 3.10",
    "L40S | 419 | 0.864 | 0.90",
)


def told(text: str) -> list[str]:
    return [words for words, rule in findings(text, "notes.md") if rule == "order"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The L40S is the hardest to feed.", None),
        ("The A100 is the hardest to feed.", "A100 is the hardest"),
        ("The A100 is the easiest to keep busy.", None),
        ("From cheapest to dearest: L40S, A100, H100, H200.", None),
        ("From cheapest to dearest: L40S, H100, A100, H200.", "L40S, H100, A100, H200"),
        ("In bandwidth they come as L40S, A100, H100, H200, in that order.", None),
        ("In bandwidth they come as H200, H100, A100, L40S, in that order.", None),
        ("In bandwidth they come as L40S, H100, A100, H200, in that order.", "L40S, H100, A100, H200"),
        ("The H200 has a lower ridge point than the H100.", None),
        ("The H100 has a lower ridge point than the H200.", "H100 has a lower ridge point than the H200"),
        ("The L40S is cheaper than the A100.", None),
        ("The A100 is cheaper than the L40S.", "A100 is cheaper than the L40S"),
        # what no column and no data sheet says, several of a device, suppositions, other quantities
        ("The A100 is faster than the H100.", None),
        ("Two A100s have more bandwidth than an H100.", None),
        ("If the A100 had more bandwidth than the H100, we would keep it.", None),
        ("The A100 has more bandwidth per dollar than the H200.", None),
    ],
)
def test_who_has_more(text: str, wrong: str | None) -> None:
    assert told(f"{ROWS}\n\n{text}\n") == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The MI300X has more memory than the H200.", False),
        ("The H200 has more memory than the MI300X.", True),
        ("The H200 lies ahead of the MI300X in bandwidth.", True),
        ("The H100 NVL has more memory than the H100 SXM.", False),
    ],
)
def test_by_the_registry(text: str, wrong: bool) -> None:
    assert bool(told(text)) is wrong
