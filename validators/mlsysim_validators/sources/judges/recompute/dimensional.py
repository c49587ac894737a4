"""A quantity that its sentence computes from two others, known by their dimensions alone.

Bytes over bytes a second take seconds, watts for seconds are joules, joules at grams a joule are grams. Only where the
sentence (or it and the one before) states exactly one quantity of each of the two dimensions is anything said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    CARBON,
    CARBON_MASS,
    DEVICE_PRICE,
    DEVICE_TIME,
    ENERGY,
    ENERGY_PRICE,
    FLOP_RATE,
    INTENSITY,
    MONEY,
    OPERATIONS,
    POWER,
    TIME,
    uncounted,
)
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.texts import multiplier
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings


class Rule(NamedTuple):
    """One dimension as the product or the quotient of two others."""

    result: Dimension
    first: Dimension
    second: Dimension
    divides: bool
    name: str


RULES = (
    Rule(TIME, BYTES, BANDWIDTH, True, "transfer_time"),
    Rule(TIME, OPERATIONS, FLOP_RATE, True, "compute_time"),
    Rule(TIME, ENERGY, POWER, True, "battery_life"),
    Rule(ENERGY, POWER, TIME, False, "energy"),
    Rule(POWER, ENERGY, TIME, True, "average_power"),
    Rule(CARBON_MASS, ENERGY, CARBON, False, "carbon"),
    Rule(INTENSITY, FLOP_RATE, BANDWIDTH, True, "ridge_point"),
    Rule(INTENSITY, OPERATIONS, BYTES, True, "arithmetic_intensity"),
    Rule(BANDWIDTH, BYTES, TIME, True, "bandwidth"),
    Rule(FLOP_RATE, OPERATIONS, TIME, True, "flop_rate"),
    Rule(MONEY, DEVICE_TIME, DEVICE_PRICE, False, "cost"),
    Rule(MONEY, ENERGY, ENERGY_PRICE, False, "cost"),
)
# Words that say that the number follows from what was said.
_FOLLOWS = regex(
    r"\b(?:takes?|taking|costs?|lasts?|consumes?|uses?|draws?|emits?|gives?|yields?|is|are|means|needs?|of|in|after|every|"
    r"latency|time|total|=)\b|[=≈:→⇒]|->|\(",
    re.IGNORECASE,
)
_ANOTHER_REASON = AnyCase(
    r"measur|observ|achiev|realistic|practice|overlap|effici|η|utili[sz]|overhead|target|\bsl[ao]\b|budget|"
    r"at most|under\b|"
    r"within|every|interval|per (?:hop|step)|compress|idle|sleep|duty|wake|only\b|first|plus\b|both|ring|"
    r"all-?\s?reduce|"
    r"bidirection|each way|batch|layer|\bif\b|could|instead"
)
# Of a time that it takes to read a device's whole memory; another time in its row is of something else.
_SWEEPS = AnyCase(r"\b(?:read|sweep|swept|scan|fill|drain|stream|load|once|whole|entire|full)")
_FEW_SECONDS = 10
_PROGRESS = regex(r"[━█▉▊▋▌▍▎▏]|\d/\d[\d.]* ?[kMG]i?B\b")  # "32.4/32.4 MB 13.9 MB/s eta 0:00:00"
_COUNT = AnyCase(
    r"(?<![\w.,$])\d[\d,]* ?(?:[x×]|GPUs?|devices|nodes|servers|cores|times|requests|users|inferences|stages|replicas|"
    r"steps|images|samples|H100s?|A100s?)\b|PUE|%"
)
_EXPLAINED = regex(r"\W{0,3}(?:[:=≈(]|from\b|for\b|because|since\b|as\b|at\b|to\b|if\b|with\b|when\b|on\b|over\b)")
_RESULT = regex(r"[,=≈→⇒] ?[~≈]? ?$")
_ROOM = 0.02
_ROUNDING = 0.005
_FAR = 2.0  # with an input from the line above, only a known factor tells of a mistake
_MOST_CELLS = 12
_LONGEST_HEADER = 120
_AT_A_RATE = regex(r"\b(?:at|over|@|with) ?(\d[\d,.]* ?[KMGT]i?[Bb](?:it)?(?:ps|/s)) ?(?::|=|→|≈|->|⇒) ?[~≈]?$")
_PER_ANOTHER = AnyCase(r"per (?:layer|gpu|device|rank|hop|bucket)")
_LINES_ABOVE = 4
_RATES = (BANDWIDTH, FLOP_RATE, POWER)
_SHEETS = (INTENSITY, CARBON_MASS)


def transfer(claim: Claim, slide: Slide) -> tuple[Rule, Unit, Computed] | None:
    """ "NVLink at 600 GB/s: 47 ms" below a line that says how much is sent."""
    begin, _ = claim.stated.sentence_span()
    match = _AT_A_RATE.search(claim.stated.text.text[max(begin, claim.reading.start - 60) : claim.reading.start])
    unit = next((unit for unit in claim.reading.units if unit.dimension == TIME), None)
    if match is None or unit is None or claim.stated.cell is not None:
        return None
    ahead = claim.stated.text.text[begin : claim.reading.start - len(match[0])]
    if any(u.dimension == BYTES and u.symbol != "B" for r in readings(ahead) for u in r.units):
        return None  # its own sentence says what is sent
    rates = [(r, u) for r in readings(match[1]) for u in r.units if u.dimension == BANDWIDTH]
    for block in islice(slide.above(claim.stated.block), _LINES_ABOVE):
        text = block.text.text
        sizes = [(r, u) for r in readings(text) for u in r.units if u.dimension == BYTES and r.one_value]
        sizes = [size for size in sizes if size[1].factor > 1.0]
        if len(sizes) > 1:
            sizes = [size for size in sizes[-1:] if re.search(r"[=≈] ?$", text[: size[0].start])]
        if sizes and len(rates) == 1:
            certain = not _ANOTHER_REASON.search(match[0]) and not _PER_ANOTHER.search(text)
            return RULES[0], unit, _computed(RULES[0], sizes[0], rates[0], certain)
        if block.kind in ("table", "listing", "heading"):
            return None
    return None


def compute(claim: Claim, around: Surroundings, above: str = "") -> tuple[Rule, Unit, Computed] | None:
    """What the sentence of a claim gives for it, by which rule, in which of the claim's units; None where nothing.

    `above` is the short line above it, for a sentence that has only one of the two numbers.
    """
    rules = [(unit, rule) for unit in claim.reading.units for rule in _rules_for(unit.dimension)]
    if not rules:
        return None
    cell = claim.stated.cell
    begin, stop = claim.stated.sentence_span()
    text = claim.stated.text.text
    if cell is not None:
        begin, stop = 0, len(text)
    own = text[begin:stop]
    if _PROGRESS.search(own):
        return None
    above_it = text[max(0, begin - 300) : begin].strip() if cell is None else ""
    ahead = above_it.rpartition("\n")[2] if claim.stated.block.kind == "listing" else BREAK.split(above_it)[-1]
    place = claim.reading.start - begin
    texts = [(own[:place], ""), (own, ""), (f"{ahead} {own}", ahead)]
    if above:
        texts.append((f"{above} {own}", above))
    scopes = [(scope, before, _others(scope, claim.reading.text)) for scope, before in texts]
    for unit, rule in rules:
        for scope, before, others in scopes:
            pair = _pair(scope, others, rule)
            if pair is None or (before and not _one_is_here(own, rule)):
                continue
            if rule.result in _RATES and not _closes(scope, claim.reading.text, pair) and scope != own[:place]:
                continue  # an input, rather
            inputs_first = scope == own[:place]
            between = scope[min(reading.start for reading, _ in pair) :] if inputs_first else scope
            last = not readings(own[place + len(claim.reading.text) :])
            follows = _FOLLOWS.search(around.before[-60:]) or cell is not None or (last and inputs_first)
            certain = bool(follows) and not _COUNT.search(between) and not _ANOTHER_REASON.search(between)
            certain = certain and not (inputs_first and _has_one_of(uncounted(unit.dimension), own[:place]))
            if scope == own and not inputs_first:  # of three that belong together, the last is mostly the result
                certain = certain and _EXPLAINED.match(own, place + len(claim.reading.text)) is not None
                certain = certain and not _RESULT.search(own[: readings(own)[-1].start])
            found = _computed(rule, *pair, certain)
            far = before and before == above and rule.result not in (MONEY, CARBON_MASS)
            return rule, unit, found._replace(coarse=_FAR) if far else found
    return None


@lru_cache(maxsize=256)
def _rules_for(dimension: Dimension) -> tuple[Rule, ...]:
    """The rules that give a dimension, whether of one device or of several."""
    return tuple(rule for rule in RULES if rule.result in (dimension, uncounted(dimension)))


def _has_one_of(dimension: Dimension, text: str) -> bool:
    """Whether a text states a number of a dimension."""
    return any(uncounted(reading.units[0].dimension) == dimension for reading in readings(text))


def compute_in_row(claim: Claim, slide: Slide, around: Surroundings) -> tuple[Rule, Unit, Computed] | None:
    """What the other cells of its row give for a claim: 8 GB | 450 GB/s | 18 ms."""
    cell = claim.stated.cell
    row = slide.same_row(claim) if cell is not None else []
    if not 3 <= len(row) <= _MOST_CELLS:
        return None
    for unit in claim.reading.units:
        dimension = uncounted(unit.dimension)
        rules = [rule for rule in RULES if uncounted(rule.result) == dimension]
        if not rules or sum(any(uncounted(u.dimension) == dimension for u in one.reading.units) for one in row) != 1:
            continue
        for rule in rules:
            first, second = _only_in(row, claim, rule.first), _only_in(row, claim, rule.second)
            if first is None or second is None:
                continue
            words = f"{around.title} {around.row} {' '.join(_header(one) for one in row)}"
            certain = not _ANOTHER_REASON.search(words) and not _COUNT.search(around.row) and rule.result not in _RATES
            whole = any(one.reading is first[0] and one.field == "memory.capacity" for one in row)
            certain = certain and (not whole or _SWEEPS.search(_header(claim)) is not None)
            return rule, unit, _computed(rule, first, second, certain)
    return None


def compute_in_sheet(claim: Claim, slide: Slide, around: Surroundings) -> tuple[Rule, Unit, Computed] | None:
    """What the rows of a sheet (a label and a number in each) give for one of them: FLOPs, bytes, their intensity."""
    cell, block = claim.stated.cell, claim.stated.block
    body = block.rows[block.header_rows :] if cell is not None else []
    if cell is None or not 3 <= len(body) <= _MOST_CELLS or any(len(row) != 2 for row in body):
        return None
    column = [one for one in slide.claims if one.stated.block is block and one.stated.cell is not None]
    column = [one for one in column if one.stated.cell is not None and one.stated.cell.column == cell.column]
    meanings = [(unit, rule) for unit in claim.reading.units for rule in RULES if rule.result == unit.dimension]
    found = []
    for unit, rule in meanings:
        if rule.result not in _SHEETS:
            continue
        first, second = (_only_meant(column, claim, wanted) for wanted in (rule.first, rule.second))
        if first is not None and second is not None:
            words = " ".join(row[0].text.text[:_LONGEST_HEADER] for row in body)
            found.append((rule, unit, _computed(rule, first, second, not _ANOTHER_REASON.search(words))))
    return found[0] if len(found) == 1 else None


def _only_meant(column: list[Claim], claim: Claim, wanted: Dimension) -> tuple[Reading, Unit] | None:
    """The one number of a column that may be of a dimension."""
    found = [
        (one.reading, unit)
        for one in column
        for unit in one.reading.units
        if one is not claim and unit.dimension == wanted
    ]
    return found[0] if len(found) == 1 and found[0][0].one_value else None


def _header(claim: Claim) -> str:
    table, cell = claim.stated.table, claim.stated.cell
    return table.header_words(cell)[:_LONGEST_HEADER] if table and cell else ""


def _only_in(row: list[Claim], claim: Claim, wanted: Dimension) -> tuple[Reading, Unit] | None:
    """The one number of a dimension in the other cells of a row."""
    found = [
        (one.reading, unit)
        for one in row
        for unit in one.reading.units[:1]
        if one is not claim
        and uncounted(unit.dimension) == uncounted(wanted)
        and not (unit.symbol == "B" and unit.factor == 1)
    ]
    return found[0] if len(found) == 1 and found[0][0].one_value else None


def _others(scope: str, own: str) -> list[Reading]:
    """The numbers of a text that another one may follow from."""
    own = own.strip()
    return [one for one in readings(scope) if not one.range_end and one.text.strip() != own]


def _pair(scope: str, others: list[Reading], rule: Rule) -> tuple[tuple[Reading, Unit], tuple[Reading, Unit]] | None:
    if len(others) < 2:
        return None
    first = _only(scope, others, uncounted(rule.first))
    second = _only(scope, others, uncounted(rule.second)) if first is not None else None
    if first is None or second is None or first[0].start == second[0].start:  # "64 FLOPs", read as a rate as well
        return None
    return first, second


def _only(scope: str, stated: list[Reading], wanted: Dimension) -> tuple[Reading, Unit] | None:
    found: dict[float, tuple[Reading, Unit]] = {}
    for reading in stated:
        unit = next((unit for unit in reading.units if uncounted(unit.dimension) == wanted), None)
        if unit is not None and not (unit.symbol == "B" and unit.factor == 1.0):
            times = multiplier(scope, reading)
            if times.words:
                reading = reading._replace(
                    value=reading.value * times.value,
                    resolution=reading.resolution * times.value,
                    text=f"{times.words} {reading.text.strip()}",
                )
            found.setdefault(reading.value * unit.factor, (reading, unit))
    return next(iter(found.values())) if len(found) == 1 else None


def _closes(scope: str, own: str, pair: tuple[tuple[Reading, Unit], tuple[Reading, Unit]]) -> bool:
    """Whether a number stands behind the two that it may follow from."""
    place = scope.rfind(own.strip())
    return all(reading.end <= place for reading, _ in pair)


def _one_is_here(own: str, rule: Rule) -> bool:
    """Whether the sentence itself states one of the two."""
    dimensions = {
        uncounted(unit.dimension) for reading in readings(own) for unit in reading.units if unit.symbol != "B"
    }
    return uncounted(rule.first) in dimensions or uncounted(rule.second) in dimensions


def _computed(rule: Rule, first: tuple[Reading, Unit], second: tuple[Reading, Unit], certain: bool) -> Computed:
    (one, one_unit), (other, other_unit) = first, second
    left, right = one.value * one_unit.factor, other.value * other_unit.factor
    if not right or not left:
        return Computed([], missing="one of its inputs is zero")
    value = left / right if rule.divides else left * right
    told = f"{one.text.strip()} {'/' if rule.divides else 'x'} {other.text.strip()}"
    room = max(_ROOM, _ROUNDING + _slack(one) + _slack(other))
    if rule.result == BANDWIDTH and other.resolution == 1 and other.value < _FEW_SECONDS:
        room += 0.5 / other.value  # "32.4 MB in 2s (13.9 MB/s)"
    return Computed([(value, told)], room=room, certain=certain)


def _slack(reading: Reading) -> float:
    """How far a number may be off as it was rounded, relative; whole numbers are exact."""
    return 0.5 * reading.resolution / reading.value if reading.value and reading.resolution < 1 else 0.0
