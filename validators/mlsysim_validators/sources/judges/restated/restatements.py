"""Numbers that a slide states again: one that was checked stands or falls with the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlsysim_validators.rate_paths import dense_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.ownership.people import BEHIND
from mlsysim_validators.sources.ownership.subjects import NOT_KNOWN
from mlsysim_validators.sources.reasons.relatives import family_of
from mlsysim_validators.sources.texts.surroundings import Surroundings

_DENSE = AnyCase(r"\bdense|without sparsity|no sparsity|not sparse|non-?sparse")
_IN_ITS_SENTENCE = ("its sentence", "the words before it", BEHIND)
_FAR = 10.0  # times as much: of no such device
_NEAR = 25
_MOST = 20  # of those that state one number


def settle(claims: Iterable[Claim], around: Mapping[int, Surroundings]) -> None:
    """Let a number that repeats, with its unit, one that was checked on the same slide stand or fall with it."""
    everyone = list(claims)
    checked: dict[tuple[float, str], list[Claim]] = {}
    for claim in everyone:
        if claim.verdict == "match" and claim.unit:
            checked.setdefault((claim.reading.value, claim.unit.symbol), []).append(claim)
    for claim in everyone:
        unit = claim.reading.units[0]
        # A working says what it should be; what it compares does not give it, be it printed elsewhere.
        open_ = claim.verdict == "unresolved" and not claim.working and not claim.asked
        if not open_ or claim.reason.endswith(NOT_KNOWN):
            continue
        if unit.symbol == "×" or any(name not in ("devices", "tokens", "currency") for name, _ in unit.dimension):
            originals = checked.get((claim.reading.value, unit.symbol), ())[-_MOST:]
            fitting = [one for one in originals if not (_in_rows_apart(claim, one) or _is_of_another(claim, one))]
            if not fitting:
                continue
            original = min(fitting, key=lambda one: abs(one.stated.offset - claim.stated.offset))
            # In a table each row speaks of its own device.
            if claim.entity in (None, original.entity) or (claim.how != BEHIND and claim.stated.cell is None):
                _take_over(claim, original, around.get(id(claim)))


def _take_over(claim: Claim, original: Claim, around: Surroundings | None) -> None:
    line, _ = original.document.position(original.stated.offset)
    dense = _as_dense(claim, original, around)
    if dense == "":
        return
    claim.entity, claim.field, claim.kind = original.entity, original.field, original.kind
    claim.unit = claim.reading.units[0]
    if dense is None:
        claim.decide("match", f"the number of line {line} again")
        return
    claim.field = dense_of(claim.field)
    told = f"line {line} has it as the rate with sparsity; dense it is {dense}"
    claim.decide("mismatch", told, rule="sparse-for-dense", hint=f"write {dense}")


def _as_dense(claim: Claim, original: Claim, around: Surroundings | None) -> str | None:
    """What the dense rate is where a rate with sparsity is called dense; "" where that is not known, else None."""
    if around is None or ".matrix_sparse." not in original.field or original.entity is None:
        return None
    if not _DENSE.search(f"{around.before[-_NEAR:]} | {around.after[:_NEAR]} | {around.row} | {around.column}"):
        return None
    spec = original.entity.get(dense_of(original.field))
    if spec is None or original.unit is None:
        return ""
    claim.expected = Expected.of(spec)
    return printed(spec.value, claim.reading._replace(resolution=min(claim.reading.resolution, 0.5)), original.unit)


def _is_of_another(claim: Claim, original: Claim) -> bool:
    """Whether a number states what the device that is named beside it has otherwise, and no other is named there."""
    if _names_others(claim, original):
        return True
    others = () if claim.direct else claim.others
    named = claim.kind == "spec" and claim.beside and original.entity not in (claim.entity, *others)
    own = claim.kind == original.kind == "spec" and claim.sure and claim.entity is original.entity
    if own and claim.field != original.field:
        return True  # its own words say another thing of that device
    return named and claim.entity is not None and claim.field in claim.entity and claim.field == original.field


def _names_others(claim: Claim, original: Claim) -> bool:
    """Whether the sentence of a number names devices that may be meant, and neither the first number's nor a variant.

    21 PB/s are "6,269 times that of one H100": nobody takes them for the H100's.
    """
    first = original.entity
    if first is None or first.kind != "accelerators" or original.kind != "spec" or claim.stated.cell is not None:
        return False
    own = (claim.entity,) if claim.how in _IN_ITS_SENTENCE else ()
    named = [one for one in (*own, *claim.others) if one is not None and one.kind == "accelerators"]
    theirs = [spec.value for one in named if (spec := one.get(original.field)) is not None]
    near = any(1 / _FAR < original.value / value < _FAR for value in theirs if value)
    return near and family_of(first.id) not in {family_of(one.id) for one in named}


def _in_rows_apart(claim: Claim, other: Claim) -> bool:
    """Whether two numbers stand in rows of one table: those that are alike are so by chance, or copied by mistake."""
    one, two = claim.stated.cell, other.stated.cell
    apart = one is not None and two is not None and claim.stated.block is other.stated.block and one.row != two.row
    return apart and other.kind != "spec"
