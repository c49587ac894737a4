"""Tiny devices as a class, tiers that a device stands for, chips sold with less memory, figures behind a label."""

from __future__ import annotations

import pytest
from snippets import claim, findings, table, verdict


@pytest.mark.parametrize(
    ("text", "path", "found"),
    [
        ("TinyML devices draw 100 W.", "notes.md", [("100 W", "power-of-ten")]),
        ("A microcontroller has 512 GB of RAM.", "notes.md", [("512 GB", "power-of-ten")]),
        (table("Tier | Power", "Cloud | 700 W", "TinyML | 100 W"), "notes.md", [("100 W", "power-of-ten")]),
        (r"\textbf{TinyML}\\100 W", "slides.tex", [("100 W", "power-of-ten")]),
    ],
)
def test_what_no_tiny_device_draws_or_holds_is_told(text: str, path: str, found: list[tuple[str, str]]) -> None:
    assert findings(text, path) == found


@pytest.mark.parametrize(
    "text",
    [
        "TinyML: 100 mW. A microcontroller has 256 KB of RAM and 1 MB of flash.",
        "A microcontroller with 8 GB SD memory.",
        "A cloud GPU draws 700 W; TinyML saves 100 W.",
        "TinyML on a 60 W board. MCUs in a fleet of 5,000 W.",
        table("Tier | Training data", "TinyML | 300 GB"),
        table("Tier | Power", "Mobile | 5 W", "TinyML | 100 mW"),
    ],
)
def test_other_amounts_beside_the_class_are_left_alone(text: str) -> None:
    assert findings(text) == []


def test_the_ram_of_a_tier_is_that_of_the_device_which_stands_for_it() -> None:
    rows = ("Tier | RAM", "Cloud (H100) | {} GB", "Mobile | 8 GB")
    assert findings(table(*rows).format(40)) == [("40 GB", "half")]
    assert findings(table(*rows).format(80)) == []
    assert findings(table("Instance | RAM", "p5 (H100) | 40 GB")) == []  # its host's, perhaps


@pytest.mark.parametrize("words", ["M3 Ultra 256GB: 819 GB/s", "M3 Ultra 96GB: 819 GB/s", "M4 Max 64GB: 546 GB/s"])
def test_a_size_that_a_chip_is_sold_with_names_no_other_chip(words: str) -> None:
    assert verdict(words, words.partition(": ")[2]) == ("match", "")


def test_the_bandwidth_of_another_chip_is_told_all_the_same() -> None:
    told = claim("M2 Ultra 64GB: 400 GB/s", "400 GB/s")
    assert (told.verdict, told.rule) == ("mismatch", "variant")


def test_an_utilization_under_the_label_of_a_run() -> None:
    assert findings("PaLM 540B (6K TPUs): 58% MFU") == [("58%", "published-run")]
    assert findings("PaLM 540B (6K TPUs): 46% MFU") == []
    assert findings("Target for PaLM 540B: 58% MFU") == []
