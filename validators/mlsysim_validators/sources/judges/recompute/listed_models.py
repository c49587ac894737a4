"""The model that a list names right before a number: "KV cache per token: Llama 3 8B 128 KiB, 70B 320 KiB"."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.throughout import of_its_size
from mlsysim_validators.sources.patterns import regex

_PARTS = regex(r"[,;:|]|\. ")
_JOINT = regex(r"(?: ?\([A-Za-z]{2,8}\))?(?: (?:is|has|needs|takes|with|at))? ?[~≈=]? ?")


def model_before(claim: Claim, finder: EntityFinder) -> Entry | None:
    """The one model whose name, or size alone, makes up the part of a list before a number; None where none does."""
    if claim.stated.cell is not None:
        return None
    begin, _ = claim.stated.sentence_span()
    part = _PARTS.split(claim.stated.text.text[begin : claim.reading.start])[-1].lstrip()
    named = [mention for mention in finder.mentions(part) if mention.entry.kind == "models"]
    if len(named) == 1 and named[0].start == 0 and _JOINT.fullmatch(part, named[0].end):
        return named[0].entry
    size = MODEL_SIZE.match(part)
    alone = size is not None and not named and _JOINT.fullmatch(part, size.end()) is not None
    return of_its_size(size.group(), claim.document, finder) if size is not None and alone else None
