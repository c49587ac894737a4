"""Figures under the name of a system that are those of one of its devices, or of all of them."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.reading import count_words
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.names.variants import families_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_DEVICE = r"(?:GPUs?|devices?|chips?|cards?|accelerators?)\b"
_OF_EACH = regex(rf"\b(?:per|each) {_DEVICE}|/ ?{_DEVICE}|\bof (?:an?|one|every) {_DEVICE}|\bapiece\b", re.IGNORECASE)
_EACH_WITH = regex(rf"{_DEVICE}[^.;]{{0,12}}\beach\b[^.;]*$|\b[Ee]ach {_DEVICE}[^.;]*$", re.IGNORECASE)
# "Individual specifications:", "Per GPU:", over a table
_FOR_EACH = AnyCase(
    rf"\bindividual (?:\w+ )?(?:spec|figure|rate|data|{_DEVICE})|\b(?:per|each|single|of (?:an?|one|every)) {_DEVICE}|"
    r"单卡|[单每](?:个|张)? ?(?:gpu|卡)"
)
_LONGEST_LEAD = 120
_SPARSE = AnyCase(r"spars")
_DENSE = AnyCase(r"\bdense")
_SHARED = ("memory.", "compute.", "power.", "tiers.", "links.nvlink.", "links.infinity_fabric.")
_TOGETHER = AnyCase(r"together|in (?:all|total|sum)|total|altogether|combined|overall")
_FAR_MORE = 1.9  # times the figure of one device
_MOST_OF_ONE = 2.5  # times the figure of one device: with sparsity twice
_REACH = 12
_COARSER = 0.05
_NEXT_WORDS = 30


def take_for_its_device(claim: Claim, around: Surroundings, slide: Slide, registry: Registry) -> None:
    """Let a claim about a system be about its device, where its words or the others of its row say that it is of each.

    What the system itself is specified with stays the system's.
    """
    system = claim.entity
    device = registry.device_of(system)
    if system is None or device is None or claim.unit is None or not claim.field.startswith(_SHARED):
        return
    own = system.get(claim.field)
    if own is not None and agrees(claim.reading, claim.unit.factor, own.value):
        return
    field = claim.field
    if field == "power.max" and field not in device:
        field = "power.tdp"
    said = _says_of_each(claim, around)
    # Of caches a system has none but those of its devices.
    of_each = said or field.startswith("tiers.") or _row_is_of_each(claim, device, system, slide)
    of_one = field in device and claim.value <= _MOST_OF_ONE * device[field].value
    of_each = of_each or (of_one and _table_is_of_each(claim, device, system, slide))
    if field not in device or not of_each:
        return
    claim.entity, claim.field = device, field
    claim.sure = claim.sure or (said and not claim.measured)
    claim.beside = True
    claim.notes.append(f"taken as of each device of {system.name}")


def take_for_its_system(claim: Claim, around: Surroundings, registry: Registry) -> None:
    """Let a claim about counted devices be about the system that holds them: "a p4d.24xlarge has eight A100 with 320 GB
    together", "DGX-2: 16 V100, 512 GB, 10 kW"."""
    device = claim.entity
    systems = {other.id: other for other in claim.others if other.kind == "systems" and _field_in(other, claim.field)}
    if device is None or device.kind != "accelerators" or len(systems) != 1 or claim.stated.cell is not None:
        return
    (system,) = systems.values()
    own, number = registry.device_of(system), system.get("devices")
    spec = device.get(claim.field)
    if own is None or number is None or claim.unit is None or number.value <= 1:
        return
    far_more = spec is not None and claim.value >= _FAR_MORE * spec.value and _is_named(system, around)
    if not far_more and not _TOGETHER.search(around.after[:_NEXT_WORDS]):
        return
    siblings = families_of(registry).siblings(device)
    counted = number.value in {word.value for word in count_words(around.sentence_before)} or re.search(
        rf"(?<![\w.,]){number.value:g}(?![\w.,]\d)", around.sentence_before
    )
    if counted and own.id in {sibling.id for sibling in siblings}:
        claim.entity, claim.field, claim.beside = system, _field_in(system, claim.field), True
        claim.notes[:] = []


def _is_named(system: Entry, around: Surroundings) -> bool:
    return any(name in around.sentence_before for name in (system.name, *system.aliases, *system.default_for))


def _field_in(system: Entry, field: str) -> str:
    """What a system has in the place of a field of its devices: its power is what it draws at most; "" for nothing."""
    field = "power.max" if field == "power.tdp" and field not in system else field
    return field if field in system else ""


def is_of_all_devices(claim: Claim, registry: Registry) -> str:
    """How a figure of a system is that of all its devices, where its sheet prints it coarser; "" where it is not."""
    system = claim.entity
    device = registry.device_of(system)
    number = system.get("devices") if system is not None else None
    spec = device.get(claim.field) if device is not None else None
    if spec is None or number is None or claim.unit is None or not claim.field.startswith(_SHARED):
        return ""
    whole = number.value * spec.value
    own = system.get(claim.field) if system is not None else None
    near = own is not None and abs(whole / own.value - 1) <= _COARSER
    right = near and agrees(claim.reading, claim.unit.factor, whole)
    return f"{number.value:g} times {spec.printed} of {device.name}" if right and device is not None else ""


def judge_total(claim: Claim, around: Surroundings, registry: Registry) -> bool:
    """Judge a figure that the registry has of a system's device only: of each, or of all together."""
    system = claim.entity
    device = registry.device_of(system)
    spec = device.get(claim.field) if device is not None else None
    number = system.get("devices") if system is not None else None
    if system is None or device is None or spec is None or number is None or claim.unit is None:
        return False
    if not claim.field.startswith(_SHARED):
        return False
    factor, all_of_it = claim.unit.factor, int(number.value)
    systems = _systems(around, system)
    for times in dict.fromkeys((1, all_of_it, all_of_it * systems)):
        if agrees(claim.reading, factor, times * spec.value):
            told = f"{times} times {spec.printed} of {device.name}" if times > 1 else f"of each device: {spec.printed}"
            claim.expected = Expected.of(spec)
            claim.decide("match", told)
            return True
    sparse = device.get(sparse_of(claim.field))
    words = f"{around.sentence} {around.row} {around.column} {around.title}"
    if sparse is None or sparse is spec or claim.measured or _SPARSE.search(words):
        return False
    for times in dict.fromkeys((1, all_of_it, all_of_it * systems)):
        # Vendors advertise a system with its sparse rate: "5 PFLOPS of AI".
        advertised = times == all_of_it and not _DENSE.search(words)
        if not advertised and agrees(claim.reading, factor, times * sparse.value):
            right = printed(times * spec.value, claim.reading, claim.unit)
            claim.expected = Expected.of(spec)
            of_them = f"{times} times " if times > 1 else ""
            claim.decide(
                "mismatch",
                f"{system.name}: {of_them}{spec.printed} of {device.name} is {right}; "
                f"this is with sparsity, {of_them}{sparse.printed}",
                rule="sparse-for-dense",
                hint=f"write {right}",
            )
            return True
    return False


def _says_of_each(claim: Claim, around: Surroundings) -> bool:
    if _OF_EACH.search(f"{claim.reading.text}{around.after[:_REACH]} | {around.row} | {around.column}"):
        return True
    return claim.stated.cell is None and _EACH_WITH.search(around.sentence_before) is not None


def _row_is_of_each(claim: Claim, device: Entry, system: Entry, slide: Slide) -> bool:
    """Whether another cell of its row states what its device has, and not what the system has."""
    if claim.stated.cell is None:
        return False
    for other in slide.same_row(claim):
        if other is claim or other.unit is None or other.entity not in (device, system):
            continue
        theirs, own = device.get(other.field), system.get(other.field)
        of_one = theirs is not None and agrees(other.reading, other.unit.factor, theirs.value)
        if of_one and not (own is not None and agrees(other.reading, other.unit.factor, own.value)):
            return True
    return False


def _table_is_of_each(claim: Claim, device: Entry, system: Entry, slide: Slide) -> bool:
    """Whether a table under the names of systems is one of their devices.

    The line over it says so, or another cell of the column states the memory of one device; none states what the
    system has, and the row does not speak of a total.
    """
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        return False
    label = table.label(cell)
    if _TOGETHER.search(f"{label.text.text if label is not None else ''} | {table.header_words(cell)}"):
        return False
    said = _FOR_EACH.search(BREAK.split(table.lead.strip())[-1][-_LONGEST_LEAD:]) is not None
    for other in slide.same_column(claim):
        if other is claim or other.unit is None or other.entity not in (device, system):
            continue
        if other.stated.block is not claim.stated.block:
            continue
        theirs, own = device.get(other.field), system.get(other.field)
        if own is not None and agrees(other.reading, other.unit.factor, own.value):
            return False
        of_one = theirs is not None and agrees(other.reading, other.unit.factor, theirs.value)
        # One that says itself that it is of each says so of itself only.
        itself = other.stated.cell is None or _OF_EACH.search(other.stated.cell.text.text) is not None
        said = said or (of_one and other.field == "memory.capacity" and not itself)
    return said


def _systems(around: Surroundings, system: Entry) -> int:
    """How many of the system the words before a figure count: "16 DGX H100 nodes: 127 PFLOP/s"."""
    for name in sorted((system.name, *system.aliases), key=len, reverse=True):
        found = re.search(rf"(?<![\w.,])(\d[\d,]*) (?:x |× )?{re.escape(name)}\b", around.sentence_before)
        if found is not None:
            return int(found[1].replace(",", ""))
    return 1
