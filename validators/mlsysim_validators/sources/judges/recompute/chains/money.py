"""What machines cost: rent for a time, a rate over a span, a price at a utilisation, machines bought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import DEVICE_TIME, MONEY, MONEY_RATE, TIME
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact
from mlsysim_validators.sources.judges.recompute.chains.law import Law, Need, is_whole, times

_HOURLY = 200.0 / 3600  # dollars a second; more an hour is no price of one machine
_YEARS = 360 * 86400.0
_MOST_SHARE = 0.999
_SOME = AnyCase(r"sav|more|less|difference|worth|revenue|budget|per (?:\w+ )?tokens?|million tok|electric|energy")

_RENTED = r"\bspot\b|\brent|hosted|per month|monthly|reserved|on-demand|/ ?h"
_SOME_OR_SPAN = AnyCase(_SOME.pattern + r"|\b(?:day|week|month|year|annual|annually|monthly|yearly|daily)\b")


def _by_the_hour(fact: Fact) -> bool:
    return not fact.per_device and re.search(r"hour|/ ?h\b", fact.words) is not None


def _yearly(fact: Fact) -> bool:
    return 3e3 < fact.value * 8760 * 3600 < 2e5


def _hourly(fact: Fact) -> bool:
    return fact.value <= _HOURLY


def _years(fact: Fact) -> bool:
    return fact.value >= _YEARS


def _share(fact: Fact) -> bool:
    return 0 < fact.value < _MOST_SHARE


def _other_span(*inputs: float) -> Iterator[tuple[float, str]]:
    for name, hours in (("a day", 24), ("a week", 168), ("a month", 730), ("a year", 8760)):
        yield times(*inputs[:-1], hours * 3600.0), f"that is {name}"


def _times_share(price: float, share: float) -> Iterator[tuple[float, str]]:
    yield price * share, "idle hours make the others dearer: the utilisation divides"


_RENT = AnyCase(r"cost|rent|\brun\b|on demand|total|\bpay|bill|comes? to|price|reserved|spot|[=→]|is\b")
_AT_USE = AnyCase(
    r"\bat (?:an? )?\W{0,3}(?:average |real |only |just |about )*\d+ ?% (?:of )?"
    r"(?:\w+ )?(?:use|utili[sz]|load|occupan|busy|duty)|utili[sz]ation of"
)
_PER_HOUR = r"hour|/ ?h\b|\bh\b"
_SPANS = AnyCase(r"\b(?:day|week|month|year|annual|annually|monthly|yearly|daily)\b")
_OTHER_SPANS = AnyCase(r"/ ?(?:day|d|week|month|mo|year|yr|a)\b|day|week|month|year|annual")
_YEAR = 8760 * 3600.0
_OF_NODE = r"\b(?:node|server|machine|instance|box|[DH]GX)\b"
_MORE = AnyCase(
    r"\badd(?:s|ing|ed)?\b|\bplus\b|on top|surcharge|contingen|margin|buffer|\binclud|with (?:an? )?\W?\d+ ?%"
)
_REPAID = AnyCase(r"break-?\s?even|pays? (?:off|back|for itself)|pay-?back|amorti[sz]ed")


def _small(fact: Fact) -> bool:
    return 0 < fact.value <= _MOST_MORE


def _less(amount: float, share: float) -> Iterator[tuple[float, str]]:
    yield amount * (1 - share), "the share is added, not taken off"
    yield amount * share, "that is what is added alone"


def _hours(fact: Fact) -> bool:
    return fact.value >= 3600.0


def _of_one(*inputs: float) -> Iterator[tuple[float, str]]:
    yield times(*inputs) / inputs[0], "that is of one"
    yield times(*inputs) * 8, "that takes the price of one for that of eight"
    yield times(*inputs) / 8, "that takes the price of eight for that of one"


_MOST_MORE = 0.5


def _per_device(fact: Fact) -> bool:
    return fact.value * 3600 <= _DEAREST and (
        fact.per_device or re.search(r"GPU|card|[AHBV]\d00", fact.label) is not None
    )


_DEAREST = 20.0  # dollars for a device and hour
_FOR_A_TIME = Need(TIME, avoid=r"step|every|MTBF|per |would|without", fits=_hours, most=1)
LAWS = (
    Law(
        "cost",
        MONEY,
        _RENT,
        _SOME,
        (Need("devices", most=1), _FOR_A_TIME, Need(MONEY_RATE, avoid=_OF_NODE, fits=_per_device, constant=True)),
        times,
        _of_one,
    ),
    Law(
        "cost",
        MONEY,
        AnyCase(r"nodes|servers|machines|instances"),
        _SOME,
        (Need("nodes", most=1), _FOR_A_TIME, Need(MONEY_RATE, about=_OF_NODE, avoid=r"GPU", fits=_by_the_hour)),
        times,
        _of_one,
    ),
    Law(
        "price",
        MONEY_RATE,
        AnyCase("."),
        _SOME,
        (Need(MONEY_RATE, avoid=r"per (?:GPU|H100|A100)", fits=_by_the_hour, most=1), Need("per_node", most=1)),
        lambda rate, many: rate / many,
        lambda rate, many: iter(((rate / many * 2, "that is of two"), (rate / many / 2, "that is of half of one"))),
        per_device=True,
    ),
    Law(
        "with_more",
        MONEY,
        _MORE,
        AnyCase(r"sav|less|discount|cheaper"),
        (Need(MONEY, avoid=r"per |/", most=1), Need("%", most=0, fits=_small)),
        lambda amount, share: amount * (1 + share),
        _less,
    ),
    Law(
        "break_even",
        TIME,
        _REPAID,
        None,
        (Need(MONEY, most=2), Need(MONEY_RATE, fits=_by_the_hour, most=1)),
        lambda price, rate: price / rate,
    ),
    Law(
        "cost",
        MONEY,
        _RENT,
        _SOME_OR_SPAN,
        (Need(DEVICE_TIME), Need(MONEY_RATE, fits=_hourly, constant=True)),
        times,
    ),
    Law(
        "cost_over_a_time",
        MONEY,
        AnyCase(r"\b(?:year|month|week|day|annual|monthly|yearly|daily)"),
        _SOME,
        (Need(MONEY_RATE, fits=is_whole), Need("span", most=0)),
        times,
        _other_span,
    ),
    Law(
        "cost_over_a_time",
        MONEY,
        AnyCase(r"\b(?:year|month|week|day|annual|monthly|yearly|daily)"),
        _SOME,
        (Need("devices"), Need(MONEY_RATE, about=_PER_HOUR, fits=_hourly, most=1), Need("span", most=0)),
        times,
        _other_span,
    ),
    Law(
        "cost_over_a_time",
        MONEY_RATE,
        _OTHER_SPANS,
        _SOME,
        (Need(MONEY_RATE, fits=_by_the_hour),),
        times,
    ),
    Law(
        "price_at_a_use",
        MONEY,
        _AT_USE,
        AnyCase(r"sav|less|more"),
        (Need(MONEY, avoid=r"total"), Need("%", about=r"use|utili[sz]|load|occupan|busy", fits=_share)),
        lambda price, share: price / share,
        _times_share,
    ),
    Law(
        "price_at_a_use",
        MONEY,
        _AT_USE,
        AnyCase(r"sav|less|more"),
        (Need(MONEY_RATE, fits=_hourly), Need("%", about=r"use|utili[sz]|load|occupan|busy", fits=_share)),
        lambda price, share: price * 3600 / share,
        lambda price, share: _times_share(price * 3600, share),
    ),
    Law(
        "purchase",
        MONEY,
        AnyCase(r"nodes|servers|machines|hardware"),
        _SOME,
        (Need("nodes", rows=True), Need(MONEY, about=r"\b(?:per|each|apiece)\b", rows=True)),
        times,
    ),
    Law(
        "depreciation",
        MONEY,
        AnyCase(r"depreciat|amorti[sz]|straight line|write-?off"),
        AnyCase(r"sav|per (?:GPU|hour)"),
        (Need(MONEY, avoid=_RENTED, rows=True), Need(TIME, about=r"year|depreciat|amorti", fits=_years)),
        lambda price, span: price / (span / (365 * 86400.0)),
    ),
    Law(
        "cost_over_a_time",
        MONEY_RATE,
        _SPANS,
        _SOME,
        (Need("nodes", most=0), Need(MONEY_RATE, fits=_by_the_hour)),
        times,
    ),
    Law(
        "cost_over_a_time",
        MONEY,
        _SPANS,
        _SOME,
        (Need("devices", rows=True), Need(MONEY_RATE, about=r"year", fits=_yearly)),
        lambda many, rate: many * rate * _YEAR,
    ),
    Law(
        "price",
        MONEY_RATE,
        AnyCase("."),
        _SOME,
        (Need(MONEY_RATE, about=r"year", most=2, fits=is_whole), Need(DEVICE_TIME, most=0)),
        lambda rate, spent: rate * _YEAR / spent,
        per_device=True,
    ),
    Law(
        "price",
        MONEY_RATE,
        AnyCase(r"if every hour|at full|round the clock|all hours"),
        _SOME,
        (Need(MONEY, about=r"total per year|total", most=2), Need(DEVICE_TIME, most=0)),
        lambda total, spent: total / spent,
    ),
)
