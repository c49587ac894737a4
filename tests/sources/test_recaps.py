"""Numbers of a recap that no other slide has, beside one that speaks of the same and has another."""

from __future__ import annotations

import pytest
from snippets import checked

_BODY = """# Fleet notes

## How long the run lasts

At the goodput that we measured the pre-training run lasts 31.7 days on the whole partition.

## When nodes break

The partition as a whole is interrupted once in 41.6 hours, by our log.

## What a conversation holds

Cache of a conversation in FP8: 437 MB.

## {title}

- {recap}
"""


def _told(
    text: str,
) -> dict[str, tuple[str, str]]:
    claims = checked(text).claims
    return {claim.text: (claim.rule, claim.reason) for claim in claims if claim.verdict == "inconsistent"}


def _recalled(text: str) -> dict[str, tuple[str, str]]:
    """Without what is held against a statement of the same words, wherever it stands."""
    return {words: told for words, told in _told(text).items() if "in the same words" not in told[1]}


@pytest.mark.parametrize(
    ("recap", "wrong", "right"),
    [
        ("The pre-training run: 37.1 days.", "37.1 days", "31.7 days"),  # digits swapped
        ("The pre-training run lasts 29.4 days.", "29.4 days", "31.7 days"),  # stale
        ("Nodes: the partition is interrupted once in 83.2 hours.", "83.2 hours", "41.6 hours"),
        ("A conversation holds 437 GB of cache.", "437 GB", "437 MB"),
    ],
)
def test_number_of_a_recap_that_is_told_otherwise_before(recap: str, wrong: str, right: str) -> None:
    told = _told(_BODY.format(title="Summary", recap=recap))
    assert wrong in told
    assert told[wrong][0] == "changed"
    assert right in told[wrong][1]
    assert "line " in told[wrong][1]


def test_a_sum_that_stands_before_its_result_recalls_nothing() -> None:
    assert _recalled(_BODY.format(title="Recap", recap="The pre-training run: 20.1 + 17.0 = 37.1 days.")) == {}
    assert "37.1 days" in _recalled(_BODY.format(title="Recap", recap="The pre-training run: 37.1 days."))


def test_the_recap_is_told_and_says_what_it_recalls() -> None:
    told = _told(_BODY.format(title="Recap", recap="The pre-training run lasts 37.1 days."))
    assert set(told) == {"37.1 days"}


def test_two_digits_may_be_another_things() -> None:
    assert _recalled(_BODY.format(title="Recap", recap="The pre-training run lasts 37 days.")) == {}


@pytest.mark.parametrize(
    ("title", "recap"),
    [
        ("Summary", "The pre-training run lasts 31.7 days."),
        ("Summary", "The pre-training run: 32 days."),  # rounded
        ("Summary", "The pre-training run takes 761 hours."),  # in another unit
        ("Summary", "Shipping the racks took 12 days."),  # something else
        ("Summary", "On 1,024 H200 GPUs instead, the bill is $4.2M."),  # nothing of its kind before
        ("A second plan", "The pre-training run lasts 29.4 days."),  # no recap
        ("Exercises to take home", "Suppose the run lasts 29.4 days."),
    ],
)
def test_what_is_no_other_statement_of_the_same(title: str, recap: str) -> None:
    assert _told(_BODY.format(title=title, recap=recap)) == {}


def test_number_that_several_recap_lines_part() -> None:
    """What the recap itself states right is not what another of its numbers recalls."""
    recap = "The pre-training run lasts 31.7 days.\n- Loading the data before it lasts 29.4 days."
    assert _told(_BODY.format(title="Summary", recap=recap)) == {}


_TABLE = """# Serving notes

## A step on each board

| Board | Step (ms) | Power (kW) |
|-------|----------:|-----------:|
| Alder | 21.3 | 5.6 |
| Birch | 15.9 | 8.8 |
| Cedar | 12.4 | 9.3 |

## Summary

- {recap}
"""


@pytest.mark.parametrize(
    ("recap", "wrong"),
    [
        ("On the Birch a step lasts 21.3 ms.", "21.3 ms"),
        ("On the Birch a step lasts 15.9 ms.", None),
        ("On the Birch a step lasts 15.9 ms, on the Alder 21.3 ms.", None),
        ("The Birch beats the 21.3 ms of the Alder.", None),
        ("A step may last 21.3 ms.", None),  # no row named
    ],
)
def test_cell_of_another_row_than_the_recap_names(recap: str, wrong: str | None) -> None:
    assert list(_told(_TABLE.format(recap=recap))) == ([wrong] if wrong else [])


@pytest.mark.parametrize(("each", "told"), [("5.3 days", False), ("4.3 days", True)])
def test_a_product_of_the_recap_recalls_nothing(each: str, told: bool) -> None:
    recap = f"Each step lasts {each}.\n- The pre-training run, 7 steps: 37.1 days."
    assert ("37.1 days" in _told(_BODY.format(title="Summary", recap=recap))) == told


def test_a_setting_recalls_nothing() -> None:
    rows = "| where | interrupted once in (hours) |\n|---|---|\n| nodes of the partition | {} |"
    wrong = _told(_BODY.format(title="Summary", recap=f"Interruptions:\n\n{rows.format('4.15')}"))
    assert "4.15" in wrong
    right = _told(_BODY.format(title="Summary", recap=f"Interruptions:\n\n{rows.format('41.6 (K=4)')}"))
    assert right == {}


def test_a_log_of_results_is_no_recap() -> None:
    many = "\n".join(f"- Kernel {number}: {number}.37 ms and {number}.91 ms" for number in range(1, 25))
    text = _BODY.format(title="Summary", recap="The pre-training run lasts 37.1 days.")
    assert "37.1 days" in _recalled(text)
    assert _recalled(f"{text}{many}\n") == {}
