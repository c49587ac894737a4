"""Doubts about what a number is: words make it an end, a claim, an option, another's figure, or what is used."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.doubts.wrong import NEAR, Wrong
from mlsysim_validators.sources.judges.other_figures.beside import is_stated_beside
from mlsysim_validators.sources.judges.other_figures.in_use import is_in_use
from mlsysim_validators.sources.judges.other_figures.longer_names import goes_on
from mlsysim_validators.sources.judges.other_figures.not_meant import why_not_meant
from mlsysim_validators.sources.ownership.people import IN_ORDER
from mlsysim_validators.sources.patterns import regex


def an_end_of_a_range(wrong: Wrong) -> str:
    """One of the two numbers of a range, where names do not stand in the same order."""
    return "an end of a range" if wrong.claim.reading.range_end and wrong.claim.how != IN_ORDER else ""


_OTHERS = AnyCase(r"\b(?:others?|otherwise|elsewhere|else)\b\W*$")


def of_all_others(wrong: Wrong) -> str:
    """What all but the named one have: "others: 80 GB"."""
    return "of all others" if _OTHERS.search(wrong.around.before) else ""


_NOT_ENOUGH = AnyCase(r" (?:is|are|isn't|aren't|of \w+ is)? ?(?:not |in)?(?:enough|sufficient|suffic)")


def not_enough(wrong: Wrong) -> str:
    """What somebody might have wished for: "64 GB is not enough"."""
    return "what would not be enough" if _NOT_ENOUGH.match(wrong.around.after) else ""


def in_use(wrong: Wrong) -> str:
    """What is drawn or taken of it."""
    return is_in_use(wrong.claim, wrong.around)


def not_meant(wrong: Wrong) -> str:
    """What its sentence denies, guesses or measures."""
    return why_not_meant(wrong.claim, wrong.around, wrong.slide, wrong.rule)


def of_a_longer_name(wrong: Wrong) -> str:
    """Its name is the beginning of another."""
    goes = goes_on(wrong.claim, wrong.around)
    return "its name goes on: of another model, or of a part of the device, perhaps" if goes else ""


_OF_ANOTHER = ("different", "variant", "copied")


_OR_THE_SIZE = regex(r"\d ?GB (?:or|and) $")  # "has 80GB or 192GB of HBM3": neither is of anything else


def beside_the_right_one(wrong: Wrong) -> str:
    """The right figure stands in its sentence as well; of a link one direction stands beside both."""
    if wrong.rule not in _OF_ANOTHER or wrong.in_a_table or wrong.claim.direct or wrong.field.startswith("links."):
        return ""
    text, start = wrong.claim.stated.text.text, wrong.claim.reading.start
    if wrong.field == "memory.capacity" and _OR_THE_SIZE.search(text, max(0, start - NEAR), start):
        return ""
    beside = is_stated_beside(wrong.claim, wrong.slide)
    return "its sentence states the right figure as well: this is of something else, perhaps" if beside else ""


_CLAIMED = AnyCase(
    r"\b(?:vendors?|sales\w*|marketing|brochures?|headlines?|press)\b[^.;]{0,30}\b(?:claim|quot|say|promis|advertis)\w*"
)


def what_somebody_claims(wrong: Wrong) -> str:
    """A figure that its sentence puts into another's mouth."""
    return "what somebody claims" if _CLAIMED.search(wrong.around.sentence_before) else ""


_FOR_EACH = AnyCase(
    r"\bper (?:us ?dollar|usd|eur|dollar|euro|watt|joule|cent|\$|€)\b|\bfor (?:a|one|every|each) (?:dollar|euro|watt)\b"
)


def of_each_dollar_or_watt(wrong: Wrong) -> str:
    """A rate by what it costs."""
    of_each = wrong.rule in ("different", "half", "twice") and _FOR_EACH.search(wrong.around.sentence_before)
    return "of each dollar or watt, as its sentence says" if of_each else ""


_AN_OPTION = regex(r"\((?:max\.?|maximum|up to|optional(?:ly)?|opt\.?|or)[ \u00a0]?\Z", re.IGNORECASE)
_LONGEST_OPTION = 14


def an_option(wrong: Wrong) -> str:
    """What can be had as well: "80 GB (max. 96 GB)"."""
    start = wrong.claim.reading.start  # in the text, not in what is before: "max." ends no sentence
    option = _AN_OPTION.search(wrong.claim.stated.text.text, max(0, start - _LONGEST_OPTION), start)
    return "an option, perhaps" if option else ""
