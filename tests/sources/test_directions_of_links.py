"""Rates of one link in both directions and in one, side by side; links of another kind than the one that is near."""

from __future__ import annotations

import pytest
from snippets import findings, table

PAGE = "Hardware throughout: nodes of eight H100 SXM.\n\n# Networks\n\n"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("NVLink, 900 GB/s per GPU counting both directions, hence 450 GB/s each way.", None),
        ("NVLink, 600 GB/s per GPU counting both directions, hence 450 GB/s each way.", "600 GB/s per GPU"),
        ("The ring has 128 GB/s in both directions, 128 GB/s in one direction.", "128 GB/s"),
        ("NVLink has 450 GB/s each way, PCIe 5.0 x16 126 GB/s in both directions.", None),
        ("The fabric takes 700 GB/s in both directions, 200 GB/s each way.", None),
    ],
)
def test_both_directions_are_twice_one(line: str, wrong: str | None) -> None:
    page = f"{PAGE}- {line}\n- Between nodes: one NDR InfiniBand port per GPU, 50 GB/s each way.\n"
    assert [text for text, _ in findings(page)] == ([wrong] if wrong else [])


@pytest.mark.parametrize(("one", "found"), [("600", []), ("400", [("400", "direction")])])
def test_columns_of_both_and_of_one_fit(one: str, found: list[tuple[str, str]]) -> None:
    rows = ("A100 SXM | 600 | 300", f"Gaudi 3 | 1,200 | {one}")
    assert findings(table("Accelerator | both directions, GB/s | per direction, GB/s", *rows)) == found


@pytest.mark.parametrize(("rate", "found"), [("896", []), ("448", [("448 GB/s", "direction")])])
def test_the_links_of_a_device_are_those_it_has(rate: str, found: list[tuple[str, str]]) -> None:
    rows = ("H100 SXM | 80 GB | 900 GB/s", f"MI300X | 192 GB | {rate} GB/s")
    assert findings(table("Card | Memory | Device links, both directions", *rows)) == found


@pytest.mark.parametrize(
    ("row", "rule"),
    [("L40S | 362 | 350 W", ""), ("L40S | 362 | 300 W", "variant"), ("T4 | 65 | 75 W", "")],
)
def test_a_figure_that_its_publisher_took_from_another_card_is_that_cards(row: str, rule: str) -> None:
    found = findings(table("Card | FP16 dense, TFLOP/s | TDP", row))
    assert [reason for _, reason in found] == ([rule] if rule else [])


def test_what_has_directions_is_no_memory() -> None:
    text = "The HBM of the A100 SXM 80GB is full; each gets 600 GB/s from its peers, both directions counted.\n"
    assert findings(text) == []


def test_the_next_number_ends_the_words_of_one() -> None:
    assert findings("Peak FP64 of the A100 is 9.7 TFLOPS, or 19.5 TFLOPS with its tensor cores.\n") == []
    assert findings("Peak FP64 of the A100 is 9.7 TFLOPS, or 9.7 with its tensor cores.\n") == []


def test_that_is_ends_no_sentence() -> None:
    line = "- InfiniBand HDR: 200 Gbit/s per port, i.e. {} GB/s\n"
    assert findings(line.format("25")) == []
    assert findings(line.format("200")) == [("200 GB/s", "bits-for-bytes")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("NVLink 4 (H100, H200): 18 links, {} GB/s each way", {"900": "direction", "450": ""}),
        ("Gaudi 3 has 24 ports of 200 Gbit/s. Altogether they carry {} TB/s in each direction.", {"1.2": "direction"}),
        ("An InfiniBand card has 8 NDR ports of {} GB/s each.", {"400": "bits-for-bytes", "50": ""}),
        ("An H100 has {} NVLink links.", {"12": "variant", "18": ""}),
        ("The InfiniBand rates are EDR 100 Gbit/s, HDR {} Gbit/s, NDR 400 Gbit/s.", {"200": ""}),
    ],
)
def test_words_right_behind_a_rate_tell_which_it_is(line: str, found: dict[str, str]) -> None:
    for number, rule in found.items():
        assert [rule_ for _, rule_ in findings(line.format(number))] == ([rule] if rule else [])
