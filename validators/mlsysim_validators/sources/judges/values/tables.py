"""What the values of one table of code or data say together: dense or sparse, matrix or vector rates, and of whom."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log10

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.found import Found
from mlsysim_validators.sources.values.rightness import agreeing, right_values, sparse_values
from mlsysim_validators.sources.values.settle import field_of
from mlsysim_validators.sources.values.words import spoken

_SPARSE = AnyCase(r"spars")
_DENSE = AnyCase(
    r"dense|(?:without|no|w/o|non|not|exclud\w+|ignor\w+)[ -]*(?:the )?(?:\w+ )?spars|half|"
    r"spars\w*[ :=(]*(?:off|disabled|excluded|ignored|false)\b"
)
_EITHER = regex(r"dense, or with sparsity")  # what a reader says of `a if sparse else b`
_WITH_SPARSITY = regex(r"\b(?:with|incl\w*|using) (?:\w+ )?sparsity", re.IGNORECASE)
# "1979 with sparsity" beside the dense rate
_OTHER_RATE = regex(r"(?<![A-Za-z\d])\d{3}|\btwice|\bdoubl|2 ?x|x ?2")
_FIGURE_WITH_SPARSITY = regex(
    r"(?P<figure>[1-9]\d*(?:,\d{3})*(?:\.\d+)?) ?[kMGTPE]?(?:FLOPs?|F|OPs?)(?:/s|S)? "
    r"(?:with|incl\w*|using) (?:\w+ )?spars",
    re.IGNORECASE,
)
_SAME_DIGITS = 1e-3  # powers of ten
_IN_A_NAME = AnyCase(r"\((?:[\w ]+, *)?(?:with )?spars\w*\)")
_LEAST_VECTOR = 4
_MOST_OTHERS = 30
_LEAST_APART = 3  # rows

Row = tuple[int, int]  # a table, and a row of it


@dataclass(slots=True)
class Fit:
    """A claim with the entries that it may be about."""

    claim: Claim
    found: Found


class Table:
    """The values of one table of code or data, sorted by what is asked of them: each question looks at few of them."""

    def __init__(self, fits: list[Fit]) -> None:
        self._fits = fits
        self._rows: dict[int, list[Fit]] = {}
        self._fields: dict[str, list[Claim]] = {}
        self._places: dict[int, tuple[str, int]] = {}
        # The entries whose rates, where no format is named, are dense 16-bit matrix rates.
        self.sixteen = {
            fit.found.entries[0].id for fit in fits if unnamed(fit.claim) and is_right(fit.claim, fit.found.entries[0])
        }
        for fit in sorted(fits, key=lambda fit: fit.claim.stated.offset):
            same = self._fields.setdefault(fit.claim.field, [])
            self._places[id(fit.claim)] = fit.claim.field, len(same)
            same.append(fit.claim)
            if fit.claim.stated.value is not None:
                self._rows.setdefault(fit.claim.stated.value.row, []).append(fit)

    def row(self, claim: Claim) -> list[Fit]:
        """The values of a claim's row, with its own."""
        return self._rows[claim.stated.value.row] if claim.stated.value is not None else []

    def neighbours(self, claim: Claim) -> list[Claim]:
        """The claims about the same field right before and behind one, with which it may have been mixed up."""
        field, place = self._places[id(claim)]
        return self._fields[field][max(0, place - 1) : place + 2]

    def column(self, claim: Claim) -> list[Claim]:
        """The first claims about a claim's field; of a rate, about rates in whatever format."""
        if not claim.field.startswith("compute."):
            return self._fields.get(claim.field, [])[:_MOST_OTHERS]
        return [
            one for path, claims in self._fields.items() if path.startswith("compute.") for one in claims[:_MOST_OTHERS]
        ]

    def kept_by_others(self, claim: Claim) -> int:
        """How many other entries have the right figure in a claim's field."""
        others = {
            other.entity.id
            for other in self._fields[claim.field][:_MOST_OTHERS]
            if other.entity is not None and other.entity is not claim.entity and is_right(other, other.entity)
        }
        return len(others)

    @cached_property
    def _beside_tensor(self) -> Counter[str]:
        """In how many rows a key stands beside one that says the same of tensor cores: `fp16`, `fp16_tensor_core`."""
        found: Counter[str] = Counter()
        for row in self._rows.values():
            keys = {spoken(value.said("key")).lower() for fit in row if (value := fit.claim.stated.value) is not None}
            found.update(key for key in keys if any(other.startswith(f"{key} tensor") for other in keys))
        return found

    def has_tensor_rates_apart(self, claim: Claim) -> bool:
        """Whether most rows that have a claim's key have the rate of the tensor cores under another one."""
        value = claim.stated.value
        key = spoken(value.said("key")).lower() if value is not None else ""
        return self._beside_tensor[key] >= _LEAST_APART

    @cached_property
    def _memories(self) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for fit in self._fits:
            if fit.claim.field.startswith("memory."):
                found.setdefault(fit.found.entries[0].id, []).append(fit.claim)
        return found

    def memories(self, entry: Entry) -> list[Claim]:
        """The claims about the memory of an entry, in whatever rows."""
        return self._memories.get(entry.id, [])

    @cached_property
    def _conventions(self) -> tuple[Counter[str], Counter[str]]:
        sparse: Counter[str] = Counter()
        dense: Counter[str] = Counter()
        for fit in self._fits:
            entry, path = fit.found.entries[0], fit.claim.field
            if any(agreeing(fit.claim, value) for value in sparse_values(entry, path)):
                sparse[entry.id] += 1
            elif path.startswith("compute.matrix") and is_right(fit.claim, entry):
                dense[entry.id] += 1
        return sparse, dense

    def others(self, device: str) -> tuple[int, int]:
        """How many rates of the other devices are sparse, and how many are dense."""
        sparse, dense = self._conventions
        return sparse.total() - sparse[device], dense.total() - dense[device]


def mostly_vector(fits: list[Fit], sixteen: set[str], families: Families) -> bool:
    """Whether the rates of a table that names no format are those of vector pipes, as data bases of cards print."""
    open_ones = [fit for fit in fits if unnamed(fit.claim)]
    vector = {fit.found.entries[0].id for fit in open_ones if vector_rate(fit, families) is not None}
    return len(vector) >= (_LEAST_VECTOR if sixteen else _LEAST_VECTOR - 1) and len(vector) > 2 * len(sixteen)


def vector_rate(fit: Fit, families: Families) -> Spec | None:
    """The vector rate that a value states, of the device or, where only its family is named, of a variant."""
    for one in families.meant(fit.found):
        for path in ("compute.vector.fp16", "compute.vector.fp32"):
            spec: Spec | None = one.get(path)
            if spec is not None and agreeing(fit.claim, spec.value):
                return spec
    return None


def unnamed(claim: Claim) -> bool:
    said = claim.stated.meaning
    return said is not None and said.kind == "rate" and said.number_format is None


def is_right(claim: Claim, entry: Entry) -> bool:
    said = claim.stated.meaning
    path = field_of(said, entry) if said is not None else None
    if path is None:
        return False
    if any(agreeing(claim, value) for value in right_values(claim, entry, path)):
        return True
    return said_of_sparsity(claim)[0] and any(agreeing(claim, value) for value in sparse_values(entry, path))


def said_of_sparsity(claim: Claim) -> tuple[bool, bool]:
    """Whether the nearest words speak of sparse rates, and whether they are the key's own."""
    value = claim.stated.value
    for label in value.labels if value is not None else ():
        if label.role == "row" and _IN_A_NAME.search(label.words):
            return True, False  # ("H100 SXM (INT8, sparse)", 3958e12)
        if label.role in ("row", "condition", "file"):
            continue
        if _EITHER.search(label.words):
            return True, False
        if _DENSE.search(label.words):
            return False, False
        if _SPARSE.search(label.words):
            if label.role == "comment" and value is not None and _of_another_figure(label.words, value.number):
                continue  # 2.25e15  # 4.5 PFLOP/s with sparsity
            told = label.role == "comment" and value is not None and value.number == value.literal
            own = told and _WITH_SPARSITY.search(label.words) and not _OTHER_RATE.search(label.words)
            return True, label.role in ("key", "name", "unit") or bool(own)
    return False, False


def _of_another_figure(words: str, number: float) -> bool:
    """Whether words say of a figure of their own, with other digits than a number, that it is with sparsity."""
    found = _FIGURE_WITH_SPARSITY.search(words)
    if found is None:
        return False
    digits = log10(number / float(found["figure"].replace(",", "")))
    return abs(digits - round(digits)) > _SAME_DIGITS
