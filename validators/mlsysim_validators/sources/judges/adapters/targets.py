"""Which matrices of a layer have adapters, and of which rank: "r=16 on q and v", "qkvo", "attention + MLP"."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

ATTENTION, MLP = frozenset("qkvo"), frozenset(("gate", "up", "down"))
_NAMED = AnyCase(r"(?<![a-z])(q|k|v|o|gate|up|down)_(?:proj|lin)\b|\bw_?\{?(q|k|v|o)\}?(?![a-z])")
_COMPACT = AnyCase(r"(?<![a-z0-9])([qkvo]{2,4})(?![a-z0-9])")
_LISTED = AnyCase(r"(?<![a-z0-9_])[qkvo](?:(?: ?[,/+&] ?| and |, and | und | et )[qkvo])+(?![a-z0-9_])")
_SPOKEN = AnyCase(
    r"\bquer(?:y|ies),? (?:and|&|und) values?\b|\bquery/value\b|\bquery,? key,? (?:and )?value"
    r"(?P<all>,? (?:and )?output)?"
)
_ATTENTION = AnyCase(
    r"\b(?:all|every|the four|4) attention (?:projections?|matrices|layers|modules|weights)|attention[- ]only|"
    r"\b(?:only|just|nur) (?:the )?attention\b"
)
_ALL = AnyCase(
    r"\battention ?(?:\+|&|and|plus|und|et) ?(?:the )?(?:mlps?|ffns?|feed-?forward)\b|\ball[- ](?:seven |7 )?"
    r"(?:linear|projection)|\b7 ?/ ?7\b|(?<![a-z])all(?![a-z]).{0,12}\bmlp"
)
_RANK = AnyCase(
    r"(?:(?<![a-z0-9])r ?=? ?|\brank(?:[- ]| ?[=:] ?| of | is )?)(\d{1,3})(?![\d.]|\w*[%x×])|\brank[- ](\d{1,3})\b"
)
_RANK_BEFORE = regex(r"(?<![\w.])(\d{1,3}) ?[- ]rank\b")


def targets_in(text: str) -> frozenset[str]:
    """The matrices that a text names; nothing where it names none, or more than one set."""
    if _ALL.search(text):
        return ATTENTION | MLP
    named = {next(group for group in match.groups() if group) for match in _NAMED.finditer(text)}
    if named:
        return frozenset(named)
    sets = {frozenset(match.group(1)) for match in _COMPACT.finditer(text) if len(set(match.group(1))) > 1}
    sets |= {frozenset(match.group()) & ATTENTION for match in _LISTED.finditer(text)}
    sets = {one for one in sets if len(one) > 1}
    for match in _SPOKEN.finditer(text):
        sets.add(frozenset("qkvo" if match["all"] else "qkv" if "key" in match.group() else "qv"))
    if not sets and _ATTENTION.search(text):
        return ATTENTION
    return sets.pop() if len(sets) == 1 else frozenset()


def rank_in(text: str) -> int:
    """The one rank that a text states; 0 where there is none or several."""
    found = {int(match.group(1) or match.group(2)) for match in _RANK.finditer(text)}
    found |= {int(match.group(1)) for match in _RANK_BEFORE.finditer(text)}
    return found.pop() if len(found) == 1 else 0
