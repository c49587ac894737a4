"""Shares of a specification that the words before a number name: "one-eighth of the memory (12 GiB) of a GH200"."""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.specs.capacities import agrees_in_powers_of_1024
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_PARTS = ("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SHARE = regex(rf"\b(?:one|an?)[ -](?P<word>{'|'.join(_PARTS)})(?: of)?\b|(?<![\w./])1/(?P<of>\d{{1,2}}) of\b")
_SHARED = ("memory.", "tiers.", "cores.", "compute.", "links.", "power.")


def share_said(claim: Claim, reading: Reading, around: Surroundings) -> str:
    """Why a number is right as the share of a specification that its sentence names last before it, or ""."""
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if spec is None or claim.unit is None or not claim.field.startswith(_SHARED) or claim.value >= spec.value:
        return ""
    *_, last = [None, *_SHARE.finditer(around.sentence_before)]
    if last is None:
        return ""
    parts = int(last["of"]) if last["of"] else _PARTS.index(last["word"]) + 2
    share = spec.value / parts if parts else 0.0
    in_gib = claim.field.endswith("capacity") and agrees_in_powers_of_1024(claim, reading, share)
    return last.group() if agrees(reading, claim.unit.factor, share) or in_gib else ""
