"""The end of a sweep that leaves the law of the other cases, as a roofline does.

A time is the larger of two (of the bytes and of the operations, of the transfer and of the latency), a rate or a share
of a peak the smaller. Which of them binds changes along the sweep, and the new one may bind a single case at its end.
Where that one is off by a factor that people slip by, or is off the other way, it is no regime.
"""

from __future__ import annotations

from itertools import pairwise

from mlsysim_validators.sources.judges.columns.fits import Fit
from mlsysim_validators.sources.judges.columns.lines import Line


def may_change(fit: Fit, target: Line, case: int, off: float) -> bool:
    """Whether a case, which is `off` times what the law of the others gives, may be bound by something else."""
    if fit.law.turn or (fit.meaning is not None and not fit.meaning.words):  # other columns give all of it
        return False
    cases = sorted(fit.ranges)
    if case not in (cases[0], cases[-1]):
        return False
    made = [ends.value for one in cases if (ends := fit.law.at(one)) is not None]
    rising = [later > earlier for earlier, later in pairwise(made)]
    if any(rising) != all(rising):
        return False
    powers = dict(target.dimension)
    if powers and "time" not in powers:  # bytes and dollars are bound by nothing
        return False
    return off > 1 if powers.get("time", 0) > 0 else off < 1
