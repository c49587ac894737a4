"""Numbers beside a device's name that nobody means for its specification: denied, reached, or of the processor."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_DENIED = regex(r"(?:\bnot|n['’]t have|\bno longer|\bnever)\b[^.;,()\d]{0,16}$", re.IGNORECASE)
_PRODUCT_DENIED = regex(r"n['’]t have (?:just |only )?[\d.]+ ?[×x*] ?[\d.]+ ?= ?$", re.IGNORECASE)
_OF_BENCHMARKS = AnyCase(r"benchmark|\bmeasured|\bresults\b|profil")
_OF_A_PROCESSOR = AnyCase(r"\b(?:epyc|xeon|ryzen|threadripper|core i\d|i[3579]|processors?|cpus?|\d+[- ]cores?)\b")
_AT_A_BATCH = regex(r" ?@ ?(?:b|bs|batch)[ =]?\d", re.IGNORECASE)
_IN_A_FORMAT = regex(r" (?:fp|bf|tf|int)\d{1,2}\b", re.IGNORECASE)
_WITH_ITS_HOST = regex(
    r" ?(?:with|incl\w*|plus|for|of|in|\+) (?:an? |the |its |my |our )?"
    r"(?:whole |entire |high-end |x86 |full |rest of the )*"
    r"(?:tower|pc|computer|workstation|host|system|rig|desktop|machine|box|server|cpu)s?\b",
    re.IGNORECASE,
)
_OVER_A_RATE = regex(r" ?(?:[/÷]|\bover\b|\bat\b) ?\(?[~≈]?\d[\d.,]* ?[GT]i?B/s")
_MOVES = regex(
    r"\b(?:read(?:s|ing)?|mov(?:e|es|ed|ing)|load(?:s|ed|ing)?|stream(?:s|ed|ing)?|fetch(?:es|ed|ing)?|"
    r"cop(?:y|ies|ied|ying)|transfer(?:s|red|ring)?|send(?:s|ing)?|sent|writ(?:e|es|ing|ten)|pull(?:s|ed|ing)?|"
    r"sweep(?:s|ing)?|push(?:es|ed|ing)?|exchang\w+|touch(?:es|ing)?)"
    r"(?: (?:all|the|its|their|about|some|roughly|only|these|those|of|another|a|full|whole))*[ \u00a0][~≈]?$",
    re.IGNORECASE,
)
_RATES = ("compute.", "memory.bandwidth", "tiers.")
_REACHED = 0.97
_NEAR = 60


def why_not_meant(claim: Claim, around: Surroundings, slide: Slide, reason: str) -> str:
    """Why a number that is not the specification is none, or ""."""
    text, start = claim.stated.text.text, claim.reading.start
    ahead = text[max(claim.stated.sentence_span()[0], start - _NEAR) : start]
    if _DENIED.search(ahead) or _PRODUCT_DENIED.search(ahead):
        return "its sentence denies it"
    is_a_processor = claim.entity is not None and "tiers.flash.capacity" in claim.entity
    if claim.field == "compute.clock" and not is_a_processor and _OF_A_PROCESSOR.search(ahead):
        return "of the processor that stands before it"
    if claim.stated.cell is not None and text[claim.reading.end :].strip(" )") == "?":
        return "a guess, as its question mark says"
    if _AT_A_BATCH.match(text, claim.reading.end):
        return "of a run at a batch"
    if claim.field.startswith("power.") and reason == "different" and _WITH_ITS_HOST.match(text, claim.reading.end):
        return "with what the device sits in"
    if claim.field.startswith("power.") and _IN_A_FORMAT.match(text, claim.reading.end):
        return "what a device drew in a run, in the format behind it"
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    less = spec is not None and claim.value < _REACHED * spec.value
    if not less or reason != "different" or not claim.field.startswith(_RATES):
        return ""
    if claim.reading.rough and claim.stated.cell is None:
        return "roughly what is reached, perhaps"
    titles = f"{slide.document_title} | {slide.first_heading} | {around.title}"
    return "of a text about what was measured" if _OF_BENCHMARKS.search(titles) else ""


def is_moved(claim: Claim, slide: Slide) -> bool:
    """Whether an amount is read or sent, or is divided by a rate and told before to be of something else."""
    text, start = claim.stated.text.text, claim.reading.start
    if claim.field != "memory.capacity":
        return False
    if claim.stated.cell is None and _MOVES.search(text, max(0, start - _NEAR), start):
        return True
    if not _OVER_A_RATE.match(text, claim.reading.end):
        return False
    return any(
        one.field != claim.field and one.unit == claim.unit and one.reading.value == claim.reading.value
        for one in slide.stated_between(claim, 0, claim.reading.start)
    )
