"""A known name that is a part of another's, which the registry does not know: "West Virginia", "GPT-3 Small"."""

from __future__ import annotations

from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.patterns import regex

# "TurboSparse-Mixtral" is another model than Mixtral.
_COMPOUND = regex(r"(?<![A-Za-z])[A-Z][a-z]+[A-Z][a-z]+[A-Za-z]*-$")
_LONGEST_COMPOUND = 24
# "West Virginia" is not Virginia, "New South Wales" not South Wales.
_ANOTHER_PLACE = regex(r"\b(?:West|East|North|South|New|Upper|Lower)[ -]$")
_LONGEST_OF_A_PLACE = 8
_OF_ANOTHER_SIZE = regex(r"[ -](?:Nano|Tiny|Mini|Small|Medium|Large(?! [Ll]anguage)|Huge|X{1,2}L)\b")


def longer_name(text: str, mention: Mention) -> Stranger | None:
    """The longer name of something else that a known name stands in, None where it stands for itself."""
    if mention.entry.kind == "grids":
        place = _ANOTHER_PLACE.search(text, max(0, mention.start - _LONGEST_OF_A_PLACE), mention.start)
        return _from(text, place.start(), mention.end) if place is not None else None
    if mention.entry.kind != "models":
        return None
    compound = _COMPOUND.search(text, max(0, mention.start - _LONGEST_COMPOUND), mention.start)
    if compound is not None:
        return _from(text, compound.start(), mention.end)
    size = _OF_ANOTHER_SIZE.match(text, mention.end) if mention.assumed else None  # "GPT-3 Small" is no GPT-3 175B
    return _from(text, mention.start, size.end(), of_a_model=True) if size is not None else None


def _from(text: str, start: int, end: int, *, of_a_model: bool = False) -> Stranger:
    return Stranger(start, end, text[start:end], of_a_model)
