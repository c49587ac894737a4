"""Arithmetic that is printed: 2 × 32 × 8 × 128 × 4096 × 2 bytes ≈ 0.5 GB; 300 GPUs × $120K = $36M."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension, combine
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed

_OPERATOR = re.compile(r"^[\w%/\s().,{}-]{0,30}?(?P<sign> ?[×*·÷+] ?| / | [-–−] |\)/\(|(?<= )x(?= ))[\s(]*$")
_GLUED = re.compile(r"^(?:\s|\()*$")
_EQUALS = re.compile(r"^[\w%/\s().,-]{0,30}?(?:=|≈|→|~=)\s*[~≈(]?\s*$")
_MAY_CALCULATE = re.compile("[=≈→]")
# Counts of things take no part in a balance of dimensions.
_COUNTED = {"devices", "tokens"}


def judge(claims: Iterable[Claim]) -> None:
    """Evaluate the calculations in the texts of some claims; a result that does not follow is a mismatch.

    A result that does follow settles only claims that nothing else has judged: right arithmetic on wrong inputs stays
    wrong.
    """
    by_text: dict[int, list[Claim]] = {}
    for claim in claims:
        by_text.setdefault(id(claim.stated.text), []).append(claim)
    for group in by_text.values():
        text = group[0].stated.text.text
        if _MAY_CALCULATE.search(text):
            by_start = {claim.reading.start: claim for claim in group}
            for parts, signs, result in calculations(text):
                stated = by_start.get(result.start)
                if stated is not None:
                    _compare(stated, parts, signs)


def operands(claims: Iterable[Claim]) -> set[int]:
    """The ids of the claims that are operands of a printed calculation."""
    found: set[int] = set()
    by_text: dict[int, list[Claim]] = {}
    for claim in claims:
        by_text.setdefault(id(claim.stated.text), []).append(claim)
    for group in by_text.values():
        text = group[0].stated.text.text
        if _MAY_CALCULATE.search(text):
            starts = {part.start for parts, _, _ in calculations(text) for part in parts}
            found.update(id(member) for member in group if member.reading.start in starts)
    return found


def calculations(text: str) -> list[tuple[list[Reading], list[str], Reading]]:
    """Every chain of numbers joined by operators and closed by an equals sign: the numbers, the signs, the result."""
    found = readings(text)
    chains: list[tuple[list[Reading], list[str], Reading]] = []
    parts: list[Reading] = []
    signs: list[str] = []
    for left, right in pairwise(found):
        between = text[left.end : right.start]
        if left.units[0].symbol == "×":  # "8× 2": the sign was read with the number
            between = "×" + between
        parts = parts or [left]
        operator = _OPERATOR.match(between)
        if _EQUALS.match(between) and signs:
            chains.append((parts, signs, right))
            parts, signs = [], []
        elif operator is not None:
            signs.append(operator["sign"].strip(" ()"))
            parts.append(right)
        else:
            parts, signs = [], []
    return chains


def _compare(claim: Claim, parts: list[Reading], signs: list[str]) -> None:
    computed = evaluate(parts, signs)
    if computed is None:
        return
    value, dimension = computed
    # Behind a calculation "≈" is an equals sign; only "~" says that the author rounded further.
    start = claim.reading.start
    stated = claim.stated.text.text[max(0, start - 8) : start].rstrip(" (")
    reading = claim.reading if stated.endswith("~") else claim.reading._replace(hedge="")
    for unit in reading.units:
        if _uncounted(unit.dimension) != dimension and dimension:
            continue
        if unit.dimension and not dimension:  # "(16)/(3350) ≈ 4.8 ms": the working leaves its units out
            continue
        working = " ".join(word for pair in zip([p.text for p in parts], [*signs, "="], strict=True) for word in pair)
        shown = printed(value, claim.reading, unit)
        working = f"{working} {shown}"
        if agrees(reading, unit.factor, value) or _rounded_inputs(reading, unit, value, parts):
            if claim.verdict == "unresolved":
                claim.kind, claim.unit = "derived", unit
                claim.field = claim.field or "arithmetic"
                claim.decide("match", working=working)
        elif claim.verdict in ("unresolved", "match"):
            claim.kind, claim.unit = "derived", unit
            claim.expected = Expected(value, shown)
            claim.decide(
                "mismatch",
                f"the calculation gives something else: {working}",
                rule="arithmetic",
                hint=f"write {claim.expected.printed}",
                working=working,
            )
        return


def _rounded_inputs(reading: Reading, unit: Unit, value: float, parts: list[Reading]) -> bool:
    """Whether the inputs, known only to their last printed digit, could give the result."""
    slack = sum(
        0.5 * part.resolution / part.value
        for part in parts
        if part.value and part.resolution < part.value and part.resolution < 1
    )
    printed = reading.value * unit.factor
    return abs(value - printed) <= slack * abs(value) + 0.5 * reading.resolution * unit.factor


def evaluate(parts: list[Reading], signs: list[str]) -> tuple[float, Dimension] | None:
    """A chain of products and sums, left to right with the usual precedence; None where dimensions do not agree."""
    terms: list[tuple[float, Dimension]] = []
    joints: list[str] = []
    value, dimension = _quantity(parts[0])
    for sign, part in zip(signs, parts[1:], strict=True):
        number, of = _quantity(part)
        if sign in ("+", "-", "–", "−"):
            terms.append((value, dimension))
            joints.append(sign)
            value, dimension = number, of
        elif sign in ("/", "÷", ")/("):
            if number == 0:
                return None
            value, dimension = value / number, combine((dimension, 1), (of, -1))
        else:
            value, dimension = value * number, combine((dimension, 1), (of, 1))
    terms.append((value, dimension))
    if len({of for _, of in terms}) > 1:
        return None
    total = terms[0][0]
    for sign, (number, _) in zip(joints, terms[1:], strict=True):
        total = total + number if sign == "+" else total - number
    return total, terms[0][1]


def _quantity(reading: Reading) -> tuple[float, Dimension]:
    unit = reading.units[0] if reading.units else ONE
    return reading.value * unit.factor, _uncounted(unit.dimension)


def _uncounted(dimension: Dimension) -> Dimension:
    return tuple((name, power) for name, power in dimension if name not in _COUNTED)
