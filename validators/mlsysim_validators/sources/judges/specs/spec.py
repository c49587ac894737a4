"""A stated spec against the registry's."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, as_stated, digits_of, rounds_to
from mlsysim_validators.sources.judges.link_rates.links import (
    acceptable,
    judge_of_each,
)
from mlsysim_validators.sources.judges.other_figures.attained import is_peak_for_attained, judge_attained
from mlsysim_validators.sources.judges.other_figures.of_its_cell import why_of_its_cell
from mlsysim_validators.sources.judges.several.counted_names import (
    EACH,
    how_many,
    how_many_named,
    how_many_of_its_row,
    is_of_one_for_all,
    is_total_of_another_rate,
)
from mlsysim_validators.sources.judges.several.groups import judge_group
from mlsysim_validators.sources.judges.several.parts import (
    is_of_all_devices,
    judge_total,
    take_for_its_device,
    take_for_its_system,
)
from mlsysim_validators.sources.judges.several.together import count_together
from mlsysim_validators.sources.judges.specs.bits import is_in_bits
from mlsysim_validators.sources.judges.specs.capacities import (
    agrees_in_powers_of_1024,
    counts_in_1024,
    is_as_reported,
    variant_as_driver_counts,
    variant_of_its_bracket,
)
from mlsysim_validators.sources.judges.specs.grids import judge_grid
from mlsysim_validators.sources.judges.specs.meanings import other_meaning
from mlsysim_validators.sources.judges.specs.pipes import (
    of_a_format_of_its_header,
    of_an_unsaid_format,
    of_another_format,
    of_the_other_pipe,
)
from mlsysim_validators.sources.judges.specs.unsupported import why_unsupported
from mlsysim_validators.sources.judges.values.engines import is_of_another_engine, names_an_engine
from mlsysim_validators.sources.judges.wrong_specs import STRUCTURE, judge_wrong, set_apart
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

# "8 × 700 W = 5,600 W", "700 W × 8 = 5,600 W", "2x = 160 GB"
_PRODUCT = regex(
    r"(?<![\w.,])(?:(?P<count>\d{1,5}) ?[×x*·] ?\d[\d.,]* ?[A-Za-z/]{1,10}|"
    r"\d[\d.,]* ?[A-Za-z/]{1,10} ?[×x*·] ?(?P<times>\d{1,5})|(?P<many>\d{1,4}) ?[x×]) ?[=≈] ?[~≈]?$"
)
_FACTOR = regex(r"[×x*·/] ?$")
_NOTED = regex(r"[¹²³⁴⁵⁶†‡]|\[\^?\w{1,3}\]|\*\W*$")
_WIDEST_PORT = 256e9
_COARSE = 0.25
_LOOSEST_BOUND = 0.6
_LAST_DIGIT = 0.0003  # relative
_OF_A_RATE = 1e-6  # times the rate of a device: a plain count, "64 FLOPs"
_OF_MANY = 30.0  # times the power of one device: a rack or a cluster


def judge(claim: Claim, around: Surroundings, slide: Slide, registry: Registry) -> None:
    """Compare a claim about a spec with the registry, at the precision that it prints."""
    if claim.kind != "spec" or claim.entity is None or claim.unit is None:
        return
    entity = claim.entity
    if claim.field == "intensity":
        judge_grid(claim, slide)
        return
    memory = entity.get("memory.bandwidth") if claim.field == "links.pcie.total" else None
    if memory is not None and claim.value > max(_WIDEST_PORT, 0.5 * memory.value):
        claim.field = memory.path  # "PCIe" is the card's form
    take_for_its_device(claim, around, slide, registry)
    take_for_its_system(claim, around, registry)
    entity = claim.entity
    spec = entity.get(claim.field)
    if spec is None:
        if not judge_total(claim, around, registry):
            _judge_unknown(claim, entity, around)
        return
    claim.expected = Expected.of(spec)
    if spec.status == "estimated":
        claim.decide("unresolved", "the registry only estimates this value")
        return
    reading = claim.reading = as_stated(claim.reading, around.before)
    of_layers = reading.bound and claim.field.startswith(STRUCTURE)  # "a step over 80 layers"
    reading = reading.unhedged() if of_layers else reading
    if (
        reading.bound
        and not _is_tight(reading, claim.unit.factor, spec.value)
        and agrees(reading, claim.unit.factor, spec.value)
    ):
        claim.decide("unresolved", "a bound that is too wide to check")
        return
    of_each = _of_each(claim)
    if any(of_each) and not all(of_each):
        claim.decide("unresolved", "its label names several devices, of which it is not the figure of each")
        return
    values = acceptable(spec, around)
    if any(_states(reading, claim, value) for value in values) and not _is_too_coarse(reading, claim, spec):
        if not is_of_one_for_all(claim, spec, values[0], around) and not is_peak_for_attained(claim, spec, around):
            claim.decide("match", "; ".join(claim.notes))
        return
    if entity.kind == "systems" and (of_all := is_of_all_devices(claim, registry)):
        claim.decide("match", of_all)
        return
    if claim.field.startswith("power.") and "Wh" in claim.unit.symbol:
        set_apart(claim, "an energy of a span of time, not a power")
        return
    if claim.field.startswith("power.") and claim.value > _OF_MANY * spec.value:
        set_apart(claim, "a power of many devices, not of one")
        return
    if claim.field.startswith("compute.") and claim.unit.factor == 1.0 and claim.value < _OF_A_RATE * spec.value:
        set_apart(claim, "a number of operations, not of those of a second")
        return
    if of_the_other_pipe(claim, entity, around):
        claim.decide("match", "; ".join(claim.notes))
        return
    if of_an_unsaid_format(claim, entity, around) or of_a_format_of_its_header(claim, entity, around):
        claim.decide("match", "; ".join(claim.notes))
        return
    variant = _variant_named_elsewhere(claim, around)
    if variant is not None:
        claim.decide("match", f"as {variant.name}, which the text names in full elsewhere")
        return
    variant = variant_as_driver_counts(claim, reading, registry)
    if variant is not None:
        claim.decide("match", f"as a driver counts that of {variant.name}")
        return
    in_1024 = claim.field.endswith("capacity") and agrees_in_powers_of_1024(claim, reading, spec.value)
    if in_1024 or is_as_reported(claim, reading):
        claim.decide("match", "in powers of 1024, or as a driver counts it")
        return
    if claim.field in ("context", "vocabulary") and counts_in_1024(reading, claim, spec):
        claim.decide("match", "in steps of 1024")
        return
    if claim.field.startswith("links.") and judge_of_each(claim, entity, spec):
        return
    if judge_group(claim, spec, around, registry):
        return
    if claim.field.startswith("memory.bandwidth") and is_in_bits(claim, spec):
        right = f"{claim.reading.value:g} {claim.unit.symbol.replace('bit', 'B')}"
        told = f"{entity.name}: `{claim.field}` is {spec.printed}: bytes, not bits"
        claim.decide("mismatch", told, rule="bits-for-bytes", hint=f"write {right}")
        return
    count = how_many(around) or how_many_of_its_row(claim)
    if judge_attained(claim, spec, count or 1, around, slide, registry):
        return
    number = next((n for n in (count or 0, how_many_named(around)) if n and _states(reading, claim, values[0] * n)), 0)
    if number and not EACH.match(around.after):
        claim.decide("match", f"{number} times {spec.printed}")
        return
    if is_total_of_another_rate(claim, spec, around):
        return
    told = _several_of_another(claim, reading, around)
    if told:
        claim.decide("match", told)
        return
    of_each_too = claim.stated.cell is None and not claim.of_each and not EACH.match(around.after)
    reckoned = _FACTOR.search(claim.stated.text.text, max(0, claim.reading.start - 3), claim.reading.start) is not None
    if count and of_each_too and (reckoned or _states_some_of(reading, claim, values[0], count)):
        claim.decide("unresolved", f"of some of {count}, perhaps")
        return
    product = _PRODUCT.search(claim.stated.text.text, max(0, claim.reading.start - 60), claim.reading.start)
    factor = product["count"] or product["times"] or product["many"] if product is not None else ""
    if factor and agrees(reading, claim.unit.factor, values[0] * int(factor)):
        claim.decide("match", f"{factor} times {spec.printed}")
        return
    sized = variant_of_its_bracket(claim, around, registry)
    if sized is not None:
        claim.decide("match", f"{sized.name}'s, which stands behind it")
        return
    together = count_together(claim, around, slide)
    if together and agrees(reading, claim.unit.factor, values[0] * together):
        claim.decide("match", f"{together} times {spec.printed}")
        return
    if values[0] == spec.value and rounds_to(reading, claim.unit.factor, spec):
        claim.decide("match", f"{spec.printed}, with more digits than its source prints")
        return
    other = other_meaning(claim, reading, around, slide, registry)
    if other:
        claim.decide("match", other)
        return
    twin = _twin(claim, spec, registry)
    if twin is not None:
        claim.decide("match", f"{spec.printed}, rounded as {twin.name}'s is printed")
        return
    if why := why_of_its_cell(claim):
        claim.decide("unresolved", why)
        return
    if is_of_another_engine(entity, spec) and not names_an_engine(f"{around.window} {around.row} {around.column}"):
        claim.decide("unresolved", f"of the GPU of {entity.name}, or of its other engine: no word says which")
        return
    judge_wrong(claim, spec, values, around, slide, registry)


def _several_of_another(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """Of how many of another device that is named as well a figure is: "a GB200 has two B200 GPUs, 372 GB"."""
    count = how_many_named(around)
    if not count or claim.entity is None or claim.entity.kind != "accelerators" or claim.field.startswith("links."):
        return ""
    if EACH.match(around.after):  # "two RTX 3090 (48 GB each)" is wrong
        return ""
    for other in claim.others:
        theirs = other.get(claim.field)
        if theirs is not None and _states(reading, claim, theirs.value * count):
            return f"{count} times {theirs.printed} of {other.name}"
    return ""


def _is_too_coarse(reading: Reading, claim: Claim, spec: Spec) -> bool:
    """Whether a number of one digit is far from the spec that it may be rounded from: 1 GHz for 1.41."""
    exact = not (reading.rough or reading.bound or claim.reading.hedge) and spec.direction is None
    return exact and digits_of(reading) == 1 and abs(claim.value / spec.value - 1) > _COARSE


def _twin(claim: Claim, spec: Spec, registry: Registry) -> Entry | None:
    """A sibling of the same chip whose sheet prints the same figure with another last digit: 989.4 and 989.5."""
    entity, unit = claim.entity, claim.unit
    if entity is None or unit is None or not 0 < abs(claim.value - spec.value) <= _LAST_DIGIT * abs(spec.value):
        return None
    for other in relatives(entity, registry, same_family=False):
        theirs = other.get(claim.field)
        if theirs is not None and agrees(claim.reading, unit.factor, theirs.value):
            return other
    return None


def _of_each(claim: Claim) -> list[bool]:
    """Of which of the devices that a figure is stated of it is right; empty where it is stated of one."""
    if not claim.together or claim.entity is None or claim.unit is None:
        return []
    specs = [entry.get(claim.field) for entry in (claim.entity, *claim.together)]
    return [spec is not None and agrees(claim.reading, claim.unit.factor, spec.value) for spec in specs]


def _judge_unknown(claim: Claim, entity: Entry, around: Surroundings) -> None:
    if _variant_named_elsewhere(claim, around) is not None:
        claim.decide("match", "as another variant, which the text names in full elsewhere")
        return
    other = of_another_format(claim, entity, around)
    if other is not None:
        claim.decide(
            "match", f"its {other.path.rpartition('.')[2].upper()} rate, {other.printed}, which its words name as well"
        )
        return
    told = why_unsupported(entity, claim.field, claim.value)
    if told and claim.sure and not _NOTED.search(f"{around.row} {around.after[:2]}"):  # a footnote may say what it is
        claim.decide("mismatch", told, rule="unsupported")
    else:
        claim.decide("unresolved", f"the registry has no proven `{claim.field}` of {entity.name}")


def _states(reading: Reading, claim: Claim, value: float) -> bool:
    """Whether a claim, as it is read, states a value, and no bound that is far from it."""
    factor = claim.unit.factor if claim.unit is not None else 1.0
    return agrees(reading, factor, value) and (not reading.bound or _is_tight(reading, factor, value))


def _states_some_of(reading: Reading, claim: Claim, value: float, count: int) -> bool:
    """Whether a claim states what two or more devices have together, and not all of a count of them."""
    least = int(min(claim.value / value, count)) if value else 0  # the others are further off
    return any(_states(reading, claim, value * some) for some in (least, least + 1) if 2 <= some < count)


def _is_tight(reading: Reading, factor: float, actual: float) -> bool:
    """Whether a bound ("over 3 TB/s") is near enough to what it bounds to say something about it."""
    ratio = reading.value * factor / actual if actual else 0.0
    return _LOOSEST_BOUND < ratio < 1 / _LOOSEST_BOUND


def _variant_named_elsewhere(claim: Claim, around: Surroundings) -> Entry | None:
    """The variant whose value this is, where a family's name stands for one that the text names in full elsewhere."""
    if claim.unit is None:
        return None
    specs = ((entry, spec) for entry in claim.siblings if (spec := entry.get(claim.field)) is not None)
    values = ((entry, value) for entry, spec in specs for value in acceptable(spec, around))
    factor = claim.unit.factor
    return next((entry for entry, value in values if _is_printed_as(claim, factor, value)), None)


def _is_printed_as(claim: Claim, factor: float, value: float) -> bool:
    """Whether a claim states a value, or its print in another sheet of the chip: 989.5 of 989.4."""
    return agrees(claim.reading, factor, value) or abs(claim.value - value) <= _LAST_DIGIT * abs(value)
