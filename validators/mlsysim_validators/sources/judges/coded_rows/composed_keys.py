"""What the keys of one row say of one another by their names: `gpus_per_node` times `nodes` are the `gpus`.

X per A times A per B is X per B, for counts of hardware and what it reaches; memory, power and prices of a whole have
other parts, and a run's batches and layers other factors. Rates of links may count one direction or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.units_in_text import mentioned_units
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, OP_RATE
from mlsysim_validators.sources.readers.data.column_names import as_header
from mlsysim_validators.sources.texts.documents import Block, Document, Text, Value

_HARDWARE = frozenset({
    "link", "port", "nic", "gpu", "chip", "device", "accelerator", "card", "die", "tray", "node", "server", "host",
    "rack", "pod", "cluster", "board", "package", "switch", "system",
})  # fmt: skip
_IN_ALL = frozenset({"total", "num", "number", "count", "n", "of", "all"})
_REACHED = (BANDWIDTH, FLOP_RATE, OP_RATE)
_NEAR = 0.02
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_FEWEST, _MOST = 3, 16


class _Part(NamedTuple):
    """A number, what it counts or measures, and of each of what, "" for all."""

    value: Value
    what: tuple[str, ...]
    each: str
    unit: Unit

    @property
    def amount(self) -> float:
        return self.value.number * self.unit.factor


def judge(document: Document, coded: Iterable[Claim]) -> Iterator[Claim]:
    """Decide the totals that are not the product of the parts which their row names; some were no claims before."""
    known = {claim.stated.offset: claim for claim in coded}
    for index, block in enumerate(document.blocks):
        rows: dict[tuple[int, int], list[Value]] = {}
        for value in block.values:
            rows.setdefault((value.table, value.row), []).append(value)
        for values in rows.values():
            if _FEWEST <= len(values) <= _MOST:
                yield from _judge_row(document, index, block, values, known)


def _judge_row(
    document: Document, index: int, block: Block, values: list[Value], known: dict[int, Claim]
) -> Iterator[Claim]:
    parts = [part for value in values if (part := _part(value)) is not None]
    for one, counts, total in permutations(parts, 3):
        composed = one.what == total.what and (one.each,) == counts.what and counts.each == total.each
        if not composed or one.each == total.each or _fits(one, counts, total):
            continue
        words = f"{_key(one)} x {_key(counts)} = {one.value.text.text} x {counts.value.text.text}"
        claim = known.get(total.value.text.source_offset(0))
        if claim is None:
            claim = Claim(document, Stated(total.value.reading((total.unit,)), total.value.text, block, index))
            yield claim
        if claim.verdict in ("unresolved", "match"):
            told = f"{words}, `{_key(total)}` says {total.value.text.text}"
            hint = "let the parts and the whole agree"
            claim.kind, claim.unit = "derived", total.unit
            claim.decide("inconsistent", told, rule="parts", hint=hint, working=words)


def _fits(one: _Part, counts: _Part, total: _Part) -> bool:
    """Whether a total is the product, or leaves less than one of the parts over; a link's direction is open."""
    ratio = total.amount / (one.amount * counts.amount)
    if one.unit.dimension:
        return any(abs(ratio / by - 1) <= _NEAR for by in (0.5, 1.0, 2.0))
    return 1 - 1 / counts.amount < ratio <= 1


def _part(value: Value) -> _Part | None:
    key = value.said("key")
    if value.number <= 0 or not key:
        return None
    words, _, each = "_".join(_WORD.findall(key)).lower().partition("_per_")
    header = as_header(Text(words if "_" in words else f"x_{words}", range(len(words) + 2 * ("_" not in words)))).text
    named, _, unit_words = header.partition("(")
    units = mentioned_units(f"({unit_words}") if unit_words else []
    unit = units[0][1][0] if units else ONE
    what = tuple(_single(word) for word in named.split() if word not in _IN_ALL and word != "x")
    each = _single(each)
    if each and each not in _HARDWARE:
        return None
    if unit is ONE:
        return _Part(value, what, each, unit) if len(what) == 1 and what[0] in _HARDWARE else None
    return _Part(value, what, each, unit) if unit.dimension in _REACHED else None


def _single(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _key(part: _Part) -> str:
    return part.value.said("key")
