"""Which language a text is in."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers.tongues.function_words import language_of
from test_european import PREAMBLE


@pytest.mark.parametrize(("language", "text"), PREAMBLE.items())
def test_little_words_tell_the_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "| H100 | 80 GB | 3.35 TB/s |",
        "The die is the part of a GPU that is on the package, and this is with the memory of it.",
        "def est(les, la): return les  # des",
        "Der Satz ist kurz.",
        f"{PREAMBLE['fr']} And the same in English: this is the text of that class, and with it the notes are from us.",
    ],
)
def test_english_code_and_short_texts_have_none(text: str) -> None:
    assert language_of(text) == ""
