"""Orders of devices: "MI300X > Gaudi 3 > H100 in memory bandwidth", against the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.documents import Document
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.sentences import BREAK
from mlsysim_validators.sources.slides import Slide

_CHAIN = regex(r"\s*([>≫])\s*")
_ORDER = AnyCase(r"\b(?:order|rank|sort)")
_FIELDS = (
    (regex(r"bandwidth|\bbw\b|memory-?bound|decod", re.IGNORECASE), "memory.bandwidth"),
    (regex(r"capacity|memory size|how much memory|\bby (?:\w+ )?memory\b", re.IGNORECASE), "memory.capacity"),
    (regex(r"\btdp\b|power", re.IGNORECASE), "power.tdp"),
    (regex(r"ridge", re.IGNORECASE), "ridge"),
)
# "By bandwidth the order is B200, H200, H100", "ranked by memory: ..."
_LISTS = regex(
    r"\b(?:order|rank|sort)(?:ed|ing|s)?\b[^.;!?]{0,50}?(?:\bis|\bare|\breads?|\bruns?|:)[ \u00a0]*(?:the |an? )?$",
    re.IGNORECASE,
)
_NEXT = regex(r",? (?:and |then )?|, ?(?:then )?")
_UPWARDS = regex(
    r"ascend|lowest first|smallest first|from (?:the )?(?:low|small|slow|least|few)|increasing", re.IGNORECASE
)
_LONGEST_LEAD = 120
_FEWEST_LISTED = 3


def orders(slide: Slide, document: Document, finder: EntityFinder) -> Iterator[Claim]:
    """Claims for the chains of devices on a slide, each with its verdict."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        text = block.text.text
        if block.kind in ("table", "listing"):
            continue
        listed = list(_listed(text, finder)) if _ORDER.search(text) else []
        for chain in (*(_chains(text, finder) if ">" in text else ()), *listed):
            lead = text[max(0, chain[0][0] - _LONGEST_LEAD) : chain[0][0]]
            words = f"{text[max(0, chain[0][0] - 120) : chain[-1][1] + 120]} {slide.title}"
            if chain in listed:
                words = BREAK.split(lead)[-1]
            field = next((path for pattern, path in _FIELDS if pattern.search(words)), None)
            if field is None:
                continue
            begin, end = chain[0][0], chain[-1][1]
            reading = Reading(begin, end, float(len(chain)), 1.0, (ONE,), "", text[begin:end])
            claim = Claim(document, Stated(reading, block.text, block, index), "derived", field="order", unit=ONE)
            values = [(entry, field_value(entry, field)) for _, _, entry in chain]
            known = [(entry, value) for entry, value in values if value is not None]
            if chain in listed and _UPWARDS.search(words):
                known.reverse()
            if len(known) < len(values):
                claim.decide("unresolved", f"the registry has no {field} of all of them")
            else:
                told = ", ".join(f"{entry.name} {_shown(entry, field)}" for entry, _ in known)
                if all(one[1] > other[1] or (chain in listed and one[1] == other[1]) for one, other in pairwise(known)):
                    claim.decide("match", working=f"{field}: {told}")
                else:
                    ranked = " > ".join(entry.name for entry, _ in sorted(known, key=lambda pair: -pair[1]))
                    claim.decide(
                        "mismatch", f"not in this order of {field}: {told}", rule="order", hint=f"write {ranked}",
                        working=told,
                    )  # fmt: skip
            yield claim


def _chains(text: str, finder: EntityFinder) -> Iterator[list[tuple[int, int, Entry]]]:
    chain: list[tuple[int, int, Entry]] = []
    for mention in finder.mentions(text):
        if mention.entry.kind != "accelerators":
            continue
        if chain and _CHAIN.fullmatch(text[chain[-1][1] : mention.start]):
            chain.append((mention.start, mention.end, mention.entry))
            continue
        if len(chain) > 1:
            yield chain
        chain = [(mention.start, mention.end, mention.entry)]
    if len(chain) > 1:
        yield chain


def _listed(text: str, finder: EntityFinder) -> Iterator[list[tuple[int, int, Entry]]]:
    """The devices that a sentence lists as an order, with nothing but commas between them."""
    named = [one for one in finder.mentions(text) if one.entry.kind == "accelerators"]
    for first, mention in enumerate(named):
        if not _LISTS.search(text, max(0, mention.start - _LONGEST_LEAD), mention.start):
            continue
        chain = [mention]
        for other in named[first + 1 :]:
            if _NEXT.fullmatch(text, chain[-1].end, other.start) is None:
                break
            chain.append(other)
        if len(chain) >= _FEWEST_LISTED:
            yield [(one.start, one.end, one.entry) for one in chain]


def field_value(entry: Entry, field: str) -> float | None:
    """What the registry has of a device; its ridge point from the dense 16-bit rate."""
    if field == "ridge":
        peak = entry.get("compute.matrix.bf16") or entry.get("compute.matrix.fp16")
        rate = entry.get("memory.bandwidth")
        return peak.value / rate.value if peak is not None and rate is not None else None
    spec = entry.get(field)
    return None if spec is None else float(spec.value)


def _shown(entry: Entry, field: str) -> str:
    if field == "ridge":
        return f"{field_value(entry, field):.0f} FLOP/B"
    return entry[field].printed
