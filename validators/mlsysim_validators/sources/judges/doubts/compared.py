"""Doubts about whose a number is: its sentence compares, or names several of whom it may be."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.doubts.wrong import NEAR, Wrong
from mlsysim_validators.sources.judges.other_figures.compared_names import is_only_compared_with
from mlsysim_validators.sources.judges.other_figures.grounds import is_in_a_list
from mlsysim_validators.sources.ownership.people import LINE_ABOVE
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

ANOTHERS = AnyCase(r"\b(?:against|compared (?:to|with)|instead of|up from|after)[ \u00a0]?$")  # variant's, or system's
_SET_AGAINST = AnyCase(r"(?:\b(?:vs\.?|versus|than|from|same(?: [a-z]+)? as(?: the)?)|从|從|相比|较|較)[ \u00a0]?$")


def of_a_name_to_compare_with(wrong: Wrong) -> str:
    """Its name stands where something else is compared: "1.67x vs A100"."""
    only = is_only_compared_with(wrong.claim, wrong.around)
    return "its name is only what something else is compared with" if only else ""


_COMPARED = regex(
    r"\b(?:compared (?:to|with)|than|unlike|versus|vs\.?|as in|similar to) (?:the |that of )?$", re.IGNORECASE
)


def of_what_the_line_above_compares(wrong: Wrong) -> str:
    """The line over its list names its model only to compare with: "little has changed compared to GPT-3:"."""
    claim = wrong.claim
    if claim.how != LINE_ABOVE:
        return ""
    line = next((over.text.text for over in wrong.slide.above(claim.stated.block) if over.kind != "item"), "")
    place = line.find(claim.name) if claim.name else -1
    compared = place >= 0 and _COMPARED.search(line, max(0, place - NEAR), place) is not None
    return "of what the line above compares with the one that it names" if compared else ""


def what_is_compared_with(wrong: Wrong) -> str:
    """Words set it against something else."""
    against = not wrong.is_told_in_order and is_set_against(wrong.around, wrong.rule)
    return "what something else is compared with, perhaps" if against else ""


def is_set_against(around: Surroundings, rule: str) -> bool:
    """Whether something else is compared with a number: "14.3 kW, against 10.2 kW for the older one"."""
    if rule == "variant" and ANOTHERS.search(around.before):
        return True
    return _SET_AGAINST.search(around.before) is not None


def of_one_of_several_named(wrong: Wrong) -> str:
    """Its sentence names several, and the nearest need not be meant."""
    kind = "models" if wrong.of_a_model else "accelerators"
    named = sum(entry.kind == kind for entry in wrong.claim.others)
    if wrong.in_a_table or named <= 1 or not _is_open(wrong) or is_in_a_list(wrong.claim, wrong.slide):
        return ""
    return f"its sentence names {named} {kind}; which one is meant is not clear"


_VERSUS = AnyCase(r"\bvs\b|versus|\bfrom\b|compared|respectively")
_HAS = regex(r"\b(?:has|holds|counts|with|is) [~\u2248]?$")


def _is_open(wrong: Wrong) -> bool:
    """Whether it is open which of several devices is meant: the name is not close, or two are compared."""
    claim = wrong.claim
    says_so = claim.owned and _HAS.search(claim.stated.text.text, 0, claim.reading.start) is not None
    told = says_so if wrong.of_a_model else claim.direct  # "n_kv_heads 8" names the field only
    if told or wrong.is_told_in_order or _all_have_the_same(claim):
        return False
    return claim.name_distance > NEAR or _VERSUS.search(wrong.near) is not None


def _all_have_the_same(claim: Claim) -> bool:
    """Whether all devices that are named have the same figure, so that it makes no difference which is meant."""
    specs = [other.get(claim.field) for other in claim.others if other.kind == "accelerators"]
    values = {spec.value if spec is not None else None for spec in specs}
    return len(values) == 1 and None not in values
