"""The variants that share a name, and which of them the words around the name leave."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.found import Found
from mlsysim_validators.sources.values.name_asides import without_architecture
from mlsysim_validators.sources.values.qualifiers import (
    QUALIFIER,
    Qualifier,
    are_of_a_module,
    bare_sizes,
    fits,
    fits_all,
    is_of_this_size_only,
    qualifiers,
)

_BARE_NAME = regex(r"[^a-z0-9]|nvidia|tesla|amd|instinct")
_CORES = regex(r"(?<![A-Za-z0-9.])(?P<count>\d{1,3})[ -]?(?:gpu[ -])?cores?\b", re.IGNORECASE)


class Families:
    """The families of a registry's entries."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._found: dict[str, dict[str, list[Entry]]] = {}

    def of(self, entry: Entry) -> list[Entry]:
        """The variants that share a family name with an entry."""
        families = self._found.get(entry.kind)
        if families is None:
            families = self._found[entry.kind] = defaultdict(list)
            for other in self._registry.table(entry.kind).values():
                families[family_name(other)].append(other)
        return families[family_name(entry)]

    def meant(self, found: Found) -> list[Entry]:
        """The entry that a value speaks of; where it names only a family, with the variants behind it."""
        first = found.entries[0]
        return [first, *self.of(first)] if found.assumed else [first]

    def variant(self, entry: Entry, name: str, assumed: bool, around: str, comment: str) -> Found:
        """The variant that the words around a name speak of; a comment says more of a family's name only."""
        around = without_architecture(around, entry)
        named = [one for one in qualifiers(name) if one["form"] or (one["model"] and fits(entry, one))]
        found = self._with_cores(entry, name, around)
        if found is not None:
            return found
        wanted = self._wanted(entry, named, around, comment if assumed else "")
        only = self._of_one_size(entry, [*named, *wanted])
        if only is not None:
            return Found((only,), only.name)
        if not fits_all(entry, wanted):
            return self._another(entry, name, assumed, named, wanted)
        if entry.kind == "systems":
            device = self._registry.device_of(entry)
            return Found((entry, device) if device is not None else (entry,), name, False)
        return self._itself(entry, name, assumed, wanted)

    def _with_cores(self, entry: Entry, name: str, around: str) -> Found | None:
        """The chip with fewer cores, where the words around a name count them."""
        cores, most = _CORES.search(around), entry.get("cores.gpu")
        if cores is None or most is None or most.value == float(cores["count"]):
            return None
        fewer = next((other for other in self.of(entry) if other.id == f"{entry.id}-{cores['count']}-core"), None)
        return Found((fewer,), fewer.name) if fewer else Found((), why=f"the registry has no {name} with {cores[0]}")

    def _wanted(self, entry: Entry, named: list[Qualifier], around: str, comment: str) -> list[Qualifier]:
        """What the words around a name say of the variant, and a comment where it says one thing only."""
        wanted = qualifiers(around)
        if are_of_a_module(named):  # "H100 SXM PCIe": how it is attached
            wanted = [one for one in wanted if (one["form"] or "").lower() != "pcie"]
        if not any(one["size"] for one in wanted):
            bare = self._telling_sizes(entry, around)
            wanted += bare if len(self._fitting(entry, [*named, *wanted, *bare])) == 1 else []
        said = [one for one in qualifiers(comment) if not one["model"]]
        for group in ("form", "size"):
            if len({one[group].lower() for one in said if one[group]}) == 1:
                wanted += [one for one in said if one[group]][:1]
        return wanted

    def _telling_sizes(self, entry: Entry, around: str) -> list[Qualifier]:
        """Numbers without a unit that are the memory of some variants of a family and not of others: a100-pcie-40."""
        said = bare_sizes(around)
        family = self.of(entry) if said else []
        return [one for one in said if 0 < sum(fits(other, one) for other in family) < len(family)]

    def _of_one_size(self, entry: Entry, said: list[Qualifier]) -> Entry | None:
        """The smaller chip under a name that is sold in several sizes, where it alone has the one that is said."""
        if "up to" not in entry.name:
            return None
        smaller = [other for other in self.of(entry) if re.match(rf"{re.escape(entry.id)}-\d", other.id)]
        only = [other for other in smaller if is_of_this_size_only(other, said)]
        return only[0] if len(only) == 1 else None

    def _itself(self, entry: Entry, name: str, assumed: bool, wanted: list[Qualifier]) -> Found:
        """The entry that a name means, with those of its family that have the size which is said."""
        said = [*wanted, *qualifiers(name)]
        sizes = [one for one in said if one["size"]]
        alike = self._fitting(entry, sizes)
        specific = any(one["form"] for one in said) or (bool(sizes) and len(alike) < 2)
        left_open = assumed or (bool(sizes) and len(alike) > 1 and _is_of_a_family(name, entry))
        return Found((entry,), name, left_open and not specific, variants=tuple(alike) if sizes else ())

    def _another(
        self, entry: Entry, name: str, assumed: bool, named: list[Qualifier], wanted: list[Qualifier]
    ) -> Found:
        """The variant that is wanted, where that is not the entry which a name means by itself."""
        family = self._fitting(entry, [*named, *wanted])
        if len(family) == 1:
            return Found((family[0],), family[0].name, False)
        if family and assumed and all(one["size"] for one in wanted):  # A100 40GB, of either form
            return Found((family[0],), name, True, variants=tuple(family))
        asked = " ".join(dict.fromkeys(one.group() for one in wanted))
        return Found((), why=f"the registry has no {name} {asked}")

    def _fitting(self, entry: Entry, said: Iterable[Qualifier]) -> list[Entry]:
        return [other for other in self.of(entry) if fits_all(other, said)]


def family_name(entry: Entry) -> str:
    """What variants share: nvidia/a100 of nvidia/a100-sxm-80gb, nvidia/rtx-a6000, google/tpu-v5e."""
    vendor, _, name = entry.id.partition("/")
    parts = name.split("-")
    numbered = next((index for index, part in enumerate(parts) if any(map(str.isdigit, part))), 0)
    return f"{vendor}/{'-'.join(parts[: numbered + 1])}"


def _is_of_a_family(name: str, entry: Entry) -> bool:
    """Whether a name is that of a family with a memory size and no more: "V100 16GB"."""
    own = _BARE_NAME.sub("", QUALIFIER.sub(" ", name).casefold())
    return own == _BARE_NAME.sub("", family_name(entry).partition("/")[2])
