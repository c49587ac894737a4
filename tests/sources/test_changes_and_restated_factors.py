"""The change right behind two amounts, and a percentage and a factor that are said to be the same."""

from __future__ import annotations

import pytest
from snippets import checked, claim, findings


def _told(text: str) -> list[str]:
    return [words for words, rule in findings(text, "notes.md") if rule == "ratio"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The step time increases from 393 ms to 421 ms, about {}, as the links are slow.", "6.5%"),
        ("The step time increases from 393 ms to 421 ms ({}).", "9.1%"),
        ("Usage fell from 41.2 GB to 33.1 GB, or {} less.", "24.5%"),
        ("Power goes from 412 W to 655 W, a {} increase.", "37%"),
        ("Cost: 1,240 ms → 890 ms, {}.", "39%"),
        ("The step takes 421 ms, up {} from 393 ms.", "6.5%"),
        ("The step takes 331 ms (down {} from 412 ms).", "24.5%"),
        ("Memory shrinks {}, from 41.2 GB to 33.1 GB.", "24.5%"),
        ("The runs differ: 41.2 GB → 33.1 GB (-{}).", "24.5%"),
    ],
)
def test_wrong_changes(text: str, wrong: str) -> None:
    assert _told(text.format(wrong)) == [wrong]


def test_what_is_told_is_the_change() -> None:
    one = claim("The step time increases from 393 ms to 421 ms, about 6.5%.", "6.5%")
    assert (one.hint, one.reason.partition(";")[0]) == ("write 7.12%", "from 393 ms to 421 ms is a change of 7.12%")


@pytest.mark.parametrize(
    "text",
    [
        "The step time increases from 393 ms to 421 ms, about 7%, as the links are slow.",
        "The step time increases from 393 ms to 421 ms (7.1%).",
        "Usage fell from 41.2 GB to 33.1 GB, or 19.7% less.",
        "Latency drops from 400 ms to 300 ms, about 25%.",
        "Latency drops from 400 ms to 300 ms, 33% faster.",
        "The step takes 421 ms, up 7.1% from 393 ms.",
        "The step takes 331 ms (down 19.7% from 412 ms).",
        "Memory shrinks 19.7%, from 41.2 GB to 33.1 GB.",
        "The runs differ: 412 ms → 331 ms (+24.5% speed).",
        # what remains, a cause, and shares of something else
        "The rate falls from 989 TFLOP/s to 412 TFLOP/s, 42%.",
        "Going from 64 GB to 80 GB, 90% of the requests fit.",
        "When memory grows from 40 GB to 80 GB, 35% faster steps follow.",
        "It ranges from 40 GB to 80 GB, 12% of the rack.",
        "The time goes from 393 ms to 421 ms, and 14% of it is idle.",
        "The rate rises from about 40 GB/s to about 50 GB/s, 22%.",
    ],
)
def test_right_changes(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The new kernel is 40% faster, i.e. 1.3×.", ["1.3×"]),
        ("A 75% reduction, that is, 3×.", ["3×"]),
        ("We saw a 20–30% uplift, i.e. ~1.4–1.5×.", ["1.4", "1.5×"]),
        ("It needs 1.5× (i.e. 70% more).", ["70%"]),
        # right
        ("The new kernel is 40% faster, i.e. 1.4×.", []),
        ("The new kernel is 40% faster, i.e. 1.67×.", []),
        ("That is 25% slower, i.e. 0.8× the speed.", []),
        ("A 75% reduction, that is, 4×.", []),
        ("A 75% reduction (i.e. 0.25×).", []),
        ("We saw a 20–30% uplift, i.e. ~1.2–1.3×.", []),
        ("We saw a 15–25% uplift, i.e. ~1.2–1.3×.", []),
        ("It takes 300% more, i.e. 3×.", []),
        ("It is about 40% faster (≈ 1.4×).", []),
        # of two things
        ("A 40% share, i.e. 3× what the next one has.", []),
        ("It runs 40% faster, and uses 1.3× the memory.", []),
    ],
)
def test_restated_factors(text: str, wrong: list[str]) -> None:
    assert _told(text) == wrong


def test_both_are_told_right() -> None:
    claims = checked("The kernel is 40% faster, i.e. 1.4×. The time falls from 421 ms to 393 ms, 6.7%.").claims
    assert [(one.text, one.verdict) for one in claims if one.field == "ratio"] == [("1.4×", "match"), ("6.7%", "match")]
