"""European languages as the other rooms understand them: terms and units in English, decimal points.

"Пропускная способность 3,35 ТБ/с" shows as "bandwidth 3.35 TB/s", "80 Go de mémoire" as "80 GB de memory".
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from mlsysim_validators.sources.readers.builder import TextBuilder
from mlsysim_validators.sources.readers.tongues.decimal_commas import Decimals
from mlsysim_validators.sources.readers.tongues.texts import show
from mlsysim_validators.sources.texts.documents import Document, Text

_PROSE = ("paragraph", "item", "note", "caption", "comment", "title", "heading", "math")
# French octets: behind a number, and where a header or a remark gives the unit.
_OCTETS = (
    r"(?P<octets>(?:(?<=\d)|(?<=\d )|(?<=[(\[/])|(?<=\ben ))(?P<scale>[kKMGTP]i?)o"
    r"(?P<rest>/(?:s|h|token|jeton)\b)?(?!\w))"
)


def in_english(document: Document, language: str) -> None:
    """Show a document that is written in a European language with English terms, units and numbers."""
    decimals = Decimals(_texts(document))
    pattern, english = _pattern(language)

    def shown(text: Text) -> Text:
        return _translated(decimals.shown(text) if decimals.any else text, pattern, english)

    show(document, shown, listings=False)


def _texts(document: Document) -> list[str]:
    texts = [block.text.text for block in document.blocks if block.kind in _PROSE]
    return texts + [cell.text.text for block in document.blocks for row in block.rows for cell in row]


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a language's terms, and the English of each of its groups."""
    words_of = import_module(f".terms.{language}", __package__)
    english: dict[str, str] = {}
    parts = [_OCTETS] if language == "fr" else []
    for table, ahead in ((words_of.COUNTED, r"(?:(?<!\w)|(?<=\d))"), (words_of.TERMS, r"(?<!\w)")):
        for line in table.strip().splitlines():
            term, _, words = line.strip().partition(": ")
            name = f"t{len(english)}"
            english[name] = term.strip('"')
            parts.append(f"{ahead}(?P<{name}>(?i:{words})(?!\\w))")
    return re.compile("|".join(parts)), english


def _translated(text: Text, pattern: re.Pattern[str], english: dict[str, str]) -> Text:
    shown, done = TextBuilder(), 0
    for match in pattern.finditer(text.text):
        shown.mapped(text.text[done : match.start()], text.offsets[done : match.start()])
        done = match.end()
        offset = text.source_offset(match.start())
        if match.lastgroup in english:
            if shown.last.isdigit():
                shown.space(offset)
            shown.made(english[match.lastgroup], offset)
        else:
            shown.made(f"{match['scale']}B{match['rest'] or ''}", offset)
    if not done:
        return text
    shown.mapped(text.text[done:], text.offsets[done:])
    return shown.take(strip=False)
