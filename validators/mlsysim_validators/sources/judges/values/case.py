"""A value of code or data with what its table, its document and the registry say: what every step is asked of.

A step settles the value and answers True, or has nothing to say of it and answers False.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.tables import Fit, Row, Table
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.rightness import right_values, sparse_values


@dataclass(frozen=True, eq=False)
class Case:
    """A value and the entries that it may be about."""

    fit: Fit
    entries: tuple[Entry, ...]  # as they are named, whichever variant the value is found to be of
    table: Table
    families: Families
    registry: Registry
    counts: dict[Row, int]  # how many devices a row counts
    shares: dict[Row, float]  # of a device, that a row has

    @property
    def claim(self) -> Claim:
        """The value."""
        return self.fit.claim

    @property
    def entry(self) -> Entry:
        """The first entry that it may be about."""
        return self.entries[0]

    @property
    def spec(self) -> Spec:
        """What it is held against; to be asked where the entry has it only."""
        return self.entry[self.claim.field]

    def match(self, why: str, path: str = "") -> bool:
        """Take it for right, as a figure of another path where one is given; without a reason do nothing."""
        if why:
            self.claim.field = path or self.claim.field
            self.claim.decide("match", why)
        return bool(why)

    def leave_open(self, why: str) -> bool:
        """Leave it open; without a reason do nothing."""
        if why:
            self.claim.decide("unresolved", why)
        return bool(why)

    def tell_ambiguous(self, why: str, rule: str) -> bool:
        """Tell that it is right of something else that may be meant."""
        self.claim.decide("ambiguous", why, rule=rule)
        return True

    def tell_wrong(self, why: str, rule: str, hint: str = "") -> bool:
        """Tell that it is wrong."""
        self.claim.decide("mismatch", why, rule=rule, hint=hint)
        return True


@dataclass(frozen=True, eq=False)
class Candidate:
    """A value with one of the entries that it may be about, and the path that its words mean of that."""

    case: Case
    entry: Entry
    path: str

    @property
    def claim(self) -> Claim:
        """The value."""
        return self.case.claim

    @property
    def of_matrices(self) -> bool:
        """Whether it is a dense rate of matrix units by its path."""
        return self.path.startswith("compute.matrix.")

    @cached_property
    def values(self) -> list[float]:
        """What it may state without being wrong."""
        return list(right_values(self.claim, self.entry, self.path))

    @cached_property
    def sparse(self) -> list[float]:
        """The rates with sparsity beside that one."""
        return sparse_values(self.entry, self.path)


Step = Callable[[Case], bool]
