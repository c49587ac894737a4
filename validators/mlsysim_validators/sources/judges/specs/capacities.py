"""Memory sizes and counts as makers, drivers and titles state them: in powers of 1024, or of several variants."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.link_rates.links import acceptable
from mlsysim_validators.sources.names.variants import families_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_RIGHT_BEHIND = regex(r"\w $")
# "1,555 GB/s bandwidth (40GB model)"
_SIZE_BEHIND = regex(
    r"[\w ]{0,24}\((?:the |on the )?(?P<gb>\d{2,3}) ?GB(?: (?:model|version|variant|card|board|part|SKU|one))?\)"
)
_NAME_BEHIND = regex(r" \((?P<name>[A-Z][\w. -]{3,40})\)")  # "Up to 228 GB/s (X2 Elite Extreme)"
_LONGEST_BEHIND = 60
_TERA = 4
_BETWEEN_SIZES = regex(r"[ \u00a0]?(?:/|or|and|,|&)[ \u00a0]?")
_MORE_MEMORY = 1.1
_DRIVER_SHARE = 0.92
_AFTER_ANOTHER = regex(r"\d ?(?:[KMGT]i?B(?:/s)?)? ?/ ?\Z")
_BEFORE_ANOTHER = regex(r" ?/ ?\d")
_FULL_COUNT = 1000  # as drivers print it, to the MiB
_AS_GIB = 0.985
_DRIVER_COUNT = 0.97  # what a driver reports of a memory, as a share of its nominal size in GiB


_OF_A_SIZE = regex(r"-\d+gb$")
_SAYS_SIZE = regex(r"\d ?GB", re.IGNORECASE)

ONE_OF_SIZES = "one of several sizes that its family has"


def one_of_several_sizes(claim: Claim, slide: Slide, registry: Registry) -> bool:
    """Whether a memory size stands beside another one, as where a device has variants: "16 GB / 32 GB".

    Or right behind the name of a family that has it: "A100 40 GB".
    """
    if claim.field != "memory.capacity" or claim.entity is None:
        return False
    sizes = [entry.get(claim.field) for entry in families_of(registry).siblings(claim.entity)]
    is_a_size = any(size and claim.unit and agrees(claim.reading, claim.unit.factor, size.value) for size in sizes)
    if not is_a_size:
        return False
    if claim.assumed and claim.direct and _RIGHT_BEHIND.search(claim.stated.text.text, 0, claim.reading.start):
        return True
    text = claim.stated.text.text
    for other in slide.beside(claim):
        first, last = sorted((claim.reading, other.reading), key=lambda reading: reading.start)
        joint = _BETWEEN_SIZES.fullmatch(text, first.end, last.start)
        factor = other.unit.factor if other.unit is not None else 0.0
        if joint and any(size and agrees(other.reading, factor, size.value) for size in sizes):
            return True
    return False


def is_of_an_unknown_size(claim: Claim, registry: Registry) -> bool:
    """Whether a bare name may mean a variant that the registry lacks: it knows the RTX 4060 Ti with 16 GB alone."""
    entity = claim.entity
    if entity is None or _OF_A_SIZE.search(entity.id) is None or claim.field not in ("memory.capacity", "power.tdp"):
        return False
    own = entity.get("memory.capacity")
    sizes = {spec.value for one in families_of(registry).siblings(entity) if (spec := one.get("memory.capacity"))}
    less = claim.expected is not None and claim.value < claim.expected.value
    return own is not None and len(sizes) == 1 and less and _SAYS_SIZE.search(claim.name) is None


def as_in_a_superchip(claim: Claim, registry: Registry) -> Entry | None:
    """The superchip with a device's chip whose figure a bare name's is: 10 PFLOP/s FP4 of the B200 in a GB200."""
    entity, unit = claim.entity, claim.unit
    if entity is None or unit is None or not claim.assumed or entity.kind != "accelerators":
        return None
    maker, _, name = entity.id.partition("/")
    for one, other in registry.table("accelerators").items():
        if not one.startswith(f"{maker}/g{name.partition('-')[0]}"):
            continue
        theirs = other.get(claim.field)
        if theirs is not None and _has_as_much(other, entity) and agrees(claim.reading, unit.factor, theirs.value):
            return other
    return None


def _has_as_much(other: Entry, entity: Entry) -> bool:
    """Whether two have nearly the same memory; a GH200 with 96 GB has another chip's than an H200."""
    sizes = [size.value for one in (other, entity) if (size := one.get("memory.capacity")) is not None]
    return len(sizes) < len((other, entity)) or max(sizes) < _MORE_MEMORY * min(sizes)


def of_a_size_beside(claim: Claim, slide: Slide, registry: Registry) -> bool:
    """Whether a figure is that of one of the sizes that its slide gives a family: "40GB or 80GB; 1.6 TB/s"."""
    if claim.entity is None or claim.unit is None or not claim.assumed:
        return False
    if claim.stated.cell is not None and _is_one_of_two(claim):
        siblings = (entry.get(claim.field) for entry in families_of(registry).siblings(claim.entity))
        factor = claim.unit.factor
        if any(spec is not None and agrees(claim.reading, factor, spec.value) for spec in siblings):
            return True
    given = (one for one in slide.claims if one.field == "memory.capacity" and one.verdict == "match")
    sizes = [one for one in given if one.reason == ONE_OF_SIZES or one.reason.startswith("with that memory")]
    for entry in families_of(registry).siblings(claim.entity):
        capacity, spec = entry.get("memory.capacity"), entry.get(claim.field)
        if capacity is None or spec is None or not agrees(claim.reading, claim.unit.factor, spec.value):
            continue
        if any(one.unit and agrees(one.reading, one.unit.factor, capacity.value) for one in sizes):
            return True
    return False


def _is_one_of_two(claim: Claim) -> bool:
    """Whether a slash joins a number to another in its cell: "1,555 GB/s / 2,039 GB/s", "4/4.9 TB/s"."""
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    return _AFTER_ANOTHER.search(text[:start]) is not None or _BEFORE_ANOTHER.match(text, end) is not None


def variant_of_its_bracket(claim: Claim, around: Surroundings, registry: Registry) -> Entry | None:
    """The variant that brackets right behind a number that is its name, or whose memory stands in them.

    "1,555 GB/s (40GB)", "228 GB/s (X2 Elite Extreme)".
    """
    end = claim.reading.end
    text = claim.stated.text.text
    named = _NAME_BEHIND.match(text, end, end + _LONGEST_BEHIND)
    if named is not None and (variant := _variant_called(named["name"], claim, around, registry)) is not None:
        return variant
    said = _SIZE_BEHIND.match(text, end, end + _LONGEST_BEHIND)
    if said is None or claim.entity is None or claim.unit is None or claim.field == "memory.capacity":
        return None
    for other in families_of(registry).siblings(claim.entity):
        size, theirs = other.get("memory.capacity"), other.get(claim.field)
        if size is None or theirs is None or round(size.value / 1e9) != int(said["gb"]):
            continue
        if _is_stated(theirs, claim, around):
            return other
    return None


def _is_stated(spec: Spec, claim: Claim, around: Surroundings) -> bool:
    """Whether a claim states a specification, in whichever direction its words leave open."""
    factor = claim.unit.factor if claim.unit is not None else 1.0
    return any(agrees(claim.reading, factor, value) for value in acceptable(spec, around))


def _variant_called(name: str, claim: Claim, around: Surroundings, registry: Registry) -> Entry | None:
    """The relative of a claim's device, with the number that it states, whose name ends as it is called."""
    if claim.entity is None or claim.unit is None or claim.entity.name.endswith(name):
        return None
    for other in relatives(claim.entity, registry, same_family=False):
        theirs = other.get(claim.field) if other.name.endswith(f" {name}") else None
        if theirs is not None and _is_stated(theirs, claim, around):
            return other
    return None


def variant_as_driver_counts(claim: Claim, reading: Reading, registry: Registry) -> Entry | None:
    """The variant of a family whose memory, as a driver counts it, this is: 42 GB of an A100 of 40."""
    if claim.field != "memory.capacity" or not claim.assumed or claim.entity is None or claim.unit is None:
        return None
    for other in relatives(claim.entity, registry, same_family=True):
        size = other.get(claim.field)
        own = claim.entity.get(claim.field)
        same = size is None or (own is not None and own.value == size.value)
        if (
            size is not None
            and not same
            and claim.value > size.value
            and agrees_in_powers_of_1024(claim, reading, size.value)
        ):
            return other
    return None


def is_as_reported(claim: Claim, reading: Reading) -> bool:
    """Whether a capacity is what a driver reports of the device, in GiB: 22.5 GB of an L4."""
    usable = claim.entity.get("memory.usable") if claim.entity is not None else None
    if claim.field != "memory.capacity" or usable is None or claim.unit is None or claim.unit.symbol != "GB":
        return False
    return agrees(reading, 1024.0**3, usable.value)


def agrees_in_powers_of_1024(claim: Claim, reading: Reading, actual: float) -> bool:
    """Whether a capacity in kB, MB, GB is right when its prefix is read as a power of 1024, as memory makers do."""
    unit = claim.unit
    power = {"k": 1, "M": 2, "G": 3, "T": 4}.get(unit.symbol[0]) if unit and unit.symbol.endswith("B") else None
    if power is None or unit is None:
        return False
    if "i" not in unit.symbol:
        if agrees(reading, 1024.0**power, actual):
            return True
        if power == _TERA and agrees(reading, 1000.0 * 1024.0 ** (power - 1), actual):
            return True  # 4,096 chips of 32 GiB are 128 TiB, or "131 TB"
        if claim.entity is not None and claim.entity.kind == "systems":
            return False  # a driver counts each device
        cut_off = claim.value + 0.99 * reading.resolution * unit.factor  # 42 for 42.4
        least = claim.value - 0.5 * reading.resolution * unit.factor  # 34.4 for 34.36
        if _AS_GIB * actual * 1.024**3 <= cut_off and least <= actual * 1.024**3 and actual >= 1e9:
            return True  # 80 GiB of chips, less what the driver keeps, in powers of 1000: 85 GB
        # A driver's count: 80 GB of HBM are 80 GiB of chips, of which it reports 81,251 MiB and, with ECC, fewer.
        nominal = actual / 1e9 * 1024
        counted = unit.symbol == "MB" and claim.reading.value % 1000 and actual >= 1e9
        return bool(counted) and _DRIVER_SHARE * nominal <= claim.reading.value <= nominal
    # 80 GB of HBM are 80 GiB of chips, of which a driver reports 79.
    nominal = actual / 1e9 * 1024.0 ** (3 - power)
    share = _DRIVER_SHARE if reading.value >= _FULL_COUNT else _DRIVER_COUNT  # "46068 MiB" of 48 GB with ECC
    return agrees(reading, 1.0, nominal) or share * nominal <= claim.reading.value <= nominal


def counts_in_1024(reading: Reading, claim: Claim, spec: Spec) -> bool:
    """Whether a count in K is right in steps of 1024: a context of 128K is one of 131,072 tokens."""
    return claim.unit is not None and claim.unit.symbol in ("K", "k") and agrees(reading, 1024.0, spec.value)
