"""Rows that ask for a number: `number_input("FLOPs of an A100", min_value=1, value=200)` states no device's figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.words import spoken

_END = AnyCase(r"\A(?:min|max|minimum|maximum|step)(?: value)?\Z")
_GIVEN = AnyCase(r"\A(?:value|default|initial)(?: value)?\Z")


def rows_of_settings(values: Iterable[Value]) -> frozenset[int]:
    """The rows that give the ends or steps of a range and what it begins with."""
    keys: dict[int, list[str]] = defaultdict(list)
    for value in values:
        keys[value.row].append(spoken(value.said("key")))
    return frozenset(row for row, said in keys.items() if any(map(_END.match, said)) and any(map(_GIVEN.match, said)))
