"""A factor whose sentence names two rows and the column of a table that stands on another slide.

"A DRAM access costs 20,000× the energy of an INT8 add", where the energies of both are listed further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables import grids
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits, one_of_several
from mlsysim_validators.sources.judges.ratio.rows import Names, named_rows, pair_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_WORD = regex(r"[A-Za-z]{4,}")
_MOST_TABLES, _MOST_ROWS = 40, 30
_FARTHEST, _CLEAR = 1000.0, 1.15


def judge(slides: Iterable[Slide]) -> None:
    """Decide the open factors of a document's sentences by the tables of its other slides."""
    slides = list(slides)
    waiting = [(slide, claim) for slide in slides for claim in slide.claims if _waits(claim)]
    if not waiting:
        return
    tables = [(slide, Names(grid)) for slide in slides for grid in grids(slide, slide.claims)]
    tables = [(slide, names) for slide, names in tables if 1 < len(names.grid.labels) <= _MOST_ROWS][:_MOST_TABLES]
    for slide, claim in waiting:
        sentence = claim.stated.sentence()
        if one_of_several(claim, sentence) or wording.DENIES.search(sentence):
            continue
        behind = claim.stated.text.text[claim.reading.end : claim.stated.sentence_span()[1]].lower()
        found = [one for other, names in tables if other is not slide for one in _pairs(names, sentence.lower())]
        pairs = [pair for pair, _ in found]
        compares = wording.COMPARES.search(sentence) or any(_is_of(behind, header) for _, header in found)
        right = next((pair for pair in pairs if compares and fits(claim, pair)), None)
        if right is not None:
            decide(claim, right, right=True)
        elif len(found) == 1 and _is_of(behind, found[0][1]):
            off = claim.reading.value / pairs[0].ratio
            if _CLEAR < max(off, 1 / off) < _FARTHEST:
                decide(claim, pairs[0], right=False)


def _waits(claim: Claim) -> bool:
    reading = claim.reading
    return (
        claim.verdict == "unresolved"
        and claim.stated.cell is None
        and reading.units[0].symbol == "×"
        and reading.one_value
        and reading.value > 0
        and wording.A_RATE.match(claim.stated.text.text, reading.end) is None
    )


def _is_of(behind: str, header: str) -> bool:
    """Whether the words behind a factor say of what it is: "more energy than", "the energy of"."""
    words = "|".join(word.lower() for word in _WORD.findall(header))
    return re.match(rf"[^.,;:()]{{0,25}}\b(?:{words})\b[^.,;:()]{{0,12}} (?:than|of|as)\b", behind) is not None


def _pairs(names: Names, sentence: str) -> Iterator[tuple[Pair, str]]:
    """The two numbers of the one column that a sentence names, of the two rows that it names, and its header."""
    grid = names.grid
    columns = [
        column
        for column, entries in grid.values.items()
        if column
        and next(iter(entries.values())).unit.symbol not in ("×", "%")
        and any(re.search(rf"\b{word.lower()}\b", sentence) for word in _WORD.findall(grid.headers.get(column, "")))
    ]
    if len(columns) != 1:
        return
    rows = named_rows(sentence, names)
    if len(rows) != 2:
        return
    values = grid.values[columns[0]]
    pair = pair_of(values.get(rows[0]), values.get(rows[1]))
    if pair is not None:
        yield pair, grid.headers.get(columns[0], "")
