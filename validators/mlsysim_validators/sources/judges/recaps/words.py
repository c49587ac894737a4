"""How much of what two statements say is the same: the words that tell something, those that are rare weighing most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

_WORD = regex(r"\d[\d,]*(?:\.\d+)?[A-Za-z]*|[A-Za-zτ][A-Za-z]*(?:\d+[A-Za-z]*)*")
_PLAIN = (
    "the a an of to in on at for and or is are was were be been by with from as that this these those it its we "
    "our you your they their he she one all only per so then than but not no if which what when where will would "
    "can could should may has have had do does did into over under about up down out more less just also still "
    "even each every any some other another there here how much many same while because since after before now "
    "thus hence both such most least very x"
)
_ORDINARY = frozenset(_PLAIN.split())
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "ies", "edly", "ed", "es", "s", "ly", "e")
_SHORTEST = 4  # letters that an ending leaves
_LONGEST = 7  # letters of a stem
# What people of the field call one thing, as stems; the first word stands for the others.
_ONE_THING = {
    word: group.split()[0]
    for group in (
        "failur fail interru mtbf stop crash fault", "checkpo young daly interva save snapsho",
        "carbon co2 emissio emit", "energy electri mwh kwh", "cost pric money dollar bill pay",
        "durat run last long", "request convers user sequenc chat slot", "gpu gpus card device acceler",
        "cach kv", "train pretrai", "replica copy", "step iterat", "hide overlap expos",
        "ttft prefill prompt", "tpot decod token",
    )
    for word in group.split()
}  # fmt: skip


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text that tell something, and its numbers."""
    return frozenset(ordered_stems(text))


def ordered_stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text that tell something, and its numbers, in their order."""
    return tuple(filter(None, map(_stem, _WORD.findall(text))))


@lru_cache(maxsize=4096)
def _stem(spelled: str) -> str:
    """The stem of a word, "" of one that tells nothing; asked for each word of a document, so that most are known."""
    word = spelled.lower()
    if word in _ORDINARY or (len(word) == 1 and not word.isdigit()):
        return ""
    if word[0].isdigit():
        return word.replace(",", "")
    stem = word
    if word.endswith(_ENDINGS):
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
        stem = word.removesuffix(ending)
    if stem == word and word.endswith("s") and not word.endswith("ss") and len(word) == _SHORTEST:
        stem = word[:-1]  # pods, runs
    stem = stem[:_LONGEST]
    return _ONE_THING.get(stem, stem)


def is_code(stem: str) -> bool:
    """Whether a stem is of digits and letters, as devices, formats and sizes of models are: H100, FP8, 70b; not 21x."""
    return any(char.isdigit() for char in stem) and any(char.isalpha() for char in stem.rstrip("x"))


class Weights:
    """How rare the words of a document are."""

    def __init__(self, texts: Sequence[frozenset[str]], least: int = 0) -> None:
        """Of texts by their words; of fewer than `least` texts, as if others had none of them."""
        many = max(len(texts), least)
        counts = Counter(stem for one in texts for stem in one)
        self._weights = {word: log(1 + many / count) for word, count in counts.items()}
        self._rarest = log(1 + many)

    @classmethod
    def of_document(cls, document: Document) -> Weights:
        """The weights of the words of a document, by the blocks and rows that have them."""
        return cls([stems(text) for block in document.blocks for text in _texts(block)])

    def of(self, words: Iterable[str]) -> float:
        """The weight of some words together."""
        return sum(self._weights.get(word, self._rarest) for word in words)


def _texts(block: Block) -> Iterable[str]:
    if block.kind == "table":
        return (" ".join(cell.text.text for cell in row) for row in block.rows)
    return () if block.kind in ("data", "comment") else (block.text.text,)
