"""Whose the figures of a sentence are, by the figures: "the card for PCIe slots" with 2.0 TB/s and 350 W.

Where no name says it, or the nearest name has other figures, two that are one entry's and hardly anybody else's tell
whose all of them are. A figure that fits counts the more bits the fewer entries have it; an entry costs the more bits
the more are named as near as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import log, log2
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, COUNT, FLOP_RATE, OP_RATE, POWER
from mlsysim_validators.sources.fields import Field
from mlsysim_validators.sources.judges.link_rates.links import acceptable
from mlsysim_validators.sources.judges.specs import spec
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.ownership.owned_fields import field_of
from mlsysim_validators.sources.ownership.people import Who
from mlsysim_validators.sources.ownership.subjects import NOT_KNOWN, take
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.texts.slides import Slide, texts_of
from mlsysim_validators.sources.texts.surroundings import Surroundings

_BY_FIGURES = "its figures"
_SPECIFIED = (BYTES, BANDWIDTH, FLOP_RATE, OP_RATE, POWER, COUNT)
_FEWEST = 2  # figures, of different fields
_MOST_ENTRIES = 60
_LEAST, _MARGIN = 3.5, 1.5  # bits
_STEP, _REACH = 0.02, 3  # natural logarithm: within some 6%
_UNKNOWN = 2.0  # bits more where the sentence names what the registry does not know
# Of a number that fits nothing of its owner's only what is known to be mistaken for it is told.
_SLIPS = ("sparse-for-dense", "direction", "swapped", "superseded", "variant", "per-die", "power-of-ten",
          "bits-for-bytes", "system", "half", "twice")  # fmt: skip


class _Figure(NamedTuple):
    """A number as a field of an entry, and whether it is right as that."""

    claim: Claim
    unit: Unit
    field: Field
    right: bool


def settle(claims: Iterable[Claim], around: Mapping[int, Surroundings], slide: Slide, finder: EntityFinder) -> None:
    """Give the figures of a sentence that are nobody's so far to the entry whose they are, and judge them as its."""
    for line in _lines(claims):
        if len(line) < _FEWEST:
            continue
        found = _owner(line, around, slide, finder)
        if found is not None:
            entry, figures = found
            for figure in figures:
                _give(figure, entry, around[id(figure.claim)], slide, finder.registry)


def _lines(claims: Iterable[Claim]) -> Iterable[list[Claim]]:
    """The figures that have no owner, sentence by sentence."""
    lines: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        if claim.stated.cell is None and _is_nobodys(claim):
            lines.setdefault((id(claim.stated.text), claim.stated.sentence_span()[0]), []).append(claim)
    return lines.values()


def _is_nobodys(claim: Claim) -> bool:
    wrong = claim.kind == "spec" and claim.verdict in ("mismatch", "unresolved")
    open_ = claim.kind == "other" and claim.verdict == "unresolved"
    return (wrong or open_) and any(unit.dimension in _SPECIFIED for unit in claim.reading.units)


def _owner(
    line: Sequence[Claim], around: Mapping[int, Surroundings], slide: Slide, finder: EntityFinder
) -> tuple[Entry, list[_Figure]] | None:
    """The one entry whose the figures of a sentence are, with what they are of it."""
    found: list[tuple[float, Entry, list[_Figure]]] = []
    places = [_places(claim) for claim in line]
    for entry, cost in _spoken_of(line[0], slide, finder):
        has = finder.once(("places", entry.id), partial(_places_of, entry))
        if sum(not has.isdisjoint(near) for near in places) < _FEWEST:
            continue
        figures = [figure for claim in line if (figure := _as_its(claim, entry, around[id(claim)], slide))]
        right = {figure.field.path: figure for figure in figures if figure.right}
        if len(right) >= _FEWEST:
            bits = sum(_bits(figure, entry, finder.registry) for figure in right.values())
            found.append((bits - cost, entry, figures))
    least = _LEAST + (_UNKNOWN if any(NOT_KNOWN in claim.reason for claim in line) else 0.0)
    best = max(found, key=lambda one: one[0], default=None)
    if best is None or best[0] < least:
        return None
    rights = [figure.claim for figure in best[2] if figure.right]
    for bits, _, figures in found:
        if best[0] - bits < _MARGIN and [figure.claim for figure in figures if figure.right] != rights:
            return None
    return best[1], best[2]


def _places_of(entry: Entry) -> frozenset[int]:
    """Where on a scale of equal steps the figures of an entry lie: most entries are passed over by it."""
    return frozenset(int(log(one.value) / _STEP) for one in entry.specs.values() if one.value > 0)


def _places(claim: Claim) -> frozenset[int]:
    """The places where a figure that a number states may lie."""
    stated = (claim.reading.value * unit.factor for unit in claim.reading.units if unit.dimension in _SPECIFIED)
    steps = [int(log(value) / _STEP) for value in stated if value > 0]
    return frozenset(step + by for step in steps for by in range(-_REACH, _REACH + 1))


def _as_its(claim: Claim, entry: Entry, around: Surroundings, slide: Slide) -> _Figure | None:
    """A number as a specification of an entry, None where it is none."""
    reason = claim.reason
    who = Who(entry, _BY_FIGURES, False, entry.name)
    for unit in claim.reading.units:
        if unit.dimension not in _SPECIFIED:
            continue
        found = field_of(claim, unit, who, around, slide, operand=False)
        claim.reason = reason  # which the search may have replaced
        if found is not None and found.kind == "spec":
            theirs = entry.get(found.path)
            values = acceptable(theirs, around) if theirs is not None else []
            return _Figure(claim, unit, found, any(agrees(_exact(claim), unit.factor, value) for value in values))
    return None


def _exact(claim: Claim) -> Reading:
    """A number as it stands: "up to 400 W" tells of whom it is if just that is the most."""
    return claim.reading.unhedged() if claim.reading.bound else claim.reading


def _bits(figure: _Figure, entry: Entry, registry: Registry) -> float:
    """How much it tells that a number is that field of an entry: how few of all entries have it."""
    having = [theirs for other in registry.table(entry.kind).values() if (theirs := other.get(figure.field.path))]
    alike = sum(agrees(_exact(figure.claim), figure.unit.factor, theirs.value) for theirs in having)
    return log2((len(having) + 1) / (alike + 0.5))


def _spoken_of(claim: Claim, slide: Slide, finder: EntityFinder) -> list[tuple[Entry, float]]:
    """The devices and models, with their families, that are named in the text of a number, on its slide and elsewhere.

    With each goes how many bits it takes to choose it among those that are named as near.
    """
    on_slide = slide.once("families", lambda: _families(slide.mentions(finder), finder))
    everywhere = finder.once("families", lambda: _families(_named_anywhere(slide.document, finder), finder))
    found: dict[str, Entry] = {}
    told: list[tuple[Entry, float]] = []
    for families in (_families(finder.mentions(claim.stated.text.text), finder), on_slide, everywhere):
        for name, one in families.items():
            found.setdefault(name, one)
        told += [(one, log2(len(found) + 1)) for one in list(found.values())[len(told) : _MOST_ENTRIES]]
    return told


def _families(mentions: Iterable[Mention], finder: EntityFinder) -> dict[str, Entry]:
    """Those that are named and their families, by their ids, in the order in which they are named."""
    found: dict[str, Entry] = {}
    for entry in {mention.entry.id: mention.entry for mention in mentions}.values():
        for one in finder.once(("family", entry.id), partial(_family_of, entry, finder.registry)):
            found.setdefault(one.id, one)
    return found


def _named_anywhere(document: Document, finder: EntityFinder) -> Iterator[Mention]:
    seen: set[str] = set()
    for block in document.blocks:
        for text in texts_of(block):
            for mention in finder.mentions(text):
                if mention.entry.id not in seen:
                    seen.add(mention.entry.id)
                    yield mention


def _family_of(entry: Entry, registry: Registry) -> list[Entry]:
    """A device or a model and its variants; of a system those of its device."""
    entry = registry.device_of(entry) or entry
    return [entry, *relatives(entry, registry, same_family=True)] if entry.kind in ("accelerators", "models") else []


def _give(figure: _Figure, entry: Entry, around: Surroundings, slide: Slide, registry: Registry) -> None:
    """Judge a number as a specification of the entry whose it is."""
    claim = figure.claim
    claim.take_back("")
    claim.notes = [f"taken as {entry.name}, whose figures stand with it"]
    take(claim, figure.unit, Who(entry, _BY_FIGURES, False, entry.name), figure.field)
    claim.beside, claim.sure, claim.direct, claim.siblings = True, True, False, ()
    spec.judge(claim, around, slide, registry)
    if claim.verdict == "mismatch" and claim.rule not in _SLIPS:
        claim.take_back(f"of {entry.name}, whose figures stand with it, or of another")
