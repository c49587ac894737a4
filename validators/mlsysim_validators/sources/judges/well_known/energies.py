"""What an addition and a multiplication cost at 45 nm and 0.9 V: M. Horowitz, ISSCC 2014, the table that texts copy.

Read in two restatements of it: table 3 of PMC8934428 (32 bits, "from Horowitz"), and the energy database of
stillwater-sc/esim ("Horowitz, ISSCC, 2014"): add 0.03, 0.1 (8, 32 bits), mul 0.2, 3.1, fp add 0.4, 0.9 (16, 32 bits),
fp mul 1.1, 3.7. Told is the energy of another operation of the table, or a slip of the prefix, where a text refers to
it.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import ENERGY
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_PICO = 1e-12
_ENERGIES = {
    ("int", 8, "add"): 0.03,
    ("int", 32, "add"): 0.1,
    ("int", 8, "mul"): 0.2,
    ("int", 32, "mul"): 3.1,
    ("fp", 16, "add"): 0.4,
    ("fp", 32, "add"): 0.9,
    ("fp", 16, "mul"): 1.1,
    ("fp", 32, "mul"): 3.7,
}
_SLIPS = (0.1, 10.0, 1000.0)
_OF_THE_TABLE = AnyCase(r"\bhorowitz\b|\b45[ -]?nm\b")
_ADD, _MULTIPLY = regex(r"\badd(?:ition|er)?s?\b", 2), regex(r"\bmult?(?:ipl\w+)?s?\b", 2)
_OTHER = AnyCase(r"\bfma\b|\bmac\b|accumul|\bmad\b|read|access|sram|dram|multiply[- ]add")
_FLOATS, _INTEGERS = regex(r"(?:\b|(?<=b ))(?:fp|float)", 2), regex(r"\bint", 2)
_BITS = regex(r"(?<!\d)(8|16|32)(?!\d)")


def judge(claims: Iterable[Claim], around: dict[int, Surroundings], slide: Slide) -> None:
    """Decide the energies of operations on a slide that refers to the table."""
    if not slide.says(_OF_THE_TABLE):
        return
    for claim in claims:
        unit = next((one for one in claim.reading.units if one.dimension == ENERGY), None)
        if unit is None or claim.verdict != "unresolved" or claim.stated.cell is None:
            continue
        operation = _operation(around[id(claim)].row)
        value = _ENERGIES.get(operation) if operation is not None else None
        if value is None:
            continue
        right = value * _PICO
        claim.kind, claim.field, claim.unit = "derived", "energy_of_operation", unit
        claim.expected = Expected(right, f"{value:g} pJ")
        if agrees(claim.reading, unit.factor, right):
            claim.decide("match", working=f"Horowitz 2014: {value:g} pJ")
            continue
        others = [one * _PICO for one in _ENERGIES.values()] + [right * slip for slip in _SLIPS]
        if any(agrees(claim.reading, unit.factor, one) for one in others):
            told = f"after Horowitz (45 nm) this operation costs {value:g} pJ"
            claim.decide("mismatch", told, rule="recomputed", hint=f"write {value:g}", working=told)


def _operation(label: str) -> tuple[str, int, str] | None:
    """The operation that a row is labelled with: "FP16 Multiply", "32b float add"; None for none, or several."""
    adds, multiplies = _ADD.search(label) is not None, _MULTIPLY.search(label) is not None
    floats, integers = _FLOATS.search(label) is not None, _INTEGERS.search(label) is not None
    bits = {int(found) for found in _BITS.findall(label)}
    if adds == multiplies or floats == integers or len(bits) != 1 or _OTHER.search(label):
        return None
    return "fp" if floats else "int", bits.pop(), "add" if adds else "mul"
