"""Results that are called what a formula above is of: "cache = 327,680 × S bytes ... at S = 4,608 the cache is 1.5 GB".

The formula stands in the same section, or not far above, and each of its symbols has been set by an equals sign: what
was set last counts. Wrong is what a slip makes of it: a factor left out, a power of ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.claims import Claim, Expected, of_texts
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.algebra.equations import Side
from mlsysim_validators.sources.judges.formulas.formula import Formula
from mlsysim_validators.sources.judges.formulas.symbols import close
from mlsysim_validators.sources.judges.known_laws.equations import Equation, equations
from mlsysim_validators.sources.judges.off_by import half_a_step, off_by
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

RULE = "arithmetic"
_SET = regex(r"(?<![\w^·×*/+.-])(?<![·×*/+^] )(?P<name>[A-Za-zα-ωΑ-Ω][\w']{0,20}) ?[=≈] ?[~≈]?(?=\d)")
_GOES_ON = regex(r" ?[-+·×*/^(]|\w")
_STATES = regex(
    r"(?P<words>[^.;:!?=≈<>|]{1,60}?) ?(?:[=≈∼]|\b(?:is|are|was|becomes|(?:would|will) be|comes to|takes|needs|of)\b)"
    r"[\s(]*(?:(?:then|now|already|thus|only|about|roughly|around|approximately|just|some) )*[~≈∼]?\s*\Z"
)
_WORD = regex(r"[A-Za-zα-ωΑ-Ω][\w^*']*")
_SMALL = frozenset(
    {"the", "a", "an", "of", "per", "total", "size", "memory", "our", "its", "this", "each", "one", "in"}
)
_OTHERS = frozenset({"per", "each", "every", "without", "half", "twice", "only", "difference", "from", "vs", "than"})
_FAR, _LONGEST, _MOST, _MOST_NAMES = 25, 1500, 400, 8
_BACK = 80
_ROOM, _EXACT = 0.012, 0.004
_BINARY = (1.0, 1.024, 1.024**2, 1.024**3)
_SLIPS = (2.0, 3.0, 4.0, 8.0, 10.0, 100.0)


class _Formula(NamedTuple):
    """A formula, the words that it is of, and where it stands."""

    words: frozenset[str]
    formula: Formula
    place: int
    begin: int
    section: str
    written: str


class _Set(NamedTuple):
    """A symbol's value from a place on: the block, and the character of its text."""

    value: float
    place: int
    start: int


def judge(document: Document, stated: Sequence[Side], claims: Iterable[Claim]) -> None:
    """Decide the results that formulas of the document, worth what their symbols are set to, come to.

    `stated`: what the document says to be equal to a formula.
    """
    equal: list[Side | Equation] = [*stated, *equations(document)]
    formulas = [one for each in equal if (one := _formula(each)) is not None][:_MOST]
    if not formulas:
        return
    formulas.sort(key=lambda one: (one.place, one.begin))
    symbols = frozenset().union(*(one.formula.names() for one in formulas))
    settings = _settings(document, symbols)
    if not settings:
        return
    by_text = of_texts(claim for claim in claims if claim.stated.cell is None and claim.verdict == "unresolved")
    for place, block in enumerate(document.blocks):
        for claim in by_text.get(id(block.text), ()):
            if claim.reading.one_value and len(block.text.text) <= _LONGEST:
                _decide(claim, place, block.section or block.title, formulas, settings)


def _formula(stated: Side | Equation) -> _Formula | None:
    words = _words(stated.name if isinstance(stated, Side) else stated.left)
    names = stated.formula.names()
    if not words or not 0 < len(names) <= _MOST_NAMES or words <= names:  # "p = 4 / p = 2" are two settings
        return None
    written = " ".join(stated.text.text[stated.begin : stated.end].split())
    section = stated.block.section or stated.block.title
    return _Formula(words, stated.formula, stated.place, stated.begin, section, written)


def _words(text: str) -> frozenset[str]:
    found = [word if len(word) == 1 else word.lower() for word in _WORD.findall(text)]
    return frozenset(word for word in found if word.lower() not in _SMALL)


def _settings(document: Document, symbols: frozenset[str]) -> dict[str, list[_Set]]:
    """What the document sets symbols to, in order."""
    found: dict[str, list[_Set]] = {}
    for place, block in enumerate(document.blocks):
        text = block.text.text
        if "=" not in text and "≈" not in text:
            continue
        numbers = {reading.start: reading for reading in readings(text)}
        for match in _SET.finditer(text):
            reading = numbers.get(match.end())
            if match["name"] not in symbols or reading is None or not reading.one_value:
                continue
            if _GOES_ON.match(text, reading.end):
                continue
            value = reading.value * reading.units[-1 if reading.units[0].symbol == "B" else 0].factor
            found.setdefault(match["name"], []).append(_Set(value, place, match.start()))
    return found


def _decide(
    claim: Claim, place: int, section: str, formulas: Sequence[_Formula], settings: dict[str, list[_Set]]
) -> None:
    text, start = claim.stated.text.text, claim.reading.start
    ahead = text[max(0, start - _BACK) : start].lower()
    if not any(all(word.lower() in ahead for word in one.words) for one in formulas):  # the rest costs more
        return
    said = _STATES.search(text, max(0, start - _BACK), start)
    words = _words(said["words"]) if said is not None else frozenset()
    if not words or words & _OTHERS:
        return
    near = [one for one in formulas if one.section == section or 0 <= place - one.place <= _FAR]
    for one in reversed(near):
        if (one.place, one.begin) >= (place, start - 1) or not one.words <= words:
            continue
        values = {name: last for name in one.formula.names() if (last := _last(settings.get(name, ()), place, start))}
        if len(values) < len(one.formula.names()) or not _is_of_all(one.words, said["words"] if said else ""):
            continue
        try:
            right = one.formula.worth({name: each.value for name, each in values.items()}, {})
        except (ArithmeticError, ValueError, KeyError, TypeError):
            return
        if not isinstance(right, float) or right <= 0 or not isfinite(right):
            return
        told = f"{one.written} with {', '.join(f'{name} = {each.value:g}' for name, each in sorted(values.items()))}"
        clear = all(
            place - each.place <= 1 or len({other.value for other in settings[name]}) == 1
            for name, each in values.items()
        )
        _judge(claim, right, told, clear)
        return


def _is_of_all(words: frozenset[str], said: str) -> bool:
    """Whether the words of a formula's name stand together at the end of what is said: "the KV cache would be"."""
    last = [word if len(word) == 1 else word.lower() for word in _WORD.findall(said)]
    last = [word for word in last if word.lower() not in _SMALL]
    return frozenset(last[-len(words) :]) == words


def _last(settings: Sequence[_Set], place: int, start: int) -> _Set | None:
    """What a symbol was set to last before a place, or else behind it in the same text."""
    before = [one for one in settings if (one.place, one.start) < (place, start)]
    beside = [one for one in settings if one.place == place and one.start > start]
    if beside and (not before or before[-1].place < place):
        return beside[0]
    return before[-1] if before else None


def _judge(claim: Claim, right: float, told: str, clear: bool) -> None:
    reading = claim.reading
    unit = _unit(claim, right)
    stated = reading.value * unit.factor
    room = max(0.5 * reading.resolution * unit.factor, (0.03 if reading.rough else _ROOM) * right)
    if any(close(stated, right / binary, room) for binary in _BINARY):
        claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
        claim.decide("match", working=told)
    elif clear and off_by(stated, right, half_a_step(reading) + _EXACT, _SLIPS):
        claim.kind, claim.unit, claim.field = "derived", unit, claim.field or RULE
        claim.expected = Expected(right, printed(right, reading, unit))
        told = f"{told} is {claim.expected.printed}"
        claim.decide("mismatch", told, rule=RULE, hint=f"write {claim.expected.printed}", working=told)


def _unit(claim: Claim, right: float) -> Unit:
    stated = claim.reading.value or 1.0
    return min(
        claim.reading.units, key=lambda unit: (abs(stated * unit.factor / right - 1), "time" in dict(unit.dimension))
    )
