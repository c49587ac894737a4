"""EVD116: a number of a source proves one thing.

Where a number stands in a passage is what two quotes are compared by: the same number twice may be two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mlsysim_registry.units.quantity import Quantity
from mlsysim_registry.units.reading import Reading, count_words, readings
from mlsysim_registry.units.vocabulary import DIMENSIONLESS
from mlsysim_validators.rules.evidence.label import FORMAT_WORDS, words_of
from mlsysim_validators.rules.evidence.passage import ELISION, piece_starts
from mlsysim_validators.rules.evidence.quantities import quantity_of, same, strip_marks
from mlsysim_validators.rules.references.citations import passages
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_KINDS = frozenset({"accelerators", "models", "systems", "interconnects", "prices", "facilities", "reliability"})
_MARKED = re.compile("«([^»]*)»")
# What one number may stand for at once, without another word.
_ALIKE = (
    re.compile(r"macs\.forward|flops\.forward"),
    re.compile(r"encoder_layers|decoder_layers"),
    re.compile(r"power\.\w+"),
    re.compile(r"memory\.capacity|memory\.usable|tiers\.\w+\.capacity"),
)
_JOINT = r"\)?\s*(?:/|,|&|\+|\band\b|\bor\b|、)\s*(?:sparse|dense|matrix|vector|tensor)?\s*"


def meant_reading(quote: str, quantity: Quantity) -> Reading | None:
    """The one number of a quote, without its marks, that is marked or can be the value; None for none or several."""
    words = strip_marks(quote)
    found = readings(words) + (count_words(words) if quantity.unit.dimension == DIMENSIONLESS else [])
    marked = _MARKED.search(quote)
    if marked is not None:
        start, end = marked.start(), marked.start() + len(marked.group(1))
        found = [reading for reading in found if start <= reading.end and reading.start < end]
        found = [reading for reading in found if start <= reading.start] or found
    else:
        found = [reading for reading in found if is_worth(reading, quantity) or _in_thousands(reading, quantity)]
    return found[0] if len(found) == 1 else None


def _in_thousands(reading: Reading, quantity: Quantity) -> bool:
    """Whether a reading is the value's number, its unit elsewhere and perhaps of another prefix: 2500 for 2.5."""
    return any(same(reading.value * factor, quantity.value) for factor in (1, 1e3, 1e-3, 1e6, 1e-6))


def is_worth(reading: Reading, quantity: Quantity) -> bool:
    """Whether a reading, with one of the units beside it, is a quantity."""
    return any(same(reading.value * unit.factor, quantity.base) for unit in reading.units)


def occurrence(quote: str, passage: str, quantity: Quantity) -> int | None:
    """Where the number that a quote means stands in the passage, its blanks folded; None where that is not certain."""
    meant = meant_reading(quote, quantity)
    starts = piece_starts(quote, passage) if meant is not None else None
    if meant is None or starts is None:
        return None
    before = 0
    for piece, start in zip(strip_marks(quote).split(ELISION), starts, strict=True):
        if before <= meant.start < before + len(piece):
            inside = piece[: meant.start - before].lstrip()
            return start + len(" ".join(f"{inside}.".split())) - 1
        before += len(piece) + len(ELISION)
    return None


def _may_share(left: str, right: str, words: str) -> bool:
    """Whether one number may prove two specs: two names of one thing, two formats that the words join, or as told."""
    if left == right or any(pattern.fullmatch(left) and pattern.fullmatch(right) for pattern in _ALIKE):
        return True
    if f"`{left}`" in words or f"`{right}`" in words:
        return True
    formats = [path.rpartition(".")[2].partition("_")[0] for path in (left, right)]
    if not all(path.startswith("compute.") for path in (left, right)) or not set(formats) <= set(FORMAT_WORDS):
        return False
    return bool(_joined(*formats).search(words) or _joined(*reversed(formats)).search(words))


@lru_cache(maxsize=256)
def _joined(first: str, last: str) -> re.Pattern[str]:
    """Two formats in a list of formats: FP16/BF16, FP8/FP16/BF16/TF32."""
    any_format = "|".join(FORMAT_WORDS.values())
    between = rf"(?:(?:{any_format}){_JOINT})*"
    return re.compile(rf"(?<![a-z0-9])(?:{FORMAT_WORDS[first]}){_JOINT}{between}(?:{FORMAT_WORDS[last]})(?![0-9])")


@rule("EVD116", "one-number-one-thing", kinds=_KINDS)
def one_number_one_thing(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The same number, at the same position of a source, proves one spec of an entry.

    "16 heads, 16 layers" holds two numbers; a mark that slips from one to the other changes no value. One number may
    prove two rates where the words join them (FP16/BF16), or two specs where `because` or `why` names the other's path.

    Good:
        heads: {query: {value: 8, cite: acme/sheet, at: p. 6, quote: "parameters, «8» heads"}}
    Bad:
        layers: {value: 8, cite: acme/sheet, at: p. 6, quote: "«8» heads, 32 layers"}
        heads: {query: {value: 8, cite: acme/sheet, at: p. 6, quote: "parameters, «8» heads"}}
    """
    seen: dict[tuple[str, str, int], list[tuple[str, dict[str, Any]]]] = {}
    for path, spec_path, node in file.proofs():
        quantity = quantity_of(node)
        if "quote" not in node or "derive" in node or quantity is None:
            continue
        cite, place = str(node.get("cite")), str(node.get("at"))
        passage = (passages(workspace, cite) or {}).get(place, "")
        position = occurrence(str(node["quote"]), passage, quantity)
        if position is None:
            continue
        holders = seen.setdefault((cite, passage, position), [])
        for other, held in holders:
            words = " ".join(f"{words_of(which)} {which.get('why', '')}" for which in (node, held))
            if not _may_share(spec_path, other, words):
                message = f"this very number of the source proves `{other}` already"
                hint = (
                    f"mark the other number or quote another place; if it is both, name `{other}` in `because` or `why`"
                )
                yield Problem((*path, "quote"), message, hint)
                break
        holders.append((spec_path, node))
