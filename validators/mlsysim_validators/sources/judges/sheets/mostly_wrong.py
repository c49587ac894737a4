"""Figures of a column, table or sentence of which most are not the specification: it is of something else.

An author errs in a cell or two. Where most figures of a line differ from what their devices have, and by no slip that
shows what was meant, they are measurements, or of another pipe, clock or unit than the words say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator

from mlsysim_validators.sources.claims import Claim

_RATES = ("compute.", "memory.bandwidth", "power.", "tiers.", "links.")
_UNEXPLAINED = ("different", "half", "twice", "variant", "copied", "format", "vector-for-matrix", "matrix-for-vector")
_FEWEST = 3
_TIMES = 3  # as many wrong as right ones in a whole table
_FEWEST_TOLD = 2  # of one sentence
_MOST_ROWS = 0.34  # of a table, that are of a device as somebody imagined it


def settle(claims: Iterable[Claim]) -> None:
    """Take back the verdict on the figures of lines that are mostly not what their devices have."""
    columns: dict[Hashable, list[Claim]] = defaultdict(list)
    tables: dict[Hashable, list[Claim]] = defaultdict(list)
    sentences: dict[Hashable, list[Claim]] = defaultdict(list)
    lines: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "derived" and (place := _place(claim)) is not None:
            lines[place].append(claim)
        if claim.kind != "spec" or claim.entity is None or claim.entity.kind == "models":
            continue
        if claim.stated.value is not None or claim.verdict not in ("match", "mismatch"):
            continue
        cell, block = claim.stated.cell, id(claim.stated.block)
        if cell is None:
            sentences[id(claim.stated.text), claim.stated.sentence_span(), claim.field].append(claim)
        elif claim.field.startswith(_RATES):
            columns[block, cell.column, claim.field.partition(".")[0]].append(claim)
            tables[block].append(claim)
    imagined = {place for group in tables.values() for place in _imagined_rows(group)}
    doubtful = [
        *(("column", one) for group in lines.values() for one in _of_derived(group)),
        *(("column", one) for group in columns.values() for one in _of_a_line(group, 1, imagined)),
        *(("table", one) for group in tables.values() for one in _of_a_line(group, _TIMES)),
        *(("sentence", one) for group in sentences.values() for one in _of_a_sentence(group)),
    ]
    for claim in (one for group in columns.values() for one in _parts_of_one(group)):
        claim.take_back("a part of what a line above it says there is")
    for where, claim in doubtful:
        if claim.verdict == "mismatch":
            claim.take_back(f"most figures of its {where} are not what they should be: of something else, perhaps")


def _parts_of_one(group: list[Claim]) -> Iterator[Claim]:
    """The sizes of a column that are less than the whole size of the same memory of the same device: what is in it."""
    whole = [one for one in group if one.verdict == "match" and one.field.endswith(".capacity")]
    for claim in group:
        if claim.verdict == "mismatch" and any(
            one.entity is claim.entity
            and one.field == claim.field
            and claim.value < one.value
            and _row(one) < _row(claim)
            for one in whole
        ):
            yield claim


def _place(claim: Claim) -> Hashable | None:
    """The column, or the lines of a listing, in which a derived number is one of its sort."""
    if claim.stated.cell is not None:
        return id(claim.stated.block), claim.stated.cell.column, claim.field
    return (id(claim.stated.block), claim.field) if claim.stated.block.kind == "listing" else None


def _of_derived(group: list[Claim]) -> Iterator[Claim]:
    """The findings of a column of derived numbers that are more than those that are right, or of a log with several."""
    found = [claim for claim in group if claim.verdict == "mismatch" and claim.rule == "recomputed"]
    right = sum(claim.verdict == "match" for claim in group)
    if len(found) >= _FEWEST and (len(found) > right or group[0].stated.cell is None):
        yield from found


def _row(claim: Claim) -> tuple[int, int]:
    return id(claim.stated.block), claim.stated.cell.row if claim.stated.cell is not None else -1


def _imagined_rows(table: list[Claim]) -> set[tuple[int, int]]:
    """The few rows of a table that are wrong in most of their cells: they say nothing of its columns."""
    rows: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in table:
        rows[_row(claim)].append(claim)
    wrong = {place for place, row in rows.items() if list(_of_a_line(row, 1))}
    return wrong if len(wrong) <= _MOST_ROWS * len(rows) else set()


def _of_a_line(group: list[Claim], times: int, but: Collection[tuple[int, int]] = ()) -> Iterator[Claim]:
    """The unexplained findings of a column or table in which they outnumber all others by so many times."""
    group = [claim for claim in group if _row(claim) not in but]
    found = [claim for claim in group if claim.verdict == "mismatch" and claim.rule in _UNEXPLAINED]
    if len(found) >= _FEWEST and len(found) > times * (len(group) - len(found)):
        yield from found


def _of_a_sentence(group: list[Claim]) -> Iterator[Claim]:
    """The unexplained findings of a sentence that states several figures of one sort, none of them right."""
    found = [claim for claim in group if claim.verdict == "mismatch" and claim.rule in _UNEXPLAINED]
    if len(found) >= _FEWEST_TOLD and len(found) == len(group) and len({one.value for one in found}) > 1:
        yield from found
