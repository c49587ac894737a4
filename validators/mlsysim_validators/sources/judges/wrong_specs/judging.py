"""The verdict on a figure that is not its specification: the excuses in their order, and where none holds a finding."""

from __future__ import annotations

from dataclasses import replace

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.specs.pipes import former_rate
from mlsysim_validators.sources.judges.wrong_specs.excuses import is_excused
from mlsysim_validators.sources.judges.wrong_specs.last_excuses import LAST_EXCUSES
from mlsysim_validators.sources.judges.wrong_specs.other_figures import OTHER_FIGURES
from mlsysim_validators.sources.judges.wrong_specs.other_meanings import OTHER_MEANINGS
from mlsysim_validators.sources.judges.wrong_specs.other_owners import OTHER_OWNERS
from mlsysim_validators.sources.judges.wrong_specs.own_cells import OWN_CELLS
from mlsysim_validators.sources.judges.wrong_specs.telling import tell, tell_bits_of_ports
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings


def judge_wrong(
    claim: Claim, spec: Spec, values: list[float], around: Surroundings, slide: Slide, registry: Registry
) -> None:
    """Decide a claim whose number is none of the values that state its specification."""
    assert claim.entity is not None
    assert claim.unit is not None
    wrong = Wrong(claim, claim.entity, claim.unit, spec, values, around, slide, registry)
    if is_excused(wrong, OTHER_MEANINGS + OWN_CELLS):
        return
    wrong = _of_former_rate(wrong)
    if is_excused(wrong, OTHER_FIGURES) or tell_bits_of_ports(wrong):
        return
    if is_excused(wrong, OTHER_OWNERS + LAST_EXCUSES):
        return
    tell(wrong)


def _of_former_rate(wrong: Wrong) -> Wrong:
    """The same number, held against the rate whose figure it was until lately, where no word says of which it is."""
    former = former_rate(wrong.claim, wrong.entity, wrong.around)
    if former is None or former.path == wrong.field:
        return wrong
    wrong.claim.field, wrong.claim.expected = former.path, Expected.of(former)
    return replace(wrong, spec=former, values=[former.value])
