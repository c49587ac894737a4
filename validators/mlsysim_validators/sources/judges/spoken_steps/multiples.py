"""Factors between the amount right behind them and one before: "64 times as large: 2.6 MB", "90 times the 20"."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.patterns import regex

_AS_MUCH = regex(
    r" ?(?:as (?:much|many|large|big|long|fast|high|heavy|small|short)|larger|bigger|longer|faster|"
    r"slower|smaller|shorter|"
    r"higher|lower|more|less)(?P<joint>:|,| —| –|, that is,?|, or|, i\.e\.,?| \() (?:about |"
    r"roughly |some )?[~≈]?$"
)
_TIMES_THE = regex(r" (?:the|those|their|its|our) $")
_THE_COUNT_BEFORE = regex(
    r"(?: [\w-]+){0,4},? (?:which is |that is |this is |or |i\.e\. )?(?:well |far |just |nearly |about )*[~≈]?$"
)
_NO = regex(r"\b(?:not|instead|rather)\b|n['’]t\b")
_FAR, _SHOWN = 1.3, 60.0
_BACK = 40


def factor_of_the_amount_behind(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A factor right before the amount that it makes, of the only other one of its sort in the sentences before."""
    if at + 1 >= len(amounts):
        return None
    number, made = amounts[at : at + 2]
    if number.unit.symbol != "×" or not made.dimension or made.unit.symbol in ("%", "×"):
        return None
    if not _AS_MUCH.fullmatch(text, number.reading.end, made.reading.start) or _NO.search(
        text[: number.reading.start][-_BACK:]
    ):
        return None
    sort = _sort(made)
    before = {
        f"{one.value:.6g}": one for one in amounts[:at] if made.sentence - one.sentence <= 1 and _sort(one) == sort
    }
    if len(before) != 1:
        return None
    (base,) = before.values()
    ratio = max(base.value, made.value) / min(base.value, made.value)
    return _told(number, ratio, base, made)


def factor_of_two_counts(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """A factor between the count right before it and the one right behind: "1,900, over 90 times the 20 of it"."""
    if not 1 <= at < len(amounts) - 1:
        return None
    first, number, second = amounts[at - 1 : at + 2]
    if (
        number.unit.symbol != "×"
        or first.sentence != number.sentence
        or second.unit.symbol not in (first.unit.symbol, "")
    ):
        return None
    if first.unit.symbol in ("%", "×") or not _TIMES_THE.fullmatch(text, number.reading.end, second.reading.start):
        return None
    if not _THE_COUNT_BEFORE.search(text[first.reading.end : number.reading.start]):
        return None
    ahead = text[first.reading.end : number.reading.start]
    if "," not in ahead and " is " not in ahead:
        return None
    one, other = first.reading.value * first.scale, second.reading.value * second.scale
    return _told(number, one / other, second, first)


def _told(number: Amount, ratio: float, base: Amount, made: Amount) -> Step:
    told = f"{made.told()} / {base.told()}"
    right = [(ratio, told)]
    if number.reading.bound or number.reading.rough:  # "over 90 times" of 95
        off = number.value / ratio
        right += [(number.value, told)] * (1 / _FAR < off < _FAR)
    far = not 1 / _FAR < number.value / ratio < _FAR and 1 / _SHOWN < number.value / ratio < _SHOWN
    return Step("ratio", right, [(number.value, "its own two numbers stand beside it")] if far else [])


def _sort(one: Amount) -> tuple[tuple[str, int], ...]:
    """What an amount measures, of a token or not."""
    return tuple(part for part in uncounted(one.dimension) if part[0] != "tokens")
