"""Numbers of code and data against the registry: variant and convention are inferred before a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.rate_paths import vector_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.specs.unsupported import why_unsupported
from mlsysim_validators.sources.judges.values import sizes
from mlsysim_validators.sources.judges.values.ai_tops import settled_as_ai_tops
from mlsysim_validators.sources.judges.values.beside_count import Rows, counts_of_rows, told_by_count
from mlsysim_validators.sources.judges.values.declared import declared, is_in_its_name
from mlsysim_validators.sources.judges.values.directions import judge_directions
from mlsysim_validators.sources.judges.values.disputes import disputed, is_sold_so, states_record
from mlsysim_validators.sources.judges.values.doubts import why_open
from mlsysim_validators.sources.judges.values.engines import settled_as_gpu
from mlsysim_validators.sources.judges.values.factors import without_factor
from mlsysim_validators.sources.judges.values.fours import tell_doubled
from mlsysim_validators.sources.judges.values.lacking import is_its_other_power, of_its_board, why_no_bf16
from mlsysim_validators.sources.judges.values.one_digit import is_finer_elsewhere, rounds_far
from mlsysim_validators.sources.judges.values.other_clocks import follows_single_precision
from mlsysim_validators.sources.judges.values.qualified import qualified_by
from mlsysim_validators.sources.judges.values.reasons import halved, other_level, reason_of, says_level, tell_mismatch
from mlsysim_validators.sources.judges.values.rounded_rates import (
    is_as_fast_in_vectors,
    of_the_smaller_chip,
    works_out_a_rounded_one,
)
from mlsysim_validators.sources.judges.values.scopes import (
    count_of_its_product,
    counted,
    of_a_system,
    of_another_scope,
    said_to_be_a_part,
    said_to_be_another,
    several_devices,
    some_ports,
    whole_for_a_part,
)
from mlsysim_validators.sources.judges.values.series import without_series
from mlsysim_validators.sources.judges.values.shares import Shares, is_of_its_share, shares_of_rows
from mlsysim_validators.sources.judges.values.sparsity import settled_as_sparse
from mlsysim_validators.sources.judges.values.systems import choose_devices
from mlsysim_validators.sources.judges.values.tables import (
    Fit,
    Table,
    beside_tensor_rate,
    mostly_sixteen,
    mostly_vector,
    unnamed,
    vector_rate,
)
from mlsysim_validators.sources.judges.values.variants import (
    choose_variant,
    fitting_variants,
    in_the_family,
    of_another_size,
    one_size_of_several,
    row_contradicts,
)
from mlsysim_validators.sources.judges.values.vector_columns import (
    is_in_column,
    settled_in_a_vector_column,
    vector_columns,
)
from mlsysim_validators.sources.judges.values.wholes import settled_as_whole
from mlsysim_validators.sources.reasons import Reason, owner_of_dispute
from mlsysim_validators.sources.texts.documents import Label
from mlsysim_validators.sources.values.devices import Devices, Found
from mlsysim_validators.sources.values.kinds import is_of_a_die
from mlsysim_validators.sources.values.rightness import (
    SIXTEEN,
    agreeing,
    both_pipes,
    directed,
    right_values,
    sparse_values,
)
from mlsysim_validators.sources.values.settle import field_of

_OTHER_CLOCK = 0.05
_FAR = 0.15  # from a rate, further than any clock takes it
_FP32 = AnyCase(r"fp_?32|\bsingle[ _-]?precision|\bfp32")
_LONGEST_NOTE = 60
_LINK = AnyCase(r"nvlink|xgmi|infinity fabric|\bici\b")
_FEW_UNITS = 20  # times the rate of FP64
_EIGHT = frozenset({"fp8", "int8"})
_LEAST_OF_ONE = 2  # rows
_PERHAPS_SEVERAL = ("different", "twice", "power-of-ten", "bits-for-bytes", "format")


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
    counts = counts_of_rows(next(iter(tables.values()))[0].claim.document) if tables else {}
    shares = shares_of_rows(next(iter(tables.values()))[0].claim.document) if tables else {}
    for fits in tables.values():
        choose_devices(fits)
        fits = without_series(fits)
        rows: dict[tuple[str, int], list[Fit]] = {}
        for fit in fits:
            assert fit.claim.stated.value is not None
            rows.setdefault((fit.found.entries[0].id, fit.claim.stated.value.row), []).append(fit)
        for row in rows.values():
            choose_variant(row, devices)
        sixteen = mostly_sixteen(fits)
        table = Table(fits)
        vector = mostly_vector(fits, sixteen, devices)
        columns = vector_columns(fits)
        for fit in fits:
            if vector and unnamed(fit.claim):
                _judge_vector(fit, devices)
            elif not is_in_column(fit.claim, columns) or not settled_in_a_vector_column(fit, devices):
                _judge(fit, table, sixteen, devices, registry, counts, shares)
        judge_directions(fits)
        for row in rows.values():
            sizes.tell_odd_size(row, devices)
            tell_doubled(row)


def _judge_pinned(claim: Claim) -> None:
    """Compare a value with the spec that its author says it states."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if spec is None or claim.unit is None:
        return
    if any(agreeing(claim, value) for value in ((spec.value,) if spec.direction is None else directed(claim, spec))):
        claim.decide("match", "pinned")
    elif claim.entity is not None:
        tell_mismatch(claim, claim.entity, spec, Reason("different", "the comment on its line says what it states"))


def _judge_vector(fit: Fit, devices: Devices) -> None:
    spec = vector_rate(fit, devices)
    if spec is not None:
        fit.claim.field = spec.path
        fit.claim.decide("match", "no format is named; this is its vector rate, as in the other rows")
    else:
        fit.claim.decide("unresolved", "the other rows have vector rates; which one this is, nothing says")


def _judge(
    fit: Fit, table: Table, sixteen: set[str], devices: Devices, registry: Registry, counts: Rows, shares: Shares
) -> None:
    claim = fit.claim
    entries = [entry for entry in fit.found.entries if claim.stated.meaning is not None]
    if fit.found.odd_size and not sizes.may_be_judged(fit, devices, table):
        return
    only = entries[0].get(claim.field) if len(entries) == 1 else None
    if only is not None and whole_for_a_part(claim, entries[0], only):
        half = printed(only.value / 2, claim.reading, claim.unit) if claim.unit is not None else ""
        told = f"{entries[0].name}: {only.printed} is the whole package's; what is shown here is one of two parts"
        claim.expected = Expected(only.value / 2, half)
        claim.decide("mismatch", told, rule="whole-for-part", hint=f"write {half}, or say that the whole is meant")
        return
    if claim.stated.value is not None and is_of_a_die(claim.stated.value):
        claim.decide("unresolved", "of a part of a device")
        return
    lacking = why_no_bf16(claim, entries[0]) if len(entries) == 1 < len(table.row(claim)) else ""
    if lacking:
        claim.field = "compute.matrix.bf16"
        claim.decide("mismatch", lacking, rule="unsupported")
        return
    for entry in entries:
        path = field_of(claim.stated.meaning, entry) if claim.stated.meaning is not None else None
        if path is not None and _settled_as_right(claim, entry, path, table, sixteen):
            return
    entry = entries[0]
    if _of_unsaid_formats(claim):
        other = _dense_in_another_format(claim, entry)
        if other is not None:
            claim.field = other
            claim.decide("match", f"on a branch for another format than those of 16 bits; this is `{other}`")
        else:
            claim.decide("unresolved", "on a branch for another format than those of 16 bits, which is not said")
        return
    spec = entry.get(claim.field)
    if entry.kind == "systems" and settled_as_whole(claim, entry, registry.device_of(entry), table):
        return
    if spec is None:
        _without_spec(claim, entry)
        return
    claim.expected = Expected.of(spec)
    if spec.status == "estimated":
        claim.decide("unresolved", "the registry only estimates this value")
        return
    if settled_as_gpu(claim, entry, spec, table):
        return
    if any(one.kind == "systems" for one in entries):
        claim.decide("unresolved", f"of {entry.name} or of one of its devices")
        return
    if len(entries) > 1:
        names = ", ".join(entry.name for entry in entries)
        claim.decide("mismatch", f"right for none of {names}: {entry.name} has {spec.printed}", rule="different")
        return
    tf32 = entry.get("compute.matrix.tf32") if claim.field.endswith(".fp32") else None
    says_fp32 = _says_fp32(claim) or _tf32_is_beside(claim, table)
    if tf32 is not None and agreeing(claim, tf32.value) and _remarks_tf32(claim):
        claim.field = tf32.path
        claim.decide("match", "the remark on it calls it TF32")
        return
    if tf32 is not None and agreeing(claim, tf32.value) and says_fp32:
        told = f"{entry.name}: this is its TF32 rate; its FP32 rate is {spec.printed}"
        claim.decide("mismatch", told, rule="format", hint=f"write {spec.printed}, or call it TF32")
        return
    one_pipe = entry.id.startswith("nvidia/") and (
        (claim.field.endswith(".fp32") and says_fp32) or (claim.field.endswith(".fp64") and _lacks_fp64_cores(entry))
    )
    if claim.field.endswith((".fp64", ".fp32")) and len(list(both_pipes(entry, claim.field))) < 2 and not one_pipe:
        claim.decide("unresolved", f"the registry has one pipe's {claim.field[-4:].upper()} rate of {entry.name} only")
        return
    pcie = entry.get("links.pcie.total") if claim.field.startswith("links.") else None
    if pcie is not None and any(agreeing(claim, rate) for rate in directed(claim, pcie)) and not _names_a_link(claim):
        claim.field = pcie.path
        claim.decide("match", "no link is named; this is its PCI Express port's rate")
        return
    if claim.field.startswith("links.") and some_ports(claim, entry, spec):
        claim.decide("unresolved", f"a part of the ports of {entry.name}")
        return
    if claim.field == "memory.capacity" and fit.found.assumed and one_size_of_several(entry):
        claim.decide("unresolved", f"the registry has {entry.name} only; it is sold in other sizes")
        return
    if of_another_size(fit, table):
        claim.decide("unresolved", f"its row has another memory than {entry.name}: of another variant, perhaps")
        return
    smaller = of_the_smaller_chip(claim, entry, devices)
    if smaller is entry:
        claim.decide("match", "as its maker rounds it")
        return
    if smaller is not None:
        claim.decide("ambiguous", f"{smaller.name}'s figure; `{fit.found.name}` does not say which", rule="variant")
        return
    if works_out_a_rounded_one(claim, entry, spec):
        claim.decide("unresolved", f"near {spec.printed}: worked out from clock and width, where its maker rounds")
        return
    board = of_its_board(claim, entry, spec)
    if board:
        claim.decide("match", f"of the whole card, which has {board} such GPUs")
        return
    if is_its_other_power(claim, entry):
        claim.decide("ambiguous", f"its maker gives {spec.printed} or this", rule="disputed")
        return
    if claim.field == "memory.capacity" and "up to" in entry.name and claim.value < spec.value:
        claim.decide("unresolved", f"{entry.name}: sold with less as well")
        return
    said_count = count_of_its_product(claim, spec)
    if said_count:
        claim.decide("match", f"{said_count} times the figure of one {entry.name}, as it is written")
        return
    count = counted(claim)
    if count and agreeing(claim, count * spec.value):
        claim.decide("match", f"{count} times the figure of one {entry.name}")
        return
    if count and any(agreeing(claim, count * value) for value in sparse_values(entry, claim.field)):
        told = f"{entry.name}: this is {count} times its sparse rate; the dense one is {spec.printed}"
        claim.decide("mismatch", told, rule="sparse-for-dense", hint=f"write {count} times {spec.printed}")
        return
    share = is_of_its_share(claim, spec, shares)
    if share:
        claim.decide("match", f"{share:.2g} of the figure of one {entry.name}, as its row says")
        return
    by_count = told_by_count(fit, devices, counts)
    if by_count:
        claim.decide("match", by_count)
        return
    if said_to_be_a_part(claim, spec):
        claim.decide("match", "half of the device, as the comment says")
        return
    if claim.field.startswith("compute.vector.") and abs(claim.value / spec.value - 1) <= _OTHER_CLOCK:
        claim.decide("unresolved", f"near {spec.printed}: the vector rate at another clock, perhaps")
        return
    if follows_single_precision(claim, entry, spec, table):
        claim.decide("unresolved", "it is to the FP32 rate of its row as it should be, which is not that of its device")
        return
    variant = next((other for other in fitting_variants(fit, devices) if not row_contradicts(fit, table, other)), None)
    if variant is not None:
        claim.decide("ambiguous", f"{variant.name}'s figure; `{fit.found.name}` does not say which", rule="variant")
        return
    for record in disputed(claim, entry):
        sparse = any(agreeing(claim, value) for value in sparse_values(entry, claim.field))
        owner = owner_of_dispute(record, entry, registry, claim.field)
        if states_record(claim, record) and not sparse and (owner is None or is_in_its_name(claim)):
            if of_another_scope(claim, spec, table) and not is_sold_so(record):
                break
            told = f"the registry stands by {spec.printed}; {record.get('cite')} prints it, but {record.get('why')}"
            claim.decide("ambiguous", told, rule="disputed")
            return
    more = qualified_by(claim, table)
    if more:
        claim.decide("unresolved", f"its key says more than that of the published figure beside it: {more}")
        return
    level = other_level(claim, entry, spec)
    if level and says_level(claim, level):
        claim.decide("match", f"that of its {level}, as the comment says")
        return
    if said_to_be_another(claim):
        claim.decide("unresolved", f"of another part than the {entry.name} that is sold, as the comment says")
        return
    reason = reason_of(claim, entry, spec, registry, table)
    total = (
        claim.field == "memory.capacity"
        and reason.rule in ("variant", "copied")
        and not in_the_family(claim, fit, devices)
    )
    several = several_devices(claim, spec)
    together = several > 0 and of_a_system(claim)
    if several and (together or total or reason.rule in _PERHAPS_SEVERAL):
        if together or table.kept_by_others(claim) < _LEAST_OF_ONE:
            claim.decide("unresolved", f"{several} times the figure of one {entry.name}")
            return
        reason = Reason("per-device", f"{several} times that of one, where the other rows are of one device each")
    doubt = declared(claim, entry, reason.rule, registry) or why_open(claim, reason.rule)
    if doubt:
        claim.decide("unresolved", doubt)
        return
    tell_mismatch(claim, entry, spec, reason)


def _settled_as_right(claim: Claim, entry: Entry, path: str, table: Table, sixteen: set[str]) -> bool:
    if settled_as_sparse(claim, entry, path, table) or settled_as_ai_tops(claim, entry):
        return True
    values = list(right_values(claim, entry, path))
    of_sparse = sparse_values(entry, path)
    for value in values:
        unit = agreeing(claim, value)
        if unit is not None and rounds_far(claim, unit, value):
            spec = entry.get(path)
            if spec is not None and is_finer_elsewhere(claim, table):
                claim.entity, claim.field, claim.unit = entry, path, unit
                tell_mismatch(claim, entry, spec, Reason("different", "one digit, beside figures of two and more"))
            else:
                claim.decide("unresolved", f"of {entry.name}'s figure it has one digit only")
            return True
        if unit is not None:
            claim.entity, claim.field, claim.unit = entry, path, unit
            claim.decide("match", "; ".join(claim.notes))
            return True
    if is_as_fast_in_vectors(claim, entry, path):
        claim.entity, claim.field = entry, path
        claim.decide("match", "its matrix and vector rates are the same, and rounded in different ways")
        return True
    a_sparse_one = any(agreeing(claim, value) for value in of_sparse)
    if path.startswith("compute.matrix.") and not a_sparse_one and beside_tensor_rate(claim, table):
        vector = entry.get(vector_of(path))
        if vector is not None and agreeing(claim, vector.value):
            claim.field = vector.path
            claim.decide("match", "the row has a rate of its tensor cores beside it")
        elif vector is not None and any(agreeing(claim, factor * vector.value) for factor in (2.0, 0.5)):
            claim.field = vector.path
            how = "twice" if claim.value > vector.value else "half of"
            tell_mismatch(claim, entry, vector, Reason("different", f"this is {how} it, beside its tensor cores' rate"))
        elif vector is not None and abs(claim.value / vector.value - 1) > _FAR and claim.sure:
            claim.field = vector.path
            tell_mismatch(claim, entry, vector, Reason("different", "beside a rate of its tensor cores"))
        else:
            claim.decide("unresolved", "the row has a larger rate of its tensor cores beside it")
        return True
    if path.startswith("compute.matrix.") and table.has_tensor_rates_apart(claim):
        vector = entry.get(vector_of(path))
        if vector is not None and agreeing(claim, vector.value):
            claim.field = vector.path
            claim.decide("match", "the other rows have the rates of tensor cores under a key of their own")
            return True
    if unnamed(claim) and len(sixteen - {entry.id}) < 2 and not halved(claim, values):
        other = _dense_in_another_format(claim, entry)
        of_sparse_too = any(agreeing(claim, value) for value in of_sparse)
        if other is not None and (not of_sparse_too or (_format_is_said(claim) and not sixteen - {entry.id})):
            claim.field = other
            claim.decide("match", f"no format is named; this is `{other}`")
            return True
    return False


def _says_fp32(claim: Claim) -> bool:
    """Whether a key says FP32 itself; torch.float32 is also what is computed as TF32."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    own = " ".join(label.words for label in labels if label.role in ("key", "name", "unit"))
    noted = " ".join(label.words for label in labels if _notes_a_field(label))
    return any(_FP32.search(words) is not None and "tf32" not in words.lower() for words in (own, noted))


def _notes_a_field(label: Label) -> bool:
    """Whether a label may be the remark on the field of a record: `tflops: number; // FP32 shader`."""
    return label.role == "heading" and len(label.words) <= _LONGEST_NOTE


def _remarks_tf32(claim: Claim) -> bool:
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(label.role in ("comment", "above") and "tf32" in label.words.lower() for label in labels)


def _names_a_link(claim: Claim) -> bool:
    return claim.stated.meaning is not None and _LINK.search(claim.stated.meaning.words) is not None


def _lacks_fp64_cores(entry: Entry) -> bool:
    """Whether a GPU does FP64 on a few units of its own only, at 1/32 or 1/64 of FP32: none on its tensor cores."""
    double, single = entry.get("compute.vector.fp64"), entry.get("compute.vector.fp32")
    return double is not None and single is not None and _FEW_UNITS * double.value < single.value


def _tf32_is_beside(claim: Claim, table: Table) -> bool:
    """Whether its device has a rate in TF32 of its own: `{"tf32": 156e12, "float32": 19.5e12}`."""
    of_row = (
        fit.claim for fit in table.row(claim) if claim.entity is not None and fit.found.entries[0] is claim.entity
    )
    of_device = (other for other in table.column(claim) if other.entity is claim.entity)
    return any(other.field.endswith(".tf32") for other in (*of_row, *of_device))


def _format_is_said(claim: Claim) -> bool:
    value = claim.stated.value
    return value is not None and any(
        re.search(r"fp8|int8|float8", label.words, re.IGNORECASE) for label in value.labels
    )


def _of_unsaid_formats(claim: Claim) -> bool:
    """Whether a rate is on a branch that the 16-bit formats do not take."""
    said = claim.stated.meaning
    return unnamed(claim) and said is not None and not said.left_out.isdisjoint(SIXTEEN)


def _dense_in_another_format(claim: Claim, entry: Entry) -> str | None:
    said = claim.stated.meaning.left_out if claim.stated.meaning is not None else frozenset[str]()
    left_out = said | _EIGHT if said & _EIGHT else said  # as fast as one another
    for path, spec in entry.specs.items():
        if path.rpartition(".")[2] in left_out:
            continue
        if path.startswith(("compute.matrix.", "compute.vector.")) and path.count(".") == 2:
            unit = agreeing(claim, spec.value)
            if unit is not None:
                claim.unit = unit
                return path
    return None


def _without_spec(claim: Claim, entry: Entry) -> None:
    told = why_unsupported(entry, claim.field, claim.value)
    if told and claim.reading.value > 0 and not unnamed(claim):
        claim.decide("mismatch", told, rule="unsupported")
    else:
        claim.decide("unresolved", f"the registry has no proven `{claim.field}` of {entry.name}")
