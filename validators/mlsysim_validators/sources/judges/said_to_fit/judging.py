"""The verdicts on what is said to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_registry.data import Registry
from mlsysim_registry.display import si
from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict, whole_number
from mlsysim_validators.sources.judges.said_to_fit import requirements, rows, sentences
from mlsysim_validators.sources.judges.said_to_fit.tell import TooSmall
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.documents import Block, Document
from mlsysim_validators.sources.texts.tables import TableView

_PROSE = ("paragraph", "item", "note", "caption")
_ABOVE = 4


def judge(document: Document, claims: Sequence[Claim], finder: EntityFinder, registry: Registry) -> Iterator[Claim]:
    """The counts of devices that are wrong."""
    requirements.judge(claims, finder)
    told = {claim.place for claim in claims if claim.verdict in FINDINGS}
    for index, block in enumerate(document.blocks):
        for claim in _in_block(document, block, index, finder, registry):
            if claim.place not in told:
                yield claim


def _in_block(
    document: Document, block: Block, index: int, finder: EntityFinder, registry: Registry
) -> Iterator[Claim]:
    if block.kind == "table":
        table = TableView(block)
        for one in rows.too_small(block, table, finder, registry):
            claim = Claim(document, Stated(one.hardware.number, one.text, block, index, one.cell, table), "derived")
            yield _too_small(claim, one)
    elif block.kind in _PROSE and sentences.TELLS.search(block.text.text):
        above = [one for one in document.blocks[max(0, index - _ABOVE) : index] if one.kind != "heading"]
        for one in sentences.too_small(block, above, finder, registry):
            yield _too_small(Claim(document, Stated(one.hardware.number, one.text, block, index), "derived"), one)
        for needless in sentences.needless(block, above, finder, registry):
            claim = Claim(document, Stated(needless.reading, block.text, block, index), "derived")
            working = f"{needless.demand.told} fit one of {needless.each / 1e9:g} GB"
            _contradict(claim, 1.0, working, None)
            yield claim


def _too_small(claim: Claim, one: TooSmall) -> Claim:
    working = f"{si(one.demand.value, 'B')} ({one.demand.told}) in {one.hardware.told}"
    _contradict(claim, one.fewest, working, Slip("does-not-fit", claim.reading.value, "so many do not hold it"))
    return claim


def _contradict(claim: Claim, right: float, working: str, slip: Slip | None) -> None:
    claim.unit = ONE
    contradict(claim, "devices_needed", whole_number(right), working, slip)
    claim.field = "devices_needed"
