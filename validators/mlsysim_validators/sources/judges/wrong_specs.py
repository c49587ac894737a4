"""The verdict on a figure that is not its specification: why it is wrong, or what else may be meant."""

from __future__ import annotations

import re

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import NO_SPEC, Claim, Expected, states_spec_of
from mlsysim_validators.sources.compare import agrees, at_precision, digits_of, keeps, printed
from mlsysim_validators.sources.judges.attained import PEAK_OF
from mlsysim_validators.sources.judges.beside import fits_beside, owner_in_section, owner_of
from mlsysim_validators.sources.judges.bits import bits_of_ports
from mlsysim_validators.sources.judges.capacities import (
    ONE_OF_SIZES,
    as_in_a_superchip,
    is_of_an_unknown_size,
    of_a_size_beside,
    one_of_several_sizes,
)
from mlsysim_validators.sources.judges.counted_names import EACH
from mlsysim_validators.sources.judges.described import is_described
from mlsysim_validators.sources.judges.doubts import why_doubted
from mlsysim_validators.sources.judges.doubts.compared import is_set_against
from mlsysim_validators.sources.judges.doubts.wrong import NEAR, Wrong
from mlsysim_validators.sources.judges.grounds import Grounds, grounds_of, is_far_beyond_its_peak
from mlsysim_validators.sources.judges.lanes import is_of_fewer_lanes
from mlsysim_validators.sources.judges.links import (
    BOTH_WAYS,
    ONE_WAY,
    is_both_for_one,
    is_the_other_way,
    nominal_slot,
    of_all_ports,
    some_ports,
)
from mlsysim_validators.sources.judges.not_meant import is_moved
from mlsysim_validators.sources.judges.other_versions import is_of_another_version
from mlsysim_validators.sources.judges.pipes import (
    former_rate,
)
from mlsysim_validators.sources.judges.rate_slips import has_three_digits, is_another_rate
from mlsysim_validators.sources.judges.said_parts import of_a_said_part
from mlsysim_validators.sources.judges.shares_of_amounts import is_a_share
from mlsysim_validators.sources.judges.suppositions import (
    is_changed_to,
    is_denied_by_the_answer,
    is_supposed,
)
from mlsysim_validators.sources.judges.tenfold import is_plain_slip, is_tenfold
from mlsysim_validators.sources.judges.together import count_together, is_of_one
from mlsysim_validators.sources.judges.unnamed_variants import (
    of_an_unnamed_variant,
    of_the_form_beside,
    sparse_of_a_sibling,
)
from mlsysim_validators.sources.judges.values.doubts import NEAR as NEAR_IT
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.people import OF_A_SYSTEM, THROUGHOUT
from mlsysim_validators.sources.reasons import Reason, has_two_dies, relatives, why
from mlsysim_validators.sources.slides import Slide, Surroundings
from mlsysim_validators.sources.spec_lines import is_labelled_line

_OTHER_PEAKS = ("swapped", "superseded", "sparse-for-dense", "direction")
_ROUND_DIGITS, _ROUNDED = 2, 0.011
_OF_EACH_GPU = regex(r"/ ?(?:GPU|device|chip|card)\b", re.IGNORECASE)
_RESULT = regex(r"\d[^=≈]{0,40}[×x*·+][^=≈]{0,40}[=≈] ?[~≈$]?$")
_ACROSS = AnyCase(r"\b(?:over|across|through) (?:the |all )?$")
_OF_TRAINING = 1e4  # times the operations of one forward pass
STRUCTURE = ("layers", "heads.", "hidden_size")
_PCIE_GENERATION = regex(r"\bPCIe? ?(?:Gen(?:eration)? ?|v)?([3-7])\b", re.IGNORECASE)
_PCIE_ROOM = 0.05
_SAYS_DENSE = AnyCase(r"\bdense|non-spars|without sparsity|no sparsity")
_OF_THE_NUMBER = ("different", "power-of-ten", "swapped", "copied", "superseded", "twice", "half", "bits-for-bytes")
_BY_CHANCE = ("different", "format", "variant", "copied", "superseded")  # of a figure that is near the right one
_COUNTED_ALIKE = 0.001
_FOUR = 4  # digits
_RATES = ("compute.", "memory.bandwidth")
_ANNOUNCED = AnyCase(
    r"\bannounc|\boriginal|\bprelimin|\bfirst (?:said|shown)|\bplanned|\bpromised|\bat first\b|\bonce\b"
)
_IN_NAME_ONLY = AnyCase(r"\b(?:names?|suggests?|would|naive\w*|seems?|looks?|not)\b")
_PEAK = regex(r"\bpeak\b|\bdense\b|\brated\b|data ?sheet|nominal|theoretical", re.IGNORECASE)
_AT_PEAK = AnyCase(
    r"(?: (?:in|of) \w+| \w+)?,? \(?(?:at (?:its |the )?(?:theoretical )?)?peak\b(?! (?:load|memory|hours?|of))"
)
_OTHER_INPUT = 0.15
_SEVERAL_PORTS = (4, 8, 16)
_SAYS_SEVERAL = regex(r"\b(?:four|eight|sixteen|4|8|16)\b(?! ?Gb)", re.IGNORECASE)
_PACKAGE = AnyCase(r"\bpackages?\b|\bmodules?\b|\bOAMs?\b|\bsockets?\b|\bboards?\b|\bwhole\b")
_TEN = regex(r"(?<![\w.,])10{1,3}\b(?![.,]\d)|\b(?:ten|hundred|thousand)\b", re.IGNORECASE)
_ORDINAL = regex(r"(?:st|nd|rd|th)\b")  # "Tensor cores: 3rd generation"
_OF_SOME = 2.5  # times fewer or more cores than a device has: those that a kernel uses, or of several


def judge_wrong(
    claim: Claim, spec: Spec, values: list[float], around: Surroundings, slide: Slide, registry: Registry
) -> None:
    entity = claim.entity
    assert entity is not None
    assert claim.unit is not None
    if claim.unit.symbol == "%":
        set_apart(claim, "a share of it, or how much it changed")
        return
    if not claim.value:
        claim.decide("unresolved", "none of it: where it is not used, or not known")
        return
    if claim.field.startswith(("links.", "per_port")) and is_of_fewer_lanes(claim, spec, around):
        claim.decide("unresolved", "of one lane, or of fewer than a slot has")
        return
    if claim.field == "flops.forward" and abs(claim.value / spec.value - 1) <= _OTHER_INPUT:
        claim.decide("unresolved", "near the count of its paper: another implementation or input size, perhaps")
        return
    if claim.field == "flops.forward" and claim.value > _OF_TRAINING * spec.value:
        claim.decide("unresolved", "far more than one pass: the count of a training, perhaps")
        return
    if claim.field == "flops.forward" and _RESULT.search(around.sentence_before):
        claim.decide("unresolved", "what a calculation gives: of more than one forward pass, perhaps")
        return
    of_structure = claim.field.startswith(STRUCTURE) and claim.reading.bare
    if of_structure and _RESULT.search(around.sentence_before):  # "2 all-reduces per layer × 80 layers = 160"
        claim.decide("unresolved", "what a calculation gives, which its words do not call that")
        return
    of_some = claim.stated.cell is None and not 1 / _OF_SOME <= claim.value / spec.value <= _OF_SOME
    labelled = is_labelled_line(claim) and not _ORDINAL.match(around.after)
    if claim.field.startswith("cores.") and of_some and not labelled and not _is_ten_of_all(claim, spec):
        claim.decide("unresolved", "a few of them, or a part of the device")
        return
    if (
        claim.field == "training.tokens"
        and Wrong(claim, entity, claim.unit, spec, values, around, slide, registry).is_near
    ):
        claim.decide("unresolved", f"near {spec.printed}: counted otherwise, perhaps")
        return
    if is_moved(claim, slide):
        set_apart(claim, "an amount that is moved")
        return
    if is_a_share(claim, slide):
        set_apart(claim, "a share of another amount of its sentence")
        return
    if claim.field == "layers" and claim.value < spec.value and _ACROSS.search(around.before):
        claim.decide("unresolved", "over some of its layers, perhaps")
        return
    if is_denied_by_the_answer(claim):
        claim.decide("unresolved", "what a question supposes, and the answer denies")
        return
    if is_supposed(claim) or is_changed_to(claim):
        claim.decide("unresolved", "its sentence supposes what is not")
        return
    if claim.field.startswith("links.pcie") and _of_a_generation(claim, around):
        claim.decide("unresolved", "the rate of the generation of PCIe that its words name")
        return
    former = former_rate(claim, entity, around)
    if former is not None and former.path != claim.field:
        claim.field, spec, values = former.path, former, [former.value]
        claim.expected = Expected.of(spec)
    reason = why(claim, spec, registry, slide.nearby_rows(claim))
    if reason.rule in _BY_CHANCE and claim.field.startswith(_RATES) and _is_one_off(claim, spec):
        claim.decide("unresolved", NEAR_IT)
        return
    if claim.field == "parameters.total" and abs(claim.value / spec.value - 1) <= _COUNTED_ALIKE:
        claim.decide("unresolved", "near the published count: with or without buffers, perhaps")
        return
    tenfold = is_tenfold(claim, values, around)
    part = of_a_said_part(claim, reason.rule, around)
    if part and not tenfold:
        claim.decide("unresolved", part)
        return
    another_rate = is_another_rate(claim, reason.rule, around, slide)
    # Nothing measured exceeds its peak.
    impossible = (another_rate and claim.value > spec.value) or is_far_beyond_its_peak(claim, reason.rule)
    described = is_described(claim, reason.rule, slide)
    meant = impossible or described or tenfold or _is_a_peak(claim, reason.rule, around)
    if claim.measured and not meant:
        claim.decide("unresolved", "a measured or wanted figure, not a specification")
        return
    if reason.rule == "superseded" and _ANNOUNCED.search(f"{around.before} | {around.after[:NEAR]}"):
        claim.decide("unresolved", "as it was announced")
        return
    if reason.rule == "experts" and _IN_NAME_ONLY.search(around.sentence_before[-NEAR:]):
        claim.decide("unresolved", "what its name suggests")
        return
    several = "bit" in claim.unit.symbol or _SAYS_SEVERAL.search(around.sentence_before) is not None
    if (
        several
        and not EACH.match(around.after)
        and claim.field == "per_port"
        and any(agrees(claim.reading, claim.unit.factor, n * values[0]) for n in _SEVERAL_PORTS)
    ):
        claim.decide("unresolved", "of several ports together")
        return
    of_ports = bits_of_ports(claim, values[0], around) if claim.field == "per_port" else ""
    if of_ports:
        told = f"{entity.name}: the ports together carry {of_ports}; that is the number of bits"
        claim.decide("mismatch", told, rule="bits-for-bytes", hint=f"write {of_ports}")
        return
    if claim.how == OF_A_SYSTEM and not is_of_one(claim, slide) and claim.value > spec.value:
        claim.decide("unresolved", "its label names a system; the figure may be of all its devices")
        return
    other_way = reason.rule == "direction" and is_both_for_one(claim, spec)
    if reason.rule == "disputed" and is_the_other_way(claim, spec, values):
        reason = Reason("direction", "one direction and both were taken for one another")
        other_way = True
    if claim.field.startswith("links.") and not other_way and some_ports(claim, entity, spec, around, registry):
        claim.decide("unresolved", f"a part of the ports of {entity.name}")
        return
    owner = owner_of(claim, slide)
    if owner is not None and reason.rule not in ("swapped", "superseded") and not other_way:
        claim.decide("unresolved", f"it fits {owner.name}, which its sentence names as well")
        return
    owner = owner_in_section(claim, slide, registry) if reason.rule == "variant" else None
    if owner is not None:
        claim.decide("unresolved", f"it fits {owner.name}, which its section names as well")
        return
    if reason.rule == "disputed" and _is_a_die_of(claim, spec, around):
        reason = Reason("per-die", f"that is one of the two dies; the package has {spec.printed}")
    if reason.rule == "disputed":
        claim.decide(
            "ambiguous", f"{entity.name}: the registry stands by {spec.printed}; {reason.sentence}", rule="disputed"
        )
        return
    if is_of_an_unknown_size(claim, registry):
        claim.decide("unresolved", f"of a variant of {entity.name} with another memory, perhaps")
        return
    if reason.rule in ("variant", "different") and (host := as_in_a_superchip(claim, registry)) is not None:
        claim.decide("unresolved", f"as in {host.name}, which has the same chip, perhaps")
        return
    if one_of_several_sizes(claim, slide, registry):
        claim.decide("match", ONE_OF_SIZES)
        return
    if reason.rule == "variant" and of_a_size_beside(claim, slide, registry):
        claim.decide("match", "of one of the sizes of its family that stand beside it")
        return
    grounds = grounds_of(claim, values, reason.rule, around, slide, another_rate=another_rate, described=described)
    if not grounds.meant and not other_way and not tenfold and not is_plain_slip(claim, spec, around):
        claim.decide("unresolved", f"no published `{claim.field}` of {entity.name}; {NO_SPEC}")
        return
    far = claim.how in (THROUGHOUT, "its paragraph") and not fits_beside(claim, slide) and not grounds.reckoned
    by_chance = not claim.sure and claim.stated.cell is None and not has_three_digits(claim.reading)
    by_chance = by_chance and not claim.of_each and not fits_beside(claim, slide) and not grounds.placed
    if reason.rule == "variant" and (far or by_chance) and not _is_related(claim, slide, registry):
        claim.decide("unresolved", "perhaps of a device that is not named")
        return
    if reason.rule in ("different", "variant") and is_of_another_version(claim):
        claim.decide("unresolved", f"of another model, perhaps: {entity.name} is named elsewhere only")
        return
    doubt = why_doubted(Wrong(claim, entity, claim.unit, spec, values, around, slide, registry))
    of_a_system = entity.kind == "systems" and claim.beside and not is_set_against(around, reason.rule)
    certain = other_way or tenfold
    if doubt and not certain and not (of_a_system and _is_slip_of_a_system(claim, reason.rule, around, grounds)):
        claim.decide("unresolved", doubt)
        return
    if reason.rule == "variant" and (longer := sparse_of_a_sibling(claim)) is not None:
        claim.decide("unresolved", f"with sparsity that of {longer.name}, which its row or heading names")
        return
    if reason.rule == "variant" and (formed := of_the_form_beside(claim, around, registry)) is not None:
        dense = states_spec_of(claim, formed)  # or with sparsity
        claim.decide("match" if dense else "unresolved", f"right of the {formed.name}, whose form stands with it")
        return
    if reason.rule == "different" and _is_a_round_figure(claim, spec):
        claim.decide("unresolved", f"a round figure near {spec.printed}")
        return
    if _OF_EACH_GPU.search(claim.text) and claim.field.startswith("compute.") and claim.value < spec.value:
        claim.decide("unresolved", "what is reached on each device, perhaps")
        return
    together = count_together(claim, around, slide)
    if together:
        right = printed(together * values[0], claim.reading, claim.unit)
        told = f"{entity.name}: {together} times {spec.printed} is {right}, as the others of its table are reckoned"
        claim.decide("mismatch", told, rule=reason.rule, hint=f"write {right}")
        return
    value, whose = of_all_ports(claim, values[0], around, registry)
    right = printed(value, claim.reading, claim.unit)
    if reason.rule == "binary-prefix" or "iB" in spec.printed or not keeps(value, claim.reading, claim.unit):
        right = spec.printed
    told = f"{entity.name}: `{claim.field}` is {spec.printed}"
    if whose:
        told += f", {whose}"
    elif spec.direction and value != spec.value:
        summed = "both directions summed" if spec.direction == "both" else "one direction"
        told += f" ({summed}), {value / 1e9:g} GB/s {'in both' if value > spec.value else 'per direction'}"
    variant = of_an_unnamed_variant(claim, slide, registry) if reason.rule == "variant" else None
    claim.decide(
        "mismatch",
        "; ".join(part for part in (told, reason.sentence, *claim.notes) if part),
        rule=reason.rule,
        hint=f"write {right}" if variant is None else f"write {right}, or name the {variant.name}",
    )
    if "iB" not in spec.printed and _is_certain(claim, reason.rule, around) and keeps(value, claim.reading, claim.unit):
        claim.correction = at_precision(value, claim.reading, claim.unit.factor)


def _is_one_off(claim: Claim, spec: Spec) -> bool:
    """Whether a figure of four digits is one off in the last: 1,247 for 1,248, as other sheets round."""
    reading, factor = claim.reading, claim.unit.factor if claim.unit is not None else 1.0
    fine = digits_of(reading) >= _FOUR and reading.value >= 1000 * reading.resolution
    return fine and abs(reading.value - spec.value / factor) <= 1.05 * reading.resolution


def _is_ten_of_all(claim: Claim, spec: Spec) -> bool:
    """Whether a count is to the digit ten times all that there are: no part, and hardly several devices."""
    return has_three_digits(claim.reading) and agrees(claim.reading, 1.0, 10 * spec.value)


def _is_a_round_figure(claim: Claim, spec: Spec) -> bool:
    """Whether a figure of at most two digits and two zeros or more is near its spec in a text: 1300 for 1307.4.

    Tables are there to be exact.
    """
    reading = claim.reading
    if claim.stated.cell is not None:
        return False
    round_one = digits_of(reading) <= _ROUND_DIGITS and reading.value >= 100 * reading.resolution
    return round_one and abs(claim.value / (spec.value or 1) - 1) < _ROUNDED


def _of_a_generation(claim: Claim, around: Surroundings) -> bool:
    """Whether 16 lanes of the generation that its words name have a rate, one way or both: "PCIe 7.0: 512 GB/s"."""
    named = [int(match[1]) for match in _PCIE_GENERATION.finditer(f"{around.row} {around.sentence_before}")]
    each = [nominal_slot(number) for number in named[-1:] if number >= 3]
    return any(abs(claim.value / (one * ways) - 1) < _PCIE_ROOM for one in each for ways in (1, 2))


def _is_slip_of_a_system(claim: Claim, rule: str, around: Surroundings, grounds: Grounds) -> bool:
    """Whether a wrong figure of a system is another system's, or its own but for the point, and not of ten of them."""
    if rule == "power-of-ten":
        return (claim.sure or grounds.placed) and _TEN.search(around.sentence_before) is None
    return rule in ("variant", "copied")


def _is_a_die_of(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Whether half of a package is stated of the package, by its words: what software shows is one of its dies."""
    factor = claim.unit.factor if claim.unit is not None else 1.0
    said = _PACKAGE.search(f"{around.sentence_before} | {around.column} | {around.row}") is not None
    return said and agrees(claim.reading, factor, spec.value / 2) and has_two_dies(claim.entity)


def _is_certain(claim: Claim, rule: str, around: Surroundings) -> bool:
    """Whether nothing but the number can be meant to be wrong.

    A value of another variant may be right under the wrong name, a sparse rate under the wrong header, a server's under
    its device's: those an author has to look at.
    """
    if not claim.sure or claim.reading.hedge or claim.reading.exponent_step:
        return False
    words = f"{around.window} {around.row} {around.column}"
    if rule == "sparse-for-dense":
        return _SAYS_DENSE.search(words) is not None
    if rule == "variant":
        return not claim.assumed
    if rule == "direction":
        return ONE_WAY.search(words) is not None or BOTH_WAYS.search(words) is not None
    return rule in _OF_THE_NUMBER


def _is_a_peak(claim: Claim, rule: str, around: Surroundings) -> bool:
    """Whether a rate is called a peak and is, to the digit, another peak of the device, whatever is said of use."""
    words = f"{around.before[-NEAR:]} | {around.after[:NEAR]}"
    is_told = claim.field.startswith("compute.") and _PEAK.search(words) is not None
    called = PEAK_OF.search(around.before) is not None and rule != "different"
    called = called or _AT_PEAK.match(around.after) is not None
    return is_told and has_three_digits(claim.reading) and (called or rule in _OTHER_PEAKS)


def _is_related(claim: Claim, slide: Slide, registry: Registry) -> bool:
    """Whether a value is that of another variant of the family, or of a device that the document names elsewhere."""
    if claim.entity is None or claim.unit is None:
        return False
    for same_family in (True, False):
        for other in relatives(claim.entity, registry, same_family=same_family):
            spec = other.get(claim.field)
            if spec is None or not agrees(claim.reading, claim.unit.factor, spec.value):
                continue
            names = (other.name, *other.aliases, *other.default_for)
            if same_family or any(name in slide.document.source for name in names):
                return True
    return False


def set_apart(claim: Claim, why: str) -> None:
    """Leave a number open that is of something else than the specification that its unit makes of it."""
    claim.decide("unresolved", why)
    claim.kind, claim.field, claim.expected = "other", "", None
