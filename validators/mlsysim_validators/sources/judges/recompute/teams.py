"""How many devices share a work, in words: "the pair reads them", "both MI300X", "so you need two", "the two can"."""

from __future__ import annotations

from functools import lru_cache

from mlsysim_registry.units.reading import COUNT_WORDS
from mlsysim_validators.sources.patterns import regex

WORDS = {word: float(number) for word, number in COUNT_WORDS.items() if number > 1}
_TEAMS = {"pair": 2.0, "couple": 2.0, "both": 2.0, "duo": 2.0, "trio": 3.0, "quartet": 4.0, "octet": 8.0, **WORDS}
_NUMBERS = "|".join(WORDS)
_DEVICES = r"(?:GPU|chip|card|device|accelerator|board|die|TPU)s\b"
_TEAM = regex(
    r"\b(?P<team>pair|couple|duo|trio|quartet|octet)\b(?! of (?:passes|times|years|days|months|weeks|hours|minutes))"
    rf"|\b(?P<both>both) (?:[A-Z]|{_DEVICES})"
    rf"|\b(?:needs?|takes?|uses?|wants?|buys?|requires?|the|on|over|across|between) (?P<needed>{_NUMBERS})\b"
    r"(?=\W*(?:$|[.,;:]|of them|together|can|will|reads?|shares?|splits?|holds?|do)\b|[.,;:]|$)"
    rf"|\b(?P<counted>{_NUMBERS}) (?:of them\b|can\b|[A-Z][\w-]*\d\w*s?\b|(?:\w+ )?{_DEVICES})"
    r"|\bboxe?s? of (?P<box>eight|four|two)\b"
)


@lru_cache(maxsize=1024)
def teams_in(text: str) -> frozenset[float]:
    """The numbers of devices that a text puts together in words."""
    return frozenset(_TEAMS[match[match.lastgroup or 0].lower()] for match in _TEAM.finditer(text))
