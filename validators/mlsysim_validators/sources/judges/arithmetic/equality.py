"""Whether the two sides of a printed calculation are equal, at the precision that was printed.

Lenient where authors are: units that the working leaves out, GB for GiB, "≈" for a few percent, devices rounded up.
A statement is only called wrong when none of these readings makes it right.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.compare import digits_of, prints_two_digits
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, INTENSITY, OPERATIONS, is_money, uncounted
from mlsysim_validators.sources.judges.arithmetic.accepted import accepted_values
from mlsysim_validators.sources.judges.arithmetic.as_printed import states, states_back
from mlsysim_validators.sources.judges.arithmetic.exact import (
    is_cut_off,
    is_exact_product,
    is_mixed,
    prints_its_scale,
)
from mlsysim_validators.sources.judges.arithmetic.expressions import Expression
from mlsysim_validators.sources.judges.arithmetic.left_out import (
    POWERS,
    SPANS,
    level,
    nearest,
    own_span,
    spans_of,
    without_units,
)
from mlsysim_validators.sources.judges.arithmetic.operations import Value
from mlsysim_validators.sources.judges.arithmetic.statements import Statement
from mlsysim_validators.sources.judges.arithmetic.tokens import AGAIN, SO, Token, is_arrow, is_weak, is_word
from mlsysim_validators.sources.judges.off_by import half_a_step, off_by

_HALF_A_STEP = 0.52  # a hair more: 5.265 was rounded to 5.27 before
_ROUGHLY = 0.025
_EXACTLY = 0.003
_LONG = 100
_HIGHEST = 64  # powers that are counted out
_DIGITS_THAT_COUNT = 3
_MANY = 4
_ON_THE_WAY = 0.005
_EXACT = 1e6  # a number in so many digits is no rounded one
_TIMES = (1.0, 60.0, 3600.0, 86400.0, 7 * 86400.0, 30 * 86400.0, 365 * 86400.0 / 12, 365 * 86400.0)
_OPERATIONS = frozenset({"operations", "integer_operations"})
_LARGE = 1e6
_TRAINING, _FORWARD = 6, 2  # operations a parameter and token (Kaplan et al. 2020, section 2.1)
_EACH, _POWER_OF_TEN = 1e4, 0.004


class Judgement(NamedTuple):
    """`of`: the number that states the result, and what it should be (base units) in which of its units."""

    equal: bool
    of: Token
    unit: Unit
    value: float
    unitless: bool = False  # the working leaves its units out


def judge(statement: Statement) -> Judgement | None:
    """Compare the two sides; None where they are not comparable."""
    left, right = statement.left, statement.right
    if is_arrow(statement.relation) and (not left.operations or right.operations):
        return None
    if is_weak(statement.relation) and (not left.operations or right.operations):
        return None
    if is_weak(statement.relation) and left.spoken and not _physical(right):
        return None
    if is_word(statement.relation) and right.numbers[0].reading is not None and right.numbers[0].text.endswith("×"):
        return None  # "a mesh of 8 × 8 is 1.4×" as fast
    if is_word(statement.relation) and (left.operations <= left.spoken or right.operations):
        return None
    if not right.operations and len(right.numbers) == 1:
        if right.rounded:  # "⌈62.5 / 50⌉ = ⌈1.25⌉"
            return None
        single = left.operations == 0
        found = _against(left, right.numbers[0], statement.relation, conversion=single)
        if found is None or found.equal:
            return found
        if is_arrow(statement.relation) and _repeats(left, found.of):
            return None
        return found if _is_told(statement, found) else None
    if not left.operations and len(left.numbers) == 1:
        of_power = len(right.numbers) == 1 and right.operations == 1 and right.numbers[0].power != 1
        if of_power and not _physical(left) and _by_sign(statement):
            return _power_of(left.numbers[0], right.numbers[0])
        taken_apart = _by_sign(statement) and _is_long(left) and right.operations > 1  # 14336 = 2**11 * 7
        if _physical(left) or taken_apart:
            return _against(right, left.numbers[0], statement.relation, conversion=False)
        return None
    return _both(left, right)


def _power_of(number: Token, of: Token) -> Judgement | None:
    """Whether a number is the power that it is said to be: "65,536 = 2^16". Both together are what is judged."""
    one, base = number.reading, of.reading
    if one is None or base is None or not one.bare or number.power != 1 or one.resolution != 1 or base.resolution != 1:
        return None
    if not 1 < of.power < _HIGHEST or not 1 < base.value <= _LONG or one.value < _LONG:
        return None
    right = base.value**of.power
    whole = number._replace(reading=one._replace(end=of.end))
    return Judgement(one.value == right or (one.rough and abs(one.value / right - 1) < _ROUGHLY), whole, ONE, right)


def _is_told(statement: Statement, found: Judgement) -> bool:
    """Whether a wrong number behind a working is told: where the relation says that it is the result, or by its gap.

    "16 × 16 patches → 196 patches" tells what follows, "8 × 80 GB: 512 GB for the cache" of something else.
    """
    relation, right = statement.relation, statement.right
    if is_arrow(relation) and found.unitless and not _all_bare(statement.left):
        return False  # "32K context × batch 8 → 80 GB": of so much for each
    if relation.text == AGAIN:  # "2 × 40 GB, or 80 GB" says the same, or another
        if relation.kind != "relation" or found.of.reading is None:
            return False
        gap = off_by(found.of.reading.value * found.unit.factor, found.value, half_a_step(found.of.reading))
        return _shared(right) or (digits_of(found.of.reading) >= _DIGITS_THAT_COUNT and gap != 0)
    if is_weak(relation) and statement.left.spoken:
        return False
    reading = found.of.reading
    supposed = is_word(relation) and reading is not None and reading.rough  # "20 a second times 300 is about 166"
    if relation.text != SO and not supposed and (_physical(right) or not is_arrow(relation)):
        return True
    if reading is None or found.unitless or statement.left.rounded or not prints_two_digits(reading):
        return False
    if not found.unit.dimension and reading.resolution >= 1:  # "16 × 16: 32 links" counts others
        return False
    return off_by(reading.value * found.unit.factor, found.value, _EXACTLY + half_a_step(reading)) != 0


def _all_bare(side: Expression) -> bool:
    """Whether no number of a side has a unit or a scale of its own."""
    return all(one.reading is not None and one.reading.bare for one in side.numbers)


def _shared(side: Expression) -> bool:
    """Whether a side is one percentage."""
    reading = side.numbers[0].reading
    return not side.operations and reading is not None and reading.units[0].symbol == "%"


def _is_long(side: Expression) -> bool:
    """Whether a side is a number that nobody would write for a count: 1 stack = 4 slices + 8 links says no sum."""
    reading = side.numbers[0].reading
    return reading is not None and reading.value >= _LONG


def _by_sign(statement: Statement) -> bool:
    """Whether the two sides are joined by an equals sign itself."""
    return _by_equals(statement.relation)


def _by_equals(relation: Token) -> bool:
    return relation.text in ("=", "==")


def _physical(side: Expression) -> bool:
    return all(value.dimension for value in side.values)


def _repeats(left: Expression, of: Token) -> bool:
    """Whether the right side is one of the numbers of the left: "4 × 124 GB → 124 GB" tells of a change."""
    return any(number.reading is not None and of.reading is not None and number.reading.value == of.reading.value
               for number in left.numbers)  # fmt: skip


def _against(side: Expression, of: Token, relation: Token, *, conversion: bool) -> Judgement | None:
    """Whether a printed result is what a side comes to."""
    reading: Reading = of.reading  # type: ignore[assignment]
    rough = reading.rough or relation.text in ("≈", "≃", "≅", "~=", "=~")
    plain = reading.unhedged() if reading.rough and not _tilde(reading) else reading
    comparable: list[tuple[Unit, float]] = []
    unitless = False
    if conversion and (len(reading.units) > 1 or len(side.values) > 1):  # "7B parameters = 28 GB"
        return None
    exact = is_exact_product(side) and _by_equals(relation) and not rough
    step = _ON_THE_WAY if side.operations >= _MANY and not exact else 0.0  # terms were rounded on the way
    negative = -1.0 if of.negative else 1.0
    if of.power != 1:
        plain = plain._replace(value=plain.value**of.power)
    for unit in reading.units:
        dimension = uncounted(unit.dimension)
        if conversion and (not dimension or unit.symbol == "%"):
            continue
        factor = unit.factor
        for value in side.values:
            value = value._replace(value=value.value * negative)
            if "/" in unit.symbol and side.operations and states(plain, 1.0, value.value, value.slack, rough):
                return Judgement(True, of, unit, value.value)  # "$12K / 312 = $38.5/TFLOPS": of the unit it divides by
            if value.dimension == dimension:
                comparable.append((unit, value.value))
                accepted = accepted_values(side, value, unit)
            elif _are_weights_and_tokens(side, value, unit):
                comparable.append((unit, _TRAINING * value.value))
                accepted = iter([_TRAINING * value.value, _FORWARD * value.value])
            elif not value.dimension and dimension and side.operations and side.numbers[0].start < of.start:
                if any(one.dimension == dimension for one in side.values):  # B may be bytes here, or billions
                    accepted = iter([value.value])
                else:
                    per = own_span(unit) if dict(dimension).get("time") == -1 else 1.0
                    comparable.append((unit, nearest(plain.value * factor, value.value / per, value.value * factor)))
                    unitless = True
                    accepted = without_units(value.value, dimension, level(factor), spans_of(plain, unit))
                    if prints_its_scale(side, dimension):
                        comparable[-1] = unit, value.value
                        accepted = accepted_values(side, value, unit)
            elif value.dimension and _with_any_operations(value.dimension) == _with_any_operations(dimension):
                comparable.append((unit, value.value))  # "19M parameters × 2 ops" are FLOP
                accepted = accepted_values(side, value, unit)
            elif value.dimension == BANDWIDTH and dimension == FLOP_RATE and _times_a_number(side):
                comparable.append((unit, value.value))  # "3 × 2,039 GB/s": an intensity of 3 FLOP/B
                accepted = accepted_values(side, value, unit)
            elif value.dimension and value.dimension == _without_operations(dimension):  # MACs × 2 × 700 MHz
                comparable.append((unit, value.value))
                accepted = accepted_values(side, value, unit)  # cores × 2 × 1980 MHz / 1e12 are TFLOP/s
            elif value.dimension and side.operations and reading.bare:  # FLOP/s over B/s are FLOP/B
                money = is_money(value.dimension) and _by_equals(relation) and prints_two_digits(reading)
                if value.dimension == INTENSITY or money or (reading.resolution == 1 and reading.value >= _EXACT):
                    comparable.append((unit, value.value))
                accepted = iter([value.value])
            elif value.dimension and side.operations and _only_time(value.dimension, dimension):
                sign = _only_time(value.dimension, dimension)
                accepted = iter([value.value * seconds**sign for seconds in _TIMES])
                comparable.append((unit, value.value * (own_span(unit) if own_span(unit) > 1 else _TIMES[2]) ** sign))
            else:
                continue
            if exact and dict(dimension).get("data") == 1:
                accepted = iter([one for one in accepted if not is_mixed(value.value, one, level(factor))])
            for candidate in accepted:
                if exact and is_cut_off(plain, factor, candidate):
                    continue
                if states(plain, factor, candidate, max(value.slack, step), rough) or (
                    conversion and states_back(side, candidate, plain.value * factor)
                ):
                    return Judgement(True, of, unit, candidate, unitless)
    if not comparable:
        return None
    likeliest, result = comparable[0]
    if len(side.values) > 1 and unitless:  # "7B × 2 × 100 = 700 GB/s": of the readings of B, the one that comes near
        likeliest, result = min(comparable, key=lambda one: _apart(plain.value * one[0].factor, one[1]))
    if conversion and _is_of_each(plain.value * likeliest.factor, result):
        return None
    return Judgement(False, of, likeliest, result, unitless)


def _are_weights_and_tokens(side: Expression, value: Value, unit: Unit) -> bool:
    """Whether a side is parameters times tokens, and what it comes to in operations: "70B × 400B = 168 ZFLOP"."""
    counts = [one.reading.value * one.reading.units[0].factor for one in side.numbers if one.reading is not None]
    large = len(counts) == 2 and min(counts) >= _LARGE and side.operations == 1 and value.value > max(counts)
    return large and not value.dimension and unit.dimension == OPERATIONS


def _times_a_number(side: Expression) -> bool:
    """Whether a side is a bandwidth times one plain number, nothing else."""
    bare = [one.reading.bare for one in side.numbers if one.reading is not None]
    return len(bare) == 2 and sum(bare) == 1 and side.operations == 1


def _is_of_each(stated: float, result: float) -> bool:
    """Whether the one number before a result is so much less that it is of each: "a write of 2 bytes = 268 MB"."""
    off = abs(stated / result) if result else 0.0
    return off > _EACH and abs(math.log10(off) - round(math.log10(off))) > _POWER_OF_TEN


def _apart(one: float, other: float) -> float:
    """How far one amount is from another, as a factor: 0 where they are the same."""
    return abs(math.log(one / other)) if one > 0 and other > 0 else math.inf


def _tilde(reading: Reading) -> bool:
    return reading.rough and "~" in reading.text


def _without_operations(dimension: Dimension) -> Dimension:
    return tuple((name, power) for name, power in dimension if name not in _OPERATIONS)


def _with_any_operations(dimension: Dimension) -> Dimension:
    """A dimension that takes operations on integers, as which "ops" are read, and on other numbers for the same."""
    return combine(*(((("operations" if name in _OPERATIONS else name, power),), 1) for name, power in dimension))


def _only_time(one: Dimension, other: Dimension) -> int:
    """+1 or -1 where `other` is `one` times or over a time, else 0."""
    rest = combine((other, 1), (one, -1))
    return rest[0][1] if len(rest) == 1 and rest[0][0] == "time" and abs(rest[0][1]) == 1 else 0


def _both(left: Expression, right: Expression) -> Judgement | None:
    """Two calculations that are said to be equal."""
    comparable = [(one, other) for one in left.values for other in right.values if one.dimension == other.dimension]
    of = right.numbers[0]
    if of.reading is None or not comparable or _are_turned_into_others(left, right):
        return None
    for one, other in comparable:
        scale = max(abs(one.value), abs(other.value))
        room = (one.slack + other.slack + 0.01) * scale
        ratios = [1.0]
        if not one.dimension or any(name in ("data", "time") for name, _ in one.dimension):
            ratios += [1000.0**power for power in POWERS if power] + [
                1.024,
                1 / 1.024,
                8.0,
                1 / 8.0,
                3600.0,
                1 / 3600.0,
            ]
        if any(abs(one.value * ratio - other.value) <= max(room, room * ratio) for ratio in ratios):
            return Judgement(True, of, of.reading.units[0], other.value)
    first = right.numbers[0]
    if first.reading is not None and any(
        states(first.reading.unhedged(), unit.factor, value, one.slack, False)
        for one in left.values
        for unit in first.reading.units
        if uncounted(unit.dimension) == one.dimension
        for value in accepted_values(left, one, unit)
    ):
        return Judgement(True, first, first.reading.units[0], left.values[0].value)  # "a × b = 20 / 4 = 5" goes on
    if left.rounded or right.rounded:
        return None
    off = comparable[0][0].value / (comparable[0][1].value or 1.0)
    last = left.numbers[-1].reading
    if last is not None and last.bare and abs(off / (last.value**2 or 1.0) - 1) < _ON_THE_WAY:
        return None  # "a / (b) × 2 = a / b / 2": all behind the stroke was meant to divide
    return Judgement(False, of, of.reading.units[0], comparable[0][0].value)


def _are_turned_into_others(left: Expression, right: Expression) -> bool:
    """Whether each term of a sum is turned into a bare count of others: "1,203 tokens + 200 tokens = 76 + 13"."""
    pairs = [(one.reading, other.reading) for one, other in zip(left.numbers, right.numbers, strict=False)]
    return len(left.numbers) == len(right.numbers) > 1 and all(
        one is not None and other is not None and other.bare and not one.bare and one.value != other.value
        and bool(one.units[0].dimension) and not uncounted(one.units[0].dimension)
        for one, other in pairs
    )  # fmt: skip


def judge_constant(value: float, reading: Reading, *, marked: bool) -> tuple[bool, Unit, float] | None:
    """Whether a comment states what a constant expression comes to; None where it may speak of something else."""
    rough = reading.rough
    plain = reading.unhedged() if rough else reading
    for unit in reading.units:
        dimension = uncounted(unit.dimension)
        candidates = (
            [value]
            if not dimension and unit.symbol != "%"
            else list(without_units(value, dimension, level(unit.factor), SPANS))
        )
        if not dimension:
            candidates.append(value * 100)  # a share in percent
        if not dimension and unit.factor != 1:  # 4K
            candidates += [value * 1000.0**power / binary for power in POWERS for binary in (1, 1.024, 1.024**2)]
        candidates.append(value * unit.factor)  # "/ GIB  # 10 GiB": in that unit already
        if any(states(plain, unit.factor, candidate, 0.0, rough) for candidate in candidates):
            return True, unit, value
        step = plain.resolution * unit.factor
        if any(abs(plain.value * unit.factor - candidate) <= _HALF_A_STEP * step for candidate in candidates):
            return True, unit, value
    unit = reading.units[0]
    if not marked and not uncounted(unit.dimension):
        return None
    return False, unit, nearest(plain.value * unit.factor, value)
