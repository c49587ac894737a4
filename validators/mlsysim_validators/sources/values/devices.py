"""Whose a value of code or data is: the names in its keys, conditions, rows and comments, down to the variant."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.variants import says_size
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Label, Value
from mlsysim_validators.sources.values.name_asides import behind, with_super, without_architecture, without_brackets
from mlsysim_validators.sources.values.words import spoken

_KINDS = ("accelerators", "systems", "interconnects")
_MODULE = AnyCase(r"sxm|oam")
_FORMS = "sxm|pcie|nvl|oam|fhhl|mxm|sff"
_MODELS = "super|ti|nx|laptop|mobile|notebook|max ?-?q|ada|ultra|lite|cn|se|max|pro|workstation|server|blackwell"
_VARIANT = regex(
    rf"(?<![a-z0-9])(?:(?P<form>{_FORMS})\d{{0,2}}|(?P<model>{_MODELS})|(?P<size>\d{{2,3}}) ?-?gi?b?)"
    r"(?![a-z0-9]|/s)",
    re.IGNORECASE,
)
# What is written like the name of a device, so that the words further away do not name another one.
_SHAPES = (
    r"g?[abhlptv]\d{1,3}[a-z]{0,2}", r"g[bh]\d{3}", r"h\d{3}", r"mi\d{2,3}[a-z]?", r"k\d0", r"rtx[ _-]?\w*",
    r"gtx[ _-]?\w*", r"tpu[ _-]?v?\w*", r"gaudi[ _-]?\d?", r"trn\d", r"inf\d", r"ascend\w*", r"910b?\w*",
    r"titan\w*", r"quadro\w*",
    r"radeon\w*", r"[1-9]0[5-9]0", r"m[1-5] (?:pro|max|ultra)", 
    r"[a-z]{1,4}\d{2,4}[a-z]{0,4}", r"mtt\w+", r"xeon\w*", r"epyc\w*", r"cpu", r"hbm",
    r"jetson\w*", r"orin", r"thor", r"groq\w*", r"cerebras\w*",
    r"[ln]pu(?! (?:mem|bw|bandw))", r"max 1[15]50", r"pvc", r"arc \w\d+",
)  # fmt: skip
_LIKE_A_DEVICE = regex(rf"(?<![a-z0-9])(?:{'|'.join(_SHAPES)})(?![a-z0-9])", re.IGNORECASE)
_NOT_A_DEVICE = AnyCase(
    r"(?:l[123]|v\d|p\d|hbm\w*|[bt]?fp?\d+\w*|u?int\d+|[isu]\d+|e\dm\d\w*|sm\d+|gfx\d+|gen\d|pcie\w*|x\d+|float\d+\w*|"
    r"bfloat\d+|tfloat\d+|w\d+a\d+|sxm\d|g?ddr\d\w*|nvl\w*|tp\d+|bs\d+|cuda\d+|cu\d+)\Z"
)
_NEAR = ("key", "row", "condition")
_RANKS = {
    "key": 0,
    "row": 0,
    "condition": 0,
    "heading": 2,
    "about": 2,
    "beside": 2,
    "described": 2,
    "folder": 3,
    "file": 2,
}  # a remark on a field tells of an example
# "a2-highgpu-1g" is a machine to rent
_INSTANCE = regex(
    r"\b[a-z]\d[a-z]?-(?:(?:high|ultra|mega|edge)gpu|standard|highcpu|highmem)(?:-\w+)*(?![a-z0-9])", re.IGNORECASE
)
_CAMEL = regex(r"(?<=\Ak)(?=[A-Z])|(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]+\d)")
_MAKER = regex(r"(?<![A-Za-z0-9])(?:Nvidia|NVIDIA|Amd|AMD|Google|Intel|Model|Gpu|GPU|Device)(?=[A-Z]+\d)")
_BARE_NAME = regex(r"[^a-z0-9]|nvidia|tesla|amd|instinct")
_SHORT_KEY = regex(r"(?<![A-Za-z0-9])[a-z]\d{1,3}[a-z]?(?![A-Za-z0-9])")
_GEFORCE = regex(r"(?<![A-Za-z0-9])(?:rtx[ -]?)?([2345]0[5-9]0)[ -]?(ti|super)?(?![A-Za-z0-9])", re.IGNORECASE)
_BARE = regex(r"(?<![A-Za-z0-9.])\d{2,3}(?![A-Za-z0-9.]|[ -]?(?:gpu )?cores?\b)", re.IGNORECASE)
_A_MODEL_NUMBER = regex(r"(?!19|20)[1-9]\d{3}\Z")  # contains("6800"), no year
_PLURAL = regex(r"(?<=\d)s\b(?=\W|\Z)")  # a row is about one device: "V100s" is the V100S
_CORES = regex(r"(?<![A-Za-z0-9.])(?P<count>\d{1,3})[ -]?(?:gpu[ -])?cores?\b", re.IGNORECASE)
_LONGEST_PART = 8  # of a name's second half
_MOST_WORDS = 4
_LONGEST_HEADING, _NEAR_THE_HEAD = 100, 40  # characters
_SIZE_SLACK, _JUST = 0.03, 0.01
_BETWEEN_DEVICES = ("nvlink-", "infinity-fabric", "neuronlink", "tpu-ici")
_OF_LINKS = AnyCase(r"link|interconnect|fabric|network|topology")
_DESCRIBES = AnyCase(r"(?:desc(?:ription)?|summary|notes?|about|tagline)\Z")
_A_DIE = AnyCase(r"\bdie\Z")
_OF_ONE_PORT = AnyCase(r"\b(?:per|each|one|single) (?:link|port|lane)|\blane|\bport\b")
_MANY = 1.7  # times a device's memory: that of several, perhaps
_SLICED = AnyCase(r"\bmig\b|\d ?g[. ]\d|vgpu")  # a part of a device


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


class Devices:
    """Finds the entries of values."""

    def __init__(self, finder: EntityFinder, registry: Registry) -> None:
        self._finder = finder
        self.registry = registry
        self._families: dict[str, dict[str, list[Entry]]] = {}

    def of(self, value: Value) -> Found:
        """The entries that a value is about."""
        comment = " ".join(label.words for label in value.labels if label.role in ("comment", "above"))
        conditions = [label for label in value.labels if label.role == "condition"]
        done = False
        # What a number is filed under says whose it is; a remark may speak of another: "H200": 989, # same die as H100
        for label in sorted(value.labels, key=lambda label: _RANKS.get(label.role, 1)):
            if label.role == "condition":
                if not done:
                    done = True
                    found = self._conditions(conditions, comment)
                    if found is not None:
                        return found
                continue
            if label.role == "page" or (label.role == "row" and self._names_a_part(label, value)):
                continue
            if label.role == "key" and self._names_its_link(label, value):
                continue
            found = self._label(label, comment)
            if found is None or not found.entries:
                found = self._completed(label, value, comment) or found
            if found is not None:
                return found
            if label.role == "key" and _A_MODEL_NUMBER.match(label.words):
                return Found((), why=f"`{label.words}` is not in the registry")
        return Found((), why="no device of the registry is named near it")

    def _names_a_part(self, row: Label, value: Value) -> bool:
        """Whether the names within a record are those of a link only, where the record stands under a device's name:
        `"V100": {"memory": "900 GB/s", "gpu_link": "NVLink 2.0"}`; or that of its chip: "GH100 Die"."""
        within = self._kinds_in(row.words)
        if not within and _A_DIE.search(row.words):
            return any(
                self._kinds_in(_as_sold(label.words))
                for label in value.labels
                if label is not row and label.role in _NEAR
            )
        if within == {"interconnects"} and _DESCRIBES.match(
            value.said("key")
        ):  # {"title": "NVLink 5", "desc": "1.8 TB/s"}
            return not _OF_ONE_PORT.search(value.said("unit"))
        if within != {"interconnects"}:
            return False
        over = itertools.dropwhile(lambda label: label is not row, value.labels)
        for key in (label.words for label in over if label.role == "key"):
            if self._kinds_in(_as_sold(key)) - within:
                return True
            if _OF_LINKS.search(key):
                return False  # "A100": {"links": {"name": "NVLink3", ...}}
        return False

    def _names_its_link(self, key: Label, value: Value) -> bool:
        """Whether a key names the link between devices of one that is named above it: `"H100": {"nvlink4_gbs": 900}`.

        A key that speaks of one port is of the link itself.
        """
        if _OF_ONE_PORT.search(spoken(key.words)):
            return False
        named = [mention.entry for mention in self._finder.mentions(key.words) if mention.entry.kind in _KINDS]
        if not named or not all(entry.id.startswith(_BETWEEN_DEVICES) for entry in named):
            return False
        over = itertools.dropwhile(lambda label: label is not key, value.labels)
        return any(
            label is not key and label.role in _NEAR and self._kinds_in(_as_sold(label.words)) & {"accelerators"}
            for label in over
        )

    def _heads(self, words: str) -> bool:
        """Whether a name of a device stands near the beginning of some words."""
        return any(mention.start < _NEAR_THE_HEAD for mention in self._finder.mentions(words))

    def _kinds_in(self, words: str) -> set[str]:
        return {mention.entry.kind for mention in self._finder.mentions(words) if mention.entry.kind in _KINDS}

    def _conditions(self, labels: list[Label], comment: str) -> Found | None:
        labels = [label for label in labels if self._speaks_of_a_device(label.words)]
        outer = " ".join(label.words for label in reversed(labels))
        several = [outer, *(other for label in labels if len(labels) == 1 for other in label.alternatives)]
        entries: list[Entry] = []
        last: Found | None = None
        for words in several:
            found = self._named(words, comment, near=True)
            if found is not None:
                last = found
                entries += found.entries
        if not entries:
            return last
        entries = list(dict.fromkeys(entries))
        return Found(tuple(entries), outer, any(entry.attributes.get("default_for") for entry in entries))

    def _speaks_of_a_device(self, words: str) -> bool:
        named = any(mention.entry.kind in _KINDS for mention in self._finder.mentions(words))
        return named or bool(_VARIANT.search(words) or _LIKE_A_DEVICE.search(words))

    def _label(self, label: Label, comment: str) -> Found | None:
        if label.role in ("unit", "format"):
            return None
        if label.role == "folder" and not self.is_a_name(label.words):
            return None
        if label.role == "heading" and len(label.words) > _LONGEST_HEADING and not self._heads(label.words):
            return None  # a comment that explains, and names one device among other things
        found = self._named(label.words, comment if label.role != "comment" else "", near=label.role in _NEAR)
        if found is None and label.role == "name":
            return self._named(spoken(label.words), comment, near=False)  # class A100SXMConfig
        return found

    def is_a_name(self, words: str) -> bool:
        """Whether some words are a device's name and nothing else, but its form and its memory size."""
        mentions = self._finder.mentions(words)
        if len(mentions) != 1 or mentions[0].entry.kind not in ("accelerators", "systems"):
            return False
        around = words[: mentions[0].start] + " " + words[mentions[0].end :]
        return re.search(r"[a-z0-9]", _VARIANT.sub("", around), re.IGNORECASE) is None

    def link(self, value: Value) -> Entry | None:
        """The link that a value's key names: `IB_NDR_PER_DIR`, `"pcie-gen5-x16"`."""
        for label in value.labels:
            if label.role in ("key", "row"):
                named = {
                    one.entry.id: one.entry for one in self._finder.mentions(label.words) if one.entry.kind in _KINDS
                }
                if named:
                    only = next(iter(named.values()))
                    return only if len(named) == 1 and only.kind == "interconnects" else None
        return None

    def _completed(self, label: Label, value: Value, comment: str) -> Found | None:
        """What a key is with the name of its table before it: `TPU = {"v5e": ...}`."""
        if label.role not in ("key", "row") or len(label.words) > _LONGEST_PART or label.words.isdigit():
            return None  # of what a plain number is the version, its table may only hint at
        for name in value.labels:
            if name is not label and name.role in ("name", "key") and name.words:
                for part in dict.fromkeys((name.words, *_words_of(name.words))):
                    words = f"{part} {label.words}"
                    whole = (m for m in self._finder.mentions(words) if m.start < len(part) and m.end == len(words))
                    if any(m.entry.kind in _KINDS for m in whole):  # "v6e-4" is many of them
                        return self._named(words, comment, near=True)
        return None

    def _named(self, words: str, comment: str, near: bool) -> Found | None:
        words = _INSTANCE.sub(" ", words)
        words = with_super(words) if near else words
        mentions = [m for m in self._finder.mentions(words) if m.entry.kind in _KINDS]
        if not mentions and near and (found := self._of_another_board(words)) is not None:
            return found
        if not mentions and near:
            words = _as_sold(words)
            mentions = [m for m in self._finder.mentions(words) if m.entry.kind in _KINDS]
        if near and any(mention.assumed and mention.name.endswith("s") for mention in mentions):
            single = [m for m in self._finder.mentions(_PLURAL.sub("S", words)) if m.entry.kind in _KINDS]
            mentions = single if any(not one.assumed for one in single) else mentions
        mentions = [m for m in mentions if m.entry.kind == mentions[0].entry.kind]
        if not mentions and near and (found := self._of_another_board(words)) is not None:
            return found
        if not mentions and near and (found := self._of_an_odd_size(words, comment)) is not None:
            return found
        if not mentions:
            alike = _LIKE_A_DEVICE.finditer(words.replace("_", " ")) if near else ()
            like = next((match for match in alike if not _NOT_A_DEVICE.match(match.group())), None)
            if like is not None:
                return Found((), why=f"`{like.group()}` is not in the registry")
            return None
        exact = [m for m in mentions if not m.assumed]
        if len({m.entry.id for m in exact}) == 1 and {_family(m.entry) for m in mentions} == {_family(exact[0].entry)}:
            mentions = exact  # "h100", NVIDIA H100 NVL
        if len({mention.entry.id for mention in mentions}) > 1:
            # A sentence about several devices does not say whose the number is.
            return Found((), why="several devices are named beside it") if near else None
        mention = mentions[0]
        other = behind(words, mention, near=near)
        if other:
            return Found((), why=other)
        around = f"{words[: mention.start]} | {words[mention.end :]}"
        found = self._variant(mention.entry, mention.name, mention.assumed, around, comment)
        return found if found.entries or not near else self._of_an_odd_size(words, comment) or found

    def _of_another_board(self, words: str) -> Found | None:
        """Nobody, where a name goes on as that of another board than the registry has: "RTX 3050 OEM"."""
        other = next((one for one in self._finder.strangers(words) if one.of_another_board), None)
        return Found((), why=f"`{other.name}` is another board, perhaps: the registry has none") if other else None

    def _of_an_odd_size(self, words: str, comment: str) -> Found | None:
        """Whom a name means whose memory size nobody of its family has: `"b100-80gb"`. None for a part of a device's
        memory, or several devices', and for families that are sold in many sizes."""
        sizes = {match.group(): match for match in _VARIANT.finditer(words) if match["size"]}
        if len({match["size"] for match in sizes.values()}) != 1 or _SLICED.search(words):
            return None
        for written in sizes:
            words = words.replace(written, " ")
        if not any(mention.entry.kind == "accelerators" for mention in self._finder.mentions(words)):
            return None
        found = self._named(words, comment, near=True)
        size = next(iter(sizes.values()))
        if found is None or len(found.entries) != 1 or found.entries[0].attributes["class"] != "datacenter":
            return None
        family = self.family(found.entries[0])
        forms = [match for match in _VARIANT.finditer(found.name) if match["form"]]
        family = [other for other in family if all(_fits(other, form) for form in forms)]
        if any(_has_just(other, size) or _says_of_its_memory(other, size) for other in family):
            return found
        capacities = [spec.value for other in family if (spec := other.get("memory.capacity")) is not None]
        parts = (capacity / 1e9 / float(size["size"]) for capacity in capacities)
        if any(abs(part - round(part)) <= _SIZE_SLACK or 1 / part > _MANY for part in parts):
            return None
        return found._replace(odd_size=f"{size['size']} GB")

    def _variant(self, entry: Entry, name: str, assumed: bool, around: str, comment: str) -> Found:
        """The variant that the words around a name speak of."""
        around = without_architecture(around, entry)
        wanted = list(_VARIANT.finditer(around))
        named = [
            match for match in _VARIANT.finditer(name) if match["form"] or (match["model"] and _fits(entry, match))
        ]
        if any(_MODULE.match(match["form"] or "") for match in named):  # "H100 SXM PCIe": how it is attached
            wanted = [match for match in wanted if (match["form"] or "").lower() != "pcie"]
        cores = _CORES.search(around)
        most = entry.get("cores.gpu")
        if cores is not None and most is not None and most.value != float(cores["count"]):
            fewer = [other for other in self.family(entry) if other.id == f"{entry.id}-{cores['count']}-core"]
            if not fewer:
                return Found((), why=f"the registry has no {name} with {cores[0]}")
            return Found((fewer[0],), fewer[0].name)
        if not any(match["size"] for match in wanted):
            bare = self._bare_sizes(entry, around)
            wanted += bare if len(self._fitting(entry, [*named, *wanted, *bare])) == 1 else []
        said = [match for match in _VARIANT.finditer(comment) if not match["model"]]
        for group in ("form", "size"):
            if len({match[group].lower() for match in said if match[group]}) == 1 and assumed:
                wanted += [match for match in said if match[group]][:1]
        if "up to" in entry.name:
            fewer = [other for other in self.family(entry) if re.match(rf"{re.escape(entry.id)}-\d", other.id)]
            only = [other for other in fewer if _is_of_this_size_only(other, [*named, *wanted])]
            if len(only) == 1:
                return Found((only[0],), only[0].name)
        conflicts = [match for match in wanted if not _fits(entry, match)]
        if not conflicts and entry.kind == "systems":
            device = self.registry.device_of(entry)
            return Found((entry, device) if device is not None else (entry,), name, False)
        if not conflicts:
            said_of_it = [*wanted, *_VARIANT.finditer(name)]
            sizes = [match for match in said_of_it if match["size"]]
            alike = [other for other in self.family(entry) if all(_fits(other, match) for match in sizes)]
            specific = any(match["form"] for match in said_of_it) or (bool(sizes) and len(alike) < 2)
            left_open = assumed or (bool(sizes) and len(alike) > 1 and _is_of_a_family(name, entry))
            return Found((entry,), name, left_open and not specific, variants=tuple(alike) if sizes else ())
        family = self._fitting(entry, [*named, *wanted])
        if len(family) == 1:
            return Found((family[0],), family[0].name, False)
        if family and assumed and all(match["size"] for match in wanted):  # A100 40GB, of either form
            return Found((family[0],), name, True, variants=tuple(family))
        asked = " ".join(dict.fromkeys(match.group() for match in wanted))
        return Found((), why=f"the registry has no {name} {asked}")

    def _bare_sizes(self, entry: Entry, around: str) -> list[re.Match[str]]:
        """Numbers without a unit that are the memory of some variants of a family and not of others: a100-pcie-40."""
        said = [match for number in _BARE.findall(around) if (match := _VARIANT.match(f"{number}gb")) is not None]
        family = self.family(entry) if said else []
        return [match for match in said if 0 < sum(_fits(other, match) for other in family) < len(family)]

    def _fitting(self, entry: Entry, wanted: list[re.Match[str]]) -> list[Entry]:
        return [other for other in self.family(entry) if all(_fits(other, match) for match in wanted)]

    def family(self, entry: Entry) -> list[Entry]:
        """The variants that share a family name with an entry."""
        families = self._families.get(entry.kind)
        if families is None:
            families = self._families[entry.kind] = defaultdict(list)
            for other in self.registry.table(entry.kind).values():
                families[_family(other)].append(other)
        return families[_family(entry)]

    def meant(self, found: Found) -> list[Entry]:
        """The entry that a value speaks of; where it names only a family, with the variants behind it."""
        first = found.entries[0]
        return [first, *self.family(first)] if found.assumed else [first]


@lru_cache(maxsize=1024)
def _words_of(name: str) -> tuple[str, ...]:
    """The words of a table's name, one of which may begin its keys: TPU of TPU_PEAK_FLOPS."""
    words = spoken(name).split()
    return tuple(word for word in words if len(word) > 2)[:_MOST_WORDS] if len(words) > 1 else ()


def _as_sold(words: str) -> str:
    """A key as the maker writes the name: L40 for l40, RTX 4090 for 4090, RTX 3070 Ti for rtx3070ti."""
    if " " not in words and words[:1].islower():
        words = _CAMEL.sub(" ", words)  # kH100MemBw
    words = _MAKER.sub(lambda match: f"{match[0]} ", words)  # NvidiaA100SXM
    words = without_brackets(words)
    words = _GEFORCE.sub(lambda match: f"RTX {match[1]} {(match[2] or '').title()}".strip(), words.replace("_", " "))
    return _SHORT_KEY.sub(lambda match: match[0].upper(), words)


def _family(entry: Entry) -> str:
    """What variants share: nvidia/a100 of nvidia/a100-sxm-80gb, nvidia/rtx-a6000, google/tpu-v5e."""
    vendor, _, name = entry.id.partition("/")
    parts = name.split("-")
    numbered = next((index for index, part in enumerate(parts) if any(map(str.isdigit, part))), 0)
    return f"{vendor}/{'-'.join(parts[: numbered + 1])}"


def _is_of_a_family(name: str, entry: Entry) -> bool:
    """Whether a name is that of a family with a memory size and no more: "V100 16GB"."""
    own = _BARE_NAME.sub("", _VARIANT.sub(" ", name).casefold())
    return own == _BARE_NAME.sub("", _family(entry).partition("/")[2])


def _has_just(entry: Entry, size: re.Match[str]) -> bool:
    """Whether a size is an entry's: a board of 96 GB is none of 94."""
    capacity = entry.get("memory.capacity")
    return capacity is not None and says_size(capacity.value, float(size["size"]), _JUST * float(size["size"]))


def _says_of_its_memory(entry: Entry, size: re.Match[str]) -> bool:
    """Whether some document gives a size for an entry's memory that the registry does not stand by."""
    return any(value / 1e9 == float(size["size"]) for value in entry.printed_elsewhere("memory.capacity"))


def _is_of_this_size_only(entry: Entry, wanted: Iterable[re.Match[str]]) -> bool:
    """Whether a device is sold with the memory that a name gives and no other: only the smaller M4 Max has 36 GB."""
    sizes = [match for match in wanted if match["size"]]
    own = {match["size"] for match in _VARIANT.finditer(entry.name)} if "up to" not in entry.name else set()
    return bool(sizes) and {match["size"] for match in sizes} <= own and all(_fits(entry, match) for match in wanted)


def _fits(entry: Entry, match: re.Match[str]) -> bool:
    if match["size"]:
        capacity = entry.get("memory.capacity")
        if capacity is None:
            return False
        size = float(match["size"])
        if "up to" in entry.name and size * 1e9 < capacity.value:
            return True  # sold with less as well
        return says_size(capacity.value, size, _SIZE_SLACK * size)
    said = f"{entry.id} {entry.name} {' '.join(entry.aliases)} {entry.attributes.get('form_factor', '')}".lower()
    return (match["form"] or match["model"]).lower() in said
