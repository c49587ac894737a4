"""A stated spec against the registry's."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import as_stated
from mlsysim_validators.sources.judges.link_rates.links import acceptable
from mlsysim_validators.sources.judges.several.parts import judge_total, take_for_its_device, take_for_its_system
from mlsysim_validators.sources.judges.specs.as_printed import variant_named_elsewhere
from mlsysim_validators.sources.judges.specs.case import Case
from mlsysim_validators.sources.judges.specs.grids import judge_grid
from mlsysim_validators.sources.judges.specs.of_each_multiprocessor import judge_of_each_multiprocessor
from mlsysim_validators.sources.judges.specs.order import STEPS
from mlsysim_validators.sources.judges.specs.pipes import of_another_format
from mlsysim_validators.sources.judges.specs.unsupported import why_unsupported
from mlsysim_validators.sources.judges.wrong_specs import STRUCTURE, judge_wrong
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_NOTED = regex(r"[¹²³⁴⁵⁶†‡]|\[\^?\w{1,3}\]|\*\W*$")
_WIDEST_PORT = 256e9


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
    if judge_of_each_multiprocessor(claim, entity):
        return
    spec = entity.get(claim.field)
    if spec is None:
        if not judge_total(claim, around, registry):
            _judge_unknown(claim, entity, around)
        return
    claim.expected = Expected.of(spec)
    if spec.status == "estimated":
        claim.decide("unresolved", "the registry only estimates this value")
        return
    claim.reading = as_stated(claim.reading, around.before)
    of_layers = claim.reading.bound and claim.field.startswith(STRUCTURE)  # "a step over 80 layers"
    reading = claim.reading.unhedged() if of_layers else claim.reading
    values = acceptable(spec, around)
    case = Case(claim, entity, claim.unit, spec, reading, values, around, slide, registry)
    if not any(step(case) for step in STEPS):
        judge_wrong(claim, spec, values, around, slide, registry)


def _judge_unknown(claim: Claim, entity: Entry, around: Surroundings) -> None:
    if variant_named_elsewhere(claim, around) is not None:
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
