"""Names that a text only compares with: "half of the B200's", "three times an A100", "more than on an H100"."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex

_LONGEST = 45
_AHEAD = regex(
    r"\b(?:than|(?:half|twice|double|triple|third|quarter|fifth|tenth|times)(?: as (?:many|much|large|big) as)?)"
    r" (?:of )?(?:that of |those of |what |in |on |with )?(?:the |an? |our )?$"
)


def is_compared_with(text: str, place: int) -> bool:
    """Whether the name at a place of a text is what something else is compared with, by the words before it."""
    return _AHEAD.search(text, max(0, place - _LONGEST), place) is not None
