"""The share of a mixture of experts that a token uses: "671 B stored, 37 B used per token: 5.5 % at work"."""

from __future__ import annotations

from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import ENDS

TELLS = AnyCase(r"active|activat|used per token|per token|expert|sparse|at work|mixture|\bmoe\b")
_ACTIVE = regex(
    r"\W{0,3}(?:(?:of (?:them|these|which|those)|parameters|params|weights|are|is|get) ){0,4}"
    r"(?:active\b|activated\b|used\b|at work|per token|(?:for|by) (?:a|each|every|one) token|touched)|"
)
_ACTIVE_AHEAD = regex(
    r"\b(?:active|activates?|activating|uses?|using|visits?|touch(?:es)?|reads?|engages?|runs?|"
    r"routes? \w+ through|wakes?)\b"
    r"(?: parameters| weights)?(?: only| just| about| some)?[ :=]*(?:is |of )?[~≈]?$"
)
_OF_ACTIVE = AnyCase(
    r"\bactive\b|\bat work\b|\btakes? part\b|\bper token\b|\bany one (?:step|token)\b|\bused\b|"
    r"\bactivat\w+|\btouch\w*|"
    r"\bvisits?\b|\bin use\b|\bawake\b|\ba token\b|\beach token\b|\bevery token\b|\bworks?\b"
)
_OTHER = AnyCase(
    r"\bidle\b|\bunused\b|\bsleep\w*|\brest\b|\binactive\b|"
    r"\bmemory\b|\btime\b|\bsaved?\b|\bless\b|\bfewer\b"
)
_STOPS = regex(r"[.!?] |;|, (?:and|while|whereas|but)\b")
_SIZE = regex(r"[\d.,]+ ?(?P<scale>[BT])(?: |/|$)")
_BILLIONS = 1e8
_MOST = 12
_APART = 0.04


class _Model(NamedTuple):
    total: float
    active: float
    told: str

    @property
    def share(self) -> float:
        """What a token uses of it."""
        return self.active / self.total


def active_share(target: Placed, passage: Passage) -> Step | None:
    """The part of its weights that a model uses for a token."""
    amount = target.amount
    if amount.unit.symbol != "%" or not _OF_ACTIVE.search(_sentence(target)) or _OTHER.search(_sentence(target)):
        return None
    models = _models(target, passage)
    if not models:
        return None
    beside = [one.reading.start for one in target.line.amounts if one.unit.symbol == "%"]
    place = beside.index(amount.reading.start)
    if len(models) > 1 and len(beside) == len(models):  # "28 % on the left, 5.5 % on the right"
        models = [models[place], *(one for index, one in enumerate(models) if index != place)]
    elif len(models) > 1:
        return Step("active_share", [(one.share, one.told) for one in models], [])
    own = models[0]
    slips = [(0.01 / own.share, "that is upside down"), (1 - own.share, "that is the rest")]
    slips += [(own.active / one, f"that is of {one / 1e9:g}B") for one in _others(target, passage, models)]
    slips += [(one.share, f"that is {one.told}") for one in models[1:]]
    slips += times_as(own.share, "much", (10.0, 0.1))
    return Step("active_share", [(own.share, own.told)], [one for one in slips if abs(one[0] / own.share - 1) > _APART])


def _sentence(target: Placed) -> str:
    """The sentence of a number."""
    text, start = target.line.words, target.amount.reading.start
    begin = max((end.end() for end in ENDS.finditer(text, 0, start)), default=0)
    stop = _STOPS.search(text, target.amount.reading.end)
    return text[begin : stop.start() if stop is not None else len(text)]


def _models(target: Placed, passage: Passage) -> list[_Model]:
    """The models of a passage, each with its parameters and those that a token uses, in order."""
    found: list[_Model] = []
    total: Placed | None = None
    for one in reversed(list(passage.before(target))[: 4 * _MOST]):
        size = _parameters(one)
        if size < _BILLIONS:
            continue
        if _ACTIVE_AHEAD.search(one.ahead) or _is_active(one):
            if total is not None and size < _parameters(total):
                found.append(_Model(_parameters(total), size, f"{one.amount.told()} of {total.amount.told()}"))
                total = None
        else:
            total = one
    return found[:_MOST]


def _is_active(one: Placed) -> bool:
    match = _ACTIVE.match(one.behind)
    return match is not None and match.end() > 0


def _others(target: Placed, passage: Passage, models: list[_Model]) -> list[float]:
    """Other counts of parameters that stand before: 56 billion of 8 x 7B."""
    known = {value for one in models for value in (one.total, one.active)}
    sizes = {_parameters(one) for one in passage.before(target)}
    return [one for one in sorted(sizes) if one >= _BILLIONS and one not in known and one > models[0].active][:_MOST]


def _parameters(one: Placed) -> float:
    """A number of parameters; 0 where an amount is none."""
    amount = one.amount
    told = _SIZE.match(amount.reading.text.strip())
    if told is not None:  # which is read as bytes: "46.7 B stored", "22B per token"
        return amount.reading.value * (1e12 if told["scale"] == "T" else 1e9)
    return amount.value if not amount.dimension and amount.unit.symbol not in ("%", "×") else 0.0
