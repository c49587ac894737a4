"""Lines that tell each case against one of them, whose number is 1: a speed-up, an efficiency, a cost "vs. H100"."""

from __future__ import annotations

from collections.abc import Sequence

from mlsysim_validators.sources.judges.columns.constants import Meaning
from mlsysim_validators.sources.judges.columns.laws import Law
from mlsysim_validators.sources.judges.columns.lines import Frame, Line

_FOUND, _NAMED = 2.0, -3.0  # bits: the base was looked for, or the line's own words name it


def base_of(target: Line, law: Law, following: Sequence[int]) -> int | None:
    """The one case whose number is 1 where a law takes one line alone that is not 1 there; None for none.

    Whole numbers are counts.
    """
    alone = len(law.terms) == 1 and law.terms[0][0].plain and not law.turn
    if not alone or target.dimension or all(one.ends.value % 1 == 0 for one in target.values.values()):
        return None
    ones = [case for case in following if target.values[case].ends.value == 1]
    made = law.at(ones[0]) if len(ones) == 1 else None
    return ones[0] if made is not None and made.value != 1 else None


def against(base: int, target: Line, law: Law, frame: Frame) -> Meaning | None:
    """The constant that a base gives its line: one over its own number, or that number."""
    made = law.at(base)
    if made is None:
        return None
    name = frame.cases.get(base, "").strip()
    named = bool(name) and name.casefold() in target.words.casefold()
    return Meaning(f" against {name or 'the first'}", 1 / made.value, _NAMED if named else _FOUND, of_a_base=True)
