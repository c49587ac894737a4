"""Whom some words of code or data name: the words of one key, condition, row or comment."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.as_sold import as_sold, with_super
from mlsysim_validators.sources.values.families import Families, family_name
from mlsysim_validators.sources.values.found import Found
from mlsysim_validators.sources.values.like_devices import has_one, like_a_device
from mlsysim_validators.sources.values.name_asides import behind
from mlsysim_validators.sources.values.qualifiers import QUALIFIER, fits_all, has_just, is_printed_of, qualifiers

_KINDS = ("accelerators", "systems", "interconnects")
# "a2-highgpu-1g" is a machine to rent
_INSTANCE = regex(
    r"\b[a-z]\d[a-z]?-(?:(?:high|ultra|mega|edge)gpu|standard|highcpu|highmem)(?:-\w+)*(?![a-z0-9])", re.IGNORECASE
)
_PLURAL = regex(r"(?<=\d)s\b(?=\W|\Z)")  # a row is about one device: "V100s" is the V100S
_SLICED = AnyCase(r"\bmig\b|\d ?g[. ]\d|vgpu")  # a part of a device
_MANY = 1.7  # times a device's memory: that of several, perhaps
_WHOLE = 0.03  # of a device's memory, by which a number of such sizes may miss it


class NamesInWords:
    """Finds the devices, systems and links that words name."""

    def __init__(self, finder: EntityFinder, families: Families) -> None:
        self._finder = finder
        self._families = families

    def mentions(self, words: str) -> list[Mention]:
        """The names in some words."""
        return [mention for mention in self._finder.mentions(words) if mention.entry.kind in _KINDS]

    def kinds(self, words: str) -> set[str]:
        """Of what kinds those are that some words name."""
        return {mention.entry.kind for mention in self.mentions(words)}

    def are_of_a_device(self, words: str) -> bool:
        """Whether some words speak of a device, be it unknown, or of a variant."""
        return bool(self.mentions(words)) or QUALIFIER.search(words) is not None or has_one(words)

    def are_a_name(self, words: str) -> bool:
        """Whether some words are a device's name and nothing else, but its form and its memory size."""
        mentions = self._finder.mentions(words)
        if len(mentions) != 1 or mentions[0].entry.kind not in ("accelerators", "systems"):
            return False
        around = words[: mentions[0].start] + " " + words[mentions[0].end :]
        return re.search(r"[a-z0-9]", QUALIFIER.sub("", around), re.IGNORECASE) is None

    def whom(self, words: str, comment: str, near: bool) -> Found | None:
        """Whom some words name, or whom they seem to name that is not known; None where they name nobody.

        `near`: they are what a number is filed under, so that short and unknown names count.
        """
        words = _INSTANCE.sub(" ", words)
        words = with_super(words) if near else words
        mentions = self.mentions(words)
        if not near:
            return self._one_of(mentions, words, comment, near=False) if mentions else None
        if not mentions:
            if (other := self._of_another_board(words)) is not None:
                return other
            words = as_sold(words)
            mentions = self.mentions(words)
        if mentions:
            return self._one_of(self._in_the_singular(mentions, words), words, comment, near=True)
        return self._of_another_board(words) or self._of_an_odd_size(words, comment) or _unknown(words)

    def _in_the_singular(self, mentions: list[Mention], words: str) -> list[Mention]:
        """The names with their last letter as a part of them, where that makes one of a single variant."""
        if not any(mention.assumed and mention.name.endswith("s") for mention in mentions):
            return mentions
        single = self.mentions(_PLURAL.sub("S", words))
        return single if any(not one.assumed for one in single) else mentions

    def _one_of(self, mentions: list[Mention], words: str, comment: str, near: bool) -> Found | None:
        """The one that several names mean, down to its variant."""
        mentions = [mention for mention in mentions if mention.entry.kind == mentions[0].entry.kind]
        exact = [mention for mention in mentions if not mention.assumed]
        if len({one.entry.id for one in exact}) == 1 and _are_of_the_family(mentions, exact[0].entry):
            mentions = exact  # "h100", NVIDIA H100 NVL
        if len({mention.entry.id for mention in mentions}) > 1:
            # A sentence about several devices does not say whose the number is.
            return Found((), why="several devices are named beside it") if near else None
        mention = mentions[0]
        other = behind(words, mention, near=near)
        if other:
            return Found((), why=other)
        around = f"{words[: mention.start]} | {words[mention.end :]}"
        found = self._families.variant(mention.entry, mention.name, mention.assumed, around, comment)
        return found if found.entries or not near else self._of_an_odd_size(words, comment) or found

    def _of_another_board(self, words: str) -> Found | None:
        """Nobody, where a name goes on as that of another board than the registry has: "RTX 3050 OEM"."""
        other = next((one for one in self._finder.strangers(words) if one.of_another_board), None)
        return Found((), why=f"`{other.name}` is another board, perhaps: the registry has none") if other else None

    def _of_an_odd_size(self, words: str, comment: str) -> Found | None:
        """Whom a name means whose memory size nobody of its family has: `"b100-80gb"`. None for a part of a device's
        memory, or several devices', and for families that are sold in many sizes."""
        sizes = {match.group(): match for match in qualifiers(words) if match["size"]}
        if len({match["size"] for match in sizes.values()}) != 1 or _SLICED.search(words):
            return None
        for written in sizes:
            words = words.replace(written, " ")
        if not any(mention.entry.kind == "accelerators" for mention in self._finder.mentions(words)):
            return None
        found = self.whom(words, comment, near=True)
        size = next(iter(sizes.values()))
        if found is None or len(found.entries) != 1 or found.entries[0].attributes["class"] != "datacenter":
            return None
        forms = [match for match in qualifiers(found.name) if match["form"]]
        family = [other for other in self._families.of(found.entries[0]) if fits_all(other, forms)]
        if any(has_just(other, size) or is_printed_of(other, size) for other in family):
            return found
        capacities = [spec.value for other in family if (spec := other.get("memory.capacity")) is not None]
        parts = (capacity / 1e9 / float(size["size"]) for capacity in capacities)
        if any(abs(part - round(part)) <= _WHOLE or 1 / part > _MANY for part in parts):
            return None
        return found._replace(odd_size=f"{size['size']} GB")


def _are_of_the_family(mentions: list[Mention], entry: Entry) -> bool:
    return {family_name(mention.entry) for mention in mentions} == {family_name(entry)}


def _unknown(words: str) -> Found | None:
    name = like_a_device(words)
    return Found((), why=f"`{name}` is not in the registry") if name else None
