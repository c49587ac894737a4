"""Results that count by the second, which the words behind them tell: "1 / 50 ms = 20 steps/sec"."""

from __future__ import annotations

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression
from mlsysim_validators.sources.judges.arithmetic.operations import Value
from mlsysim_validators.sources.patterns import regex

_RATE = (("time", -1),)
_BY_TIME = regex(
    r" ?(?P<what>[a-z][a-z-]{1,20})(?: ?/ ?| per | an? )(?P<span>sec(?:ond)?|s|min(?:ute)?|h(?:ou)?r?|day)\b(?![/*^])"
)
_SPANS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def with_its_rate(right: Expression, left: Expression, words: str) -> Expression:
    """A plain result with the unit that is spelled behind it, where its working comes to a rate by time; else as it is.

    `words` is the text that both stand in.
    """
    of = right.numbers[0]
    reading = of.reading
    if right.operations or reading is None or not reading.bare or of.power != 1:
        return right
    if not left.operations or all(value.dimension != _RATE for value in left.values):
        return right
    if not any(one.reading is not None and one.reading.units[0].dimension == TIME for one in left.numbers):
        return right
    match = _BY_TIME.match(words, max(of.end, 0))
    if match is None:
        return right
    seconds = _SPANS[match["span"][0]]
    unit = Unit(f"{match['what']}/{match['span']}", 1 / seconds, _RATE)
    counted = of._replace(reading=reading._replace(units=(unit,)))
    value = right.values[0]
    return right._replace(numbers=(counted,), values=(Value(reading.value / seconds, _RATE, value.slack),))
