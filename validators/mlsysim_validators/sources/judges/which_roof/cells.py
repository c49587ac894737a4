"""Which roof binds, said in the cells of a table: "| softmax | 1.25 | memory |" under "AI" and "bound by"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.which_roof import verdict
from mlsysim_validators.sources.judges.which_roof.intensities import intensities_of
from mlsysim_validators.sources.judges.which_roof.words import UNSAID, Word, words_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell

_OF_INTENSITY = AnyCase(r"\b(?:ai|oi)\b|intensity|(?:flops?|ops|operations)(?: ?/ ?| per )(?:b|bytes?)\b")
_OF_RIDGE = AnyCase(r"ridge|balance|knee")
_OF_BOUND = AnyCase(r"\bbound|bottleneck|regime|limit|\broof\b|\bbinds\b|verdict")
_NUMBER = regex(r"\W{0,3}(?P<sign>[<>≪≫]?) ?[~≈∼]? ?(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d.]*\s?[–-]\s?\d)")
_NAMES = regex(r"\W*(?:(?P<memory>memory|bandwidth|mem|hbm|bw)|compute|arithmetic|math)\W*", re.IGNORECASE)


def found_in(block: Block, ridges: verdict.Ridges | None) -> Iterator[tuple[Cell, Word, tuple[bool, str]]]:
    """The cells of a table that say what binds, with what the intensity of their row says.

    `ridges` are those that the slide states, or those of its device.
    """
    headers = _headers(block)
    numbers = [
        column for column, words in headers.items() if _OF_INTENSITY.search(words) and not _OF_RIDGE.search(words)
    ]
    corners = [column for column, words in headers.items() if _OF_RIDGE.search(words)]
    for row in block.rows[block.header_rows :]:
        cells = {cell.column: cell for cell in row}
        said = [(cell, word) for cell in row if (word := _word(cell, headers.get(cell.column, ""))) is not None]
        if len(said) != 1:
            continue
        intensity = _intensity(row, [cells[column] for column in numbers if column in cells])
        own = [_NUMBER.match(cells[column].text.text) for column in corners if column in cells]
        known = verdict.stated(_value(own[0])) if len(own) == 1 and own[0] is not None else ridges
        if intensity is None or known is None:
            continue
        value, sign = intensity
        found = verdict.by_intensity(value, known)
        if found is not None and not (sign and (sign in "<≪") is not found[0]):
            yield (*said[0], found)


def _headers(block: Block) -> dict[int, str]:
    words: dict[int, str] = {}
    for row in block.rows[: block.header_rows]:
        for cell in row:
            for column in range(cell.column, cell.column + cell.span):
                words[column] = f"{words.get(column, '')} {cell.text.text}".strip()
    return words


def _word(cell: Cell, header: str) -> Word | None:
    text = cell.text.text
    words = words_of(text)
    if len(words) == 1 and not UNSAID.search(text):
        return words[0]
    name = _NAMES.fullmatch(text) if _OF_BOUND.search(header) else None
    return Word(0, len(text), name["memory"] is not None, is_side=False) if name is not None and text.strip() else None


def _intensity(row: tuple[Cell, ...], cells: list[Cell]) -> tuple[float, str] | None:
    """The one intensity of a row, with the sign before it."""
    if len(cells) == 1:
        match = _NUMBER.match(cells[0].text.text)
        return (_value(match), match["sign"]) if match is not None else None
    told = [one for cell in row for one in intensities_of(cell.text.text, 0)] if not cells else []
    return (told[0].value, "") if len(told) == 1 and not told[0].ridge else None


def _value(match: re.Match[str]) -> float:
    return float(match["n"].replace(",", ""))
