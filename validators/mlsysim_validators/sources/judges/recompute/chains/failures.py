"""Failures that were counted, and what checkpoints against them cost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from operator import truediv

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact
from mlsysim_validators.sources.judges.recompute.chains.law import Law, Need

_DAY = 86400.0
_SPAN = r"(?:failure|fault|error|interruption)s? (?:in|over|within|during) [^\d\0]{0,12}\0"  # "10 failures in 495 h"
_LONG_MTBF = 1000 * 3600.0  # of one device


def _days(fact: Fact) -> bool:
    return fact.value >= _DAY


def _of_one(fact: Fact) -> bool:
    return fact.value >= _LONG_MTBF


def _several(fact: Fact) -> bool:
    return fact.value > 1  # "one failure every 40 hours" counts none


_ONE_EVERY = (
    r"MTBF|MTTF|mean time|fails? (?:about |roughly )?(?:once )?(?:in|every|per)\b|once (?:in|every)|one failure"
)
_EVERY = r"\bevery\b|MTBF|MTTF|between|\bM\b"
_SAVE = r"writ|\bsave|takes|stall|checkpoint (?:of|time|cost|takes)|δ|delta"


def _of_nodes(mtbf: float, devices: float) -> Iterator[tuple[float, str]]:
    yield mtbf / devices * 8, "that counts nodes of eight for devices"
    yield mtbf / devices / 8, "it is divided by eight once too often"


def _a_day(span: float, failures: float) -> Iterator[tuple[float, str]]:
    yield failures / span * _DAY * 3600.0, "so many are they in a day: the time divides"


def _short(fact: Fact) -> bool:
    return 1.0 <= fact.value <= 2 * 3600.0


def _of_job(fact: Fact) -> bool:
    return 600.0 <= fact.value < _LONG_MTBF


def _young(save: float, mtbf: float) -> float:
    return math.sqrt(2 * save * mtbf)


def _wrong_young(save: float, mtbf: float) -> Iterator[tuple[float, str]]:
    yield math.sqrt(save * mtbf), "the 2 under the root is left out"
    yield 2 * math.sqrt(save * mtbf), "the 2 stands under the root"
    yield math.sqrt(save * mtbf / 2), "the 2 multiplies"


def _rework(interval: float, mtbf: float) -> Iterator[tuple[float, str]]:
    yield interval / mtbf, "half an interval is lost on average, not all of it"
    yield interval / mtbf / 4, "half an interval is lost on average"


def _rest(share: float) -> Iterator[tuple[float, str]]:
    yield share, "that is the share that is lost"


def _shorter(span: float, goodput: float) -> Iterator[tuple[float, str]]:
    yield span * goodput, "goodput divides: with less of it a run takes longer"
    yield span * (2 - goodput), "the lost share is of the longer time: goodput divides"


_LOST = AnyCase(r"rework|lost work|redo|repeat|recomput|lost|re-?done|again")
_INTERVAL = Need(TIME, about=r"interval|every|τ|tau|checkpoint(?:s|ed)? (?:every|each)", fits=_short)
_JOB = Need(TIME, about=_EVERY, avoid=r"per[- ](?:GPU|node|device)|each|checkpoint|sav(?:e|ing)|interval", fits=_of_job)
LAWS = (
    Law(
        "checkpoint_interval",
        TIME,
        AnyCase(r"interval|Young|Daly|optim|√|sqrt|τ|tau|best|checkpoint every|every"),
        AnyCase(r"MTBF|fail|between failures|writ|takes"),
        (Need(TIME, about=_SAVE, avoid=r"\bevery\b|MTBF|interval", fits=_short), _JOB),
        _young,
        _wrong_young,
        room=0.05,
        where=AnyCase(r"checkpoint|Young|Daly"),
        strict=True,
    ),
    Law(
        "rework",
        (),
        _LOST,
        AnyCase(r"both|together|altogether|total|goodput|overhead|stall|\bplus\b"),
        (_INTERVAL, _JOB),
        lambda interval, mtbf: interval / 2 / mtbf,
        _rework,
        share=True,
        strict=True,
        room=0.05,
        where=AnyCase(r"checkpoint"),
    ),
    Law(
        "goodput",
        (),
        AnyCase(r"goodput|useful|effective"),
        AnyCase(r"MFU|peak|target|above|below"),
        (
            Need(
                "%",
                about=r"lost|overhead|waste|cost|together|total|of the time",
                most=1,
                fits=lambda fact: fact.value < 0.5,
            ),
        ),
        lambda lost: 1 - lost,
        _rest,
        share=True,
        where=AnyCase(r"goodput"),
        strict=True,
    ),
    Law(
        "duration_with_failures",
        TIME,
        AnyCase(r"therefore|becomes?\b|stretch|instead of|turns? into|\btakes\b|\bneeds\b"),
        AnyCase(r"every|MTBF|interval|checkpoint|restart|fail|\+"),
        (Need(TIME, fits=_days, most=1, ahead=True), Need("%", about=r"goodput", most=1)),
        truediv,
        _shorter,
        strict=True,
        where=AnyCase(r"goodput"),
    ),
    Law(
        "time_between_failures",
        TIME,
        AnyCase(r"\bevery\b|between|MTBF|MTTF|mean time"),
        AnyCase(rf"per (?:GPU|node)|checkpoint|step|{_SPAN}"),
        (Need(TIME, avoid=r"MTBF|MTTF|every|between|per ", fits=_days), Need("failures", fits=_several)),
        truediv,
        _a_day,
        room=0.03,
    ),
    Law(
        "time_between_failures",
        TIME,
        AnyCase(r"\bevery\b|between|MTBF|MTTF|mean time|fail"),
        AnyCase(r"per[- ](?:GPU|node|device)|\beach\b|of one|checkpoint|step|restart|reported|saw|observed"),
        (Need(TIME, about=_ONE_EVERY, fits=_of_one, constant=True), Need("devices", most=0)),
        truediv,
        _of_nodes,
        room=0.03,
    ),
    Law(
        "checkpoint_overhead",
        (),
        AnyCase(r"cost|overhead|writ|saving|share|spen[dt]|checkpoint"),
        AnyCase(r"lost|altogether|together|total|cheaper"),
        (
            Need(TIME, about=r"writ|\bsave\b|takes|stall|checkpoint of|δ"),
            Need(TIME, about=r"interval|\bevery\b|minutes|Young|τ"),
        ),
        truediv,
        share=True,
        room=0.05,
        where=AnyCase(r"checkpoint"),
    ),
)
