"""A factor, a share or a word like "doubles", against the two numbers of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.documents import Document
from mlsysim_validators.sources.judges.arithmetic.expressions import uncounted
from mlsysim_validators.sources.sentences import BREAK
from mlsysim_validators.sources.slides import Slide

_LINK = re.compile(
    r"^(?: \([^()]{0,30}\))?[\w /%-]{0,25}?(?: ?(?:→|->|⇒) ?| to | down to | up to | vs\.? | versus |"
    r" instead of | rather than | against "
    r"| compared (?:to|with) )(?:only |just |about |around )?[~≈$(]{0,2}$"
)
COMPARES = re.compile(
    r"speed-?up|faster|slower|reduc\w+|less|more|fewer|smaller|larger|bigger|higher|lower|cheaper|"
    r"improv\w+|gain|drop\w*|"
    r"increas\w+|decreas\w+|sav\w+|better|longer|shorter|gap|difference|factor|growth|shrink\w*|"
    r"cut\w*|grow\w*|fold|boost",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:(?P<nearly>nearly|almost|roughly|about|more than|over|exactly) )?"
    r"(?:(?P<two>doubl(?:es|ed|ing)|twice)|(?P<half>halv(?:es|ed|ing))|(?P<three>tripl(?:es|ed|ing))|"
    r"(?P<four>quadrupl(?:es|ed|ing)))\b",
    re.IGNORECASE,
)
A_RATE = re.compile(r" ?(?:per\b|/|every|each|a year|annual)", re.IGNORECASE)
DENIES = re.compile(r"\b(?:not|instead of|rather than|expected|ideal|theoretical)\b", re.IGNORECASE)
_VERBS = re.compile(
    r"\b(?:(?P<up>increas\w*|rais\w*|rises?|grow\w*|inflat\w*)|(?P<down>reduc\w*|lower(?:s|ed|ing)|cut\w*|shrink\w*|"
    r"drop\w*|decreas\w*|falls?|fell))\b",
    re.IGNORECASE,
)
_FARTHEST = 60
_FACTORS = {"two": 2.0, "half": 2.0, "three": 3.0, "four": 4.0}
WIDE_OF = 0.04  # a factor that two rounded numbers give
_LONGEST_SENTENCE = 1000


class Pair(NamedTuple):
    """Two numbers of one dimension that a sentence sets against each other."""

    first: Reading
    second: Reading
    ratio: float  # the larger over the smaller, at their likeliest
    low: float
    high: float

    @property
    def words(self) -> str:
        """Both, as printed."""
        return f"{self.first.text.strip()} against {self.second.text.strip()}"


def judge(claim: Claim) -> None:
    """Check a factor or a share against the one pair of numbers that its sentence sets against each other."""
    unit = claim.reading.units[0]
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.reading.hedge in ("low", "high"):
        return
    begin, stop = claim.stated.sentence_span()
    text = claim.stated.text.text[begin:stop]
    place = claim.reading.start - begin
    pair = _only_pair(text, place)
    if pair is None or not COMPARES.search(text) or A_RATE.match(claim.stated.text.text, claim.reading.end):
        return
    told, _ = shares(pair) if unit.symbol == "%" else factors(pair)
    value = claim.reading.value * (0.01 if unit.symbol == "%" else 1.0)
    room = 0.5 * claim.reading.resolution * (0.01 if unit.symbol == "%" else 1.0)
    claim.kind, claim.field, claim.unit = "derived", claim.field or "ratio", unit
    for low, high in told:
        if (
            low - room - 1e-9 <= value <= high + room + 1e-9
            or (claim.reading.hedge == "about" and abs(value / high - 1) < 0.1)
            or (unit.symbol == "×" and rounded_so(claim.reading, pair.ratio))
        ):
            claim.decide("match", working=pair.words)
            return
    if claim.reading.hedge in ("below", "above") or turned(text[max(0, place - 45) : place], pair):
        return
    contradict(claim, pair)


def contradict(claim: Claim, pair: Pair) -> None:
    """The verdict on a factor or a share that its pair does not give."""
    percent = claim.reading.units[0].symbol == "%"
    _, expected = shares(pair) if percent else factors(pair)
    _differs(claim, pair, expected, f"{100 * expected:.3g}%" if percent else f"{expected:.3g}×")


def _differs(claim: Claim, pair: Pair, expected: float, shown: str) -> None:
    claim.expected = Expected(expected, shown)
    claim.decide("mismatch", f"{pair.words} is {shown}", rule="ratio", hint=f"write {shown}", working=pair.words)


def turned(words: str, pair: Pair) -> bool:
    """Whether the verb before a factor goes the other way than its pair: "from 10 ms to 5 ms increases the cost 4×"."""
    verbs = list(_VERBS.finditer(words))
    if not verbs:
        return False
    falls = pair.first.value * pair.first.units[0].factor > pair.second.value * pair.second.units[0].factor
    return falls if verbs[-1].lastgroup == "up" else not falls


def rounded_so(reading: Reading, ratio: float) -> bool:
    """Whether a factor in round hundreds is a ratio at as many digits as it prints: 20,000× is 21,333."""
    digits = f"{reading.value:.0f}".rstrip("0")
    if reading.value < 100 or reading.value % 100 or not ratio:
        return False
    return float(f"{ratio:.{len(digits) - 1}e}") == reading.value


def factors(pair: Pair) -> tuple[list[tuple[float, float]], float]:
    spread = pair.ratio * WIDE_OF
    low, high = min(pair.low, pair.ratio - spread), max(pair.high, pair.ratio + spread)
    return [(low, high), (low - 1, high - 1)], pair.ratio  # "4× more" may mean five times as much


def shares(pair: Pair) -> tuple[list[tuple[float, float]], float]:
    saved = 1 - 1 / pair.ratio
    falls = pair.first.value * pair.first.units[0].factor > pair.second.value * pair.second.units[0].factor
    ways = [
        (1 - 1 / pair.low, 1 - 1 / pair.high),
        (pair.low - 1, pair.high - 1),
        (1 / pair.high, 1 / pair.low),
        (pair.low, pair.high),
    ]
    return [(min(way) - 0.011, max(way) + 0.011) for way in ways], saved if falls else pair.ratio - 1


def _only_pair(text: str, place: int) -> Pair | None:
    """The pair of a sentence that has no other numbers with units, beside the factor itself."""
    here = [r for r in readings(text) if not r.start <= place < r.end]
    found = [r for r in here if not r.bare and r.units[0].symbol not in ("×", "%")]
    if len(found) != 2 or len(here) != 2:
        return None
    first, second = found
    apart = place - second.end if place > second.end else first.start - place
    if place >= 0 and (apart > _FARTHEST or DENIES.search(text)):
        return None
    if not _LINK.match(text[first.end : second.start]):
        return None
    if second.hedge == "high" and not re.search(r"\bfrom ", text[: first.start]):  # "2 GB to 4 GB" is a range
        return None
    return pair_of(first, second)


def pair_of(first: Reading, second: Reading) -> Pair | None:
    for one in first.units:
        for other in second.units:
            if one.dimension != other.dimension or (not uncounted(one.dimension) and one.symbol != other.symbol):
                continue
            a, b = first.value * one.factor, second.value * other.factor
            ra, rb = 0.5 * first.resolution * one.factor, 0.5 * second.resolution * other.factor
            if min(a - ra, b - rb) <= 0:
                return None
            ra, rb = (min(ra, 0.05 * a), min(rb, 0.05 * b))
            big, small, rbig, rsmall = (a, b, ra, rb) if a >= b else (b, a, rb, ra)
            return Pair(
                first, second, big / small, max(1.0, (big - rbig) / (small + rsmall)), (big + rbig) / (small - rsmall)
            )
    return None


def spoken(slide: Slide, document: Document) -> Iterator[Claim]:
    """Claims for words like "doubles" in sentences that name the two numbers; each with its verdict."""
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if block.kind in ("table", "listing", "math"):
            continue
        text = block.text.text
        for match in _WORDS.finditer(text):
            first, last = max(0, match.start() - _LONGEST_SENTENCE), match.end() + _LONGEST_SENTENCE
            begin = max((m.end() for m in BREAK.finditer(text, first, match.start())), default=first)
            behind = BREAK.search(text, match.end(), last)
            sentence = text[begin : behind.start() if behind else last]
            pair = _only_pair(sentence, -1)
            if pair is None:
                continue
            factor = next(value for name, value in _FACTORS.items() if match[name])
            reading = Reading(match.start(), match.end(), factor, 1.0, (ONE,), "about", match.group())
            claim = Claim(document, Stated(reading, block.text, block, index), "derived", field="ratio", unit=ONE)
            if factor * 0.85 <= pair.ratio <= factor * 1.15 or (
                match["nearly"] in ("more than", "over") and pair.ratio >= factor
            ):
                claim.decide("match", working=pair.words)
            else:
                _differs(claim, pair, pair.ratio, f"{pair.ratio:.2g}×")
            yield claim


def same(reading: Reading, ratio: float) -> bool:
    """Whether a factor states a ratio, at its precision or within what rounding of two numbers gives."""
    return agrees(reading, 1.0, ratio) or abs(reading.value / ratio - 1) <= WIDE_OF or rounded_so(reading, ratio)
