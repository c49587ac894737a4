"""From a stated quantity to what it is about: entity and field, or the reason why that is not known."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields import (
    BANDWIDTH,
    BYTES,
    CARBON,
    COUNT,
    DEVICE_PRICE,
    MEASURED_TABLE,
    MONEY,
    MONEY_RATE,
    NOT_A_SPEC,
    OF_ITS_CLAUSE,
    TIME,
    TIMED,
    Field,
    device_field,
    model_field,
)
from mlsysim_validators.sources.slides import Slide, Surroundings, Who, candidates_for, surroundings

PART_OF_A_NAME = "part of a name"
_SIZE_IN_A_NAME = re.compile(r"\d+(?:\.\d+)?[Bb]")  # the "70B" of a model that the registry need not know
_PARAMETERS = re.compile(r"[ \u2009\u00a0-]?(?:active |total |trainable )?param|[ \u2009\u00a0]?weights", re.IGNORECASE)
_WEAK = ("the slide's title", "the only one on the slide", "its sentence")
_FAR = 90
_LONGEST_NAME = 100
_JOINTS = re.compile(r"[,:] ")
_PARAGRAPH = 1000
_MEASURED_TITLE = re.compile(r"benchmark|measured|throughput|\bmfu\b|profil|results", re.IGNORECASE)
_RIDGE = re.compile(r"\bridge\b", re.IGNORECASE)
_DERIVED_TIMES = (
    ("allreduce_time", re.compile(r"all-?\s?reduce|synchroni[sz]e", re.IGNORECASE)),
    (
        "weight_load_time",
        re.compile(
            r"weight[- ]?load|load(?:ing)? (?:the |all |its )?weights|read(?:ing)? (?:the |all |its )?weights|"
            r"memory time|T_?mem",
            re.IGNORECASE,
        ),
    ),
)


def settle(claim: Claim, slide: Slide, finder: EntityFinder, operand: bool) -> Surroundings:
    """Find what a claim is about; sets its entity, field and unit, or its reason for staying unresolved.

    `operand`: the number takes part in a printed calculation, so that the slide's title does not speak of it.
    """
    stated = claim.stated
    around = surroundings(stated, slide)
    people = candidates_for(stated, around, slide, finder)
    if _inside_a_name(claim, finder):
        claim.decide("ignored", PART_OF_A_NAME)
        return around
    for unit in claim.reading.units:
        if _derived_without_device(claim, unit, around):
            return around
    # "8.03 B" counts billions; single bytes are hardly ever meant.
    for unit in sorted(claim.reading.units, key=lambda unit: unit.symbol == "B" and unit.factor == 1.0):
        for who in people:
            found = _field_of(claim, unit, who, around, operand)
            if found is not None:
                _take(claim, unit, who, found)
                claim.sure = found.named and who.how not in _WEAK and not _measured(claim, around, who)
                if stated.block.kind == "comment":  # a comment in code is terse: it speaks of what it names
                    claim.sure = claim.sure and who.name in around.sentence and claim.reading.hedge in ("", "about")
                return around
    if not claim.reason and claim.reading.units[0].symbol in ("GPU", "token"):
        claim.reason = "a setting that the slide chooses, not a claim"
    if not claim.reason:
        claim.reason = (
            "no device, model or grid of the registry is named near it"
            if not people
            else (f"what it says of {people[0].entry.name} is not understood")
        )
    return around


def _inside_a_name(claim: Claim, finder: EntityFinder) -> bool:
    """Whether the number belongs to a name ("Llama-3 8B", "A100 80GB") or counts what is named ("32x DGX H100")."""
    reading = claim.reading
    text = claim.stated.text.text
    if _SIZE_IN_A_NAME.fullmatch(reading.text) and not _PARAMETERS.match(text, reading.end):
        return True
    nearest = max(0, reading.start - _LONGEST_NAME)
    for mention in finder.mentions_within(text, nearest, reading.end + _LONGEST_NAME):
        mention = mention._replace(start=mention.start + nearest, end=mention.end + nearest)
        if (
            mention.start <= reading.start
            and reading.end <= mention.end
            and mention.end - mention.start > reading.end - reading.start
        ):
            return True
        if reading.units[0].symbol == "×" and 0 <= mention.start - reading.end <= 1:
            return True
    return False


def _derived_without_device(claim: Claim, unit: Unit, around: Surroundings) -> bool:
    """Quantities that are known by their words alone: money, AllReduce times."""
    words = f"{around.labels()} {around.sentence}"
    if unit.dimension in (MONEY, MONEY_RATE, DEVICE_PRICE, (("currency", 1), ("devices", -1))):
        yearly = re.search(r"\byears?\b|\byearly|annual|/ ?yr|p\.a\.", f"{words} {claim.text}", re.IGNORECASE)
        claim.kind, claim.unit = "derived", unit
        claim.sure = True
        if unit.dimension in (DEVICE_PRICE,) or "GPU" in unit.symbol:
            claim.field = "device_price"
        elif yearly and not re.search(r"budget", words, re.IGNORECASE):
            claim.field = "yearly_cost"
        else:
            claim.field = "money"
            claim.reason = "an amount of money whose meaning is not understood"
        return True
    if unit.symbol == "GPU" and claim.stated.cell is not None and claim.reading.value % 1 == 0:
        claim.kind, claim.unit, claim.field = "derived", unit, "devices_needed"
        return True
    if unit.dimension == TIME:
        for field, pattern in _DERIVED_TIMES:
            if pattern.search(f"{around.labels()} {around.sentence} {around.title}") and field == "allreduce_time":
                claim.kind, claim.unit, claim.field = "derived", unit, field
                claim.sure = not TIMED.search(f"{around.sentence} {around.row} {around.column}")
                return True
    return False


def _measured(claim: Claim, around: Surroundings, who: Who) -> bool:
    """Whether the words around a claim make it likelier that it was measured, or is something else, than a spec."""
    if claim.stated.cell is not None:
        headers = claim.stated.table.header_text if claim.stated.table is not None else ""
        return bool(MEASURED_TABLE.search(f"{headers} {around.row}") or _MEASURED_TITLE.search(around.title))
    if _names_it_directly(claim, who):
        return False
    if claim.field == "weight_load_time":
        return bool(TIMED.search(around.sentence))
    if any(not OF_ITS_CLAUSE.fullmatch(match.group()) for match in NOT_A_SPEC.finditer(around.sentence)):
        return True
    if NOT_A_SPEC.search(_clause(claim, around)):
        return True
    place = around.sentence.find(who.name)
    number = around.sentence.find(claim.reading.text)
    return who.how != "the line above" and (place < 0 or abs(number - place) > _FAR)


def _field_of(claim: Claim, unit: Unit, who: Who, around: Surroundings, operand: bool) -> Field | None:
    words = around.labels()
    if who.entry.kind in ("accelerators", "systems"):
        if unit.dimension == BYTES and unit.symbol == "B":  # "a 30B model": nobody states a memory in bytes
            return None
        if _RIDGE.search(words) and unit.dimension in ((), (("data", -1), ("operations", 1))) and unit.symbol != "%":
            return Field("ridge_point", "derived", True)
        if unit.dimension == TIME and _DERIVED_TIMES[1][1].search(f"{words} {around.title}"):
            return Field("weight_load_time", "derived", True)
        found = device_field(words, unit.dimension, who.entry, unit.symbol, (around.sentence, _paragraph(claim)))
        if found is None or (found.kind == "spec" and NOT_A_SPEC.search(_near(claim, around))):
            if found is not None:
                claim.reason = "a measured or wanted figure, not a specification"
            return None
        if not found.named and who.how == "the only one on the slide":
            return None
        return found
    if who.entry.kind == "models":
        if unit.dimension == BYTES and unit.symbol == "B":
            return None
        if unit.symbol in ("%", "×"):
            return None
        found = model_field(around.after, words, unit.dimension)
        if found is None and unit.dimension == BYTES and not operand:
            return model_field(around.after, f"{words} {around.title}", unit.dimension)
        return found
    if who.entry.kind == "interconnects" and unit.dimension == BANDWIDTH:
        return Field("per_port", "spec", True)
    if who.entry.kind == "grids" and unit.dimension == CARBON:
        return Field("intensity", "spec", True)
    return None


def _paragraph(claim: Claim) -> str:
    """The text around a number, further than its sentence."""
    reading = claim.reading
    return claim.stated.text.text[max(0, reading.start - _PARAGRAPH) : reading.end + _PARAGRAPH]


def _names_it_directly(claim: Claim, who: Who) -> bool:
    """Whether the name stands right before the number: "InfiniBand NDR at 400 Gbit/s"."""
    start = claim.reading.start
    before = claim.stated.text.text[max(0, start - len(who.name) - 5) : start]
    return before.endswith(tuple(f"{who.name}{joint}" for joint in (" at ", " has ", ": ", " (")))


def _clause(claim: Claim, around: Surroundings) -> str:
    """The part of the sentence that the number stands in, from comma or colon to comma or colon."""
    begin, stop = claim.stated.sentence_span()
    place, end = claim.reading.start - begin, claim.reading.end - begin
    sentence = around.sentence
    first = max((match.end() for match in _JOINTS.finditer(sentence, 0, place)), default=0)
    behind = _JOINTS.search(sentence, end)
    return sentence[first : behind.start() if behind else stop - begin]


def _near(claim: Claim, around: Surroundings) -> str:
    """The few words on both sides of the number, and its labels."""
    return f"{around.before[-40:]} {around.after[:25]} {around.row} {around.column}"


def _take(claim: Claim, unit: Unit, who: Who, found: Field) -> None:
    claim.entity, claim.field, claim.unit = who.entry, found.path, unit
    claim.kind = "spec" if found.kind == "spec" else "derived"
    claim.reason = ""
    if who.assumed:
        claim.notes.append(f"{who.name} is taken as {who.entry.name}, the default of its family")
    if unit.dimension == COUNT and unit.symbol == "B" and found.path == "parameters.total":
        claim.unit = unit
    if unit.dimension == BYTES and found.path == "weight_bytes":
        claim.kind = "derived"
