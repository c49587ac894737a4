"""Slips that authors make: a wrong value for a figure, and the names of the reason that a report may give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from facts import Figure, Thing, value_of

from mlsysim_registry.data import Registry

_FACTOR_RULES = {
    10.0: "power-of-ten",
    0.1: "power-of-ten",
    1000.0: "power-of-ten",
    8.0: "bits-for-bytes",
    2.0: "twice",
    0.5: "half",
}
_DATA = ("memory.", "tiers.", "links.")
_ODD = 1.13
# What twice or half a value may be as well.
_AS_WELL = {"system", "sparse-for-dense", "per-die", "format", "variant", "superseded", "vector-for-matrix"}


class Slip(NamedTuple):
    """A wrong value, in base units, and the reasons that explain it."""

    sort: str
    value: float
    reasons: frozenset[str]


def slips_for(thing: Thing, figure: Figure, others: list[Thing], registry: Registry) -> Iterator[Slip]:
    """Every slip that a figure admits, without those that would state something right."""
    right = value_of(thing, figure)
    assert right is not None
    entry = thing.entry
    known = [
        right,
        *(r["value"] for shelf in ("disputed",) for r in entry.attributes.get(shelf, {}).get(figure.path, ())),
    ]
    for slip in _all(thing, figure, others, registry, right):
        if all(abs(slip.value / value - 1) > 0.03 for value in known):
            yield slip


def _all(thing: Thing, figure: Figure, others: list[Thing], registry: Registry, right: float) -> Iterator[Slip]:
    entry, path = thing.entry, figure.path
    if path.startswith("compute.matrix."):
        for pipe, name in (("matrix_sparse", "sparse-for-dense"), ("vector", "vector-for-matrix")):
            spec = entry.get(path.replace("matrix", pipe))
            if spec is not None:
                yield Slip(name, spec.value, frozenset({name, "format", "superseded"}))
    if path.startswith("links.") and ("direction" in figure.labels[0]):
        yield Slip("direction", right * 2, frozenset({"direction"}))
    for record in entry.attributes.get("history", {}).get(path, ()):
        if figure.share == 1.0:
            yield Slip("superseded", record["value"], frozenset({"superseded"}))
    if entry.kind == "accelerators" and not path.startswith("links."):
        family = entry.id.partition("-")[0]
        for other in registry.table("accelerators").values():
            spec = other.get(path)
            if (
                spec is not None
                and other.id != entry.id
                and other.id.partition("-")[0] == family
                and path == "memory.bandwidth"
            ):
                yield Slip("variant", spec.value, frozenset({"variant", "superseded"}))
    for factor, rule in _FACTOR_RULES.items():
        if rule == "bits-for-bytes" and not path.startswith(_DATA):
            continue
        if path.startswith("links.") and rule in ("twice", "half"):
            continue
        yield Slip(
            rule,
            right * factor,
            frozenset({rule, "copied", "swapped"} | (_AS_WELL if rule != "power-of-ten" else set())),
        )
    for other in others:
        theirs = value_of(other, figure)
        if other is not thing and theirs is not None and entry.kind == "accelerators":
            yield Slip(
                "copied",
                theirs,
                frozenset(
                    {
                        "copied",
                        "swapped",
                        "variant",
                        "superseded",
                        "power-of-ten",
                        "twice",
                        "half",
                        "system",
                        "sparse-for-dense",
                        "format",
                        "per-die",
                        "bits-for-bytes",
                    }
                ),
            )
    yield Slip("different", right * _ODD, frozenset({"different", "variant", "binary-prefix", "superseded", "system"}))
