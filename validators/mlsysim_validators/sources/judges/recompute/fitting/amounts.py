"""The amounts of memory on a slide and what each is of: of one user or request, of what is left, or anything else."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

# What a memory holds many of. Those of one line are spoken of as one thing.
_FAMILIES = (
    ("user", "request", "sequence", "session", "conversation", "chat", "stream", "context", "prompt", "client", "seq"),
    ("adapter", "lora"),
    ("instance", "replica", "copy", "copie", "model"),
    ("block", "page"),
    ("document", "image", "sample", "video", "frame", "vector", "embedding", "expert", "checkpoint"),
)
_NAMES = sorted((name for family in _FAMILIES for name in family), key=len, reverse=True)
NOUN = rf"(?:{'|'.join(_NAMES)})"
_BEHIND = regex(
    rf"\W{{0,2}}(?:of (?:\w+ ){{0,2}})?(?:per|an?|each|every|for (?:each|one|every|an?|a single)|/) ?(?:\w+ )?"
    rf"(?P<noun>{NOUN})s?\b",
    re.IGNORECASE,
)
_EACH = regex(r"\W{0,2}(?:of (?:\w+ ){1,2})?(?:each|apiece)\b", re.IGNORECASE)
_AHEAD = regex(
    rf"\b(?:an?|one|each|every|per|single|such an?|this) (?:[\w,-]+ ){{0,3}}?(?P<noun>{NOUN})\b", re.IGNORECASE
)
_MANY = regex(rf"\b(?P<noun>{NOUN})s\b", re.IGNORECASE)
OF_ONE = regex(rf"(?:\b(?:per|an?|one|each|every)|/) ?(?:[\w-]+ )?(?P<noun>{NOUN})\b", re.IGNORECASE)
_OF_MEMORY = regex(r"\b(?:weights?|memory|GPUs?|cards?|devices?|HBM|nodes?)\b", re.IGNORECASE)
_TOKENS_EACH = regex(r"\btokens? (?:each|apiece)\b", re.IGNORECASE)
LEFT = regex(
    r"\b(?:left|leav\w+|remain\w*|free|to spare|(?:the )?other|rest|for (?:the )?(?:KV[- ]?)?caches?|"
    r"for (?:the )?KV|headroom)\b",
    re.IGNORECASE,
)
_LEFT_BEHIND = regex(
    r"(?: (?:is|are|still|stay|stays|of it))*,? (?:left|remain\w*|free|to spare|for (?:the )?(?:KV[- ]?)?caches?)\b",
    re.IGNORECASE,
)
_PER_TOKEN = regex(r"(?:per|a|each|/) ?tok|per parameter|/ ?s\b", re.IGNORECASE)
_LONGEST, _WORDS_BEHIND, _WORDS_LEFT = 120, 40, 45
_ENDS_BEHIND = regex(r"[,;:()]|\. |\d")


class Amount(NamedTuple):
    """Bytes, half a unit of the last digit, the family of what one of takes so much (-1: of memory), whether left."""

    value: float
    room: float
    words: str
    family: int
    left: bool
    claim: Claim


_ENDS, _LETTER, _AT = regex(r"[,;.]\s|\d"), regex(r"[A-Za-z]"), regex(r"\bat \W{0,2}$")
_AMOUNT = regex(r"\d[\d.,]* ?[kMGT]i?B\b")


def family_of(noun: str) -> int:
    """Which of the families a noun belongs to; -1 for none."""
    noun = noun.lower().removesuffix("s")
    return next((index for index, names in enumerate(_FAMILIES) if noun in names), -1)


def amounts_of(slide: Slide) -> list[Amount]:
    """The amounts of a slide in their order, those that were found to be wrong left out."""
    return slide.once("amounts", lambda: [one for claim in slide.claims if (one := amount_of(claim)) is not None])


def amount_of(claim: Claim) -> Amount | None:
    """The amount of memory that a claim states, if it does."""
    unit = claim.unit or claim.reading.units[0]
    return _amount(claim, unit) if unit.dimension == BYTES and unit.symbol != "B" else None


def _amount(claim: Claim, unit: Unit) -> Amount | None:
    if not claim.reading.one_value or claim.verdict in FINDINGS or claim.reading.value <= 0:
        return None
    if claim.stated.block.kind == "listing":
        return None
    text, reading = claim.stated.text.text, claim.reading
    begin, stop = claim.stated.sentence_span()
    behind = text[reading.end : min(stop, reading.end + _WORDS_BEHIND)]
    if _PER_TOKEN.match(behind.lstrip(" (")):
        return None
    cell, table = claim.stated.cell, claim.stated.table
    if cell is not None and table is not None:
        label = table.label(cell)
        words = f"{label.text.text[:80] if label is not None else ''} | {table.header_words(cell)[:80]} | {behind}"
        match, left = OF_ONE.search(words), LEFT.search(words) is not None
        family = family_of(match["noun"]) if match is not None else -1
    else:
        ahead = text[max(begin, reading.start - _LONGEST) : reading.start]
        family = _of_one(ahead, behind)
        ahead = _ENDS.split(ahead)[-1][-_WORDS_LEFT:]
        left = LEFT.search(ahead) is not None or _LEFT_BEHIND.match(behind) is not None
    value = reading.value * unit.factor
    shown = claim.text if _LETTER.search(claim.text) else f"{claim.text} {unit.symbol}"
    return Amount(value, 0.5 * reading.resolution * unit.factor, shown, family, left and family < 0, claim)


def _of_one(ahead: str, behind: str) -> int:
    """The family of what one takes, by the words before and behind an amount in its sentence."""
    own = _BEHIND.match(behind)
    if own is not None:
        return family_of(own["noun"])
    if _EACH.match(behind) is not None:
        many = list(_MANY.finditer(ahead))
        return family_of(many[-1]["noun"]) if many else 0 if _AT.search(ahead) else -1
    since = _AMOUNT.split(ahead)[-1]  # words before another amount are about that
    if _TOKENS_EACH.search(since) is not None:
        return 0
    ones = list(_AHEAD.finditer(since))
    other = ones and _OF_MEMORY.search(since, ones[-1].end())
    return family_of(ones[-1]["noun"]) if ones and not other else -1
