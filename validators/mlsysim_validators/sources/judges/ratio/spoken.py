"""Factors that words tell: "nearly doubles", "half as many", "an order of magnitude"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import DIMENSIONLESS
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.slides import Slide

_TIMES = Unit("×", 1.0, DIMENSIONLESS)
_WORDS = AnyCase(
    r"\b(?:(?P<nearly>nearly|almost|roughly|about|more than|over|exactly) )?"
    r"(?:(?P<f2>doubl(?:es|ed|ing)|twice|halv(?:es|ed|ing)|half (?:as (?:many|much)|the|of the))|"
    r"(?P<f3>tripl(?:es|ed|ing)|threefold|three times)|(?P<f4>quadrupl(?:es|ed|ing)|fourfold|four times)|"
    r"(?P<f5>five times|fivefold)|(?P<f10>ten(?:fold| times)|an order of magnitude)|"
    r"(?P<f100>two orders of magnitude)|(?P<f1000>three orders of magnitude))\b"
)
_ABOUT = 0.15


def spoken(slide: Slide, judge: Callable[[Claim], None]) -> Iterator[Claim]:
    """Claims for such words that `judge` can decide."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind in ("table", "listing", "math"):
            continue
        for match in _WORDS.finditer(block.text.text):
            name = next(name for name in match.groupdict() if name.startswith("f") and match[name])
            value = float(name[1:])
            magnitude = "magnitude" in match.group()
            hedge = "above" if match["nearly"] in ("more than", "over") else "about"
            reading = Reading(
                match.start(), match.end(), value, 2 * _ABOUT * value, (_TIMES,), hedge,
                block.text.text[match.start() : match.end()],
                1.0 if magnitude else 0.0,
            )  # fmt: skip
            claim = Claim(slide.document, Stated(reading, block.text, block, index), "derived", field="ratio")
            judge(claim)
            if claim.verdict != "unresolved":
                yield claim
