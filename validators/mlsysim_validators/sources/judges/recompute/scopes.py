"""The pieces of text around a derived number, the nearest first: where its inputs may stand.

Its sentence (in a table its cell, its row), its paragraph, the lines above, the title, a line that sets up the slide,
the slide, what its speaker says to it, and, where the slide says that the set-up stays, the slide before.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import SETS_UP, Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

MOST_TEXT = 6000
OWN = ("the sentence", "its row", "its cell", "its row and column", "the title", "the set-up")  # are about the number
_SAME_SETUP = AnyCase(
    r"\bsame (?:set-?up|model|hardware|cluster|configuration|machine|job)\b|\bas before\b|\bcontinued\b|\bagain\b"
)
_ASKS = AnyCase(r"\?|\b(?:solution|answer)\b")
_LINE = regex(r"\n")
_SMALL_SLIDE = 800
_SHORT_PARAGRAPH = 900
_LONGEST_PARAGRAPH = 1500
_LONGEST_SETUP = 400
_LINES_ABOVE = 3
_MOST_CELLS = 20
_LONG_SECTION = 3000  # whose paragraphs speak of one thing each
_LONGEST_LINE = 250


class Scope(NamedTuple):
    """A piece of text around a claim and what to call it."""

    place: str
    text: str
    near: bool  # near enough for a finding


@lru_cache(maxsize=256)
def _keeps_its_setup(text: str) -> bool:
    return _SAME_SETUP.search(text) is not None


def scopes_of(claim: Claim, around: Surroundings, slide: Slide, before: Slide | None) -> Iterator[Scope]:
    """The scopes of a claim, the nearest first."""
    if claim.stated.cell is not None:
        yield Scope("its cell", claim.stated.cell.text.text, True)
        yield Scope("its row and column", f"{around.row} | {around.column}", True)
        row = ("row", id(claim.stated.block), claim.stated.cell.row)
        yield Scope("its row", slide.once(row, lambda: _row(claim)), True)
    else:
        yield Scope("the sentence", around.sentence, True)
        begin, stop = claim.stated.sentence_span()
        ends = _LINE if claim.stated.block.kind == "listing" else BREAK
        sentences = ends.split(claim.stated.text.text[max(0, begin - _LONGEST_SETUP) : begin].strip())
        if sentences[-1]:
            yield Scope("the sentence before", sentences[-1], True)
        text = claim.stated.text.text
        so_far = text[max(0, stop + 1 - _LONGEST_PARAGRAPH) : stop + 1]
        yield Scope("the paragraph", so_far, len(text) < _SHORT_PARAGRAPH)
        if stop + 1 < len(text):  # what comes later is mostly about something else
            yield Scope("the rest of the paragraph", text[:MOST_TEXT], False)
    prose = len(slide.text) > _LONG_SECTION
    spoken = claim.stated.block.kind == "note"  # what is shown follows from what is shown, what is said from both
    lines = (block for block in slide.above(claim.stated.block) if block.kind not in ("table", "listing", "title"))
    lines = (block for block in lines if (block.kind == "note") == spoken)
    for block in islice(lines, _LINES_ABOVE):
        if len(block.text.text) < _SHORT_PARAGRAPH:
            sets_up = SETS_UP.match(block.text.text) is not None
            near = sets_up or not prose or len(block.text.text) < _LONGEST_LINE
            asked = claim.stated.block.kind == block.kind == "item" and _ASKS.search(block.text.text) is not None
            near = near and not asked  # an exercise above has a set-up of its own
            yield Scope("the set-up" if sets_up else "a line above", block.text.text, near)
    yield Scope("the title", claim.stated.block.title[:_LONGEST_LINE] or slide.title, True)
    if slide.set_up:
        yield Scope("the set-up", slide.set_up, True)
    section = slide.under(claim.stated.block.title)
    if section is not slide.shown:
        yield Scope("the section", section[:MOST_TEXT], len(section) <= _SMALL_SLIDE)
    notes = Scope("the notes", slide.spoken[:MOST_TEXT], spoken and len(slide.spoken) <= _SMALL_SLIDE)
    yield from [notes] if spoken else []
    yield Scope("the slide", slide.shown[:MOST_TEXT], len(slide.shown) <= _SMALL_SLIDE)
    yield from [notes] if slide.spoken and not spoken else []
    if before is not None and _keeps_its_setup(slide.text[:MOST_TEXT]):
        yield Scope("the slide before", before.text[:MOST_TEXT], len(before.text) <= _SMALL_SLIDE)


def _row(claim: Claim) -> str:
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        return ""
    return " | ".join(
        f"{table.header_words(one)[:60]}: {one.text.text[:80]}" for one in table.row_of(cell)[:_MOST_CELLS]
    )
