"""The forms that printed calculations take: functions and powers, units behind brackets, results behind a colon."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.judges.arithmetic import equality
from mlsysim_validators.sources.judges.arithmetic.statements import statements
from snippets import claim, findings, frame, table, verdict


def outcome(text: str) -> list[bool]:
    """For each statement of a text that is judged whether it holds."""
    judged = [equality.judge(statement) for statement in statements(text)]
    return [one.equal for one in judged if one is not None]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("e^(-12/40) = 74%", "e^(-12/40) = 26%"),
        ("exp(-36/90) = 0.67", "exp(-36/90) = 0.33"),
        ("ln(20) = 3.0", "ln(20) = 1.3"),
        ("ceil(150/64) = 3", "ceil(150/64) = 4"),
        ("0.9995^2048 = 36%", "0.9995^2048 = 64%"),
        ("81^(1/4) = 3.0", "81^(1/4) = 20.3"),
        ("√(2 · 30 · 72,000) s = 35 min", "√(2 · 30 · 72,000) s = 24 min"),
        ("(24.5)/(700) s = 35 ms", "(24.5)/(700) s = 17.5 ms"),
        ("2 (31)/(32) × 12 = 23.3 GB", "2 (31)/(32) × 12 = 11.6 GB"),
        ("2 (4096^2 + 2 · 64 · 4096) = 34.6 MB", "2 (4096^2 + 2 · 64 · 4096) = 17.3 MB"),
        ("16 × 4096 × (1+2) B = 197 kB", "16 × 4096 × (1+2) B = 131 kB"),
        ("24 GB / (4 · 50) GB/s = 120 ms", "24 GB / (4 · 50) GB/s = 480 ms"),
        ("36.6/450 ms = 81 µs", "36.6/450 ms = 163 µs"),
        ("300 · (420-20) kg = 120 t", "300 · (420-20) kg = 126 t"),
        ("2.5 GWh × (400-30) g/kWh = 925 t", "2.5 GWh × (400-30) g/kWh = 1,000 t"),
        ("1 - 1.8/2.4 = 25 percent", "1 - 1.8/2.4 = 33 percent"),
        ("64 x 0.9 - 3 - 14.5 = 40.1 GB", "64 x 0.9 - 3 - 14.5 = 43.1 GB"),
        ("1.2 × 1.3 × 8760 = 13,666 MWh a year", "1.2 × 1.3 × 8760 = 10,512 MWh a year"),
        ("at m = 24 we get 3/(24+3) = 11.1%", "at m = 24 we get 3/(24+3) = 12.5%"),
        ("t ≥ (48.4)/(2400) = 20.2 ms", "t ≥ (48.4)/(2400) = 40.3 ms"),
        ("(b) 36·24/160 = 5.4 h", "(b) 36·24/160 = 4.4 h"),
        ("at 4 · 2.04 = 8.2 TB/s", "at 4 · 2.04 = 4.1 TB/s"),
        ("64 chips times 25 MB are 1.6 GB", "64 chips times 25 MB are 3.2 GB"),
        ("5 × 12 GB come to 60 GB", "5 × 12 GB come to 48 GB"),
        ("a message of 2048 · 4096 · 2 bytes: 16.8 MB", "a message of 2048 · 4096 · 2 bytes: 8.4 MB"),
        ("the work is 2 × 2048^3 FLOP, that is 17.2 GFLOP", "the work is 2 × 2048^3 FLOP, that is 8.6 GFLOP"),
        ("21 / 15 → 1.4", "21 / 15 → 2.8"),
        ("180/s × 12 s = 2,160", "180/s × 12 s = 1,080"),
        ("5/8 of 640 GB is 400 GB", "5/8 of 640 GB is 320 GB"),
        ("√(2 · 40 · 90,000) s, about 45 minutes", ""),
        ("7/8 of 20 GB at 450 GB/s per direction, 38.9 ms", ""),
        ("64 × 4096 × 2 bytes, roughly 0.52 MB", ""),
        ("9/41, 22%", ""),
    ],
)
def test_a_calculation_of_each_form(right: str, wrong: str) -> None:
    assert outcome(right) == [True]
    assert outcome(wrong) == ([False] if wrong else [])


@pytest.mark.parametrize(
    "text",
    [
        "The torus is flat, 16 × 16: 32 links are cut.",
        "8 × 80 GB: 512 GB are left for the cache.",
        "A patch of 16 × 16 → 196 patches.",
        "In 2024 (4 × 8) = 32 devices are rented.",
        "x^* of 3 steps",
        "4 × 40 GB, 80 GB each",
        "3 steps (1 GPU) → 9 steps a second",
        "20 per second times 300 steps is about 150 requests",
        "A 16 × 16 tile is just 1 KB.",
        "$3.50 × 8 × 730 hr/month = $20,440 a month",
    ],
)
def test_what_only_stands_behind_is_no_wrong_result(text: str) -> None:
    assert False not in outcome(text)


def test_the_working_is_told_from_its_beginning() -> None:
    found = claim(frame(r"A quiet day: $e^{-24/60} = 76\,\%$."), "76 %", "day.tex")
    assert (found.verdict, found.working) == ("mismatch", "e^(-24/60) = 76 % -> 67 %")


def test_a_result_behind_a_closing_dollar() -> None:
    text = frame(r"The queue: $2\cdot\frac{7}{8}\cdot\frac{3}{50}$\,s $=$ 105\,ms.")
    assert claim(text, "105 ms", "queue.tex").verdict == "match"


def test_tex_whose_dollar_closes_behind_the_sign_is_no_money() -> None:
    text = r"The facility: $1.5 \times 0.8 \times 1.2 \times 8760 = $ 12,614 MWh a year."
    assert verdict(text, "12,614 MWh") == ("match", "")
    assert verdict(text.replace("12,614", "10,512"), "10,512 MWh") == ("mismatch", "arithmetic")
    assert verdict("The rent is $5 an hour, in all $ 40 a day.", "$5 an hour")[0] != "mismatch"


def test_a_result_in_the_cell_beside_its_calculation() -> None:
    rows = ("part | reckoned | size", "query | $2 × 2048 × 4096$ | 16.8 M", "gate | $3 × 4096 × 11008$ | {}")
    assert verdict(table(*rows).format("135.3 M"), "135.3 M")[0] == "match"
    assert verdict(table(*rows).format("270.5 M"), "270.5 M") == ("mismatch", "arithmetic")


def test_a_cell_beside_has_the_unit_of_its_header() -> None:
    rows = ("consumer | kW", "12 switches at 1.5 kW | {}")
    assert verdict(table(*rows).format("18.0"), "18.0")[0] == "match"
    assert verdict(table(*rows).format("9.0"), "9.0") != ("match", "")
    assert verdict(table("lost | interval", "1.5% + 1.5% | 30 min"), "30 min")[0] == "unresolved"


def test_a_date_is_no_difference() -> None:
    assert findings("**Date:** 2026-02-13 **Version:** 3.0, reviewed.") == []


def test_a_rate_that_takes_a_time_is_no_operand() -> None:
    assert verdict("A prompt needs 4e13 FLOP. At 50% of 400 TFLOP/s that is 200 ms.", "200 ms")[0] == "match"
    assert verdict("A prompt needs 4e13 FLOP. At 50% of 400 TFLOP/s that is 100 ms.", "100 ms")[0] != "match"


@pytest.mark.parametrize(("result", "told"), [("$18,000/day", []), ("$36,000/day", ["$36,000/day"])])
def test_a_line_that_goes_on_with_a_factor(result: str, told: list[str]) -> None:
    lines = f"3\\% faults $\\times$ 2M/day\\\\ $=$ 60,000 faults/day\\\\ $\\times$ \\$0.30 $=$ {result}"
    assert [
        words for words, _ in findings(frame(lines.replace(" $1", " \\$1").replace(" $3", " \\$3")), "a.tex")
    ] == told


def test_a_line_with_a_factor_after_a_sum_is_left_open() -> None:
    assert findings(frame("10 + 20 GB\\\\ $\\times$ 4 $=$ 90 GB"), "a.tex") == []


@pytest.mark.parametrize(("result", "told"), [("$146,000", []), ("$292,000", ["$292,000/year"])])
def test_a_share_of_what_a_working_gives(result: str, told: list[str]) -> None:
    text = f"2% skew on 400K calls/day × $0.05 each = {result}/year of silent losses"
    assert [words for words, _ in findings(text)] == told


def test_all_of_what_a_share_is_told_of() -> None:
    assert findings("20% off on 30 GPUs × $2 = $60 an hour, or $48") == []


def test_amounts_of_money_without_their_sign() -> None:
    assert outcome("4,000 calls times $0.25 times 0.9 times 0.002 = 1.8") == [True]
    assert outcome("4,000 calls times $0.25 times 0.9 times 0.002 = 2.0") == [False]


@pytest.mark.parametrize(("cell", "told"), [("20 ms", []), ("6 ms", ["6 ms"])])
def test_workings_in_thousands_and_millions(cell: str, told: list[str]) -> None:
    rows = ("read | 24K/80M | 0.3 ms", f"sums | 4M/(0.2G) | {cell}", "send | 5K/1M | 5 ms")
    assert [words for words, _ in findings(table("term | working | time", *rows))] == told
