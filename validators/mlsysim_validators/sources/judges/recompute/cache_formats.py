"""The number formats of KV caches: which bytes a key or value has, as the words about a cache say."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_validators.sources.judges.recompute.scopes import MOST_TEXT
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

OF_CACHE = regex(
    r"\b((?:FP|INT|BF)\d{1,2}|\d{1,2}[- ]bit)[- ](?:KV[- ]?)?(?:caches?|KV)\b|"
    r"\b(?:caches?|KV)(?: cache)?(?: is| kept| stays)?(?: in| at|:| =|,| \()? ?"
    r"((?:FP|INT|BF)\d{1,2}|\d{1,2}[- ]bits?)\b",
    re.IGNORECASE,
)
_CLAUSE = regex(r"[;,.(]")


def said_of_caches(text: str) -> frozenset[str]:
    """The number formats that a text says caches are kept in."""
    return formats_in(" ".join(match[1] or match[2] for match in OF_CACHE.finditer(text)))


def said_on(slide: Slide) -> frozenset[str]:
    """The number formats that a slide says caches are kept in."""
    return slide.once("formats of caches", lambda: said_of_caches(slide.text[:MOST_TEXT]))


def widths_of_cache(s: Situation) -> set[float]:
    """The bytes of a key or value: of the format that is said of the cache, or else of those that are named near."""
    own = s.around.sentence_before + s.claim.text + _CLAUSE.split(s.around.after, maxsplit=1)[0]
    everywhere = said_on(s.slide) if s.claim.stated.cell is None else frozenset()
    for index, scope in enumerate(s.scopes[:3]):
        in_prose = s.claim.stated.cell is None and not index
        named = said_of_caches(own if in_prose else scope.text)
        if len(named) == 1 and not in_prose and len(everywhere) > 1:
            return {formulas.bytes_per_element(name) for name in everywhere}
        if len(named) == 1:
            return {formulas.bytes_per_element(next(iter(named)))}
    named = formats_in(s.around.sentence) if s.claim.stated.cell is None else formats_in(s.scopes[2].text)
    if len(named) > 1:  # one of the weights, one of the cache
        widths = {formulas.bytes_per_element(name) for name in named}
    else:
        widths = {formulas.bytes_per_element(s.precision() or "fp16")}
    return widths | ({2.0} if min(widths) < 2.0 else set())  # a narrow format is mostly of the weights
