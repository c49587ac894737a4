"""A stated spec against the registry's."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, keeps, printed
from mlsysim_validators.sources.reasons import why
from mlsysim_validators.sources.slides import Slide, Surroundings

_ONE_WAY = re.compile(r"per direction|each direction|unidirectional|one[- ]way|each way", re.IGNORECASE)
_BOTH_WAYS = re.compile(r"bidirectional|both directions|aggregate|total", re.IGNORECASE)
_COUNTED_SYSTEM = re.compile(r"(?<![\w.])(\d+) ?[x×] ?(?=[A-Za-z])")
_GRID_BASIS = re.compile(r"\b(?:19|20)\d\d\b|lifecycle|life-cycle|direct|marginal|location-based", re.IGNORECASE)
_PIPE = re.compile(r"tensor|matrix|vector|cuda|shader|simd|spars", re.IGNORECASE)
_GRID_SLACK = 0.10
# Slips that a number is not mistaken for by chance: enough to speak of it where the words leave doubt.
_TELLING = ("swapped", "superseded", "sparse-for-dense", "direction")
_DRIVER_COUNT = 0.97  # what a driver reports of a memory, as a share of its nominal size in GiB


def judge(claim: Claim, around: Surroundings, slide: Slide, registry: Registry) -> None:
    """Compare a claim about a spec with the registry, at the precision that it prints."""
    if claim.kind != "spec" or claim.entity is None or claim.unit is None:
        return
    entity = claim.entity
    if claim.field == "intensity":
        _judge_grid(claim, slide)
        return
    spec = entity.get(claim.field)
    if spec is None:
        settled = entity.attributes.get("unsupported", {})
        number_format = claim.field.rpartition(".")[2]
        if number_format in settled:
            claim.decide(
                "mismatch",
                f"{entity.name} has no {number_format.upper()}: {settled[number_format].get('quote')}",
                rule="unsupported",
            )
        else:
            claim.decide("unresolved", f"the registry has no proven `{claim.field}` of {entity.name}")
        return
    claim.expected = Expected(spec.value, spec.printed, spec.cite or "", spec.quote or spec.because or "")
    if spec.status == "estimated":
        claim.decide("unresolved", "the registry only estimates this value")
        return
    values = _acceptable(spec, around)
    if any(agrees(claim.reading, claim.unit.factor, value) for value in values):
        claim.decide("match", "; ".join(claim.notes))
        return
    if _of_the_other_pipe(claim, entity, around):
        claim.decide("match", "; ".join(claim.notes))
        return
    if claim.field.endswith("capacity") and _agrees_in_powers_of_1024(claim, spec):
        claim.decide("match", "in powers of 1024, or as a driver counts it")
        return
    count = _COUNTED_SYSTEM.search(around.row + " " + around.column + " " + around.before)
    if count and agrees(claim.reading, claim.unit.factor, values[0] * int(count.group(1))):
        claim.decide("match", f"{count.group(1)} times {spec.printed}")
        return
    if claim.field.startswith("links.") and _some_ports(claim, entity, spec):
        claim.decide("unresolved", f"a part of the ports of {entity.name}")
        return
    reason = why(claim, spec, registry, slide.nearby_rows(claim))
    if reason.rule == "disputed":
        claim.decide(
            "ambiguous", f"{entity.name}: the registry stands by {spec.printed}; {reason.sentence}", rule="disputed"
        )
        return
    if not claim.sure and reason.rule not in _TELLING:
        claim.decide(
            "unresolved", f"no published `{claim.field}` of {entity.name}; nothing says that a specification is meant"
        )
        return
    right = printed(values[0], claim.reading, claim.unit)
    if reason.rule == "binary-prefix" or "iB" in spec.printed or not keeps(values[0], claim.reading, claim.unit):
        right = spec.printed
    told = f"{entity.name}: `{claim.field}` is {spec.printed}"
    if spec.direction and values[0] != spec.value:
        summed = "both directions summed" if spec.direction == "both" else "one direction"
        told += f" ({summed}), {values[0] / 1e9:g} GB/s per direction"
    claim.decide(
        "mismatch",
        "; ".join(part for part in (told, reason.sentence, *claim.notes) if part),
        rule=reason.rule,
        hint=f"write {right}",
    )


def _of_the_other_pipe(claim: Claim, entity: Entry, around: Surroundings) -> bool:
    """Whether FP64 or FP32, of which nothing says on which pipe it runs, is the other pipe's."""
    if not claim.field.endswith((".fp64", ".fp32")) or claim.unit is None or _PIPE.search(around.labels()):
        return False
    pipe = "matrix" if ".vector." in claim.field else "vector"
    other = entity.get(f"compute.{pipe}.{claim.field.rpartition('.')[2]}")
    if other is None or not agrees(claim.reading, claim.unit.factor, other.value):
        return False
    claim.field = other.path
    return True


def _some_ports(claim: Claim, entity: Entry, spec: Spec) -> bool:
    """Whether a link rate is another link's, or that of several ports: what connects a device with one neighbour."""
    if claim.unit is None:
        return False
    for path, other in entity.specs.items():
        elsewhere = path.startswith("links.") and path.endswith(".total") and path != spec.path and other.direction
        if elsewhere and any(agrees(claim.reading, claim.unit.factor, n * other.per_direction) for n in (1, 2)):
            return True
    ports = entity.get(spec.path.replace(".total", ".ports"))
    if ports is None or spec.direction is None or claim.stated.cell is not None:
        return False
    one = spec.per_direction / ports.value
    rates = (count * one * ways for count in range(1, min(int(ports.value), 32)) for ways in (1, 2))
    taken = (spec.per_direction, 2 * spec.per_direction, spec.per_direction / 2)
    return any(agrees(claim.reading, claim.unit.factor, rate) for rate in rates) and not any(
        agrees(claim.reading, claim.unit.factor, value) for value in taken
    )


def _agrees_in_powers_of_1024(claim: Claim, spec: Spec) -> bool:
    """Whether a capacity in kB, MB, GB is right when its prefix is read as a power of 1024, as memory makers do."""
    unit = claim.unit
    power = {"k": 1, "M": 2, "G": 3, "T": 4}.get(unit.symbol[0]) if unit and unit.symbol.endswith("B") else None
    if power is None or unit is None:
        return False
    if "i" not in unit.symbol:
        return agrees(claim.reading, 1024.0**power, spec.value)
    # 80 GB of HBM are 80 GiB of chips, of which a driver reports 79.
    nominal = spec.value / 1000.0**power
    return agrees(claim.reading, 1.0, nominal) or _DRIVER_COUNT * nominal <= claim.reading.value <= nominal


def _acceptable(spec: Spec, around: Surroundings) -> list[float]:
    """The values that state a spec: for a link rate the one that its words speak of, or either."""
    if spec.direction is None:
        return [spec.value]
    one, both = spec.per_direction, 2 * spec.per_direction
    for words in (around.after, f"{around.row} {around.column}", around.before):
        if _ONE_WAY.search(words):
            return [one]
        if _BOTH_WAYS.search(words):
            return [both]
    return [one, both] if spec.direction == "one" else [both, one]


def _judge_grid(claim: Claim, slide: Slide) -> None:
    """Carbon intensities differ by year and by what they count: without either a figure is only near, or ungrounded."""
    entity, unit = claim.entity, claim.unit
    if entity is None or unit is None:
        return
    spec = entity["intensity"]
    records = [
        record for shelf in ("disputed", "history") for record in entity.attributes.get(shelf, {}).get("intensity", ())
    ]
    known = [spec.value, *(record["value"] for record in records)]
    claim.expected = Expected(spec.value, spec.printed, spec.cite or "", spec.quote or "")
    year, basis = entity.attributes.get("year"), entity.attributes.get("basis")
    told = f"{entity.name}: {spec.printed} ({year}, {basis})"
    if any(abs(claim.value - value) <= _GRID_SLACK * value for value in known):
        claim.decide("match", f"near a published figure; {told}")
    elif slide.says(_GRID_BASIS):
        claim.decide("mismatch", told, rule="different", hint="say which year and basis the figure has, and its source")
    else:
        ends = f"{min(known) / unit.factor:.3g} to {max(known) / unit.factor:.3g} {unit.symbol}"
        published = ends if len(known) > 1 else spec.printed
        claim.decide(
            "ungrounded",
            f"published figures for {entity.name} are {published}; "
            "the slide names no year, basis (lifecycle or direct) or source",
            rule="no-basis",
            hint=f"cite a source and year, for example {spec.printed} ({year}, {basis})",
        )
