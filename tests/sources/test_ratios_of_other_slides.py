"""Factors between two rows of a table of another slide."""

from __future__ import annotations

import pytest
from snippets import checked, findings, table

TABLE = "\n\n## The measurements\n\n" + table(
    "Access | Energy (pJ) | Latency (ns)", "Register | 0.06 | 0.3", "Scratchpad | 4.8 | 25", "LPDDR | 960 | 120"
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("An LPDDR access costs 16,000× more energy than a register.", None),
        ("An LPDDR access costs 200× more energy than a register.", "200×"),
        ("An LPDDR access costs 400× the energy of a register.", "400×"),
        ("An LPDDR access has 4.8× higher latency than the scratchpad.", None),
        ("An LPDDR access has 9.6× higher latency than the scratchpad.", "9.6×"),
        ("An LPDDR access is 50× more expensive than a register.", None),  # in what?
        ("A disk access costs 200× more energy than a register.", None),
        ("In one report, energy fell 300× when going from LPDDR to registers.", None),
    ],
)
def test_a_factor_between_rows_of_another_slide(text: str, wrong: str | None) -> None:
    assert [words for words, _ in findings("## The memory wall\n\n" + text + TABLE)] == ([wrong] if wrong else [])


@pytest.mark.parametrize(("text", "words"), [("It needs 40+ GB of memory.", "40+ GB"), ("Some 90+% of it.", "90+%")])
def test_a_number_and_more_has_its_unit(text: str, words: str) -> None:
    (claim,) = checked(text).claims
    assert (claim.text, claim.reading.hedge) == (words, "above")


def test_a_sum_is_no_number_and_more() -> None:
    assert [claim.text for claim in checked("Weights take 40 GB, and 16+4 GB for the cache.").claims][-1] == "4 GB"
