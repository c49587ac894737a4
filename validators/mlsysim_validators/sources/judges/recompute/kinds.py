"""Which derived quantity a number is: by its dimension and the words beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES, INTENSITY, uncounted
from mlsysim_validators.sources.judges.recompute import (
    collectives,
    costs,
    gemm,
    holding,
    laws,
    memory,
    power,
    reliability,
    ridges,
    rooflines,
    training,
    training_states,
    transfers,
)
from mlsysim_validators.sources.judges.recompute.heads import head_of
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

# The first that fits a number is it: what is told apart by less specific words comes later.
KINDS: tuple[Kind, ...] = (
    *gemm.KINDS,
    *training_states.KINDS,
    *memory.KINDS,
    *rooflines.KINDS,
    *ridges.KINDS,
    *training.KINDS,
    *collectives.KINDS,
    *reliability.KINDS,
    *power.KINDS,
    *costs.KINDS,
    *laws.KINDS,
    *holding.KINDS,
    *transfers.KINDS,
)
# In "1,000 GPU-hours at $2 per GPU-hour: $2,000" the price says that the other amount is a cost.
_UNIT_PRICE = regex(
    r"(?:\$ ?[\d.]+ ?)?(?:per|/|an?) ?(?:GPU|H100|A100|accelerator|chip)[- ]?(?:h\b|hr|hour)|"
    r"(?:\$ ?[\d.]+ ?)?(?:per|/) ?[kM]Wh",
    re.IGNORECASE,
)


_NEXT = regex(r"[,;—]|\. ")
_FEW_WORDS = 70
_SENT = AnyCase(r"\bsen(?:ds?|t)\b|\bmov(?:es?|ed)\b|traffic|on the wire")
_SIZE_OF_A_MODEL = regex(r"(?<![\w.])\d+(?:\.\d+)?[BM]$")
_LONGEST_SENTENCE = 600  # what is longer is no sentence


def _right_behind(around: Surroundings) -> str:
    """The words right behind a number, up to a dash or the next part of a list: "140 GB — larger than any GPU"."""
    return _NEXT.split(around.after[:45], maxsplit=1)[0]


def _right_before(claim: Claim, around: Surroundings) -> str:
    """The words right before a number; the size in a model's name ("of an 8B model") is no number between."""
    before = around.before[-_FEW_WORDS:]
    start, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[start : claim.reading.start - len(around.before)]
    if len(before) < _FEW_WORDS and _SIZE_OF_A_MODEL.search(ahead):
        before = _NEXT.split(ahead)[-1][-_FEW_WORDS:] + before
    return before[-_FEW_WORDS:]


def avoided(kind: Kind, claim: Claim, around: Surroundings) -> bool:
    """Whether the words right beside a claim say that it is something else than this."""
    before = _right_before(claim, around)
    if claim.stated.block.kind == "listing":  # names of arguments are no words about the result in the comment
        before = before.rpartition("#")[2]
    beside = f"{before}{_right_behind(around)} {around.row} {around.column}"
    return kind.avoid is not None and kind.avoid.search(beside) is not None


def names(kind: Kind, claim: Claim, around: Surroundings) -> bool:
    """Whether the words right beside a claim name a kind."""
    beside = f"{_right_before(claim, around)}{claim.text}{_right_behind(around)} | {around.row} | {around.column}"
    return kind.words.search(beside) is not None


def kind_named(name: str) -> Kind | None:
    """The kind of a name."""
    return next((kind for kind in KINDS if kind.name == name), None)


def kind_asked(words: str, claim: Claim) -> Kind | None:
    """The one kind that words name, of those that a claim may be of by its unit; None for none or several."""
    dimensions = {unit.dimension for unit in claim.reading.units}
    percent = claim.reading.units[0].symbol == "%"
    fitting = [
        kind
        for kind in KINDS
        if kind.percent == percent
        and (percent or kind.dimension in dimensions)
        and kind.words.search(words)
        and not (kind.avoid is not None and kind.avoid.search(words))
    ]
    return fitting[0] if len(fitting) == 1 else None


def kind_of_head(claim: Claim, around: Surroundings) -> tuple[Kind, bool] | None:
    """The one kind that the head of a claim's paragraph or item names: "Optimizer memory. Adam keeps 16 bytes"."""
    head = head_of(claim)
    found = kind_asked(head, claim) if head else None
    if found is not None and found.dimension == BYTES and _SENT.search(around.sentence):
        return None  # what goes over a link is another amount than what is kept
    return (found, False) if found is not None and not avoided(found, claim, around) else None


def names_another_column(kind: Kind, claim: Claim, around: Surroundings) -> bool:
    """Whether a kind is named in a cell's row only, and another column of its table is headed so.

    "| 72B, 4 GPUs, FP8 KV | 36 GB | 10 GB |" under "Weights | KV cache".
    """
    if kind.words.search(around.column) or not kind.words.search(around.row):
        return False
    block = claim.stated.block
    heads = (cell for row in block.rows[: block.header_rows] for cell in row if cell.column)
    return any(kind.words.search(cell.text.text) for cell in heads)


@lru_cache(maxsize=256)
def _kinds_of(dimensions: frozenset[Dimension], *, percent: bool, factor: bool) -> list[Kind]:
    """The kinds that a number with these meanings of its unit may be of."""
    counted = dimensions | {uncounted(dimension) for dimension in dimensions}
    return [
        kind
        for kind in KINDS
        if kind.percent == percent
        and (percent or kind.dimension in counted)
        and not (factor and kind.dimension == INTENSITY)
    ]


def kind_of(claim: Claim, around: Surroundings) -> tuple[Kind, bool] | None:
    """The quantity that a claim states, and whether the words right beside it say so."""
    units = claim.reading.units
    dimensions = frozenset(unit.dimension for unit in units)
    kinds = _kinds_of(dimensions, percent=units[0].symbol == "%", factor=units[0].symbol == "×")
    before = _right_before(claim, around)
    beside = f"{before}{claim.reading.text}{_right_behind(around)}" if claim.stated.cell is None else ""
    label = f"{around.row} | {around.column}" if claim.stated.cell is not None else ""
    for wide in (False, True):
        if wide and len(around.sentence) > _LONGEST_SENTENCE:
            break
        words = f"{beside} {label}" if not wide else f"{around.sentence} {around.title}"
        for kind in kinds:
            named = kind.words.search(
                f"{before} " if kind.name == "weight_bytes" and not wide and not label else words
            ) or (kind.name == "weight_bytes" and kind.words.search(f"{around.after[:45]} {label}"))
            if not named and kind.name != "cost":
                continue
            if kind.name == "cost":
                words = _UNIT_PRICE.sub("total", words)
                named = kind.words.search(words)
            if not named:
                continue
            spoken = words if not wide else f"{around.sentence} {around.title.rpartition(' › ')[2]}"
            if kind.name == "cost":
                spoken = _UNIT_PRICE.sub("total", spoken)
            if kind.avoid is not None and kind.avoid.search(spoken):
                continue
            if label and not wide and names_another_column(kind, claim, around):
                continue
            if kind.name == "ridge_point" and kind.avoid is not None and kind.avoid.search(around.sentence):
                continue
            return kind, not wide
        if wide:
            break
    return None
