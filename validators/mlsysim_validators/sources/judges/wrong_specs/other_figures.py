"""What else a number may be, for the reason why it is wrong: near the figure, of a part, measured, announced, named."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.doubts.wrong import NEAR, Wrong
from mlsysim_validators.sources.judges.other_figures.attained import PEAK_OF
from mlsysim_validators.sources.judges.other_figures.grounds import is_far_beyond_its_peak
from mlsysim_validators.sources.judges.several.counted_names import EACH
from mlsysim_validators.sources.judges.several.said_parts import of_a_said_part
from mlsysim_validators.sources.judges.specs.rate_slips import has_three_digits
from mlsysim_validators.sources.judges.values.doubts import NEAR as NEAR_IT
from mlsysim_validators.sources.judges.wrong_specs.excuses import Excuses, leave_open
from mlsysim_validators.sources.patterns import regex

_BY_CHANCE = ("different", "format", "variant", "copied", "superseded")  # of a figure that is near the right one
_RATES = ("compute.", "memory.bandwidth")


def a_rate_that_is_one_off(wrong: Wrong) -> str:
    """A rate of four digits that is one off in the last, as other sheets round: 1,247 for 1,248, 16.30 for 16.31."""
    reading = wrong.claim.reading
    if wrong.rule not in _BY_CHANCE or not wrong.field.startswith(_RATES):
        return ""
    fine = reading.value >= 1000 * reading.resolution
    one_off = abs(reading.value - wrong.spec.value / wrong.unit.factor) <= 1.05 * reading.resolution
    return NEAR_IT if fine and one_off else ""


_COUNTED_ALIKE = 0.001


def with_or_without_buffers(wrong: Wrong) -> str:
    """A count of parameters that is hardly off."""
    alike = wrong.field == "parameters.total" and abs(wrong.share - 1) <= _COUNTED_ALIKE
    return "near the published count: with or without buffers, perhaps" if alike else ""


def of_a_part_that_is_said(wrong: Wrong) -> str:
    """A part that its words name."""
    return "" if wrong.tenfold else of_a_said_part(wrong.claim, wrong.slip.rule, wrong.around)


def measured_or_wanted(wrong: Wrong) -> str:
    """What was measured or is wanted, if it can be; nothing measured exceeds its peak."""
    if not wrong.claim.measured or is_far_beyond_its_peak(wrong.claim, wrong.slip.rule):
        return ""
    beyond = wrong.another_rate and wrong.claim.value > wrong.spec.value
    if beyond or wrong.described or wrong.tenfold or _is_a_peak(wrong):
        return ""
    return "a measured or wanted figure, not a specification"


_PEAK = regex(r"\bpeak\b|\bdense\b|\brated\b|data ?sheet|nominal|theoretical", re.IGNORECASE)
_AT_PEAK = AnyCase(
    r"(?: (?:in|of) \w+| \w+)?,? \(?(?:at (?:its |the )?(?:theoretical )?)?peak\b(?! (?:load|memory|hours?|of))"
)
_OTHER_PEAKS = ("swapped", "superseded", "sparse-for-dense", "direction")


def _is_a_peak(wrong: Wrong) -> bool:
    """Whether a rate is called a peak and is, to the digit, another peak of the device, whatever is said of use."""
    around, rule = wrong.around, wrong.slip.rule
    words = f"{around.before[-NEAR:]} | {around.after[:NEAR]}"
    is_told = wrong.field.startswith("compute.") and _PEAK.search(words) is not None
    called = PEAK_OF.search(around.before) is not None and rule != "different"
    called = called or _AT_PEAK.match(around.after) is not None
    return is_told and has_three_digits(wrong.claim.reading) and (called or rule in _OTHER_PEAKS)


_ANNOUNCED = AnyCase(
    r"\bannounc|\boriginal|\bprelimin|\bfirst (?:said|shown)|\bplanned|\bpromised|\bat first\b|\bonce\b"
)


def as_announced(wrong: Wrong) -> str:
    """A figure that was published before, of which its words say so."""
    words = f"{wrong.around.before} | {wrong.around.after[:NEAR]}"
    return "as it was announced" if wrong.rule == "superseded" and _ANNOUNCED.search(words) else ""


_IN_NAME_ONLY = AnyCase(r"\b(?:names?|suggests?|would|naive\w*|seems?|looks?|not)\b")


def what_its_name_suggests(wrong: Wrong) -> str:
    """Experts times the size of each, which words say is not the count."""
    suggested = wrong.rule == "experts" and _IN_NAME_ONLY.search(wrong.around.sentence_before[-NEAR:])
    return "what its name suggests" if suggested else ""


_SEVERAL_PORTS = (4, 8, 16)
_SAYS_SEVERAL = regex(r"\b(?:four|eight|sixteen|4|8|16)\b(?! ?Gb)", re.IGNORECASE)


def of_several_ports(wrong: Wrong) -> str:
    """As many times the rate of a port as are counted, or as devices usually have."""
    if wrong.field != "per_port" or EACH.match(wrong.around.after):
        return ""
    several = "bit" in wrong.unit.symbol or _SAYS_SEVERAL.search(wrong.around.sentence_before) is not None
    fits = several and any(
        agrees(wrong.claim.reading, wrong.unit.factor, count * wrong.values[0]) for count in _SEVERAL_PORTS
    )
    return "of several ports together" if fits else ""


OTHER_FIGURES: Excuses = (
    (leave_open, a_rate_that_is_one_off),
    (leave_open, with_or_without_buffers),
    (leave_open, of_a_part_that_is_said),
    (leave_open, measured_or_wanted),
    (leave_open, as_announced),
    (leave_open, what_its_name_suggests),
    (leave_open, of_several_ports),
)
