"""Power of machines together, at the meter, energy over a time, carbon, the electricity bill."""

from __future__ import annotations

from collections.abc import Iterator
from operator import truediv

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    CARBON,
    CARBON_MASS,
    ENERGY,
    ENERGY_PRICE,
    MONEY,
    POWER,
    TIME,
    TOKEN_RATE,
)
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact
from mlsysim_validators.sources.judges.recompute.chains.law import Bound, Law, Need, is_whole, times
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_METER = r"\bPUE\b|\bP_?\W{0,2}fac|facilit|\bmeter|building|at the wall|data ?cent(?:er|re)|with cooling|hall\b"
_NODE = r"\bnodes?\b|servers?|\b[DH]GX\b|machine|\bbox\b"
_ONE = rf"{_NODE}|\beach\b|\bper\b|\ba (?:GPU|card|node)|\bat \W{{0,3}}\d|apiece|TDP|[×x*·]"
_NOT_TOTAL = (
    r"\beach\b|\bper (?:GPU|node|device|rack|card|server|unit|chip)|\bof one\b|a single|(?:node|server|machine)'s\b|"
    r"of an? (?:node|server|GPU)"
)
_PUE = Need("pue", constant=True)
_PRICE = Need(ENERGY_PRICE, constant=True)
_DEVICE_MOST, _NODE_LEAST, _NODE_MOST = 2500.0, 500.0, 30e3  # watts
_HOUR, _YEAR = 3600.0, 365 * 86400.0


def _of_device(fact: Fact) -> bool:
    return fact.value <= _DEVICE_MOST


def _of_node(fact: Fact) -> bool:
    return _NODE_LEAST <= fact.value <= _NODE_MOST


def _long(fact: Fact) -> bool:
    return fact.value >= _HOUR


def _without_pue(inner: float, pue: float) -> Iterator[tuple[float, str]]:
    yield inner, "the PUE is left out"
    yield inner / pue, "the PUE multiplies: it does not divide"


def _at_the_meter(*inputs: float) -> float:
    """From a power or an energy at the meter, which has the PUE, the last input, in it."""
    return times(*inputs[:-1])


def _of_the_it(*inputs: float) -> Iterator[tuple[float, str]]:
    yield _at_the_meter(*inputs) / inputs[-1], "the PUE is left out"


# "1.04 MW of IT", "hence IT 1.04 MW", "of which 1.04 MW reach the machines"
_IT = (
    r"(?:the )?(?:IT\b|inside\b|servers?\b|machines?\b|GPUs?\b|box(?:es)?\b|racks?\b|nodes?\b|hardware\b|computers?\b)"
)
_OF_THE_IT = AnyCase(rf"\W*(?:(?:of|in|for|at|to|go|reach(?:es)?|left|remains?|feeds?) )*{_IT}")
_BEFORE_IT = AnyCase(rf"\b{_IT}(?: (?:load|power|side|draws?|takes?|gets?|needs?))*\W*$")
_NEAR, _SAME = 30, 0.02
_HOSTS = AnyCase(r"\b(?:nodes|servers|machines|boxes|chassis|cabinets|systems)\b")
_SEVERAL = 1.9  # times the energy of one device


def goes_with_its_sentence(claim: Claim, slide: Slide, pue: float) -> bool:
    """Whether the PUE links a power with another one of its sentence: as that of the machines, or at the meter.

    The machines' is said to be theirs, or stands first.
    """
    span, text = claim.stated.sentence_span(), claim.stated.text.text
    said = _OF_THE_IT.match(text[claim.reading.end : claim.reading.end + _NEAR]) is not None
    said = said or _BEFORE_IT.search(text[max(span[0], claim.reading.start - _NEAR) : claim.reading.start]) is not None
    value = claim.reading.value * claim.reading.units[0].factor
    for other in slide.beside(claim):
        unit = next((unit for unit in other.reading.units if unit.dimension == POWER), None)
        if unit is None or other.stated.sentence_span() != span or not other.reading.value:
            continue
        ratio = other.reading.value * unit.factor / value
        inner = said or other.reading.start > claim.reading.start
        if abs(ratio * pue - 1) <= _SAME or (inner and abs(ratio / pue - 1) <= _SAME):
            return True
    return False


# "575W x 4 = 2,300W": a working of its own says more than what is counted in another line.
_OWN_WORKING = regex(r"\d ?[A-Za-z/]{0,8} ?[×x*·] ?\d[\d.,]* ?[A-Za-z/]{0,8} ?[=≈] ?[~≈]?$")
_WORKING = 40


def is_of_more(claim: Claim, bound: Bound) -> bool:
    """Whether a number may be of more than a law counts, whose inputs do not all stand in its sentence.

    A power is of the hosts that the sentence names, where that of their devices was found, or of as many devices as
    its own working counts; an energy is of several devices, of which nothing says how many.
    """
    if not bound.far:
        return False
    counts = any(need.sort == "devices" for need in bound.law.needs)
    if bound.law.name == "fleet_power":
        text, start = claim.stated.text.text, claim.reading.start
        worked_out = _OWN_WORKING.search(text, max(0, start - _WORKING), start) is not None
        return counts and (worked_out or _HOSTS.search(claim.stated.sentence()) is not None)
    power = next((one for need, one in zip(bound.law.needs, bound.inputs, strict=True) if need.sort == POWER), 0.0)
    stated = claim.reading.value * bound.unit.factor
    return bound.law.name == "energy" and not counts and power <= _DEVICE_MOST and stated > _SEVERAL * bound.value


def _of_a_node(power: float, rate: float) -> Iterator[tuple[float, str]]:
    yield power / rate * 8, "that takes the rate of one of eight"
    yield power / rate / 8, "that takes the power of one of eight"


ENERGY_PER_TOKEN = (("energy", 1), ("tokens", -1))
_PER_BIT = (("data", -1), ("energy", 1))
_COUNTED = AnyCase(r"\bIT\b|total|together|\ball\b|draw|need|cluster|fleet|\brow\b|\bracks?\b|power|nodes|GPUs|=|→")
_OF_ONE = AnyCase(rf"{_METER}|{_NOT_TOTAL}|idle|average|measured|\bsav")
_ENERGY = AnyCase(r"energy|electric|consum|uses?\b|meter|\brun\b|total|Wh\b")
_OTHER_ENERGY = AnyCase(
    r"per (?:\w+ )?(?:token|query|inference|request|image|bit|flop|op|sample)|household|battery|price|sav|"
    r"\bm?Ah\b|\bmillion\b"
)
_OF_IT = AnyCase(rf"{_OTHER_ENERGY.pattern}|\bIT (?:energy|load|power|draw)|at the racks?|in the racks?|without")
_LONG = Need(TIME, avoid=r"step|latency|every|MTBF|fail|interval|restart|per ", fits=_long)
_POWER = Need(POWER, avoid=_NOT_TOTAL, fits=is_whole)

_A_YEAR = AnyCase(r"Wh ?(?:/|per|an?|each) ?(?:year|yr|month|day)")
_SPAN = Need("span", most=0)
_LOAD = Need("%", about=r"load|utili[sz]|draw|average|busy|duty", most=2)
_ANY = AnyCase(".")
_OTHER_CARBON = AnyCase(r"embodied|manufactur|per (?:GPU|device|capita|km)|flight|\bcars?\b")
_BILL = AnyCase(r"electric|energy|\bbill|power|meter|Wh\b")
_OTHER_BILL = AnyCase(r"sav|per (?:GPU|token)|GPU-?hours|device-?hours|chip-?hours")
LAWS = (
    Law(
        "facility_power",
        POWER,
        AnyCase(_METER),
        AnyCase(r"idle|average"),
        (Need(POWER, avoid=f"{_NOT_TOTAL}|{_METER}", rows=True, fits=is_whole), _PUE),
        times,
        _without_pue,
    ),
    Law(
        "fleet_power",
        POWER,
        _COUNTED,
        _OF_ONE,
        (Need("nodes"), Need(POWER, about=_NODE, avoid=r"GPUs?\b", fits=_of_node)),
        times,
    ),
    Law(
        "fleet_power",
        POWER,
        _COUNTED,
        _OF_ONE,
        (Need("devices"), Need(POWER, about=_ONE, avoid=_NODE, fits=_of_device)),
        times,
    ),
    Law(
        "fleet_power",
        POWER,
        AnyCase(r"\bracks\b|\brow\b"),
        _OF_ONE,
        (Need("racks"), Need(POWER, about=r"\brack\b")),
        times,
    ),
    Law(
        "energy",
        ENERGY,
        AnyCase(_METER),
        _OTHER_ENERGY,
        (Need(ENERGY, avoid=_METER, rows=True), _PUE),
        times,
        _without_pue,
    ),
    Law(
        "energy",
        ENERGY,
        _ENERGY,
        _OTHER_ENERGY,
        (Need(POWER, about=_METER, avoid=_NOT_TOTAL, fits=is_whole, most=1), _SPAN, _PUE),
        _at_the_meter,
        _of_the_it,
    ),
    Law(
        "energy_a_year",
        POWER,  # an energy per year
        _A_YEAR,
        AnyCase(r"\bIT\b|sav|household"),
        (Need(POWER, about=_METER, avoid=_NOT_TOTAL, fits=is_whole, most=1), _PUE),
        _at_the_meter,
        _of_the_it,
    ),
    Law("energy", ENERGY, _ENERGY, _OTHER_ENERGY, (_POWER, _SPAN, _LOAD, _PUE), times, _of_the_it),
    Law("energy", ENERGY, _ENERGY, _OTHER_ENERGY, (_POWER, _SPAN, _LOAD), times),
    *(
        Law("energy", ENERGY, _ENERGY, _OF_IT, (_POWER, time, _PUE), _at_the_meter, _of_the_it, also=times)
        for time in (_LONG, _SPAN)
    ),
    *(Law("energy", ENERGY, _ENERGY, _OTHER_ENERGY, (_POWER, time), times) for time in (_LONG, _SPAN)),
    Law(
        "energy",
        ENERGY,
        AnyCase(r"GPUs?\b|accelerator|\bIT\b"),
        _OTHER_ENERGY,
        (Need("devices"), Need(POWER, about=_ONE, avoid=_NODE, fits=_of_device), _LONG),
        times,
    ),
    Law(
        "carbon",
        CARBON_MASS,
        _ANY,
        _OTHER_CARBON,
        (Need(ENERGY, about=_METER), Need(CARBON, constant=True), _PUE),
        _at_the_meter,
        _of_the_it,
    ),
    Law(
        "electricity_bill",
        MONEY,
        _BILL,
        _OTHER_BILL,
        (Need(ENERGY, about=_METER), _PRICE, _PUE),
        _at_the_meter,
        _of_the_it,
    ),
    *(
        Law(
            "energy_of_a_token",
            result,
            AnyCase(r"per (?:\w+ )?token|/ ?tok|(?:each|a|one) token"),
            AnyCase(r"million|\b1 ?M\b|PUE|meter|facilit|price|\$"),
            (Need(POWER, most=2), Need(TOKEN_RATE, avoid=r"per user|each user", most=2)),
            truediv,
            _of_a_node,
            strict=True,
        )
        for result in (ENERGY, ENERGY_PER_TOKEN)
    ),
    *(
        Law(
            "energy_of_a_token",
            result,
            AnyCase(r"PUE|meter|facilit"),
            AnyCase(r"million|\b1 ?M\b|price|\$"),
            (Need(needed, about=r"token", avoid=r"million|PUE|meter", most=2), _PUE),
            times,
            _without_pue,
        )
        for result in (ENERGY, ENERGY_PER_TOKEN)
        for needed in (ENERGY, ENERGY_PER_TOKEN)
    ),
    *(
        Law(
            "energy_of_a_million_tokens",
            ENERGY,
            AnyCase(r"million|\b1 ?M\b|10\^?6"),
            AnyCase(r"PUE|meter|facilit|wall|price|\$"),
            (Need(needed, about=about, avoid=avoid, most=2),),
            lambda each: each * 1e6,
        )
        for needed in (ENERGY, ENERGY_PER_TOKEN)
        for about, avoid in ((r"token", r"million|PUE|meter"), (r"PUE|meter", r"million"))  # with the PUE or without
    ),
    Law(
        "power_of_bits",
        POWER,
        AnyCase(r"."),
        AnyCase(r"TDP|idle|board"),
        (Need(_PER_BIT, most=1), Need(BANDWIDTH, most=0)),
        lambda each, rate: each * rate,
        lambda each, rate: iter(
            ((each * rate * 8, "bits count once, bytes eight times"), (each * rate / 8, "bytes are taken for bits"))
        ),
    ),
    Law(
        "carbon",
        CARBON_MASS,
        _ANY,
        _OTHER_CARBON,
        (Need(ENERGY), Need(CARBON, constant=True), _PUE),
        _at_the_meter,
        _of_the_it,
        also=times,
    ),
    Law(
        "carbon",
        CARBON_MASS,
        _ANY,
        _OTHER_CARBON,
        (Need(ENERGY), Need(CARBON, constant=True)),
        times,
    ),
    Law(
        "intensity",
        CARBON,
        _ANY,
        None,
        (Need(CARBON_MASS, most=0, ahead=True), Need(ENERGY, most=0, ahead=True)),
        truediv,
    ),
    Law(
        "electricity_bill",
        MONEY,
        _BILL,
        _OTHER_BILL,
        (Need(ENERGY), _PRICE, _PUE),
        _at_the_meter,
        _of_the_it,
        also=times,
    ),
    Law(
        "electricity_bill",
        MONEY,
        _BILL,
        _OTHER_BILL,
        (Need(ENERGY), _PRICE),
        times,
    ),
)
