"""A factor or share whose base its words name: "55% of the nameplate", "37× less than the Llama 70B".

The base is the amount of the line (an item, a row, a sentence) of the slide that carries the name; what is held
against it stands before the factor in its sentence, or is what the line above comes to ("That is 37× less than ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, is_in_a_name, pair_of, sort_of
from mlsysim_validators.sources.judges.ratio.pairs import decide, fitting
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide

_NAME = regex(
    r"(?: [\w-]+){0,2}? (?:of|than|over|against|as)(?: that of| for)? (?:the |an? |its |our |their |all )*"
    r"(?P<name>[^.,;:()!?\n]{2,40})",
)
_OF_ONE = regex(r" (?:an?|the) (?P<name>[A-Z0-9][^.,;:()!?\n]{2,40})")  # "4.5 times an AGX Orin"
_POINTS = regex(r"\W*(?:that|this|it|which)(?: is|'s|,)", re.IGNORECASE)
_WORD = regex(r"[A-Za-z][\w.+-]*\w|\d[\w.]*[A-Za-z]\w*")
_FEW = frozenset(
    ("the", "that", "this", "these", "those", "for", "with", "one", "two", "each", "per", "total", "time", "size")
)
_SUPPOSES = AnyCase(r"\b(?:would|could|might)\b")
_RESULT = regex(r"(?:→|->|=|⇒) ?[~≈]?$")
_SETTING = regex(r"@ ?[~≈]?$")  # "A @ 12.5 W: 3.3x faster than B @ 6 W"
_HELD_AGAINST = regex(
    r"\b(?:over|than|vs\.?|versus|against|as|compared (?:to|with)) (?:the |an? )?$|\d ?[x×] (?:the )?$"
)
_BESIDE = 12
_MOST_LINE = 300
_FARTHEST = 30.0


class _Line(NamedTuple):
    text: str
    block: Block


def judge(claim: Claim, slide: Slide, finder: EntityFinder, *, wrong: bool) -> None:
    """Decide a factor or a share by the line of the slide that its base names; `wrong`: tell what does not fit."""
    unit, text = claim.reading.units[0], claim.stated.text.text
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.stated.cell is not None:
        return
    named = (
        _NAME.match(text, claim.reading.end) or (unit.symbol == "×" and _OF_ONE.match(text, claim.reading.end)) or None
    )
    if named is None or claim.reading.range_end:
        return
    begin, _ = claim.stated.sentence_span()
    own = _own(claim, slide, begin)
    if own is None or is_in_a_name(own, claim.stated.sentence()):
        return
    bases = {
        round(base.value * base.units[0].factor, 12): base
        for base in _bases(claim, slide, finder, named["name"], own, wrong=wrong)
    }
    pairs = [pair for base in bases.values() if (pair := pair_of(base, own)) is not None]
    right = fitting(claim, pairs)
    if right is not None:
        decide(claim, right, right=True)
    elif (
        wrong
        and len(pairs) == 1
        and pairs[0].ratio != 1  # one amount, told twice
        and not wording.DENIES.search(claim.stated.sentence())
        and claim.reading.one_value
        and _near(claim, pairs[0])
    ):
        decide(claim, pairs[0], right=False)


def _near(claim: Claim, pair: Pair) -> bool:
    if claim.reading.units[0].symbol == "%":
        return wording.percentage(claim.stated.text.text, claim.reading.start, claim.reading.end) == "share"
    return 1 / _FARTHEST <= claim.reading.value / pair.ratio <= _FARTHEST


def _own(claim: Claim, slide: Slide, begin: int) -> Reading | None:
    """The amount that is compared: the last before the factor, or what the sentence or line before comes to."""
    text = claim.stated.text.text
    before = [one for one in amounts(text[begin : claim.reading.start]) if _tells(one, text[begin:]) and one.one_value]
    before = [one for one in before if not _SETTING.search(text[begin : begin + one.start])]
    if before:
        return before[-1]
    if _POINTS.match(text, begin) is None:
        return None
    ahead = claim.stated.sentence_before()
    if not ahead.strip():
        above = next(iter(slide.above(claim.stated.block)), None)
        ahead = above.text.text if above is not None and above.kind in ("item", "paragraph", "math") else ""
    found = [one for one in amounts(ahead[-_MOST_LINE:]) if not one.bare and one.one_value]
    return found[-1] if found else None


def _bases(
    claim: Claim, slide: Slide, finder: EntityFinder, name: str, own: Reading, *, wrong: bool
) -> Iterator[Reading]:
    """The amounts of the sort that stand with the name; for what is wrong, none that is only supposed."""
    meant = frozenset(mention.entry.id for mention in finder.mentions(name))
    words = [word.lower() for word in _WORD.findall(name) if len(word) > 2 and word.lower() not in _FEW]
    if not words and not meant:
        return
    word = words[0] if not meant else ""
    for line in slide.once(
        ("lines with the name", id(finder), meant, word), lambda: _naming(slide, finder, meant, word)
    ):
        if line.block is claim.stated.block and claim.stated.sentence() in line.text:
            continue
        if wrong and _SUPPOSES.search(line.text) and not _SUPPOSES.search(claim.stated.sentence()):
            continue  # "over InfiniBand it would be 3.6 s a step" tells of another step
        found = [
            one
            for one in amounts(line.text)
            if _tells(one, line.text) and one.one_value and sort_of(one) == sort_of(own)
        ]
        if found:
            yield _beside(found, line.text.lower(), word)


def _naming(slide: Slide, finder: EntityFinder, meant: frozenset[str], word: str) -> list[_Line]:
    """The lines of a slide that name some entries and no others, or that have a word where none are meant."""
    lines = slide.once("lines of amounts", lambda: [line for line in _lines(slide) if len(line.text) <= _MOST_LINE])
    if not meant:
        begins = re.compile(rf"\b{re.escape(word)}")
        return [line for line in lines if begins.search(line.text.lower())]
    return [line for line in lines if _names(line.text, meant, finder)]


def _names(text: str, meant: frozenset[str], finder: EntityFinder) -> bool:
    """Whether a text names just those; not "3,350 GB/s (11x the T4's)", the amount of another."""
    mentions = finder.mentions(text)
    return {one.entry.id for one in mentions} == meant and not all(
        _HELD_AGAINST.search(text, 0, one.start) for one in mentions
    )


def _tells(one: Reading, text: str) -> bool:
    """Whether a number is an amount, or the result of a calculation."""
    return not one.bare or _RESULT.search(text[max(0, one.start - 4) : one.start]) is not None


def _beside(found: list[Reading], told: str, word: str) -> Reading:
    """Of several amounts of a line the one right before the name ("1.24 s a step"), or what the line comes to."""
    place = told.find(word) if word else -1
    before = [one for one in found if 0 <= place - one.end <= _BESIDE]
    return before[-1] if before else found[-1]


def _lines(slide: Slide) -> Iterator[_Line]:
    for block in slide.blocks:
        if block.kind == "table":
            for row in block.rows[block.header_rows :]:
                yield _Line(" | ".join(cell.text.text for cell in row), block)
        elif block.kind in ("item", "paragraph", "note", "caption", "math"):
            for sentence in BREAK.split(block.text.text):
                yield _Line(sentence, block)
