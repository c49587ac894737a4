"""The registry as Python objects: light, lazy, read only.

>>> from mlsysim_registry import load
>>> load().find("MI300X")["memory.bandwidth"].printed
'5.3 TB/s'
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from mlsysim_registry.errors import (
    AmbiguousEntity,
    DataError,
    DirectionUnknown,
    UnknownEntity,
    UnknownSpec,
    did_you_mean,
)
from mlsysim_registry.files import KINDS
from mlsysim_registry.naming import NameTable, fold, name_table, spoken_names
from mlsysim_registry.storage import compiled

TYPE_CHECKING = False  # `typing` takes a fifth of the time in which one spec is read
if TYPE_CHECKING:
    from typing import Any

    from pint import Quantity as PintQuantity


class Spec:
    """One value of an entry, in base units, with its proof."""

    __slots__ = ("_raw", "entity", "path", "unit", "value")

    def __init__(self, entity: str, path: str, raw: Mapping[str, Any]) -> None:
        self.entity = entity
        self.path = path
        self.value: float = raw["value"]
        self.unit: str = raw["unit"]
        self._raw = raw

    @property
    def printed(self) -> str:
        """The value as the entry writes it: "5.3 TB/s"."""
        return str(self._raw["printed"])

    @property
    def status(self) -> str:
        """quoted, derived or estimated."""
        return str(self._raw["status"])

    @property
    def direction(self) -> str | None:
        """For a link rate: "one" or "both" directions."""
        return self._raw.get("direction")

    @property
    def cite(self) -> str | None:
        """The id of the citation that the quote stands in."""
        return self._raw.get("cite")

    @property
    def at(self) -> str | None:
        """Where in the source."""
        return self._raw.get("at")

    @property
    def quote(self) -> str | None:
        """The words of the source that show the value."""
        return self._raw.get("quote")

    @property
    def derive(self) -> str | None:
        """The expression over other specs that gives the value."""
        return self._raw.get("derive")

    @property
    def because(self) -> str | None:
        """Why a derivation or an estimate holds."""
        return self._raw.get("because")

    @property
    def per_direction(self) -> float:
        """A link rate in one direction, in base units.

        Raises DirectionUnknown where the spec does not say which directions it counts.
        """
        if self.direction == "one":
            return self.value
        if self.direction == "both":
            return self.value / 2
        raise DirectionUnknown(f"{self.entity} {self.path} does not say whether it counts one direction or both")

    @property
    def quantity(self) -> PintQuantity[Any]:
        """The value as a pint quantity of the registry's own unit registry."""
        from mlsysim_registry.units.pint_units import pint_expression, unit_registry

        number, _, unit = self.printed.replace(",", "").partition(" ")
        return unit_registry().Quantity(float(number), pint_expression(unit))

    def as_dict(self) -> dict[str, Any]:
        """The compiled form, as `export json` prints it."""
        return dict(self._raw)

    def __float__(self) -> float:
        return self.value

    def __repr__(self) -> str:
        return f"<Spec {self.entity} {self.path} = {self.printed} ({self.status})>"


class Entry:
    """One device, model, link, system, efficiency range, price list or grid."""

    __slots__ = ("_attributes", "_raw", "_specs", "id", "kind")

    def __init__(self, kind: str, entry_id: str, raw: Mapping[str, Any]) -> None:
        self.kind = kind
        self.id = entry_id
        self._raw = raw
        self._specs: dict[str, Spec] | None = None
        self._attributes: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """The name to print."""
        return str(self._raw.get("name") or self._raw.get("title") or self.id)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names, among them the ones that drivers report."""
        return tuple(map(str, self._raw.get("aliases") or ()))

    @property
    def default_for(self) -> tuple[str, ...]:
        """Names of families that mean this entry where no variant is named."""
        return tuple(map(str, self._raw.get("default_for") or ()))

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Everything of the entry that is not a spec."""
        if self._attributes is None:
            self._attributes = {key: value for key, value in self._raw.items() if key != "specs"}
        return self._attributes

    def printed_elsewhere(self, path: str) -> tuple[float, ...]:
        """What other documents print for a spec, and the registry does not stand by (`disputed`), in base units."""
        return tuple(float(record["value"]) for record in self.attributes.get("disputed", {}).get(path, ()))

    @property
    def specs(self) -> Mapping[str, Spec]:
        """Every spec by its dotted path."""
        if self._specs is None:
            self._specs = {path: Spec(self.id, path, raw) for path, raw in self._raw.get("specs", {}).items()}
        return self._specs

    def get(self, path: str, default: Spec | None = None) -> Spec | None:
        """The spec at a dotted path, or `default`."""
        return self.specs.get(path, default)

    def __getitem__(self, path: str) -> Spec:
        spec = self.specs.get(path)
        if spec is None:
            message = f"{self.id} has no spec `{path}`.{did_you_mean(path, self.specs)}"
            raise UnknownSpec(f"{message} It has: {', '.join(self.specs)}.")
        return spec

    def __contains__(self, path: object) -> bool:
        return path in self.specs

    def __repr__(self) -> str:
        return f"<Entry {self.kind} {self.id}: {len(self.specs)} specs>"


class Table(Mapping[str, Entry]):
    """The entries of one kind by id; each is built when it is asked for. A former id leads to the present one."""

    __slots__ = ("_entries", "_raw", "kind", "redirects")

    def __init__(self, kind: str, raw: Mapping[str, Any], redirects: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self._raw = raw
        self.redirects = redirects or {}
        self._entries: dict[str, Entry] = {}

    def __getitem__(self, entry_id: str) -> Entry:
        entry_id = self.redirects.get(entry_id, entry_id)
        if entry_id not in self._entries:
            if entry_id not in self._raw:
                raise UnknownEntity(f"no entry `{entry_id}` under {self.kind}.{did_you_mean(entry_id, self._raw)}")
            self._entries[entry_id] = Entry(self.kind, entry_id, self._raw[entry_id])
        return self._entries[entry_id]

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._raw

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Registry:
    """All entries of one version of the data."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.version: str = raw.get("version", "")
        self.digest: str = raw.get("digest", "")
        self._tables = {
            kind: Table(kind, raw.get(kind, {}), raw.get("redirects", {}).get(kind)) for kind in (*KINDS, "citations")
        }
        self._names: NameTable | None = None

    accelerators = property(lambda self: self._tables["accelerators"])
    models = property(lambda self: self._tables["models"])
    interconnects = property(lambda self: self._tables["interconnects"])
    systems = property(lambda self: self._tables["systems"])
    efficiency = property(lambda self: self._tables["efficiency"])
    prices = property(lambda self: self._tables["prices"])
    grids = property(lambda self: self._tables["grids"])
    facilities = property(lambda self: self._tables["facilities"])
    reliability = property(lambda self: self._tables["reliability"])
    citations = property(lambda self: self._tables["citations"])

    def table(self, kind: str) -> Table:
        """The entries of one kind, by its folder name."""
        if kind not in self._tables:
            known = ", ".join(self._tables)
            raise UnknownEntity(f"no kind `{kind}`.{did_you_mean(kind, self._tables)} Kinds: {known}.")
        return self._tables[kind]

    def device_of(self, entry: Entry | None) -> Entry | None:
        """The accelerator that a system holds; None for what is no system, and where the registry lacks it."""
        if entry is None or entry.kind != "systems":
            return None
        return self._tables["accelerators"].get(str(entry.attributes.get("device") or ""))

    def entries(self) -> Iterator[Entry]:
        """Every entry of every kind (citations are not entries)."""
        for kind in KINDS:
            yield from self._tables[kind].values()

    def names(self) -> NameTable:
        """Folded name -> the [kind, id] pairs that answer to it."""
        if self._names is None:
            self._names = self.raw.get("names") or name_table(self.raw)
        return self._names

    def find(self, name: str, kind: str | None = None) -> Entry:
        """The entry that a name, id or alias means, whatever its case and hyphens.

        Raises UnknownEntity with the nearest names, AmbiguousEntity where several entries answer.
        """
        holders = [holder for holder in self.names().get(fold(name), ()) if kind is None or holder[0] == kind]
        if not holders:
            where = f" under {kind}" if kind else ""
            raise UnknownEntity(f"no entry is called `{name}`{where}.{did_you_mean(name, self._spellings())}")
        if len(holders) > 1:  # an id written out is meant as it stands
            holders = [holder for holder in holders if holder[1] == name] or holders
        if len(holders) > 1:
            choices = ", ".join(f"{entry_id} ({kind_})" for kind_, entry_id in holders)
            raise AmbiguousEntity(f"`{name}` may mean {choices}: use the id")
        found_kind, entry_id = holders[0]
        return self._tables[found_kind][entry_id]

    def _spellings(self) -> list[str]:
        return [name for entry in self.entries() for name in spoken_names(entry.id, entry._raw)]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._tables[kind])} {kind}" for kind in KINDS)
        return f"<Registry {self.version}: {counts}>"


_loaded: dict[str, Registry] = {}


def load(version: str | None = None, path: str | os.PathLike[str] | None = None) -> Registry:
    """The registry: this installation's, or the one below the folder `path`; with `version`, that release of it.

    Raises DataError where there is none, where that version was not released, or where its file has been changed.
    """
    root = os.path.abspath(os.fspath(path)) if path is not None else None
    if root is not None and not os.path.isdir(os.path.join(root, "registry")):
        raise DataError(f"{root} has no registry/ folder")
    key = root or ""
    if key not in _loaded:
        _loaded[key] = Registry(compiled(root))
    registry = _loaded[key]
    if version is None or version == registry.version:
        return registry
    if f"{key}@{version}" not in _loaded:
        from mlsysim_registry.releases import frozen

        _loaded[f"{key}@{version}"] = Registry(frozen(version, root))
    return _loaded[f"{key}@{version}"]
