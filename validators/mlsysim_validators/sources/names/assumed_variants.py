"""Which variants are meant where only a family is named: those whose memory, or nearly all numbers, a text states."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim, states_spec_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.variants import has_memory, is_another_card
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_FORM_ALONE = regex(r"(?:PCIe|SXM\d?|NVL|OAM|\d+ ?GB)")  # "the SXM variant": beside the one that the text is about
_SIZED = regex(r"(?P<gb>\d{2,3}) ?-?Gi?B\b")
# "with its 80 GB", "has only 80 GB"; "the H100 with 94 GB" says which one.
_HAS = regex(r"\b(?:(?:with|of|in|into) (?:its|their)|ha[sv]e?|holds?|offers?)(?: (?:only|about|just))? \W?$")
_BEFORE = 40
_LEAST_FITTING = 2
_NEARLY_ALL = 0.75
_LONGEST_LABEL = 200
_MOST_NAMES = 12  # cells at the beginning of a row, where names stand
_SAME_SIZE = 0.01


def choose_variants(claims: Iterable[Claim], slides: Iterable[Slide], finder: EntityFinder) -> None:
    """Where a family name stands with a memory size that another variant has, that variant is meant: "A100 (40 GB)".

    Elsewhere it may be a variant that the document names in full, unless it names the family's default as well.
    """
    groups: dict[tuple[int, str, int, str], list[Claim]] = {}
    for claim in claims:
        if claim.assumed and claim.entity is not None and claim.entity.kind == "accelerators":
            groups.setdefault((*_place(claim), claim.entity.id), []).append(claim)

    @cache
    def in_full() -> frozenset[str]:
        full = (m for slide in slides for m in slide.mentions(finder) if not m.assumed)
        return frozenset(m.entry.id for m in full if not _FORM_ALONE.fullmatch(m.name))

    @cache
    def by_size() -> frozenset[str]:
        every = (m for slide in slides for m in slide.mentions(finder))
        return in_full() | {m.entry.id for m in every if _SIZED.search(m.name)}

    @cache
    def by_form() -> frozenset[str]:
        every = (m for slide in slides for m in slide.mentions(finder) if not m.assumed)
        return frozenset(m.entry.id for m in every)

    for claim in claims:
        if claim.entity is not None and claim.entity.kind == "accelerators":
            claim.siblings = _named_around(claim, claim.entity, finder)
    mostly = _of_the_document(groups.values(), finder)
    for group in groups.values():
        entity = group[0].entity
        assert entity is not None
        sizes = {claim.value for claim in group if claim.field == "memory.capacity"}
        size = sizes.pop() if len(sizes) == 1 else 0.0
        variant = finder.families.of_size(entity, size) if size else None
        if variant is not None:
            alike = _with_its_memory(variant, size, finder)
            told = [one for one in alike if one.id in by_size() and one.id != entity.id]
            variant = _of_its_numbers(told or alike, group)
        fitting = (_all_fit(group, finder) or _spoken_for(group, finder)) if variant is None else None
        if variant is not None and entity.id in in_full() and variant.id not in by_size() and _has_it(group):
            for claim in group:  # "an H100 with its 94 GB", where all the text is about the H100 SXM
                claim.assumed, claim.notes = False, [f"taken as {entity.name}, which the text names in full"]
        elif variant is not None:
            for claim in group:
                claim.entity, claim.assumed = variant, False
                claim.notes = [f"with that memory it is {variant.name}"]
        elif fitting is not None:
            for claim in group:
                claim.entity = fitting
                claim.notes = [f"taken as {fitting.name}, whose all its numbers are"]
        elif (of_most := mostly.get(entity.id)) is not None and entity.id not in in_full():
            for claim in group:
                if not states_spec_of(claim, entity):
                    claim.entity, claim.siblings = of_most, (entity,)
                    claim.notes = [f"taken as {of_most.name}, whose most numbers of the text are"]
        else:
            named = in_full()
            settled = entity.id in by_form()
            for claim in group:
                claim.settled = settled
            others = (other for other in finder.families.siblings(entity) if other.id in named)
            siblings = tuple(other for other in others if not is_another_card(entity, other))
            own = size if size and has_memory(entity, size) else 0.0  # 64 GB are of four
            for claim in group:
                only = siblings[0] if len(siblings) == 1 and _may_have(siblings[0], own, claim.name) else None
                if only is not None and entity.id not in by_form():  # the default's value is right as well
                    claim.entity, claim.siblings = only, (entity,)
                    claim.notes = [f"taken as {only.name}, which the text names in full elsewhere"]
                elif siblings and entity.id not in named:
                    claim.siblings = siblings
                elif claim.field.startswith("memory."):  # "the A100: 1.6 TB/s" where those of 40 and 80 GB are named
                    of_family = (other for other in finder.families.siblings(entity) if other.id in by_size())
                    claim.siblings = tuple(other for other in of_family if _size(other) != _size(entity))


def _may_have(variant: Entry, size: float, name: str) -> bool:
    """Whether a variant has the memory that is stated beside a name, if any, or that the name itself says."""
    said = _SIZED.search(name)
    named = float(said["gb"]) * 1e9 if said is not None else 0.0
    return all(has_memory(variant, one) for one in (size, named) if one)


def _with_its_memory(variant: Entry, size: float, finder: EntityFinder) -> list[Entry]:
    """The variants of its family that have that memory, itself the first of them."""
    others = [one for one in finder.families.siblings(variant) if one.get("memory.capacity") is not None]
    return [variant, *(one for one in others if abs(one["memory.capacity"].value / size - 1) < _SAME_SIZE)]


def _of_its_numbers(alike: list[Entry], group: list[Claim]) -> Entry:
    """Of the variants with a memory the one whose figures most others of a group are: 250 W are the PCIe card's."""

    def fitting(one: Entry) -> int:
        return sum(states_spec_of(claim, one) for claim in group)

    return max(alike, key=fitting)


def _named_around(claim: Claim, entity: Entry, finder: EntityFinder) -> tuple[Entry, ...]:
    """Those variants that the row or the headings of a number name, of which its own name is the shorter form.

    "The Orin Nano 8GB" below the heading "Jetson Orin Nano Super" is the Super.
    """
    own = _words_of(entity)
    longer = {other.id for other in finder.families.siblings(entity) if _words_of(other) > own}
    if not longer:
        return ()
    block, cell, table = claim.stated.block, claim.stated.cell, claim.stated.table
    around = [block.title, block.section]
    row = table.row_of(cell)[:_MOST_NAMES] if table is not None and cell is not None else ()
    around += [other.text.text for other in row]
    named = (mention.entry for text in around for mention in finder.mentions(text[:_LONGEST_LABEL]))
    return tuple({entry.id: entry for entry in named if entry.id in longer}.values())


def _words_of(entity: Entry) -> frozenset[str]:
    return frozenset(entity.id.rpartition("/")[2].split("-"))


def _has_it(group: list[Claim]) -> bool:
    """Whether a memory is said to be what a device has, so that it does not tell which device is meant."""
    sizes = (claim for claim in group if claim.field == "memory.capacity")
    return all(
        claim.stated.cell is None
        and _HAS.search(claim.stated.text.text, max(0, claim.reading.start - _BEFORE), claim.reading.start)
        for claim in sizes
    )


def _size(entity: Entry) -> float:
    spec = entity.get("memory.capacity")
    return spec.value if spec is not None else 0.0


def _all_fit(group: list[Claim], finder: EntityFinder) -> Entry | None:
    """The variant that the numbers of a row are right for, all or nearly all, where several are not the default's."""
    entity = group[0].entity
    specs = [claim for claim in group if claim.kind == "spec" and not claim.field.startswith("links.")]
    if entity is None or sum(not states_spec_of(claim, entity) for claim in specs) < _LEAST_FITTING:
        return None  # one may as well be an error
    others = [other for other in finder.families.siblings(entity) if other.id != entity.id]
    fitting = {other.id: sum(states_spec_of(claim, other) for claim in specs) for other in others}
    best = max(others, key=lambda other: fitting[other.id], default=None)
    return best if best is not None and fitting[best.id] >= _NEARLY_ALL * len(specs) else None


def _of_the_document(groups: Iterable[list[Claim]], finder: EntityFinder) -> dict[str, Entry]:
    """For the default of a family the variant that the numbers of its name in the whole text speak for, if any."""
    every: dict[str, list[Claim]] = {}
    for group in groups:
        if group[0].entity is not None:
            every.setdefault(group[0].entity.id, []).extend(group)
    found = {name: _spoken_for(claims, finder) for name, claims in every.items()}
    return {name: variant for name, variant in found.items() if variant is not None}


def _spoken_for(claims: list[Claim], finder: EntityFinder) -> Entry | None:
    """The one variant that figures of several fields are right for and the default not, where none is the default's."""
    entity = claims[0].entity
    specs = [claim for claim in claims if claim.kind == "spec" and not claim.field.startswith("links.")]
    if entity is None or len(specs) < _LEAST_FITTING:
        return None
    own: list[Claim] = []
    others: list[Claim] = []
    for claim in specs:
        (own if states_spec_of(claim, entity) else others).append(claim)
    found = [
        variant
        for variant in finder.families.siblings(entity)
        if len({claim.field for claim in others if states_spec_of(claim, variant)}) >= _LEAST_FITTING
        if all(claim.field not in variant or states_spec_of(claim, variant) for claim in own)
    ]
    return found[0] if len(found) == 1 else None


def _place(claim: Claim) -> tuple[int, str, int]:
    """The row, the column or the sentence that a claim shares with others about the same device."""
    cell = claim.stated.cell
    if cell is None:
        return id(claim.stated.text), "sentence", claim.stated.sentence_span()[0]
    if claim.how == "its column":
        return id(claim.stated.block), "column", cell.column
    return id(claim.stated.block), "row", cell.row
