"""Who is meant: names of registry entries in running text, and names of devices that the registry does not know."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.naming import fold
from mlsysim_validators.sources.keeping import Keeping
from mlsysim_validators.sources.names import other_boards
from mlsysim_validators.sources.names.device_like import TELLING, device_like
from mlsysim_validators.sources.names.longer_names import longer_name
from mlsysim_validators.sources.names.meanings import Meanings
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
_JOINING = " -_/\u2009\u00a0\u2010\u2011"  # what stands between the words of a name
_TIMES = "×"  # "8×22B" is the 8x22B, as it is printed
_MAX_WORDS = 6
_MOST_KEPT = 10_000  # texts
_MOST_WORDS = 24  # of a name and those that continue it
_A_RATE_BEHIND = regex(r"[ \u00a0]?[KMGT]i?(?:[Bb]|bits?|bytes?)(?:/|p)")
_SIZE_AT_THE_END = regex(r" \d{2,3} (?:GB|GiB)$")


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
        self._meanings = Meanings(registry, document_text)
        self._whom = self._meanings.whom
        self._words: dict[str, _Word] = {}
        self._idle: set[str] = set()  # words that are no part of a name, as most are
        self._cache: dict[str, _Found] = {}
        self._last: tuple[str, int, int, list[Mention | Stranger]] = ("", 0, 0, [])

    def _read(self, word: str) -> _Word:
        """What a word may be of a name; looked up once."""
        counted = _skip(word)
        folded = fold(word[counted:]).rstrip(".")
        begins = self._meanings.begins_a_name(folded.removesuffix("s"))
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
        return self._meanings.begins_a_name(_folded(words).removesuffix("s"))

    def rename(self, name: str, entry: Entry) -> None:
        """Let a name mean an entry from now on: the document says so."""
        self._meanings.rename(name, entry)
        self._words.clear()
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
        every = _WORD.findall(text)
        if self._idle.issuperset(every):
            return self._keep(text, _NONE)
        known = self._words
        read = [known.get(word) or self._read(word) for word in every]
        begin_names = self._begin_names(read)
        tells = any(word.tells for word in read)
        if not tells and not begin_names:
            return self._keep(text, _NONE)
        found, unknown = self._named_in(text, read, begin_names) if begin_names else ([], [])
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

    def _begin_names(self, read: list[_Word]) -> list[int]:
        """Which of the words of a text are names, or begin one with the word behind them."""
        following = ["" if word.counted else word.folded for word in read[1:]] + [""]
        return [
            index
            for index, (word, behind) in enumerate(zip(read, following, strict=True))
            if word.begins and self._meanings.leads_to_a_name(word.folded, behind)
        ]

    def _named_in(self, text: str, read: list[_Word], begin_names: list[int]) -> tuple[list[Mention], list[Stranger]]:
        """The names that begin at some of the words of a text, and the longer ones of others that they stand in."""
        places = (match.span() for match in _WORD.finditer(text))
        words = [(start + word.counted, end) for word, (start, end) in zip(read, places, strict=True)]
        sized = not lists_sizes(text)
        found: list[Mention] = []
        unknown: list[Stranger] = []
        behind = 0
        for index in begin_names:
            if index < behind:  # a part of the name before
                continue
            mention, used = self._at(text, words, index, sized=sized)
            behind = index + used
            if mention is None:
                continue
            named = longer_name(text, mention) or self._in_full(text, mention, sized=sized)
            if isinstance(named, Stranger):
                unknown.append(named)
                continue
            found += named
            if len(named) > 1:
                covered = sum(begin < named[-1].end for begin, _ in words[index : index + _MOST_WORDS])
                behind = index + max(used, covered)
        return found, unknown

    def _in_full(self, text: str, mention: Mention, *, sized: bool) -> list[Mention] | Stranger:
        """A name with the form and size said behind it, and the further ones that it begins: "H100 SXM vs PCIe".

        A stranger where no entry has that form, or the name is a part of another board's.
        """
        said = qualifiers(text, mention.start, mention.end, sized=sized)
        entry = self.families.chosen(mention.entry, said, mention.name)
        begin = other_boards.begin(text, mention.start, mention.entry)
        end = other_boards.end(text, max(mention.end, said.end), entry or mention.entry)
        if begin < mention.start or end > max(mention.end, said.end):
            return Stranger(begin, end, text[begin:end], of_another_board=True)
        if entry is None:
            return Stranger(mention.start, said.end, text[mention.start : said.end].rstrip())
        decided = bool(said.forms) or entry is not mention.entry
        whole = mention._replace(entry=entry, assumed=mention.assumed and not decided)
        form = other_form(text, said, mention.entry, self.families)
        return [whole, form] if form is not None else [whole, *continued(text, whole, self._whom)]

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
        """The longest name that begins at a word, and of how many words it is."""
        start = words[index][0]
        so_far = self._so_far(text, words, index)
        for count in range(len(so_far), 0, -1):
            begin_last, end = words[index + count - 1]
            last = text[begin_last:end]
            if count > 1 and words[index][1] - start == 1 and text[start] in "aA" and text[start + 1] == " ":
                continue  # "a 100 GB file" names no A100
            if count > 1 and last.isdigit() and _A_RATE_BEHIND.match(text, end):
                continue  # "HDR 200 Gbit/s" states a rate of HDR
            if count > 1 and not sized and _SIZE_AT_THE_END.search(text[start:end]):
                continue
            for name in self._in_singular(so_far[count - 1], last, alone=count == 1):
                known = self._whom(name)
                if known is not None and self._meanings.is_meant(text, start, end, name):
                    end -= len(text[start:end]) - len(text[start:end].rstrip("."))
                    return Mention(start, end, known[0], text[start:end], known[1]), count
        return None, 1

    def _so_far(self, text: str, words: list[tuple[int, int]], index: int) -> list[str]:
        """A word, it and the next, ... as far as all of them begin some name, as names are compared."""
        start = words[index][0]
        so_far = [_folded(text[start : words[index][1]])]
        for (_, before), (behind, end) in pairwise(words[index : index + _MAX_WORDS]):
            between = text[before:behind]
            if between != " " and between.strip(_JOINING) and not _multiplies(text, before, behind):
                break
            folded = _folded(text[start:end])
            if not self._meanings.begins_a_name(folded.removesuffix("s")):
                break
            so_far.append(folded)
        return so_far

    def _in_singular(self, folded: str, last: str, *, alone: bool) -> tuple[str, ...]:
        """What a name that may be in the plural may be, the likelier first; `last` is its last word."""
        singular = folded.removesuffix("s") if len(last) > 2 or alone else folded  # "the TPU v4 is"
        if singular == folded:
            return (folded,)
        return (singular, folded) if self._meanings.is_plural(last, folded) else (folded, singular)


@lru_cache(maxsize=4096)  # the same few names come again and again
def _folded(name: str) -> str:
    """A name of a text, folded, without the dot of a sentence that ends with it."""
    return fold(name.replace(_TIMES, "x")).rstrip(".")


def _multiplies(text: str, before: int, behind: int) -> bool:
    """Whether a multiplication sign alone joins two numbers of a name."""
    return text[before:behind].strip() == _TIMES and text[before - 1].isdigit() and text[behind].isdigit()


def _skip(word: str) -> int:
    """How much of "8xH100" is a count."""
    match = _COUNTED.match(word)
    return match.end() if match else 0
