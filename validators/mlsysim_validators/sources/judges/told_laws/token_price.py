"""What a million tokens cost: the price of an hour over the tokens of an hour, both of a GPU or both of a whole node.

"$2 per GPU-hour, $16 for the node; 16,000 tokens a second, 2,000 for each GPU ... a million tokens cost $0.28."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import MONEY
from mlsysim_validators.sources.judges.spoken_steps.step import TENS, Step, times_as
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"tokens")
_MANY = r"(million|m|thousand|k|1,000,000|1,000|1m|1k)"
_OF_MANY = AnyCase(rf"\b(?:a|per|each|one|1|every|for|of)? ?{_MANY} (?:\w+ )?tok(?:en)?s\b|/ ?{_MANY} ?tok(?:en)?s?\b")
_SIZES = {"million": 1e6, "m": 1e6, "1m": 1e6, "1,000,000": 1e6}
_N = r"(?P<n>\d[\d,]*(?:\.\d+)?)"
_ONE = r"gpus?|tpus?|cards?|accelerators?|devices?|chips?"
_ALL = r"nodes?|servers?|machines?|instances?|box(?:es)?|hosts?|pods?"
_PRICE = regex(
    rf"[$€]{_N} ?(?:/|per|an?|every|each|for (?:an?|each|every)|(?:for )?the) ?(?P<owner>{_ONE}|{_ALL})?[- ]?"
    r"(?:an? |per |/)?(?:hours?|hr|h)\b",
    re.IGNORECASE,
)
_RATE = regex(
    rf"{_N}(?P<k>k)? (?:\w+ )?tok(?:en)?s? ?(?:/ ?s\b|/ ?sec|(?:per|a|each|every) second)"
    r"(?:[ ,]{1,2}(?:per|for each|on each|of each|from each|for every|a|each|on one|by one) "
    rf"(?P<owner>{_ONE}|{_ALL})\b)?",
    re.IGNORECASE,
)
_SAME_RATE = regex(rf"{_N} (?:per|for each|on each|of each|for every) (?P<owner>{_ONE}|{_ALL})\b(?!-)", re.IGNORECASE)
_COUNT = regex(
    rf"(?<![\w.,$])(?P<n>\d{{1,4}}|{'|'.join(COUNT_WORDS)})[- ](?:\w+ )?(?:{_ONE}|[a-z]{{1,3}}\d{{1,4}}\w{{0,4}}s)\b",
    re.IGNORECASE,
)
_GPU = regex(rf"(?:{_ONE})", re.IGNORECASE)
_SOLD = AnyCase(
    r"\bcharg\w+|\bsells?\b|\bsold\b|\bAPI\b|list price|market|competit|\bquotes?\b|\brevenue|\bbill(?:s|ed)?\b"
)
_HOUR = 3600.0
_APART = 0.03


class _Owned(NamedTuple):
    value: float
    of_one: bool  # of a GPU
    told: str


def token_price(target: Placed, passage: Passage) -> Step | None:
    """The price of many tokens."""
    powers = dict(target.amount.dimension)
    if powers.get("currency") != 1 or "time" in powers:
        return None
    per_token = "tokens" in powers
    many = _OF_MANY.search(f"{target.ahead[-60:]} … {target.behind[:40]}")
    if not per_token and (many is None or target.amount.dimension != MONEY):
        return None
    if _SOLD.search(target.sentence):
        return None
    size = 1.0 if per_token else next((_SIZES.get(word, 1e3) for word in (many.groups() if many else ()) if word), 1e6)
    text = _before(target, passage)
    prices, rates, count = list(_prices(text)), list(_rates(text)), _count(text)
    right = [
        (price.value / (rate.value * _HOUR) * size, f"{price.told} / {rate.told}")
        for price in prices
        for rate in rates
        if price.of_one == rate.of_one
    ]
    if not right and count:
        right = [
            (price.value * (count if price.of_one else 1 / count) / (rate.value * _HOUR) * size,
             f"{price.told}, of {count:g} GPUs or one of them, / {rate.told}")
            for price in prices
            for rate in rates
        ]  # fmt: skip
    if not right or any(abs(one / right[0][0] - 1) > _APART for one, _ in right):
        return None
    slips = [
        (price.value / (rate.value * _HOUR) * size, "that is the price of the one and the tokens of the other")
        for price in prices
        for rate in rates
    ]
    value = right[0][0]
    slips += times_as(value, "much", (*TENS, 2.0, 0.5, 8.0, 0.125, 60.0, 3600.0))
    slips += [(1 / value, "that is upside down")]
    return Step("token_price", right, [one for one in slips if abs(one[0] / value - 1) > _APART])


def _before(target: Placed, passage: Passage) -> str:
    lines = [line.words for line in passage.lines if line.place < target.line.place]
    return "\n".join([*lines, target.line.words[: target.amount.reading.start]])


def _number(match: re.Match[str]) -> float:
    return float(match["n"].replace(",", ""))


def _prices(text: str) -> Iterator[_Owned]:
    for match in _PRICE.finditer(text):
        yield _Owned(_number(match), bool(match["owner"] and _GPU.fullmatch(match["owner"])), match[0])


def _rates(text: str) -> Iterator[_Owned]:
    """The rates of tokens, and one right behind that is told without its unit: "which is 2,000 for each GPU"."""
    for match in _RATE.finditer(text):
        of_one = bool(match["owner"] and _GPU.fullmatch(match["owner"]))
        yield _Owned(_number(match) * (1000 if match["k"] else 1), of_one, match[0])
        end = re.compile(r"[.;\n] ?").search(text, match.end())
        again = _SAME_RATE.search(text, match.end(), end.start() if end is not None else len(text))
        if again is not None:
            yield _Owned(_number(again), _GPU.fullmatch(again["owner"]) is not None, again[0])


def _count(text: str) -> float:
    found = {match["n"].lower() for match in _COUNT.finditer(text)}
    counts = {float(word) if word.isdigit() else float(COUNT_WORDS[word]) for word in found}
    return counts.pop() if len(counts) == 1 else 0.0
