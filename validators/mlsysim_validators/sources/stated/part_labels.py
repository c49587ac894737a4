"""Labels of several fields over cells of as many numbers: "Query / KV heads" over "32 / 8"."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, COUNT, FLOP_RATE, POWER
from mlsysim_validators.sources.fields import tells
from mlsysim_validators.sources.patterns import regex

_SLASH = regex(r" ?/ ?(?![sWh]\b)")
_BETWEEN_NUMBERS = regex(r" ?/ ?(?=[~≈]?\d)")
_BRACKETED = regex(r" ?\([^()]*\)\s*$")
_LAST_WORD = regex(r" ([A-Za-z]+)$")
WAYS = AnyCase(r"\b(?:one|each|per|both) (?:directions?|ways?)\b|(?:uni|bi)-?directional")
_DIMENSIONS = (BYTES, BANDWIDTH, FLOP_RATE, POWER, COUNT)
_LONGEST = 80


def own_part_of(label: str, cell: str, place: int) -> str:
    """The part of a label that a number at a place of a cell's text belongs to; all of it where nothing parts them."""
    if "/" not in label or "/" not in cell or len(label) > _LONGEST:
        return label
    starts = [0, *(match.end() for match in _BETWEEN_NUMBERS.finditer(cell))]
    parts = _SLASH.split(_BRACKETED.sub("", label))
    if len(starts) < 2 or len(starts) != len(parts):
        return label
    last = _LAST_WORD.search(parts[-1])
    whole = [part if _says_a_field(part) or last is None else f"{part} {last[1]}" for part in parts]
    if not all(map(_says_a_field, whole)):
        return label
    return whole[sum(start <= place for start in starts) - 1]


def _says_a_field(words: str) -> bool:
    return any(tells(words, dimension) for dimension in _DIMENSIONS) or WAYS.search(words) is not None
