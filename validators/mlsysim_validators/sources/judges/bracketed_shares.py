"""Shares in brackets behind what they are the share of: "312 TFLOPS peak. Training: 120–180 TFLOPS (40–60%)".

The whole stands before, in the same unit; a speed-up on several devices is a share of their number: "8 GPUs achieve
6–7× (75–87%)". Ranges are compared end by end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Text

_OPENS = regex(r"(?P<words>(?: ?[A-Za-z][A-Za-z-]*){0,3}) ?\((?:about |roughly |~|≈)? ?")
_CLOSES = regex(
    r" ?(?P<words>(?:(?:of|the|its|their|theoretical|peak|maximum|total|limit|MFU|HFU|utili[sz]ation|efficiency|scaling"
    r"|each) ?)*)[),;]",
)
_REACHED = AnyCase(r"sustain|achiev|reach|measured|effective|realistic|attain|in practice|real\b|observed")
_WHOLE = AnyCase(
    r"\bpeak|advertis|theoretic|\brated\b|\bmaximum\b|\bmax\b|nominal|\bavailable\b|\btotal\b|\blimit\b|\bcapacity\b|"
    r"on paper|data ?sheet|spec sheet"
)
_OTHER_SHARE = AnyCase(r"faster|slower|more|less|lower|higher|cheaper|sav|reduc|gain|overhead|drop|off\b|spars|time")
_BEHIND = 25
_AHEAD = 25
_FARTHEST = 400
_ROUNDED, _CLEAR, _POINTS = 0.08, 1.14, 0.02
_TENS, _LEAST_OF_TENS = 5, 20


class _Amount(NamedTuple):
    """One number, or both ends of a range."""

    ends: tuple[Reading, ...]

    @property
    def start(self) -> int:
        return self.ends[0].start

    @property
    def end(self) -> int:
        return self.ends[-1].end

    @property
    def symbol(self) -> str:
        return self.ends[0].units[0].symbol


class _Pair(NamedTuple):
    """What is reached and which share that is said to be, with the whole."""

    reached: _Amount
    share: _Amount
    whole: Reading
    named: bool  # its words say that it is a share of this
    off: tuple[bool, ...]


def judge(claims: Sequence[Claim]) -> None:
    """Decide the open shares of running text that stand in brackets behind an amount."""
    by_text: dict[int, tuple[Text, dict[int, Claim]]] = {}
    for claim in claims:
        if claim.stated.cell is None and claim.reading.units[0].symbol == "%":
            _, found = by_text.setdefault(id(claim.stated.text), (claim.stated.text, {}))
            found[claim.reading.start] = claim
    for text, found in by_text.values():
        if not any(text.text.find("(", max(0, start - 12), start) >= 0 for start in found):
            continue
        pairs = list(_pairs(text.text))
        for pair in pairs:
            _decide(pair, pairs, found)


def _decide(pair: _Pair, pairs: Sequence[_Pair], claims: dict[int, Claim]) -> None:
    alike = [off for one in pairs if one.whole == pair.whole for off in one.off]
    kept = len(alike) - sum(alike)
    for reached, share, off in zip(pair.reached.ends, pair.share.ends, pair.off, strict=True):
        claim = claims.get(share.start)
        if claim is None or claim.verdict != "unresolved":
            continue
        right = _share(reached, pair.whole)
        told = f"{' '.join(reached.text.split())} of {' '.join(pair.whole.text.split())}"
        unit = share.units[0]
        if not off:
            claim.kind, claim.unit, claim.field = "derived", unit, claim.field or "share"
            claim.decide("match", working=told)
        elif _is_far(share, right) and (pair.named or kept) and sum(alike) <= max(kept, 2):
            claim.kind, claim.unit, claim.field = "derived", unit, claim.field or "share"
            claim.expected = Expected(right, printed(right, share, unit))
            told = f"{told} is {claim.expected.printed}"
            claim.decide("mismatch", told, rule="ratio", hint=f"write {claim.expected.printed}", working=told)


def _pairs(text: str) -> Iterator[_Pair]:
    amounts = list(_amounts(text))
    for place, (reached, share) in enumerate(pairwise(amounts)):
        if share.symbol != "%" or reached.symbol == "%" or len(reached.ends) != len(share.ends):
            continue
        if any(one.bound for one in (*reached.ends, *share.ends)):
            continue
        opens = _OPENS.fullmatch(text, reached.end, share.start)
        closes = _CLOSES.match(text, share.end)
        if opens is None or closes is None or _OTHER_SHARE.search(opens["words"]):
            continue
        reached = _with_its_unit(reached, opens["words"], amounts[:place])
        whole = _whole(text, reached, amounts[:place])
        if whole is None:
            continue
        named = bool(closes["words"].strip()) or _says_whole(text, whole)
        off = tuple(not _states(end, one, whole) for one, end in zip(reached.ends, share.ends, strict=True))
        yield _Pair(reached, share, whole, named, off)


def _amounts(text: str) -> Iterator[_Amount]:
    found = readings(text)
    place = 0
    while place < len(found):
        ranged = found[place].hedge == "low" and place + 1 < len(found) and found[place + 1].hedge == "high"
        yield _Amount(tuple(found[place : place + 1 + ranged]))
        place += 1 + ranged


def _with_its_unit(reached: _Amount, behind: str, before: Sequence[_Amount]) -> _Amount:
    """A plain "90–155 sustained" behind "312 TFLOPS peak" with the unit of that."""
    if not all(end.bare for end in reached.ends) or not _REACHED.search(behind) or not before:
        return reached
    last = before[-1]
    unit = last.ends[0].units[0]
    if not _is_rate(last) or reached.start - last.end > _BEHIND:
        return reached
    return _Amount(tuple(end._replace(units=(unit,)) for end in reached.ends))


def _is_rate(amount: _Amount) -> bool:
    return dict(amount.ends[0].units[0].dimension).get("time") == -1


def _whole(text: str, reached: _Amount, before: Sequence[_Amount]) -> Reading | None:
    """The one amount before another that this may be a share of; None where there is none, or two."""
    near = [one.ends[0] for one in before if len(one.ends) == 1 and reached.start - one.end <= _FARTHEST]
    dimension = reached.ends[0].units[0].dimension
    if reached.symbol == "×":
        begin = max(text.rfind(". ", 0, reached.start), text.rfind("\n", 0, reached.start), 0)
        found = [one for one in near if one.start >= begin and "devices" in dict(one.units[0].dimension)]
        found = [one for one in found if one.value >= reached.ends[-1].value]
    elif dimension:
        found = [
            one
            for one in near
            if one.one_value and one.units[0].dimension == dimension and _size(one) > _size(reached.ends[-1])
        ]
        found = [one for one in found if _says_whole(text, one)] or found
    else:
        return None
    return found[-1] if found and len({_size(one) for one in found}) == 1 else None


def _says_whole(text: str, whole: Reading) -> bool:
    if whole.units[0].symbol == "×" or "devices" in dict(whole.units[0].dimension):
        return False
    around = text[max(0, whole.start - _AHEAD) : whole.end + _BEHIND]
    return _WHOLE.search(around) is not None


def _size(reading: Reading) -> float:
    return reading.value * reading.units[0].factor


def _share(reached: Reading, whole: Reading) -> float:
    return _size(reached) / _size(whole)


def _states(share: Reading, reached: Reading, whole: Reading) -> bool:
    """Whether a share is what an amount is of the whole, as far as all are rounded, the share perhaps to tens."""
    right = _share(reached, whole)
    stated = share.value / 100
    if agrees(share.unhedged(), 0.01, right):
        return True
    in_tens = share.value % _TENS == 0 and share.value >= _LEAST_OF_TENS
    room = 0.01 * (0.5 * _TENS if in_tens else share.resolution) + right * 0.5 * reached.resolution / reached.value
    return abs(stated - right) <= max(room, _ROUNDED * right)


def _is_far(share: Reading, right: float) -> bool:
    stated = share.value / 100
    apart = max(stated / right, right / stated) if stated > 0 and right > 0 else 0.0
    return apart > _CLEAR and abs(stated - right) > _POINTS
