"""Tables of plain text in a fence, by the alignment of their columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlsysim_validators.sources.readers import read
from snippets import checked, findings

LINKS = """```
Link              One direction    Both directions
──────────────────────────────────────────────────
NVLink 3 (A100)   300 GB/s         600 GB/s (12 links, each 25 GB/s)
NVLink 4 (H100)   450 GB/s         900 GB/s (18 links, each 25 GB/s)
```
"""
DEVICES = """```text
Before.

GPU          Memory (GB)   Bandwidth (GB/s)
H100 SXM     80            3350
A100 80GB    80            2039

Behind.
```
"""


def kinds(text: str) -> list[str]:
    return [block.kind for block in read("notes.md", text).blocks]


def test_a_table_stands_between_the_lines_around_it() -> None:
    blocks = read("notes.md", DEVICES).blocks
    assert [block.kind for block in blocks] == ["listing", "table", "listing"]
    rows = [[cell.text.text for cell in row] for row in blocks[1].rows]
    assert rows == [
        ["GPU", "Memory (GB)", "Bandwidth (GB/s)"],
        ["H100 SXM", "80", "3350"],
        ["A100 80GB", "80", "2039"],
    ]
    assert [blocks[0].text.text, blocks[2].text.text] == ["Before.", "Behind."]


@pytest.mark.parametrize("text", [LINKS, DEVICES])
def test_what_is_right_in_it_is_quiet(text: str) -> None:
    assert findings(text) == []
    assert checked(text).checked >= 4


@pytest.mark.parametrize(
    ("text", "right", "slip"), [(LINKS, "450 GB/s", "540 GB/s"), (DEVICES, "3350", "3550"), (DEVICES, "2039", "3350")]
)
def test_a_slip_in_it_is_told_where_it_stands(text: str, right: str, slip: str) -> None:
    wrong = text.replace(right, slip) if slip != "3350" else text.replace("80            2039", "80            3350")
    told = [claim for claim in checked(wrong).claims if claim.verdict == "mismatch"]
    assert [claim.text for claim in told] == [slip]
    line, column = told[0].document.position(told[0].stated.offset)
    assert wrong.split("\n")[line - 1][column - 1 :].startswith(slip)


@pytest.mark.parametrize(
    "text",
    [
        "```\nCPU(s):              72\nThread(s) per core:  2\nSocket(s):           2 GB\n```\n",
        "```\nn=128   n=512   n=2048\n1.1     2.2     3.3\n4.4 GB  5.5     6.6\n```\n",
        "```python\nx    y    z\n1    2    3 GB\n1    2    3 GB\n```\n",
        "```\nGPU     Score    Rank\nH100    12       1\nA100    7        2\n```\n",
        "```\nstep    one thing      another thing\n```\n",
    ],
)
def test_other_listings_stay_listings(text: str) -> None:
    assert kinds(text) == ["listing"]


@given(
    st.lists(
        st.sampled_from(["GPU", "Memory (GB)", "80 GB", "  ", "   ", "\n", "──", "1", "x", "|", "│", ":"]), max_size=60
    )
)
def test_no_character_is_lost_or_moved(parts: list[str]) -> None:
    text = "```\n" + "".join(parts) + "\n```\n"
    for block in read("notes.md", text).blocks:
        for shown in [block.text, *(cell.text for row in block.rows for cell in row)]:
            assert all(text[place] == char for char, place in zip(shown.text, shown.offsets, strict=True))
