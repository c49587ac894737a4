"""Rows that divide two others: "total $303,000", "GPU-hours available 210,240", "cost per available GPU-hour $1.44".

The label names what is divided by: a row of another sort has that word. Divided is the total of the sort, or the only
other row of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import MONEY, uncounted
from mlsysim_validators.sources.judges.accounts.account import Account, Part
from mlsysim_validators.sources.judges.spoken_steps.amounts import stem
from mlsysim_validators.sources.judges.spoken_steps.step import TENS, Step, times_as
from mlsysim_validators.sources.patterns import regex

_PER = AnyCase(r"\bper\b|/ ?(?=[a-z])|\bof (?:a|one|each)\b")
_WORD = regex(r"[A-Za-z][A-Za-z-]{2,}")
_HOURS = 3600.0
_MANY = ((AnyCase(r"\bmillion\b"), 1e6), (AnyCase(r"\bthousand\b"), 1e3))
_FACTORS = (*TENS, 2.0, 0.5, 4.0, 0.25, 8.0, 0.125)
_HORIZONS = range(1, 8)
_YEARS = AnyCase(r"(?P<n>\d|two|three|four|five|six)[- ]years?")
_SPELLED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_APART = 0.03


def quotients_in(account: Account) -> Iterator[tuple[Part, Step, float, bool]]:
    """The rows that are told per something, the steps to them, their rooms, and whether their inputs are certain."""
    if account.across or uncounted(account.dimension) != MONEY:
        return
    for part in account.parts:
        per = _PER.search(part.label)
        if per is None:
            continue
        below = _divisor(part.label[per.end() :].lower(), account)
        rows = [one for one in account.parts if one is not part and not _PER.search(one.label)]
        rows = [one for one in rows if below is None or one is not below[0]]
        above = [one for one in rows if one.is_total] or (rows if len(rows) == 1 else [])
        if below is not None and len(above) == 1 and below[1] > 0:
            divisor, count = below
            yield (
                part,
                _step(part, above[0], divisor, count, rows, account),
                _room(part, above[0], divisor, count),
                True,
            )


def _divisor(words: str, account: Account) -> tuple[Part, float] | None:
    """The row of another sort that some words name, and how many it counts."""
    wanted = {stem(word) for word in _WORD.findall(words)}
    scale = next((by for pattern, by in _MANY if pattern.search(words)), 1.0)
    rows = [*account.others, *(one for one in account.parts if not _PER.search(one.label) and "$" not in one.told)]
    found = [one for one in rows if wanted & {stem(word.lower()) for word in _WORD.findall(f"{one.label} {one.told}")}]
    if len(found) != 1:
        return None
    by_hour = any(word.endswith("hour") for word in wanted) and found[0].value > _HOURS
    return found[0], found[0].value / (_HOURS if by_hour else 1.0) / scale


def _step(part: Part, above: Part, divisor: Part, count: float, rows: list[Part], account: Account) -> Step:
    right = above.value / count
    slips = [(one.value / count, f"that is of {one.told} alone") for one in rows if one is not above]
    slips += times_as(right, "much", _FACTORS)
    years = {
        float(_SPELLED.get(match["n"], 0) or match["n"])
        for one in (*account.parts, *account.others)
        if (match := _YEARS.search(one.label)) is not None
    }
    for n in years if len(years) == 1 else ():
        slips += [(right * n / other, f"that is over {other} years") for other in _HORIZONS if other != n]
    slips.append((count / above.value, "that is upside down"))
    return Step(
        "each", [(right, f"{above.told} / {divisor.told}")], [one for one in slips if abs(one[0] / right - 1) > _APART]
    )


def _room(part: Part, above: Part, divisor: Part, count: float) -> float:
    right = above.value / count
    return part.room + right * (above.room / above.value + divisor.room / divisor.value)
