"""The laws that a line of a table may follow: a constant times other lines, their sums, or what a constant leaves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil, floor, log2
from typing import NamedTuple

from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.judges.columns.lines import LABELS, Ends, Frame, Line, as_input
from mlsysim_validators.sources.judges.columns.stated import Constant
from mlsysim_validators.sources.judges.recompute.texts import formats_in

_MOST_BEFORE, _MOST_PLUS = 8, 5  # lines before a target
_SUM, _SHIFT, _TURN, _SINGLE, _PAIR, _NO_TOTAL = 1.0, 1.0, 2.0, 3.0, 5.0, 5.0  # bits that choosing such a law costs
_TIME: Dimension = (("time", 1),)
LEFT, MORE, ODDS, SQUARE, DOWN, UP = "1 - T", "1 + T", "T / (1 - T)", "T²", "⌊T⌋", "⌈T⌉"
_OPEN, _EXACT = 0.5, 1e-9
_FEWEST_COUNTS = 2  # of which a third makes a product
_LOOKED_AT = (3, 4)  # cases


class Term(NamedTuple):
    """What a law multiplies or divides by: a line, a sum of lines, what a constant leaves of one; its cost in bits."""

    words: str
    values: dict[int, Ends]
    dimension: Dimension
    bare: bool
    uses: frozenset[int]
    cost: float
    plain: bool = False
    whole: bool = False  # a sum that the parts may be shares of


class Law(NamedTuple):
    """A product of up to two terms, or of more counts, that goes as the target does, or as what its `turn` makes of it.

    1 - T, 1 + T and T / (1 - T) are of shares, T² of times (Young's interval is a root); how many fit is rounded down,
    how many are needed is rounded up.
    """

    terms: tuple[tuple[Term, int], ...]
    turn: str
    cost: float

    @property
    def uses(self) -> frozenset[int]:
        """The lines that it takes."""
        return frozenset().union(*(term.uses for term, _ in self.terms))

    @property
    def bare(self) -> bool:
        """Whether a line that it takes tells no unit."""
        return any(term.bare for term, _ in self.terms)

    def at(self, case: int) -> Ends | None:
        """What it makes of a case, without its constant; None where a term has no number there."""
        value = low = high = 1.0
        for term, power in self.terms:
            ends = term.values.get(case)
            if ends is None:
                return None
            if power > 0:
                value, low, high = value * ends.value, low * ends.low, high * ends.high
            else:
                value, low, high = value / ends.value, low / ends.high, high / ends.low
        return Ends(value, low, high)

    def missing(self, target: Line) -> Dimension:
        """The dimension that its constant has."""
        power = 2 if self.turn == SQUARE else 1
        return combine((target.dimension, power), *((term.dimension, -sign) for term, sign in self.terms))

    @property
    def words(self) -> str:
        """The law without its constant."""
        above = [term.words for term, power in self.terms if power > 0]
        below = [term.words for term, power in self.terms if power < 0]
        return " / ".join([" × ".join(above) or "1", *below])


def asked(target: Line, law: Law, astray: set[int]) -> dict[int, Ends]:
    """The constant that each case of the target asks of a law; {} where the first ones already ask for others.

    Those that take a wrong number, `astray`, are not counted among the first.
    """
    found: dict[int, Ends] = {}
    for case, cell in target.values.items():
        made = law.at(case)
        wanted = _turned(cell.ends, law.turn) if made is not None else None
        if made is None or wanted is None:
            continue
        found[case] = Ends(wanted.value / made.value, wanted.low / made.high, wanted.high / made.low)
        if len(found) in _LOOKED_AT and _parted([ends for one, ends in found.items() if one not in astray]):
            return {}
    return found


def _parted(ranges: list[Ends]) -> bool:
    """Whether two cases or more would have to be odd ones."""
    apart = sum(not (a.low <= b.high and b.low <= a.high) for a, b in combinations(ranges, 2))
    return apart > len(ranges) - 1


def _turned(ends: Ends, turn: str) -> Ends | None:
    """A number of the target as its law takes it."""
    value, low, high = ends
    if turn in (DOWN, UP):
        value, low, high = (value + _OPEN, value, value + 1) if turn == DOWN else (value - _OPEN, value - 1, value)
    elif turn == LEFT:
        value, low, high = 1 - value, 1 - high, 1 - low
    elif turn == MORE:
        value, low, high = 1 + value, 1 + low, 1 + high
    elif turn == ODDS:
        if high >= 1:
            return None
        value, low, high = (one / (1 - one) for one in ends)
    elif turn == SQUARE:
        value, low, high = value**2, low**2, high**2
    return Ends(value, low, high) if low > 0 else None


def turned_back(value: float, turn: str) -> float:
    """The number of the target that a law gives."""
    if turn == DOWN:
        return float(floor(value * (1 + _EXACT)))
    if turn == UP:
        return float(ceil(value * (1 - _EXACT)))
    if turn in (LEFT, MORE):
        return 1 - value if turn == LEFT else value - 1
    if turn == ODDS:
        return value / (1 + value)
    return math.sqrt(value) if turn == SQUARE else value


def laws_of(frame: Frame, target: Line, constants: Sequence[Constant]) -> Iterator[Law]:
    """The laws that may make a target of the lines before it, the plain ones first."""
    terms = _terms(frame, target, constants)
    turns = list(_turns(target))
    for term in terms:
        for power in (1, -1):
            yield Law(((term, power),), "", _SINGLE + term.cost + (power < 0))
            for turn in turns if term.plain else ():
                yield Law(((term, power),), turn, _SINGLE + term.cost + _TURN)
    plain = [term for term in terms if term.plain]
    sums = [term for term in terms if term.whole]
    for one, other in (*combinations(plain, 2), *((a, b) for a in plain for b in sums if a.uses & b.uses)):
        for first, second in ((1, 1), (1, -1), (-1, 1)):
            yield Law(((one, first), (other, second)), "", _PAIR + one.cost + other.cost)
    if counts(target):
        yield from _of_counts([term for term in plain if LABELS not in term.uses], frame)
    for one, other in combinations(plain, 2):
        if SQUARE in turns:
            yield Law(((one, 1), (other, 1)), SQUARE, _PAIR + _TURN)
        for turn in (DOWN, UP) if DOWN in turns else ():
            for first, second in ((1, -1), (-1, 1)):
                yield Law(((one, first), (other, second)), turn, _PAIR + _TURN)


def counts(line: Line) -> bool:
    """Whether a line has whole numbers that merely count: devices, layers, heads."""
    return (
        not line.dimension
        and not line.symbol
        and all(one.ends.value % 1 == 0 and one.ends.value > 0 for one in line.values.values())
    )


def _of_counts(plain: Sequence[Term], frame: Frame) -> Iterator[Law]:
    """The product of all counts right before a target, and what they leave of one: GPUs, TP, PP, and DP of the rest."""
    counting = {line.number for line in frame.lines if counts(line)}
    run: list[Term] = []
    for term in reversed(plain):
        if not term.uses <= counting:
            return
        if len(run) >= _FEWEST_COUNTS:
            yield Law(((term, 1), *((one, -1) for one in reversed(run))), "", _SINGLE)
            yield Law(tuple((one, 1) for one in (term, *reversed(run))), "", _SINGLE)
        run.append(term)


def _turns(target: Line) -> Iterator[str]:
    if target.symbol == "%":
        yield from (LEFT, MORE, ODDS)
    if target.dimension == _TIME:
        yield SQUARE
    if not target.dimension and not target.symbol and all(one.ends.value % 1 == 0 for one in target.values.values()):
        yield from (DOWN, UP)


def _terms(frame: Frame, target: Line, constants: Sequence[Constant]) -> list[Term]:
    lines = [line for line in frame.lines if line.number < target.number][-_MOST_BEFORE:]
    ends = {line.number: _ends(line) for line in lines}
    found = [
        Term(line.words, ends[line.number], line.dimension, line.bare, _own(line), 0.0, plain=True) for line in lines
    ]
    for one, other in combinations(lines[-_MOST_PLUS:], 2):
        if (one.dimension, one.symbol, one.bare) == (other.dimension, other.symbol, other.bare):
            found += _of_both(one, other, ends)
    found += _runs(lines, ends)
    if frame.turned and target.number != frame.lines[-1].number:  # a total is the last row, as a rule
        found = [term if term.plain else term._replace(cost=term.cost + _NO_TOTAL) for term in found]
    for line in lines:
        if line.symbol == "%":
            mine = ends[line.number]
            found += [_shifted(line, mine, 1.0, 0.0, f"1 {sign} ", way, _TURN) for sign, way in (("+", 1), ("-", -1))]
        if line.symbol or line.bare or line.number == LABELS:
            continue
        for constant in constants:
            if constant.dimension == line.dimension and not constant.bare:
                cost = _SHIFT + log2(constant.rank + 2)
                value, room, words = constant.value, constant.room * constant.value, constant.words
                mine = ends[line.number]
                found.append(_shifted(line, mine, value, room, f"{words} + ", 1, cost))
                found.append(_shifted(line, mine, value, room, f"{words} - ", -1, cost))
                found.append(_shifted(line, mine, -value, room, f"-{words} + ", 1, cost))
    return [term for term in found if len(term.values) > 1]


def _own(line: Line) -> frozenset[int]:
    return frozenset({line.number})


def _ends(line: Line) -> dict[int, Ends]:
    inputs = {case: as_input(cell) for case, cell in line.values.items()}
    return {case: ends for case, ends in inputs.items() if ends.low > 0}


def _of_both(one: Line, other: Line, ends: dict[int, dict[int, Ends]]) -> Iterator[Term]:
    """The sum of two lines, and their difference either way."""
    if formats_in(one.words) and formats_in(other.words):  # the rates of two formats, "FP16 + BF16", are no whole
        return
    uses = frozenset({one.number, other.number})
    a, b = ends[one.number], ends[other.number]
    shared = sorted(a.keys() & b.keys())
    kind = (one.dimension, one.bare, uses, _SUM)
    plus = {case: Ends(*(x + y for x, y in zip(a[case], b[case], strict=True))) for case in shared}
    yield Term(f"({one.words} + {other.words})", plus, *kind, whole=True)
    for x, y, words in ((a, b, f"({one.words} - {other.words})"), (b, a, f"({other.words} - {one.words})")):
        left = {
            case: Ends(x[case].value - y[case].value, x[case].low - y[case].high, x[case].high - y[case].low)
            for case in shared
            if x[case].low > y[case].high
        }
        yield Term(words, left, *kind)


def _runs(lines: Sequence[Line], ends: dict[int, dict[int, Ends]]) -> Iterator[Term]:
    """The sums of three or more lines, the last of which stands right before the target."""
    before = [line for line in lines if line.number != LABELS][-_MOST_PLUS:]
    for begin in range(len(before) - 2):
        run = before[begin:]
        if len({(line.dimension, line.symbol, line.bare) for line in run}) != 1:
            continue
        if all(formats_in(line.words) for line in run):
            continue
        parts = [ends[line.number] for line in run]
        shared = set(parts[0]).intersection(*parts[1:])
        plus = {case: Ends(*(sum(one[case][i] for one in parts) for i in range(3))) for case in shared}
        words = " + ".join(line.words for line in run)
        yield Term(f"({words})", plus, run[0].dimension, run[0].bare, frozenset(line.number for line in run), _SUM)


def _shifted(line: Line, of_line: dict[int, Ends], by: float, room: float, words: str, sign: int, cost: float) -> Term:
    values: dict[int, Ends] = {}
    for case, ends in of_line.items():
        low, high = (ends.low, ends.high) if sign > 0 else (ends.high, ends.low)
        found = Ends(by + sign * ends.value, by + sign * low - room, by + sign * high + room)
        if found.low > 0:
            values[case] = found
    return Term(f"({words}{line.words})", values, line.dimension, line.bare, _own(line), cost)
