"""The verdicts of one slide's formulas: numbers that they state, and cells of tables that they make."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.computable import is_measurable
from mlsysim_validators.sources.judges.arithmetic.tables import Grid, grids
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry
from mlsysim_validators.sources.judges.formulas import stated
from mlsysim_validators.sources.judges.formulas.bindings import bindings, symbol_of
from mlsysim_validators.sources.judges.formulas.formula import Formula
from mlsysim_validators.sources.judges.formulas.symbols import close, read
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

RULE = "arithmetic"
_SIDES = regex(r"[=≈]|[ \u2009]{2,}|\n|, (?=[A-Za-z]{1,5} ?[=≈])|:")
_NAME = regex(r"\s*([A-Za-zα-ωΑ-Ω])(?:\(([A-Za-z])\))?\s*")
_ARGUMENT = regex(r"[A-Za-z]+\(([A-Za-z])\)\s*")
_UNIT = regex(r"[\s.,;)]*(?:B|FLOP|FLOPs|bytes|GB|s|tokens)?[\s.,;)]*")
_UNIT_OF_A_HEADER = regex(r"[\s,;]*(?:[(\[].{0,30}[)\]])?\s*")
_SIGN = regex(r"[=^/]")
_LONGEST = 600
_MOST_TEXTS = 60
_FEWEST = 2
_NEAR = 0.03


class _Cell(NamedTuple):
    entry: Entry
    right: float


class _Written(NamedTuple):
    """The formulas of a slide, the definitions among them, and the arguments that they name."""

    formulas: list[tuple[Formula, str]]
    defined: dict[str, Formula]
    arguments: frozenset[str]


def judge(slide: Slide, claims: Sequence[Claim], carried: dict[str, float]) -> list[Claim]:
    """Decide what the slide's formulas come to; gives new claims for cells without a unit.

    `carried`: what the text before the slide has set symbols to; what the slide sets is added.
    """
    texts = [(block, block.text.text) for block in slide.blocks if block.kind not in ("table", "listing", "data")]
    texts = [(block, text) for block, text in texts[:_MOST_TEXTS] if len(text) <= _LONGEST]
    if not any(_SIGN.search(text) for _, text in texts) and all(block.kind != "table" for block in slide.blocks):
        return []
    every = bindings([slide.title, *(text for _, text in texts)])
    fresh: list[Claim] = []
    read_before = {id(claim) for claim in claims}
    order = {id(block): place for place, block in enumerate(slide.blocks)}
    for grid in grids(slide, claims):
        place = slide.indices.index(grid.index)
        above = bindings([slide.title, *(text for block, text in texts if order[id(block)] < place)])
        values = {**every, **above}  # what is set above a table holds for it
        symbols = _symbols(grid)
        known = frozenset(values) | symbols
        written = _written([text for _, text in texts], known)
        for cells, words in _groups(grid, written, values):
            fresh.extend(claim for claim in _decide_cells(cells, words) if id(claim) not in read_before)
        for cells, words in _headed(grid, known, values):
            fresh.extend(claim for claim in _decide_cells(cells, words, alone=True) if id(claim) not in read_before)
    stated.judge(slide, claims, every, carried)
    carried.update(every)
    return fresh


def _symbols(grid: Grid) -> frozenset[str]:
    """The symbols that a table gives values to."""
    found = {symbol_of(header) for header in grid.headers.values()}
    found |= set(bindings([*grid.headers.values()])) | {
        name for label in grid.labels.values() for name in bindings([label])
    }
    found |= {name for header in grid.headers.values() for name in bindings([header])}
    return frozenset(found - {""})


def _written(texts: Sequence[str], known: frozenset[str]) -> _Written:
    names = {match[1] for text in texts for match in re.finditer(r"(?:^|[\s,(])([A-Za-zα-ω]) ?=(?! ?\d)", text)}
    arguments = frozenset(match[1] for text in texts for match in _ARGUMENT.finditer(text))
    known |= names | arguments
    written = _Written([], {}, arguments)
    for text in texts:
        sides = _SIDES.split(text)
        for index, side in enumerate(sides):
            lead = len(side) - len(side.lstrip(" \u2009"))
            found = read(side[lead:], known)
            if found is None or not found[0].sign or not found[0].names():
                continue
            if not _UNIT.fullmatch(side[lead + found[1] :]):
                continue
            written.formulas.append((found[0], side.strip()[:80]))
            name = _NAME.fullmatch(sides[index - 1]) if index else None
            if name is not None:
                written.defined.setdefault(name[1], found[0])
    return written


def _groups(grid: Grid, written: _Written, values: Mapping[str, float]) -> Iterator[tuple[list[_Cell], str]]:
    """The cells that one formula may make, with what it makes of their row and column."""
    of_columns = {column: bindings([header]) for column, header in grid.headers.items()}
    of_rows = {row: bindings([label]) for row, label in grid.labels.items()}
    named = {column: symbol_of(header) for column, header in grid.headers.items()}
    first = min(grid.headers, default=0)
    for argument in written.arguments:
        if not named.get(first) and grid.headers.get(first, "")[:1].lower() == argument.lower():
            named[first] = argument
    inputs = {column: name for column, name in named.items() if name and column in grid.values}
    outputs = [column for column in grid.values if column not in inputs]
    crossed = any(of_columns.values()) or any(of_rows.values())
    for formula, words in written.formulas:
        groups = [outputs] if crossed else [[column] for column in outputs]
        for columns in groups:
            cells: list[_Cell] = []
            for column in columns:
                for row, entry in grid.values[column].items():
                    local = {**values, **of_columns.get(column, {}), **of_rows.get(row, {})}
                    for source, name in inputs.items():
                        if row in grid.values[source]:
                            local[name] = grid.values[source][row].value
                    varied = set(of_columns.get(column, {})) | set(of_rows.get(row, {})) | set(inputs.values())
                    try:
                        right = formula.worth(local, written.defined)
                    except (KeyError, ArithmeticError, ValueError, TypeError):
                        continue
                    names = _all_names(formula, written.defined)
                    if (
                        isinstance(right, float)
                        and names & varied
                        and _needed(of_columns, of_rows, column, row) <= names
                    ):
                        cells.append(_Cell(entry, right))
            if len(cells) > _FEWEST:
                yield cells, words


def _headed(grid: Grid, known: frozenset[str], values: Mapping[str, float]) -> Iterator[tuple[list[_Cell], str]]:
    """The columns whose header is a formula of the symbols over other columns: "6ND" beside "N" and "tokens D"."""
    named = {column: name for column, header in grid.headers.items() if (name := symbol_of(header))}
    for column, header in grid.headers.items():
        found = read(header, known) if column in grid.values and column not in named else None
        if found is None or not found[0].sign or not _UNIT_OF_A_HEADER.fullmatch(header[found[1] :]):
            continue
        if not found[0].names() & set(named.values()):
            continue
        cells: list[_Cell] = []
        for row, entry in grid.values[column].items():
            own = {name: grid.values[at][row].value for at, name in named.items() if row in grid.values.get(at, {})}
            try:
                right = found[0].worth({**values, **own}, {})
            except (KeyError, ArithmeticError, ValueError, TypeError):
                continue
            if isinstance(right, float) and found[0].names() & set(own):
                cells.append(_Cell(entry, right))
        if len(cells) > _FEWEST:
            yield cells, header


def _needed(
    of_columns: Mapping[int, Mapping[str, float]], of_rows: Mapping[int, Mapping[str, float]], column: int, row: int
) -> set[str]:
    """The symbols that a cell's own row and column set: a formula without one of them is not meant there."""
    return {*of_columns.get(column, {}), *of_rows.get(row, {})}


def _all_names(formula: Formula, defined: Mapping[str, Formula], depth: int = 0) -> frozenset[str]:
    names = formula.names()
    if depth < 4:
        for name in list(names):
            if name in defined:
                names |= _all_names(defined[name], defined, depth + 1)
    return names


def _decide_cells(cells: list[_Cell], words: str, *, alone: bool = False) -> Iterator[Claim]:
    """The one cell that does not follow the formula where all others do; those that do, where it is theirs alone."""
    scale = _scale(cells)
    if not scale:
        return
    fits = [close(cell.entry.value, cell.right * scale, cell.entry.room) for cell in cells]
    if (
        sum(fits) < max(_FEWEST, len(cells) - 1)
        or len({cell.right for cell, fit in zip(cells, fits, strict=True) if fit}) < _FEWEST
    ):
        return
    for cell, fit in zip(cells, fits, strict=True):
        claim = cell.entry.claim
        if claim.verdict not in ("unresolved", "match") or (fit and (claim.verdict == "match" or not alone)):
            continue
        if fit:
            claim.kind, claim.unit, claim.field = "derived", cell.entry.unit, claim.field or RULE
            claim.decide("match", working=words)
            yield claim
            continue
        value = cell.right * scale
        claim.kind, claim.unit, claim.field = "derived", cell.entry.unit, claim.field or RULE
        claim.expected = Expected(value, printed(value, claim.reading, cell.entry.unit))
        told = f"{words}, which the other cells follow, is {claim.expected.printed} here"
        claim.decide("mismatch", told, rule=RULE, hint=f"write {claim.expected.printed}", working=told)
        yield claim


def _scale(cells: list[_Cell]) -> float:
    """1, or the power of ten between the formula and the cells (a header may name it); 0 where it is none."""
    ratios = sorted(cell.entry.value / cell.right for cell in cells if cell.right)
    if not ratios:
        return 0.0
    middle = ratios[len(ratios) // 2]
    if not is_measurable(middle):
        return 0.0
    scale = float(10.0 ** round(math.log10(middle)))
    return scale if abs(middle / scale - 1) < _NEAR else 0.0
