"""The time of many like operations, from that of one."""

from __future__ import annotations

import pytest
from snippets import claim, findings

PAIRS = [
    ("# Tensor parallelism\n\nOne AllReduce takes 0.31 ms, all 128 of them {}.\n", "39.7 ms", "19.8 ms"),
    ("# Tensor parallelism\n\nOne AllReduce takes 0.31 ms; four in each of 32 layers: {}\n", "39.7 ms", "19.8 ms"),
    ("# Launches\n\nEach kernel launch costs 6.5 µs. All 240 of them take {}.\n", "1.56 ms", "15.6 ms"),
    ("# Exchange\n\nA single message takes 2.2 ms, all twelve of them {}.\n", "26.4 ms", "13.2 ms"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_all_of_them_take_the_time_of_one_so_often(text: str, right: str, wrong: str) -> None:
    assert claim(text.format(right), right).verdict == "match"
    assert findings(text.format(right)) == []
    assert [found for found, _ in findings(text.format(wrong))] == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "# Tensor parallelism\n\nOne AllReduce takes 0.31 ms, all 128 of them, half hidden, 19.8 ms.\n",
        "# Tensor parallelism\n\nOne AllReduce takes 0.31 ms, all 128 of them 25 ms.\n",  # by no known slip
        "# Tensor parallelism\n\nOne AllReduce takes 0.31 ms, all 128 of them 19.8 ms where they overlap.\n",
    ],
)
def test_other_times_are_left_open(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(("time", "wrong"), [("1.28 ms", []), ("12.8 ms", ["12.8 ms"]), ("0.9 ms", [])])
def test_a_line_counts_them_for_its_list(time: str, wrong: list[str]) -> None:
    lead = "# Small messages\n\nA small AllReduce takes 8 µs, whatever its size. There are 160 of them:\n\n"
    text = f"{lead}- {time} of waiting\n"
    assert [found for found, _ in findings(text)] == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It keeps 1.91 GB per block, 48 blocks: 91.7 GB per sequence.", []),
        ("It keeps 1.91 GB per block, 48 blocks: 64 GB per sequence.", ["64 GB"]),
        ("It keeps 1.91 GB per block, 48 blocks: 11.5 GB per GPU.", []),  # of eight
        ("It keeps 1.91 GB per block, 48 layers: 64 GB.", []),  # of other things
        ("A message has 16 MB per layer, 40 layers: 640 MB.", []),
        ("It keeps 1.91 GB per block, 48 blocks: 64 GB, sharded.", []),
    ],
)
def test_what_each_has_and_how_many_there_are(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(text)] == wrong
