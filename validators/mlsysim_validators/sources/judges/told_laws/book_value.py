"""What a purchase is worth on the books: its price less an equal part of it for each year of its life that has passed.

"Bought for $30,000, straight line over four years ... after two years it is on the books with $15,000."
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import MONEY
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(
    r"straight[- ]line|depreciat|book value|on the books|writ(?:e|es|ten|ing) (?:\w+ ){0,3}(?:off|down)|amorti[sz]"
)
_VALUE = AnyCase(
    r"\b(?:book(?:ed)? value|on (?:the|our|its) books|in the books|carrying (?:value|amount)|carried (?:at|with)|"
    r"(?:still|only|is) worth|(?:net|residual|remaining) (?:book )?value|undepreciated|stands? at|value left)\b"
)
_LOST = AnyCase(r"\b(?:lost|written off|depreciated|charge|expense|cumulative|accumulated)\b[^.;]{0,30}$")
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(COUNT_WORDS)})"
_LIFE = regex(
    rf"\b(?:over|within|in|across|for|of|life(?:time)?(?: is|:)?|set to|schedule:?|lasts?) "
    rf"(?:a |the |its |all )?\W{{0,2}}(?:useful life of )?{_N}\W{{0,2}}(?: \w+)?[- ]years?\b|"
    rf"\b(?P<m>\d{{1,2}}|{'|'.join(COUNT_WORDS)})[- ]year"
    r" (?:\w+ )?(?:schedule|life|straight|depreciation|write|horizon)",
    re.IGNORECASE,
)
_PASSED = regex(
    rf"\b(?:after|at the end of|by the end of|at the close of|past) (?:the |its |only |just )?{_N}"
    r"(?: full| whole)? years?\b|\b(?:after|at the end of|by the end of|at the close of) (?:the |its )?"
    r"(?P<nth>first|second|third|fourth|fifth|year (?P<y>\d|one|two|three|four|five))(?: year)?\b",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_SALVAGE = AnyCase(r"\b(?:salvage|residual|resale|scrap)(?: value)?\b(?! of (?:zero|nothing|0))")
_NO_SALVAGE = AnyCase(r"\b(?:no|without|zero) (?:salvage|residual|resale|scrap)|to zero|down to nothing")
_LEAST, _LIVES = 500.0, range(2, 9)
_APART = 0.02


def book_value(target: Placed, passage: Passage) -> Step | None:
    """The value of a purchase after some years."""
    words = f"{target.ahead} {target.behind.split('.')[0]}"
    if not _is_money(target.amount) or not _VALUE.search(words) or _LOST.search(target.ahead):
        return None
    passed = _years(_PASSED, target.sentence)
    lives = {_number(one) for one in _LIFE.finditer(_before(target, passage))}
    price = _price(target, passage)
    if len(passed) != 1 or len(lives) != 1 or price is None:
        return None
    if _SALVAGE.search(passage.text) and not _NO_SALVAGE.search(passage.text):
        return None
    k, n, p = passed.pop(), lives.pop(), price.value
    if not 0 < k < n:
        return None
    right = p * (1 - k / n)
    slips = [(p * k / n, "that is what has been written off"), (p / n, "that is the charge of one year")]
    slips += [(p * (1 - k / m), f"that writes off over {m} years") for m in _LIVES if m not in (n, k)]
    slips += [(p * (1 - one / n), "that counts another year") for one in (k - 1, k + 1) if 0 <= one < n]
    told = f"{price.told()} less {k:g} of {n:g} years"
    return Step("book_value", [(right, told)], [one for one in slips if abs(one[0] / right - 1) > _APART and one[0]])


def _is_money(amount: Amount) -> bool:
    """Whether an amount is of money: plain numbers are, where they are large."""
    return amount.dimension == MONEY or (not amount.dimension and not amount.noun and amount.value >= _LEAST)


def _before(target: Placed, passage: Passage) -> str:
    """The words before a number."""
    lines = [line.words for line in passage.lines if line.place < target.line.place]
    return "\n".join([*lines, target.line.words[: target.amount.reading.start]])


def _price(target: Placed, passage: Passage) -> Amount | None:
    """What was paid: the largest amount of money of the lines before."""
    found = [one.amount for one in passage.before(target) if _is_money(one.amount) and one.amount.reading.one_value]
    return max(found, key=lambda one: one.value, default=None)


def _years(pattern: re.Pattern[str], text: str) -> set[float]:
    return {_number(one) for one in pattern.finditer(text)}


def _number(match: re.Match[str]) -> float:
    found: Iterator[str] = (text.lower() for name, text in match.groupdict().items() if text and name != "nth")
    word = next(found, (match.groupdict().get("nth") or "").lower())
    return float(word) if word.isdigit() else float(_ORDINALS.get(word) or COUNT_WORDS.get(word, 0))
