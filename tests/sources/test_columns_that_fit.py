"""How many of one size fit into the amounts of another column."""

from __future__ import annotations

from snippets import findings

ROWS = (
    "| Card | Free for the cache | Users |\n|---|---|---|\n"
    "| A | 59.9 GB | {} |\n| B | 107.9 GB | 100 |\n| C | 171.9 GB | 160 |\n"
)
MORE = "| D | 159.9 GB | 148 |\n"


def test_the_row_that_does_not_fit_as_the_others_do_is_found() -> None:
    assert findings(ROWS.format(55) + MORE) == []
    for wrong in ("70", "111", "27"):
        assert [found for found, _ in findings(ROWS.format(wrong) + MORE)] == [wrong]


def test_a_size_that_the_text_states_needs_fewer_rows() -> None:
    text = "# Serving\n\nEach user holds 1.07 GB.\n\n"
    assert findings(text + ROWS.format(55)) == []
    assert [found for found, _ in findings(text + ROWS.format(70))] == ["70"]
    assert findings(ROWS.format(70)) == []


def test_whole_numbers_that_fit_nothing_are_left_alone() -> None:
    rows = "| Node | Memory | Jobs |\n|---|---|---|\n| A | 80 GB | 12 |\n| B | 160 GB | 31 |\n| C | 320 GB | 40 |\n"
    assert findings(rows + "| D | 640 GB | 90 |\n") == []
