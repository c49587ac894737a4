"""Quotients that a table gives of the figures in the row of the same name of a table before: ridge, rate per watt."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, INTENSITY, POWER
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact, sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts, place_of
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings


def _over(first: Dimension, second: Dimension) -> Dimension:
    powers = dict(first)
    for name, power in second:
        powers[name] = powers.get(name, 0) - power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


_QUOTIENTS: dict[Sort, tuple[str, Dimension, Dimension]] = {
    INTENSITY: ("ridge_point", FLOP_RATE, BANDWIDTH),
    _over(FLOP_RATE, POWER): ("rate_per_watt", FLOP_RATE, POWER),
    _over(BANDWIDTH, POWER): ("bandwidth_per_watt", BANDWIDTH, POWER),
}
_FORMATS = regex(r"\b(?:bf16|fp16|fp8|fp4|tf32|fp32|fp64|int8|int4|[48][- ]bit)\b", re.IGNORECASE)
_HALF = frozenset({"fp16", "bf16"})
_OTHERWISE = AnyCase(r"measured|achieved|spars|effective")
_LINKS = AnyCase(r"nvlink|link|network|pcie (?:gen|\d)|infiniband|interconnect|sram|\bl2\b|cache")
_ROOM = 0.012


def compute(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """The quotient of the figures that the document has for a row's name; a sparse rate or another row explain more."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None or _OTHERWISE.search(f"{around.column} {around.row}"):
        return None
    unit = next((unit for unit in claim.reading.units if sort_of(unit) in _QUOTIENTS), None)
    label = table.label(cell)
    if unit is None or label is None or not claim.reading.value:
        return None
    name, upper, lower = _QUOTIENTS[sort_of(unit)]
    formats = _formats(f"{around.column} {around.row}") or _formats(around.title) or _HALF
    quotients = _quotients(facts, place_of(claim)[0], upper, lower, formats)
    mine = _named(quotients, label.text.text)
    if mine is None:
        return None
    value, told = quotients[mine]
    stated, own = claim.reading.value * unit.factor, 0.51 * claim.reading.resolution * unit.factor
    if abs(stated - value) <= max(own, _ROOM * value):
        return name, unit, Computed([(value, told)], room=_ROOM)
    slips = [Slip("sparse-for-dense", 2 * value, "that is of the rate with sparsity")]
    slips += [
        Slip("recomputed", other, f"that is the row of {row}") for row, (other, _) in quotients.items() if row != mine
    ]
    found = [slip for slip in slips if abs(stated - slip.value) <= max(own, 0.004 * slip.value)]
    return (name, unit, Computed([(value, told)], found, firm=True, room=_ROOM)) if found else None


@lru_cache(maxsize=1024)
def _formats(words: str) -> frozenset[str]:
    found = frozenset(match.group().lower() for match in _FORMATS.finditer(words))
    return found | _HALF if found & _HALF else found


@lru_cache(maxsize=64)  # all rows of a table ask for the same
def _quotients(
    facts: Facts, block: int, upper: Dimension, lower: Dimension, formats: frozenset[str]
) -> dict[str, tuple[float, str]]:
    """What each name that a table before lists with both figures gives; names with several values are left out."""
    above, below = _by_name(facts.rows_of(upper, block), formats), _by_name(facts.rows_of(lower, block), frozenset())
    found: dict[str, tuple[float, str]] = {}
    for name, first in above.items():  # in the table's order: of two rows that explain a slip, the first is named
        second = below.get(name)
        if first is not None and second is not None and second.value and first.place[:2] == second.place[:2]:
            told = f"{first.words} / {second.words} of {name} (the table before)"
            found[name] = first.value / second.value, told
    return found


@lru_cache(maxsize=1024)  # the words over and in a cell, which every table behind asks again
def _told_by(words: str) -> tuple[frozenset[str], bool, bool]:
    """The formats that words name, whether they speak of another rate, or of a link."""
    return _formats(words), _OTHERWISE.search(words) is not None, _LINKS.search(words) is not None


def _by_name(rows: list[Fact], formats: frozenset[str]) -> dict[str, Fact | None]:
    found: dict[str, Fact | None] = {}
    for fact in rows:
        name, _, words = fact.label.partition(" | ")
        said, otherwise, of_a_link = _told_by(words)
        if (
            (formats and not said & formats and (said or not formats >= _HALF))
            or otherwise
            or (not formats and of_a_link)
        ):
            continue
        known = found.get(name.strip(), fact)
        found[name.strip()] = fact if known is not None and known.value == fact.value else None
    return found


def _named(quotients: dict[str, tuple[float, str]], label: str) -> str | None:
    """The name of a row as another table writes it: the same words, or those and more before or behind."""
    label = label.strip()
    if label in quotients:
        return label
    like = [name for name in quotients if name.endswith(f" {label}") or name.startswith(f"{label} (")]
    return like[0] if len(like) == 1 else None
