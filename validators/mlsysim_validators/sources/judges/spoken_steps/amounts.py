"""The numbers of running text in their order: quantities, and plain ones with the noun that they count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import COUNT_WORDS, Reading, plain_number
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import ENDS

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PLAIN = regex(
    r"(?<![\w.,$€/^+−×·*=<>-])(?<!\w[ -][×x] )(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?: (?P<scale>{'|'.join(_SCALES)})\b)?(?![\w%/^]|[.,]\d|-\w| ?[×x·*=] ?\d)"
)
_SPELLED = regex(rf"\b(?P<n>{'|'.join(COUNT_WORDS)})\b(?![- ](?:of|third|half)\b)", words=tuple(COUNT_WORDS))
_NAMED = regex(r"(?:[a-z0-9)] [A-Z][\w.-]*|\b(?i:section|figure|fig\.|table|chapter|version|week|step|part|eq\.)) $")
_NOUN = regex(r"(?: (?:of (?:the|these|them|those)|[a-z]{2,}(?:-[a-z]+)?(?<!s))){0,2}? (?P<noun>[a-z]{3,}s)\b")
_VERBS = """
is was has does this its thus gives takes makes needs holds leaves means as us fits costs uses runs says lives sees
becomes comes goes gets always less plus across perhaps times yields besides
"""
_NO_NOUNS = frozenset(_VERBS.split())
_MOST = 60


class Amount(NamedTuple):
    """A number of a text: in which unit, of what (the stem of the noun that it counts), in which sentence."""

    reading: Reading
    unit: Unit
    noun: str
    sentence: int
    claim: Claim | None
    scale: float = 1.0

    @property
    def value(self) -> float:
        """In base units."""
        return self.reading.value * self.unit.factor * self.scale

    @property
    def resolution(self) -> float:
        """One unit of its last printed digit, in base units."""
        return self.reading.resolution * self.unit.factor * self.scale

    @property
    def dimension(self) -> Dimension:
        """What it measures; of devices, as of all else that is only counted, nothing."""
        return tuple(part for part in self.unit.dimension if part[0] != "devices")

    @property
    def whole(self) -> bool:
        """Whether it is printed as a whole number."""
        return self.reading.resolution * self.scale >= 1.0 and "." not in self.reading.text

    def told(self) -> str:
        """Its words."""
        return " ".join(self.reading.text.split())


def amounts_of(text: str, claims: Sequence[Claim]) -> list[Amount]:
    """The numbers of a text; of many the first ones."""
    ends = [end.end() for end in ENDS.finditer(text)]
    taken = sorted((claim.reading.start, claim.reading.end) for claim in claims)
    found = [
        Amount(one.reading, _unit(one), noun_behind(text, one.reading.end) or _counted(_unit(one)), 0, one)
        for one in claims
        if one.reading.value and not one.reading.exponent_step
    ]
    found += [one for one in _without_unit(text) if _free(taken, one.reading.start, one.reading.end)]
    found.sort(key=lambda one: one.reading.start)
    return [one._replace(sentence=bisect_right(ends, one.reading.start)) for one in found[:_MOST] if one.value]


@lru_cache(maxsize=4096)  # several judges ask for those of each text
def _without_unit(text: str) -> tuple[Amount, ...]:
    """The numbers of a text that have no unit, in digits and in words."""
    found: list[Amount] = []
    for match in _PLAIN.finditer(text):
        if _NAMED.search(text, max(0, match.start() - 24), match.start()):
            continue
        reading = plain_number(match["n"], match.start())._replace(end=match.end(), text=match.group())
        scale = _SCALES.get(match["scale"] or "", 1.0)
        found.append(Amount(reading, ONE, noun_behind(text, match.end()), 0, None, scale))
    for match in _SPELLED.finditer(text):
        reading = Reading(*match.span(), COUNT_WORDS[match["n"]], 1.0, (ONE,), "", match.group())
        found.append(Amount(reading, ONE, noun_behind(text, match.end()), 0, None))
    return tuple(found)


def stem(noun: str) -> str:
    """A noun without its plural: boxes and box are one."""
    for ending, single in (("ies", "y"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if noun.endswith(ending):
            return noun[: -len(ending)] + single
    return noun


def _unit(claim: Claim) -> Unit:
    return claim.unit or claim.reading.units[0]


def _counted(unit: Unit) -> str:
    return "gpu" if unit.symbol == "GPU" else ""


def noun_behind(text: str, end: int) -> str:
    """The stem of the noun that a number counts which ends there, "" without one."""
    match = _NOUN.match(text, end)
    return stem(match["noun"]) if match is not None and match["noun"] not in _NO_NOUNS else ""


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(taken, (start, 10**9)) - 1
    behind = taken[index + 1] if index + 1 < len(taken) else (10**9, 0)
    return (index < 0 or taken[index][1] <= start) and behind[0] >= end
