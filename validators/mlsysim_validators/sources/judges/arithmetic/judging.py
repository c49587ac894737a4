"""The verdicts on printed arithmetic of one slide."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from mlsysim_registry.display import si
from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim, Expected, Place, Stated, by_place
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.judges.arithmetic import equality, tables
from mlsysim_validators.sources.judges.arithmetic.beside import is_certain, judged_beside
from mlsysim_validators.sources.judges.arithmetic.bytes_of_bytes import counted_in_bytes
from mlsysim_validators.sources.judges.arithmetic.equality import Judgement
from mlsysim_validators.sources.judges.arithmetic.ledgers import totals_of_ledgers
from mlsysim_validators.sources.judges.arithmetic.line_totals import totals_of_lines
from mlsysim_validators.sources.judges.arithmetic.lines import Line, lines_of
from mlsysim_validators.sources.judges.arithmetic.no_calculations import is_none, may_be_another, working_of
from mlsysim_validators.sources.judges.arithmetic.products import product_of
from mlsysim_validators.sources.judges.arithmetic.ranges import judged_ranges
from mlsysim_validators.sources.judges.arithmetic.rates import with_its_rate
from mlsysim_validators.sources.judges.arithmetic.statements import Statement, last_side, statements
from mlsysim_validators.sources.judges.arithmetic.tokens import is_weak, is_word
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.tables import TableView

RULE = "arithmetic"
_SENTENCE_AHEAD = 160
_BY_RECIPE = ("training_bytes", "optimizer_bytes")  # which several usual numbers of bytes give
_OF_TOTAL = regex(r" ?(?:of|of the|of all) (?:total|whole)\b")


class Printed:
    """The calculations that one slide prints."""

    def __init__(self, slide: Slide) -> None:
        self._slide = slide
        self._views: dict[int, TableView] = {}
        self._above: dict[tuple[int, int], Line] = {}  # the line that a line goes on, by where that begins

    @cached_property
    def _found(self) -> list[tuple[Line, Statement, Judgement | None]]:
        found: list[tuple[Line, Statement, Judgement | None]] = []
        above, last = "", None
        for line in lines_of(self._slide.blocks):
            words = line.words
            goes_on = line.cell is None and words.lstrip()[:1] in ("=", "≈", "×")
            if goes_on and last is not None:
                self._above[id(line.text), line.begin] = last
            last = line
            here = statements(words, last_side(above) if goes_on else None)
            for statement in here:
                statement = statement._replace(right=with_its_rate(statement.right, statement.left, words))
                if _printed_whole(line, statement) and not is_none(line, statement, self._slide.document):
                    judgement = _judged(statement)
                    if judgement is not None or not (is_weak(statement.relation) or is_word(statement.relation)):
                        found.append((line, statement, judgement))
            above = words if line.cell is None else ""
        return found

    def _view(self, block: Block) -> TableView:
        if id(block) not in self._views:
            self._views[id(block)] = TableView(block)
        return self._views[id(block)]

    @cached_property
    def operands(self) -> set[tuple[int, int]]:
        """Where the numbers stand that take part in a calculation, as (id of the text, place)."""
        return {
            (id(where.text), where.begin + number.reading.start)
            for line, statement, _ in self._found
            if not is_weak(statement.relation)
            for side in (statement.left, statement.right)
            if side.operations
            for number in side.numbers
            if number.reading is not None
            for where in (line if number.start >= 0 else self._above.get((id(line.text), line.begin), line),)
        }

    @cached_property
    def results(self) -> set[tuple[int, int]]:
        """Where the numbers stand that a calculation states as its result."""
        return {
            (id(line.text), line.begin + statement.right.numbers[0].reading.start)
            for line, statement, _ in self._found
            if statement.left.operations
            and not statement.right.operations
            and statement.right.numbers[0].reading is not None
        }

    def judge(self, claims: list[Claim]) -> list[Claim]:
        """Decide the claims that a calculation states; gives new claims for results without a unit.

        A result that follows settles only claims that nothing else has judged: right arithmetic on wrong inputs stays
        wrong.
        """
        at_place = by_place(claims)
        fresh: list[Claim] = []
        for line, statement, judgement in self._found:
            if judgement is None or judgement.of.reading is None:
                continue
            if not judgement.equal and may_be_another(line, statement, judgement):
                continue
            reading = judgement.of.reading
            place = (id(line.text), line.begin + reading.start)
            claim = at_place.get(place)
            if claim is None:
                if not statement.left.operations and not statement.right.operations:
                    continue
                claim = self._claim(reading, line, fresh)
                at_place[place] = claim
            _decide(claim, judgement, working_of(line, statement))
        self._judge_ranges(at_place)
        self._judge_units(at_place)
        self._judge_beside(at_place, fresh)
        self._judge_tables(claims, at_place, fresh)
        self._judge_lines(claims)
        self._judge_shares(claims)
        self._judge_products(claims)
        return fresh

    def _claim(self, reading: Reading, line: Line, fresh: list[Claim]) -> Claim:
        """A new claim, for a result that was not seen as a quantity."""
        moved = reading._replace(start=line.begin + reading.start, end=line.begin + reading.end)
        table = self._view(line.block) if line.cell is not None else None
        index = self._slide.index_of(line.block)
        claim = Claim(self._slide.document, Stated(moved, line.text, line.block, index, line.cell, table))
        claim.kind = "derived"
        fresh.append(claim)
        return claim

    def _judge_ranges(self, at_place: dict[Place, Claim]) -> None:
        """Results that are ranges, end by end."""
        for line in lines_of(self._slide.blocks):
            for statement, judgement in judged_ranges(line):
                reading = judgement.of.reading
                claim = at_place.get((id(line.text), line.begin + reading.start)) if reading is not None else None
                if claim is None or claim.verdict != "unresolved" or is_none(line, statement, self._slide.document):
                    continue
                if not _printed_whole(line, statement):
                    continue
                if judgement.equal or not may_be_another(line, statement, judgement):
                    _decide(claim, judgement, working_of(line, statement))

    def _judge_units(self, at_place: dict[Place, Claim]) -> None:
        """Amounts of bytes where things were to be counted."""
        for line, statement, judgement in self._found:
            found = counted_in_bytes(statement) if judgement is None else None
            reading = found.of.reading if found is not None else None
            claim = at_place.get((id(line.text), line.begin + reading.start)) if reading is not None else None
            if found is None or claim is None or claim.verdict not in ("unresolved", "match"):
                continue
            claim.kind, claim.unit, claim.field = "derived", ONE, claim.field or RULE
            claim.expected = Expected(found.value, found.written)
            words = working_of(line, statement)
            told = f"bytes times bytes are no bytes: {words} holds for {found.written} things"
            claim.decide("mismatch", told, rule=RULE, hint=f"write {found.written}", working=words)

    def _judge_beside(self, at_place: dict[Place, Claim], fresh: list[Claim]) -> None:
        """Results of a table beside the cell with their calculation."""
        for block in self._slide.blocks:
            found = list(judged_beside(block, at_place)) if block.kind == "table" else []
            for cell, statement, judgement in found:
                if judgement.of.reading is None or not is_certain(block, cell, statement, judgement, found):
                    continue
                line = Line(cell.text, 0, len(cell.text.text), block, cell)
                place = (id(cell.text), judgement.of.reading.start)
                if place not in at_place:
                    at_place[place] = self._claim(judgement.of.reading, line, fresh)
                _decide(at_place[place], judgement, working_of(line, statement))

    def _judge_tables(self, claims: list[Claim], at_place: dict[Place, Claim], fresh: list[Claim]) -> None:
        for grid in tables.grids(self._slide, claims):
            parts = [
                *tables.wrong_shares(grid),
                *tables.shares_of_both(grid),
                *tables.wrong_multiples(grid, self._slide.text),
                *tables.wrong_over_a_row(grid),
            ]
            columns = {one.claim.stated.cell.column for one in parts if one.claim.stated.cell is not None}
            out = [*tables.out_of_proportion(grid, self._slide.text), *tables.odd_ones_of_joined_columns(grid, claims)]
            for wrong in [*parts, *tables.judged_totals(grid, columns), *out]:
                claim = wrong.claim
                if isinstance(wrong, tables.Right):
                    if claim.verdict == "unresolved" and claim.kind != "spec":
                        claim.kind, claim.unit, claim.field = "derived", wrong.unit, claim.field or RULE
                        claim.decide("match", working=wrong.words)
                        fresh += [claim] if claim.place not in at_place else []
                        at_place[claim.place] = claim
                    continue
                if claim.verdict not in ("unresolved", "match"):
                    continue
                claim.kind, claim.unit = "derived", wrong.unit
                claim.field = claim.field or RULE
                claim.expected = Expected(wrong.value, printed(wrong.value, claim.reading, wrong.unit))
                told = wrong.told
                claim.decide("mismatch", told, rule="table", hint=f"write {claim.expected.printed}", working=told)
                if claim.place not in at_place:
                    at_place[claim.place] = claim
                    fresh.append(claim)

    def _judge_shares(self, claims: list[Claim]) -> None:
        """Shares of a table's total that the text names."""
        named = [one for one in claims if one.stated.cell is None and one.verdict == "unresolved" and _is_share(one)]
        for grid in tables.grids(self._slide, claims) if named else ():
            for claim in named:
                begin, stop = claim.stated.sentence_span()
                ahead = claim.stated.text.text[max(0, begin - _SENTENCE_AHEAD) : begin]
                words = claim.stated.text.text[begin:stop]
                found = tables.named_share(grid, words) or tables.named_share(grid, ahead + words)
                if found is None:
                    continue
                share, told = found
                claim.kind, claim.unit, claim.field = "derived", claim.reading.units[0], claim.field or RULE
                if abs(claim.reading.value - 100 * share) <= 1.01 * claim.reading.resolution:
                    claim.decide("match", working=told)
                else:
                    claim.expected = Expected(share, printed(share, claim.reading, claim.unit))
                    told = f"{told} is {claim.expected.printed}"
                    claim.decide("mismatch", told, rule="table", hint=f"write {claim.expected.printed}", working=told)

    def _judge_products(self, claims: list[Claim]) -> None:
        for claim in claims:
            found = product_of(claim) if claim.verdict == "unresolved" else None
            if found is None:
                continue
            claim.kind, claim.unit, claim.field = "derived", claim.reading.units[0], claim.field or RULE
            if found.fits:
                claim.decide("match", working=found.words)
            else:
                shown = f"{found.value:.3g}×"
                claim.expected = Expected(found.value, shown)
                claim.decide(
                    "mismatch", f"{found.words} is {shown}", rule=RULE, hint=f"write {shown}", working=found.words
                )

    def _judge_lines(self, claims: list[Claim]) -> None:
        blocks = self._slide.blocks
        for total in (*totals_of_lines(blocks, claims), *totals_of_ledgers(blocks, claims)):
            claim = total.claim
            by_recipe = claim.verdict == "match" and claim.field in _BY_RECIPE and total.named
            if claim.verdict != "unresolved" and not (by_recipe and not total.fits):
                continue
            claim.kind, claim.unit, claim.field = "derived", total.unit, claim.field or RULE
            told = f"the lines above add up to {total.words}"
            if total.fits:
                claim.decide("match", working=told)
            else:
                shown = printed(total.value, claim.reading, total.unit)
                if shown == printed(claim.reading.value * total.unit.factor, claim.reading, total.unit):
                    shown = si(total.value, _base(total.unit.dimension))  # 840 GB, which "> 1 TB" has no digits for
                claim.expected = Expected(total.value, shown)
                told = f"{told}: {claim.expected.printed}"
                claim.decide("mismatch", told, rule=RULE, hint=f"write {claim.expected.printed}", working=told)


def _is_share(claim: Claim) -> bool:
    """Whether a percentage is said to be one of a total: "73% of total memory"."""
    behind = claim.stated.text.text[claim.reading.end : claim.reading.end + 30]
    return claim.reading.units[0].symbol == "%" and claim.reading.one_value and _OF_TOTAL.match(behind) is not None


def _printed_whole(line: Line, statement: Statement) -> bool:
    """Whether no mark-up stands inside a number: in Markdown, "784*256" and a second * print as 784256."""
    for number in statement.right.numbers + statement.left.numbers:
        if number.start < 0:  # of the line above
            continue
        first, last = line.begin + number.start, line.begin + number.end - 1
        digits = [
            index for index in range(first, min(last + 1, len(line.text.text))) if line.text.text[index].isdigit()
        ]
        for one, other in pairwise(digits):
            if other == one + 1 and line.text.source_offset(other) - line.text.source_offset(one) > 1:
                return False
    return True


def _judged(statement: Statement) -> Judgement | None:
    """What two sides come to, where the left one is right as a whole or behind its "at"."""
    found = equality.judge(statement)
    if found is not None and not found.equal and statement.shorter is not None:
        again = equality.judge(statement._replace(left=statement.shorter))
        return again if again is not None and again.equal else found
    return found


_PER_MILLION = regex(r" ?(?:per|/|for (?:a|each)|a) ?(?P<many>million|M\b|thousand|k\b)", re.IGNORECASE)
_MANY = {"m": 1e6, "t": 1e3, "k": 1e3}


_IN_THOUSANDS = regex(r"[ \u00a0\u2009\u202f]\d{3}(?:[.,]\d|[ \u00a0\u2009\u202f]\d{3})?(?![\w.])")  # "1 726.0"

_COUNTS_OF_THINGS = regex(r"\d[\d,]* [a-z]{3,}s(?: [×x*·] \d[\d,]* [a-z]{3,}s)+ [=≈]")  # "32 heads × 32 layers = 16 GB"


_BILLIONS = regex(r"(?<![\w.])\d+(?:\.\d+)?B ?[×x*·/]")
_NOUNS = regex(r" (?P<nouns>(?:[a-z]+ )?[a-z]{3,}s)\b")
_THING = regex(r"\d (?P<thing>[a-z]{3,}s)\b")
_SEVERAL = 0.01


def _has_several_each(claim: Claim, judgement: Judgement, words: str) -> bool:
    """Whether a count is of others than the things that are multiplied, so many of them for each.

    "32 tokens × 48 layers ≈ 44,500 launches": 29 for each.
    """
    text, end = claim.stated.text.text, claim.reading.end
    noun = _NOUNS.match(text, end)
    each = claim.reading.value * judgement.unit.factor / judgement.value if judgement.value else 0.0
    things = set(_THING.findall(words))
    others = noun is not None and not things & set(noun["nouns"].split())
    return others and round(each) > 1 and abs(each / round(each) - 1) < _SEVERAL


def _decide(claim: Claim, judgement: Judgement, words: str) -> None:
    unit = judgement.unit
    shown = _shown(judgement, claim, unit)
    per = _PER_MILLION.match(claim.stated.text.text, claim.reading.end)
    if per is not None and agrees(claim.reading, unit.factor, judgement.value * _MANY[per["many"][0].lower()]):
        judgement = judgement._replace(equal=True)
    if _BILLIONS.search(words) and agrees(claim.reading, unit.factor, judgement.value * 1e9):
        judgement = judgement._replace(equal=True)  # "70B * 2 / 8 / 2000 GB/s"
    if judgement.equal:
        if claim.verdict == "unresolved":
            claim.kind, claim.unit = "derived", unit
            claim.field = claim.field or RULE
            claim.decide("match", working=words)
    elif _IN_THOUSANDS.match(claim.stated.text.text, claim.reading.end):
        claim.decide("unresolved", "a number that blanks group by thousands")
    elif _COUNTS_OF_THINGS.match(words) and (judgement.unitless or _has_several_each(claim, judgement, words)):
        claim.decide("unresolved", "what each of the things has that are multiplied is not printed")
    elif claim.verdict in ("unresolved", "match"):
        claim.kind, claim.unit = "derived", unit
        claim.field = claim.field or RULE
        claim.expected = Expected(judgement.value, shown)
        reason = f"the calculation gives something else: {words}, but it comes to {shown}"
        if judgement.unitless:
            reason += " (to a power of a thousand: it leaves its units out)"
        claim.decide("mismatch", reason, rule=RULE, hint=f"write {shown}", working=f"{words} -> {shown}")


def _shown(judgement: Judgement, claim: Claim, unit: Unit) -> str:
    shown = printed(judgement.value, claim.reading, unit)
    digits = shown.split()[0].strip("$").replace(",", "")
    try:
        kept = float(digits) != 0 and len(digits) <= 12
    except ValueError:
        kept = True
    return shown if kept else si(judgement.value, _base(unit.dimension))


def _base(dimension: Dimension) -> str:
    from mlsysim_registry.units.quantity import base_unit

    return base_unit(dimension)
