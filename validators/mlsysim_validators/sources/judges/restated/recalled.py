"""Numbers that a later line recalls from a table or a line before, and recalls wrongly.

transposed: "643 ms" above, "463 ms" here, where the lines share another number and 463 stands nowhere else;
another row: a sentence names one row of a table, and gives a number that the same column has in another row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place, Stated, by_place
from mlsysim_validators.sources.dimensions import is_money
from mlsysim_validators.sources.judges.arithmetic.tables import grids
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid
from mlsysim_validators.sources.judges.ratio.rows import Names, named_rows
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document
from mlsysim_validators.sources.texts.slides import Slide

_NUMBER = regex(
    r"(?<![\w.,^-])(?<!\w:)(?P<digits>\d[\d,]*(?:\.\d+)?)(?![\d.,]*\d|\w*-\w|[eE]\d| ?[×·x] ?10)"
    r"(?: ?(?P<unit>[A-Za-zµ%/$]{1,12}))?"
)
_SUMMARY = AnyCase(
    r"summar|take[ -]?(?:home|away)|remember|recap|conclu|wrap|key (?:points|numbers|messages)|lessons|in short|"
    r"answers|solutions|what (?:to|we|you) |review"
)
_OTHERWISE = AnyCase(r"\b(?:would|could|if|suppose|imagine|instead|were)\b")
_PER = AnyCase(r"\b(?:cost|price|dollars?) per\b|\$ ?(?:/|per)\b")
_PARTS = regex(r"[\W_]+")
_ON_WHAT = regex(r" on (?:the )?(?P<what>[A-Za-z][\w-]*(?: [\w-]+){0,3})")
_LEAST_CALLED = 8
_NAMED_IN_BRACKETS = regex(r"[(（][A-Za-z]+_\w+[ :=]{1,2}$")
_PROSE = ("paragraph", "item", "note", "caption")
_FEWEST_DIGITS = 3
_MOST = 4000
_SHORTEST = 2
_BOUND = regex(r"(?:[≥≤<>]=?|\b(?:at least|above|below|over|under|up to)) ?$")
_LONGEST = 400
_YEAR = regex(r"(?:19|20)\d\d")
_MOST_TABLES = 40
_CONTENT = regex(r"[a-z]{4,}")
_ORDINARY = frozenset(("with", "from", "over", "this", "that", "total", "time", "table", "each", "model", "rate"))


class _Occurrence(NamedTuple):
    digits: str
    unit: str
    place: int  # of its block
    start: int
    row: int  # of a table, else -1


def judge(document: Document, claims: Sequence[Claim], slides: Mapping[int, Slide]) -> list[Claim]:
    """Decide numbers that are recalled wrongly; gives claims for those that had none."""
    at_place = by_place(claims)
    _of_other_rows(claims, slides)
    return list(_transposed(document, at_place))


def _transposed(document: Document, at_place: Mapping[Place, Claim]) -> Iterator[Claim]:
    found = list(islice(_occurrences(document), _MOST + 1)) if any(map(_sums_up, document.blocks)) else []
    if len(found) > _MOST:
        told = f"more than {_MOST} numbers: those of a summary were looked for in the first {_MOST} only"
        document.bounded(told, document.blocks[found.pop().place].text.source_offset(0))
    by_digits: dict[str, list[_Occurrence]] = {}
    for one in found:
        by_digits.setdefault(one.digits, []).append(one)
    for digits, places in by_digits.items():
        one = places[0]
        if len(places) > 1 or one.row >= 0 or _is_ordinary(digits) or not _sums_up(document.blocks[one.place]):
            continue
        for swapped in _swaps(digits):
            earlier = [
                other
                for other in by_digits.get(swapped, ())
                if other.place < one.place and _alike(document, one, other)
            ]
            if earlier:
                claim = at_place.get(_place(document, one)) or _claim(document, one)
                if claim.verdict == "unresolved" and claim.kind != "spec":
                    known = _place(document, one) in at_place
                    _tell(claim, document, earlier[-1])
                    if not known:
                        yield claim
                break


def _sums_up(block: Block) -> bool:
    """Whether a slide tells again what others told."""
    return _SUMMARY.search(f"{block.title} {block.section}") is not None


def _occurrences(document: Document) -> Iterator[_Occurrence]:
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            for row in block.rows[block.header_rows :]:
                for cell in row:
                    yield from (_Occurrence(*one, index, 0, cell.row) for one, _ in _numbers(cell.text.text))
        elif block.kind in (*_PROSE, "math"):
            yield from (_Occurrence(*one, index, start, -1) for one, start in _numbers(block.text.text))


def _numbers(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    for match in _NUMBER.finditer(text):
        yield (match["digits"], match["unit"] or ""), match.start()


def _is_ordinary(digits: str) -> bool:
    plain = digits.replace(",", "").replace(".", "")
    return len(plain.strip("0")) < _FEWEST_DIGITS - 1 or len(plain) < _FEWEST_DIGITS or bool(_YEAR.fullmatch(digits))


def _swaps(digits: str) -> Iterator[str]:
    """The numbers that two digits side by side, one for the other, make of a number."""
    places = [place for place, char in enumerate(digits) if char.isdigit()]
    for one, other in pairwise(places):
        if digits[one] != digits[other]:
            swapped = list(digits)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if swapped[0] != "0" or digits[0] == "0":
                yield "".join(swapped)


def _alike(document: Document, one: _Occurrence, other: _Occurrence) -> bool:
    """Whether two places speak of one thing: the same unit, and another number that both have."""
    if one.unit and other.unit and one.unit != other.unit:
        return False
    block, theirs = document.blocks[one.place], document.blocks[other.place]
    if block.slide == theirs.slide or other.digits in block.text.text:
        return False
    mine = _sentence(block, one)
    companions = {digits for (digits, _), _ in _numbers(mine) if len(digits) > 1} - {one.digits}
    around = theirs.text.text
    if other.row >= 0:
        around = " ".join(
            " ".join(cell.text.text for cell in row) for row in theirs.rows if row and row[0].row == other.row
        )
    elif not one.unit or one.unit == other.unit:  # the slide as a whole may set it up
        near = document.blocks[max(0, other.place - 4) : other.place + 5]
        around = " ".join(near_by.text.text for near_by in near if near_by.slide == theirs.slide)
    return any(digits in companions for (digits, _), _ in _numbers(around) if digits != other.digits)


def _sentence(block: Block, one: _Occurrence) -> str:
    text = block.text.text
    begin = max(text.rfind(mark, 0, one.start) for mark in (". ", "; ")) + 1
    stop = text.find(". ", one.start)
    return text[begin : stop if stop >= 0 else begin + _LONGEST]


def _place(document: Document, one: _Occurrence) -> tuple[int, int]:
    return id(document.blocks[one.place].text), one.start


def _claim(document: Document, one: _Occurrence) -> Claim:
    block = document.blocks[one.place]
    reading = Reading(
        one.start, one.start + len(one.digits), float(one.digits.replace(",", "")), 1.0, (ONE,), "", one.digits
    )
    return Claim(document, Stated(reading, block.text, block, one.place), "derived", unit=ONE)


def _tell(claim: Claim, document: Document, earlier: _Occurrence) -> None:
    block = document.blocks[earlier.place]
    text = (
        block.text if earlier.row < 0 else next(row[0].text for row in block.rows if row and row[0].row == earlier.row)
    )
    line, _ = document.position(text.source_offset(earlier.start if earlier.row < 0 else 0))
    told = f"line {line} has {earlier.digits}: two digits have changed places"
    claim.tell_changed("recalled", told, f"write {earlier.digits}")


def _of_other_rows(claims: Sequence[Claim], slides: Mapping[int, Slide]) -> None:
    """Numbers that their sentence gives to one row of a table, while the table has them in another."""
    told = [claim for claim in claims if _may_recall(claim)]
    values = {claim.reading.value for claim in told}
    tables: dict[float, list[tuple[int, Names]]] = {}
    for number, slide in slides.items() if told else ():
        for grid in grids(slide, slide.claims):
            cells = {entry.claim.reading.value for entries in grid.values.values() for entry in entries.values()}
            names = Names(grid)
            for value in values & cells if len(grid.labels) > 1 else ():
                tables.setdefault(value, []).append((number, names))
    for claim in told:
        around = tables.get(claim.reading.value, ())
        for names in [names for number, names in around if number <= claim.stated.block.slide][-_MOST_TABLES:]:
            found = _in_another_row(claim, names)
            if found is not None:
                claim.tell_changed("recalled", found[0], f"write {found[1]}")
                break


def _may_recall(claim: Claim) -> bool:
    """Whether a number of running text is open, and long enough to be known again."""
    if claim.stated.cell is not None or claim.stated.block.kind not in _PROSE or claim.verdict != "unresolved":
        return False
    if claim.reading.bound or claim.kind == "spec":
        return False
    digits = re.sub(r"\D", "", claim.reading.text).strip("0")
    return len(digits) > 1 or "." in claim.reading.text


def _in_another_row(claim: Claim, names: Names) -> tuple[str, str] | None:
    grid = names.grid
    where = [
        (column, row)
        for column, entries in grid.values.items()
        for row, entry in entries.items()
        if entry.claim.reading.value == claim.reading.value and _one_sort(entry, claim)
    ]
    if len(where) != 1 or where[0][0] == 0:
        return None
    column, row = where[0]
    if row in grid.totals:
        return None
    sentence = claim.stated.sentence()
    named = [one for one in named_rows(sentence.lower(), names) if not _bounds(grid.names[one], sentence)]
    if not named:  # "16,384 GPUs fail every 3 hours; a save every 8 minutes"
        text, place = claim.stated.text.text, claim.reading.start
        begin = max(0, text.rfind(". ", 0, place), place - _LONGEST)
        stop = text.find(". ", place)
        sentence = text[begin : stop if stop >= 0 else place + _LONGEST]
        # A row that is labelled with a digit or two is hardly named by one further away.
        named = [one for one in named_rows(sentence.lower(), names) if len(grid.names[one].strip(" *_`")) > _SHORTEST]
    if not named or row in named or len(named) > 2 or _is_called(grid.names[row], sentence):
        return None
    if _in_a_bracket_of_its_own(claim):
        return None
    behind = _ON_WHAT.match(claim.stated.text.text, claim.reading.end)
    if behind is not None and not any(name in behind["what"].lower() for name in _first_words(grid, named)):
        return None  # "79% on Spider and 64.3% on coding tasks"
    wanted = [one for one in named if one in grid.values[column]]
    numbers = {digits.replace(",", "") for (digits, _), _ in _numbers(sentence)}
    values = {float(number) for number in numbers}  # "79%" of the table's 79.0
    told = [one for one in wanted if float(_printed(grid.values[column][one]) or "nan") in values]
    free = [one for one in wanted if one not in told]
    anchored = bool(told) or any(
        _printed(entries[free[0]]) in numbers
        for other, entries in grid.values.items()
        if free and free[0] in entries and other
    )
    if len(free) != 1 or len(told) != len(wanted) - 1:
        return None
    header = set(_CONTENT.findall(grid.headers.get(column, "").lower())) - _ORDINARY
    told_again = _sums_up(claim.stated.block) and any(word in sentence.lower() for word in header)
    if not (anchored or told_again) or _OTHERWISE.search(sentence):
        return None
    right = grid.values[column][free[0]]
    if not _one_sort(right, claim) or (_PER.search(sentence) and not _PER.search(grid.headers.get(column, ""))):
        return None
    return f"the table has {right.shown} for {grid.names[free[0]]}; {claim.text} is of {grid.names[row]}", right.shown


def _is_called(label: str, sentence: str) -> bool:
    """Whether a sentence says the name of a row in other words: "Gemma 4 E2B" for "gemma-4-E2B-it"."""
    parts = [part for part in _PARTS.split(label.strip(" *_`")) if part]
    kept = parts[:-1] if len(parts) > _SHORTEST else parts
    name = "".join(kept).lower()
    return len(name) >= _LEAST_CALLED and name in "".join(_PARTS.split(sentence)).lower()


def _first_words(grid: Grid, rows: Sequence[int]) -> list[str]:
    return [_PARTS.split(grid.names[row].strip(" *_`").lower())[0] for row in rows]


def _in_a_bracket_of_its_own(claim: Claim) -> bool:
    """Whether a number stands in brackets behind a name of its own: "utilization 85% (long_scoreboard 45%)"."""
    text, start = claim.stated.text.text, claim.reading.start
    return _NAMED_IN_BRACKETS.search(text, max(0, start - 2 * _LEAST_CALLED * _SHORTEST), start) is not None


def _bounds(label: str, sentence: str) -> bool:
    """Whether a label that is a number stands in a sentence as a bound only: "for batches ≥8"."""
    label = label.strip(" *_`")
    places = [match.start() for match in re.finditer(rf"(?<![\d.]){re.escape(label)}(?![\d.])", sentence)]
    return label.isdigit() and bool(places) and all(_BOUND.search(sentence[:place]) for place in places)


def _printed(entry: Entry) -> str:
    return re.sub(r"[^\d.]", "", entry.claim.reading.text).strip(".")


def _one_sort(entry: Entry, claim: Claim) -> bool:
    """Whether two numbers may be of one sort: the same unit, or the cell leaves its unit to its header."""
    mine, theirs = claim.reading.units[0], entry.claim.reading.units[0]
    money = is_money(mine.dimension) and is_money(theirs.dimension)
    return money or (mine.dimension == theirs.dimension and mine.factor == theirs.factor)
