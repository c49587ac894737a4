"""The size of a model right behind its name, or of a family of which no size is named: "BERT-Large 110M, F1 90.9".

No word says that such a number counts parameters. So it is told wrong only where it is the size of another model, or
the model's own with a slip of the prefix: of tokens, images and operations there are as many millions.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, prints_two_digits
from mlsysim_validators.sources.dimensions import COUNT
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.surroundings import Surroundings

_TOTAL = "parameters.total"
_MILLION, _TRILLION = 1e6, 1e12
_SLIPS = (10.0, 100.0, 1000.0)
_BETWEEN = regex(r"[*_`]{0,3}[,:]? ?\(?[~≈]?")
_ENDS = regex(r"[*_`]{0,3}(?: ?[|),;]|\.?\s*$|\.\s)")
_PARAMETERS = regex(r"[ \u00a0-]?param", words=("param",))
_COUNTS_PARAMETERS = AnyCase(r"\bparam|\bsizes?\b")
_OTHER_THINGS = AnyCase(
    r"tokens?\b|image|sample|operation|flop|\bmacs?\b|user|downloads?|data|words|documents|pages|cost|active|embedding"
)
_A_NUMBER = regex(r"\d")
_LONGEST_NAME = 60
_LEAST_MEMBERS = 3
_COUNTED_OTHERWISE = 0.02  # BERT-Large is 340 million in its paper, 335.1 with all that its files hold
_NEAR = 0.25  # a count with or without embeddings, heads, ...
_BEYOND = 3.0  # times the largest of a family


class _Family(NamedTuple):
    """Models of one name that goes on in another way for each: "GPT-2"."""

    name: str
    members: tuple[Entry, ...]

    @property
    def largest(self) -> Entry:
        return max(self.members, key=_size)


def judge(claims: Iterable[Claim], around: dict[int, Surroundings], finder: EntityFinder) -> None:
    """Decide the sizes that stand beside the names of models, and those far beyond all of a family."""
    for claim in claims:
        unit = next((one for one in claim.reading.units if _is_scale(one)), None)
        if claim.verdict != "unresolved" or unit is None or claim.reading.bound or claim.field not in ("", _TOTAL):
            continue
        words = around[id(claim)]
        if _OTHER_THINGS.search(f"{words.column} | {words.row} | {words.after[:30]}"):
            continue
        model = _named_right_before(claim, finder)
        if model is not None and claim.entity in (None, model):
            _of_a_model(claim, unit, model, finder.registry)
        elif _PARAMETERS.match(claim.stated.text.text, claim.reading.end) or _COUNTS_PARAMETERS.search(words.column):
            _of_a_family(claim, unit, words, finder)


def _is_scale(unit: Unit) -> bool:
    return unit.dimension == COUNT and _MILLION <= unit.factor < _TRILLION


def _named_right_before(claim: Claim, finder: EntityFinder) -> Entry | None:
    """The model whose name a number stands right behind, and behind which nothing more is said of it."""
    text, start = claim.stated.text.text, claim.reading.start
    if _ENDS.match(text, claim.reading.end) is None and _PARAMETERS.match(text, claim.reading.end) is None:
        return None
    begin = max(0, start - _LONGEST_NAME)
    *_, last = [None, *finder.names_within(text, begin, start)]
    if not isinstance(last, Mention) or last.entry.kind != "models" or last.assumed:
        return None
    return last.entry if _BETWEEN.fullmatch(text, begin + last.end, start) else None


def _of_a_model(claim: Claim, unit: Unit, model: Entry, registry: Registry) -> None:
    spec = model.get(_TOTAL)
    if spec is None or any(agrees(claim.reading, unit.factor, value) for value in model.printed_elsewhere(_TOTAL)):
        return
    stated = claim.reading.value * unit.factor
    if agrees(claim.reading, unit.factor, spec.value) or abs(stated / spec.value - 1) <= _COUNTED_OTHERWISE:
        _take(claim, unit, model)
        claim.decide("match", "" if agrees(claim.reading, unit.factor, spec.value) else f"near {spec.printed}")
        return
    if abs(stated / spec.value - 1) <= _NEAR:
        return
    family = relatives(model, registry, same_family=True)
    other = next((one for one in family if _has(one) and abs(stated / _size(one) - 1) <= _COUNTED_OTHERWISE), None)
    slip = next((n for n in _SLIPS for by in (n, 1 / n) if agrees(claim.reading, unit.factor, spec.value * by)), 0)
    if other is not None:
        _tell(claim, unit, model, f"that is the size of {other.name}", "variant")
    elif slip and prints_two_digits(claim.reading):
        _tell(claim, unit, model, "that is off by a power of ten", "power-of-ten")


def _of_a_family(claim: Claim, unit: Unit, words: Surroundings, finder: EntityFinder) -> None:
    """Tell the size of another model that is said of a family whose largest is much smaller."""
    family = _family_of(claim, words, finder)
    if family is None:
        return
    largest = family.largest
    if claim.reading.value * unit.factor <= _BEYOND * _size(largest):
        return
    others = relatives(largest, finder.registry, same_family=False)
    other = next(
        (
            one
            for one in others
            if not one.name.startswith(family.name) and _has(one) and agrees(claim.reading, unit.factor, _size(one))
        ),
        None,
    )
    if other is not None:
        _tell(claim, unit, largest, f"the largest {family.name}; that is the size of {other.name}", "variant")


def _family_of(claim: Claim, words: Surroundings, finder: EntityFinder) -> _Family | None:
    """The one family that the header over a cell, or the sentence up to a number, names, where it names no model."""
    begin, stop = claim.stated.sentence_span()
    sentence = claim.stated.text.text[begin:stop]
    own = f"{words.row} | {sentence}"
    said = words.column if claim.stated.cell is not None else sentence[: claim.reading.start - begin]
    if any(_is_of_a_model(name) for name in finder.names(own)):
        return None
    named = [family for family in _families(finder.registry) if _says(said, family.name)]
    if len(named) != 1 or any(_is_of_a_model(name) for name in finder.names(said)):
        return None
    between = said[said.find(named[0].name) + len(named[0].name) :]  # "GPT-2 had 1.5B, the next one 175B"
    return named[0] if claim.stated.cell is not None or _A_NUMBER.search(between) is None else None


def _is_of_a_model(name: Mention | Stranger) -> bool:
    return name.of_a_model if isinstance(name, Stranger) else name.entry.kind == "models"


def _says(words: str, name: str) -> bool:
    """Whether words have a name that does not go on: not "GPT-2" in "GPT-2.5" or "XGPT-2"."""
    place = words.find(name)
    behind = words[place + len(name) : place + len(name) + 2]
    return place >= 0 and not words[max(0, place - 1) : place].isalnum() and (not behind or behind[0] in " ,:)|'\u2019")


@lru_cache(maxsize=4)
def _families(registry: Registry) -> tuple[_Family, ...]:
    """The families none of whose members their bare name means."""
    table, known = registry.table("models"), registry.names()
    by_name: dict[str, list[Entry]] = {}
    for entry in table.values():
        by_name.setdefault(entry.name.rpartition(" ")[0], []).append(entry)
    return tuple(
        _Family(name, tuple(filter(_has, members)))
        for name, members in by_name.items()
        if name and name.lower() not in known and sum(map(_has, members)) >= _LEAST_MEMBERS
    )


def _has(model: Entry) -> bool:
    return _TOTAL in model


def _size(model: Entry) -> float:
    return model[_TOTAL].value


def _take(claim: Claim, unit: Unit, model: Entry) -> None:
    claim.kind, claim.entity, claim.field, claim.unit = "spec", model, _TOTAL, unit
    claim.expected = Expected.of(model[_TOTAL])


def _tell(claim: Claim, unit: Unit, model: Entry, why: str, rule: str) -> None:
    _take(claim, unit, model)
    right = model[_TOTAL].printed
    claim.decide("mismatch", f"{model.name}: `{_TOTAL}` is {right}; {why}", rule=rule, hint=f"write {right}")
