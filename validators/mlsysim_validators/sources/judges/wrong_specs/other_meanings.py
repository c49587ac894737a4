"""What else the words of a number make of it than a specification, before any reason is sought why it is wrong."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.link_rates.lanes import is_of_fewer_lanes
from mlsysim_validators.sources.judges.link_rates.links import nominal_slot
from mlsysim_validators.sources.judges.other_figures.not_meant import is_moved
from mlsysim_validators.sources.judges.other_figures.shares_of_amounts import is_a_share
from mlsysim_validators.sources.judges.other_figures.suppositions import (
    is_changed_to,
    is_denied_by_the_answer,
    is_supposed,
)
from mlsysim_validators.sources.judges.specs.rate_slips import has_three_digits
from mlsysim_validators.sources.judges.wrong_specs.excuses import Excuses, leave_open, set_apart
from mlsysim_validators.sources.ownership.spec_lines import is_labelled_line
from mlsysim_validators.sources.patterns import regex


def a_percentage(wrong: Wrong) -> str:
    """No amount at all."""
    return "a share of it, or how much it changed" if wrong.unit.symbol == "%" else ""


def none_of_it(wrong: Wrong) -> str:
    """A zero."""
    return "" if wrong.claim.value else "none of it: where it is not used, or not known"


def of_fewer_lanes(wrong: Wrong) -> str:
    """A link of fewer lanes."""
    a_link = wrong.field.startswith(("links.", "per_port"))
    fewer = a_link and is_of_fewer_lanes(wrong.claim, wrong.spec, wrong.around)
    return "of one lane, or of fewer than a slot has" if fewer else ""


_FORWARD = "flops.forward"
_OTHER_INPUT = 0.15


def of_another_input(wrong: Wrong) -> str:
    """Operations of a forward pass, near those that are published."""
    near = wrong.field == _FORWARD and abs(wrong.share - 1) <= _OTHER_INPUT
    return "near the count of its paper: another implementation or input size, perhaps" if near else ""


_OF_TRAINING = 1e4  # times the operations of one forward pass


def of_a_training(wrong: Wrong) -> str:
    """Operations of many passes."""
    many = wrong.field == _FORWARD and wrong.claim.value > _OF_TRAINING * wrong.spec.value
    return "far more than one pass: the count of a training, perhaps" if many else ""


_RESULT = regex(r"\d[^=≈]{0,40}[×x*·+][^=≈]{0,40}[=≈] ?[~≈$]?$")


def a_result_of_passes(wrong: Wrong) -> str:
    """Operations that a printed product gives."""
    result = wrong.field == _FORWARD and _RESULT.search(wrong.around.sentence_before)
    return "what a calculation gives: of more than one forward pass, perhaps" if result else ""


STRUCTURE = ("layers", "heads.", "hidden_size")


def a_result_of_counts(wrong: Wrong) -> str:
    """A plain number that a printed product gives: "2 all-reduces per layer × 80 layers = 160"."""
    of_structure = wrong.field.startswith(STRUCTURE) and wrong.claim.reading.bare
    result = of_structure and _RESULT.search(wrong.around.sentence_before)
    return "what a calculation gives, which its words do not call that" if result else ""


_OF_SOME = 2.5  # times fewer or more cores than a device has: those that a kernel uses, or of several
_OF_THEM = regex(r"[ \u00a0-]?(?:[\w-]+ ){0,2}\w+s of (?:the|its|an?|each|every)\b")
_ORDINAL = regex(r"(?:st|nd|rd|th)\b")  # "Tensor cores: 3rd generation"


def a_few_cores(wrong: Wrong) -> str:
    """Far fewer or more cores than there are, on no line that is labelled with them."""
    claim = wrong.claim
    if not wrong.field.startswith("cores.") or wrong.in_a_table:
        return ""
    if wrong.is_less and _OF_THEM.match(wrong.around.after):  # "100 SMs of the H100 compute, 32 communicate"
        return "a few of them, or a part of the device"
    if 1 / _OF_SOME <= wrong.share <= _OF_SOME:
        return ""
    labelled = is_labelled_line(claim) and not _ORDINAL.match(wrong.around.after)
    # To the digit ten times all that there are is no part, and hardly several devices.
    ten_of_all = has_three_digits(claim.reading) and agrees(claim.reading, 1.0, 10 * wrong.spec.value)
    return "" if labelled or ten_of_all else "a few of them, or a part of the device"


def tokens_counted_otherwise(wrong: Wrong) -> str:
    """Tokens of a training, near those that are published."""
    near = wrong.field == "training.tokens" and wrong.is_near
    return f"near {wrong.spec.printed}: counted otherwise, perhaps" if near else ""


def an_amount_that_is_moved(wrong: Wrong) -> str:
    """What is read or sent."""
    return "an amount that is moved" if is_moved(wrong.claim, wrong.slide) else ""


def a_share_of_another(wrong: Wrong) -> str:
    """Some per cent of an amount beside it."""
    return "a share of another amount of its sentence" if is_a_share(wrong.claim, wrong.slide) else ""


_ACROSS = AnyCase(r"\b(?:over|across|through) (?:the |all )?$")


def over_some_layers(wrong: Wrong) -> str:
    """Fewer layers than there are, over which something is done."""
    some = wrong.field == "layers" and wrong.is_less and _ACROSS.search(wrong.around.before)
    return "over some of its layers, perhaps" if some else ""


def denied_by_the_answer(wrong: Wrong) -> str:
    """A question, and the answer is no."""
    return "what a question supposes, and the answer denies" if is_denied_by_the_answer(wrong.claim) else ""


def supposed(wrong: Wrong) -> str:
    """What would be, or what the right one is changed to."""
    contrary = is_supposed(wrong.claim) or is_changed_to(wrong.claim)
    return "its sentence supposes what is not" if contrary else ""


_PCIE_GENERATION = regex(r"\bPCIe? ?(?:Gen(?:eration)? ?|v)?([3-7])\b", re.IGNORECASE)
_PCIE_ROOM = 0.05


def of_a_generation_of_pcie(wrong: Wrong) -> str:
    """What 16 lanes of the generation that its words name carry, one way or both: "PCIe 7.0: 512 GB/s"."""
    if not wrong.field.startswith("links.pcie"):
        return ""
    words = f"{wrong.around.row} {wrong.around.sentence_before}"
    named = [int(match[1]) for match in _PCIE_GENERATION.finditer(words)]
    each = [nominal_slot(number) for number in named[-1:] if number >= 3]
    of_it = any(abs(wrong.claim.value / (one * ways) - 1) < _PCIE_ROOM for one in each for ways in (1, 2))
    return "the rate of the generation of PCIe that its words name" if of_it else ""


_OF_LINKS = AnyCase(r"\bnv ?switch|\bnv ?link|\binterconnect|\binfinity fabric|\bxgmi|gpu[- ]to[- ]gpu|\bother gpus?\b")
_OF_MEMORY = AnyCase(r"\bhbm|\bmemory|\bvram|\bg?ddr|\bdram|\bcapacity|\bGB\b(?!/)")
_NEARBY = 400  # characters


def of_the_link_that_is_told_of(wrong: Wrong) -> str:
    """What the links of a device carry, in a text about these: "Every GPU reaches every other one: 900 GB/s (H100)"."""
    if wrong.field != "memory.bandwidth" or wrong.in_a_table or _OF_MEMORY.search(wrong.around.sentence):
        return ""
    totals = (spec for path, spec in wrong.entity.specs.items() if path.startswith("links.") and path[-5:] == "total")
    rates = (rate for spec in totals if spec.direction for rate in (spec.per_direction, 2 * spec.per_direction))
    if not any(agrees(wrong.claim.reading, wrong.unit.factor, rate) for rate in rates):
        return ""
    source, place = wrong.claim.document.source, wrong.claim.stated.offset
    told = _OF_LINKS.search(source[max(0, place - _NEARBY) : place + _NEARBY])
    return "what its links carry, of which its text tells" if told is not None else ""


OTHER_MEANINGS: Excuses = (
    (set_apart, a_percentage),
    (leave_open, none_of_it),
    (leave_open, of_fewer_lanes),
    (leave_open, of_the_link_that_is_told_of),
    (leave_open, of_another_input),
    (leave_open, of_a_training),
    (leave_open, a_result_of_passes),
    (leave_open, a_result_of_counts),
    (leave_open, a_few_cores),
    (leave_open, tokens_counted_otherwise),
    (set_apart, an_amount_that_is_moved),
    (set_apart, a_share_of_another),
    (leave_open, over_some_layers),
    (leave_open, denied_by_the_answer),
    (leave_open, supposed),
    (leave_open, of_a_generation_of_pcie),
)
