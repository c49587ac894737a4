"""What a number may have been computed from: any two quantities around it whose dimensions make it, one law at a time.

The quantities of its sentence or row, of the text above it and of the devices and models that these name are tried in
pairs. A pair that gives the number explains it. Where few pairs are possible and the number is off one of them by
exactly a factor that people slip by, it is wrong; of any other gap nothing is said, for another quantity may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    BYTES_PER_TOKEN,
    FLOP_RATE,
    INTENSITY,
    OPERATIONS,
    OPERATIONS_PER_TOKEN,
    POWER,
    TIME,
    TOKEN_RATE,
    TOKENS,
)
from mlsysim_validators.sources.judges.off_by import half_a_step, turns
from mlsysim_validators.sources.judges.other_figures.suppositions import is_supposed
from mlsysim_validators.sources.judges.recompute import rooflines
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.evidence import distinct, slipped
from mlsysim_validators.sources.judges.recompute.named_operands import (
    ABOVE,
    AROUND,
    BEFORE,
    BEHIND,
    LONGEST_LABELS,
    OF_CACHES,
    OWN_SENTENCE,
    SLIDE,
    Operand,
    device_of,
    format_of,
    of_device,
    of_links,
    of_model,
    own_format,
)
from mlsysim_validators.sources.judges.recompute.scopes import OWN
from mlsysim_validators.sources.judges.recompute.shares_of_rates import share_of_its_rate
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.teams import teams_in
from mlsysim_validators.sources.judges.recompute.texts import multiplier, quantities_of, shares_in
from mlsysim_validators.sources.judges.several.groups import names_a_group
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

# What a quantity is the product, or the quotient, of. In a law all of the first makes the second.
_Laws = tuple[tuple[Dimension, Dimension, int], ...]
_LAWS: dict[Dimension, _Laws] = {
    TIME: ((BYTES, BANDWIDTH, -1), (OPERATIONS, FLOP_RATE, -1), (TOKENS, TOKEN_RATE, -1)),
    BYTES: ((BYTES_PER_TOKEN, TOKENS, 1), (BANDWIDTH, TIME, 1)),
    OPERATIONS: ((OPERATIONS_PER_TOKEN, TOKENS, 1),),
    FLOP_RATE: ((INTENSITY, BANDWIDTH, 1), (OPERATIONS, TIME, -1), (OPERATIONS_PER_TOKEN, TOKEN_RATE, 1)),
    TOKEN_RATE: ((TOKENS, TIME, -1),),
    INTENSITY: ((OPERATIONS, BYTES, -1),),
    POWER: (((("data", -1), ("energy", 1)), BANDWIDTH, 1),),
}
# In one order: of which of two like pairs is told must not depend on the run.
_WANTED = tuple(dict.fromkeys(part for law in _LAWS.values() for first, second, _ in law for part in (first, second)))
_A_DAY = 86400.0
_PER_TOKEN = AnyCase(r"(?:per|/|\ba|each|every|one)[ -]?tok")
_OTHERWISE = AnyCase(
    r"measur|observ|realistic|in practice|overlap|overhead|target|\bsl[ao]s?\b|budget|at most|within|under\b|every|"
    r"interval|instead|total|without|would|could|if\b|plus\b|\bhad\b|\bMHA\b|\bno GQA\b"
)
_OF_SO_MANY = AnyCase(r"(?:/|\bper\b|\bfor\b) ?[\d.,]+ ?[BMKbmk]?\w* ?tok")  # "hours / 1B tokens"
_OF_TOKENS = AnyCase(r"(?<!per )(?<!/)tokens?\b(?! ?/| per\b)")
_COLLECTIVE = AnyCase(r"all-?\s?reduce|\bring\b|gather|scatter|all-?\s?to-?\s?all|broadcast")
_MOST_CLAIMS = 80
_MOST_SHARES = 3
_FEW_VALUES = 3
_MOST_VALUES = 8
_FINE = 0.035
_BITS = (8.0,)
_CLOSE, _NEAR = 2, 3  # sums of the places of two operands
_AT = regex(r" ?(?:,|\()? ?at (?:the |an? |our )?(\d{1,2}(?:\.\d+)?) ?%")
_INCLUDED = regex(r" ?\(?(?:the|with the|including the) (\d{1,2}(?:\.\d+)?) ?% (?:\w+ )?(?:included|applied)")
_OF_PEAK = AnyCase(
    r"\d ?% (?:of (?:the |its )?(?:dense )?peak|mfu|mbu|efficien|utili[sz])|"
    r"\bat \d{1,2} ?%(?! of (?:the )?(?:price|cost))"
)
_OF_A_DEVICE = " of "  # in the words of a figure of the registry
_LEAST_BYTES = 1024
_TOKENS_OF_A_TRAINING = 1e10
_RATES = (TOKEN_RATE, FLOP_RATE, POWER)
_LEAST_CLEAR = 8.0  # an efficiency of less is none
_ROOM = 0.012
_ALIKE = 0.02


class Product(NamedTuple):
    """A value that two operands give."""

    value: float
    told: str
    place: int
    own: bool  # at least one of them stands in the sentence or the row
    room: float
    of_bytes: bool = False


class _Candidates(NamedTuple):
    """What a number may be: `first` as it stands, `lowered` at an efficiency, `shared` by devices; the likely ones."""

    first: list[Product]
    lowered: list[Product]
    shared: list[Product]
    likely: list[Product]
    parts: frozenset[float]
    plain: list[Product]


def may_be_one(claim: Claim) -> bool:
    """Whether any two quantities make one of this dimension."""
    return any(_of_all(unit.dimension) in _LAWS for unit in claim.reading.units)


def judged(claim: Claim, situation: Situation) -> tuple[Unit, Computed] | None:
    """What pairs of quantities around a claim give, and whether that tells anything; None where it does not."""
    for unit in claim.reading.units:
        laws = _LAWS.get(_of_all(unit.dimension))
        if laws is None or not claim.reading.value:
            continue
        stated = claim.reading.value * unit.factor
        plain = list(_products(laws, list(_operands(claim, situation, laws))))
        if not plain:
            return None
        found = _candidates(claim, situation, unit, plain)
        every = [*found.first, *found.lowered, *found.shared]
        coarse = 0.5 * claim.reading.resolution > _FINE * claim.reading.value
        every = [one for one in every if not (coarse and OF_CACHES in one.told)]  # "5 GB set aside"
        exact = [one for one in every if one.place <= _NEAR and _is(claim, unit, stated, one)]
        if exact and _distinct(every) <= _MOST_VALUES:
            return unit, Computed([(stated, min(exact, key=lambda one: one.place).told)])
        around = situation.around
        if exact or _OTHERWISE.search(f"{around.sentence} {around.row} {around.column}"):
            return None
        near = [one for one in found.likely if one.own]
        if claim.stated.cell is not None and unit.dimension == TOKEN_RATE:
            near = [one for one in near if one.place == 2 * OWN_SENTENCE]  # a time of its row may be of a download
        # A time in a table is mostly of something else than the device's own rate.
        follows = unit.dimension == TIME and _column_follows(claim, situation)
        if claim.stated.cell is not None and not follows:
            near = [one for one in near if _OF_A_DEVICE not in one.told]
        if claim.stated.cell is None and not found.parts and names_a_group(around.sentence_before):
            near = [one for one in near if _OF_A_DEVICE not in one.told]  # "on one full pod": not of one device
        if not near or coarse:
            return None
        forgotten = _at_the_full_rate(claim, situation, unit, stated, found, near)
        if forgotten is not None:
            return unit, forgotten
        if _distinct(near) > _FEW_VALUES:
            return None
        for one in near:
            computed = Computed([(one.value, one.told)])
            off = slipped(claim, unit, computed, close=False, also=_BITS if one.of_bytes else ())
            slower = off > 1 if unit.dimension == TIME else off < 1 and unit.dimension in _RATES  # by some efficiency
            slower = slower and not follows  # the others reach the full rate
            by_parts = any(abs(off * parts - 1) <= _ROOM for parts in found.parts)
            if off and not by_parts and not (slower and 1 / _LEAST_CLEAR < off < _LEAST_CLEAR):
                return unit, computed._replace(firm=True)
    return None


def _candidates(claim: Claim, situation: Situation, unit: Unit, plain: list[Product]) -> _Candidates:
    """The products as they are, at the efficiencies that are stated, and of one of the devices."""
    at = _share_behind(claim)
    reached = rooflines.share_of_peak(situation) if unit.dimension == TIME else None
    shares = [float(at[1]) / 100] if at is not None else _shares(claim, situation)
    shares = [share for share in shares if share]
    by_share = [one for one in plain if one.place <= _CLOSE and OF_CACHES not in one.told]
    lowered = [_lowered(one, share, unit) for one in by_share for share in shares]
    many = situation.devices()
    counted = many.values[:1] if many is not None and many.place in OWN else ()
    teams = teams_in(situation.around.sentence) if claim.stated.cell is None else frozenset()
    parts = frozenset(count for count in (*counted, *teams) if count > 1)
    close = [one for one in (*plain, *lowered) if one.place <= _CLOSE]
    shared = [_shared(one, count, unit) for one in close for count in sorted(parts)]
    if reached is not None:  # by the arithmetic; what is read has an efficiency of its own
        of_bytes = [one for one in plain if one.of_bytes]
        lowered = [_lowered(one, reached, unit) for one in plain if not one.of_bytes]
        return _Candidates([*of_bytes, *lowered], lowered, shared, lowered or of_bytes, parts, plain)
    must = at is not None or _OF_PEAK.search(situation.around.sentence) or share_of_its_rate(claim, situation.slide)
    return _Candidates(lowered if must else plain, lowered, shared, lowered if shares else plain, parts, plain)


def _share_behind(claim: Claim) -> re.Match[str] | None:
    """The share of the peak that stands right behind a number: "3.5 ms at 75%", "the 60% included"."""
    text, end = claim.stated.text.text, claim.reading.end
    return _AT.match(text, end) or _INCLUDED.match(text, end)


def _column_follows(claim: Claim, s: Situation) -> bool:
    """Whether another row of its column is what a device's own figure gives."""
    mine, column = claim.stated.block, claim.stated.cell.column if claim.stated.cell is not None else -1
    return any(
        other.verdict == "match" and other.stated.block is mine and _OF_A_DEVICE in other.working
        for other in s.slide.claims[:_MOST_CLAIMS]
        if other.stated.cell is not None and other.stated.cell.column == column
    )


def _at_the_full_rate(
    claim: Claim, situation: Situation, unit: Unit, stated: float, found: _Candidates, near: list[Product]
) -> Computed | None:
    """What a number is at the share of a rate that is said of it, where it is that of the whole rate.

    Or where the share multiplies a time or divides a rate.
    """
    at = _share_behind(claim)
    share = float(at[1]) / 100 if at is not None else share_of_its_rate(claim, situation.slide)
    if not share:
        return None
    turned = share if turns(share) else 1.0
    turned = turned if unit.dimension == TIME else 1 / turned
    full = [
        one
        for one in found.plain
        if one.place <= _CLOSE
        and any(_is(claim, unit, stated, one._replace(value=value)) for value in (one.value, one.value * turned))
    ]
    right = [one for one in near for other in full if one.told.startswith(f"{other.told} at ")]
    return Computed([(right[0].value, right[0].told)], firm=True) if right and _distinct(right) == 1 else None


def _lowered(one: Product, share: float, unit: Unit) -> Product:
    value = one.value / share if unit.dimension == TIME else one.value * share
    return one._replace(value=value, told=f"{one.told} at {share:.0%}")


def _shared(one: Product, parts: float, unit: Unit) -> Product:
    value = one.value / parts if unit.dimension == TIME else one.value * parts
    return one._replace(value=value, told=f"{one.told}, {parts:g} devices")


def _of_all(dimension: Dimension) -> Dimension:
    """A dimension, whether of one device or of several."""
    return tuple(part for part in dimension if part[0] != "devices")


def _is(claim: Claim, unit: Unit, stated: float, product: Product) -> bool:
    room = 0.5 * claim.reading.resolution * unit.factor + (_ROOM + product.room) * abs(product.value)
    scales = (1.0, 1.024, 1.024**2, 1.024**3) if "data" in dict(unit.dimension) else (1.0,)
    return any(abs(stated * scale - product.value) <= room for scale in scales)


def _distinct(products: Iterable[Product]) -> int:
    return len(distinct((one.value for one in products), _ALIKE))


def _products(laws: _Laws, operands: list[Operand]) -> Iterator[Product]:
    for first, second, sign in laws:
        for one in operands:
            for other in operands if one.dimension == first else ():
                if other.dimension != second or not other.value:
                    continue
                if sign > 0 and first == OPERATIONS_PER_TOKEN and other.value >= _TOKENS_OF_A_TRAINING:
                    continue  # 2 N D would be its forward passes alone
                if first == BANDWIDTH and second == TIME and other.value >= _A_DAY and other.place != OWN_SENTENCE:
                    continue  # how long files are kept
                told = f"{one.words} {'x' if sign > 0 else '/'} {other.words}"
                own = OWN_SENTENCE in (one.place, other.place) and BEHIND not in (one.place, other.place)
                yield Product(one.value * other.value**sign, told, one.place + other.place, own, one.room + other.room)


def _operands(claim: Claim, s: Situation, laws: _Laws) -> Iterator[Operand]:
    """The quantities that laws ask for: of the slide up to a claim, with how far away they stand, of the registry."""
    asked = {dimension for first, second, _ in laws for dimension in (first, second)}
    form = own_format(claim, s) if BYTES_PER_TOKEN in asked else ""
    for other, operand in s.slide.once("operands", lambda: _of_slide(s.slide)):
        if operand.dimension not in asked or other.verdict in FINDINGS:
            continue
        place = _place(claim, other, s)
        if operand.dimension == TIME and _OF_SO_MANY.search(_header_of(other)):
            continue
        timed = TOKEN_RATE in asked and operand.dimension == TOKENS and place != OWN_SENTENCE
        if timed and _has_tokens_of_its_own(claim):
            continue
        if place is None or (form and operand.dimension == BYTES_PER_TOKEN and format_of(other) not in ("", form)):
            continue
        yield operand._replace(place=place)
    labels = f"{s.around.column} {s.around.row}" if claim.stated.cell is not None else ""
    for dimension in _WANTED if labels.strip() else ():
        for reading, unit in quantities_of(labels[:LONGEST_LABELS], dimension) if dimension in asked else ():
            yield Operand(reading.value * unit.factor, dimension, " ".join(reading.text.split()), OWN_SENTENCE)
    if BANDWIDTH in asked:
        yield from of_links(claim, labels, s)
    device, place = device_of(claim, s) if BANDWIDTH in asked or FLOP_RATE in asked else (None, 0)
    if device is not None:
        yield from of_device(device, place, s)
    model = s.model() if BYTES_PER_TOKEN in asked or OPERATIONS_PER_TOKEN in asked else None
    if model is not None and not (claim.field == "memory_left" and claim.stated.cell is not None):
        yield from of_model(model, s)


def _has_tokens_of_its_own(claim: Claim) -> bool:
    """Whether the row of a cell says itself how many tokens it is about, in a column that counts them."""
    table, cell = claim.stated.table, claim.stated.cell
    if table is None or cell is None:
        return False
    return any(_OF_TOKENS.search(table.header_words(other)) for other in table.row_of(cell))


def _header_of(claim: Claim) -> str:
    table, cell = claim.stated.table, claim.stated.cell
    return table.header_words(cell)[:LONGEST_LABELS] if table is not None and cell is not None else ""


def _of_slide(slide: Slide) -> list[tuple[Claim, Operand]]:
    """What the first numbers of a slide are as operands."""
    every = ((claim, _operand(claim)) for claim in slide.claims[:_MOST_CLAIMS])
    return [(claim, operand) for claim, operand in every if operand is not None]


def _operand(other: Claim) -> Operand | None:
    """A quantity as an operand, wherever it stands."""
    if not other.reading.one_value:
        return None
    for unit in other.reading.units:
        dimension = _of_all(unit.dimension)
        if unit.symbol == "B" and (not unit.dimension or other.reading.value < _LEAST_BYTES):
            continue
        if dimension == BYTES and _PER_TOKEN.search(_words(other)):
            if is_supposed(other):  # "with a head of keys for each query head it would be 2.5 MiB per token"
                continue
            dimension = BYTES_PER_TOKEN
        if dimension == TIME and _COLLECTIVE.search(_words(other)):
            continue  # in it each byte passes more than once
        if dimension in _WANTED:
            times = multiplier(other.stated.text.text, other.reading)
            words = f"{times.words} {other.text}".strip()
            room = half_a_step(other.reading)
            return Operand(other.reading.value * unit.factor * times.value, dimension, words, SLIDE, min(room, _FINE))
    return None


def _place(claim: Claim, other: Claim, s: Situation) -> int | None:
    if other is claim:
        return None
    mine, theirs = claim.stated, other.stated
    if mine.text is theirs.text:
        begin, stop = mine.sentence_span()
        if other.reading.start > claim.reading.start:
            return BEHIND if mine.cell is None and other.reading.start < stop else None
        return OWN_SENTENCE if mine.cell is not None or begin <= other.reading.start else BEFORE
    if mine.cell is not None and theirs.cell is not None and mine.block is theirs.block:
        if theirs.cell.row == mine.cell.row:  # the first cells of a row say what its last ones follow from
            return BEHIND if mine.cell.column == 0 else OWN_SENTENCE
        above = theirs.cell.row < mine.cell.row and theirs.cell.column == mine.cell.column
        return OWN_SENTENCE if above and theirs.reading.units[0].dimension != mine.reading.units[0].dimension else None
    if mine.block is theirs.block:
        return None
    distance = s.slide.place_of(mine.block) - s.slide.place_of(theirs.block)
    return None if distance < 0 else ABOVE if distance <= 2 and theirs.cell is None else SLIDE


def _words(claim: Claim) -> str:
    text, reading, cell, table = claim.stated.text.text, claim.reading, claim.stated.cell, claim.stated.table
    beside = text[max(0, reading.start - AROUND) : reading.end + AROUND]
    if cell is None or table is None:
        return beside
    label = table.label(cell)
    headers = table.header_words(cell)
    return f"{beside} {headers} {label.text.text if label is not None else ''}"


def _shares(claim: Claim, s: Situation) -> list[float]:
    """The efficiencies that the sentence, the text above or the title state."""
    places = ("the sentence", "the sentence before", "a line above", "the title", "the set-up")
    own = claim.reading.value / 100 if claim.reading.units[0].symbol == "%" else 0.0
    found = {share for scope in s.scopes if scope.place in places for share in shares_in(scope.text) if share != own}
    return sorted(found)[:_MOST_SHARES]
