"""A factor of a sentence that sums up, against the last amounts of its sort that stand before it.

"Compute: 139 µs. Memory: 30 µs. Compute wins by a factor of 4.6." The words say of which sort the two are: times where
something wins, is bound or takes longer, rates of tokens or requests where throughput is gained. Wrong is a factor that
is turned round, ten times off, or the number of the batch, where no third amount of the sort is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.ratio import explained, wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.pairs import decide, one_of_several
from mlsysim_validators.sources.judges.ratio.pool import Amount, paired, pool
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_WINS = AnyCase(
    r"\b(?:wins|dominates|limits|loses)\b|\bbound by\b|[- ]bound\b|\b(?:takes?|took|is|are) (?:only |about |roughly )?"
    r"[~≈]?\d[\d.]* ?(?:times|[×x]) (?:as (?:long|fast|quick)|longer|quicker|slower|faster)"
)
_GAINS = AnyCase(r"\bthroughput\b|\bbatching\b|\btokens? (?:per|a) second\b|\btokens/s\b|\bthe (?:rate|output)\b")
_OTHER = AnyCase(
    r"\b(?:peak|bandwidth|interval|mtbf|checkpoint\w*|energy|cost|price|ridge|users?|requests as)\b|than \d"
)
_THROUGHPUT: Dimension = (("time", -1),)
_BATCH = regex(r"\b(?:batch(?: size)?(?: of| =)?|from 1 to|[Ww]ith|the|all) ?(?P<number>\d{1,4})\b|"
               r"\b(?P<counted>\d{1,4}) (?:of them|requests|sequences|users|conversations)\b")  # fmt: skip
_MOST = 6
_CHANCE = 0.3
_TEN, _TWO = 10.0, 2


def judge(claim: Claim, slide: Slide, before: Slide | None) -> None:
    """Decide a factor by the last amounts of its sort on its slide, or at the end of the one before."""
    reading, text = claim.reading, claim.stated.text.text
    if claim.verdict != "unresolved" or claim.stated.cell is not None or reading.units[0].symbol != "×":
        return
    if not reading.one_value or reading.exponent_step or reading.value <= 0 or wording.A_RATE.match(text, reading.end):
        return
    begin, stop = claim.stated.sentence_span()
    clause = wording.clause(text, reading.start, reading.end, begin, stop)
    sort = _sort(clause)
    if (
        sort is None
        or one_of_several(claim, clause[: clause.rfind(reading.text) + len(reading.text)])
        or wording.DENIES.search(clause)
    ):
        return
    here = _ahead(slide, claim, sort)
    ahead = here if before is None else [*here, *_distinct(reversed(pool(before)), sort)]
    pairs = [pair for one in ahead[1 : 1 + _MOST] if (pair := paired(one, ahead[0])) is not None]
    if not here or not pairs:
        return
    near = pairs[:1] if len(here) > 1 else []
    told = pairs if explained.tells(claim) and explained.by_chance(claim, len(pairs)) < _CHANCE else near
    right = next((pair for pair in told if explained.is_exactly(claim, pair.ratio, pair)), None)
    if right is not None:
        decide(claim, right, right=True)
    elif len(here) > 1 and explained.tells(claim) and _alone(here, slide, sort):
        slip = _slip(claim, pairs[0], slide, of_tokens=sort == _THROUGHPUT)
        if slip:
            claim.sure = True  # of no other two
            decide(claim, pairs[0], right=False, slip=slip)


def _sort(clause: str) -> Dimension | None:
    """Of which sort the amounts are that a clause compares."""
    if _OTHER.search(clause):
        return None
    return _THROUGHPUT if _GAINS.search(clause) else TIME if _WINS.search(clause) else None


def _ahead(slide: Slide, claim: Claim, sort: Dimension) -> list[Amount]:
    """The amounts of a sort before a claim, the last one first."""
    found = [one for one in pool(slide) if one.sort == sort and one.claim.stated.offset < claim.stated.offset]
    return _distinct(reversed(_without_parts(found)), sort)


def _without_parts(found: list[Amount]) -> list[Amount]:
    """Amounts without those right before the last one of which it is the sum: nobody compares it with its parts."""
    for first in range(len(found) - 3, max(-1, len(found) - 2 - _MOST), -1):
        total = sum(one.value for one in found[first:-1])
        if abs(total - found[-1].value) <= max(found[-1].room, 0.01 * found[-1].value):
            return [*found[:first], found[-1]]
    return found


def _alone(here: list[Amount], slide: Slide, sort: Dimension) -> bool:
    """Whether the last two are the only ones of their sort, of the slide or of the text in which both stand."""
    text = here[0].claim.stated.text
    beside = [one for one in pool(slide) if one.claim.stated.text is text] if here[1].claim.stated.text is text else []
    return any(len(_distinct(some, sort)) == _TWO for some in (pool(slide), beside))


def _distinct(amounts: Iterator[Amount] | list[Amount] | reversed[Amount], sort: Dimension) -> list[Amount]:
    found: dict[str, Amount] = {}
    for one in amounts:
        if one.sort == sort:
            found.setdefault(f"{one.value:.4g}", one)
    return list(found.values())


def _slip(claim: Claim, pair: Pair, slide: Slide, *, of_tokens: bool) -> str:
    if any(explained.is_exactly(claim, by * pair.ratio, pair) for by in (_TEN, 1 / _TEN)):
        return "that is ten times too much or too little"
    if explained.is_exactly(claim, 1 / pair.ratio, pair):
        return "that is the ratio turned round"
    counts = {match["number"] or match["counted"] for match in _BATCH.finditer(slide.text)}
    number = f"{claim.reading.value:g}"
    return "that is the size of the batch" if of_tokens and number in counts else ""
