"""The verdict on counts of things by how many of them are listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import Claim, by_place
from mlsysim_validators.sources.judges.listed import in_brackets, in_sentences, lists, repeated
from mlsysim_validators.sources.texts.documents import Document


def judge(document: Document, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Tell counts that what is listed contradicts; they were no claims before."""
    known = by_place(claims)
    yield from in_sentences.judge(document, known)
    yield from in_brackets.judge(document, known)
    yield from lists.judge(document, known)
    yield from repeated.judge(document, known)
