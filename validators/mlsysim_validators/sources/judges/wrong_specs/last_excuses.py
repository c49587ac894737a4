"""The last excuses of a wrong number: nothing says that a specification is meant, or something speaks against it."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import NO_SPEC, states_spec_of
from mlsysim_validators.sources.compare import agrees, digits_of
from mlsysim_validators.sources.judges.doubts import why_doubted
from mlsysim_validators.sources.judges.doubts.compared import is_set_against
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.named_sizes.unnamed_variants import of_the_form_beside, sparse_of_a_sibling
from mlsysim_validators.sources.judges.other_figures.beside import fits_beside
from mlsysim_validators.sources.judges.other_figures.other_versions import is_of_another_version
from mlsysim_validators.sources.judges.specs.rate_slips import has_three_digits
from mlsysim_validators.sources.judges.specs.tenfold import is_plain_slip
from mlsysim_validators.sources.judges.wrong_specs.excuses import Excuses, leave_open, take_for_right
from mlsysim_validators.sources.ownership.people import THROUGHOUT
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives


def without_grounds(wrong: Wrong) -> str:
    """Nothing says that a specification is meant."""
    if wrong.grounds.meant or wrong.other_way or wrong.tenfold or is_plain_slip(wrong.claim, wrong.spec, wrong.around):
        return ""
    return f"no published `{wrong.field}` of {wrong.entity.name}; {NO_SPEC}"


def of_a_device_that_is_not_named(wrong: Wrong) -> str:
    """The figure of a variant that nothing names, far from the name that stands for it or of few digits."""
    claim = wrong.claim
    if wrong.rule != "variant" or fits_beside(claim, wrong.slide):
        return ""
    far = claim.how in (THROUGHOUT, "its paragraph") and not wrong.grounds.reckoned
    by_chance = not claim.sure and not wrong.in_a_table and not has_three_digits(claim.reading)
    by_chance = by_chance and not claim.of_each and not wrong.grounds.placed
    open_ = (far or by_chance) and not _is_related(wrong)
    return "perhaps of a device that is not named" if open_ else ""


def _is_related(wrong: Wrong) -> bool:
    """Whether a value is that of another variant of the family, or of a device that the document names elsewhere."""
    for same_family in (True, False):
        for other in relatives(wrong.entity, wrong.registry, same_family=same_family):
            spec = other.get(wrong.field)
            if spec is None or not agrees(wrong.claim.reading, wrong.unit.factor, spec.value):
                continue
            names = (other.name, *other.aliases, *other.default_for)
            if same_family or any(name in wrong.slide.document.source for name in names):
                return True
    return False


def of_another_version(wrong: Wrong) -> str:
    """A model whose version the text is not about."""
    another = wrong.rule in ("different", "variant") and is_of_another_version(wrong.claim)
    return f"of another model, perhaps: {wrong.entity.name} is named elsewhere only" if another else ""


def in_doubt(wrong: Wrong) -> str:
    """Any of the doubts, where it is not certain how the number came about."""
    return "" if wrong.other_way or wrong.tenfold or _is_slip_of_a_system(wrong) else why_doubted(wrong)


_TEN = regex(r"(?<![\w.,])10{1,3}\b(?![.,]\d)|\b(?:ten|hundred|thousand)\b", re.IGNORECASE)


def _is_slip_of_a_system(wrong: Wrong) -> bool:
    """Whether a wrong figure of a system is another system's, or its own but for the point, and not of ten of them."""
    claim = wrong.claim
    if not wrong.of_a_system or not claim.beside or is_set_against(wrong.around, wrong.rule):
        return False
    if wrong.rule == "power-of-ten":
        return (claim.sure or wrong.grounds.placed) and _TEN.search(wrong.around.sentence_before) is None
    return wrong.rule in ("variant", "copied")


def sparse_in_a_sibling(wrong: Wrong) -> str:
    """The sparse rate of a variant that is named around it."""
    longer = sparse_of_a_sibling(wrong.claim) if wrong.rule == "variant" else None
    return f"with sparsity that of {longer.name}, which its row or heading names" if longer is not None else ""


def right_of_the_form_beside(wrong: Wrong) -> str:
    """The figure of the variant whose form stands with it."""
    formed = _formed(wrong)
    return _of_its_form(formed) if formed is not None and states_spec_of(wrong.claim, formed) else ""


def sparse_of_the_form_beside(wrong: Wrong) -> str:
    """The sparse rate of that variant."""
    formed = _formed(wrong)
    return _of_its_form(formed) if formed is not None else ""


def _formed(wrong: Wrong) -> Entry | None:
    return of_the_form_beside(wrong.claim, wrong.around, wrong.registry) if wrong.rule == "variant" else None


def _of_its_form(formed: Entry) -> str:
    return f"right of the {formed.name}, whose form stands with it"


_ROUND_DIGITS, _ROUNDED = 2, 0.011


def a_round_figure(wrong: Wrong) -> str:
    """A figure of at most two digits and two zeros or more near its spec in a text: 1300 for 1307.4.

    Tables are there to be exact.
    """
    reading = wrong.claim.reading
    if wrong.rule != "different" or wrong.in_a_table:
        return ""
    is_round = digits_of(reading) <= _ROUND_DIGITS and reading.value >= 100 * reading.resolution
    return f"a round figure near {wrong.spec.printed}" if is_round and abs(wrong.share - 1) < _ROUNDED else ""


_OF_EACH_GPU = regex(r"/ ?(?:GPU|device|chip|card)\b", re.IGNORECASE)


def reached_on_each_device(wrong: Wrong) -> str:
    """Less than the peak, "/GPU"."""
    reached = wrong.field.startswith("compute.") and wrong.is_less and _OF_EACH_GPU.search(wrong.claim.text)
    return "what is reached on each device, perhaps" if reached else ""


LAST_EXCUSES: Excuses = (
    (leave_open, without_grounds),
    (leave_open, of_a_device_that_is_not_named),
    (leave_open, of_another_version),
    (leave_open, in_doubt),
    (leave_open, sparse_in_a_sibling),
    (take_for_right, right_of_the_form_beside),
    (leave_open, sparse_of_the_form_beside),
    (leave_open, a_round_figure),
    (leave_open, reached_on_each_device),
)
