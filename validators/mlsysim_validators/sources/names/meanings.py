"""What a name means in one document: which entry, or none where it is an ordinary word there."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.naming import fold
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.bare_names import bare_names, stands_as_a_name
from mlsysim_validators.sources.names.device_like import OTHER_THINGS
from mlsysim_validators.sources.patterns import regex

_SHORTEST = 2
_WORDLIKE = regex(r"[a-z0-9]")
_NOBODY = ("efficiency", "prices")  # kinds whose entries no number is about
# Ordinary words that are also somebody's alias are no names.
_NOT_NAMES = frozenset({"world"})
# Words of a language, or names of much else, that a maker has to be named with.
_WORDS = frozenset(
    {"atom", "blackhole", "bloom", "boqueria", "bow", "chinchilla", "corsair", "gopher", "ironwood", "metis", "orin"}
    | {"palm", "renegade", "rubin", "titan", "trillium", "warboy", "whisper", "wormhole"}
)
_ONLY_INFINIBAND = ("ndr", "edr", "xdr")
# Short names that mean other things as well count only in a text about such hardware, and written as they are.
_SHORT = regex(r"[a-z]\d{1,2}")
_HARDWARE = regex(
    r"\b(?:GPUs?|TPUs?|NPUs?|accelerators?|NVIDIA|AMD|CUDA|HBM\w*|TFLOPS?|TFLOP/s|TFLOPs|PFLOPS?|TOPS|TOP/s|VRAM|SoC|"
    r"NVLink|TDP|FP16|BF16|FP8|INT8|L2|[GT]B (?:of )?(?:[Mm]emory|VRAM|RAM)|[GT]B/s(?:ec)?)\b"
)
_HARDWARE_LAST = regex(r" (?:TPU|NPU|IPU|LPU|GPU|AIPU|Accelerator)$")
_CARBON = AnyCase(r"CO\W{0,5}2|carbon|kWh|electricity|emission")
_INNER_CAPITALS = regex(r"[A-Za-z][A-Z]")
_LONGEST_CODE = 4


class Meanings:
    """What the registry, and the document itself, let names mean; each is looked up once."""

    def __init__(self, registry: Registry, document_text: str = "") -> None:
        self._registry = registry
        self._about_hardware = _HARDWARE.search(document_text) is not None or not document_text
        self._about_carbon = _CARBON.search(document_text) is not None
        self._document_text = document_text.casefold()
        self._known: dict[str, tuple[Entry, bool] | None] = {}  # what was asked for so far
        self._spelled: dict[str, set[str]] = {}
        self._sorted = _sorted_names(registry)
        self._begins: dict[str, bool] = {}
        self._leads: dict[tuple[str, str], bool] = {}
        self._bare = bare_names(registry, self._document_text) if self._about_hardware and document_text else {}

    def whom(self, folded: str) -> tuple[Entry, bool] | None:
        """The entry that a folded name means, and whether as the default of its family; looked up once."""
        if folded not in self._known:
            self._known[folded] = self._look_up(folded)
        return self._known[folded]

    def _look_up(self, folded: str) -> tuple[Entry, bool] | None:
        if folded in self._bare:
            return self.whom(self._bare[folded])
        if folded in _NOT_NAMES or len(folded) < _SHORTEST or folded.isdigit():
            return None
        entry = _one_holder(self._registry, folded)
        if entry is None or not self._is_sure(folded, entry):
            return None
        if _is_common(folded, entry):
            self._spelled[folded] = _spellings(entry, folded)
        as_default = folded in map(fold, entry.default_for)
        if as_default and entry.kind == "systems" and self._document_text:
            longer = [
                other for other in self._registry.table("systems").values() if self._is_named_in_full(other, folded)
            ]
            if len(longer) > 1 or (longer and longer[0].id != entry.id):
                return (longer[0], True) if len(longer) == 1 else None
        return entry, as_default

    def _is_named_in_full(self, entry: Entry, ending: str) -> bool:
        """Whether the document has a longer name of an entry that ends so: "GB300 NVL72" of an "NVL72"."""
        names = (name for name in (entry.name, *entry.aliases) if fold(name).endswith(ending) and fold(name) != ending)
        return any(self._says(name.casefold()) for name in names)

    def begins_a_name(self, folded: str) -> bool:
        """Whether some name begins so: most words of a text begin none, and are passed by at once."""
        known = self._begins.get(folded)
        if known is None:
            place = bisect_left(self._sorted, folded)
            known = folded != "" and place < len(self._sorted) and self._sorted[place].startswith(folded)
            known = self._begins[folded] = known or folded in self._bare
        return known

    def leads_to_a_name(self, folded: str, following: str) -> bool:
        """Whether a word is a name, or begins one with the word behind it: "the" begins some, and is none."""
        known = self._leads.get((folded, following))
        if known is None:
            alone = self.whom(folded) is not None or self.whom(folded.removesuffix("s")) is not None
            known = alone or self.begins_a_name((folded + following).removesuffix("s"))
            self._leads[folded, following] = known
        return known

    def is_plural(self, word: str, folded: str) -> bool:
        """Whether a name in s is a family's in the plural, "V100s", although there is a V100S as well."""
        if not word.endswith("s") or not folded.endswith("s"):
            return False
        several, one = self.whom(folded.removesuffix("s")), self.whom(folded)
        return several is not None and several[1] and one is not None and not one[1]

    def is_meant(self, text: str, start: int, end: int, folded: str) -> bool:
        """Whether a short name, or one that is a common word, stands as a name at this place."""
        if folded in self._bare:
            return stands_as_a_name(folded, text, start, end)
        spelled = self._spelled.get(folded)
        if spelled is None:
            return True
        written = text[start:end].rstrip(".")
        if written not in spelled and written.removesuffix("s") not in spelled:
            return False
        return OTHER_THINGS.search(text, max(0, start - 16), start) is None

    def rename(self, name: str, entry: Entry) -> None:
        """Let a name mean an entry from now on: the document says so."""
        folded = fold(name)
        self._known[folded] = (entry, False)
        self._spelled.pop(folded, None)
        self._begins |= dict.fromkeys(_prefixes(folded), True)
        self._leads.clear()

    def _is_sure(self, folded: str, entry: Entry) -> bool:
        """Whether a name that may be an ordinary word is one here: the text is of hardware, or names the maker."""
        if not self._document_text:
            return True
        if entry.kind == "grids":
            return self._about_carbon
        if _SHORT.fullmatch(folded):
            return self._about_hardware
        if not folded.isalpha():
            return True
        if entry.kind == "interconnects" and len(folded) <= _LONGEST_CODE:  # HDR is also a way to show pictures
            named = entry.name.partition(" ")[0].casefold() in self._document_text
            return named or (self._about_hardware and any(map(self._says, _ONLY_INFINIBAND)))
        if entry.kind not in ("accelerators", "models"):
            return True
        if entry.kind == "accelerators" and self._about_hardware and _ends_as_hardware(folded, entry):
            return True
        if entry.kind == "accelerators" and self._about_hardware and _is_coined(folded, entry):
            return True
        if entry.kind == "accelerators" and any(" " in name.strip() for name in _spellings(entry, folded)):
            return True  # "Jetson Orin Nano": no ordinary words
        maker = entry.id.partition("/")[0]
        full_name = entry.name.casefold()
        if self._says(maker) or ((fold(full_name) != folded or folded not in _WORDS) and self._says(full_name)):
            return True
        longer = (name.casefold() for name in entry.aliases if not fold(name).isalpha())
        return any(self._says(name) for name in longer)  # "AGX Orin" where "Jetson AGX Orin 64GB" is said as well

    def _says(self, name: str) -> bool:
        """Whether the document has a name as a word of its own."""
        text = self._document_text
        place = text.find(name)
        while place >= 0:
            if not _WORDLIKE.search(text[max(0, place - 1) : place] + text[place + len(name) : place + len(name) + 1]):
                return True
            place = text.find(name, place + 1)
        return False


def _is_common(folded: str, entry: Entry) -> bool:
    """Whether a name, written otherwise than the entry writes it, may be something else: "us", "can", "t4"."""
    if _SHORT.fullmatch(folded):
        return True
    return folded.isalpha() and (len(folded) <= _LONGEST_CODE or entry.kind in ("accelerators", "models"))


def _spellings(entry: Entry, folded: str) -> set[str]:
    """How the entry itself writes a name."""
    names = (entry.name, *entry.aliases, *entry.default_for)
    return {str(name) for name in names if fold(str(name)) == folded}


def _prefixes(name: str) -> frozenset[str]:
    return frozenset(name[:size] for size in range(1, len(name) + 1))


@lru_cache(maxsize=4)
def _sorted_names(registry: Registry) -> list[str]:
    return sorted(registry.names())


def _ends_as_hardware(folded: str, entry: Entry) -> bool:
    """Whether a name is one of several words of which the last says what it is: "Coral Edge TPU"."""
    names = (entry.name, *entry.aliases)
    return any(_HARDWARE_LAST.search(name) is not None and fold(name) == folded for name in names)


def _is_coined(folded: str, entry: Entry) -> bool:
    """Whether an entry writes a name as no ordinary word is written: GroqChip, RNGD."""
    return any(_INNER_CAPITALS.search(name) is not None for name in _spellings(entry, folded))


def _one_holder(registry: Registry, folded: str) -> Entry | None:
    """The entry that answers to a folded name, if there is just one that numbers are about."""
    holders = [holder for holder in registry.names().get(folded, ()) if holder[0] not in _NOBODY]
    return registry.table(holders[0][0])[holders[0][1]] if len(holders) == 1 else None
