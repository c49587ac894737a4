"""Counts of a part of a model: the layers that a GPU holds of it, the query heads that share one of keys and values."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.patterns import regex

_OFFLOADED = AnyCase(
    r"\boff-?load|\bngl\b|\bgpu[-_ ]layers?\b|"
    r"\blayers? (?:\w+ )?(?:on|in|to|onto|into) (?:\w+ )?(?:GPUs?|CPUs?|V?RAM)\b|"
    r"\b(?:GPUs?|CPUs?|V?RAM) (?:holds?|takes?|gets?|runs?|keeps?) (?:\w+ )?$"
)
_PUT = AnyCase(r"\b(?:off-?load\w*|put\w*|plac\w+|mov\w+|load\w*|keep\w*|push\w*|fit\w*)\b[^.;\d]{0,16}$")
_OUT_OF = regex(r"\d ?/ ?$|\d (?:out )?of (?:the |its )?$")  # "41 of 95 layers"
_NEARBY = 600  # characters
_WITH_THE_OUTPUT = 1  # which llama.cpp counts as a layer


def layers_that_are_offloaded(wrong: Wrong) -> str:
    """Layers that are put on a device, in a text that speaks of that: any number of them, and the output as one."""
    text, start = wrong.claim.stated.text.text, wrong.claim.reading.start
    around = text[max(0, start - _NEARBY) : start + _NEARBY]
    if wrong.field != "layers" or wrong.in_a_table or not _OFFLOADED.search(around):
        return ""
    of_all = wrong.claim.value == wrong.spec.value + _WITH_THE_OUTPUT
    before = wrong.around.before
    said_of_all = (wrong.claim.owned and not _PUT.search(before)) or _OUT_OF.search(before) is not None
    return "" if said_of_all and not of_all else "layers that are offloaded, not all that it has"


_SHARES = AnyCase(r"\bshar|\bserv|\bgroups?\b|\bgrouped|\beach\b|\bevery\b|\bper\b|\bto one\b|\bfor one\b")


def query_heads_of_a_group(wrong: Wrong) -> str:
    """As many query heads as share one head of keys and values, where words speak of sharing."""
    keys = wrong.entity.get("heads.kv") if wrong.field == "heads.query" else None
    if keys is None or wrong.claim.value * keys.value != wrong.spec.value or keys.value == 1:
        return ""
    return "the query heads of each head of keys and values" if _SHARES.search(wrong.around.sentence) else ""
