"""Whole numbers derived without a unit: batch crossover, requests that fit, replicas, GPUs that hold a model.

They are no quantities to a reader of units, so that they are found here by their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import floor
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.dimensions import BYTES, TIME
from mlsysim_validators.sources.documents import Block, Cell, Document, Text
from mlsysim_validators.sources.judges.recompute import holding, memory, rooflines
from mlsysim_validators.sources.judges.recompute.computed import Computed
from mlsysim_validators.sources.judges.recompute.rooflines import memory_rate, peak_rate
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.tables import TableView

_NUMBER = r"(?P<hedge>[~≈] ?)?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_LONGEST = 1500
_DAY = 86400.0
ALIKE = 0.05
OF_ALL = r"(?:cluster|job|system|fleet)(?:'s|-level|-wide)? (?:mtbf|mttf|fail)"


class Count(NamedTuple):
    """One such number: the words around it, words its sentence must and must not have, how it is computed."""

    name: str
    pattern: re.Pattern[str]
    beside: re.Pattern[str]
    avoid: re.Pattern[str]
    compute: Callable[[Situation], Computed]


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def crossover(s: Situation) -> Computed:
    """The batch at which decoding turns compute-bound: ridge x bytes per parameter / 2."""
    peak, rate = peak_rate(s), memory_rate(s)
    several = len(set(re.findall(r"batch(?: size)?s?(?: of)? ?=? ?(\d+)", s.around.sentence, re.IGNORECASE))) > 1
    if several or s.says(r"doubl|halv|twice|batch(?: size)? \d+ (?:and|to|or|和|、|-|–) ?\d", nearest=1):
        return Computed([], missing="a batch crossover under another condition")
    stated = s.quantity((("data", -1), ("operations", 1)), about=r"ridge|balance")
    size = formulas.bytes_per_element(s.precision() or "fp16")
    values = []
    if stated is not None:
        values.append((stated.values[0] * size / 2, f"{stated.told()} x {size:g} B / 2"))
    if peak is not None and rate is not None:
        values += [
            (float(formulas.batch_crossover(top, wide, size)), f"{peak.told()} / {rate.told()} x {size:g} B / 2")
            for top in peak.values
            for wide in rate.values
        ]
    return Computed(values, missing="a batch crossover needs a peak and a bandwidth", room=0.03)


def concurrent(s: Situation) -> Computed:
    """How many sequences fit: memory left over the cache of one."""
    left = s.quantity(BYTES, about=r"left|leav|free|remain|available|budget|headroom|for (?:the )?(?:KV )?caches?")
    each = s.quantity(
        BYTES, about=r"per (?:request|sequence|user|session)|each|one (?:request|sequence|user)|a (?:request|sequence)"
    )
    told_each = each.told() if each else ""
    sizes = list(each.values) if each else []
    if not sizes:
        cache = memory.kv_cache(s)
        sizes = [value for value, _ in cache.values]
        told_each = cache.values[0][1] if cache.values else ""
    if left is None or not sizes:
        return Computed([], missing="requests that fit need the memory left and the cache of one; not both are stated")
    values = [(float(floor(left.values[0] / size + shift)), f"{left.told()} / {told_each}")
              for size in sizes if size for shift in (0.0, 0.5)]  # fmt: skip
    return Computed(values, room=0.02)


def replicas(s: Situation) -> Computed:
    """All devices over those of one replica."""
    every = s.count(
        r"(?<![\w.,$])(\d[\d,]{0,9}) (?:\S+ )?(?:GPUs|accelerators)(?! (?:per|each|a|for one|in one|"
        r"takes?))(?=[^.;]{0,40}"
        r"(?:hold|give|make|fit|run|host|support|serve|form|→|=|is|are)\b)|(?:all|total of|fleet of|cluster of|"
        r"with) (\d[\d,]{0,9}) GPUs"
    )
    one = s.count(
        r"(?:replica|instance|copy)(?: \w+){0,4}? (\d[\d,]{0,5}) GPUs|(?<![\w.,$])(\d[\d,]{0,5}) GPUs (?:per|"
        r"for (?:one|each)|a) "
        r"(?:replica|instance|copy|model)"
    )
    if every is None or one is None:
        return Computed([], missing="replicas need all GPUs and those of one replica; not both are stated")
    return Computed([(float(floor(every.values[0] / one.values[0])), f"{every.told()} / {one.told()}")])


def failures(s: Situation) -> Computed:
    """Devices x a day over the MTBF of one, or a day over that of the cluster."""
    words = r"mtbf|mttf|fails? (?:every|once)|between failures|one failure|failure every"
    mtbf, many = s.quantity(TIME, about=words, avoid=OF_ALL), s.devices()
    whole = s.quantity(TIME, about=OF_ALL)
    if mtbf is None and whole is None:
        return Computed([], missing="failures a day need an MTBF; the text does not state it")
    span = {"day": _DAY, "week": 7 * _DAY, "month": 30 * _DAY, "year": 365 * _DAY, "hour": 3600.0}
    unit = next((word for word in span if re.match(rf"\D*?per {word}", s.around.after[:40], re.IGNORECASE)), "day")
    values = []
    if mtbf is not None and many is not None:
        values.append((many.values[0] * span[unit] / mtbf.values[0], f"{many.told()} x a {unit} / {mtbf.told()}"))
    if whole is not None:
        values.append((span[unit] / whole.values[0], f"a {unit} / {whole.told()}"))
    if not values:
        return Computed([], missing="failures a day need a number of devices; the text does not state it")
    if len(values) == 2:
        return Computed(values, room=0.03, certain=abs(values[0][0] / values[1][0] - 1) < ALIKE)
    return Computed(values, room=0.03)


_NO_RIDGE = _p(r"measured|network|nvlink|infiniband|pcie|effective|\bl2\b")
KINDS = (
    Count(
        "ridge_point",
        _p(rf"(?:FLOPs?|ops?)[:/]bytes?(?: ratio)?(?: (?:is|of|to|at|about|around|roughly))* ?{_NUMBER}(?::1\b)"),
        _p("."),
        _NO_RIDGE,
        rooflines.ridge,
    ),
    Count(
        "ridge_point",
        _p(rf"{_NUMBER}:1 (?:FLOPs?|ops?)[:/]byte"),
        _p("."),
        _NO_RIDGE,
        rooflines.ridge,
    ),
    Count(
        "ridge_point",
        _p(rf"\bridge(?: point)?(?: (?:is|of|at|lies at|about|around|near|roughly))* ?[=:≈]? ?{_NUMBER}"
           rf"(?![\w%×]|\.\d|,\d| ?(?:[×x%/]|FLOP|ops?\b|Op\b))"),
        _p("."),
        _NO_RIDGE,
        rooflines.ridge,
    ),
    Count(
        "batch_crossover",
        _p(rf"(?:batch(?: size)?(?: of| B| B\*)?|crossover)(?: (?:is|at|of|about|roughly|around|near|"
           rf"=))* ?(?:about |roughly |around )?[≈=]? ?{_NUMBER}(?![\w%]|[.,]\d)"),
        _p(r"compute-?bound|cross-?over|saturat|critical batch|break-?even"),
        _p(r"\bif\b|measured|below|under|attention|prefill"),
        crossover,
    ),
    Count(
        "requests_that_fit",
        _p(rf"{_NUMBER} (?:concurrent |simultaneous |parallel |such )*(?:requests|users|sequences|sessions|"
           rf"conversations)\b"),
        _p(r"\bfits?\b|enough|room for|left|support|hold|at most|maximum|serves?\b|concurren"),
        _p(r"per second|/s\b|qps|rate|batch of|shared?|prefix|page|reduc|measured"),
        concurrent,
    ),
    Count("replicas", _p(rf"{_NUMBER} (?:\w+ )?(?:replicas|instances|copies)\b"),
          _p(r"hold|give|make|fit|run|host|support|form|→|="), _p(r"needs?\b|per replica|serving needs"), replicas),
    Count(
        "failures",
        _p(rf"{_NUMBER} (?:\w+ )?(?:failures?|interruptions?)(?: per (?:day|week|month|year|hour)| a (?:day|"
           rf"week)|/day)"),
        _p(r"."),
        _p(r"measured|observed|report|each gpu|per gpu"),
        failures,
    ),
)  # fmt: skip
_A_NAME = re.compile(r"[A-Z]\d")
# Columns, or rows, whose plain numbers are of a kind: by all of their header.
_IN_TABLES = (
    (
        Count("devices_needed", _p(_NUMBER), _p("."), _p("$^"), holding.fewest_for_size),
        _p(
            r"(?:#|min(?:imum|\.)? |number of |no\. of )?(?:GPUs?|H100s?|A100s?|cards?|devices)\b"
            r"(?: (?:needed|required|to fit))?(?: ?\(.{0,12}\))?"
        ),
    ),
    (
        Count("ridge_point", _p(_NUMBER), _p("."), _p("$^"), rooflines.ridge),
        _p(r"(?:ideal |peak )?(?:ridge(?: ?points?)?|machine balance|balance(?: point)?)(?: ?[(\[].{0,18}[)\]])?"),
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
                match = re.fullmatch(_NUMBER, cell.text.text.strip())
                if match is None or not cell.column or id(cell.text) in filled:
                    continue
                header = " ".join(h.text.text for h in table.headers(cell))[:80].strip()
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
    digits = match["number"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    before = text.text[max(0, match.start("number") - 12) : match.start("number")]
    hedge = "about" if match["hedge"] or re.search(r"about|roughly|around|~|≈", before) else ""
    start, end = match.start("number") + lead, match.end("number") + lead
    reading = Reading(start, end, float(digits), 10.0**-decimals, (ONE,), hedge, match["number"])
    return Stated(reading, text, block, index, cell, table)


def claim_of(document: Document, kind: Count, stated: Stated) -> Claim:
    """A claim for such a number."""
    claim = Claim(document, stated, "derived", field=kind.name, unit=ONE)
    claim.sure = True
    return claim
