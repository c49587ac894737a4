"""What a holding states: one figure of one device, model or grid."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.naming import fold
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.names.entities import EntityFinder

_SPACED = re.compile(r"\s*/\s*")
_JOINED = re.compile(r"(?<=[A-Za-z])v(?=\d)|_|(?<=[a-z])(?=\d)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One value: whose (as the holding calls it), which field it may be, what is printed, and where."""

    holder: str
    paths: tuple[str, ...]  # the spec paths that the value may state, the likeliest first
    printed: str
    value: float  # in base units
    reading: Reading
    factor: float
    place: str
    kind: str = "accelerators"
    direction: str = ""  # of a link rate: one or both, "" where the holding does not say


@dataclass(slots=True)
class Holding:
    """Everything that is compared of one holding, and whom its names mean in the registry."""

    name: str
    version: str
    figures: list[Figure] = field(default_factory=list)
    entities: dict[tuple[str, str], Entry] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)


def figure(
    holder: str,
    paths: Iterable[str],
    text: str,
    place: str,
    *,
    kind: str = "accelerators",
    direction: str = "",
    dimension: Dimension | None = None,
) -> Figure | None:
    """A figure from a printed quantity ("989.0 TFLOPs / s", "80 GiB", "32"); None where it cannot be read."""
    found = readings(_SPACED.sub("/", str(text).strip()))
    if not found or found[0].start != 0:
        return None
    reading = found[0]
    unit = next((unit for unit in reading.units if dimension is None or unit.dimension == dimension), reading.units[0])
    return Figure(
        holder, tuple(paths), str(text), reading.value * unit.factor, reading, unit.factor, place, kind, direction
    )


# What may stand before a device's name without making it another one.
_MAKES = frozenset(("nvidia", "amd", "intel", "google", "aws", "amazon", "apple", "qualcomm", "huawei", "cloud")) | {
    "tesla",
    "radeon",
    "instinct",
    "geforce",
    "quadro",
    "accelerator",
}


class Names:
    """From the names of a holding to entries of the registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._finder = EntityFinder(registry)

    def entry(self, kind: str, *names: str) -> Entry | None:
        """The entry that one of several names means: as a whole first, then what it begins with."""
        table = self._registry.table(kind)
        known = self._registry.names()
        for name in names:
            # What stands in brackets is a device's form, but a model's size: MobileNetV2 (alpha 0.5).
            plain = name if kind == "models" else name.partition("(")[0].strip()
            for spelled in (name, _JOINED.sub(" ", name), plain):
                for holder_kind, entry_id in known.get(fold(spelled), ()):
                    if holder_kind == kind:
                        return table[entry_id]
        for name in names:
            for spelled in (name, _JOINED.sub(" ", name)):
                mentions = [m for m in self._finder.mentions(spelled) if m.entry.kind == kind]
                if mentions and mentions[-1].end == len(spelled) and len({m.entry.id for m in mentions}) == 1:
                    before = spelled[: mentions[0].start].casefold().split()
                    if set(before) <= _MAKES:  # an "Arc Pro A40" is not NVIDIA's A40
                        return mentions[0].entry
        return None
