"""What a labelled line is by those above it: a share of the whole, what is saved, of each of many, the break-even."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from mlsysim_validators.sources.dimensions import ENERGY, TIME
from mlsysim_validators.sources.judges.labelled_lines.lines import Line
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, stem
from mlsysim_validators.sources.judges.spoken_steps.step import TENS, Step, times_as
from mlsysim_validators.sources.patterns import regex

_SHARE = regex(r"\((?P<n>\d{1,2}(?:\.\d+)?) ?%\)")
_WHOLE = regex(r"\b(?:full|total|whole|all|original|entire|complete)\b", re.IGNORECASE)
_SAVED = regex(r"(?:net |total )?(?:savings?|saved|difference|remaining|left(?: over)?|headroom)\W*", re.IGNORECASE)
_PER = regex(r"(?:[\w-]+ )*?per[ -](?P<noun>[a-z]{3,})(?: [\w-]+)*\W*", re.IGNORECASE)
_SAID_PER = regex(r"\bper\b|/ ?[a-z]|\beach\b", re.IGNORECASE)
_MANY = regex(r"(?:[Aa]cross|[Oo]ver|[Ff]or|[Ww]ith|[Aa]mong|[Ss]hared by) ?$")
_BREAK_EVEN = regex(r"(?:break[- ]?even|payback|pays (?:off|back|for itself))(?: [\w-]+)*\W*", re.IGNORECASE)
_EACH = regex(r" ?(?:/|per|a|each|every) ?(?P<noun>week|day|month|year|run|quarter|hour)\b", re.IGNORECASE)
_WATTS = (250.0, 2500.0)  # of an accelerator, alone or with its share of all else
_A_NODE, _AN_HOUR, _FAR = 8, 3600.0, 5.0
_DEVICES = regex(r" (?:[A-Z][\w-]+ )?(?:GPUs|TPUs|accelerators)\b")
_PARTS = (2.0, 0.5, *TENS)


def steps_to(line: Line, amount: Amount, above: Sequence[Line]) -> list[Step]:
    """The steps that lead to a number of a line from those above it, the nearest last."""
    rules = (_share_of_the_whole, _saved, _of_each, _break_even, _energy_of_devices)
    return [step for rule in rules if (step := rule(line, amount, above)) is not None]


def _share_of_the_whole(line: Line, amount: Amount, above: Sequence[Line]) -> Step | None:
    """A share that the label states, of what is told to be all: "Full set: 1M samples", "Coreset (10%): 100K"."""
    share = _SHARE.search(line.label)
    if share is None or len(line.amounts) != 1:
        return None
    wholes = [one for other in above if _WHOLE.search(other.label) for one in other.amounts if _alike(one, amount)]
    if len(wholes) != 1 or wholes[0].unit.symbol in ("%", "×"):
        return None
    right = wholes[0].value * float(share["n"]) / 100
    told = f"{share['n']}% of {wholes[0].told()}"
    return Step("share", [(right, told)], times_as(right, "much"))


def _saved(line: Line, amount: Amount, above: Sequence[Line]) -> Step | None:
    """What one of two amounts is less than the other: "Cost: 100 hours", "Cost of the subset: 10 hours", "Savings"."""
    if not _SAVED.fullmatch(line.label) or amount.unit.symbol in ("%", "×") or len(line.amounts) != 1:
        return None
    pairs = [one for other in above if len(other.amounts) == 1 for one in other.amounts if _alike(one, amount)]
    right = [
        (abs(one.value - other.value), f"{one.told()} less {other.told()}")
        if one.value >= other.value
        else (abs(one.value - other.value), f"{other.told()} less {one.told()}")
        for one, other in combinations(pairs, 2)
        if one.value != other.value
    ]
    if len(pairs) != 2 or not right:
        return Step("saved", right, []) if right else None
    slips = [(one.value, f"that is {one.told()} itself") for one in pairs]
    slips += [(pairs[0].value + pairs[1].value, "that is the sum of both")]
    return Step("saved", right, [one for one in slips if one[0] != right[0][0]])


def _of_each(line: Line, amount: Amount, above: Sequence[Line]) -> Step | None:
    """What each of many has of an amount, end by end: "Cost: $1M-$100M", "Across 100 tasks", "Cost per task"."""
    per = _PER.fullmatch(line.label)
    if per is None:
        return None
    noun = stem(per["noun"].lower())
    counts = [
        one
        for other in above
        for one in other.amounts
        if stem(one.noun) == noun and _MANY.search(other.text.text[: one.reading.start])
    ]
    end = amount.reading.hedge
    wholes = [
        one
        for other in above
        if not _SAID_PER.search(other.text.text)
        for one in other.amounts
        if _alike(one, amount) and one.dimension and one.reading.hedge == end
    ]
    if len(counts) != 1 or len(wholes) != 1 or counts[0].value <= 1:
        return None
    right = wholes[0].value / counts[0].value
    slips = times_as(right, "much", _PARTS)
    return Step("each", [(right, f"{wholes[0].told()} / {counts[0].told()} {noun}s")], slips)


def _break_even(line: Line, amount: Amount, above: Sequence[Line]) -> Step | None:
    """When what is paid once has paid off: "Manual: 4 hours a week", "Pipeline: 80 hours (once)", "Break-even"."""
    if not _BREAK_EVEN.fullmatch(line.label) or not (amount.noun or amount.dimension == TIME):
        return None
    spelled = amount.noun or stem(re.sub(r"[\d.,~≈ ]+", "", amount.told()).lower())
    recurring, once = [], []
    for other in above:
        for one in other.amounts:
            each = _EACH.match(other.text.text, one.reading.end)
            if each is not None and each["noun"].lower() == spelled:
                recurring.append(one)
            elif each is None and one.dimension:
                once.append(one)
    if len(recurring) != 1 or not recurring[0].value:
        return None
    once = [one for one in once if one.dimension == recurring[0].dimension]
    if len(once) != 1:
        return None
    right = once[0].value / recurring[0].value
    scale = amount.unit.factor if amount.dimension == TIME else 1.0
    slips = times_as(right * scale, "long", _PARTS)
    return Step("break_even", [(right * scale, f"{once[0].told()} / {recurring[0].told()} a {spelled}")], slips)


def _energy_of_devices(line: Line, amount: Amount, above: Sequence[Line]) -> Step | None:
    """An energy that no devices draw in the time that is told, but would by another prefix."""
    if amount.dimension != ENERGY or len(line.amounts) != 1 or not amount.value:
        return None
    told = [one for other in above for one in other.amounts]
    devices = [
        one
        for other in above
        for one in other.amounts
        if one.unit.symbol == "GPU" or _DEVICES.match(other.text.text, one.reading.end)
    ]
    times = [one for one in told if one.dimension == TIME and one.value >= _AN_HOUR and one.unit.symbol != "GPU-hour"]
    if len(devices) != 1 or len(times) != 1 or devices[0].value < _A_NODE:
        return None
    least, most = (devices[0].value * times[0].value * watts for watts in _WATTS)
    by = next((by for by in (1e3, 1e-3, 1e6, 1e-6) if least <= amount.value * by <= most), 0.0)
    if least / _FAR <= amount.value <= most * _FAR or not by:
        return None
    each = amount.value / devices[0].value / times[0].value
    words = f"{amount.told()} in {times[0].told()} are {each:.2g} W for each of {devices[0].told()}"
    return Step("energy", [], [(amount.value, f"{words}: another prefix is meant")])


def _alike(one: Amount, other: Amount) -> bool:
    """Whether two amounts are of one sort: of one dimension, or counts of the same things."""
    if one.dimension or other.dimension:
        return one.dimension == other.dimension
    plain = "%" not in (one.unit.symbol, other.unit.symbol) and "×" not in (one.unit.symbol, other.unit.symbol)
    return plain and bool(one.noun) and one.noun == other.noun
