"""Who is meant: names of registry entries in running text, and names of devices that the registry does not know."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.naming import fold
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.keeping import Keeping
from mlsysim_validators.sources.names import other_boards
from mlsysim_validators.sources.names.bare_names import bare_names, stands_as_a_name
from mlsysim_validators.sources.names.device_like import OTHER_THINGS, TELLING, device_like
from mlsysim_validators.sources.names.mentions import Mention, Stranger, in_order, within
from mlsysim_validators.sources.names.name_parts import (
    completed,
    continued,
    named_by_part,
    of_forms,
    of_later_cards,
    other_form,
)
from mlsysim_validators.sources.names.sized_models import unknown_models
from mlsysim_validators.sources.names.variants import families_of, lists_sizes, qualifiers
from mlsysim_validators.sources.patterns import regex

_WORD = regex(r"[A-Za-z0-9][A-Za-z0-9.+]*")
_COUNTED = regex(r"\d+[x×](?=[A-Za-z])")
_MAX_WORDS = 6
_SHORTEST = 2
_WORDLIKE = regex(r"[a-z0-9]")
_NOBODY = ("efficiency", "prices")  # kinds whose entries no number is about
_MOST_KEPT = 10_000  # texts
_MOST_WORDS = 24  # of a name and those that continue it
# Ordinary words that are also somebody's alias are no names.
_NOT_NAMES = frozenset({"world"})
# Words of a language, or names of much else, that a maker has to be named with.
_WORDS = frozenset(
    {"atom", "blackhole", "bloom", "boqueria", "bow", "chinchilla", "corsair", "gopher", "ironwood", "metis", "orin"}
    | {"palm", "renegade", "rubin", "titan", "trillium", "warboy", "whisper", "wormhole"}
)
_ONLY_INFINIBAND = ("ndr", "edr", "xdr")
_A_RATE_BEHIND = regex(r"[ \u00a0]?[KMGT]i?(?:[Bb]|bits?|bytes?)(?:/|p)")
_SIZE_AT_THE_END = regex(r" \d{2,3} (?:GB|GiB)$")
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
# "TurboSparse-Mixtral" is another model than Mixtral.
_COMPOUND = regex(r"(?<![A-Za-z])[A-Z][a-z]+[A-Z][a-z]+[A-Za-z]*-$")
# "West Virginia" is not Virginia, "New South Wales" not South Wales.
_ANOTHER_PLACE = regex(r"\b(?:West|East|North|South|New|Upper|Lower)[ -]$")

_OF_ANOTHER_SIZE = regex(r"[ -](?:Nano|Tiny|Mini|Small|Medium|Large(?! [Ll]anguage)|Huge|X{1,2}L)\b")


class _Found(NamedTuple):
    """The names of a text: those of entries, those of nothing that is known, both in order."""

    known: list[Mention]
    unknown: list[Stranger]
    names: list[Mention | Stranger]


_NONE = _Found([], [], [])


class _Word(NamedTuple):
    """What a word of a text may be of a name.

    `counted`: so many of its characters are a count ("8xH100"); `folded`: the rest, as names are compared;
    `begins`: that begins a name of the registry; `tells`: the word may be a part of another name.
    """

    counted: int
    folded: str
    begins: bool
    tells: bool


class EntityFinder(Keeping):
    """Finds entries by the names that the registry and the document itself give them."""

    def __init__(self, registry: Registry, document_text: str = "") -> None:
        self.registry = registry
        self.families = families_of(registry)
        self._known: dict[str, tuple[Entry, bool] | None] = {}  # what was asked for so far
        self._spelled: dict[str, set[str]] = {}
        self._about_hardware = _HARDWARE.search(document_text) is not None or not document_text
        self._about_carbon = _CARBON.search(document_text) is not None
        self._document_text = document_text.casefold()
        self._sorted = _sorted_names(registry)
        self._begins: dict[str, bool] = {}
        self._words: dict[str, _Word] = {}
        self._leads: dict[tuple[str, str], bool] = {}
        self._idle: set[str] = set()  # words that are no part of a name, as most are
        self._bare = bare_names(registry, self._document_text) if self._about_hardware and document_text else {}
        self._cache: dict[str, _Found] = {}
        self._last: tuple[str, int, int, list[Mention | Stranger]] = ("", 0, 0, [])

    def _whom(self, folded: str) -> tuple[Entry, bool] | None:
        """The entry that a folded name means, and whether as the default of its family; looked up once."""
        if folded not in self._known:
            self._known[folded] = self._look_up(folded)
        return self._known[folded]

    def _look_up(self, folded: str) -> tuple[Entry, bool] | None:
        if folded in self._bare:
            return self._whom(self._bare[folded])
        if folded in _NOT_NAMES or len(folded) < _SHORTEST or folded.isdigit():
            return None
        entry = one_holder(self.registry, folded)
        if entry is None or not self._is_sure(folded, entry):
            return None
        if _is_common(folded, entry):
            self._spelled[folded] = _spellings(entry, folded)
        as_default = folded in map(fold, entry.default_for)
        if as_default and entry.kind == "systems" and self._document_text:
            longer = [
                other for other in self.registry.table("systems").values() if self._is_named_in_full(other, folded)
            ]
            if len(longer) > 1 or (longer and longer[0].id != entry.id):
                return (longer[0], True) if len(longer) == 1 else None
        return entry, as_default

    def _is_named_in_full(self, entry: Entry, ending: str) -> bool:
        """Whether the document has a longer name of an entry that ends so: "GB300 NVL72" of an "NVL72"."""
        names = (name for name in (entry.name, *entry.aliases) if fold(name).endswith(ending) and fold(name) != ending)
        return any(self._says(name.casefold()) for name in names)

    def _begins_a_name(self, folded: str) -> bool:
        """Whether some name begins so: most words of a text begin none, and are passed by at once."""
        known = self._begins.get(folded)
        if known is None:
            place = bisect_left(self._sorted, folded)
            known = folded != "" and place < len(self._sorted) and self._sorted[place].startswith(folded)
            known = self._begins[folded] = known or folded in self._bare
        return known

    def _leads_to_a_name(self, folded: str, following: str) -> bool:
        """Whether a word is a name, or begins one with the word behind it: "the" begins some, and is none."""
        known = self._leads.get((folded, following))
        if known is None:
            alone = self._whom(folded) is not None or self._whom(folded.removesuffix("s")) is not None
            known = alone or self._begins_a_name((folded + following).removesuffix("s"))
            self._leads[folded, following] = known
        return known

    def _read(self, word: str) -> _Word:
        """What a word may be of a name; looked up once."""
        counted = _skip(word)
        folded = fold(word[counted:]).rstrip(".")
        begins = self._begins_a_name(folded.removesuffix("s"))
        read = self._words[word] = _Word(counted, folded, begins, TELLING.search(word) is not None)
        if not read.begins and not read.tells:
            self._idle.add(word)
        return read

    def begins_a_name(self, words: str) -> bool:
        """Whether the first of some words begins the name of an entry."""
        first = _WORD.match(words)
        return first is not None and (self._words.get(first.group()) or self._read(first.group())).begins

    def may_be_a_name(self, words: str) -> bool:
        """Whether a name begins with some words: where none does, all of them together are no name."""
        return self._begins_a_name(_folded(words).removesuffix("s"))

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

    def rename(self, name: str, entry: Entry) -> None:
        """Let a name mean an entry from now on: the document says so."""
        folded = fold(name)
        self._known[folded] = (entry, False)
        self._spelled.pop(folded, None)
        self._begins |= dict.fromkeys(_prefixes(folded), True)
        self._words.clear()
        self._leads.clear()
        self._idle.clear()
        self._cache.clear()
        self._last = ("", 0, 0, [])

    def mentions(self, text: str) -> list[Mention]:
        """Every name in a text, the longest first where several begin at one place, in order."""
        return (self._cache.get(text) or self._find(text)).known

    def strangers(self, text: str) -> list[Stranger]:
        """Every name of a device in a text that no entry answers to, in order."""
        return (self._cache.get(text) or self._find(text)).unknown

    def names(self, text: str) -> list[Mention | Stranger]:
        """Every name in a text, known or not, in order."""
        return (self._cache.get(text) or self._find(text)).names

    def _find(self, text: str) -> _Found:
        known = self._words
        every = _WORD.findall(text)
        if self._idle.issuperset(every):
            return self._keep(text, _NONE)
        read = [known.get(word) or self._read(word) for word in every]
        following = ["" if word.counted else word.folded for word in read[1:]] + [""]
        begin_names = [
            index
            for index, (word, behind) in enumerate(zip(read, following, strict=True))
            if word.begins and self._leads_to_a_name(word.folded, behind)
        ]
        tells = any(word.tells for word in read)
        if not tells and not begin_names:
            return self._keep(text, _NONE)
        words: list[tuple[int, int]] = []
        if begin_names:
            places = (match.span() for match in _WORD.finditer(text))
            words = [(start + word.counted, end) for word, (start, end) in zip(read, places, strict=True)]
        found: list[Mention] = []
        unknown: list[Stranger] = []
        sized = bool(begin_names) and not lists_sizes(text)
        behind = 0
        for index in begin_names:
            if index < behind:  # a part of the name before
                continue
            mention, used = self._at(text, words, index, sized=sized)
            behind = index + used
            if mention is not None:
                other = _ANOTHER_PLACE.search(text, max(0, mention.start - 8), mention.start)
                if other is not None and mention.entry.kind == "grids":
                    unknown.append(Stranger(other.start(), mention.end, text[other.start() : mention.end]))
                    continue
                own = _COMPOUND.search(text, max(0, mention.start - 24), mention.start)
                if mention.entry.kind == "models" and own is not None:
                    unknown.append(Stranger(own.start(), mention.end, text[own.start() : mention.end]))
                    continue
                size = _OF_ANOTHER_SIZE.match(text, mention.end) if mention.assumed else None
                if mention.entry.kind == "models" and size is not None:  # "GPT-3 Small" is no GPT-3 175B
                    unknown.append(Stranger(mention.start, size.end(), text[mention.start : size.end()], True))
                    continue
                said = qualifiers(text, mention.start, mention.end, sized=sized)
                entry = self.families.chosen(mention.entry, said, mention.name)
                begin = other_boards.begin(text, mention.start, mention.entry)
                end = other_boards.end(text, max(mention.end, said.end), entry or mention.entry)
                if begin < mention.start or end > max(mention.end, said.end):
                    unknown.append(Stranger(begin, end, text[begin:end], of_another_board=True))
                elif entry is not None:
                    decided = bool(said.forms) or entry is not mention.entry
                    found.append(mention._replace(entry=entry, assumed=mention.assumed and not decided))
                    form = other_form(text, said, mention.entry, self.families)
                    further = [form] if form is not None else continued(text, found[-1], self._whom)
                    if further:
                        found += further
                        covered = sum(begin < further[-1].end for begin, _ in words[index : index + _MOST_WORDS])
                        behind = index + max(used, covered)
                else:
                    unknown.append(Stranger(mention.start, said.end, text[mention.start : said.end].rstrip()))
        found = of_later_cards(text, found, self._whom)
        found = completed(text, of_forms(text, found, self.families), self._whom)
        found += named_by_part(text, found, self.families, self._whom)
        models_known = [(m.start, m.end, m.entry) for m in found if m.entry.kind == "models"]
        for start, end in unknown_models(text, models_known, self.registry) if tells else ():
            found = [m for m in found if m.end <= start or end <= m.start]
            unknown.append(Stranger(start, end, text[start:end], of_a_model=True))
        found.sort(key=lambda name: name.start)
        taken = sorted([(name.start, name.end) for name in found] + [(name.start, name.end) for name in unknown])
        if tells:
            unknown.extend(device_like(text, taken))
        unknown.sort()
        return self._keep(text, _Found(found, unknown, in_order(found, unknown)))

    def _keep(self, text: str, found: _Found) -> _Found:
        if len(self._cache) > _MOST_KEPT:
            self._cache.clear()
        self._cache[text] = found
        return found

    def mentions_within(self, text: str, begin: int, end: int) -> list[Mention]:
        """The names in a part of a text, with their places in that part."""
        return within(self.mentions(text), begin, end)

    def strangers_within(self, text: str, begin: int, end: int) -> list[Stranger]:
        """The unknown names in a part of a text, with their places in that part."""
        return within(self.strangers(text), begin, end)

    def names_within(self, text: str, begin: int, end: int) -> list[Mention | Stranger]:
        """All names in a part of a text, in order, with their places in that part."""
        *same, names = self._last  # the numbers of a sentence ask one after the other
        if same != [text, begin, end]:
            names = in_order(self.mentions_within(text, begin, end), self.strangers_within(text, begin, end))
            self._last = (text, begin, end, names)
        return names

    def _at(self, text: str, words: list[tuple[int, int]], index: int, *, sized: bool) -> tuple[Mention | None, int]:
        start = words[index][0]
        so_far = [_folded(text[start : words[index][1]])]  # the first word, the first two, ...
        for (_, before), (behind, end) in pairwise(words[index : index + _MAX_WORDS]):
            between = text[before:behind]
            if between != " " and between.strip(" -_/\u2009\u00a0"):
                break
            folded = _folded(text[start:end])
            if not self._begins_a_name(folded.removesuffix("s")):
                break
            so_far.append(folded)
        for count in range(len(so_far), 0, -1):
            end = words[index + count - 1][1]
            if count > 1 and words[index][1] - start == 1 and text[start] in "aA" and text[start + 1] == " ":
                continue  # "a 100 GB file" names no A100
            if count > 1 and _A_RATE_BEHIND.match(text, end) and text[words[index + count - 1][0] : end].isdigit():
                continue  # "HDR 200 Gbit/s" states a rate of HDR
            folded = so_far[count - 1]
            last = text[words[index + count - 1][0] : end]
            plural = folded.removesuffix("s") if len(last) > 2 or count == 1 else folded  # "the TPU v4 is"
            if plural == folded:
                names: tuple[str, ...] = (folded,)
            else:
                names = (plural, folded) if self._is_plural(last, folded) else (folded, plural)
            for name in names:
                known = self._whom(name)
                if known is not None and not sized and count > 1 and _SIZE_AT_THE_END.search(text[start:end]):
                    continue
                if known is not None and self._is_meant(text, start, end, name):
                    end -= len(text[start:end]) - len(text[start:end].rstrip("."))
                    return Mention(start, end, known[0], text[start:end], known[1]), count
        return None, 1

    def _is_plural(self, word: str, folded: str) -> bool:
        """Whether a name in s is a family's in the plural, "V100s", although there is a V100S as well."""
        if not word.endswith("s") or not folded.endswith("s"):
            return False
        several, one = self._whom(folded.removesuffix("s")), self._whom(folded)
        return several is not None and several[1] and one is not None and not one[1]

    def _is_meant(self, text: str, start: int, end: int, folded: str) -> bool:
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


def _is_common(folded: str, entry: Entry) -> bool:
    """Whether a name, written otherwise than the entry writes it, may be something else: "us", "can", "t4"."""
    if _SHORT.fullmatch(folded):
        return True
    return folded.isalpha() and (len(folded) <= _LONGEST_CODE or entry.kind in ("accelerators", "models"))


def _spellings(entry: Entry, folded: str) -> set[str]:
    """How the entry itself writes a name."""
    names = (entry.name, *entry.aliases, *entry.default_for)
    return {str(name) for name in names if fold(str(name)) == folded}


@lru_cache(maxsize=4096)  # the same few names come again and again
def _folded(name: str) -> str:
    """A name of a text, folded, without the dot of a sentence that ends with it."""
    return fold(name).rstrip(".")


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


def one_holder(registry: Registry, folded: str) -> Entry | None:
    """The entry that answers to a folded name, if there is just one that numbers are about."""
    holders = [holder for holder in registry.names().get(folded, ()) if holder[0] not in _NOBODY]
    return registry.table(holders[0][0])[holders[0][1]] if len(holders) == 1 else None


def _skip(word: str) -> int:
    """How much of "8xH100" is a count."""
    match = _COUNTED.match(word)
    return match.end() if match else 0
