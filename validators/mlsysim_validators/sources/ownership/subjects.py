"""From a stated quantity to what it is about: entity and field, or the reason why that is not known."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import (
    BANDWIDTH,
    BYTES,
    CARBON,
    COUNT,
    DEVICE_PRICE,
    DEVICE_TIME,
    FLOP_RATE,
    INTENSITY,
    MONEY,
    MONEY_RATE,
    OP_RATE,
    POWER,
    TIME,
    TOKENS,
)
from mlsysim_validators.sources.fields import Field, model_field, stated_field
from mlsysim_validators.sources.fields.bandwidths import OF_A_PIN, is_of_a_network, is_of_another_link, network_field
from mlsysim_validators.sources.fields.capacities import MEMORY
from mlsysim_validators.sources.fields.measured import (
    DIFFERENCE,
    TIMED,
)
from mlsysim_validators.sources.fields.models import ACTIVE, EXPERTS_BEFORE, OF_EXPERTS, part_of_both
from mlsysim_validators.sources.fields.stated import OF_A_WORKLOAD
from mlsysim_validators.sources.fields.training import training_field
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.system_labels import names_a_system
from mlsysim_validators.sources.ownership.answers import question
from mlsysim_validators.sources.ownership.candidates import candidates_for
from mlsysim_validators.sources.ownership.certainty import (
    WEAK,
    is_clear,
    is_named_near,
    is_of_each,
    is_retold,
    is_size_beside_rate,
    names_it_directly,
    says_it_has,
    seems_measured,
    stands_beside,
    words_of_measuring,
)
from mlsysim_validators.sources.ownership.own_words import (
    PER_SYSTEM,
    bracket_of,
    clause_of,
    lead_of,
    own_part,
    words_of,
)
from mlsysim_validators.sources.ownership.people import (
    ITS_LIST,
    LINE_ABOVE,
    SPOKEN_OF,
    THROUGHOUT,
    Who,
)
from mlsysim_validators.sources.ownership.set_aside import SET_ASIDE, is_set_aside
from mlsysim_validators.sources.ownership.sizes_alone import size_alone
from mlsysim_validators.sources.ownership.spec_lines import is_line_of_specs, is_sheet_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings, surroundings

PART_OF_A_NAME = "part of a name"
NOT_KNOWN = "is nothing that the registry knows"
_SIZE_IN_A_NAME = regex(r"\d+(?:\.\d+)?[Bb]")  # the "70B" of a model that the registry need not know
_SIZE_ALONE = regex(r"\d{2,3} ?-?Gi?B")
_SIZES_LISTED = regex(r"\d[Bb](?:, | and |/|, and | or )$")
_SO_MANY_YEARS = regex(r"\b(?:[\d.]*[2-9]|1\d|two|three|four|five|ten)[- ]years?\b")  # over which something is paid
_ACTIVATES = regex(
    r"\b(?:activat(?:es|ing)|uses|touches|runs|engages) (?:only |just |about |some )?[~≈]?$", re.IGNORECASE
)
_OF_ALL_PARAMETERS = regex(r" (?:out )?of (?:its|the|all|their)(?: \w+)? \d[\d.]* ?[BT]\b")
_PARAMETERS_HEADER = AnyCase(r"\bparam")
_PARAMETERS = regex(r"[ \u2009\u00a0-]?(?:active |total |trainable )?param|[ \u2009\u00a0]?weights", re.IGNORECASE)
_OF_A_TRAINING = 1e18  # FLOP
_OF_A_PASS = 1e3  # FLOP
_OF_EACH_DEVICE = (
    *("memory.capacity", "memory.bandwidth", "power.tdp", "power.max"),
    *("compute.matrix.bf16", "compute.matrix.fp16"),
)
_RATED = (BYTES, BANDWIDTH, FLOP_RATE, OP_RATE)
_PER_WATT = regex(
    r"[ \u00a0]?(?:\bper|/) ?(?:(?:US )?dollars?\b|watts?\b|W\b|\$|euros?\b|€|joules?\b|mm\b)", re.IGNORECASE
)
_SYSTEMS = AnyCase(r"\b(?:nodes?|servers?|systems?|clusters?|racks?|instances?|DGX|HGX)\b")
_BILLION = 1e9
# "671 B in total, 37 B active"
_OF_PARAMETERS = regex(
    r"[ \u00a0]?(?:(?P<active>(?:are |is |being )?activ\w+|per token)|(?:in )?total|in all|overall)\b(?! tokens)",
    re.IGNORECASE,
)
_AN_INTENSITY = AnyCase(r"\b(?:arithmetic|operational|compute) intensity|\(OI\)")
_ATTAINABLE = AnyCase(r"\broofs?\b|attainable|achievable")
_PER_WHAT = 30
_LONGEST_NAME = 100
_LONGEST_PARAGRAPH = 500
_LONGEST_COUNT = 40
_UNCERTAINTY = regex(r"(?:±|\+/-|\\pm)[ \u00a0$]{0,2}$")
_LONGEST_SCALED = 200
_WIDTH = regex(
    r"(?:^[ _x×-]{1,2}|(?:α|alpha|width|multiplier)\W{1,4}(?:of )?)"
    r"(?P<width>[01]?\.\d{1,2}|1)(?![\d.]|[ \u00a0]?(?:[kMGT]i?B|[MBGK]\b|[mb]illion|%|m?[sW]\b))"
)
# A rate of a link near one of these words is not that of a port.
_NOT_A_PORT = regex(
    r"lanes?\b|per pin|nvme|ssd|\bddr\d|fabric|switch|bisection|all-?reduce|per node|achiev|measured",
    re.IGNORECASE,
)
_ROUGHLY = regex(r"~(?:$|\d)")  # "~56 GB/s" may be what was reached: right where it is right, no error where it is not
_OF_ALL_PORTS = AnyCase(r"\btotal|aggregate|per gpu|\blinks\b")
_AMOUNTS = (MONEY, MONEY_RATE, DEVICE_PRICE, (("currency", 1), ("devices", -1)))
_RIDGE = AnyCase(r"\bridge\b")
_RIDGE_BEHIND = AnyCase(r"[^.;()]{0,20}\([^()]{0,30}\bridge[^()\d]{0,16}(?:\d|\Z)")  # "2 FLOP/B (ridge ~153)"
_A_PORT = AnyCase(r"\b(?:USB|Ethernet|DisplayPort|HDMI|SATA|Thunderbolt|Wi-?Fi)\b")
_ALLREDUCE = AnyCase(r"all-?\s?reduce|synchroni[sz]e")
_WEIGHT_LOAD = AnyCase(
    r"weight[- ]?load|load(?:ing)? (?:the |all |its )?weights|read(?:ing)? (?:the |all |its )?weights|"
    r"memory time|T_?mem"
)


def settle(claim: Claim, slide: Slide, finder: EntityFinder, operand: bool) -> Surroundings:
    """Find what a claim is about; sets its entity, field and unit, or its reason for staying unresolved.

    `operand`: the number takes part in a printed calculation, so that the slide's title does not speak of it.
    """
    stated = claim.stated
    around = surroundings(stated, slide)
    if _inside_a_name(claim, finder, around.column):
        claim.decide("ignored", PART_OF_A_NAME)
        return around
    if _UNCERTAINTY.search(stated.text.text, max(0, claim.reading.start - 5), claim.reading.start):
        claim.decide("ignored", "how far the number before it may be off")
        return around
    if is_set_aside(around):
        claim.reason = SET_ASIDE
        return around
    for unit in claim.reading.units:
        if _derived_without_device(claim, unit, around):
            return around
    people = candidates_for(stated, around, slide, finder)
    # "8.03 B" counts billions; single bytes are hardly ever meant.
    labelled = [who.entry for who in people if who.how in ("its row", "its column")]
    of_a_device = any(entry is not None and entry.kind == "accelerators" for entry in labelled)
    of_a_model = stated.cell is not None and any(entry is not None and entry.kind == "models" for entry in labelled)
    for unit in sorted(claim.reading.units, key=lambda unit: unit.symbol == "B" and unit.factor == 1.0):
        no_model = False
        for who in people:
            no_model = no_model or who.of_a_model
            if who.of_a_model or (no_model and who.entry is not None and who.entry.kind == "models"):
                continue
            if who.entry is None:
                claim.reason = claim.reason or f"`{who.name[:_LONGEST_NAME]}` {NOT_KNOWN}"
                break
            if who.entry.kind == "models" and _is_scaled_down(claim, who):
                claim.reason = f"a smaller variant of {who.entry.name}, which the registry does not know"
                break
            far = who.how not in ("its row", "its column", "its cell")
            if of_a_device and far and who.entry.kind == "interconnects":
                continue
            if of_a_model and far and who.entry.kind == "accelerators" and unit.dimension == BYTES:
                continue
            found = field_of(claim, unit, who, around, slide, operand)
            if found is not None and who.how == THROUGHOUT and (found.kind != "spec" or claim.reading.bound):
                found = None  # of some other thing, more likely
            if found is not None:
                take(claim, unit, who, found)
                claim.name = who.name
                claim.direct = claim.stated.cell is None and names_it_directly(claim, who)
                claim.owned = says_it_has(claim, who, around)
                place = around.before.rfind(who.name)
                if place >= 0:
                    claim.name_distance = len(around.before) - place - len(who.name)
                claim.of_each = is_of_each(claim, around)
                claim.beside = (who.how not in WEAK and _stands_beside(claim, who, slide)) or claim.of_each
                a_count = who.entry.kind == "models" and (unit.dimension == COUNT or found.path == "vocabulary")
                measuring = words_of_measuring(claim, around, who) if found.kind == "spec" and not a_count else []
                claim.measured, claim.retold = bool(measuring), is_retold(measuring)
                near = [other.entry for other in people if other.entry is not None and is_named_near(other)]
                alone = len({entry.id for entry in near}) == 1
                claim.beside = claim.beside or (alone and who.how == "the words before it")
                alone = alone and not _SYSTEMS.search(around.sentence)
                named = found.named or (who.how == LINE_ABOVE and is_line_of_specs(claim, slide.same_text(claim)))
                named = named or is_sheet_of(who.name, claim, slide.same_text(claim))
                claim.sure = named and is_clear(claim, who, slide, finder)
                if who.entry.kind == "systems" and PER_SYSTEM.search(f"{around.after[:_PER_WHAT]} {around.column}"):
                    claim.beside, claim.sure = True, named
                claim.sure = claim.sure and not seems_measured(claim, around, who, alone=alone)
                claim.others = tuple(near)
                if stated.block.kind == "comment":  # a comment in code is terse: it speaks of what it names
                    claim.sure = claim.sure and who.name in around.sentence and claim.reading.one_value
                return around
    if not claim.reason and claim.reading.units[0].symbol in ("GPU", "token"):
        claim.reason = "a setting that the slide chooses, not a claim"
    if not claim.reason:
        claim.reason = (
            "no device, model or grid of the registry is named near it"
            if not people
            else f"what it says of {people[0].name} is not understood"
        )
    return around


def _stands_beside(claim: Claim, who: Who, slide: Slide) -> bool:
    return stands_beside(claim, who) or is_sheet_of(who.name, claim, slide.same_text(claim))


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


def _inside_a_name(claim: Claim, finder: EntityFinder, column: str) -> bool:
    """Whether the number belongs to a name ("Llama-3 8B", "A100 80GB") or counts what is named ("32x DGX H100")."""
    reading = claim.reading
    text = claim.stated.text.text
    if _SIZE_IN_A_NAME.fullmatch(reading.text):
        if _PARAMETERS_HEADER.search(column):
            return False
        if _is_the_active_part(claim):
            return False
        listed = _SIZES_LISTED.search(text, max(0, reading.start - 20), reading.start)
        if listed is not None or not _PARAMETERS.match(text, reading.end):
            return True
    nearest = max(0, reading.start - _LONGEST_NAME)
    for mention in finder.mentions_within(text, nearest, reading.end + _LONGEST_NAME):
        mention = mention._replace(start=mention.start + nearest, end=mention.end + nearest)
        if (
            mention.start <= reading.start
            and reading.end <= mention.end
            and (
                mention.end - mention.start > reading.end - reading.start - (reading.units[0].symbol == "s")  # "4090s"
                or _SIZE_ALONE.fullmatch(mention.name)  # the second of "A100 40GB / 80GB"
            )
        ):
            return True
        if reading.units[0].symbol == "×" and 0 <= mention.start - reading.end <= 1:
            return True
    unknown = finder.strangers_within(text, nearest, reading.end + _LONGEST_NAME)
    return any(name.start + nearest < reading.start and reading.end <= name.end + nearest for name in unknown)


def _is_the_active_part(claim: Claim) -> bool:
    """Whether a number is what a model uses of its parameters: "activates 37B of its 671B"."""
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    uses = _ACTIVATES.search(text, max(0, start - _LONGEST_COUNT), start)
    return uses is not None and _OF_ALL_PARAMETERS.match(text, end) is not None


def _derived_without_device(claim: Claim, unit: Unit, around: Surroundings) -> bool:
    """Quantities that are known by their words alone: money, AllReduce times."""
    if unit.dimension in _AMOUNTS:
        words = _SO_MANY_YEARS.sub("", f"{around.labels()} {around.sentence}")
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
    if unit.dimension == TIME and _ALLREDUCE.search(
        f"{around.labels()} {around.sentence} {around.title} {claim.stated.called()}"
    ):
        claim.kind, claim.unit, claim.field = "derived", unit, "allreduce_time"
        claim.sure = not TIMED.search(f"{around.sentence} {around.row} {around.column}")
        return True
    return False


def field_of(claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide, operand: bool) -> Field | None:
    """Which field of an entry a number in a unit states, by the words around it; None where none is understood.

    `operand`: the number takes part in a printed calculation, so that the slide's title does not speak of it.
    """
    words = around.labels()
    assert who.entry is not None
    if who.entry.kind in ("accelerators", "systems"):
        if unit.dimension == INTENSITY and _RIDGE_BEHIND.match(around.after) and not _RIDGE.search(around.before):
            return None  # of what stands beside the ridge
        if unit.dimension == BYTES and unit.symbol == "B":  # "a 30B model": nobody states a memory in bytes
            return None
        if (
            _RIDGE.search(words)
            and unit.dimension in ((), (("data", -1), ("operations", 1)))
            and unit.symbol not in ("%", "×")
            and not OF_A_WORKLOAD.search(around.before)
        ):
            return Field("ridge_point", "derived", True)
        if unit.dimension == TIME and _WEIGHT_LOAD.search(f"{words} {around.title}"):
            return Field("weight_load_time", "derived", True)
        found = stated_field(words_of(claim, unit, who, around, slide), unit, who.entry)
        if found is None or found.kind != "spec":
            return found
        if who.entry.kind == "systems" and found.path not in who.entry and _is_one_device(who.entry):
            return None
        if who.how == SPOKEN_OF and found.path not in who.entry and not is_of_each(claim, around):
            return None
        if who.how == ITS_LIST and not found.path.startswith("links."):
            return None
        if found.path == "memory.bandwidth" and not found.named and is_of_a_network(claim.reading, unit, who.entry):
            return network_field(who.entry)
        if found.path == "memory.bandwidth" and "bit" in unit.symbol and claim.reading.value * unit.factor < OF_A_PIN:
            table, cell = claim.stated.table, claim.stated.cell
            row = table.row_of(cell) if table is not None and cell is not None else ()
            if _A_PORT.search(f"{around.before} | {' | '.join(one.text.text for one in row)}"):
                return None  # "USB 3.2 ports | 10 Gbps"
            return Field("memory.data_rate", "spec", found.named) if "memory.data_rate" in who.entry else None
        if unit.dimension == POWER and who.entry.kind == "accelerators" and names_a_system(who.name):
            return None  # a DGX Spark draws more than its chip
        if unit.dimension in _RATED and (
            _PER_WATT.match(around.after) or _PER_WATT.search(around.sentence_before) or _PER_WATT.search(around.column)
        ):
            claim.reason = "a figure per watt or per dollar"
            return None
        if DIFFERENCE.match(around.after) or DIFFERENCE.search(around.column):
            claim.reason = "a difference between two, not a specification"
            return None
        if unit.dimension in (FLOP_RATE, OP_RATE) and _AN_INTENSITY.search(around.column):
            claim.reason = "an arithmetic intensity, whatever its unit says"
            return None
        if unit.dimension == FLOP_RATE and _ATTAINABLE.search(around.column):
            claim.reason = "what a kernel can reach at its intensity"
            return None
        if is_of_each(claim, around) and found.path in _OF_EACH_DEVICE:
            return found
        if found.path in ("memory.capacity", "memory.bandwidth") and is_size_beside_rate(claim):
            return found
        if not found.named and (
            who.how in WEAK or (found.path == "memory.capacity" and not _stands_beside(claim, who, slide))
        ):
            return None
        return found
    if who.entry.kind == "models":
        if unit.dimension == BYTES and unit.symbol == "B":
            return None
        if unit.symbol in ("%", "×"):
            return None
        if unit.dimension == COUNT and unit.factor == 1.0 and _counts_active_experts(claim):
            return Field("experts.active", "spec", True)
        if unit.dimension == COUNT:
            before, after = own_part(claim, around, around.after)
            labels = f"{around.row} {around.column} {question(claim.stated.text.text, claim.reading.start)}"
            own, labels = (words.replace(who.name, " ") for words in (f"{before} {after} {labels}", labels))
            lead = lead_of(claim, slide)
            if unit.factor >= _BILLION and _is_the_active_part(claim):
                return Field("parameters.active", "spec", True)
            if unit.factor >= _BILLION and (part := part_of_both(labels, before, around.after)) is not None:
                return part
            if unit.factor >= _BILLION and (share := _OF_PARAMETERS.match(around.after)) is not None:
                return Field("parameters.active" if share["active"] else "parameters.total", "spec", True)
            if unit.factor != 1.0 and unit.symbol not in ("K", "k"):
                said = model_field(after, own, COUNT) or model_field(after, f"{own} {lead}", COUNT)
                return said or size_alone(claim, unit, who.entry, around)
            return model_field(after, own, COUNT, before, labels) or model_field(after, "", COUNT, "", lead)
        if unit.dimension in (TOKENS, DEVICE_TIME):
            return training_field(claim, unit, who, around, slide, words)
        found = model_field(around.after, words, unit.dimension)
        if found is None and unit.dimension == BYTES and not operand:
            return model_field(around.after, f"{words} {around.title}", unit.dimension)
        if found is not None and found.path == "flops.forward":
            if claim.reading.value * unit.factor >= _OF_A_TRAINING:
                return Field("training_flops", "derived", True)  # no pass over one token or image has so many
            if claim.reading.value * unit.factor < _OF_A_PASS:  # "counting a multiply-add as 1 FLOP"
                return None
        return found
    if who.entry.kind == "interconnects" and unit.dimension == BANDWIDTH:
        words = f"{around.labels()} {bracket_of(claim, who.name) or clause_of(claim, around)}"
        said_before = claim.stated.text.text[max(0, claim.reading.start - _LONGEST_PARAGRAPH) : claim.reading.start]
        said_before = said_before.rpartition(who.name)[2]
        far = who.how in WEAK and who.name not in around.sentence
        if _NOT_A_PORT.search(words) or is_of_another_link(said_before if far else around.before, who.entry):
            return None
        roughly = _ROUGHLY.search(words) is not None
        if roughly and MEMORY.search(words):
            return None
        named = _OF_ALL_PORTS.search(words) is None and not roughly
        return Field("per_port", "spec", named)
    if who.entry.kind == "grids" and unit.dimension == CARBON:
        return Field("intensity", "spec", True)
    return None


def _counts_active_experts(claim: Claim) -> bool:
    """Whether a number is that of the experts in use: "8 of 256 experts", "256 experts, 8 active"."""
    text, reading = claim.stated.text.text, claim.reading
    if OF_EXPERTS.match(text, reading.end):
        return True
    behind_experts = EXPERTS_BEFORE.search(text, max(0, reading.start - _LONGEST_COUNT), reading.start)
    return behind_experts is not None and ACTIVE.match(text, reading.end) is not None


def _is_one_device(system: Entry) -> bool:
    count = system.get("devices")
    return count is not None and count.value == 1


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
