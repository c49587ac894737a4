"""One quantity under one set of conditions, stated twice with different values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields import BYTES, number_format
from mlsysim_validators.sources.slides import Slide, Surroundings

_NOUNS = re.compile(r"gradients?|activations?|kv[ -]cache|optimizer states?", re.IGNORECASE)
# Words by which an author says that another case is meant.
_OTHERWISE = re.compile(
    r"\bif\b|suppose|assum|instead|now (?:with|take|imagine)|cleaner|simpl|for example|e\.g\.|another|other",
    re.IGNORECASE,
)

_MOST_SAID = 100  # different amounts of one noun that are kept in mind


class Said:
    """What a document has said of a quantity so far, in the order of reading."""

    def __init__(self) -> None:
        self._by_noun: dict[str, dict[tuple[float, frozenset[str]], tuple[Claim, frozenset[str]]]] = {}

    def judge(self, claims: Iterable[tuple[Claim, Surroundings]], slide: Slide, finder: EntityFinder) -> None:
        """Compare amounts that carry the same name with what was said before under the same conditions."""
        on_slide = {mention.entry.id for mention in slide.only_named(finder) if mention.entry.kind == "models"}
        for claim, around in claims:
            noun = self._noun(claim, around)
            if noun is None or claim.verdict not in ("unresolved", "match"):
                continue
            conditions = _conditions(around, on_slide, finder)
            said = self._by_noun.setdefault(noun, {})
            for earlier, theirs in said.values():
                if (
                    not _same_value(claim, earlier)
                    and _comparable(conditions, theirs)
                    and not _OTHERWISE.search(around.sentence)
                ):
                    line, _ = earlier.document.position(earlier.stated.offset)
                    place = (
                        f"{earlier.document.path}:{line}" if earlier.document is not claim.document else f"line {line}"
                    )
                    told = f"{noun}: {earlier.text} at {place}, {claim.text} here"
                    told += ", and nothing says that another case is meant"
                    claim.decide(
                        "inconsistent", told, rule="changed", hint=f"write {earlier.text}, or say why it differs"
                    )
                    break
            if len(said) < _MOST_SAID:
                said.setdefault((_amount(claim), conditions), (claim, conditions))

    @staticmethod
    def _noun(claim: Claim, around: Surroundings) -> str | None:
        unit = claim.unit or claim.reading.units[0]
        if unit.dimension != BYTES or claim.kind == "spec" or unit.symbol == "B":
            return None
        match = _NOUNS.search(around.after[:30]) or _NOUNS.search(f"{around.before[-30:]} {around.row} {around.column}")
        return match.group().lower().rstrip("s").replace("-", " ") if match else None


def _amount(claim: Claim) -> float:
    return claim.reading.value * (claim.unit or claim.reading.units[0]).factor


def _same_value(left: Claim, right: Claim) -> bool:
    unit = left.unit or left.reading.units[0]
    other = right.unit or right.reading.units[0]
    return agrees(left.reading, unit.factor, _amount(right)) or agrees(right.reading, other.factor, _amount(left))


def _conditions(around: Surroundings, on_slide: set[str], finder: EntityFinder) -> frozenset[str]:
    """The model, format, token and batch counts that are stated near a claim."""
    near = f"{around.sentence} {around.row} {around.column}"
    models = {m.entry.id for m in finder.mentions(near) if m.entry.kind == "models"}
    whole = models or on_slide
    found = {f"model {name}" for name in whole} if len(whole) == 1 else set()
    number = number_format(near)
    if number:
        found.add(f"format {number}")
    for what, pattern in (("tokens", r"([\d,]+K?)[ -]?tokens?"), ("batch", r"batch(?: size)? ?=? ?([\d,]+)")):
        match = re.search(pattern, near, re.IGNORECASE)
        if match:
            found.add(f"{what} {match.group(1)}")
    return frozenset(found)


def _comparable(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sets of conditions name nothing that differs."""
    kinds = {condition.split()[0]: condition for condition in theirs}
    return all(kinds.get(condition.split()[0], condition) == condition for condition in mine)
