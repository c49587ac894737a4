"""Whom a quantity may be about: entries and unknown names, the nearest first, and how each was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.names.mentions import Mention, Stranger

BEHIND = "the words behind it"
THROUGHOUT = "what the document speaks of throughout"
IN_ORDER = "the names in their order"
BY_SIZE = "its size alone"
LINE_ABOVE = "the line above"
ITS_LIST = "the items above"
OF_EACH = "a label that names several"
OF_A_SYSTEM = "a label that names a system of it"
SPOKEN_OF = "a word that refers to it"


class Who(NamedTuple):
    """The entry that a quantity is about, how it was found, and whether a family name stood for its default.

    `entry` is None where the name means something that the registry does not know: no name further away is meant then.
    """

    entry: Entry | None
    how: str
    assumed: bool
    name: str
    together: tuple[Entry, ...] = ()  # others of which the figure is stated as well
    beside: tuple[str, ...] = ()  # other names that its label has, which say nothing of the figure
    of_a_model: bool = False  # an unknown name is that of a model: no other model is meant, a device may be


class People:
    """Candidates in the order in which they are added, each entry once; closed behind an unknown name."""

    def __init__(self) -> None:
        self.found: list[Who] = []
        self._added: set[Entry] = set()
        self.closed = False

    def add(self, names: Iterable[Mention | Stranger], how: str, beside: tuple[str, ...] = ()) -> None:
        for name in names:
            if self.closed:
                return
            if isinstance(name, Mention):
                if name.entry not in self._added:
                    self._added.add(name.entry)
                    self.found.append(Who(name.entry, how, name.assumed, name.name, beside=beside))
            elif name.of_a_model:
                self.found.append(Who(None, how, False, name.name, of_a_model=True))
            else:
                self.closed = True
                self.found.append(Who(None, how, False, name.name))

    def add_known(self, everyone: Iterable[Who]) -> None:
        """Those of some entries, each there once, that were not added before."""
        if not self.closed:
            self.found += [who for who in everyone if who.entry not in self._added]

    def add_all(self, names: list[Mention]) -> None:
        """Several that a figure is of alike: "A40, RTX A6000"."""
        if not self.closed:
            first, *rest = names
            together = tuple(name.entry for name in rest)
            self.found.append(Who(first.entry, OF_EACH, first.assumed, first.name, together))

    def close(self, how: str, name: str) -> None:
        if not self.closed:
            self.closed = True
            self.found.append(Who(None, how, False, name))


def is_link(name: Mention | Stranger) -> bool:
    """Whether a name is that of a link, as NVLink is."""
    return isinstance(name, Mention) and name.entry.kind == "interconnects"


def of_one_device(mentions: list[Mention]) -> list[Mention]:
    """Some names, where just one device is among them."""
    devices = {mention.entry.id for mention in mentions if mention.entry.kind == "accelerators"}
    return mentions if len(devices) == 1 else []
