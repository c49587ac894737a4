"""A name in a text: of an entry of the registry, or of a device or a model that it does not know."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple, TypeVar

from mlsysim_registry.data import Entry


class Mention(NamedTuple):
    """A name in a text and the entry that it means; `assumed` where a family name stands for its default variant."""

    start: int
    end: int
    entry: Entry
    name: str
    assumed: bool


class Stranger(NamedTuple):
    """A name in a text that means a device, or a variant of one, that the registry does not know.

    `of_a_model`: it means a model; the figures of devices near it are theirs all the same. `of_another_board`: a known
    name is a part of it.
    """

    start: int
    end: int
    name: str
    of_a_model: bool = False
    of_another_board: bool = False


_Name = TypeVar("_Name", Mention, Stranger)


def in_order(known: list[Mention], unknown: list[Stranger]) -> list[Mention | Stranger]:
    """All names of a text by their places."""
    return sorted((*known, *unknown), key=lambda name: name.start)


def within(names: list[_Name], begin: int, end: int) -> list[_Name]:
    """Those of some names, in order, that lie in a part of their text, with their places in that part."""
    first = bisect_left(names, begin, key=lambda name: name.start)
    found: list[_Name] = []
    for name in names[first : first + end - begin]:  # each takes a character at least
        if name.end > end:
            break
        found.append(type(name)(name.start - begin, name.end - begin, *name[2:]))
    return found
