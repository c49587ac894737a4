"""What a record declares of its figures itself: a note, a comment or its label says whose they are, or what sum."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import is_right
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives

_REACH, _NOTE_LENGTH = 1500, 400  # characters
_NOTE = regex(r"(?i)(?<![\w-])[\"']?(?:notes?|remarks?|caveats?)[\"']?\s*[:=]\s*(?P<words>[^{}]{1,400})")
_WORD = regex(r"[A-Z][a-z]+|[A-Z]{2,}")
# "RTX 4090 + system RAM", "24 GB card plus host memory"
WITH_THE_HOSTS = AnyCase(
    r"(?:\+|\bplus|\band|\bincl\w*) ?(?:the )?(?:system|host|cpu|main|shared) (?:ram|memory|dram|gpu)"
)
# "DGX Station (GB300)": the product, and the device in it
_IN_A_PRODUCT = regex(
    r"(?i)\b(?:station|spark|dgx|hgx|server|node|workstation|desktop|laptop|mini|box|tower|appliance|system|cluster|rack)"
    r"[^()]{0,20}\([^()]*\Z"
)
_OF_BOARDS = ("variant", "copied", "different")


def declared(claim: Claim, entry: Entry, rule: str, registry: Registry) -> str:
    """Why a figure that is not its device's is what its record says that it is; "" where nothing says so."""
    value = claim.stated.value
    if value is None or rule not in _OF_BOARDS:
        return ""
    if claim.field == "memory.capacity" and claim.expected is not None and claim.value > claim.expected.value:
        if any(label.role in ("comment", "above") and WITH_THE_HOSTS.search(label.words) for label in value.labels):
            return "with the memory of its host, as the comment says"
        if any(label.role in ("row", "key") and _is_in_a_product(label.words, entry) for label in value.labels):
            return f"of the product that its label names, {entry.name} being a part of it"
    note = _note_of(claim)
    own = set(_WORD.findall(entry.name))
    for other in relatives(entry, registry, same_family=True) if note else ():
        more = set(_WORD.findall(other.name)) - own
        if is_right(claim, other) and any(re.search(rf"(?i)\b{re.escape(word)}\b", note) for word in more):
            return f"{other.name}'s, as the note beside it says"
    return ""


def is_in_its_name(claim: Claim) -> bool:
    """Whether the name of a record has its memory: "GH200 141 GB"."""
    value = claim.stated.value
    if value is None or claim.field != "memory.capacity":
        return False
    size = regex(rf"(?i)(?<![\d.]){claim.reading.value:g} ?-?gi?b(?![a-z])")
    return any(label.role in ("row", "key") and size.search(label.words) for label in value.labels)


def _is_in_a_product(words: str, entry: Entry) -> bool:
    """Whether a device's name stands in brackets behind that of a product."""
    names = (name for name in (*entry.aliases, *map(str, entry.default_for)) if name in words)
    return any(_IN_A_PRODUCT.search(words[: words.index(name)]) for name in names)


def _note_of(claim: Claim) -> str:
    """What the record of a value notes, up to where the next record has the same key."""
    assert claim.stated.value is not None
    key, text, place = claim.stated.value.said("key"), claim.document.source, claim.stated.offset
    if not key:
        return ""
    behind = text[place : place + _REACH].partition(key)[0]
    start = text.rfind(key, 0, place)
    before = text[max(0, start - _REACH) : max(0, start)].rpartition(key)[2]
    found = _NOTE.search(behind) or _NOTE.search(before)
    return found["words"][:_NOTE_LENGTH] if found is not None else ""
