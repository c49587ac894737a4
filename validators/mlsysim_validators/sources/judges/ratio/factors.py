"""Ratios: "41× more than Quebec", "1.58x", "compute range 10^7×", against the numbers that they compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, POWER
from mlsysim_validators.sources.judges.arithmetic.tables import grids
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Wrong
from mlsysim_validators.sources.judges.ratio import (
    bases,
    cells,
    changes,
    columns,
    complements,
    contrasts,
    deviations,
    devices,
    divided_wholes,
    equal_memory,
    explained,
    items,
    last_two,
    levels,
    multiples,
    narrated,
    nearby,
    orders,
    parts_of_wholes,
    peaks,
    plain_bases,
    points,
    quotients,
    ranges,
    ratio_rows,
    restated_factors,
    rows,
    said_before,
    slips,
    sped_up,
    steps,
    terms,
    wording,
)
from mlsysim_validators.sources.judges.ratio.comparatives import comparatives
from mlsysim_validators.sources.judges.ratio.comparisons import comparisons
from mlsysim_validators.sources.judges.ratio.label_orders import label_orders
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.judges.ratio.sides import Sides
from mlsysim_validators.sources.judges.ratio.spoken import spoken
from mlsysim_validators.sources.judges.ratio.superlatives import superlatives
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_RANGE = AnyCase(r"range|span|orders of magnitude")
_GAP = AnyCase(r"\bgap\b[^.;]*$")
_AS_CALLED = regex(r"\b(?:memory(?! bandwidth)|RAM|storage)\b", re.IGNORECASE)
_OUTRAN_REACH = 60
_SPEED_ALONE = regex(r"\bspeed\b(?!-?up)", re.IGNORECASE)  # what a run gained
_QUANTITIES = (
    (regex(r"power|tdp|watt", re.IGNORECASE), ("power.",)),
    (regex(r"compute|flops|faster compute|peak", re.IGNORECASE), ("compute.",)),
    (regex(r"bandwidth|bw", re.IGNORECASE), ("memory.bandwidth",)),
    (regex(r"capacity|more memory", re.IGNORECASE), ("memory.capacity",)),
    (regex(r"carbon|emi|grid", re.IGNORECASE), ("intensity",)),
    (regex(r"ridge|reuse per byte|machine balance", re.IGNORECASE), ("ridge_point",)),
    (
        regex(r"speed-?up|\bspeed vs|relative speed|faster|slower|latency|time", re.IGNORECASE),
        ("weight_load_time", "memory.bandwidth"),
    ),
)


class Ratios:
    """The factors of one slide, against the numbers that the slide states."""

    def __init__(self, slide: Slide, finder: EntityFinder, before: Slide | None = None) -> None:
        self._slide, self._before = slide, before
        self._finder = finder

    def judge(self, claim: Claim, around: Surroundings) -> None:
        """Check a factor against the two numbers that it compares, where slide and words say which they are."""
        if claim.reading.units[0].symbol != "×" or claim.verdict != "unresolved":
            return
        as_ratio(claim)
        claim.reason = "the two numbers that it compares are not found"
        words = f"{around.sentence} {around.row} {around.column}"
        if claim.reading.range_end:
            return
        if _RANGE.search(words) and "→" not in around.sentence:
            self._judge_range(claim, words)
            return
        if claim.reading.exponent_step and claim.stated.cell is None and _GAP.search(_ahead(claim)):
            self._judge_range(claim, _AS_CALLED.sub("capacity", _behind(claim)))
            return
        pair = _compared(claim, around, self._finder)
        if pair is None:
            return
        if pair[0] == pair[1]:
            if agrees(claim.reading, 1.0, 1.0):
                claim.decide("match", working="a device against itself")
            return
        words = f"{words} {around.title if claim.stated.cell is None else ''}"
        own = [fields for pattern, fields in _QUANTITIES if pattern.search(_own_words(claim))]
        if not own:
            beside = f"{around.before[-45:]} {around.after[:45]}"
            own = [fields for pattern, fields in _QUANTITIES if pattern.search(beside)]
        wanted = own or [fields for pattern, fields in _QUANTITIES if pattern.search(words)]
        candidates = list(self._candidates(pair, wanted))
        for ratio, working in candidates:
            if agrees(claim.reading, 1.0, ratio):
                claim.decide("match", working=working)
                return
        # "2.66× faster" was measured, perhaps, and is no ratio of bandwidths.
        telling = own if own[-1:] != [_QUANTITIES[-1][1]] else own[:-1]
        in_table = claim.stated.cell is not None and not _SPEED_ALONE.search(around.column)
        if candidates and (telling or (in_table and wanted)):
            ratio, working = candidates[0]
            _differs(claim, ratio, f"{ratio:.3g}×", working)

    def judge_all(self, claims: list[Claim], arounds: dict[int, Surroundings]) -> list[Claim]:
        """Judge the factors, shares, speed-up columns and orders of the slide; gives the claims that words make."""
        found = list(grids(self._slide, claims))
        for grid in found:
            deviations.judge(grid)
        unsigned = [claim for grid in found for claim in columns.judge(grid)]
        for grid in found:
            found_wrong = [*quotients.wrong_quotients(grid, self._finder), *steps.judge(grid, self._finder)]
            for wrong in (*found_wrong, *ratio_rows.judge(grid)):
                if wrong.claim.verdict in ("unresolved", "match"):
                    _differs_in_table(wrong)
                    unsigned += [wrong.claim] * wrong.claim.reading.bare
        tables = [rows.Names(grid) for grid in found]
        sides = Sides(found, self._before, self._finder)
        of_whole = sped_up.judge(self._slide, claims)
        ranges.judge(claims)
        restated_factors.judge(claims)
        for claim in claims:
            around = arounds.get(id(claim))
            compares = claim.reading.units[0].symbol in ("×", "%")
            in_words = compares and claim.stated.cell is None and claim.kind != "spec"
            if in_words:
                self._judge_words(claim, tables, sides, wrong=False)
            if around is not None:
                self.judge(claim, around)
            if in_words and id(claim) not in of_whole:
                self._judge_words(claim, tables, sides, wrong=True)
                said_before.judge(claim, self._slide)
                nearby.judge(claim, self._slide)
                last_two.judge(claim, self._slide, self._before)
                explained.judge(claim)
            cells.judge(claim)
        narrated.judge(self._slide, found, claims)
        divided_wholes.judge(self._slide, claims)
        of_percentages = list(points.judge(self._slide, claims))
        by_words = spoken(self._slide, lambda claim, sure: self._judge_spoken(claim, tables, sides, sure=sure))
        known = {id(claim) for claim in claims}
        fresh = {id(one): one for one in unsigned if id(one) not in known and one.verdict != "unresolved"}
        ranks = list(orders.orders(self._slide, found, self._finder))
        judged = {one.place for one in ranks if one.verdict != "unresolved"}
        by_label = list(label_orders(self._slide, found, judged))
        ranks = [one for one in ranks if one.verdict != "unresolved" or one.place not in judged]
        ranks += [*by_label, *superlatives(self._slide, found, self._finder)]
        return [
            *fresh.values(),
            *of_percentages,
            *by_words,
            *ranks,
            *comparisons(self._slide, found),
            *comparatives(self._slide, found, self._finder),
        ]

    def _judge_words(self, claim: Claim, tables: Sequence[rows.Names], sides: Sides, *, wrong: bool) -> None:
        """Hold a factor or share of running text against what its sentence, its list, a table beside it, the line that
        it names or the registry states. All are asked whether they give it before any (`wrong`) tells that it differs.
        """
        text, place = claim.stated.text.text, claim.reading.start
        if claim.verdict != "unresolved":
            return
        if wording.OUTRAN.search(text[max(claim.stated.sentence_span()[0], place - _OUTRAN_REACH) : place]):
            return
        if wording.is_set_up(text, place, claim.reading.end) or wording.begins_with_a_count(text, claim.reading):
            return
        if not wrong:
            complements.judge(claim, self._slide)
            terms.judge(claim, self._slide)
        equal_memory.judge(claim, self._slide)
        plain_bases.judge(claim, self._slide)
        parts_of_wholes.judge(claim)
        changes.judge(claim)
        levels.judge(claim, self._slide, self._finder, wrong=wrong)
        slips.judge(claim, sides, wrong=wrong)
        peaks.judge(claim, self._slide, self._finder, wrong=wrong)
        bases.judge(claim, self._slide, self._finder, wrong=wrong)
        multiples.judge(claim, wrong=wrong)
        contrasts.judge(claim, self._slide, wrong=wrong)
        items.judge(claim, self._slide, wrong=wrong)
        rows.judge(claim, tables, wrong=wrong)
        devices.judge(claim, self._slide, self._finder, wrong=wrong)

    def _judge_spoken(self, claim: Claim, tables: Sequence[rows.Names], sides: Sides, *, sure: bool) -> None:
        for wrong in (False, True)[: 1 + sure]:
            self._judge_words(claim, tables, sides, wrong=wrong)

    @cached_property
    def _stated(self) -> dict[str, dict[str, tuple[float, str]]]:
        """Field -> entity -> what the slide states of it: a ratio is right when it follows from what is shown."""
        table: dict[str, dict[str, tuple[float, str]]] = {}
        for other in self._slide.claims:
            if other.entity is None or not other.field or other.verdict == "ignored" or other.field == "ratio":
                continue
            stated = (other.value, other.text)
            # An input that is wrong itself has its finding already; the ratio is held against the right one.
            if other.verdict == "mismatch" and other.expected is not None:
                stated = (other.expected.value, other.expected.printed)
            table.setdefault(other.field, {}).setdefault(other.entity.id, stated)
        return table

    def _candidates(self, pair: tuple[str, str], wanted: Sequence[tuple[str, ...]]) -> Iterator[tuple[float, str]]:
        """The ratios of two entries' numbers, of the wanted quantities first."""
        for prefixes in wanted or [("",)]:
            for field, values in self._stated.items():
                if not field.startswith(prefixes):
                    continue
                first, second = (self._of_family(one, values) for one in pair)
                if first is not None and second is not None:
                    (mine, my_text), (theirs, their_text) = first, second
                    if mine and theirs and "1" not in (my_text, their_text):  # a bare one may count anything
                        yield max(mine, theirs) / min(mine, theirs), f"{my_text} against {their_text} ({field})"

    def _of_family(self, name: str, values: Mapping[str, tuple[float, str]]) -> tuple[float, str] | None:
        """What is stated of an entry, or else of the only variant of its family of which anything is."""
        devices = self._finder.registry.table("accelerators")
        if name in values or name not in devices:
            return values.get(name)
        found = [values[one.id] for one in self._finder.families.siblings(devices[name]) if one.id in values]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _extremes(self) -> dict[str, tuple[tuple[float, str], tuple[float, str]]]:
        """The smallest and the largest value of each sort of quantity on the slide."""
        groups: dict[str, list[tuple[float, str]]] = {}
        for other in self._slide.claims:
            unit = other.unit or other.reading.units[0]
            group = _group(unit.dimension)
            if group and other.reading.value > 0:
                groups.setdefault(group, []).append((other.reading.value * unit.factor, other.text))
        return {name: (min(values), max(values)) for name, values in groups.items() if len(values) > 1}

    def _judge_range(self, claim: Claim, words: str) -> None:
        """A factor from the smallest to the largest value of a quantity on the slide."""
        for pattern, prefixes in _QUANTITIES:
            group = next((name for name in self._extremes if any(name in prefix for prefix in prefixes)), None)
            if group and pattern.search(words):
                low, high = self._extremes[group]
                ratio, working = high[0] / low[0], f"{high[1]} / {low[1]}"
                if agrees(claim.reading, 1.0, ratio):
                    claim.decide("match", working=working)
                else:
                    _differs(claim, ratio, f"{ratio:.2g}×", working)
                return
        if claim.reading.exponent_step and claim.stated.cell is None:
            self._judge_span(claim)

    def _judge_span(self, claim: Claim) -> None:
        """Orders between the only two amounts of its sentence: "spans 10^6×: cloud (700 W) to node (100 mW)"."""
        beside = [one for one in self._slide.same_sentence(claim) if one is not claim]
        amounts = [one for one in beside if one.reading.units[0].symbol not in ("×", "%")]
        units = [one.unit or one.reading.units[0] for one in amounts]
        if len(amounts) != 2 or units[0].dimension != units[1].dimension or not units[0].dimension:
            return
        values = [one.reading.value * unit.factor for one, unit in zip(amounts, units, strict=True)]
        if not all(one.reading.one_value for one in amounts) or min(values) <= 0:
            return
        ratio, working = max(values) / min(values), f"{amounts[0].text} against {amounts[1].text}"
        if agrees(claim.reading, 1.0, ratio):
            claim.decide("match", working=working)
        else:
            claim.sure = True  # of no other two
            _differs(claim, ratio, f"{ratio:.2g}×", working)


def _own_words(claim: Claim) -> str:
    """The words of a factor's own clause."""
    if claim.stated.cell is not None:
        return ""
    return wording.clause(claim.stated.text.text, claim.reading.start, claim.reading.end, *claim.stated.sentence_span())


def _ahead(claim: Claim) -> str:
    """The words of its sentence before a factor."""
    return claim.stated.text.text[claim.stated.sentence_span()[0] : claim.reading.start]


def _behind(claim: Claim) -> str:
    """The words between a factor and the next one: "10^5x memory, 10^6x compute"."""
    begin, stop = claim.reading.end, claim.stated.sentence_span()[1]
    return re.split(r"[,;.]|\d", claim.stated.text.text[begin:stop])[0]


def _differs(claim: Claim, ratio: float, told: str, working: str) -> None:
    claim.expected = Expected(ratio, told)
    claim.decide("mismatch", f"{working} is {told}", rule="ratio", hint=f"write {told}", working=working)


def _differs_in_table(wrong: Wrong) -> None:
    claim = wrong.claim
    as_ratio(claim, wrong.unit)
    claim.expected = Expected(wrong.value, printed(wrong.value, claim.reading, wrong.unit))
    told = wrong.told
    claim.decide("mismatch", told, rule="ratio", hint=f"write {claim.expected.printed}", working=told)


def _group(dimension: Dimension) -> str:
    names = {name for name, _ in dimension}
    if names & {"operations", "integer_operations"}:
        return "" if "data" in names else "compute"
    if dimension == POWER:
        return "power"
    return {BANDWIDTH: "bandwidth", BYTES: "capacity"}.get(dimension, "")


def _compared(claim: Claim, around: Surroundings, finder: EntityFinder) -> tuple[str, str] | None:
    """The ids of the two entries that a factor compares."""
    if claim.stated.cell is not None:
        column, row = finder.mentions(around.column), finder.mentions(around.row)
        mine, base = (column, row) if column else (row, column)
        return (mine[0].entry.id, base[0].entry.id) if mine and base else None
    named = list(dict.fromkeys(mention.entry.id for mention in finder.mentions(around.sentence)))
    return (named[0], named[1]) if len(named) == 2 else None
