"""A law that gives one number of a text from others that stand before it: carbon is energy times intensity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice, product
from math import prod
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import DEVICE_TIME, MONEY_RATE, POWER, TIME
from mlsysim_validators.sources.judges.recompute.chains.counted import Sort
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact, Place
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts, Near, place_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_ALIKE = 0.005  # 989 and 989.4 TFLOP/s
_AROUND = 2  # the slide
_MOST_PRODUCTS = 40
_RIGHT_BEFORE = 45  # characters
_NAMED_BEFORE = 80
_ENDS_LEFT, _ENDS_RIGHT = regex(r"[;]|\. "), regex(r"[;,]|\. |\d")
_NAME = regex(r"[A-Z][A-Za-z][\w .-]{1,30}$")

_PER_SPAN = regex(r" ?(?:/|\b(?:per|an?|each|every)\b) ?(?P<span>day|week|month|year)", re.IGNORECASE)
_LABELLED_HOURS = regex(r"\bhours?: ?\d")  # "GPU-hours: 5.6"
_COUNTED = regex(r"(?<![\w.,])\d+ ?[×x] ?[A-Z]")
_NEAR_LABEL = 160


def times(*inputs: float) -> float:
    """The formula of what is the product of its inputs."""
    return prod(inputs)


def is_whole(fact: Fact) -> bool:
    """Whether a fact is of all devices together, not of each."""
    return not fact.per_device


class Need(NamedTuple):
    """An input of a law: its sort, words that must and must not stand beside it."""

    sort: Sort
    about: str = ""
    avoid: str = ""
    constant: bool = False  # a price or a factor that the document states once, wherever
    rows: bool = False  # may stand in a row above in a table of like things
    fits: Callable[[Fact], bool] | None = None
    most: int = 3  # the farthest level that counts
    ahead: bool = False  # must stand before the number


class Law(NamedTuple):
    """What it gives, words of the number that it must and must not have, its inputs, the formula.

    `slips` give what a known slip makes of the inputs, each with what to tell.
    """

    name: str
    result: Dimension
    words: AnyCase
    avoid: AnyCase | None
    needs: tuple[Need, ...]
    formula: Callable[..., float]
    slips: Callable[..., Iterable[tuple[float, str]]] | None = None
    also: Callable[..., float] | None = None  # right as well
    room: float = 0.02
    share: bool = False  # gives a percentage
    per_device: bool = False  # gives a price of a device and hour
    where: AnyCase | None = None  # words that its slide must have
    strict: bool = False  # only a slip tells of a mistake: other parts may have been counted as well


class Bound(NamedTuple):
    """A law with its inputs: the value from the nearest ones, whether they are certain, and what others give."""

    law: Law
    unit: Unit
    value: float
    inputs: tuple[float, ...]
    working: str
    sure: bool  # each input is the only one that can be meant
    near: bool  # each input stands in the sentence or line, or the one before, or is the only one of the slide
    known: bool  # each input stands so near, or is the only one of the document
    others: tuple[float, ...]
    far: int  # the level of the farthest input
    by_head: bool = False  # named by the head of the paragraph alone


def words_of(claim: Claim, around: Surroundings) -> str:
    """The words that say what a number is: its row and column, or its clause and what introduces it.

    In a clause, NUL stands before and behind the number.
    """
    if claim.stated.cell is not None:
        return f"{around.row} | {around.column} | {claim.stated.cell.text.text[:80]}"
    start, _ = claim.stated.sentence_span()
    text = claim.stated.text.text
    before = _ENDS_LEFT.split(text[max(start, claim.reading.start - 110) : claim.reading.start])[-1]
    behind = _ENDS_RIGHT.split(text[claim.reading.end : claim.reading.end + 40])[0]
    return f"{before}\0{claim.reading.text}\0{behind}"


def _right_before(near: Near, mine: Place) -> bool:
    """Whether an input stands right before the number: "5,040 kWh, that is 1,008 EUR"."""
    place = near.fact.place
    return near.level == 0 and place[:3] == mine[:3] and 0 < mine[3] - place[3] <= _RIGHT_BEFORE


def _of_the_named(found: list[Near], claim: Claim) -> list[Near]:
    """Of constants that a table lists by name, those of the name in a claim's sentence: the intensity of its grid."""
    if len({one.fact.value for one in found}) == 1:
        return found
    start, _ = claim.stated.sentence_span()
    text = claim.stated.text.text
    words = text[max(start, claim.reading.start - _NAMED_BEFORE) : claim.reading.start]
    named = [one for one in found if _names(one.fact.label.partition(" | ")[0], words)]
    return named if len({one.fact.value for one in named}) == 1 else found


def _names(label: str, words: str) -> bool:
    name = label.strip()
    return bool(_NAME.match(name)) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _may_be(need: Need, one: Near, mine: Place) -> bool:
    if need.ahead and one.fact.place > mine:
        return False
    return need.fits is None or need.fits(one.fact)


def _is_of_another(law: Law, picks: list[Near], claim: Claim) -> bool:
    """Whether the words beside a claim say that other inputs are meant: another span, other device hours."""
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    own_span = _PER_SPAN.match(text, end)
    for need, pick in zip(law.needs, picks, strict=True):
        if need.sort == "span" and own_span is not None and own_span["span"].lower() not in pick.fact.words.lower():
            return True  # "$1,000/day = $30K/month"
        if need.sort == MONEY_RATE and pick.level > 1 and len(picks) == 1 and _COUNTED.search(claim.stated.sentence()):
            return True  # "8x A100 = $28/hour": not the price of the four above
        if need.sort == DEVICE_TIME and pick.level and _LABELLED_HOURS.search(text, max(0, start - _NEAR_LABEL), start):
            return True
    return False


def bind(law: Law, claim: Claim, unit: Unit, facts: Facts) -> Bound | None:
    """A law with the inputs that stand nearest before a claim; None where one is missing."""
    picks: list[Near] = []
    mine = place_of(claim)
    lists: list[list[float]] = []
    sure = near = known = True
    for need in law.needs:
        found = [one for one in facts.before(claim, need.sort, need.about, need.avoid, rows=need.rows, most=need.most)
                 if _may_be(need, one, mine) and all(one.fact.place != pick.fact.place for pick in picks)]  # fmt: skip
        if not found:
            return None
        if need.constant:
            found = _of_the_named(found, claim)
        first = found[0]
        alike = all(abs(one.fact.value - first.fact.value) <= _ALIKE * first.fact.value for one in found)
        beside = {one.fact.value for one in found if one.fact.place[:3] == first.fact.place[:3]}
        sure = sure and (
            alike or (first.level < 3 and (len(beside) == 1 or first.fact.result or _right_before(first, mine)))
        )
        if need.sort == MONEY_RATE and first.level > _AROUND and claim.stated.cell is not None:
            sure = False  # its table has prices of its own, perhaps
        its_own = need.sort == TIME or (need.sort == POWER and any(other.sort == "devices" for other in law.needs))
        if its_own and first.level and facts.in_its_sentence(claim, need.sort):
            sure = False
        near = near and (first.level < 2 or (alike and (first.level == 2 or need.constant)))
        known = known and (first.level < 2 or alike)
        picks.append(first)
        lists.append([one.fact.value for one in found if one.level <= max(first.level, _AROUND * (first.level > 0))])
    of_row = any(pick.level == 0 and pick.fact.place[1] == mine[1] for pick in picks)
    if not of_row and facts.lists_things(claim) and not any(need.rows for need in law.needs):
        return None
    inputs = tuple(pick.fact.value for pick in picks)
    if not all(inputs) or _is_of_another(law, picks, claim):
        return None
    value = law.formula(*inputs)
    others = tuple(law.formula(*some) for some in islice(product(*lists), 1, _MOST_PRODUCTS) if all(some))
    if law.also is not None:
        others = (law.also(*inputs), *others)
    working = " and ".join(pick.told() for pick in picks)
    far = max(pick.level for pick in picks)
    return Bound(law, unit, value, inputs, working, sure, near, known, others, far)
