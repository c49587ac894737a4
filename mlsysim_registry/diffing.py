"""What changed between two versions of the data, in the field's terms: added, corrected, revised, re-sourced.

A revision is the vendor's: a figure that was official until a date. A correction is ours: we had it wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mlsysim_registry.files import KINDS

_PROOF = ("status", "cite", "at", "quote", "derive")


class Change(NamedTuple):
    """One change of an entry, or of one of its specs.

    what: added, removed, renamed (entries and specs); corrected, revised, changed (values; `changed` is one without
    `history:`), re-sourced (the same value with another proof).
    """

    what: str
    kind: str
    entity: str
    spec: str = ""
    old: str = ""
    new: str = ""
    why: str = ""


# The order in which a reader wants them.
WHATS = ("corrected", "revised", "changed", "removed", "renamed", "added", "re-sourced")


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Every change from one compiled registry to another, the gravest first."""
    changes = [change for kind in KINDS for change in _of_kind(kind, old, new)]
    return sorted(changes, key=lambda change: (WHATS.index(change.what), *change[1:4]))


def _of_kind(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = old.get(kind, {}), new.get(kind, {})
    moved = {was: now for was, now in new.get("redirects", {}).get(kind, {}).items() if was in before}
    for entity in after:
        origin = next((was for was, now in moved.items() if now == entity and was not in after), None)
        if origin is not None:
            yield Change("renamed", kind, entity, old=origin, new=entity)
        if entity in before or origin is not None:
            yield from changed_specs(kind, entity, before[origin or entity], after[entity])
        else:
            yield Change("added", kind, entity, new=str(after[entity].get("name", "")))
    for entity in before:
        if entity not in after and entity not in moved:
            yield Change("removed", kind, entity, old=str(before[entity].get("name", "")))


def changed_specs(kind: str, entity: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """The changes of one entry's specs."""
    old_specs, new_specs = before.get("specs", {}), after.get("specs", {})
    for path, new in new_specs.items():
        old = old_specs.get(path)
        if old is None:
            yield Change("added", kind, entity, path, new=_told(new))
        elif not same_value(old, new):
            record = former_record(after, path, old)
            what = "changed" if record is None else "corrected" if record.get("corrected") else "revised"
            why = "" if record is None else str(record.get("why", ""))
            yield Change(what, kind, entity, path, _told(old), _told(new), why)
        elif any(old.get(key) != new.get(key) for key in _PROOF):
            yield Change("re-sourced", kind, entity, path, _source(old), _source(new))
    for path, old in old_specs.items():
        if path not in new_specs:
            yield Change("removed", kind, entity, path, old=_told(old))


def same_value(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two compiled specs state the same quantity (to a rounding of the last bits) in the same direction."""
    if old["unit"] != new["unit"] or old.get("direction") != new.get("direction"):
        return False
    larger = max(abs(old["value"]), abs(new["value"]))
    return bool(abs(old["value"] - new["value"]) <= 1e-9 * larger)


def former_record(entry: Mapping[str, Any], path: str, old: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The record under `history` that tells of a spec's former value, or None."""
    for record in entry.get("history", {}).get(path, ()):
        if record["unit"] == old["unit"] and abs(record["value"] - old["value"]) <= 1e-9 * abs(old["value"]):
            return dict(record)
    return None


def _told(spec: Mapping[str, Any]) -> str:
    direction = spec.get("direction")
    return f"{spec['printed']}{f' ({direction})' if direction else ''}"


def _source(spec: Mapping[str, Any]) -> str:
    if "cite" in spec:
        return f"{spec['cite']}, {spec.get('at', '')}"
    return str(spec.get("derive") or spec["status"])
