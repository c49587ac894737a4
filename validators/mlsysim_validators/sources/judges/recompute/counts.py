"""Whole numbers derived without a unit: batch crossover, replicas, GPUs that hold a model.

They are no quantities to a reader of units, so that they are found here by their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import plain_number
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.recompute import holding, reliability, ridges, rooflines
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell, Document, Text
from mlsysim_validators.sources.texts.tables import TableView

_NUMBER = r"(?P<hedge>[~≈] ?)?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
# "the ridge of the H100 is 295"
_OF_A_NAME = (
    r" (?:of|on|for) (?:the |an? )?(?-i:[A-Z])[\w-]*\d\w*(?: (?-i:[A-Z])[\w-]*)?(?: in (?:BF|FP)\d+)?"
    r" (?:is|as|at|to be|=|≈)(?: about| roughly| around)?"
)
_ALONE = regex(_NUMBER)
_LONGEST = 1500


class Count(NamedTuple):
    """One such number: the words around it, words its sentence must and must not have, how it is computed."""

    name: str
    pattern: AnyCase
    beside: AnyCase
    avoid: AnyCase
    compute: Callable[[Situation], Computed]


_NO_RIDGE = AnyCase(r"measured|network|nvlink|infiniband|pcie|effective|\bl2\b")
KINDS = (
    Count(
        "ridge_point",
        AnyCase(rf"(?:FLOPs?|ops?)[:/]bytes?(?: ratio)?(?: (?:is|of|to|at|about|around|roughly))* ?{_NUMBER}(?::1\b)"),
        AnyCase("byte"),
        _NO_RIDGE,
        ridges.ridge,
    ),
    Count(
        "ridge_point",
        AnyCase(rf"{_NUMBER}:1 (?:FLOPs?|ops?)[:/]byte"),
        AnyCase("byte"),
        _NO_RIDGE,
        ridges.ridge,
    ),
    Count(
        "ridge_point",
        AnyCase(
            rf"\bridge(?: point)?"
            rf"(?:{_OF_A_NAME}|(?: (?:is|of|at|lies at|about|around|near|roughly))*) ?[=:≈]? ?{_NUMBER}"
            rf"(?![\w%×]|\.\d|,\d| ?(?:[×x%/]|FLOP|ops?\b|Op\b))"
        ),
        AnyCase("ridge"),
        _NO_RIDGE,
        ridges.ridge,
    ),
    Count(
        "batch_crossover",
        AnyCase(
            rf"(?:batch(?: size)?(?: of| B| B\*)?|crossover)(?: (?:is|at|of|about|roughly|around|near|"
            rf"=))* ?(?:about |roughly |around )?[≈=]? ?{_NUMBER}(?![\w%]|[.,]\d)"
        ),
        AnyCase(
            r"compute-?bound|cross-?over|critical batch|break-?even|"
            r"saturat\w* (?:the |its |all )*(?:tensor|compute|gpu|peak|units|alu|cores)|"
            r"(?:compute|gpu|flops|cores) (?:is|are|gets?) (?:fully )?saturat"
        ),
        AnyCase(r"\bif\b|measured|below|under|attention|prefill"),
        rooflines.crossover,
    ),
    Count(
        "replicas",
        AnyCase(rf"{_NUMBER} (?:\w+ )?(?:replicas|instances|copies)\b"),
        AnyCase(r"hold|give|make|fit|run|host|support|form|→|="),
        AnyCase(r"needs?\b|per replica|serving needs"),
        holding.replicas,
    ),
    Count(
        "failures",
        AnyCase(
            rf"{_NUMBER} (?:\w+ )?(?:failures?|interruptions?)(?: per (?:day|week|month|year|hour)| a (?:day|"
            rf"week)|/day)"
        ),
        AnyCase("failure|interruption"),
        AnyCase(r"measured|observed|report|each gpu|per gpu"),
        reliability.failures,
    ),
)
_A_NAME = regex(r"[A-Z]\d")
# Columns, or rows, whose plain numbers are of a kind: by all of their header.
_IN_TABLES = (
    (
        Count("devices_needed", AnyCase(_NUMBER), AnyCase("."), AnyCase("$^"), holding.fewest_for_size),
        AnyCase(
            r"(?:#|min(?:imum|\.)? |number of |no\. of )?(?:GPUs?|H100s?|A100s?|cards?|devices)\b"
            r"(?: (?:needed|required|to fit))?(?: ?\(.{0,12}\))?"
        ),
    ),
    (
        Count("ridge_point", AnyCase(_NUMBER), AnyCase("."), AnyCase("$^"), ridges.ridge),
        AnyCase(r"(?:ideal |peak )?(?:ridge(?: ?points?)?|machine balance|balance(?: point)?)(?: ?[(\[].{0,18}[)\]])?"),
    ),
)


def found_in(block: Block, index: int, taken: set[tuple[int, int]], filled: set[int]) -> Iterator[tuple[Count, Stated]]:
    """The numbers of a block that are counts of these kinds, those that are claims already left out.

    `taken` are their places, as (id of the text, place), `filled` the ids of those texts.
    """
    if block.kind == "table":
        table = TableView(block)
        for row in block.rows[block.header_rows :]:
            for cell in row:
                if not cell.column or id(cell.text) in filled:
                    continue
                match = _ALONE.fullmatch(cell.text.text.strip())
                if match is None:
                    continue
                header = table.header_words(cell)[:80].strip()
                label = row[0].text.text[:80].strip()
                own = "" if _A_NAME.search(label) else label  # a row "H100" is of one, not how many
                kind = next(
                    (kind for kind, words in _IN_TABLES if words.fullmatch(header) or words.fullmatch(own)), None
                )
                if kind is not None:
                    yield kind, _stated(match, cell.text, block, index, cell, table)
        return
    text = block.text.text
    if block.kind not in ("paragraph", "item", "caption", "note") or len(text) > _LONGEST:
        return
    for kind in KINDS:
        if not kind.beside.search(text):
            continue
        for match in kind.pattern.finditer(text):
            stated = _stated(match, block.text, block, index)
            sentence = stated.sentence()
            if (id(block.text), match.start("number")) in taken:
                continue
            if kind.beside.search(sentence) and not kind.avoid.search(sentence):
                yield kind, stated


def _stated(
    match: re.Match[str], text: Text, block: Block, index: int, cell: Cell | None = None, table: TableView | None = None
) -> Stated:
    lead = len(text.text) - len(text.text.lstrip()) if cell is not None else 0
    before = text.text[max(0, match.start("number") - 12) : match.start("number")]
    hedge = "about" if match["hedge"] or re.search(r"about|roughly|around|~|≈", before) else ""
    reading = plain_number(match["number"], match.start("number") + lead, hedge)
    return Stated(reading, text, block, index, cell, table)


def claim_of(document: Document, kind: Count, stated: Stated) -> Claim:
    """A claim for such a number."""
    claim = Claim(document, stated, "derived", field=kind.name, unit=ONE)
    claim.sure = True
    return claim
