"""Why a wrong number is probably wrong: which right number it would have been."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.naming import fold
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, digits_of, rounds_to
from mlsysim_validators.sources.patterns import regex


class Reason(NamedTuple):
    """A short name for the kind of slip, and the sentence that tells it."""

    rule: str
    sentence: str


_ONE_WAY_ONLY = ("infiniband", "ethernet")
_SAME = 1e-3  # relative
_NEAR_A_FACTOR = 0.15  # relative
_BEFORE_ENCODING = 1.02  # 64 GB/s of PCI Express for 63.02


def why(claim: Claim, spec: Spec, registry: Registry, table: list[Claim]) -> Reason:
    """The likeliest reason why a claim differs from the spec that it states.

    `table` holds the other claims of the same table, in which rows or columns may have been swapped.
    """
    aside = _set_aside(claim, spec, registry)
    if aside is not None and aside.rule == "disputed" and not _is_of_a_sibling(claim, registry, table):
        return aside  # what documents print is copied from no neighbour
    reasons = (
        _swapped(claim, spec, table)
        or aside
        or _other_rate(claim, spec)
        or _direction(claim, spec, registry)
        or _product_of_its_name(claim)
        or _other_variant(claim, spec, registry, same_family=True)
        or _other_link(claim, registry)
        or _dies(claim, spec)
        or _system_in_row(claim, spec, table)
        or _factor(claim, spec)
        or _of_all_ports(claim, registry)
        or _system(claim, spec)
        or _other_variant(claim, spec, registry, same_family=False)
    )
    return reasons or Reason("different", "")


def _states(claim: Claim, value: float) -> bool:
    factor = claim.unit.factor if claim.unit else 1.0
    return agrees(claim.reading.unhedged(), factor, value)


def _states_size(claim: Claim, value: float) -> bool:
    """Whether a claim states a value; the prefix of a capacity may be meant as a power of 1024."""
    if _states(claim, value):
        return True
    unit = claim.unit
    power = {"k": 1, "K": 1, "M": 2, "G": 3}.get(unit.symbol[0], 0) if unit and claim.field.endswith("capacity") else 0
    return power > 0 and unit is not None and "i" not in unit.symbol and _states(claim, value * (1000 / 1024) ** power)


def _is_of_a_sibling(claim: Claim, registry: Registry, table: list[Claim]) -> bool:
    """Whether the table names a variant of a claim's family whose figure it states."""
    named = {other.entity.id for other in table if other.entity is not None}
    family = relatives(claim.entity, registry, same_family=True) if claim.entity is not None else ()
    specs = (other.get(claim.field) for other in family if other.id in named)
    return any(_states(claim, spec.value) for spec in specs if spec is not None)


def _swapped(claim: Claim, spec: Spec, table: list[Claim]) -> Reason | None:
    for other in table:
        if other is claim or other.entity is None or other.field != claim.field or other.entity.id == spec.entity:
            continue
        theirs = other.entity.get(claim.field)
        if theirs is None or theirs.value == spec.value or not _states_size(claim, theirs.value):
            continue  # what both have is of neither in particular
        if _states_size(other, spec.value):
            return Reason(
                "swapped", f"the values of {claim.entity and claim.entity.name} and {other.entity.name} are swapped"
            )
        if _states_size(other, theirs.value):
            return Reason("copied", f"this is {other.entity.name}'s value, as in the neighbouring cell")
    return None


# "the power of the L40; NVIDIA gives the L40S 350 W", "490.3 is the MI300A's rate"
_WHOSE = regex(
    r"\b(?:power|rate|figure) of the (?:(?P<form>SXM|PCIe|NVL) |(?P<of>[A-Z][\w ]*\d\w*))|"
    r"\b(?P<owner>[A-Z][\w ]*\d\w*)'s\b"
)


def owner_of_dispute(record: Mapping[str, Any], entity: Entry | None, registry: Registry, path: str) -> Entry | None:
    """The other device whose figure a document prints by mistake, where the registry says so of what it sets aside."""
    said = _WHOSE.search(str(record.get("why")))
    if said is None or entity is None:
        return None
    name = fold(said["of"] or said["owner"] or "")
    for other in relatives(entity, registry, same_family=False):
        theirs = other.get(path)
        same = theirs is not None and abs(theirs.value - float(record["value"])) <= _SAME * theirs.value
        if same and _is_of_form(said["form"], other, entity):
            return other
        if same and name in map(fold, (_family(other.id), *other.aliases)):
            return other
    return None


def _is_of_form(form: str | None, other: Entry, entity: Entry) -> bool:
    """Whether a device is the variant of another's family that has a form: "the figure of the SXM module"."""
    words = other.id.rpartition("/")[2].split("-")
    return form is not None and form.lower() in words and words[0] == entity.id.rpartition("/")[2].split("-")[0]


def _set_aside(claim: Claim, spec: Spec, registry: Registry) -> Reason | None:
    attributes = claim.entity.attributes if claim.entity else {}
    history = attributes.get("history", {})
    # A former rate counts under whatever number format it was published.
    rates = [
        path
        for path in history
        if path != claim.field and claim.field.startswith("compute.") and path.startswith("compute.")
    ]
    for path in (claim.field, *rates):
        for record in history.get(path, ()):
            # What this registry itself had wrong was nobody's figure.
            if not record.get("corrected") and _states(claim, record["value"]):
                named = "" if path == claim.field else f" of `{path}`"
                return Reason(
                    "superseded", f"that was the figure{named} until {record.get('until')}: {record.get('why')}"
                )
    other = _other_rate(claim, spec)
    if other is not None and other.rule == "sparse-for-dense":
        return other  # a document that prints it leaves out the word
    for record in attributes.get("disputed", {}).get(claim.field, ()):
        finer = digits_of(claim.reading) > _THREE and f"{claim.value:.3g}" == f"{record['value']:.3g}"
        if finer or _states(claim, record["value"]):  # 1,228 of what another document prints as 1.23
            owner = owner_of_dispute(record, claim.entity, registry, claim.field)
            if owner is not None:
                return Reason("variant", f"{owner[claim.field].printed} is {owner.name}'s: {record.get('why')}")
            return Reason("disputed", f"{record.get('cite')} prints it, but {record.get('why')}")
    return None


_PIPES = {"matrix": "dense matrix", "matrix_sparse": "sparse", "vector": "vector"}


_SLIPS = {
    ("matrix", "matrix_sparse"): "sparse-for-dense",
    ("vector", "matrix_sparse"): "sparse-for-dense",
    ("matrix_sparse", "matrix"): "dense-for-sparse",
    ("matrix", "vector"): "vector-for-matrix",
    ("matrix_sparse", "vector"): "vector-for-matrix",
    ("vector", "matrix"): "matrix-for-vector",
}


def _other_rate(claim: Claim, spec: Spec) -> Reason | None:
    if not claim.field.startswith("compute.") or claim.field.count(".") != 2 or claim.entity is None:
        return None
    _, pipe, number_format = claim.field.split(".")
    others = [
        path
        for path in claim.entity.specs
        if path.startswith("compute.") and path.count(".") == 2 and path != claim.field
    ]
    # The same format on another pipe is the likelier slip.
    others.sort(key=lambda path: (path.split(".")[2] != number_format, path.split(".")[1] == pipe))
    for path in others:
        if _states(claim, claim.entity[path].value):
            _, other_pipe, other_format = path.split(".")
            rule = _SLIPS.get((pipe, other_pipe), "format")
            told = f"this is its {_PIPES.get(other_pipe, other_pipe)} {other_format.upper()} rate"
            wanted = f"the {_PIPES.get(pipe, pipe)} {number_format.upper()} rate is {spec.printed}"
            return Reason(rule, f"{told}; {wanted}")
    return None


def _direction(claim: Claim, spec: Spec, registry: Registry) -> Reason | None:
    if spec.direction is None:
        return None
    if any(_states(claim, value) for value in (spec.per_direction, 2 * spec.per_direction, 4 * spec.per_direction)):
        one = spec.per_direction / 1e9
        return Reason("direction", f"one direction carries {one:g} GB/s, both summed {2 * one:g} GB/s")
    for value in (spec.per_direction, 2 * spec.per_direction):
        nominal = claim.value / value
        if "pcie" in f"{spec.entity} {claim.field}" and 1 <= nominal <= _BEFORE_ENCODING:
            one = claim.value / 1e9 if value == spec.per_direction else claim.value / 2e9
            return Reason("direction", f"one direction carries {one:g} GB/s, both summed {2 * one:g} GB/s")
    for device, total in totals_of_link(claim.entity, registry) if claim.field == "per_port" else ():
        if any(_states(claim, value) for value in (total.per_direction, 2 * total.per_direction)):
            one = total.per_direction / 1e9
            told = f"all ports of {device.name} carry {one:g} GB/s in one direction, {2 * one:g} GB/s in both"
            return Reason("direction", told)
    return None


def _other_link(claim: Claim, registry: Registry) -> Reason | None:
    """The rate of another generation of a link: of one port, or of all ports of a device that has it."""
    if claim.field != "per_port" or claim.entity is None:
        return None
    kind = claim.entity.id.partition("-")[0]
    table = registry.table("interconnects").values()
    others = [other for other in table if other is not claim.entity and other.id.partition("-")[0] == kind]
    for ways in (1,) if kind in _ONE_WAY_ONLY else (1, 2):
        for other in others:
            port = other.get("per_port")
            if port is not None and port.direction is not None and _states(claim, ways * port.per_direction):
                return Reason("variant", f"{port.printed} is {other.name}'s")
            for device, total in totals_of_link(other, registry):
                if _states(claim, total.value if ways == 1 else total.per_direction):
                    return Reason("variant", f"all ports of {device.name} carry that, over {other.name}")
    return None


def _of_all_ports(claim: Claim, registry: Registry) -> Reason | None:
    """Ten times, or a tenth of, what all ports of a device carry."""
    for device, total in totals_of_link(claim.entity, registry) if claim.field == "per_port" else ():
        for power in (-1, 1, -3, 3):
            if any(_is_moved(claim, value, power) for value in (total.per_direction, 2 * total.per_direction)):
                times = f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"
                return Reason("power-of-ten", f"that is {times} what all ports of {device.name} carry")
    return None


@lru_cache(maxsize=64)
def totals_of_link(link: Entry | None, registry: Registry) -> list[tuple[Entry, Spec]]:
    """The devices that a link connects, the best known first, each with the rate of all its ports together."""
    devices = registry.table("accelerators").values() if link is not None else ()
    found = [
        (device, total)
        for device in devices
        for name, entry_id in (device.attributes.get("linked") or {}).items()
        if link is not None
        and entry_id == link.id
        and (total := device.get(f"links.{name}.total")) is not None
        and total.direction
    ]
    return sorted(found, key=lambda pair: (not pair[0].default_for, len(pair[0].id)))


def _family(entry_id: str) -> str:
    """The letters and digits that variants share: h100 of h100-sxm and h100-pcie."""
    return entry_id.rpartition("/")[2].partition("-")[0]


@lru_cache(maxsize=256)
def relatives(entity: Entry, registry: Registry, *, same_family: bool) -> list[Entry]:
    """The other entries of a vendor: those of the family, or all of its class.

    Nobody takes the figure of a game card for a data-center GPU's, and with so many cards one has nearly any figure.
    """
    vendor, family = entity.id.partition("/")[0], _family(entity.id)
    table = registry.table(entity.kind)
    found = [
        table[other]  # the others are not even read
        for other in table
        if other != entity.id and other.partition("/")[0] == vendor and (not same_family or _family(other) == family)
    ]
    kind = entity.attributes.get("class")
    return [other for other in found if same_family or other.attributes.get("class") == kind]


def _other_variant(claim: Claim, spec: Spec, registry: Registry, *, same_family: bool) -> Reason | None:
    entity = claim.entity
    if entity is None or not (entity.kind in ("accelerators", "models") or (entity.kind == "systems" and same_family)):
        return None
    for other in relatives(entity, registry, same_family=same_family):
        theirs = other.get(claim.field)
        as_well = theirs is not None and abs(theirs.value - spec.value) <= _SAME * abs(spec.value)
        if theirs is not None and not as_well and _states_size(claim, theirs.value):
            return Reason("variant", f"{theirs.printed} is {other.name}'s")
        sparse = other.get(sparse_of(claim.field)) if same_family else None
        if sparse is not None and claim.field.startswith("compute.matrix.") and _states(claim, sparse.value):
            return Reason("variant", f"{sparse.printed} is {other.name}'s, with sparsity")
    return None


_EXPERTS_AND_SIZE = regex(r"(?P<experts>\d+)x(?P<size>\d+(?:\.\d+)?)B\b", re.IGNORECASE)


def products_of_its_name(model: Entry) -> dict[int, float]:
    """How many parameters a model of experts would have, or use, if they shared nothing: 8 x 7B, 2 x 7B."""
    named = _EXPERTS_AND_SIZE.search(model.name)
    if named is None:
        return {}
    used = model.get("experts.active")
    counts = (int(named["experts"]), int(used.value) if used is not None else 0)
    return {count: count * float(named["size"]) * 1e9 for count in counts if count}


def _product_of_its_name(claim: Claim) -> Reason | None:
    if claim.entity is None or not claim.field.startswith("parameters."):
        return None
    for count, product in products_of_its_name(claim.entity).items():
        if _states(claim, product):
            told = f"that is {count} x {product / count / 1e9:g}B; the experts share all other layers"
            return Reason("experts", told)
    return None


def has_two_dies(entity: Entry | None) -> bool:
    """Whether the package of a device holds two dies, which software may show as two devices."""
    return entity is not None and _TWO_DIES.search(str(entity.attributes.get("notes", ""))) is not None


def _dies(claim: Claim, spec: Spec) -> Reason | None:
    """Half of a package of two dies is what software shows as one device."""
    if has_two_dies(claim.entity) and _states(claim, spec.value / 2):
        return Reason("per-die", f"that is one of the two dies; the package has {spec.printed}")
    return None


_SYSTEM_SIZES = (8, 4, 16, 72, 36)


def _multiple(claim: Claim) -> int | None:
    """How many times its spec a claim is, where that is the size of a system."""
    spec = claim.entity.get(claim.field) if claim.entity else None
    if spec is None:
        return None
    return next((count for count in _SYSTEM_SIZES if _states(claim, count * spec.value)), None)


def _system_in_row(claim: Claim, spec: Spec, table: list[Claim]) -> Reason | None:
    """Eight times the value where the whole row is of a system of eight."""
    count = _multiple(claim)
    cell = claim.stated.cell
    if count is None or cell is None:
        return None
    row = [other for other in table if other is not claim and other.stated.cell and other.stated.cell.row == cell.row]
    if any(_multiple(other) == count or _system_reason(other) == count for other in row):
        return Reason("system", f"that is a system of {count}; one has {spec.printed}")
    return None


def _system_reason(claim: Claim) -> int | None:
    spec = claim.entity.get(claim.field) if claim.entity else None
    found = _system(claim, spec) if spec is not None else None
    return int(found.sentence.split()[5].rstrip(";")) if found is not None else None


def _system(claim: Claim, spec: Spec) -> Reason | None:
    """The figure of a server or a rack under the name of one of its devices, perhaps another rate of it."""
    entity = claim.entity
    if entity is None or entity.kind != "accelerators" or not claim.field.startswith(("memory.", "compute.", "power.")):
        return None
    others = [spec.value]
    if claim.field.startswith("compute.matrix."):
        sparse = entity.get(sparse_of(claim.field))
        others += [sparse.value] if sparse else []
    others += entity.printed_elsewhere(claim.field)
    for count in _SYSTEM_SIZES:
        if any(_states(claim, count * value) for value in others):
            return Reason("system", f"that is a system of {count}; one has {spec.printed}")
    return None


_TWO_DIES = AnyCase(r"two (?:compute )?dies|two GCDs|dies \(GCDs\)|two graphics compute dies")
_FACTORS = (
    (8.0, "bits-for-bytes", "that is the number of bits: eight times the bytes"),
    (1 / 8, "bits-for-bytes", "that is an eighth: bits were taken for bytes"),
    (2.0, "twice", "that is exactly twice the value"),
    (0.5, "half", "that is exactly half the value"),
)
_THREE = 3  # digits
_FEW = 20  # steps of the last digit: fewer agree by chance
_BINARY = (1.024, 1.048576, 1.073741824, 1.099511627776)


def _is_moved(claim: Claim, value: float, power: int) -> bool:
    """Whether the digits of a claim, the point moved back, state a value: 670 for 67."""
    reading = claim.reading
    moved = reading._replace(
        value=reading.value / 10.0**power, resolution=reading.resolution * 10.0 ** max(0, -power), hedge=""
    )
    telling = moved.value >= _FEW * moved.resolution
    return telling and agrees(moved, claim.unit.factor if claim.unit else 1.0, value)


def _factor(claim: Claim, spec: Spec) -> Reason | None:
    if not spec.value:
        return None
    values = [spec.value] if spec.direction is None else [spec.per_direction, 2 * spec.per_direction]
    sparse = claim.entity.get(sparse_of(claim.field)) if claim.entity else None
    rates = [sparse.value] if sparse is not None and claim.field.startswith("compute.matrix.") else []
    for power in (-9, -6, -3, -2, -1, 1, 2, 3, 6, 9):
        if any(_is_moved(claim, value, power) or _states_size(claim, value * 10.0**power) for value in values + rates):
            times = f"{10**power:,} times" if power > 0 else f"1/{10**-power:,} of"
            return Reason("power-of-ten", f"that is {times} the value: a slip of the decimal point or the prefix")
    of_data = claim.unit is None or any(name == "data" for name, _ in claim.unit.dimension)
    for factor, rule, sentence in _FACTORS if of_data else _FACTORS[2:]:
        same = _states_size if factor >= 0.5 else _states
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
        if _states(claim, spec.value * step) or _states(claim, spec.value / step):
            return Reason("binary-prefix", "GB (powers of 1000) and GiB (powers of 1024) were taken for one another")
    return None
