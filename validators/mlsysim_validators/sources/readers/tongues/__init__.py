"""Texts in other languages than English, shown as the other rooms understand them.

east_asian       Chinese, Japanese and Korean: terms of the field, punctuation, large numbers
european         German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish, Russian, Ukrainian: terms, units
decimal_commas   the numbers of those: "1.979,5 TFLOPS" is 1,979.5

Each shown character still knows the place of what it stands for, so a finding points into the source as ever.
"""

from __future__ import annotations

from mlsysim_validators.sources.texts.documents import Document


def in_english(document: Document) -> None:
    """Show a document's text with the terms and the numbers of the field as English writes them."""
    if not document.source.isascii():
        from mlsysim_validators.sources.readers.tongues.east_asian import in_english as east_asian_in_english

        east_asian_in_english(document)
    from mlsysim_validators.sources.readers.tongues.function_words import language_of

    language = language_of(document.source)
    if language:
        from mlsysim_validators.sources.readers.tongues.european import in_english as european_in_english

        european_in_english(document, language)
