"""Numbers that a formula states with values set in the text: "2N^3 = 137 GFLOP", "(p-1)/(m+p-1) with m = 16: 15.8%"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, log
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.claims import Claim, Expected, of_texts
from mlsysim_validators.sources.compare import digits_of, printed
from mlsysim_validators.sources.judges.formulas.bindings import UNITS, Setting, settings_in
from mlsysim_validators.sources.judges.formulas.symbols import Place, close, formulas_in
from mlsysim_validators.sources.judges.off_by import half_a_step, off_by
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Text
from mlsysim_validators.sources.texts.slides import Slide

RULE = "arithmetic"
_LONGEST = 1500
_EQUALS = regex(
    r"(?P<unit>[\s)]*(?:B|FLOPs?|bytes|GB|s|tokens)?\s*)(?:[=≈→⇒:]|, (?:so|or|that is))\s*(?:about )?[~≈]?\s*\Z"
)
_GAP = regex(r"[^.;=\d]{0,40}")
_JOINT = regex(r"[,;]? ?(?:and|with)? ?")
_FARTHEST = 10.0
_TOLD = 2  # digits that make a gap evidence where other numbers follow the formula
_EXACT = 0.004
_OPERATES = regex(r"[·×*/^+√−-]")
_ROUGH = 0.03
_BINARY = (1.0, 1.024, 1.024**2, 1.024**3)
_SLIPS = (2.0, 3.0, 4.0, 8.0, 10.0, 100.0, 1000.0, 1e6, *_BINARY[1:])


class _Found(NamedTuple):
    """`certain`: the formula stands in the claim's own text, and what it needs is set on the slide."""

    claim: Claim
    words: str
    right: float
    certain: bool
    names: frozenset[str]
    equated: bool = False  # "=" stands between the formula and the claim

    @property
    def unit(self) -> Unit:
        """The unit in which the claim is nearest to it: 2.62 B may be billions or bytes."""
        stated = self.claim.reading.value or 1.0
        if not self.right or not isfinite(self.right):
            return self.claim.reading.units[0]
        return min(self.claim.reading.units, key=lambda unit: abs(log(abs(stated * unit.factor / self.right))))


def judge(slide: Slide, claims: Sequence[Claim], own: Mapping[str, float], carried: Mapping[str, float]) -> None:
    """Decide the numbers that a formula of the slide comes to.

    `own`: what the slide sets symbols to; `carried`: what the text before it does.
    """
    values = {**{name: value for name, value in carried.items() if name not in UNITS}, **own}
    by_text = of_texts(claim for claim in claims if claim.stated.cell is None and claim.reading.one_value)
    settings = {id(block.text): settings_in(block.text.text) for block in slide.blocks if id(block.text) in by_text}
    known = frozenset(values) | {one.name for each in settings.values() for one in each}
    found: list[_Found] = []
    above: list[tuple[Place, str]] = []
    for block in slide.blocks if known else ():
        text = block.text.text
        if (id(block.text) not in by_text and not any(sign in text for sign in "/^√·×")) or len(text) > _LONGEST:
            continue
        here = [(place, text[place.begin : place.end]) for place in formulas_in(text, known)]
        for claim in by_text.get(id(block.text), ()):
            one = _of(claim, block.text, here, above, settings[id(block.text)], values)
            if one is not None:
                found.append(one._replace(certain=one.certain and one.names <= frozenset(own)))
        above += here
    _decide(found)


def _of(
    claim: Claim,
    text: Text,
    here: Sequence[tuple[Place, str]],
    above: Sequence[tuple[Place, str]],
    settings: Sequence[Setting],
    values: Mapping[str, float],
) -> _Found | None:
    """What a claim is with a formula that ends before it, or that the symbols right before it are set for."""
    start = claim.reading.start
    before = [(place, words) for place, words in here if place.end <= start]
    local = list(_set_before(text.text, start, settings))
    if before and _EQUALS.fullmatch(text.text, before[-1][0].end, start):
        one = _worth(claim, *before[-1], values, settings)
        equated = "=" in text.text[before[-1][0].end : start]
        return one if one is None else one._replace(equated=equated)
    if not local:
        return None
    names = {one.name for one in local}
    meant = [(place, words) for place, words in before if names <= place.formula.names()][-1:]
    certain = bool(meant)
    if not meant:
        meant = [(place, words) for place, words in above if names <= place.formula.names()]
        if len({words for _, words in meant}) != 1:
            return None
    one = _worth(claim, *meant[-1], values, local)
    return one if one is None else one._replace(certain=certain)


def _set_before(text: str, start: int, settings: Sequence[Setting]) -> Iterator[Setting]:
    """What is set right before a number: "with m = 16 micro-batches: 15.8%", "p = 8, m = 32: 18%"."""
    gap = _GAP
    for one in reversed([each for each in settings if each.end <= start]):
        if not gap.fullmatch(text, one.end, start):
            return
        yield one
        gap, start = _JOINT, one.start


def _worth(
    claim: Claim, place: Place, words: str, values: Mapping[str, float], settings: Sequence[Setting]
) -> _Found | None:
    names = place.formula.names()
    if len(names) == 1 and not _OPERATES.search(words):  # "8B", "3350 s" may be an amount
        return None
    if claim.text.lstrip("0123456789.,~≈ ") in names:  # "2 × 2 P = 4P" is told in it, and is no amount
        return None
    local = {one.name: one.value for one in settings}
    try:
        right = place.formula.worth({**values, **local}, {})
    except (KeyError, ArithmeticError, ValueError, TypeError):
        return None
    if not isinstance(right, float) or right <= 0:
        return None
    return _Found(claim, words, right, True, names - frozenset(local))


def _decide(found: Sequence[_Found]) -> None:
    """Match what follows its formula; tell what a slip of it gives, or what alone does not follow it."""
    fits = [_fits(one) for one in found]
    for one, fit in zip(found, fits, strict=True):
        claim = one.claim
        if claim.verdict != "unresolved":
            continue
        unit = one.unit
        stated = claim.reading.value * unit.factor
        others = {each.words for each, right in zip(found, fits, strict=True) if right and each is not one}
        proven = one.certain and _is_proven(one, [each for each, right in zip(found, fits, strict=True) if right])
        slipped = one.certain and off_by(stated, one.right, half_a_step(claim.reading) + _EXACT, _SLIPS)
        if fit:
            claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
            claim.decide("match", working=one.words)
        elif slipped or ((one.words in others or proven) and digits_of(claim.reading) >= _TOLD):
            claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
            claim.expected = Expected(one.right, printed(one.right, claim.reading, unit))
            told = f"{one.words} is {claim.expected.printed} with the values of the slide"
            claim.decide("mismatch", told, rule=RULE, hint=f"write {claim.expected.printed}", working=told)


def _is_proven(one: _Found, right: Sequence[_Found]) -> bool:
    """Whether the formula stands right before its number, and others that fit show the values of all its symbols."""
    stated = one.claim.reading.value * one.unit.factor
    near = 1 / _FARTHEST <= stated / one.right <= _FARTHEST
    return (
        bool(one.names)
        and one.equated
        and near
        and all(any(name in each.names for each in right) for name in one.names)
    )


def _fits(one: _Found) -> bool:
    stated = one.claim.reading.value * one.unit.factor
    return any(close(stated, one.right / binary, _room(one.claim, one.unit)) for binary in _BINARY)


def _room(claim: Claim, unit: Unit) -> float:
    rough = _ROUGH * claim.reading.value if claim.reading.rough else 0.0
    return (0.5 * claim.reading.resolution + rough) * unit.factor
