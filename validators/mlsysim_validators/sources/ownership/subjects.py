"""From a stated quantity to what it is about: entity and field, or the reason why that is not known."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES, COUNT
from mlsysim_validators.sources.fields import Field
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.candidates import candidates_for
from mlsysim_validators.sources.ownership.certainty import (
    WEAK,
    is_clear,
    is_named_near,
    is_of_each,
    is_retold,
    names_it_directly,
    says_it_has,
    seems_measured,
    words_of_measuring,
)
from mlsysim_validators.sources.ownership.device_fields import stands_by_its_name
from mlsysim_validators.sources.ownership.inside_names import PART_OF_A_NAME, is_inside_a_name
from mlsysim_validators.sources.ownership.own_words import PER_SYSTEM
from mlsysim_validators.sources.ownership.owned_fields import field_of
from mlsysim_validators.sources.ownership.people import LINE_ABOVE, THROUGHOUT, Who
from mlsysim_validators.sources.ownership.set_aside import SET_ASIDE, is_set_aside
from mlsysim_validators.sources.ownership.spec_lines import is_line_of_specs, is_sheet_of
from mlsysim_validators.sources.ownership.words_alone import is_known_by_its_words
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings, surroundings

NOT_KNOWN = "is nothing that the registry knows"
_UNCERTAINTY = regex(r"(?:±|\+/-|\\pm)[ \u00a0$]{0,2}$")
_SYSTEMS = AnyCase(r"\b(?:nodes?|servers?|systems?|clusters?|racks?|instances?|DGX|HGX)\b")
_PER_WHAT = 30
_LONGEST_NAME = 100
_LONGEST_SCALED = 200
_WIDTH = regex(
    r"(?:^[ _x×-]{1,2}|(?:α|alpha|width|multiplier)\W{1,4}(?:of )?)"
    r"(?P<width>[01]?\.\d{1,2}|1)(?![\d.]|[ \u00a0]?(?:[kMGT]i?B|[MBGK]\b|[mb]illion|%|m?[sW]\b))"
)
_IN_LABELS = ("its row", "its column")


def settle(claim: Claim, slide: Slide, finder: EntityFinder, operand: bool) -> Surroundings:
    """Find what a claim is about; sets its entity, field and unit, or its reason for staying unresolved.

    `operand`: the number takes part in a printed calculation, so that the slide's title does not speak of it.
    """
    around = surroundings(claim.stated, slide)
    if is_inside_a_name(claim, finder, around.column):
        claim.decide("ignored", PART_OF_A_NAME)
        return around
    if _UNCERTAINTY.search(claim.stated.text.text, max(0, claim.reading.start - 5), claim.reading.start):
        claim.decide("ignored", "how far the number before it may be off")
        return around
    if is_set_aside(around):
        claim.reason = SET_ASIDE
        return around
    if any(is_known_by_its_words(claim, unit, around) for unit in claim.reading.units):
        return around
    people = candidates_for(claim.stated, around, slide, finder)
    labelled = {who.entry.kind for who in people if who.entry is not None and who.how in _IN_LABELS}
    # "8.03 B" counts billions; single bytes are hardly ever meant.
    for unit in sorted(claim.reading.units, key=lambda unit: unit.symbol == "B" and unit.factor == 1.0):
        owner = _owner(claim, unit, people, labelled, around, slide, operand)
        if owner is not None:
            who, found = owner
            take(claim, unit, who, found)
            near = [other.entry for other in people if other.entry is not None and is_named_near(other)]
            _say_where_it_stands(claim, unit, who, found, near, around, slide)
            _say_how_sure(claim, who, found, near, around, slide, finder)
            return around
    claim.reason = claim.reason or _not_understood(claim, people)
    return around


def take(claim: Claim, unit: Unit, who: Who, found: Field) -> None:
    """Take a claim for a field of an entry."""
    claim.entity, claim.field, claim.unit = who.entry, found.path, unit
    claim.assumed, claim.how, claim.together = who.assumed, who.how, who.together
    assert who.entry is not None
    claim.kind = "spec" if found.kind == "spec" else "derived"
    claim.reason = ""
    if who.assumed:
        claim.notes.append(f"{who.name} is taken as {who.entry.name}, the default of its family")
    if unit.dimension == BYTES and found.path == "weight_bytes":
        claim.kind = "derived"


def _owner(
    claim: Claim,
    unit: Unit,
    people: list[Who],
    labelled: set[str],
    around: Surroundings,
    slide: Slide,
    operand: bool,
) -> tuple[Who, Field] | None:
    """The first of some candidates of whom a number in a unit states a field, and the field; may set the reason.

    `labelled`: the kinds of the entries that the labels of its row and column name.
    """
    no_model = False
    for who in people:
        no_model = no_model or who.of_a_model
        if who.of_a_model or (no_model and who.entry is not None and who.entry.kind == "models"):
            continue
        if who.entry is None:
            claim.reason = claim.reason or f"`{who.name[:_LONGEST_NAME]}` {NOT_KNOWN}"
            return None
        if who.entry.kind == "models" and _is_scaled_down(claim, who):
            claim.reason = f"a smaller variant of {who.entry.name}, which the registry does not know"
            return None
        far = who.how not in (*_IN_LABELS, "its cell")
        if far and who.entry.kind == "interconnects" and "accelerators" in labelled:
            continue
        if far and who.entry.kind == "accelerators" and "models" in labelled and unit.dimension == BYTES:
            continue
        found = field_of(claim, unit, who, around, slide, operand)
        if found is not None and who.how == THROUGHOUT and (found.kind != "spec" or claim.reading.bound):
            continue  # of some other thing, more likely
        if found is not None:
            return who, found
    return None


def _not_understood(claim: Claim, people: list[Who]) -> str:
    """Why nobody was found whose field a number states."""
    if claim.reading.units[0].symbol in ("GPU", "token"):
        return "a setting that the slide chooses, not a claim"
    if not people:
        return "no device, model or grid of the registry is named near it"
    return f"what it says of {people[0].name} is not understood"


def _say_where_it_stands(
    claim: Claim, unit: Unit, who: Who, found: Field, near: list[Entry], around: Surroundings, slide: Slide
) -> None:
    """Sets what is seen of a claim and the name of its owner: how far apart, whose else, whether it was measured.

    `near`: the entries that are named near it.
    """
    assert who.entry is not None
    claim.name = who.name
    claim.direct = claim.stated.cell is None and names_it_directly(claim, who)
    claim.owned = says_it_has(claim, who, around)
    place = around.before.rfind(who.name)
    if place >= 0:
        claim.name_distance = len(around.before) - place - len(who.name)
    claim.of_each = is_of_each(claim, around)
    claim.beside = (who.how not in WEAK and stands_by_its_name(claim, who, slide)) or claim.of_each
    a_count = who.entry.kind == "models" and (unit.dimension == COUNT or found.path == "vocabulary")
    measuring = words_of_measuring(claim, around, who) if found.kind == "spec" and not a_count else []
    claim.measured, claim.retold = bool(measuring), is_retold(measuring)
    claim.beside = claim.beside or (_is_alone(near) and who.how == "the words before it")
    claim.others = tuple(near)


def _say_how_sure(
    claim: Claim, who: Who, found: Field, near: list[Entry], around: Surroundings, slide: Slide, finder: EntityFinder
) -> None:
    """Sets whether a claim surely states that field of its owner."""
    assert who.entry is not None
    named = found.named or (who.how == LINE_ABOVE and is_line_of_specs(claim, slide.same_text(claim)))
    named = named or is_sheet_of(who.name, claim, slide.same_text(claim))
    claim.sure = named and is_clear(claim, who, slide, finder)
    if who.entry.kind == "systems" and PER_SYSTEM.search(f"{around.after[:_PER_WHAT]} {around.column}"):
        claim.beside, claim.sure = True, named
    alone = _is_alone(near) and not _SYSTEMS.search(around.sentence)
    claim.sure = claim.sure and not seems_measured(claim, around, who, alone=alone)
    if claim.stated.block.kind == "comment":  # a comment in code is terse: it speaks of what it names
        claim.sure = claim.sure and who.name in around.sentence and claim.reading.one_value


def _is_alone(near: list[Entry]) -> bool:
    return len({entry.id for entry in near}) == 1


def _is_scaled_down(claim: Claim, who: Who) -> bool:
    """Whether a width multiplier stands between a model's name and the number: "MobileNetV2 with α=0.5 has 0.7 M"."""
    text, end = claim.stated.text.text, claim.reading.start
    begin = text.rfind(who.name, max(0, end - _LONGEST_SCALED), end)
    between = text[begin + len(who.name) : end] if begin >= 0 else ""
    if claim.stated.cell is not None and begin < 0 and claim.stated.table is not None:
        label = claim.stated.table.label(claim.stated.cell)
        between = label.text.text.rpartition(who.name)[2] if label is not None else ""
    *_, last = [None, *_WIDTH.finditer(between)]
    return last is not None and float(last["width"]) < 1
