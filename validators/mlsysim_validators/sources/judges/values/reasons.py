"""Why a number of code or data is not a device's figure, and how that is told."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import keeps, printed
from mlsysim_validators.sources.judges.values.tables import Table
from mlsysim_validators.sources.reasons import Reason, why
from mlsysim_validators.sources.values.rightness import (
    accumulates_in_full,
    agreeing,
    right_values,
    sparse_values,
    units_of,
)


def tell_mismatch(claim: Claim, entry: Entry, spec: Spec, reason: Reason, both: bool | None = None) -> None:
    """Tell a wrong figure; `both`: whether that of a link is to count both directions, where that is known."""
    assert claim.unit is not None
    value = next(iter(right_values(claim, entry, claim.field)), spec.value)
    if both is not None:
        value = spec.per_direction * (2 if both else 1)
    right = printed(value, claim.reading, claim.unit) if keeps(value, claim.reading, claim.unit) else spec.printed
    if claim.unit.factor == 1.0:
        right = f"{value:.6g} ({spec.printed})"
    told = f"{entry.name}: `{claim.field}` is {spec.printed}"
    if spec.direction and value != spec.value:
        told += (
            f" ({'both directions summed' if spec.direction == 'both' else 'one direction'}), {value / 1e9:g} GB/s here"
        )
    parts = (told, reason.sentence, *claim.notes)
    claim.decide("mismatch", "; ".join(part for part in parts if part), rule=reason.rule, hint=f"write {right}")


def reason_of(claim: Claim, entry: Entry, spec: Spec, registry: Registry, table: Table) -> Reason:
    """Of what a wrong figure is the right one, or what was done to it."""
    short = entry.get("compute.matrix.fp16_acc_fp16") if claim.field == "compute.matrix.fp16" else None
    if short is not None and agreeing(claim, short.value) and accumulates_in_full(claim):
        return Reason("accumulator", f"this is its rate with FP16 accumulation; with FP32 it is {spec.printed}")
    for sparse in sparse_values(entry, claim.field):
        if agreeing(claim, sparse):
            form = claim.field.rpartition(".")[2].upper()
            told = f"this is its sparse {form} rate; the dense one is {spec.printed}"
            if odd_one_out(claim, table):
                told += ", and the other rows have dense ones"
            return Reason("sparse-for-dense", told)
    form = claim.field.rpartition(".")[2]
    vectors = [other for path, other in entry.specs.items() if path.startswith("compute.vector.")]
    vectors.sort(key=lambda other: not other.path.endswith(form))
    vector = next((other for other in vectors if other is not spec and agreeing(claim, other.value)), None)
    if vector is not None and claim.field.startswith("compute.matrix."):
        of = vector.path.rpartition(".")[2].upper()
        return Reason(
            "vector-for-matrix", f"this is its vector {of} rate; the matrix {form.upper()} rate is {spec.printed}"
        )
    if claim.field.endswith(".fp32") and (of_tensor := _rate_of_tensor_cores(claim, entry)):
        return Reason("matrix-for-vector", f"this is {of_tensor}; its FP32 rate is {spec.printed}")
    if claim.field.startswith("compute.") and agreeing(claim, spec.value / 2):
        if halved(claim, [spec.value]):
            return Reason("halved-dense", f"{spec.printed} is the dense rate already: it was halved once more")
        return Reason("half", "half of the dense rate: a rate without sparsity was halved, or one die of two is meant")
    level = other_level(claim, entry, spec)
    if level:
        return Reason("different", f"this is that of its {level}")
    return why(claim, spec, registry, table.neighbours(claim))


def _rate_of_tensor_cores(claim: Claim, entry: Entry) -> str:
    """What the rate under FP32 is that is the one of the tensor cores in TF32 or 16 bits; "" for neither."""
    for pipe, how in (("matrix", "dense"), ("matrix_sparse", "sparse")):
        for form in ("tf32", "fp16", "bf16"):
            spec = entry.get(f"compute.{pipe}.{form}")
            if spec is not None and agreeing(claim, spec.value):
                return f"its {how} {form.upper()} rate"
    return ""


def other_level(claim: Claim, entry: Entry, spec: Spec) -> str:
    """The other level of a device's memory whose figure a claim is."""
    begin, _, what = spec.path.rpartition(".")
    if not begin.startswith("tiers."):
        return ""
    others = (path for path in entry.specs if path.startswith("tiers.") and path.endswith(what) and path != spec.path)
    name = next((path for path in others if agreeing(claim, entry.specs[path].value)), "")
    return name.split(".")[1].replace("_", " ") if name else ""


def odd_one_out(claim: Claim, table: Table) -> bool:
    """Whether the rates of the other devices in the table are dense ones."""
    sparse, dense = table.others(claim.entity.id if claim.entity is not None else "")
    return dense >= 2 and not sparse


def is_halved(claim: Claim) -> bool:
    """Whether a number is written as half of another: `1979e12 / 2`."""
    value = claim.stated.value
    return value is not None and 0.4 < value.number / value.literal < 0.6


def halved(claim: Claim, values: list[float]) -> bool:
    """Whether the literal of `312e12 / 2` is right as it stands."""
    value = claim.stated.value
    if value is None or not is_halved(claim):
        return False
    return any(
        abs(value.literal * unit.factor - right) <= 0.006 * right for unit in units_of(claim) for right in values
    )
