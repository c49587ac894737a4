"""Slips by a factor: powers of ten, bits for bytes, twice, half, powers of 1024 for powers of 1000."""

from __future__ import annotations

from mlsysim_registry.data import Spec
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, rounds_to
from mlsysim_validators.sources.reasons.binary_rates import TAKEN_FOR_ONE_ANOTHER
from mlsysim_validators.sources.reasons.reason import Reason, states, states_size

_NEAR_A_FACTOR = 0.15  # relative
_FACTORS = (
    (8.0, "bits-for-bytes", "that is the number of bits: eight times the bytes"),
    (1 / 8, "bits-for-bytes", "that is an eighth: bits were taken for bytes"),
    (2.0, "twice", "that is exactly twice the value"),
    (0.5, "half", "that is exactly half the value"),
)
_FEW = 20  # steps of the last digit: fewer agree by chance
_BINARY = (1.024, 1.048576, 1.073741824, 1.099511627776)


def is_moved(claim: Claim, value: float, power: int) -> bool:
    """Whether the digits of a claim, the point moved back, state a value: 670 for 67."""
    reading = claim.reading
    moved = reading._replace(
        value=reading.value / 10.0**power, resolution=reading.resolution * 10.0 ** max(0, -power), hedge=""
    )
    telling = moved.value >= _FEW * moved.resolution
    return telling and agrees(moved, claim.unit.factor if claim.unit else 1.0, value)


def factor(claim: Claim, spec: Spec) -> Reason | None:
    if not spec.value:
        return None
    values = [spec.value] if spec.direction is None else [spec.per_direction, 2 * spec.per_direction]
    sparse = claim.entity.get(sparse_of(claim.field)) if claim.entity else None
    rates = [sparse.value] if sparse is not None and claim.field.startswith("compute.matrix.") else []
    for power in (-9, -6, -3, -2, -1, 1, 2, 3, 6, 9):
        if any(is_moved(claim, value, power) or states_size(claim, value * 10.0**power) for value in values + rates):
            times = f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"
            return Reason("power-of-ten", f"that is {times} the value: a slip of the decimal point or the prefix")
    of_data = claim.unit is None or any(name == "data" for name, _ in claim.unit.dimension)
    for factor, rule, sentence in _FACTORS if of_data else _FACTORS[2:]:
        same = states_size if factor >= 0.5 else states
        meant = [value * factor for value in (values if factor >= 8 else values[-1:])]
        # 1 GHz is not half of 1.41 GHz, whatever it is rounded from.
        if any(same(claim, value) and abs(claim.value / value - 1) <= _NEAR_A_FACTOR for value in meant if value):
            return Reason(rule, sentence)
        halved = claim.reading._replace(
            value=claim.reading.value / factor, resolution=claim.reading.resolution / factor, hedge=""
        )
        if rule == "twice" and claim.unit is not None and rounds_to(halved, claim.unit.factor, spec):
            return Reason(rule, "that is twice the value")
    # A number of two digits is near such a factor by chance.
    says_binary = claim.unit is not None and "i" in claim.unit.symbol
    telling = says_binary or claim.reading.value / claim.reading.resolution >= 100
    for step in _BINARY if of_data and telling else ():
        if states(claim, spec.value * step) or states(claim, spec.value / step):
            return Reason("binary-prefix", TAKEN_FOR_ONE_ANOTHER)
    return None
