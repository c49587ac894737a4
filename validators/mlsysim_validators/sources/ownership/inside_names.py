"""Numbers that are a part of a name, or count what is named: "Llama-3 8B", "A100 80GB", "32x DGX H100"."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.model_fields import is_the_active_part
from mlsysim_validators.sources.patterns import regex

PART_OF_A_NAME = "part of a name"
_SIZE_IN_A_NAME = regex(r"\d+(?:\.\d+)?[Bb]")  # the "70B" of a model that the registry need not know
_SIZE_ALONE = regex(r"\d{2,3} ?-?Gi?B")
_SIZES_LISTED = regex(r"\d[Bb](?:, | and |/|, and | or )$")
_PARAMETERS_HEADER = AnyCase(r"\bparam")
_PARAMETERS = regex(r"[ \u2009\u00a0-]?(?:active |total |trainable )?param|[ \u2009\u00a0]?weights", re.IGNORECASE)
_LONGEST_NAME = 100


def is_inside_a_name(claim: Claim, finder: EntityFinder, column: str) -> bool:
    """Whether the number belongs to a name ("Llama-3 8B", "A100 80GB") or counts what is named ("32x DGX H100")."""
    reading = claim.reading
    text = claim.stated.text.text
    if _SIZE_IN_A_NAME.fullmatch(reading.text):
        if _PARAMETERS_HEADER.search(column):
            return False
        if is_the_active_part(claim):
            return False
        listed = _SIZES_LISTED.search(text, max(0, reading.start - 20), reading.start)
        if listed is not None or not _PARAMETERS.match(text, reading.end):
            return True
    nearest = max(0, reading.start - _LONGEST_NAME)
    for mention in finder.mentions_within(text, nearest, reading.end + _LONGEST_NAME):
        mention = mention._replace(start=mention.start + nearest, end=mention.end + nearest)
        if (
            mention.start <= reading.start
            and reading.end <= mention.end
            and (
                mention.end - mention.start > reading.end - reading.start - (reading.units[0].symbol == "s")  # "4090s"
                or _SIZE_ALONE.fullmatch(mention.name)  # the second of "A100 40GB / 80GB"
            )
        ):
            return True
        if reading.units[0].symbol == "×" and 0 <= mention.start - reading.end <= 1:
            return True
    unknown = finder.strangers_within(text, nearest, reading.end + _LONGEST_NAME)
    return any(name.start + nearest < reading.start and reading.end <= name.end + nearest for name in unknown)
