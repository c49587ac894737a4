"""Failures that were counted, and what checkpoints against them cost."""

from __future__ import annotations

from operator import truediv

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.recompute.chains.facts import Fact
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


LAWS = (
    Law(
        "time_between_failures",
        TIME,
        AnyCase(r"\bevery\b|between|MTBF|MTTF|mean time"),
        AnyCase(rf"per (?:GPU|node)|checkpoint|step|{_SPAN}"),
        (Need(TIME, avoid=r"MTBF|MTTF|every|between|per ", fits=_days), Need("failures", fits=_several)),
        truediv,
        room=0.03,
    ),
    Law(
        "time_between_failures",
        TIME,
        AnyCase(r"\bevery\b|between|MTBF|MTTF|mean time|fail"),
        AnyCase(r"per[- ](?:GPU|node|device)|\beach\b|of one|checkpoint|step|restart|reported|saw|observed"),
        (Need(TIME, about=r"MTBF|MTTF|mean time", fits=_of_one, constant=True), Need("devices", most=0)),
        truediv,
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
