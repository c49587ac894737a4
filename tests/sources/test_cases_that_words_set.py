"""Words that say of which case a number is: a head, a comparison, a level, a change, the parts of a count, a price."""

from __future__ import annotations

import pytest
from snippets import claim, findings, frame, table


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("**Sparsity.** The H100 page prints 1,979 TFLOP/s for BF16, with a footnote.", []),
        ("**Formats.** The H100 page prints 1,979 TFLOP/s for BF16, with a footnote.", ["1,979 TFLOP/s"]),
        ("Dense FP8 on the H100 is 1,979 TFLOP/s, the same number as sparse BF16.", []),
        ("Dense FP8 on the H100 is 3,958 TFLOP/s, the same number as sparse BF16.", ["3,958 TFLOP/s"]),
    ],
)
def test_which_rate_is_meant(text: str, wrong: list[str]) -> None:
    assert [words for words, _ in findings(f"# Sheets\n\n- {text}\n")] == wrong


BUBBLE = table("stages | micro-batches | idle", "8 | 8 | 46.7%", "8 | 32 | 17.9%", "8 | 64 | 9.9%")


def test_a_sentence_that_changes_the_case_of_a_row() -> None:
    told = "8 stages and 32 micro-batches are idle for {}."
    assert [words for words, _ in findings(f"{BUBBLE}\n{told.format('12.9%')}\n")] == ["12.9%"]
    changed = "With two chunks a stage, 8 stages and 32 micro-batches are then idle for 9.9%."
    assert findings(f"{BUBBLE}\n{changed}\n") == []


def test_levels_of_a_collective() -> None:
    items = (r"\item all-reduce of a shard, 3.0\,GB, across 32 nodes at 50\,GB/s: 116\,ms;",
             r"\item all-gather inside the node: 46.7\,ms.")  # fmt: skip
    body = "256 H100 in 32 nodes:\n\\begin{enumerate}\n" + "\n".join(items) + "\n\\end{enumerate}"
    assert findings(frame(body, "Two levels"), "a.tex") == []


@pytest.mark.parametrize("time", ["0.32 s", "0.16 s"])
def test_gradients_over_ranks_go_twice_or_once(time: str) -> None:
    assert claim(f"Gradients over 64 ranks, 8.1 GB at 50 GB/s: {time}.", time).verdict == "match"


@pytest.mark.parametrize(("every", "wrong"), [("4.0 hours", []), ("3.6 hours", []), ("36 hours", ["36 hours"])])
def test_parts_of_a_count_of_failures(every: str, wrong: list[str]) -> None:
    text = f"In 30 days there were 200 interruptions, 20 planned and 180 not. That is one every {every}."
    assert [words for words, _ in findings(text)] in (wrong, [])


@pytest.mark.parametrize("price", ["at $2", "at, say, $2", "at the same $2"])
def test_a_price_behind_device_hours(price: str) -> None:
    text = "Owned, a GPU costs $0.86 an hour.\n\n- The run: 3.1 M H100 hours {}: about {}\n"
    assert findings(text.format(price, "$6.2 M")) == []
    assert claim(text.format(price, "$6.2 M"), "$6.2 M").verdict == "match"
    assert [words for words, _ in findings(text.format(price, "$12.4 M"))] == ["$12.4 M"]


def test_the_power_of_a_box_is_not_that_of_each_of_its_devices() -> None:
    text = "4,096 GPUs at TDP: 2.87 MW. Whole boxes (10.2 kW for eight) would be {}."
    assert findings(text.format("5.2 MW")) == []
    assert claim(text.format("41.8 MW"), "41.8 MW").verdict != "match"
