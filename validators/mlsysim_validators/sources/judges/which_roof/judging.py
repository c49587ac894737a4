"""The verdict on what texts and tables say of the roof that binds (Williams et al. 2009)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.dimensions import INTENSITY, TIME
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Passages
from mlsysim_validators.sources.judges.which_roof import cells, prose, verdict
from mlsysim_validators.sources.judges.which_roof.intensities import apart, intensities_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.texts.slides import Slide

_TELLS = AnyCase(r"\bbound\b|[- ]bound|bottleneck|-limited|limited by|ridge|knee|balance")


def judge(
    document: Document, claims: Sequence[Claim], slides: Mapping[int, Slide], finder: EntityFinder
) -> list[Claim]:
    """The claims that words for the roof that binds are, where the numbers beside them tell it."""
    found: list[Claim] = []
    passages = Passages(document, claims)
    wrong = {claim.stated.block.slide for claim in claims if claim.verdict in FINDINGS and _is_compared(claim)}
    for index, block in enumerate(document.blocks):
        if block.slide in wrong:  # what follows from a wrong number is not wrong once more
            continue
        texts = [cell.text.text for row in block.rows for cell in row] if block.kind == "table" else [block.text.text]
        if not any(_TELLS.search(text) for text in texts):
            continue
        slide = slides.get(block.slide)
        of_device = _of_device(slide, finder) if slide is not None else None
        if block.kind == "table":
            ridges = (_stated(slide) if slide is not None else None) or of_device
            for cell, word, told in cells.found_in(block, ridges):
                found.append(verdict.decide(document, block, index, cell.text, word, told))
            continue
        line = passages.line(index)
        if line is None:
            continue
        passage: Passage | None = None
        for begin, end, word in prose.words_in(line.words):
            passage = passage or passages.up_to(index)
            said = prose.found_in(line, passage, begin, end, word, of_device)
            if said is not None:
                found.append(verdict.decide(document, block, index, line.text, word, said))
    return found


def _is_compared(claim: Claim) -> bool:
    return any(unit.dimension in (INTENSITY, TIME) for unit in claim.reading.units)


def _of_device(slide: Slide, finder: EntityFinder) -> verdict.Ridges | None:
    devices = [one.entry for one in slide.only_named(finder) if one.entry.kind == "accelerators"]
    return verdict.of_device(devices[0]) if len(devices) == 1 else None


def _stated(slide: Slide) -> verdict.Ridges | None:
    """The ridge that a slide states, if it is one."""
    ridges, _ = apart([one for place, text in enumerate(slide.texts()) for one in intensities_of(text, place)])
    return verdict.stated(ridges[0].value) if len(ridges) == 1 else None
