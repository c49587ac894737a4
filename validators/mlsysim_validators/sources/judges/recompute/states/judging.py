"""The verdicts on amounts of memory by parameters and bytes of each, where their siblings follow.

A cell is parameters x (bytes kept + bytes spread / devices). At least two amounts of a table or list must be what their
words give (one, where bytes are stated and not only a format). Then an amount that is what another usual number of
bytes, another stage, or another row gives is wrong; where four follow and one does not, it is wrong whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.recompute.chains.zero import STAGES
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict
from mlsysim_validators.sources.judges.recompute.states.cells import Amount, in_lists, in_tables
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.slides import Slide

_USUAL = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0)
_FIELDS = ("", "weight_bytes", "gradient_bytes", "optimizer_bytes", "training_bytes", "static_bytes", "sharded_states",
           "sharded_bytes", "memory.weights", "memory.capacity")  # fmt: skip
_ROOM = 0.004
_SLIP_ROOM = 0.012
_GIB = 1.073741824
_FEWEST, _MANY = 2, 4
_FARTHEST = 40.0


def judge(slide: Slide, claims: Sequence[Claim], finder: EntityFinder) -> list[Claim]:
    """Decide such amounts; those that were no claims before are handed back."""
    known = {id(claim) for claim in claims}
    fresh: list[Claim] = []
    for amounts in (*in_tables(slide, claims, finder), *in_lists(slide, finder)):
        following = [amount for amount in amounts if _follows(amount)]
        if len(following) < _FEWEST and not any(amount.each.stated for amount in following):
            continue
        for amount in following:
            _settle(amount)
        odd = [amount for amount in amounts if amount not in following]
        for amount in odd if len(odd) <= len(following) else ():
            if _is_open(amount.claim) and _tell(amount, following, len(odd)):
                fresh += [] if id(amount.claim) in known else [amount.claim]
    return fresh


def _settle(amount: Amount) -> None:
    """Right is what its own words give, whatever a rule of thumb made of it."""
    claim = amount.claim
    if claim.verdict == "unresolved" or (
        claim.verdict == "mismatch" and claim.kind == "derived" and claim.field in _FIELDS
    ):
        claim.kind, claim.field, claim.unit, claim.expected = "derived", "memory_of_parameters", amount.unit, None
        claim.rule = claim.hint = claim.correction = ""
        claim.decide("match", working=_working(amount))


def _working(amount: Amount) -> str:
    return f"{amount.size.words} parameters x {amount.each.told(amount.many)}"


def _is_open(claim: Claim) -> bool:
    """Whether nothing was said of a claim yet, or only that it is what one of several usual numbers of bytes gives."""
    if claim.verdict == "match":
        return claim.kind == "derived" and claim.field in _FIELDS
    return claim.verdict == "unresolved"


def _follows(amount: Amount) -> bool:
    return _is(amount, amount.right, _ROOM) or (amount.size.room == 0 and _is(amount, amount.right * _GIB, _ROOM))


def _is(amount: Amount, value: float, room: float) -> bool:
    own = 0.51 * amount.claim.reading.resolution * amount.unit.factor
    return abs(amount.stated - value) <= own + (room + amount.size.room) * value


def _tell(amount: Amount, following: Sequence[Amount], odd: int) -> bool:
    claim, right = amount.claim, amount.right
    slip = next((slip for slip in _slips(amount, following) if _is(amount, slip.value, _ROOM)), None)
    off = amount.stated / right
    alone = odd == 1 and len(following) >= _MANY and 1 / _FARTHEST < off < _FARTHEST
    if slip is None and not alone:
        return False
    if abs(off - 1) <= _SLIP_ROOM + amount.size.room:
        return False
    told = _working(amount)
    shown = printed(right, claim.reading, amount.unit)
    claim.kind, claim.field, claim.unit = "derived", "memory_of_parameters", amount.unit
    contradict(claim, claim.field, Expected(right, shown), told, slip)
    return True


def _slips(amount: Amount, following: Sequence[Amount]) -> Iterator[Slip]:
    size, each, n = amount.size.value, amount.each, amount.each.many or amount.many
    if each.spread:
        yield Slip("recomputed", size * (each.kept + each.spread), "that is without sharding")
        if each.kept:
            yield Slip("recomputed", size * each.kept, "the shard is left out")
            yield Slip("recomputed", size * each.spread / n, "what every device keeps is left out")
            yield Slip("recomputed", size * (each.kept + each.spread) / n, "not all of it is sharded")
        for stage, (kept, spread) in STAGES.items():
            if (kept, spread) != (each.kept, each.spread):
                yield Slip("zero-stage", size * (kept + spread / n), f"that is stage {stage}")
    if amount.size.active:
        active = amount.size.active * amount.each.over(amount.many)
        yield Slip("recomputed", active, "that is of the active parameters: all of them are stored")
    for usual in _USUAL:
        if usual != each.kept or each.spread:
            yield Slip("recomputed", size * usual, f"that is {usual:g} bytes each")
    for power in (10.0, 0.1):
        yield Slip("recomputed", amount.right * power, "a power of ten")
    row, column = amount.place
    for other in following:
        if other.place[0] == row or other.place[1] == column:
            yield Slip("recomputed", other.stated, "the number of its neighbour")
