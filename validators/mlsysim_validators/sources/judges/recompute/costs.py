"""What devices cost: an hour, a year, a run, a million tokens."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_registry import formulas
from mlsysim_registry.display import money
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import DEVICE_PRICE, DEVICE_TIME, MONEY, MONEY_RATE, TIME
from mlsysim_validators.sources.judges.recompute.computed import A_PRICE_IS_GIVEN, Computed
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.power import energy_cost
from mlsysim_validators.sources.judges.recompute.scopes import OWN
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.teams import teams_in
from mlsysim_validators.sources.judges.recompute.texts import SAY
from mlsysim_validators.sources.patterns import regex

_HOUR = 3600.0
_HIGHEST_PRICE = 20.0  # of a device-hour, in dollars


_HEADER_OF_A_PRICE = r"\$ ?(?:/|per).{0,12}h|(?:price|rate|\$).{0,12}(?:per|/).{0,12}h(?:our|r)?\b|hourly"
_PRICE = regex(
    r"\$ ?(\d+(?:\.\d+)?) ?(?:/|per|an?|each)[- ]?(?:(?:GPU|accelerator|device|card|chip|[A-Z]+\d+\w*)s?)?[-/ ]*"
    r"(?:(?:per|an?) )?(?:h|hr|hour)\b"
)
_AT_A_PRICE = regex(
    rf"(?:GPU|[A-Z]+\d+\w*)[-\s]?h(?:ours?|rs?)?\b,? (?:at|×|x|@){SAY} \$ ?(\d+(?:\.\d+)?)(?![\d,.]*\d? ?[KMB])"
)
_AT = regex(rf"(?:\bat|×|x|@){SAY} ?$")
_NOT_COMPUTED = AnyCase(
    r"\bspen[dt]|budget|\bbill|revenue|salar|\bbilled|\bover \w+ years|lifetime|purchase|\bup-?front\b"
)


def _price(s: Situation) -> Given | None:
    """The price of a device-hour: in the row, nearby, or the only one that the document states."""
    listed = s.listed(_HEADER_OF_A_PRICE)
    if listed is not None:
        return listed
    at = _AT_A_PRICE.search(s.scopes[0].text)
    if at is not None and float(at[1]):
        return Given((float(at[1]),), at.group(), s.scopes[0].place)
    per_hour = parse_unit("USD/GPU-hour").factor * 1.001
    for dimension in (DEVICE_PRICE, MONEY_RATE):
        given = s.quantity(dimension)
        if given is not None and given.values[0] <= (per_hour * 100 if dimension == DEVICE_PRICE else 1.0 / 36):
            return given._replace(values=(given.values[0] * _HOUR,))
    prices = _prices(s.slide.document.source)
    if len(prices) == 1:
        s.places.add("the document")
        return Given((next(iter(prices)),), f"${next(iter(prices)):.2f} per GPU-hour", "the document")
    return None


@lru_cache(maxsize=8)
def _prices(source: str) -> frozenset[float]:
    return frozenset(float(digits) for digits in _PRICE.findall(source)) - {0.0}


_A_YEAR = AnyCase(r"year|yr\b|annum")
_OTHER_TERMS = AnyCase(r"reserved|spot|discount|utili[sz]|amorti[sz]|PUE|capex|owned|buy")


_LEAST_PRICE = 0.01  # dollars of a device and hour
_A_BOUND = AnyCase(r"(?:lower|upper) bounds?\b|\b(?:less|more) than\b|[<>]|overhead|negligible|impact|\bwast")


def device_price(s: Situation) -> Computed:
    """An hourly price of a device is an input; a yearly one follows from it, around the clock."""
    if not _A_YEAR.search(s.claim.reading.text) or _OTHER_TERMS.search(f"{s.around.sentence} {s.around.row}"):
        return A_PRICE_IS_GIVEN
    price = _price(s)
    if price is None or _A_YEAR.search(price.words):
        if len(_prices(s.slide.document.source)) > 1:
            return Computed([], missing="the price of a device and year; the document states several prices an hour")
        if s.claim.reading.hedge or _A_BOUND.search(f"{s.around.sentence} {s.around.row}"):
            return Computed([], missing="a bound of what a device and year costs, not its price")
        implied = f"${s.claim.value * _HOUR:,.2f} per GPU-hour, around the clock"
        return Computed([], ungrounded=f"the price of a device and year without a price basis; it implies {implied}")
    year = price.values[0] * formulas.HOURS_PER_YEAR
    told = f"{price.told()} x 8,760 h = ${year:,.0f} per GPU-year"
    return Computed([(price.values[0] / _HOUR, told)], firm=price.place in OWN)  # its unit says what it is


def yearly_cost(s: Situation) -> Computed:
    """Devices x price x 8,760 h; without a price there is no ground for it."""
    claim, devices = s.claim, s.devices()
    if claim.stated.cell is not None and re.search(_HEADER_OF_A_PRICE, s.around.column, re.IGNORECASE):
        return A_PRICE_IS_GIVEN
    price = _price(s)
    if _SINGLE_DEVICE.search(s.around.before[-60:]):
        devices = Given((1.0,), "one GPU", "the sentence")
    where = f"{s.around.sentence} {s.around.row} {s.around.title}"
    if _NOT_COMPUTED.search(f"{s.around.sentence} {s.around.row}"):
        return Computed([], missing="an amount that is spent or budgeted, not computed")
    if _OF_ANOTHER_SORT.search(f"{s.around.before[-_NEAR:]} {s.around.after[:_NEAR]}"):
        return Computed([], missing="what is paid once, or to run the devices, not their rent")
    if price is None:
        in_table = claim.stated.cell is not None
        if devices is None or (not in_table and devices.words not in where and "GPU" not in where):
            return Computed([], missing="a cost whose devices and price are not stated")
        if _prices(s.slide.document.source):
            return Computed([], missing="a cost; the document states several prices")
        if claim.unit is None or not devices.values[0]:
            return Computed([], ungrounded="a cost without a price basis")
        year = _per_year(s, claim.value, down=False)
        if formulas.implied_price_per_device_hour(year, devices.values[0]) < _LEAST_PRICE:
            return Computed([], missing="too little for the cost of a year; of an hour, perhaps")
        return Computed([], ungrounded=f"a cost without a price basis; {implied_price(year, devices)}")
    counts = [devices] if devices is not None else []
    alone = bool(devices and devices.words == "one GPU")
    sure = devices is not None and devices.place in OWN
    for other in s.slide.device_counts:  # a count that the slide has computed
        if not alone and other.reading.value > 0:
            counts.append(Given((other.reading.value,), f"{other.text}", "the slide"))
    if not counts:
        return Computed([], missing="a yearly cost needs a number of devices; the slide does not state it")
    values = [
        (
            _per_year(s, float(formulas.yearly_cost(many.values[0], price.values[0])), down=True),
            f"{many.told()} x {price.told()} x 8,760 h = "
            f"{money(float(formulas.yearly_cost(many.values[0], price.values[0])))}",
        )
        for many in counts
    ]
    sure = sure or len({many.values[0] for many in counts}) == 1
    discounted = s.says(r"reserved|spot|discount|utili[sz]|\bhalf\b|PUE|hours per day|h/day", nearest=9)
    return Computed(values, room=0.02, certain=sure and not discounted)


_NEAR = 25
_OF_ANOTHER_SORT = AnyCase(
    r"\b(?:capex|opex|capital|(?:oper\w+|running) costs?|maintenance|staff|depreciation|amorti\w+)\b"
)
_SINGLE_DEVICE = regex(r"\b(?:single|one|an?) (?:GPU|H100|A100|accelerator|card)\b")


def _per_year(s: Situation, value: float, *, down: bool) -> float:
    """An amount a year in the claim's own dimension, or (not `down`) the other way round."""
    unit = s.claim.unit or s.claim.reading.units[0]
    if dict(unit.dimension).get("time") != -1:
        return value
    seconds = formulas.HOURS_PER_YEAR * _HOUR
    return value / seconds if down else value * seconds


def cost(s: Situation) -> Computed:
    """Device-hours x price, or devices x hours x price."""
    if _AT.search(s.around.before) and s.claim.reading.value < _HIGHEST_PRICE:
        return A_PRICE_IS_GIVEN
    spoken = s.says(r"electric|energy|power bill|[kMG]Wh|meter", nearest=1)
    electricity = energy_cost(s) if spoken else None
    if electricity is not None:
        return electricity
    price = _price(s)
    if price is None:
        return Computed([], missing="a cost needs a price; the text does not state one")
    if abs(s.claim.reading.value / price.values[0] - 1) < 1e-6:
        return A_PRICE_IS_GIVEN
    spent = s.quantity(DEVICE_TIME)
    devices, span = s.devices(), s.quantity(TIME, avoid=r"step|latency|per |mtbf|every|would|without")
    values = []
    if devices is not None and span is not None and devices.place == span.place == "its row":
        spent = None  # what its row says goes before what the slide says of all
    if spent is not None:
        values.append((spent.values[0] / _HOUR * price.values[0], f"{spent.told()} x {price.told()}"))
    if devices is not None and span is not None:
        hours = span.values[0] / _HOUR
        values.append(
            (devices.values[0] * hours * price.values[0], f"{devices.told()} x {span.told()} x {price.told()}")
        )
    if not values:
        return Computed([], missing="a cost needs devices and a time, or device-hours; the text does not state them")
    return Computed(
        values, room=0.02, certain=len(values) == 1 or abs(values[0][0] - values[1][0]) < 0.05 * values[0][0]
    )


_SERVED = regex(
    r"(?<![\w.,$])(\d[\d,]*(?:\.\d+)?) ?(?:req(?:uest)?s?|quer(?:y|ies)|img|images?|samples?|inferences?|predictions?|"
    r"calls?)(?:/s(?:ec)?| per second|/second)|(?<![\w.,$])(\d[\d,]*(?:\.\d+)?) ?QPS\b",
    re.IGNORECASE,
)


_OF_THE_INPUT = AnyCase(r"\b(?:input|prompt|prefill|cached)\b(?!.{0,12}\boutput)")


_TOGETHER = AnyCase(
    r"\b(?:(?:whole|entire|full|per|each|the|an?|one) (?:[\w-]+ )?(?:node|server|box|machine|replica|instance)|"
    r"pair|together|both)\b"
)
_OF_SEVERAL = 0.015
_PER_DEVICE = AnyCase(r"\b(?:GPU|device|chip|card|accelerator|[A-Z]\d{2,3}[A-Z]?)[- ]?(?:hour|h\b)")
_LINES = 4  # its own, and those over it


def _lines_over(s: Situation) -> str:
    return " | ".join(scope.text for scope in s.scopes[:_LINES])


def token_cost(s: Situation) -> Computed:
    """Price of a device-hour x devices over the tokens or requests of an hour, for a million of them or a thousand."""
    own = s.around.column if s.claim.stated.cell is not None else f"{s.around.before[-40:]} {s.around.after[:40]}"
    if _OF_THE_INPUT.search(own):
        return Computed([], missing="the price of tokens that are read, not of those that the rate counts")
    price, rate = _price(s), s.quantity((("time", -1), ("tokens", 1))) or s.number(_SERVED)
    if price is None or rate is None:
        return Computed([], missing="the price of a token needs that of a GPU-hour and a rate; not both are stated")
    many, lines = s.devices(), _lines_over(s)
    of_each = _PER_DEVICE.search(price.words) is not None and many is None
    shared = teams_in(lines) if of_each and _TOGETHER.search(lines) else frozenset()
    counts = set(shared) if len(shared) == 1 else {1.0, many.values[0] if many else 1.0}  # "on two, 1,800 for the pair"
    tokens = 1e3 if s.says(r"(?:1K|thousand) (?:token|request|quer|image)", nearest=1) else 1e6
    values = [
        (
            price.values[0] * n / _HOUR / rate.values[0] * tokens,
            f"{price.told()}{f' x {n:g}' if n > 1 else ''} / {rate.told()} x {tokens:g}",
        )
        for n in sorted(counts, reverse=True)
    ]
    one = min(value for value, _ in values)
    several = s.claim.value / one if one else 0.0
    # "2,500 tokens/s from the whole node", "for the pair": how many share the rate, the price is of each.
    of_several = round(several) > 1 and abs(several / round(several) - 1) <= _OF_SEVERAL
    return Computed(values, room=0.03, certain=not (of_several and _TOGETHER.search(lines)))


def implied_price(claim_value: float, devices: Given) -> str:
    """What a yearly cost amounts to per device and hour."""
    implied = formulas.implied_price_per_device_hour(claim_value, devices.values[0])
    return f"for {devices.words} it implies {money(float(implied))} per GPU-hour, around the clock"


KINDS = (
    Kind(
        "device_price",
        DEVICE_PRICE,
        AnyCase(r"per|/"),
        None,
        device_price,
    ),
    Kind(
        "yearly_cost",
        MONEY,
        AnyCase(r"per year|yearly|annual|/ ?(?:yr|year)|a year"),
        AnyCase(r"sav|carbon|power|electric|budget|revenue|salar"),
        yearly_cost,
    ),
    Kind(
        "token_cost",
        MONEY,
        AnyCase(
            r"(?:million|1M|10\^?6|\bM|/ ?M|1K|thousand) ?(?:\w+ )?(?:tok(?:en)?|request|quer(?:y|ie)|image|inference|"
            r"prediction|sample|call)s?\b"
        ),
        AnyCase(r"list price|api|charges?|market"),
        token_cost,
    ),
    Kind(
        "cost",
        MONEY,
        AnyCase(r"cost|total|spend|bill|price|pay|comes to|budget|=|for the run|to train"),
        AnyCase(
            r"per |/ ?(?:h|hr|gpu|token|m|month|year)|sav|each|million tokens|revenue|capex|purchase|buy|"
            r"invest|salary|fine|capital"
        ),
        cost,
    ),
)
