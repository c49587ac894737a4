"""Numbers that are called wrong, and ordinary words that are also names: neither is a claim."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.ownership.set_aside import SET_ASIDE
from snippets import checked, claim, frame


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("The B200 has 7.7 TB/s of HBM bandwidth, not 8 TB/s.", "8 TB/s"),
        ("The H100 SXM's slide prints a wrong 3.5 TB/s of memory bandwidth.", "3.5 TB/s"),
        ("## H100\n\nWith 900 GB/s one way it would take 31.1 ms, which is too short.", "31.1 ms"),
        ("## Llama-3 8B\n\nWith the query heads its KV cache would be 2 GiB, a common mistake.", "2 GiB"),
    ],
)
def test_a_number_that_is_called_wrong_is_left_alone_with_the_reason(text: str, quantity: str) -> None:
    found = claim(text, quantity)
    assert (found.verdict, found.reason) == ("unresolved", SET_ASIDE)


def test_a_right_number_beside_the_one_that_is_called_wrong_is_still_checked() -> None:
    text = "The B200 has not 8 TB/s but 9.7 TB/s of HBM bandwidth."
    assert claim(text, "9.7 TB/s").verdict == "mismatch"


@pytest.mark.parametrize(
    "text",
    [
        "The bloom lasts 14 days; the palm bears 80 GB of photos at 700 W.",
        "Gopher and Titan are sandworms of 32 layers and 5 W.",
        "An atom at 5 W, a bow of 192 W, a Corsair fan of 5 W, in a Blackhole of 300 W.",
        "We can see 300 W of us in Metis and Phi.",
    ],
)
def test_ordinary_words_name_no_device_or_model(text: str) -> None:
    assert not [found for found in checked(text).claims if found.entity is not None or found.verdict in FINDINGS]


def test_such_a_word_is_a_name_where_its_maker_stands_too() -> None:
    assert claim("Google's PaLM has 118 layers.", "118").verdict == "match"
    assert claim("Google's palm has 118 layers.", "118").entity is None


@pytest.mark.parametrize(
    "words",
    [
        "Ask: ``What does it compute?'' Give 20 seconds.",
        "Present (30s). Individual work (60s), then pair discussion (90s).",
        "Wait 90 seconds. IF SHORT: Reduce to 30 seconds.",
    ],
)
def test_the_time_that_a_speaker_gives_his_audience(words: str) -> None:
    assert [claim.text for claim in checked(frame(f"\\note{{{words}}}"), "deck.tex").claims] == []


def test_a_time_that_a_note_measures_is_a_quantity() -> None:
    found = checked(frame(r"\note{A checkpoint takes 30 seconds, the load 12 seconds.}"), "deck.tex").claims
    assert [claim.text for claim in found] == ["30 seconds", "12 seconds"]
