"""Doubts about how much of a device or a model a number is of: a die, a layer, a port, or the full chip."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.doubts.compared import ANOTHERS
from mlsysim_validators.sources.judges.doubts.wrong import NEAR, Wrong
from mlsysim_validators.sources.judges.other_figures.grounds import is_in_a_list, is_on_a_sheet
from mlsysim_validators.sources.patterns import regex

_DIE_BEHIND = regex(r"(?:'s)?[ -](?:(?:single|compute|GPU) )?(?:dies?|GCDs?|chiplets?)\b", re.IGNORECASE)
_DIE_BEFORE = regex(
    r"\b(?:one|single|each|a|per|either|every) (?:\w+ )?(?:die|GCD|chiplet)(?: \w+)? (?:of|in|on) "
    r"(?:an? |the |each )?$",
    re.IGNORECASE,
)


def of_one_die(wrong: Wrong) -> str:
    """Half of a package, said of a die of it: "one MI250X die", "a die of the MI250X"."""
    name = wrong.claim.name
    if wrong.rule != "per-die" or not name:
        return ""
    sentence = wrong.claim.stated.sentence()
    of_a_die = any(
        _DIE_BEHIND.match(sentence, place.end()) or _DIE_BEFORE.search(sentence, 0, place.start())
        for place in re.finditer(re.escape(name), sentence)
    )
    return "of one die, as its words say" if of_a_die else ""


_OF_EACH_DIE = AnyCase(r"\bdies?\b.*\b(?:each|apiece|per die|a die)\b|\b(?:each|per|a) (?:die|GCD)\b")


def of_each_die(wrong: Wrong) -> str:
    """Half of a package, where its words speak of each die."""
    around = wrong.around
    said = wrong.rule == "per-die" and _OF_EACH_DIE.search(f"{around.sentence} | {around.row} | {around.column}")
    return "of each die" if said else ""


_A_DIES = AnyCase(r"\b(?:xcd|gcd|die|stack|channel|chiplet|tile)(?:'s|s'|’s)?\b(?! (?:has|have))[^.;]*\Z")


def less_memory_behind_a_die(wrong: Wrong) -> str:
    """Less memory or bandwidth than there is, behind words for a part that has its own."""
    less = wrong.is_less and wrong.field.startswith("memory.") and _A_DIES.search(wrong.around.before[-NEAR:])
    return "of one of its dies, perhaps" if less else ""


_A_PART_OF = AnyCase(
    r"\W*(?:of (?:which|that|it|them|this|those)|thereof|incl(?:uding|\.)|(?:the )?(?:share|part|rest) of)\b"
)


def a_part_by_its_row(wrong: Wrong) -> str:
    """Its row says "of which ..."."""
    return "a part of it, as its row says" if _A_PART_OF.match(wrong.around.row) else ""


_OF_PARTS = ("parameters.", "layers", "links.", "memory.", "per_port", "die.")
_FAR_OFF = 2.5


def far_from_the_whole(wrong: Wrong) -> str:
    """Much less or more than there is, not said of the name: of a part, or of several; unless other facts list it."""
    claim = wrong.claim
    if not wrong.field.startswith(_OF_PARTS) or wrong.rule != "different" or wrong.in_a_table:
        return ""
    if claim.direct or claim.owned or wrong.is_told_in_order:
        return ""
    # No part of a memory is more than all of it.
    may_be_more = not wrong.field.startswith("memory.") or ANOTHERS.search(wrong.around.before) is not None
    far = wrong.share <= 1 / _FAR_OFF or (wrong.share >= _FAR_OFF and may_be_more)
    if not far or is_in_a_list(claim, wrong.slide) or is_on_a_sheet(claim, wrong.slide):
        return ""
    return "far from the whole: of a part of it, perhaps"


_OF_A_PART = ("different", "variant", "direction", "matrix-for-vector", "power-of-ten")
_PART_BEHIND = {  # "4 layers per GPU", "4 MB per XCD", "300 GB/s TX", "125 TFLOPS (Tensor)"
    "parameters": regex(r" ?(?:parameters?|params)? ?(?:each|apiece|per expert)\b", re.IGNORECASE),
    "layers": regex(r"[ -]?layers? (?:per|each|on (?:each|every)|at a time|pruned|removed|more|fewer)\b"),
    "memory": regex(r" ?(?:per|/|each) ?(?:XCD|GCD|die|SM|CU|core|stack|chiplet|tile|channel|slice)\b", re.IGNORECASE),
    "links": regex(r" ?(?:TX|RX)\b| per (?:peer|pair|neighbou?r)\b"),
    "compute.vector": regex(r" ?\(?(?:with |on )?(?:the )?tensor", re.IGNORECASE),
}


def of_the_part_behind_it(wrong: Wrong) -> str:
    """The part stands right behind the number."""
    part = next((words for field, words in _PART_BEHIND.items() if wrong.field.startswith(field)), None)
    said = part is not None and part.match(wrong.around.after) and wrong.rule in _OF_A_PART
    return "of the part of it that stands behind the number" if said else ""


_FULL_CHIP = AnyCase(r"\bfull\b[\w ]{0,14}\b(?:die|chip|implementation|g[habvp]\d{3}|ad\d{3}|silicon)\b")


def of_the_full_chip(wrong: Wrong) -> str:
    """Cores and caches of a chip, of which products have some switched off."""
    said = wrong.field.startswith(("cores.", "tiers.")) and _FULL_CHIP.search(_sentence_and_line_above(wrong))
    return "of the full chip, perhaps, of which a product uses a part" if said else ""


def _sentence_and_line_above(wrong: Wrong) -> str:
    block = wrong.claim.stated.block
    above = (over.text.text for over in wrong.slide.above(block) if over.kind != "item") if block.kind == "item" else ()
    return f"{next(iter(above), '')[-NEAR:]} | {wrong.claim.stated.sentence()}"
