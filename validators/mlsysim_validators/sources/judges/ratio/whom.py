"""Which two devices a factor compares: those that its sentence sets against each other, or whom it was about before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_AGAINST = AnyCase(
    r"\b(?:vs\.?|versus|over|than|against|relative to|compared? (?:to|with)|from|of) (?:the |an? |its? )*"
    r"(?:\w+ of (?:the |an? ))?$|(?:→|->) ?$"
)
_JOINS = regex(
    r"[- ](?:vs\.?|versus|over|than|against|to|relative to|compared (?:to|with))[- ](?:the |an? )?|[ -]?(?:→|->) ?"
    r"| (?:beats|outperforms|beat) (?:the )?"
)
_THAN = regex(r"\bthan\b|\bas \w+ as\b")
_SEVERAL = AnyCase(
    r"(?:\d[×x ]?|\b(?:two|three|four|six|eight|several|both|all|pairs?|nodes?|servers?|box(?:es)?) (?:of )?)$"
)
_MANY_BEHIND = regex(
    r"(?:s\b|-?(?:\w+ )?(?:node|server|quartet|pair|cluster|pod|rack|system|box|chassis|"
    r"cabinet|machine|host|superchip)(?:e?s)?\b)"
)
_LONGEST_LEAD = 120
_LONGEST_REACH = 400
_MOST_OTHERS = 3
_MOST_ABOVE = 3


class Two(NamedTuple):
    """The subject and the base of a comparison; `sure`: no others can be meant."""

    subject: Entry
    base: Entry
    sure: bool


def compared(claim: Claim, slide: Slide, finder: EntityFinder, clause: str) -> list[Two]:
    """The two that a factor compares, or the few of which it may compare two; none where several of a device count."""
    text, (begin, stop) = claim.stated.text.text, claim.stated.sentence_span()
    sentence = text[begin:stop]
    named = _devices(sentence, finder)
    if len(_ids(named)) > 2:
        named, sentence = _devices(clause, finder), clause
        if len(_ids(named)) != 2:
            return []
    if any(counted(one, sentence) for one in named):
        return []
    if len(_ids(named)) == 2:
        return [_both(named, sentence)]
    base = _base(named, sentence)
    for words in _ahead(claim, slide, begin):
        others = [one for one in _devices(words, finder) if one.entry.id not in _ids(named)]
        if not others:
            continue
        if any(counted(one, words) for one in others) or len(_ids(others)) > _MOST_OTHERS:
            return []
        if not named:
            if len(_ids(others)) != 2:
                return []
            first, second = (next(one for one in others if one.entry.id == name) for name in _ids(others))
            leads = words.rstrip().endswith(":") and len(words) <= _LONGEST_LEAD
            return [Two(first.entry, second.entry, leads and _joined(first, second, words))]
        entries = list({one.entry.id: one.entry for one in reversed(others)}.values())
        if base is not None:
            return [Two(one, base.entry, len(entries) == 1) for one in entries]
        return [Two(named[0].entry, one, False) for one in entries]
    return []


def _both(named: list[Mention], words: str) -> Two:
    first, second = (next(one for one in named if one.entry.id == name) for name in _ids(named))
    return Two(first.entry, second.entry, _joined(first, second, words) or _base(named, words) is not None)


def _joined(first: Mention, second: Mention, words: str) -> bool:
    between = words[first.end : second.start]
    return bool(_JOINS.fullmatch(between) or _THAN.search(between))


def _ahead(claim: Claim, slide: Slide, begin: int) -> Iterator[str]:
    """The words that may name whom a sentence speaks of, the nearest first."""
    yield claim.stated.sentence_before()
    yield claim.stated.text.text[max(0, begin - _LONGEST_REACH) : begin]
    above = [one for one in slide.above(claim.stated.block) if one.kind != "table"]
    if claim.stated.block.kind == "item":  # what a list stands below
        yield next((one.text.text[:_LONGEST_LEAD] for one in above if one.kind != "item"), "")
    yield from (one.text.text[:_LONGEST_REACH] for one in above[:_MOST_ABOVE])
    yield slide.title


def joined(words: str, finder: EntityFinder) -> tuple[Mention, Mention] | None:
    """The two devices that some words name and set against each other, if they name just two: "A100 → H100"."""
    named = _devices(words, finder)
    if len(named) != 2 or not _JOINS.fullmatch(words[named[0].end : named[1].start]):
        return None
    return named[0], named[1]


def counted(mention: Mention, words: str) -> bool:
    """Whether several of a device are meant."""
    return bool(_SEVERAL.search(words[: mention.start]) or _MANY_BEHIND.match(words[mention.end :].lstrip(" -")))


def _devices(words: str, finder: EntityFinder) -> list[Mention]:
    return [one for one in finder.mentions(words) if one.entry.kind == "accelerators"]


def _ids(named: list[Mention]) -> list[str]:
    return list(dict.fromkeys(one.entry.id for one in named))


def _base(named: list[Mention], sentence: str) -> Mention | None:
    return next((one for one in named if _AGAINST.search(sentence[: one.start])), None)
