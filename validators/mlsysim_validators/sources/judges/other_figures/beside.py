"""What the other numbers of a slide say of a specification: they fit, they are of its sheet, another device owns it."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.claims import Claim, states_spec_of
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.ownership.people import BEHIND, IN_ORDER, LINE_ABOVE, THROUGHOUT
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.slides import Slide

SHEET = 2  # figures make one


def is_right(other: Claim) -> bool:
    """Whether a number is that specification of its device which it is taken for."""
    return other.entity is not None and states_spec_of(other, other.entity)


def fits_beside(claim: Claim, slide: Slide) -> bool:
    """Whether a memory's size or its rate stands beside the other one, which is right: "180 GB and 7.7 TB/s"."""
    pair = {"memory.capacity": "memory.bandwidth", "memory.bandwidth": "memory.capacity"}.get(claim.field)
    return pair is not None and any(
        other.entity is claim.entity and other.field == pair and is_right(other) for other in slide.beside(claim)
    )


def is_stated_beside(claim: Claim, slide: Slide) -> bool:
    """Whether the sentence of a number, or the listing it is in, states that field of that device, and right."""
    return any(
        other is not claim and other.entity is claim.entity and other.field == claim.field and is_right(other)
        for other in slide.same_sentence(claim)
    )


def is_beside_another(claim: Claim, slide: Slide) -> bool:
    """Whether another specification of the same device, which is right, stands beside a number."""
    return any(
        other.entity is claim.entity and other.kind == "spec" and other.field != claim.field and is_right(other)
        for other in slide.beside(claim)
    )


def is_among_facts(claim: Claim, slide: Slide) -> bool:
    """Whether all numbers of a text are facts of one model: what is computed from them, or set up, is not there."""
    alike = slide.same_text(claim)
    return claim.stated.cell is None and all(
        other.kind == "spec" and other.entity is claim.entity for other in alike if other.verdict != "ignored"
    )


def owner_of(claim: Claim, slide: Slide) -> Entry | None:
    """Another device of the sentence whose value this is, where the number does not stand right behind a name.

    A device that has a number of its own for the same field there is none.
    """
    if claim.direct or claim.unit is None or claim.how in (BEHIND, IN_ORDER):
        return None
    served = {id(other.entity) for other in slide.beside(claim) if other.field == claim.field}
    for other in claim.others:
        theirs = other.get(claim.field)
        if other is claim.entity or id(other) in served or theirs is None:
            continue
        if agrees(claim.reading, claim.unit.factor, theirs.value):
            return other
    return None


def owner_in_section(claim: Claim, slide: Slide, registry: Registry) -> Entry | None:
    """Another device or model of its section whose value this is, where the name that it was taken for stands far.

    That name stands elsewhere in the document; or in a line above, and the other numbers of the sentence, which are
    right, are those of the other one as well.
    """
    section = slide.under(claim.stated.block.title)
    if claim.entity is None or claim.stated.cell is not None or claim.unit is None:
        return None
    if claim.how == THROUGHOUT and not _is_named(claim.entity, section):
        figures = [claim]
    elif claim.how == LINE_ABOVE and claim.stated.block.kind == "paragraph":
        figures = [other for other in _of_its_sentence(claim, slide) if other is claim or is_right(other)]
        figures = figures if len(figures) >= SHEET else []
    else:
        return None
    for other in relatives(claim.entity, registry, same_family=False) if figures else ():
        if all(states_spec_of(figure, other) for figure in figures) and _is_named(other, section):
            return other
    return None


def _of_its_sentence(claim: Claim, slide: Slide) -> list[Claim]:
    """The specifications of its device that a number's sentence states, with its own."""
    begin, end = claim.stated.sentence_span()
    beside = (claim, *slide.beside(claim))
    return [
        one for one in beside if one.entity is claim.entity and one.kind == "spec" and begin <= one.reading.start < end
    ]


def _is_named(entry: Entry, text: str) -> bool:
    return any(name in text for name in (entry.name, *entry.aliases, *entry.default_for))


def is_of_a_sheet(claim: Claim, slide: Slide) -> bool:
    """Whether other numbers in the column of a table are specifications of the same device, and right.

    Of a model the other numbers of the sentence, the row or the column: "32 layers, width 4096, 32 heads, ...".
    """
    cell, entity = claim.stated.cell, claim.entity
    if entity is None:
        return False
    of_a_model = entity.kind == "models" and (not claim.field.startswith("context") or is_among_facts(claim, slide))
    if not of_a_model and (cell is None or not claim.field.startswith(("memory.", "power."))):
        return False
    fields = {
        other.field
        for other in (slide.beside(claim) if cell is None else slide.nearby_rows(claim))
        if other is not claim
        and other.entity is entity
        and other.kind == "spec"
        and (spec := entity.get(other.field)) is not None
        and agrees(other.reading, (other.unit or other.reading.units[0]).factor, spec.value)
        and other.stated.block is claim.stated.block
        and (
            cell is None
            or (other.stated.cell is not None and other.stated.cell.column == cell.column)
            or (of_a_model and other.stated.cell is not None and other.stated.cell.row == cell.row)
        )
    }
    return len(fields - {claim.field}) >= SHEET
