"""Inequalities and equations that one line states and the next one solves: "23 / √N < 20", and "√N > 1.15"."""

from __future__ import annotations

from mlsysim_validators.sources.judges.labelled_lines.lines import Line
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_NAME = r"√?\(?[A-Za-z](?:_?\w)?\)?"
_OVER = regex(rf"[^\w√(]*(?P<a>{_NUMBER}) ?/ ?(?P<x>{_NAME}) ?[<>≤≥=≈] ?(?P<b>{_NUMBER})[.,;]?")
_TIMES = regex(rf"[^\w√(]*(?P<b>{_NUMBER}) ?[×·*]? ?(?P<x>{_NAME}) ?[<>≤≥=≈] ?(?P<a>{_NUMBER})[.,;]?")
_SOLVED = regex(rf"[^\w√(]*(?P<x>{_NAME}) ?[<>≤≥=≈] ?~?")
_TENS = (10.0, 0.1, 100.0, 0.01)
_APART = 0.02


def step_to(line: Line, amount: Amount, above: Line) -> Step | None:
    """What the line above comes to for the name that stands before a number."""
    text = line.text.text
    solved = _SOLVED.fullmatch(text, 0, amount.reading.start) if amount is line.amounts[0] else None
    said = above.text.text.strip()
    stated = _OVER.fullmatch(said) or _TIMES.fullmatch(said)
    if solved is None or stated is None or stated["x"] != solved["x"]:
        return None
    a, b = (float(stated[name].replace(",", "")) for name in "ab")
    if not a or not b:
        return None
    slips = [(b / a, "that is upside down"), (a * b, "that multiplies where it divides")]
    slips += times_as(a / b, "much", _TENS)
    return Step("solved", [(a / b, f"{a:,g} / {b:,g}")], [one for one in slips if abs(one[0] * b / a - 1) > _APART])
