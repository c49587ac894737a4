"""A stated carbon intensity against the registry's."""

from __future__ import annotations

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import CARBON_MASS, ENERGY
from mlsysim_validators.sources.texts.slides import Slide

_GRID_BASIS = AnyCase(r"\b(?:19|20)\d\d\b|lifecycle|life-cycle|direct|marginal|location-based")
_FAR_AWAY = ("the only one on the slide", "the document's title")
_GRID_SLACK = 0.10
_GRID_YEARS = 1.15  # as much as a grid's figures differ by year and basis


def judge_grid(claim: Claim, slide: Slide) -> None:
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
    if any(
        abs(claim.value - value) <= _GRID_SLACK * value or agrees(claim.reading, unit.factor, value) for value in known
    ):
        claim.decide("match", f"near a published figure; {told}")
    elif spec.value / _GRID_YEARS <= claim.value <= spec.value * _GRID_YEARS:
        claim.decide("unresolved", f"a figure of another year or basis, perhaps; {told}")
    elif claim.how in _FAR_AWAY:
        claim.decide("unresolved", f"{entity.name} is not named beside it: a region of it or an hour, perhaps; {told}")
    elif _computed(claim):
        claim.decide("unresolved", f"computed from the mass and the energy of its sentence; {told}")
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


def _computed(claim: Claim) -> bool:
    """Whether the sentence states a mass of CO2 and an energy, which give an intensity of their own."""
    dimensions = {unit.dimension for reading in readings(claim.stated.sentence()) for unit in reading.units}
    return CARBON_MASS in dimensions and ENERGY in dimensions
