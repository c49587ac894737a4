"""Shares that a sentence or a list divides one whole into, and that are more than the whole together.

"The MLP accounts for about 80% of the parameters; attention about 18%; embeddings about 7%": 105%. Alternatives ("at
FP16 ... at INT8 ...") and shares that hold others among them divide nothing; so only a sum that is a slip of one share
is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, of_running_text
from mlsysim_validators.sources.judges.ratio.pairs import as_ratio
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_HEDGES = r"(?:(?:about|roughly|around|nearly|almost|approximately|some|another|only|just|the) )*[~≈]?"
_ACCOUNTS = regex(
    r"\b(?:accounts? for|makes? up|contributes?|represents?|constitutes?) "
    rf"{_HEDGES}$",
    re.IGNORECASE,
)
_OF_IT = regex(r"[*_]* of (?:the |all |its |our |total |overall )*[a-z]", re.IGNORECASE)
_DIVIDED = AnyCase(
    r"\b(?:break(?:s|ing)? down|broken down|breakdown|splits?|divided|distribut(?:ed|ion)|compos(?:ed|ition)|made up)\b"
)
# The words of a further part: its name, perhaps the verb again, and no other whole, case or place.
_NEXT_PART = regex(
    r"[*_]*(?: of (?:the |all |its |our |total |overall )*[\w -]{1,40}?)?(?:[;,](?: and)?| and) "
    r"(?!(?:at|in|for|on|with|under|when|by|if|of|up|over|while|whereas|but|or|after|then|from|to)\b)"
    rf"[^\d;,.()%]{{2,60}}?[ (:]{_HEDGES}",
    re.IGNORECASE,
)
_OTHERWISE = AnyCase(
    r"\b(?:of which|including|includes?|together|combined|overall|respectively|could|would|either|up to|each)\b"
)
_FEWEST, _MOST = 3, 10
_ALL, _FARTHEST = 100.0, 112.0  # what lies farther divides nothing
_ROOM, _NESTED = 1.0, 2.0
_LONGEST_ITEM = 120


def judge(slide: Slide, claims: Iterable[Claim]) -> None:
    """Tell the largest of the shares of one whole that are more than it."""
    shares = [one for one in claims if one.reading.units[0].symbol == "%" and one.reading.one_value]
    texts = of_running_text(shares)
    for found in texts.values():
        for parts in _runs(found) if len(found) >= _FEWEST else ():
            if _divides(parts):
                _tell(parts)
    for parts in _lists(slide, texts):
        _tell(parts)


def _runs(shares: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The shares of a text in runs, each with the name of a further part before all but the first."""
    run: list[Claim] = []
    for claim in shares:
        if run and _NEXT_PART.fullmatch(claim.stated.text.text, run[-1].reading.end, claim.reading.start) is None:
            yield run
            run = []
        run.append(claim)
    yield run


def _divides(parts: Sequence[Claim]) -> bool:
    """Whether a run of shares divides one whole, with all the percentages of its sentence."""
    text, first = parts[0].stated.text.text, parts[0].reading
    begin, stop = parts[0].stated.sentence_span()[0], parts[-1].stated.sentence_span()[1]
    if text.count("%", begin, stop) != len(parts) or _OTHERWISE.search(text[begin:stop]):
        return False
    ahead = text[begin : first.start]
    accounts = _ACCOUNTS.search(ahead) is not None and _OF_IT.match(text, first.end) is not None
    return accounts or _DIVIDED.search(ahead) is not None


def _lists(slide: Slide, texts: dict[int, list[Claim]]) -> Iterator[list[Claim]]:
    """The shares of lists that a line announces as the parts of something, one share in each item."""
    parts: list[Claim] | None = None
    for block in slide.blocks:
        words = block.text.text
        if block.kind == "item" and parts is not None:
            found = texts.get(id(block.text), [])
            alone = len(found) == 1 and words.count("%") == 1 and len(words) <= _LONGEST_ITEM
            parts = [*parts, *found] if alone and not _OTHERWISE.search(words) else None
            continue
        if parts:
            yield parts
        announces = words.rstrip(" *_").endswith(":") and _DIVIDED.search(words) is not None and "%" not in words
        parts = [] if announces else None
    if parts:
        yield parts


def _tell(parts: Sequence[Claim]) -> None:
    """Tell the largest of some shares where they are more than all, by so much as one of them may be wrong."""
    values = [one.reading.value for one in parts]
    total, room = sum(values), sum((1.0 if one.reading.rough else 0.5) * one.reading.resolution for one in parts)
    if not _FEWEST <= len(parts) <= _MOST or not _ALL + room + _ROOM < total <= _FARTHEST:
        return
    if any(abs(sum(values[:count]) - value) <= _NESTED for count, value in enumerate(values) if count > 1):
        return  # the sum of those before it
    if any(abs(sum(values[place + 1 :]) - value) <= _NESTED for place, value in enumerate(values[:-2])):
        return  # the sum of those behind it
    largest = max(parts, key=lambda one: one.reading.value)
    if any(one.verdict not in ("unresolved", "match") for one in parts) or largest.verdict != "unresolved":
        return
    words = " + ".join(one.text for one in parts)
    as_ratio(largest)
    told = f"{words} is {total:g}%, more than all of it"
    largest.decide("inconsistent", told, rule="parts", hint="let the shares of one whole add up", working=words)
