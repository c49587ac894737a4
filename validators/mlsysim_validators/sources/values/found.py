"""Whom a value of code or data is about, as far as that is known."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_registry.data import Entry


class Found(NamedTuple):
    """The entries that a value speaks of (any of them), the name, and whether it was a family's name; or why none.

    `variants` are those of the family that the name leaves open, where it says a memory size; `odd_size` is one that
    no published variant has.
    """

    entries: tuple[Entry, ...]
    name: str = ""
    assumed: bool = False
    why: str = ""
    variants: tuple[Entry, ...] = ()
    odd_size: str = ""
