"""What a value of code or data measures, and in which unit: from its key, its unit, its comments, its table's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import LEFT_OUT, Label, Value
from mlsysim_validators.sources.values.kinds import Kind, among_taken, kind_of, own_key, was_taken
from mlsysim_validators.sources.values.parents import telling_parent
from mlsysim_validators.sources.values.units import units_of
from mlsysim_validators.sources.values.words import formats_in, names_formats, number_format, spoken

_A_RATE = regex(
    r"bandwidth|\brates?\b|speed|direction|\bdir\b|\bbi(?:dir)?\b|/s|per s|bps|bits?\b|\bg[bB]s\b|peak", re.IGNORECASE
)
_NO_RATE = regex(
    r"latency|\b[num]s\b|pric|cost|count|\b(?:num|number|n)\b|lanes?|ports?\b|links\b|watt|power|measur|achiev|effective|busbw|"
    r"eff\b|efficiency",
    re.IGNORECASE,
)
_PIPES = ("vector", "matrix")  # {"vector": {"float16": {"tflops": 78}}}
_SIXTEEN = frozenset({"bf16", "fp16"})
_OF_A_PORT = regex(r"(?<=pcie)(?= bandwidth)", re.IGNORECASE)
_NO_LINK = regex(r"\b(?:no|not|without|lacks) nvlink\b", re.IGNORECASE)  # "PCIe Gen4 x16, no NVLink"
_PORTS = (8, 256)  # GB/s
_IN_BYTES = 1e9
_FEW = 0.05  # of the numbers under one key
_BRACKETS = regex(r"\(([^()]{3,40})\)")


class Meaning(NamedTuple):
    """The kind of a value, the units that it may have (the likeliest first), and the words that say so."""

    kind: Kind
    units: tuple[Unit, ...]
    words: str  # the nearest words about what it is
    number_format: str | None
    left_out: frozenset[str] = frozenset()  # the formats that its branch is not for, where none is named
    among_taken: bool = False  # others under its key were measured, or what its function is about


def meaning(value: Value) -> Meaning | None:
    """What a value measures; None where nothing says that it is a figure of a device."""
    keys = [label for label in value.labels if label.role in ("key", "unit")]
    near = [label for label in value.labels if label.role == "comment"][:1]
    names = [label for label in value.labels if label.role in ("name", "heading", "about", "above")]
    kind = kind_of(value, keys, near, names)
    if kind is None:
        return None
    told = [*keys, *near, *names]
    units = units_of(value, kind, told)
    own = own_key(keys)
    further = [label for label in names if own == len(keys) and label.role == "name"][:1]
    above = [label for label in keys[own + 1 :] if label.words in _PIPES]
    if kind in ("bandwidth", "capacity") and (parent := telling_parent(keys, own, value.number)) is not None:
        above.append(parent)
    words = " ".join(dict.fromkeys(_said(label, value) for label in (*keys[: own + 1], *above, *near, *further)))
    form, left_out = _format(value, keys, near, names) if kind == "rate" else (None, frozenset[str]())
    if kind == "rate" and form is None:
        form = _in_the_name(value)
    if form in ("int8", "int4"):
        rate = parse_unit("OP/s").dimension
        units = tuple(unit._replace(symbol=unit.symbol.replace("FLOP", "OP"), dimension=rate) for unit in units)
    return Meaning(kind, units, words, form, left_out)


def _said(label: Label, value: Value) -> str:
    """The words of a label; `H100_PCIE_BW = 64` is of the card's port, `H100_PCIE_BW = 2039` of its memory."""
    words = _NO_LINK.sub(" ", spoken(label.words))
    giga = value.number / 1e9 if value.number >= _IN_BYTES else value.number
    return _OF_A_PORT.sub(" port", words) if _PORTS[0] <= giga <= _PORTS[1] else words


def _format(
    value: Value, keys: list[Label], near: list[Label], names: list[Label]
) -> tuple[str | None, frozenset[str]]:
    """The number format that the nearest words name, and those that the branch around leaves out."""
    left_out: set[str] = set()
    further = [label for label in value.labels if label.role == "format" or label in near or label in names]
    for label in (*keys, *further):
        if label.role == "format":
            named = formats_in(label.words)
            if label.words.startswith(LEFT_OUT):
                left_out |= named
            elif (form := number_format(label.words)) is not None or named & _SIXTEEN:
                return form, frozenset()
            else:
                return None, _SIXTEEN  # FP8 or INT8
            continue
        words = spoken(label.words)
        form = number_format(words)
        if form is not None and form not in left_out:
            return form, frozenset()
        if label.role in ("key", "comment") and names_formats(words):
            return None, frozenset(left_out) if formats_in(words) & _SIXTEEN else frozenset(left_out) | _SIXTEEN
    return None, frozenset(left_out)


def _in_the_name(value: Value) -> str | None:
    """The number format that brackets behind the name of a row give: ("H100 SXM (INT8, sparse)", 3958e12)."""
    named = (match[1] for label in value.labels if label.role == "row" for match in _BRACKETS.finditer(label.words))
    return next((form for words in named if (form := number_format(words))), None)


def with_the_taken(values: Iterable[Value]) -> Callable[[Value, Meaning], Meaning]:
    """What tells of a meaning whether figures like it were measured: `"tflops": 220,  # profiled` in another row.

    A remark on one part of a large table, on a few of its rows, says nothing of the others.
    """
    every: Counter[tuple[int, str]] = Counter()
    taken: Counter[tuple[int, str]] = Counter()
    for value in values:
        column = value.table, value.said("key")
        every[column] += 1
        taken[column] += was_taken(value)
    columns = {column for column, count in taken.items() if count and count > _FEW * every[column]}

    def told(value: Value, said: Meaning) -> Meaning:
        return said._replace(among_taken=(value.table, value.said("key")) in columns or among_taken(value))

    return told


def meaning_of_link(value: Value) -> Meaning | None:
    """What a value measures whose key names a link; None where no word or unit beside it says that it is a rate."""
    told = [label for label in value.labels if label.role in ("key", "unit", "comment", "name", "above")]
    near = " ".join(spoken(label.words) for label in told)
    own = next((spoken(label.words) for label in told if label.role == "key"), "")
    if not _A_RATE.search(near) or _NO_RATE.search(own):
        return None
    return Meaning("bandwidth", units_of(value, "bandwidth", told), near, None)
