"""Texts about another version of a model than the one that a slide happens to name: V4, where V3 is compared with."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.ownership.people import THROUGHOUT
from mlsysim_validators.sources.patterns import regex

_VERSION = regex(r"(?P<stem>\D*[A-Za-z]\D*?)(?P<number>\d+(?:\.\d+)?)")
_ANOTHER = regex(r"\W*[A-Z][\w.]*-[\w.-]*\d[\w.-]*\W{0,4}:")  # an item of its own: "Ling-mini-2.0: 20 layers"
_ANYWHERE = (THROUGHOUT, "the only one on the slide", "the document's title")


def is_of_another_version(claim: Claim) -> bool:
    """Whether the name of a model, which does not stand with a number, is not the version that its text is about."""
    named = _VERSION.match(claim.name) if claim.how in _ANYWHERE else None
    if named is None or claim.entity is None or claim.entity.kind != "models":
        return False
    if claim.how == THROUGHOUT and _ANOTHER.match(claim.stated.text.text) is not None:
        return True
    return _most_named(claim.document.source, named["stem"]) not in ("", named["number"])


@lru_cache(maxsize=64)
def _most_named(text: str, stem: str) -> str:
    """The number that stands behind a name most often."""
    found = Counter(re.findall(rf"(?<![A-Za-z]){re.escape(stem)}(\d+(?:\.\d+)?)", text))
    return found.most_common(1)[0][0] if found else ""
