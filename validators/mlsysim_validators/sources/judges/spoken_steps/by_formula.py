"""Numbers of running text that a formula before them gives: "M ≥ 19 (P-1) microbatches. With P = 4 it takes 57"."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.judges.formulas.bindings import settings_in
from mlsysim_validators.sources.judges.formulas.symbols import formulas_in
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, noun_behind
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.patterns import regex

_SIGN = regex(r"[·×*/^(]")
_EQUAL = regex(r"[=≥≤≈>] ?$")


def by_a_formula(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What a formula comes to that counts the same things, with what is set between it and the number."""
    number = amounts[at]
    if not number.noun or number.dimension or not number.whole or not _SIGN.search(text, 0, number.reading.start):
        return None
    settings = [one for one in settings_in(text) if one.end <= number.reading.start]
    known = frozenset(one.name for one in settings)
    for place in reversed(formulas_in(text, known) if known else []):
        if place.end > number.reading.start or noun_behind(text, place.end) != number.noun:
            continue
        if not _EQUAL.search(text, 0, place.begin):
            continue
        between = {one.name: one.value for one in settings if one.start > place.end}
        if not place.formula.names() <= between.keys():
            return None
        begin = max(one.end for one in settings if one.start > place.end)
        if any(begin < one.reading.start < number.reading.start for one in amounts[:at]):
            return None  # another number stands between
        words = text[place.begin : place.end]
        try:
            right = place.formula.worth(between, {})
            beside = [
                place.formula.worth({**between, name: between[name] + step}, {})
                for name in place.formula.names()
                for step in (1.0, -1.0)
            ]
        except (KeyError, ArithmeticError, ValueError):
            return None
        set_to = ", ".join(f"{name} = {between[name]:g}" for name in sorted(place.formula.names()))
        slips = [(one, "that counts one too many or too few") for one in beside if one > 0]
        return Step("formula", [(right, f"{words} with {set_to}")], slips)
    return None
