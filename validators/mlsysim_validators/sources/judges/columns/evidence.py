"""How little chance could make the cells of a line agree on one constant.

A number known to a share w of itself agrees by chance with probability w / ln 10 or so, whatever its power of ten: each
cell that follows a law gives that many bits for it. Choosing the law among many, and its constant, costs bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log, log2

from mlsysim_validators.sources.judges.columns.laws import Law
from mlsysim_validators.sources.judges.columns.lines import Ends, Line

_DECADE = log(10)
_FINEST = 1e-3
_MOST_BITS, _SIMPLE_BITS = 9.0, 3.0  # a cell that is twice another says little: both may be so by design
_MOST_SIMPLE, _SAME = 16, 1e-3


def agreeing(ranges: dict[int, Ends]) -> tuple[list[int], Ends]:
    """The most cases that can share one constant, and that constant."""
    best: list[int] = []
    found = Ends(0.0, 0.0, inf)
    for start in {ends.low for ends in ranges.values()}:
        inside = [case for case, ends in ranges.items() if ends.low <= start <= ends.high]
        if len(inside) > len(best):
            high = min(ranges[case].high for case in inside)
            best, found = inside, Ends((start + high) / 2, start, high)
    return best, found


def bits_of(target: Line, law: Law, ranges: dict[int, Ends], following: Sequence[int]) -> list[float]:
    """What each case that follows a law says for it, in bits."""
    found: list[float] = []
    seen: list[float] = []
    for case in following:
        ends, number = ranges[case], target.values[case].ends.value
        bits = min(_MOST_BITS, log2(_DECADE / max(log(ends.high / ends.low), _FINEST)))
        if number == 1 and ends.value == 1:  # 1.00× of a base, of 1.00× of another
            bits = 0.0
        for other in seen:
            if not (number and other):
                continue
            times = max(number / other, other / number)
            if times < 1 + _SAME:
                bits = 0.0
            elif times < _MOST_SIMPLE and abs(times - round(times)) < _SAME:
                bits = min(bits, _SIMPLE_BITS)
        seen.append(number)
        found.append(max(bits, 0.0))
    return found
