"""Whose a value of code or data is: which of the names in its keys, conditions, rows and comments is its owner's."""

from __future__ import annotations

import itertools
from functools import lru_cache

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Label, Value
from mlsysim_validators.sources.values.as_sold import as_sold
from mlsysim_validators.sources.values.families import Families
from mlsysim_validators.sources.values.found import Found
from mlsysim_validators.sources.values.names_in_words import NamesInWords
from mlsysim_validators.sources.values.words import spoken

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
_A_MODEL_NUMBER = regex(r"(?!19|20)[1-9]\d{3}\Z")  # contains("6800"), no year
_LONGEST_PART = 8  # of a name's second half
_MOST_WORDS = 4
_LONGEST_HEADING, _NEAR_THE_HEAD = 100, 40  # characters
_BETWEEN_DEVICES = ("nvlink-", "infinity-fabric", "neuronlink", "tpu-ici")
_OF_LINKS = AnyCase(r"link|interconnect|fabric|network|topology")
_DESCRIBES = AnyCase(r"(?:desc(?:ription)?|summary|notes?|about|tagline)\Z")
_A_DIE = AnyCase(r"\bdie\Z")
_OF_ONE_PORT = AnyCase(r"\b(?:per|each|one|single) (?:link|port|lane)|\blane|\bport\b")


class Devices:
    """Finds the entries of values."""

    def __init__(self, finder: EntityFinder, registry: Registry) -> None:
        self._finder = finder
        self.registry = registry
        self.families = Families(registry)
        self._names = NamesInWords(finder, self.families)

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

    def is_a_name(self, words: str) -> bool:
        """Whether some words are a device's name and nothing else, but its form and its memory size."""
        return self._names.are_a_name(words)

    def link(self, value: Value) -> Entry | None:
        """The link that a value's key names: `IB_NDR_PER_DIR`, `"pcie-gen5-x16"`."""
        for label in value.labels:
            if label.role in ("key", "row"):
                named = {one.entry.id: one.entry for one in self._names.mentions(label.words)}
                if named:
                    only = next(iter(named.values()))
                    return only if len(named) == 1 and only.kind == "interconnects" else None
        return None

    def _conditions(self, labels: list[Label], comment: str) -> Found | None:
        labels = [label for label in labels if self._names.are_of_a_device(label.words)]
        outer = " ".join(label.words for label in reversed(labels))
        several = [outer, *(other for label in labels if len(labels) == 1 for other in label.alternatives)]
        entries: list[Entry] = []
        last: Found | None = None
        for words in several:
            found = self._names.whom(words, comment, near=True)
            if found is not None:
                last = found
                entries += found.entries
        if not entries:
            return last
        entries = list(dict.fromkeys(entries))
        return Found(tuple(entries), outer, any(entry.attributes.get("default_for") for entry in entries))

    def _names_a_part(self, row: Label, value: Value) -> bool:
        """Whether the names within a record are those of a link only, where the record stands under a device's name:
        `"V100": {"memory": "900 GB/s", "gpu_link": "NVLink 2.0"}`; or that of its chip: "GH100 Die"."""
        within = self._names.kinds(row.words)
        if not within and _A_DIE.search(row.words):
            return any(
                self._names.kinds(as_sold(label.words))
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
            if self._names.kinds(as_sold(key)) - within:
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
        named = [mention.entry for mention in self._names.mentions(key.words)]
        if not named or not all(entry.id.startswith(_BETWEEN_DEVICES) for entry in named):
            return False
        over = itertools.dropwhile(lambda label: label is not key, value.labels)
        return any(
            label is not key and label.role in _NEAR and self._names.kinds(as_sold(label.words)) & {"accelerators"}
            for label in over
        )

    def _label(self, label: Label, comment: str) -> Found | None:
        if label.role in ("unit", "format"):
            return None
        if label.role == "folder" and not self._names.are_a_name(label.words):
            return None
        if label.role == "heading" and len(label.words) > _LONGEST_HEADING and not self._heads(label.words):
            return None  # a comment that explains, and names one device among other things
        found = self._names.whom(label.words, comment if label.role != "comment" else "", near=label.role in _NEAR)
        if found is None and label.role == "name":
            return self._names.whom(spoken(label.words), comment, near=False)  # class A100SXMConfig
        return found

    def _heads(self, words: str) -> bool:
        """Whether a name of a device stands near the beginning of some words."""
        return any(mention.start < _NEAR_THE_HEAD for mention in self._finder.mentions(words))

    def _completed(self, label: Label, value: Value, comment: str) -> Found | None:
        """What a key is with the name of its table before it: `TPU = {"v5e": ...}`."""
        if label.role not in ("key", "row") or len(label.words) > _LONGEST_PART or label.words.isdigit():
            return None  # of what a plain number is the version, its table may only hint at
        for name in value.labels:
            if name is not label and name.role in ("name", "key") and name.words:
                for part in dict.fromkeys((name.words, *_words_of(name.words))):
                    words = f"{part} {label.words}"
                    names = self._names.mentions(words)
                    if any(one.start < len(part) and one.end == len(words) for one in names):  # "v6e-4" is many of them
                        return self._names.whom(words, comment, near=True)
        return None


@lru_cache(maxsize=1024)
def _words_of(name: str) -> tuple[str, ...]:
    """The words of a table's name, one of which may begin its keys: TPU of TPU_PEAK_FLOPS."""
    words = spoken(name).split()
    return tuple(word for word in words if len(word) > 2)[:_MOST_WORDS] if len(words) > 1 else ()
