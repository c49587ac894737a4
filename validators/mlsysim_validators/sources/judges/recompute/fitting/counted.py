"""The numbers of a text that say how many of one thing fit: "room for 118 conversations", "H200: 116 users"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import plain_number
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place, Stated
from mlsysim_validators.sources.judges.recompute.fitting.amounts import NOUN, family_of
from mlsysim_validators.sources.judges.recompute.texts import hits
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

_NUMBER = r"(?P<hedge>[~≈] ?|about |roughly |around |some )?(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?![\w.,]*\d)"
_COUNT = regex(
    rf"(?<![\w.,$/×x-]){_NUMBER} (?:(?:concurrent|simultaneous|parallel|such|more|full|live|of these|of those|long) )*"
    rf"(?:(?P<noun>{NOUN})s?\b|(?P<them>of (?:them|these|those|such)\b))",
    re.IGNORECASE,
)
_LABELLED = regex(rf"\b(?P<noun>{NOUN})s\b[^.;:\d=]{{0,30}}[:=] ?{_NUMBER}\s*$", re.IGNORECASE)
# "The H100 node holds 6 of them, the MI325X node 24": the number behind the next name.
_NEXT = regex(
    rf"(?:,| and|,? and|;) (?P<name>(?:the |an? |one )?[A-Z][\w-]*(?: [\w-]+){{0,3}}?):? {_NUMBER}(?= ?[.,;)]| and|$)"
)
# "Of such conversations the H100 node holds 3,"
_HOLDS = regex(rf"\b(?:holds?|fits?|takes?|keeps?) {_NUMBER}(?= at once|[,.;)]| and\b|$)", re.IGNORECASE)
_SPOKEN_OF = regex(rf"\b(?P<noun>{NOUN})s\b", re.IGNORECASE)
_FITS = AnyCase(
    r"\bfits?\b|room for|\bholds?\b|\bkeeps?\b|enough for|\bleft\b|leav|remain|\bfree\b|spare|support|at once|together|"
    r"at most|capacity|concurren|\bhence\b|\bso\b|\bgives?\b|makes?\b|that is|which is|\bare\b|:|→|≈|="
)
_OTHERWISE = AnyCase(
    r"per second|/ ?s\b|qps|arriv|batch of|\bbatch size|per day|a day|layers?\b|measured|\bif\b|shared? prefix|"
    r"\bheads\b|per minute|an hour|per hour"
)
_LONGEST = 1200
_LONGEST_LABEL = 60


class Counted(NamedTuple):
    """A number of things, of which family (-1 for "of them"), the words that say where."""

    claim: Claim
    family: int
    label: str


def claim_at(
    match: re.Match[str], place: tuple[Document, Block, int], known: dict[Place, Claim], hedge: str = ""
) -> Claim:
    """The claim for a number of a block, made where it is none to the reader of units; `known` by text and place."""
    document, block, index = place
    start = match.start("number")
    claim = known.get((id(block.text), start))
    if claim is not None:
        return claim
    reading = plain_number(match["number"], start, "about" if hedge.strip() else "")
    return Claim(document, Stated(reading, block.text, block, index), "derived", unit=ONE)


def counted_in(block: Block, place: tuple[Document, Block, int], known: dict[Place, Claim]) -> Iterator[Counted]:
    """The counts of a block of running text; `known` are the claims by text and place."""
    text = block.text.text
    if block.kind not in ("paragraph", "item", "note", "caption") or len(text) > _LONGEST:
        return

    def of(match: re.Match[str], family: int, label: str) -> Counted:
        return Counted(claim_at(match, place, known, match["hedge"] or ""), family, label)

    for match in (*hits(_COUNT, text), *hits(_HOLDS, text)):
        family = family_of(match["noun"]) if match.groupdict().get("noun") else -1
        one = of(match, family, "")
        begin, stop = one.claim.stated.sentence_span()
        sentence = text[begin:stop]
        if _OTHERWISE.search(sentence) or not _FITS.search(sentence):
            continue
        if "noun" not in match.groupdict():  # of _HOLDS
            spoken = _SPOKEN_OF.search(text, begin, match.start())
            if spoken is None:
                continue
            family = family_of(spoken["noun"])
        yield one._replace(family=family, label=_label(text[begin : match.start("number")]))
        for more in _NEXT.finditer(text, match.end(), stop):
            yield of(more, family, more["name"])
    head = text[: _LONGEST // 4]
    labelled = _LABELLED.search(head) if head.rstrip()[-1:].isdigit() else None
    if labelled is not None:
        yield of(labelled, family_of(labelled["noun"]), "")


def _label(ahead: str) -> str:
    """What a count is said of: the words before a colon, or all before it."""
    head, colon, _ = ahead.rpartition(":")
    return (head if colon else ahead)[-2 * _LONGEST_LABEL :]
