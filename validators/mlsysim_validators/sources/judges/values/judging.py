"""Numbers of code and data against the registry: variant and convention are inferred before a verdict."""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.values.beside_count import counts_of_rows
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.directions import judge_directions
from mlsysim_validators.sources.judges.values.factors import without_factor
from mlsysim_validators.sources.judges.values.fours import tell_doubled
from mlsysim_validators.sources.judges.values.order import BEFORE_ITS_SPEC, BESIDE_ITS_SPEC
from mlsysim_validators.sources.judges.values.reasons import tell_mismatch
from mlsysim_validators.sources.judges.values.series import without_series
from mlsysim_validators.sources.judges.values.shares import shares_of_rows
from mlsysim_validators.sources.judges.values.sizes import tell_odd_size
from mlsysim_validators.sources.judges.values.systems import choose_devices
from mlsysim_validators.sources.judges.values.tables import Fit, Row, Table, mostly_vector, unnamed, vector_rate
from mlsysim_validators.sources.judges.values.telling import tell_or_leave_open
from mlsysim_validators.sources.judges.values.variants import choose_variant
from mlsysim_validators.sources.judges.values.vector_columns import (
    is_in_column,
    settled_in_a_vector_column,
    vector_columns,
)
from mlsysim_validators.sources.reasons import Reason
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.found import Found
from mlsysim_validators.sources.values.rightness import agreeing, directed


def judge(
    settled: Iterable[tuple[Claim, Found]],
    devices: Devices,
    registry: Registry,
    meant: dict[int, tuple[Entry | None, str]],
) -> None:
    """Compare the settled values of one document, table by table.

    `meant` is what each was settled to mean; where it means something else now, an author's comment has pinned it.
    """
    tables: dict[int, list[Fit]] = {}
    for claim, found in settled:
        without_factor(claim)
        if meant.get(id(claim)) != (claim.entity, claim.field):
            _judge_pinned(claim)
        elif claim.kind == "spec" and claim.verdict == "unresolved" and claim.stated.value is not None:
            tables.setdefault(claim.stated.value.table, []).append(Fit(claim, found))
    if not tables:
        return
    document = next(iter(tables.values()))[0].claim.document
    counts, shares = counts_of_rows(document), shares_of_rows(document)
    for fits in tables.values():
        _judge_table(fits, devices.families, registry, counts, shares)


def _judge_pinned(claim: Claim) -> None:
    """Compare a value with the spec that its author says it states."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if spec is None or claim.unit is None:
        return
    if any(agreeing(claim, value) for value in ((spec.value,) if spec.direction is None else directed(claim, spec))):
        claim.decide("match", "pinned")
    elif claim.entity is not None:
        tell_mismatch(claim, claim.entity, spec, Reason("different", "the comment on its line says what it states"))


def _judge_table(
    fits: list[Fit], families: Families, registry: Registry, counts: dict[Row, int], shares: dict[Row, float]
) -> None:
    choose_devices(fits)
    fits = without_series(fits)
    rows: dict[tuple[str, int], list[Fit]] = {}
    for fit in fits:
        assert fit.claim.stated.value is not None
        rows.setdefault((fit.found.entries[0].id, fit.claim.stated.value.row), []).append(fit)
    for row in rows.values():
        choose_variant(row, families)
    table = Table(fits)
    vector = mostly_vector(fits, table.sixteen, families)
    columns = vector_columns(fits)
    for fit in fits:
        if vector and unnamed(fit.claim):
            _judge_vector(fit, families)
        elif not is_in_column(fit.claim, columns) or not settled_in_a_vector_column(fit, families):
            _judge_value(Case(fit, fit.found.entries, table, families, registry, counts, shares))
    judge_directions(fits)
    for row in rows.values():
        tell_odd_size(row, families)
        tell_doubled(row)


def _judge_vector(fit: Fit, families: Families) -> None:
    spec = vector_rate(fit, families)
    if spec is not None:
        fit.claim.field = spec.path
        fit.claim.decide("match", "no format is named; this is its vector rate, as in the other rows")
    else:
        fit.claim.decide("unresolved", "the other rows have vector rates; which one this is, nothing says")


def _judge_value(case: Case) -> None:
    if any(step(case) for step in BEFORE_ITS_SPEC):
        return
    case.claim.expected = Expected.of(case.spec)
    if not any(step(case) for step in BESIDE_ITS_SPEC):
        tell_or_leave_open(case)
