"""A field, and the words around a number that say which one it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex

_AS_ITS_OWN = regex(r"[ (:\u00a0]*(?:['\u2019]s?[ \u00a0](?:(?:own|full|whole|total|entire)[ \u00a0])?)?")


class Field(NamedTuple):
    """A spec path (kind "spec") or the name of a derived quantity (kind "derived"), and how sure the words make us.

    `named` is False where only the unit speaks for it.
    """

    path: str
    kind: str
    named: bool


# "312 TFLOPS (vs 19.5 TFLOPS FP32)": what stands there is of the other number.
AGAINST = regex(r"\((?:vs\.?|versus|against|instead of|up from)(?!\w)", re.IGNORECASE)


class Words(NamedTuple):
    """The words around a number, the nearest first."""

    before: str  # between the number before and this one, in its cell or sentence
    since: str  # the part of those behind the entity's name
    behind: bool  # whether the name is among the words before
    after: str
    ahead: bool  # the entity's name stands right behind the number: "80 GB A100", "of an A100", "(A100)"
    labels: str  # the row's label and the column's headers
    sentence: str
    paragraph: str

    @property
    def near(self) -> str:
        """The few words on both sides, and the labels."""
        return f"{self.since[-40:]} {self.after[:30]} {self.labels}"

    @property
    def direct(self) -> bool:
        """Whether the number stands right at the name: "MI300X 192 GB", "the H100's 80 GB", "the 80 GB of an H100"."""
        return self.ahead or (self.behind and _AS_ITS_OWN.fullmatch(self.since) is not None)

    @property
    def own(self) -> str:
        """All words that are the number's own."""
        return f"{self.before} {AGAINST.split(self.after, maxsplit=1)[0]} {self.labels}"
