"""Inputs in the other cells of a number's row or column."""

from __future__ import annotations

import re

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.texts import measures, names_a_variant, whole
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_MOST_HEADER = 120
_MOST_COLUMNS = 20
_MOST_ROWS = 60
_PLAIN = regex(r"[~≈$]? ?(\d{1,3}(?:[\u2009\u202f\u00a0]\d{3})+|\d[\d,]*(?:\.\d+)?) ?([KkMBT]?)")
_COUNT = regex(rf"{_PLAIN.pattern}(?!\w)(?! ?[KMGT]?i?B\b)")  # "1 TB" is no trillion
_SCALES = {"K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}


def in_row(claim: Claim, slide: Slide, dimension: Dimension, about: str, avoid: str) -> Given | None:
    """The one quantity of a dimension in the other columns of the row, by headers that do not speak against it."""
    cell = claim.stated.cell
    found: list[Given] = []
    for other in slide.same_row(claim) if cell is not None else ():
        theirs, table = other.stated.cell, other.stated.table
        if theirs is None or table is None or cell is None or theirs.column == cell.column:
            continue
        header = table.header_words(theirs)[:_MOST_HEADER]
        unit = next((unit for unit in other.reading.units if measures(unit.dimension, dimension)), None)
        if (
            unit is None
            or not other.reading.value
            or other.reading.range_end
            or (dimension == BYTES and names_a_variant(other.stated.text.text, other.reading.start))
            or (unit.symbol == "B" and unit.factor == 1.0)
        ):
            continue
        if (about and not re.search(about, header, re.IGNORECASE)) or (
            avoid and re.search(avoid, header, re.IGNORECASE)
        ):
            continue
        words = other.text if re.search(r"[A-Za-z]", other.text) else f"{other.text} {unit.symbol}"
        found.append(Given((other.reading.value * unit.factor,), words, "its row"))
    return found[0] if len(found) == 1 else None


def of_another_row(claim: Claim, words: str) -> bool:
    """Whether a number is what another row of the table has in a column in which the own row has one of its own."""
    cell, block = claim.stated.cell, claim.stated.block
    if cell is None or block.kind != "table":
        return False
    body = block.rows[block.header_rows :][:_MOST_ROWS]
    own = next((row for row in body if any(one is cell for one in row)), None)
    counted = {one.column for one in own or () if one is not cell and _COUNT.match(one.text.text.strip())}
    words = words.strip()
    return any(
        one.column in counted and words in one.text.text
        for row in body
        if row is not own
        for one in row[:_MOST_COLUMNS]
    )


def listed(claim: Claim, header: str) -> Given | None:
    """The plain number of the row in the one other column whose header has a pattern."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        return None
    found: list[Given] = []
    for one in table.row_of(cell)[:_MOST_COLUMNS]:
        match = _PLAIN.fullmatch(one.text.text.strip()) if one.column != cell.column else None
        words = table.header_words(one)[:_MOST_HEADER] if match else ""
        if match and re.search(header, words, re.IGNORECASE):
            scale = _SCALES.get(match[2], 1.0)
            found.append(Given((whole(match[1]) * scale,), f"{words} {one.text.text.strip()}", "its row"))
    return found[0] if len(found) == 1 and found[0].values[0] else None


def listed_above(claim: Claim, header: str) -> Given | None:
    """The plain number of the column in the one row whose label has a pattern: a table of metrics by model."""
    cell = claim.stated.cell
    found: list[Given] = []
    for row in claim.stated.block.rows[:_MOST_COLUMNS] if cell is not None else ():
        label = row[0].text.text[:_MOST_HEADER].strip() if row else ""
        if cell is None or not row or row[0].row == cell.row or not re.search(header, label, re.IGNORECASE):
            continue
        one = next((one for one in row if one.column == cell.column), None)
        match = _COUNT.match(one.text.text.strip()) if one is not None and one is not row[0] else None
        if match is not None:
            value = whole(match[1]) * _SCALES.get(match[2], 1.0)
            found.append(Given((value,), f"{label} {match[0].strip()}", "its column"))
    return found[0] if len(found) == 1 and found[0].values[0] else None
