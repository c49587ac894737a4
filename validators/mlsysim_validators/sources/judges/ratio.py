"""Ratios: "41× more than Quebec", "1.58x", "compute range 10^7×", against the numbers that they compare."""

from __future__ import annotations

import re

from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.slides import Slide, Surroundings

_RANGE = re.compile(r"range|span|orders of magnitude", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:vs\.?|versus|over|than|against|relative to|compared (?:to|with))\b", re.IGNORECASE)
_QUANTITIES = (
    (re.compile(r"power|tdp|watt", re.IGNORECASE), ("power.",)),
    (re.compile(r"compute|flops|faster compute|peak", re.IGNORECASE), ("compute.",)),
    (re.compile(r"bandwidth|bw", re.IGNORECASE), ("memory.bandwidth",)),
    (re.compile(r"capacity|more memory", re.IGNORECASE), ("memory.capacity",)),
    (re.compile(r"carbon|emi|grid", re.IGNORECASE), ("intensity",)),
    (re.compile(r"ridge", re.IGNORECASE), ("ridge_point",)),
    (re.compile(r"speed-?up|faster|slower|latency|time", re.IGNORECASE), ("weight_load_time", "memory.bandwidth")),
)


def judge(claim: Claim, around: Surroundings, slide: Slide, finder: EntityFinder) -> None:
    """Check a factor against the two numbers that it compares, where slide and words say which they are."""
    if claim.reading.units[0].symbol != "×" or claim.verdict != "unresolved":
        return
    claim.kind, claim.field, claim.unit = "derived", claim.field or "ratio", claim.reading.units[0]
    claim.reason = "the two numbers that it compares are not found"
    words = f"{around.sentence} {around.row} {around.column} {around.title if claim.stated.cell is None else ''}"
    wanted = [fields for pattern, fields in _QUANTITIES if pattern.search(words)]
    stated = _stated_by_field(slide, claim)
    if _RANGE.search(words):
        _judge_range(claim, words, slide)
        return
    pair = _compared(claim, around, slide, finder)
    if pair is None:
        return
    if pair[0] == pair[1]:
        if agrees(claim.reading, 1.0, 1.0):
            claim.decide("match", working="a device against itself")
        return
    candidates: list[tuple[float, str]] = []
    for prefixes in wanted or [("",)]:
        for field, values in stated.items():
            if field.startswith(prefixes) and pair[0] in values and pair[1] in values:
                (mine, my_text), (theirs, their_text) = values[pair[0]], values[pair[1]]
                if mine and theirs:
                    candidates.append((max(mine, theirs) / min(mine, theirs), f"{my_text} against {their_text} ({field})"))
    for ratio, working in candidates:
        if agrees(claim.reading, 1.0, ratio):
            claim.decide("match", working=working)
            return
    if candidates and (wanted or len(candidates) == 1):
        ratio, working = candidates[0]
        told = f"{ratio:.3g}×"
        claim.expected = Expected(ratio, told)
        claim.decide("mismatch", f"{working} is {told}", rule="ratio", hint=f"write {told}", working=working)


def _stated_by_field(slide: Slide, claim: Claim) -> dict[str, dict[str, tuple[float, str]]]:
    """Field -> entity -> what the slide itself states of it (a ratio is right when it follows from what is shown)."""
    table: dict[str, dict[str, tuple[float, str]]] = {}
    for other in slide.claims:
        if other is not claim and other.entity is not None and other.field and other.verdict != "ignored":
            # An input that is wrong itself has its finding already; the ratio is held against the right one.
            wrong = other.verdict == "mismatch" and other.expected is not None
            stated = (other.expected.value, other.expected.printed) if wrong and other.expected else (other.value, other.text)
            table.setdefault(other.field, {}).setdefault(other.entity.id, stated)
    return table


def _compared(claim: Claim, around: Surroundings, slide: Slide, finder: EntityFinder) -> tuple[str, str] | None:
    """The ids of the two entries that a factor compares."""
    if claim.stated.cell is not None:
        mine = finder.mentions(around.column) or finder.mentions(around.row)
        base = finder.mentions(around.row) if finder.mentions(around.column) else finder.mentions(around.column)
        if mine and base:
            return mine[0].entry.id, base[0].entry.id
        return None
    mentions: list[str] = []
    for mention in finder.mentions(around.sentence):
        if all(mention.entry.id != other for other in mentions):
            mentions.append(mention.entry.id)
    if len(mentions) == 2:
        return mentions[0], mentions[1]
    return None


def _judge_range(claim: Claim, words: str, slide: Slide) -> None:
    """A factor from the smallest to the largest value of a quantity on the slide."""
    label = f"{(claim.stated.block.kind == 'table' and words) or words}"
    by_group: dict[str, list[tuple[float, str]]] = {}
    for other in slide.claims:
        if other is claim or other.reading.units[0].symbol in ("×", "%") or not other.reading.units[0].dimension:
            continue
        unit = other.unit or other.reading.units[0]
        names = {name for name, _ in unit.dimension}
        group = "compute" if names & {"operations", "integer_operations"} else "power" if unit.dimension == (("energy", 1), ("time", -1)) else "bandwidth" if names == {"data", "time"} else "capacity"
        by_group.setdefault(group, []).append((other.reading.value * unit.factor, other.text))
    for pattern, prefixes in _QUANTITIES:
        named = next((name for name in by_group if any(prefix.startswith(name) or name in prefix for prefix in prefixes)), None)
        if named and pattern.search(words) and len(by_group[named]) > 1:
            low, high = min(by_group[named]), max(by_group[named])
            ratio, working = high[0] / low[0], f"{high[1]} / {low[1]}"
            claim.working = working
            if agrees(claim.reading, 1.0, ratio):
                claim.decide("match", working=working)
            else:
                claim.expected = Expected(ratio, f"{ratio:.2g}×")
                claim.decide("mismatch", f"{working} is {ratio:.2g}×", rule="ratio", hint=f"write {ratio:.2g}×")
            return
