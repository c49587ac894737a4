"""Factors between two rows that a sentence names, rows of ratios, and shares that are the rest of another."""

from __future__ import annotations

import pytest
from snippets import findings


def told(text: str) -> list[str]:
    return [words for words, rule in findings(text, "notes.md") if rule == "ratio"]


LOADS = """## Serving

| Batch | Step | Tokens/s |
|--:|--:|--:|
| 1 | 5.0 ms | 200 |
| 16 | 8.0 ms | 2,000 |
| 64 | 20.0 ms | 3,200 |

"""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("From batch 1 to 16 the throughput grows by a factor of 10.", None),
        ("From batch 1 to 16 the throughput grows by a factor of 16.", "16"),
        ("From 16 to 64 the throughput rises only 1.6 times.", None),
        ("From 16 to 64 the throughput rises only 4 times.", "4 times"),
        ("Batch 64 delivers 16× the tokens of batch 1.", None),
        ("Batch 64 delivers 64× the tokens of batch 1.", "64×"),
        ("From 1 to 16 the batch grows 16×.", None),
        # of something that the table does not have
        ("From batch 1 to 16 the reuse of the weights grows by a factor of 16.", None),
        ("In another lab, batch 64 delivered 40× the tokens of batch 1.", None),
    ],
)
def test_the_ratio_of_the_labels_for_that_of_a_column(text: str, wrong: str | None) -> None:
    assert told(LOADS + text) == ([wrong] if wrong else [])


MACHINES = """## Machines

| Machine | Disk (TB) | Bandwidth (GB/s) | Price ($/h) |
|--|--:|--:|--:|
| Ada | 12 | 300 | 1.00 |
| Bob | 48 | 540 | 2.50 |
| Cyd | 96 | 810 | 4.00 |

"""


KERNELS = """## Kernels

| Kernel | FLOPs/elem | Registers | Use |
|--|--:|--:|--|
| Logistic | 8 | 40 | gates |
| Clamp | 1 | 4 | images |
| Smooth | 16 | 80 | text |

"""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Smooth costs 16x more FLOPs than Clamp.", None),
        ("Smooth costs 8x more FLOPs than Clamp.", "8x"),  # that is Logistic
        ("Smooth costs 8x more than Clamp in our profile of a layer.", None),
    ],
)
def test_the_factor_of_another_row_where_the_words_say_of_what_there_is_more(text: str, wrong: str | None) -> None:
    assert told(KERNELS + text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Bob beats Ada by 1.8× in bandwidth, and by 4× in disk.", None),
        ("Bob beats Ada by 4× in bandwidth, and by 4× in disk.", "4×"),
        ("The step from 12 to 48 TB comes with only 80% more bandwidth.", None),
        ("The step from 12 to 48 TB comes with only 300% more bandwidth.", "300%"),
        ("Cyd to Ada is 2.7× in bandwidth.", None),
        ("Cyd to Ada is 1.5× in bandwidth.", "1.5×"),
    ],
)
def test_the_ratio_of_another_column_or_row(text: str, wrong: str | None) -> None:
    assert told(MACHINES + text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Only 30% of the pages are used, so 70% are wasted.", None),
        ("Only 30% of the pages are used, so 30% are wasted.", "30%"),
        ("- Nothing fails in a day: 27%\n- At least one device fails: 73%", None),
        ("- Nothing fails in a day: 27%\n- At least one device fails: 27%", "27%"),
        ("The busy share is 20% by day. At night 20% is wasted.", None),
        ("We moved the pool, a cut of 60%.", None),
        ("We moved the pool, a cut of 250%.", "250%"),
        ("The bill rose by 250%.", None),
    ],
)
def test_the_rest_of_a_share(text: str, wrong: str | None) -> None:
    assert told(f"## Pages\n\n{text}") == ([wrong] if wrong else [])


@pytest.mark.parametrize(("ratio", "wrong"), [("3.2e6", None), ("3.2e7", "3.2e7")])
def test_a_row_of_ratios(ratio: str, wrong: str | None) -> None:
    text = f"""## Large and small

| | Rate | Draw |
|--|--:|--:|
| Small | 50 M | 20 mW |
| Large | 160 T | 300 W |
| Ratio | {ratio} | 1.5e4 |
"""
    assert told(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(("stops", "wrong"), [("4.0", None), ("0.25", "0.25")])
def test_an_inverse_over_the_time_of_the_header(stops: str, wrong: str | None) -> None:
    text = f"""## Stops

| GPUs | Time between stops | Stops in 20 days |
|--:|--:|--:|
| 256 | 120 h | {stops} |
| 2,048 | 15 h | -- |
"""
    assert told(text) == ([wrong] if wrong else [])


@pytest.mark.parametrize(("factor", "wrong"), [("1.6×", []), ("3.2×", ["3.2×"])])
def test_steps_from_device_to_device(factor: str, wrong: list[str]) -> None:
    text = f"""## Steps

| Step | HBM bandwidth | TDP |
|--|--:|--:|
| A100 80 GB → H100 SXM | {factor} | 1.75× |
| H100 SXM → H200 | 1.4× | 1.0× |
| A100 80 GB → H200 | 2.4× | 1.75× |
"""
    assert told(text) == wrong
