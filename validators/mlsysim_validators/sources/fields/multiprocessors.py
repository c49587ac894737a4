"""A number of cores of each multiprocessor: "4 Tensor Cores per SM", "each SM has 128 CUDA cores"."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.fields.words import Field, Words
from mlsysim_validators.sources.patterns import regex

PER_SM = "cores_per_sm."  # before the kind of cores that is counted
_KINDS = {
    "tensor": r"(?:[\w-]+[- ]gen(?:eration)? )?tensor cores?",
    "cuda": r"(?:FP32 )?CUDA cores?|FP32 (?:CUDA )?cores?",
    "fp64": r"FP64 (?:CUDA )?cores?",
}
# A part of a multiprocessor is another thing: "16 FP32 cores per SM partition".
_SM = r"(?:SMs?|(?:streaming )?multiprocessors?)\b(?![ -]?(?:sub|part|quad|block|quarter|pair))"
_BEHIND = {
    kind: regex(
        rf"[ \u00a0-]?(?:{words}),? ?(?:/|\b(?:per|(?:in|on|of|for) (?:each|every)|each|an?)\b) ?{_SM}", re.IGNORECASE
    )
    for kind, words in _KINDS.items()
}
_COUNTED = {
    kind: regex(rf"[ \u00a0-]?(?:{words})\b(?! (?:per|in each))", re.IGNORECASE) for kind, words in _KINDS.items()
}
_LABELLED = {
    kind: regex(rf"(?<![A-Za-z])(?:{words}) ?(?:/|\b(?:per|in each|each)\b) ?{_SM}", re.IGNORECASE)
    for kind, words in _KINDS.items()
}
_HAS = (
    rf"\b(?:(?:each|every|one|per|a single) (?:[\w-]+ )?{_SM}(?: ?\(SM\))?(?:,? (?:of|in|on)\b[^.,;:\d]{{0,30}}?)?,?"
    r" ?(?:has|have|contains?|holds?|features?|includes?|comes with|packs|with|provides?|houses|offers|:)|"
    r"\bSMs\)?,? each (?:with|having|containing|has|holding|of which has))\W{0,4}"
)
_SM_HAS = regex(rf"{_HAS}$", re.IGNORECASE)
# "Each SM has 64 FP32 cores, 32 FP64 cores and 4 Tensor Cores": further ones of its list.
_SM_LISTS = regex(rf"{_HAS}(?:[\d,]{{1,6}} [\w /-]{{3,40}}?(?:, and|,| and| plus) ){{1,4}}$", re.IGNORECASE)


def per_multiprocessor(words: Words, device: Entry) -> Field | None:
    """The field of a number of cores that these words say is of each multiprocessor of a device."""
    for kind in _KINDS:
        if f"cores.{kind}" not in device or "cores.sm" not in device:
            continue
        of_each = _COUNTED[kind].match(words.after) is not None and _is_of_a_list(words)
        if of_each or _BEHIND[kind].match(words.after) or _LABELLED[kind].search(words.labels):
            return Field(f"{PER_SM}{kind}", "spec", True)
    return None


def _is_of_a_list(words: Words) -> bool:
    """Whether the words before a number say that a multiprocessor has what follows."""
    if _SM_HAS.search(words.before):
        return True
    place = words.sentence.find(words.before) if words.before.strip() else -1
    return place >= 0 and _SM_LISTS.search(words.sentence[: place + len(words.before)]) is not None
