"""Whether a factor or a percentage is what two numbers give, and the verdict where it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, digits_of
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.wording import direction, percentage
from mlsysim_validators.sources.patterns import regex

WIDE_OF = 0.04  # a factor that two rounded numbers give
_ABOUT = 0.1
_POINT = 0.011  # of a percentage
_OF_A_SMALL_ONE = 0.2
_MORE = regex(r"\W{0,2}(?:as )?more\b|\W{0,2}(?:\w+ )?(?:higher|larger|bigger)\b", re.IGNORECASE)
_DIGIT = 10
_CLOSE = 0.2
_GAIN = regex(r"\+ ?$")
_LIMIT = 1.12  # "up to 3×", "over 10×"
_FAR = 3.0
_SLIPS = (4.0, 8.0, 10.0, 100.0)
_SLIP = 0.05
_OF_BOTH = regex(r" of (?:the |its |their |both|all)[\w' -]{0,25}\b(?:time|total|sum|step|whole|both|two|budget)\b")
_HALF_DECADE = 3.2
_HUNDRED = 100
_FROM_TO_BY = regex(
    r"\bfrom (?:[^.;:]|\.\d){1,40}? to (?:[^.;:]|\.\d){1,40}?"
    r"(?:, (?:by|an? (?:drop|rise|gain|fall|cut|increase|decrease|reduction|growth|"
    r"loss|saving|jump) of|or (?:by )?)|,? \(?[+−–-])[~≈ ]{0,2}$"
)
_VERBS = regex(
    r"\b(?:(?P<up>increas\w*|rais\w*|rises?|grow\w*|inflat\w*)|(?P<down>reduc\w*|lower(?:s|ed|ing)|cut\w*|shrink\w*|"
    r"drop\w*|decreas\w*|falls?|fell))\b",
    re.IGNORECASE,
)


def fits(claim: Claim, pair: Pair) -> bool:
    """Whether a claim states what its pair gives, in any of the ways in which authors count."""
    reading = claim.reading
    if reading.exponent_step:
        most = _FAR * _HALF_DECADE if reading.hedge == "above" else _HALF_DECADE
        return 1 / _HALF_DECADE <= pair.ratio / reading.value <= most
    percent = reading.units[0].symbol == "%"
    scale = 0.01 if percent else 1.0
    value, room = reading.value * scale, 0.5 * reading.resolution * scale
    told = shares(claim, pair) if percent else factors(claim, pair)
    if reading.at_least:
        return any(value <= high * _LIMIT + room for _, high in told[:1]) and told[0][0] <= _FAR * value
    if reading.at_most:
        return any(value * _LIMIT + room >= low for low, _ in told[:1]) and value <= _FAR * told[0][1]
    if not percent and rounded_so(reading, pair.ratio):
        return True
    if not percent and reading.rough and _in_one_digit(reading, pair.ratio):
        return True
    return any(low - room - 1e-9 <= value <= high + room + 1e-9 for low, high in told) or (
        reading.rough and any(abs(value / high - 1) < _ABOUT for _, high in told[:1] if high)
    )


def _in_one_digit(reading: Reading, ratio: float) -> bool:
    """Whether "about 20×" is a ratio in as many digits as it prints, zeros but for: 22."""
    return reading.value >= _DIGIT and digits_of(reading) == 1 and float(f"{ratio:.0e}") == reading.value


def fitting(claim: Claim, pairs: Sequence[Pair]) -> Pair | None:
    """The first pair that a claim states. Those that were asked in vain stay with the claim: a slip may explain it."""
    right = next((pair for pair in pairs if fits(claim, pair)), None)
    if right is None:
        claim.asked += tuple(pairs)
    return right


def rounded_so(reading: Reading, ratio: float) -> bool:
    """Whether a factor in round hundreds is a ratio at as many digits as it prints: 20,000× is 21,333."""
    digits = f"{reading.value:.0f}".rstrip("0")
    if reading.value < _HUNDRED or reading.value % _HUNDRED or not ratio:
        return False
    return float(f"{ratio:.{len(digits) - 1}e}") == reading.value


def turned(words: str, pair: Pair) -> bool:
    """Whether the verb before a factor goes the other way than its pair: "from 10 ms to 5 ms increases the cost 4×"."""
    verbs = list(_VERBS.finditer(words))
    return bool(verbs) and pair.falls is (verbs[-1].lastgroup == "up")


def factors(claim: Claim, pair: Pair) -> list[tuple[float, float]]:
    """The factors that a pair gives; "4× more" may mean five times as much."""
    spread = pair.ratio * WIDE_OF
    low, high = min(pair.low, pair.ratio - spread), max(pair.high, pair.ratio + spread)
    ways = [(low, high)]
    if _MORE.match(claim.stated.text.text, claim.reading.end):
        ways.append((low - 1, high - 1))
    if claim.reading.value < 1:  # "0.6× the size"
        ways = [(1 / high, 1 / low)]
    return ways


def shares(claim: Claim, pair: Pair) -> list[tuple[float, float]]:
    """The percentages that a pair gives, as fractions: of a change or of a part."""
    change = percentage(claim.stated.text.text, claim.reading.start, claim.reading.end) == "change"
    falls = (1 - 1 / pair.low, 1 - 1 / pair.high)
    rises = (pair.low - 1, pair.high - 1)
    parts = [(1 / pair.high, 1 / pair.low), (pair.low, pair.high)]
    if not change and _OF_BOTH.match(claim.stated.text.text, claim.reading.end):
        parts += [(1 / (1 + pair.high), 1 / (1 + pair.low)), (1 / (1 + 1 / pair.low), 1 / (1 + 1 / pair.high))]
    if change:
        way = direction(claim.stated.text.text, claim.reading.start, claim.reading.end)
        both = [falls, rises] if pair.falls else [rises, falls]
        if not way and _FROM_TO_BY.search(claim.stated.text.text, 0, claim.reading.start):
            both = both[:1]  # of what it was before
        ways = {"down": [falls], "up": [rises], "": both}[way]
    else:
        ways = parts
    return [(min(way) - _spread(way), max(way) + _spread(way)) for way in ways]


def _spread(way: tuple[float, float]) -> float:
    """A point of a percentage, less of a small one."""
    return min(_POINT, _OF_A_SMALL_ONE * max(way))


def one_of_several(claim: Claim, sentence: str) -> bool:
    """Whether the sentence has other factors or shares too: then who knows which of them its two numbers give."""
    own = claim.reading
    return any(
        reading.units[0].symbol in ("×", own.units[0].symbol) and reading.value != own.value
        for reading in readings(sentence)
    )


def as_ratio(claim: Claim, unit: Unit | None = None) -> None:
    """Take a claim for a ratio, or whatever derived quantity it is known for already."""
    claim.kind, claim.field, claim.unit = "derived", claim.field or "ratio", unit or claim.reading.units[0]


def decide(claim: Claim, pair: Pair, *, right: bool, explained: bool = False, slip: str = "") -> None:
    """The verdict on a factor or a share; `explained`: a wrong one is known to come of a slip, which `slip` tells."""
    unit = claim.reading.units[0]
    as_ratio(claim)
    if right:
        if not _by_chance(claim, pair):
            claim.decide("match", working=pair.words)
        return
    if not (explained or slip) and any(_says_too_little(one) for one in (pair.first, pair.second)):
        return
    if unit.symbol == "%":
        told = (claim.stated.text.text, claim.reading.start, claim.reading.end)
        down = (direction(*told) or ("down" if pair.falls else "up")) == "down"
        change = percentage(*told) == "change"
        expected = (1 - 1 / pair.ratio if down else pair.ratio - 1) if change else 1 / pair.ratio
        shown = f"{100 * expected:.3g}%"
    else:
        expected = pair.ratio if claim.reading.value >= 1 else 1 / pair.ratio
        shown = f"{expected:.3g}×"
    if unit.symbol == "%" and not (explained or slip) and not _explained(0.01 * claim.reading.value, expected):
        return
    claim.expected = Expected(expected, shown)
    words = f"{pair.words} is {shown}" + (f"; {slip}" if slip else "")
    claim.decide("mismatch", words, rule="ratio", hint=f"write {shown}", working=pair.words)


def decide_alone(claim: Claim, pair: Pair) -> None:
    """The verdict on a factor or a share that can be of no other two numbers."""
    if fitting(claim, [pair]) is not None:
        decide(claim, pair, right=True)
    else:
        claim.sure = True
        decide(claim, pair, right=False, explained=True)


def _by_chance(claim: Claim, pair: Pair) -> bool:
    """Whether a factor of one digit is only as near to its pair as any number is, or a gain would be a loss.

    "2×" is not what 1.5 is called, though it rounds to that; "+93%" is not 134 against 1,851.
    """
    reading = claim.reading
    if reading.units[0].symbol == "%":
        text, start = claim.stated.text.text, reading.start
        gains = pair.ratio > _FAR and _GAIN.search(text, max(0, start - 2), start) is not None
        return gains and abs(reading.value / _HUNDRED / (pair.ratio - 1) - 1) > _ABOUT
    plain = 1 < reading.value < _DIGIT and reading.resolution == 1.0 and not (reading.at_least or reading.at_most)
    ways = (pair.ratio, pair.ratio - 1)  # "2 times more"
    return plain and not reading.exponent_step and all(abs(one / reading.value - 1) > _CLOSE for one in ways)


def _says_too_little(reading: Reading) -> bool:
    """Whether a number is a bare one, which may count anything, or a bound: "batch 1", "80GB+"."""
    return reading.text.rstrip().endswith("+") or (reading.bare and reading.value == 1)


def _explained(stated: float, right: float) -> bool:
    """Whether a wrong share is near the right one, or a known slip makes it; else another pair is meant."""
    if not right or not stated:
        return False
    off = stated / right
    slips = (*_SLIPS, right**2)  # of the inverse
    return 1 / _FAR <= off <= _FAR or any(abs(o * slip - 1) < _SLIP for slip in slips for o in (off, 1 / off))


def same(reading: Reading, ratio: float) -> bool:
    """Whether a factor states a ratio, at its precision or within what rounding of two numbers gives."""
    return agrees(reading, 1.0, ratio) or abs(reading.value / ratio - 1) <= WIDE_OF or rounded_so(reading, ratio)
