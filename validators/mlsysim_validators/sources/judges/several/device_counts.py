"""How many devices a system has: "trn2.48xlarge: 16 chips", "a v5p pod has 8,960 chips", a column "GPUs" of systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.other_figures.suppositions import is_supposed
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_DEVICES = r"(?:GPUs?|chips?|devices|accelerators|TPUs|processors)"
_SYSTEMS = r"(?:racks?|instances?|nodes?|servers?|systems?|pods?|boards?|box(?:es)?)"
_OF_A_POD = rf"pod(?: size)?,? ?\(?{_DEVICES}\)?"
_HEADER = AnyCase(rf"\W*(?:#|number of |no\. of )? ?(?:{_DEVICES}|{_OF_A_POD})\W*")
_PER_POD = AnyCase(rf"\W*(?:{_OF_A_POD}|(?:max\.? |maximum )?(?:{_DEVICES} (?:per|in a|/) ?pod|pod size))\W*")
_POD = regex(r"[ \u00a0](?:[Pp]ods?|POD)\b")
_HAS = regex(
    rf"(?: {_SYSTEMS})?,? (?:has|have|holds?|contains?|packs?|comprises?|counts|consists of|is made of|joins|links|"
    r"connects)(?: all| exactly| up to)?[ \u00a0]"
)
_BESIDE = regex(rf"(?: {_SYSTEMS})?(?::|,? with| of| \()[ \u00a0]?(?:up to )?")
_SEVERAL = regex(
    r"(?:\d|\b(?i:two|three|four|five|six|eight|ten|several|many|all|these|both)) ?[x×]?[ \u00a0](?:[A-Z][a-z]+ )?\Z"
)
_SOME = AnyCase(
    r"[ \u00a0]?(?:per\b|each\b|for\b|of (?:it|them|which|these|those)|in use|used|busy|idle|free|fail|left|at \d|on )"
)
_LONGEST = 100


class _Counted(NamedTuple):
    """A system whose devices a number counts; `told`: its words say that it has them, and not only some."""

    system: Entry
    told: bool


def judge(claims: Iterable[Claim], slide: Slide, finder: EntityFinder) -> None:
    """Compare the numbers of devices that a text gives to systems with the registry's."""
    counts = [
        (claim, found)
        for claim in claims
        if claim.verdict == "unresolved" and claim.kind != "spec" and claim.reading.units[0].symbol == "GPU"
        if claim.reading.hedge == "" or (claim.reading.hedge == "below" and claim.reading.value > 1)
        for found in _counted(claim, finder)
    ]
    right = [(claim, found) for claim, found in counts if claim.reading.value == found.system["devices"].value]
    for claim, found in right:
        _take(claim, found.system)
        claim.decide("match", "")
    columns = {_column(claim) for claim, _ in right if claim.stated.cell is not None}
    for claim, found in counts:
        if (claim, found) in right or claim.reading.hedge or is_supposed(claim):
            continue
        sure = found.told or _column(claim) in columns or _is_of_its_sheet(claim, found.system, slide)
        sure = sure or _is_of_another_pod(claim, found.system, finder.registry)
        if sure and not _SOME.match(claim.stated.text.text[claim.reading.end : claim.reading.end + 12]):
            _take(claim, found.system)
            number = found.system["devices"].printed
            told = f"{found.system.name} has {number}"
            claim.decide("mismatch", told, rule="different", hint=f"write {number}")


def _take(claim: Claim, system: Entry) -> None:
    spec = system["devices"]
    claim.entity, claim.field, claim.kind, claim.unit = system, "devices", "spec", claim.reading.units[0]
    claim.expected = Expected.of(spec)


def _column(claim: Claim) -> tuple[int, int]:
    return id(claim.stated.block), claim.stated.cell.column if claim.stated.cell is not None else -1


def _is_of_its_sheet(claim: Claim, system: Entry, slide: Slide) -> bool:
    """Whether another number of its text or row is that system's, and right."""
    beside = slide.same_text(claim) if claim.stated.cell is None else slide.same_row(claim)
    return any(other.entity is system and other.verdict == "match" for other in beside)


def _is_of_another_pod(claim: Claim, system: Entry, registry: Registry) -> bool:
    """Whether a number of a pod's devices is, to the last, that of another pod."""
    others = (one for one in registry.table("systems").values() if one.attributes.get("class") == "pod")
    of_a_pod = system.attributes.get("class") == "pod"
    return of_a_pod and any(one is not system and one["devices"].value == claim.reading.value for one in others)


def _counted(claim: Claim, finder: EntityFinder) -> Iterator[_Counted]:
    """The one system whose devices a number may count."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        yield from _in_text(claim, finder)
        return
    label, header = table.label(cell), table.header_words(cell).strip()
    if label is None or cell.text.text.strip() != claim.reading.text.strip():
        return
    names = finder.mentions(label.text.text[:_LONGEST])
    systems = {name.entry.id: name.entry for name in names if name.entry.kind == "systems"}
    if _HEADER.fullmatch(header) and len(systems) == 1:
        yield from (_Counted(one, told=False) for one in systems.values() if "devices" in one)
    elif _PER_POD.fullmatch(header) and len(names) == 1:
        yield from (_Counted(one, told=False) for one in _pods(names[0].entry, finder.registry))


def _in_text(claim: Claim, finder: EntityFinder) -> Iterator[_Counted]:
    text, place, begin = claim.stated.text.text, claim.reading.start, claim.stated.sentence_span()[0]
    names = [name for name in finder.names_within(text, begin, place) if name.end + begin <= place]
    last = names[-1] if names else None
    if not isinstance(last, Mention) or _SEVERAL.search(text, begin, begin + last.start):
        return
    start, systems = begin + last.end, [last.entry] if last.entry.kind == "systems" else []
    if last.entry.kind == "accelerators" and (pod := _POD.match(text, start)) is not None:
        start, systems = pod.end(), _pods(last.entry, finder.registry)
    told, beside = _HAS.fullmatch(text, start, place), _BESIDE.fullmatch(text, start, place)
    if told is not None or beside is not None:
        yield from (_Counted(one, told is not None) for one in systems if "devices" in one)


def _pods(device: Entry, registry: Registry) -> list[Entry]:
    """The pod of a device, where there is one."""
    systems = registry.table("systems").values()
    found = [one for one in systems if one.attributes.get("class") == "pod" and registry.device_of(one) is device]
    return found if len(found) == 1 else []
