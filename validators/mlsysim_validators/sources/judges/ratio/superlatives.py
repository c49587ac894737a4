"""Who comes first: "MI300X has the lowest ridge of the four", "6 beats 4", against the slide's numbers or the registry.

The members of the comparison are the rows of a table, the devices of which the slide states the quantity, or the
devices that it names, with what the registry has of them. Told wrong is only a subject that comes first in none of the
columns that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, FLOP_RATE, INTENSITY, OP_RATE, POWER, is_money
from mlsysim_validators.sources.documents import Block
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.arithmetic.expressions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.ratio.orders import field_value
from mlsysim_validators.sources.slides import Slide

_SUPER = AnyCase(
    r"\bthe (?:\w+ )?(?P<which>highest|largest|biggest|greatest|lowest|smallest|fewest|cheapest|dearest|costliest|"
    r"(?:most|least) expensive|most|least)\b"
    r"(?P<noun>[^.;:!?()\d]{0,60})"
)
_HIGH = frozenset(("highest", "largest", "biggest", "greatest", "most", "dearest", "costliest", "most expensive"))
_OF_PRICE = frozenset(("cheapest", "dearest", "costliest", "most expensive", "least expensive"))
_NOT_FIRST = AnyCase(
    r"\bthe (?:second|third|next|2nd|3rd|\w+ of the)\b|\b(?:one of|among|at|not|by|for|in|of|to|from) $"
)
_LINKS = AnyCase(
    r"(?:'s)?(?:[\s,*_—–-]|\b(?:it|has|have|had|needs?|gives?|is|shows?|sits|comes|with|at|offers?|reaches|wants?|"
    r"delivers|draws|takes|keeps|by far|still|clearly|again|also|here|therefore|thus|then|out)\b)*"
)
_OTHERS = AnyCase(  # of whom else
    r"\b(?:of|among|in|than|except|after|per|for) (?!(?:the )?(?:three|four|five|six|seven|eight|nine|ten|twelve)\b|"
    r"the (?:table|list|column|lot|bunch|group|field|set|slide|devices)\b|(?:all|these|them|those|our)\b)"
)


class _Quantity(NamedTuple):
    """What words mean, in which dimension, and in the registry."""

    words: AnyCase
    dimensions: tuple[Dimension, ...]
    field: str


_QUANTITIES = (
    _Quantity(AnyCase(r"ridge|reuse|arithmetic intensity|machine balance"), (INTENSITY,), "ridge"),
    _Quantity(AnyCase(r"bandwidth"), (BANDWIDTH,), "memory.bandwidth"),
    _Quantity(AnyCase(r"memory(?! bound)|capacity"), (BYTES,), "memory.capacity"),
    _Quantity(AnyCase(r"\bpower\b|\btdp\b|watts"), (POWER,), "power.tdp"),
    _Quantity(AnyCase(r"\bpeak\b|flop|compute|\brate\b"), (FLOP_RATE, OP_RATE), ""),
)
_PRICE = _Quantity(AnyCase(r"\$|€|\busd\b|\beur\b|price|cost|dollar|cents"), (), "")
_RICH = AnyCase(r"[ -](?:(?:memory|bandwidth)[ -])?(?P<sort>rich|starved)\b")
_FEWEST = 3
_MOST_BETWEEN = 40
_SAME = 0.004

Series = Mapping[str, float]  # by the id of the device


def superlatives(slide: Slide, found: Sequence[Grid], finder: EntityFinder) -> Iterator[Claim]:
    """Claims for the devices of a slide that are said to come first, each with its verdict."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind not in ("paragraph", "item", "note", "caption"):
            continue
        text = block.text.text
        last: _Quantity | None = None
        for match in _SUPER.finditer(text):
            if _NOT_FIRST.search(text[max(0, match.start() - 12) : match.start() + 16]) or _OTHERS.search(
                match["noun"]
            ):
                continue
            quantity, high = _meant(match, last)
            begin = max(text.rfind(mark, 0, match.start()) for mark in (". ", "; ", "? ", ": ")) + 1
            subject = finder.mentions(text[begin : match.start()])[-1:]
            between = text[begin + subject[0].end : match.start()] if subject else ""
            if not subject or len(between) > _MOST_BETWEEN or not _LINKS.fullmatch(between):
                continue
            if quantity is None or subject[0].entry.kind != "accelerators":
                continue
            last = quantity
            claim = _claim(slide, block, index, begin + subject[0].start, match.end("which"))
            _decide(
                claim, subject[0].entry.id, high, list(_series(slide, found, finder, quantity, text[begin:])), finder
            )
            if claim.verdict != "unresolved":
                yield claim


def _meant(match: re.Match[str], last: _Quantity | None) -> tuple[_Quantity | None, bool]:
    """The quantity of a superlative, and whether its highest value comes first."""
    high = match["which"] in _HIGH
    if match["which"] in _OF_PRICE:
        return _PRICE, high
    rich = _RICH.match(match["noun"])
    if rich is not None:  # of memory for its compute: a low ridge
        return _QUANTITIES[0], (rich["sort"] == "starved") is high
    noun = re.split(r",|\b(?:and|but|so|while|to)\b", match["noun"])[0]
    if not noun.strip():
        return last, high
    return next((one for one in _QUANTITIES if one.words.search(noun)), None), high


def _claim(slide: Slide, block: Block, index: int, begin: int, end: int) -> Claim:
    reading = Reading(begin, end, 1.0, 1.0, (ONE,), "", block.text.text[begin:end])
    return Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="order", unit=ONE)


def _decide(claim: Claim, subject: str, high: bool, series: list[Series], finder: EntityFinder) -> None:
    members = [one for one in series if len(one) >= _FEWEST and subject in one and all(one.values())]
    firsts = [_first(one, high) for one in members]
    if not members:
        return
    known = finder.registry.table("accelerators")
    right = next((n for n, one in enumerate(members) if abs(one[subject] / firsts[n][1] - 1) <= _SAME), None)
    name, value = firsts[right or 0]
    shown = known[name].name
    if right is not None:
        claim.decide("match", working=f"{shown}: {value:.4g}")
        return
    told = f"{shown} comes first there: {value:.4g} against {members[0][subject]:.4g}"
    claim.decide("mismatch", told, rule="order", hint=f"write {shown}, or the other end of the order", working=told)


def _first(series: Series, high: bool) -> tuple[str, float]:
    return (max if high else min)(series.items(), key=lambda item: item[1])


def _series(
    slide: Slide, found: Sequence[Grid], finder: EntityFinder, quantity: _Quantity, sentence: str
) -> Iterator[Series]:
    """The columns, or what the slide says of its devices, that a superlative may be about; else the registry's."""
    told = list(_columns(slide, found, finder, quantity, sentence))
    if not told:
        told = [one for one in [_stated(slide, quantity)] if len(one) >= _FEWEST]
    if told or not quantity.field:
        yield from told
        return
    named = slide.named(finder).get("accelerators", {})
    values = {mention.entry.id: field_value(mention.entry, quantity.field) for mention in named.values()}
    yield {name: value for name, value in values.items() if value is not None}


def _columns(
    slide: Slide, found: Sequence[Grid], finder: EntityFinder, quantity: _Quantity, sentence: str
) -> Iterator[Series]:
    form = number_format(sentence.partition(". ")[0])
    for grid in found:
        devices: dict[int, str] = {}
        for row, label in grid.labels.items():
            named = {mention.entry.id for mention in finder.mentions(label)}
            if len(named) == 1:
                devices[row] = next(iter(named))
        if len(devices) < _FEWEST or len(set(devices.values())) < len(devices):
            continue
        for column, entries in grid.values.items():
            header = grid.headers.get(column, "")
            dimension = uncounted(next(iter(entries.values())).unit.dimension)
            above = f"{header} {slide.title}"
            money = is_money(dimension)
            if quantity is _PRICE and not (money or quantity.words.search(header)):
                continue
            plain = not dimension and quantity.words.search(above) is not None
            if quantity is not _PRICE and dimension not in quantity.dimensions and not plain:
                continue
            if form and (theirs := number_format(header)) and theirs != form:
                continue
            values = {}
            for row, entry in entries.items():
                right = entry.claim.expected if entry.claim.verdict == "mismatch" else None
                if row in devices:
                    values[devices[row]] = right.value if right is not None else entry.value
            if len(values) == len(devices):
                yield values


def _stated(slide: Slide, quantity: _Quantity) -> Series:
    """What the running text of a slide says of its devices in one dimension, each of them once."""
    values: dict[str, set[float]] = {}
    for claim in slide.claims:
        unit = claim.unit or claim.reading.units[0]
        if claim.entity is None or claim.verdict == "ignored" or unit.dimension not in quantity.dimensions:
            continue
        right = claim.expected if claim.verdict == "mismatch" else None
        values.setdefault(claim.entity.id, set()).add(right.value if right is not None else claim.value)
    return {name: next(iter(one)) for name, one in values.items() if len(one) == 1}
