"""EVD103, EVD104: the quote stands in the source."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.rules.evidence.quantities import strip_marks
from mlsysim_validators.rules.references.citations import passages
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

MAX_QUOTE_WORDS = 40
ELISION = "…"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _stands_at(piece: str, passage: str, start: int) -> int:
    """Where `piece` stands in the passage as whole words from `start` on, or -1."""
    position = passage.find(piece, start)
    while position >= 0:
        end = position + len(piece)
        before = passage[position - 1 : position]
        cut_before = piece[0].isalnum() and (before.isalnum() or (piece[0].isdigit() and before == "."))
        cut_before = cut_before or _inside_number(passage, position - 1)
        cut_after = end < len(passage) and piece[-1].isalnum() and passage[end].isalnum()
        if not cut_before and not cut_after and not _inside_number(passage, end):
            return position
        position = passage.find(piece, position + 1)
    return -1


def _inside_number(passage: str, end: int) -> bool:
    """Whether a cut at `end` goes through a number: 5|.3 or 1|,979."""
    around = passage[max(0, end - 1) : end + 2]
    return len(around) == 3 and around[0].isdigit() and around[1] in ".," and around[2].isdigit()


def _found(quote: str, passage: str) -> Iterator[tuple[str, int]]:
    """The pieces of a quote and where each stands in the folded passage, in order, as whole words; -1 for nowhere."""
    whole = _folded(passage)
    position = 0
    for piece in map(_folded, strip_marks(quote).split(ELISION)):
        found = _stands_at(piece, whole, position) if piece else position
        yield piece, found
        if found < 0:
            return
        position = found + len(piece)


def missing_piece(quote: str, passage: str) -> str | None:
    """The first piece of a quote that does not stand in the passage, in order, as whole words; None if all do."""
    return next((piece for piece, found in _found(quote, passage) if found < 0), None)


def piece_starts(quote: str, passage: str) -> list[int] | None:
    """Where every piece of a quote begins in the folded passage; None if one does not stand there."""
    starts = [found for _, found in _found(quote, passage)]
    return None if min(starts) < 0 else starts


@rule("EVD103", "quote-stands-in-passage")
def quote_stands_in_passage(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The quoted words stand in the citation's passage, letter for letter; " … " may skip some.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    Bad:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP of 750 W}}
    """
    for path, node in file.quotes():
        found = passages(workspace, node.get("cite")) or {}
        passage = found.get(str(node.get("at")))
        if passage is None or "quote" not in node:
            continue
        missing = missing_piece(str(node["quote"]), passage)
        if missing is not None:
            shown = passage if len(passage) <= 160 else passage[:157] + "..."
            message = f"{missing!r} does not stand in the passage of {node['cite']}"
            yield Problem((*path, "quote"), message, f"the passage reads: {shown!r}")


@rule("EVD104", "short-quote", severity="warning")
def short_quote(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A quote is a table row or a phrase, about 25 words and at most 40: enough to prove, not to copy a document.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    Bad: a quote of fifty words
    """
    for path, node in file.quotes():
        words = len([word for word in str(node.get("quote", "")).split() if any(char.isalnum() for char in word)])
        if words > MAX_QUOTE_WORDS:
            yield Problem((*path, "quote"), f"the quote has {words} words", "keep the words that show the value")
