"""One quantity under one set of conditions, stated twice with different values.

Careful on purpose: two amounts that carry one name mostly differ for a reason. Only amounts that stand right beside
their name are compared, not the cells of a table (whose columns are conditions); in one document with what a
neighbouring slide says, in different documents only where both say of which model, and of how many tokens.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import BYTES, CARBON
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.certainty import WEAK
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_NOUN = r"(?P<noun>gradients?|activations?|kv[ -]cache|optimizer states?)"
_BEHIND = regex(rf" ?(?:of )?(?:the )?(?:FP\d\d |BF16 )?{_NOUN}", re.IGNORECASE)
_AHEAD = regex(
    rf"{_NOUN}(?: size| buffer| memory)?(?: \([^()]{{0,30}}\))? ?(?:of|is|are|=|:|at|takes?)? ?[~≈]? ?$", re.IGNORECASE
)
# Words by which an author says that another case, or a part, is meant.
_OTHERWISE = AnyCase(
    r"\bif\b|suppose|assum|instead|now (?:with|take|imagine)|cleaner|simpl|for example|e\.g\.|another|other|"
    r"\bsav|shard|zero|fsdp|stage|reduc|\bper\b|each|from\b|after|before|\bwithout\b|compress|quanti|offload|bucket|"
    r"checkpoint|recomput|→|->|grow|up to|every|chunk|layer|partition|\bvs\b|\bonly\b|sparse|accumul|"
    r"\bactive\b|\blocal\b|\bworking\b"
)
_SIZED_MODEL = regex(r"(?<![\w.])(\d+(?:\.\d+)?[BM])(?: |-)(?:param\w*[ -])?(?:model|LLM|param)", re.IGNORECASE)
_LINES_ABOVE = 40
_LONGEST = 400
_NEAR = 2  # slides
_ROUNDED = 0.019  # 56 and 57, from 56.5
_MOST_SAID = 100  # amounts of one noun that are kept in mind, the last ones


class _Statement(NamedTuple):
    claim: Claim
    amount: float
    conditions: frozenset[str]
    slide: int


class Said:
    """What the checked documents have said of a quantity so far, in the order of reading."""

    def __init__(self) -> None:
        self._by_noun: dict[str, deque[_Statement]] = {}
        self._grids: dict[str, Claim] = {}

    def judge(self, claims: Iterable[tuple[Claim, Surroundings]], slide: Slide, finder: EntityFinder) -> None:
        """Compare amounts that carry the same name with what was said before under the same conditions."""
        on_slide = {mention.entry.id for mention in slide.only_named(finder) if mention.entry.kind == "models"}
        fresh: dict[str, list[tuple[_Statement, Surroundings]]] = {}
        for claim, around in claims:
            self._judge_grid(claim, slide)
            noun = _noun(claim)
            if noun is not None and not _OTHERWISE.search(around.sentence):
                conditions = _conditions(around, on_slide, finder)
                if not any(condition.startswith("model ") for condition in conditions):
                    conditions |= _model_above(claim, slide)
                statement = _Statement(claim, _amount(claim), conditions, slide.number)
                fresh.setdefault(noun, []).append((statement, around))
        for noun, here in fresh.items():
            said = self._by_noun.setdefault(noun, deque(maxlen=_MOST_SAID))
            if len(said) + len(here) > _MOST_SAID:
                first = here[0][0].claim
                told = f"more than {_MOST_SAID} amounts of {noun}: each was compared with the last {_MOST_SAID} only"
                first.document.bounded(told, first.stated.offset)
            if (
                len({statement.amount for statement, _ in here}) == 1
            ):  # a slide that states several compares them itself
                statement = here[0][0]
                earlier = next((one for one in reversed(said) if _contradict(noun, statement, one)), None)
                if earlier is not None and statement.claim.verdict in ("unresolved", "match"):
                    _tell(statement.claim, earlier.claim, noun)
                said.append(statement)
            else:
                said.extend(statement._replace(slide=-_MOST_SAID) for statement, _ in here)

    def _judge_grid(self, claim: Claim, slide: Slide) -> None:
        """A grid has one intensity in one set of slides; another year or basis would be said."""
        unit = claim.unit or claim.reading.units[0]
        if claim.entity is None or claim.entity.kind != "grids" or unit.dimension != CARBON:
            return
        if claim.how in WEAK:  # a plan's own assumption, for all that the slide names a country
            return
        earlier = self._grids.setdefault(claim.entity.id, claim)
        if (
            earlier is claim
            or _same_value(claim, earlier, _ROUNDED)
            or re.search(r"\b20\d\d\b", claim.stated.sentence())
        ):
            return
        told = f"{claim.entity.name}: {earlier.text} at {_place(earlier, claim)}, {claim.text} here"
        if claim.verdict in ("unresolved", "match"):
            claim.decide("inconsistent", told, rule="changed", hint="write one figure, with its year and source")
        elif told not in claim.reason:
            claim.reason = f"{claim.reason}; {told}"


def _tell(claim: Claim, earlier: Claim, noun: str) -> None:
    told = f"{noun}: {earlier.text} at {_place(earlier, claim)}, {claim.text} here"
    told += ", and nothing says that another case is meant"
    claim.decide("inconsistent", told, rule="changed", hint=f"write {earlier.text}, or say why it differs")


def _place(earlier: Claim, claim: Claim) -> str:
    line, _ = earlier.document.position(earlier.stated.offset)
    return f"{earlier.document.path}:{line}" if earlier.document is not claim.document else f"line {line}"


def _noun(claim: Claim) -> str | None:
    """The name of an amount of memory that stands right beside it, outside tables."""
    unit = claim.unit or claim.reading.units[0]
    if unit.dimension != BYTES or claim.kind == "spec" or unit.symbol == "B" or claim.stated.cell is not None:
        return None
    if not claim.reading.one_value or claim.verdict not in ("unresolved", "match"):
        return None
    text, reading = claim.stated.text.text, claim.reading
    match = _BEHIND.match(text, reading.end) or _AHEAD.search(text[max(0, reading.start - 60) : reading.start])
    return match["noun"].lower().rstrip("s").replace("-", " ") if match else None


def _contradict(noun: str, mine: _Statement, theirs: _Statement) -> bool:
    return _one_case(noun, mine, theirs) and not _same_value(mine.claim, theirs.claim)


def _one_case(noun: str, mine: _Statement, theirs: _Statement) -> bool:
    """Whether two amounts of one name are stated under the same conditions."""
    kinds = {condition.split()[0]: condition for condition in theirs.conditions}
    if any(kinds.get(condition.split()[0], condition) != condition for condition in mine.conditions):
        return False
    both = {condition.split()[0] for condition in mine.conditions & theirs.conditions}
    wanted = {"model", "tokens"} if noun == "kv cache" else {"model"}
    if both >= wanted:
        return mine.claim.document is theirs.claim.document or mine.conditions == theirs.conditions
    near = mine.claim.document is theirs.claim.document and abs(mine.slide - theirs.slide) <= _NEAR
    return near and noun != "kv cache" and noun != "activation"


def _amount(claim: Claim) -> float:
    return claim.reading.value * (claim.unit or claim.reading.units[0]).factor


def _same_value(left: Claim, right: Claim, room: float = 0.1) -> bool:
    """Whether two amounts are the same as printed, or nearly: GiB for GB, 16 for 16.06."""
    unit = left.unit or left.reading.units[0]
    other = right.unit or right.reading.units[0]
    if agrees(left.reading, unit.factor, _amount(right)) or agrees(right.reading, other.factor, _amount(left)):
        return True
    ratio = _amount(left) / _amount(right) if _amount(right) else 0.0
    return abs(ratio - 1) < room


def _model_above(claim: Claim, slide: Slide) -> frozenset[str]:
    """The size of the model that the lines above a claim, or its slide's title, speak of: "for a 500B model"."""
    texts = (block.text.text[:_LONGEST] for block in islice(slide.above(claim.stated.block), _LINES_ABOVE))
    for text in (*texts, slide.title):
        sizes = _SIZED_MODEL.findall(text)
        if sizes:
            return frozenset({f"model {sizes[-1]}"})
    return frozenset()


def _conditions(around: Surroundings, on_slide: set[str], finder: EntityFinder) -> frozenset[str]:
    """The model, format, token and batch counts that are stated near a claim."""
    near = f"{around.sentence} {around.row} {around.column}"
    models = {m.entry.id for m in finder.mentions(near) if m.entry.kind == "models"}
    whole = models or on_slide
    found = {f"model {name}" for name in whole} if len(whole) == 1 else set()
    unknown = re.search(r"\b(\d+(?:\.\d+)?)[BM]\b(?! ?param)", near)  # a model that the registry need not know
    if not found and unknown is not None:
        found = {f"model {unknown.group()}"}
    number = number_format(near)
    if number:
        found.add(f"format {number}")
    for what, pattern in (("tokens", r"([\d,]+K?)[ -]?tokens?"), ("batch", r"batch(?: size)? ?=? ?([\d,]+)")):
        match = re.search(pattern, near, re.IGNORECASE)
        if match:
            found.add(f"{what} {match.group(1)}")
    return frozenset(found)
