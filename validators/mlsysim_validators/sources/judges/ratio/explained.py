"""By which slip a factor or a share came of its two numbers: the other base, the rest, ten times, both directions.

A slip is evidence only as far as the print tells it from chance: one digit tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import prints_two_digits
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits
from mlsysim_validators.sources.judges.ratio.wording import direction, percentage

_CLOSE = 0.003
_TEN, _TWICE = 10.0, 2.0
_SPAN = 3.0  # e-folds over which factors and shares spread
_SOMETHING = 1.02
_MOST_SPREAD = 0.01
_OF_DEVICES = " of "
MOST_CHANCE = 0.1


def judge(claim: Claim) -> None:
    """Tell a claim that none of the pairs gives that it was held against, where a slip of one of them does."""
    pairs = list({(pair.ratio, pair.falls): pair for pair in claim.asked if isinstance(pair, Pair)}.values())
    if claim.verdict != "unresolved" or not pairs or by_chance(claim, len(pairs)) > MOST_CHANCE:
        return
    if wording.DENIES.search(claim.stated.sentence()):
        return
    for pair in pairs:
        words = slip(claim, pair, apposed=False)
        if words:
            decide(claim, pair, right=False, slip=words)
            return


def slip(claim: Claim, pair: Pair, *, apposed: bool, doubled: bool = False) -> str:
    """What makes the claim of the pair, in words; "" where nothing does, or the print is too coarse to say.

    `apposed`: the second of the pair is certainly what is compared, so that a share is of it and of nothing that it
    leaves. `doubled`: the pair are rates of one direction, or dense, for which twice as much may stand.
    """
    if not tells(claim) or pair.ratio < _SOMETHING or wording.is_an_input(claim.stated.text.text, claim.reading):
        return ""
    return next((words for value, words in _slips(claim, pair, apposed, doubled) if is_exactly(claim, value, pair)), "")


def tells(claim: Claim) -> bool:
    """Whether a claim prints two digits, and no round figure."""
    reading = claim.reading
    return reading.one_value and prints_two_digits(reading)


def is_exactly(claim: Claim, value: float, pair: Pair | None = None) -> bool:
    """Whether a claim prints a value, within what the rounding of its pair leaves open."""
    scale = 0.01 if claim.reading.units[0].symbol == "%" else 1.0
    spread = min(pair.high / pair.low - 1, _MOST_SPREAD) if pair is not None else 0.0
    room = 0.51 * claim.reading.resolution * scale + max(_CLOSE, 0.5 * spread) * value
    return value > 0 and abs(claim.reading.value * scale - value) <= room


def by_chance(claim: Claim, pairs: int) -> float:
    """How many of so many unrelated pairs, each with its slips, would give a claim by chance."""
    if not claim.reading.value:
        return float(pairs)
    width = claim.reading.resolution / claim.reading.value + 2 * _CLOSE
    return pairs * 3 * width / _SPAN


def gives(claim: Claim, pair: Pair, *, by_itself: bool) -> bool:
    """Whether a pair, whose second number is what is compared, gives a claim to the digit, in the way its words say.

    `by_itself`: what is compared may be the difference itself.
    """
    if by_itself and pair.falls and is_exactly(claim, 1 / pair.ratio, pair):
        return True
    told = (claim.stated.text.text, claim.reading.start, claim.reading.end)
    if claim.reading.units[0].symbol == "%" and percentage(*told) == "share" and not pair.falls:
        return False
    way = direction(*told)
    if way and pair.falls is (way == "up"):
        return False
    return any(is_exactly(claim, value, pair) for value in central(claim, pair)) or (
        claim.reading.rough and fits(claim, pair)
    )


def central(claim: Claim, pair: Pair) -> list[float]:
    """What a claim may say of a pair where it is right."""
    if claim.reading.units[0].symbol != "%":
        return [pair.ratio if claim.reading.value >= 1 else 1 / pair.ratio]
    told = (claim.stated.text.text, claim.reading.start, claim.reading.end)
    falls, rises = 1 - 1 / pair.ratio, pair.ratio - 1
    if percentage(*told) == "change":
        return {"down": [falls], "up": [rises], "": [falls, rises]}[direction(*told)]
    return [1 / pair.ratio, pair.ratio]


def _is_a_summand(claim: Claim, pair: Pair) -> bool:
    """Whether the sentence of a claim adds one of two amounts to others: "65 + 500 × 7.36 = 3745 ms, 98% of it ..."."""
    sentence = f" {claim.stated.sentence()}".replace(" +", "+")
    return any(f" {words[0]}+" in sentence for one in (pair.first, pair.second) if (words := one.text.split()))


def _slips(claim: Claim, pair: Pair, apposed: bool, doubled: bool) -> Iterator[tuple[float, str]]:
    told = (claim.stated.text.text, claim.reading.start, claim.reading.end)
    ratio, share = pair.ratio, 1 / pair.ratio
    right = central(claim, pair)
    if claim.reading.units[0].symbol == "%":
        way = direction(*told)
        if percentage(*told) == "change":
            if way == "down":
                yield ratio - 1, "that takes the smaller for the base"
                yield share, "that is what remains"
            elif way == "up":
                yield 1 - share, "that takes the larger for the base"
                yield ratio, "that is the whole of the one in the other"
        elif apposed:
            # A share of a rate leaves no rest, and that of a sum is the other parts'.
            if _OF_DEVICES not in pair.words and not _is_a_summand(claim, pair):
                yield 1 - share, "that is the rest"
            yield share / (1 - share), "that is of the rest, not of the whole"
            yield share / (1 + share), "that is of both together"
        if percentage(*told) == "share":
            right = right[:1]
    for value in right:
        yield _TEN * value, "that is ten times as much"
        yield value / _TEN, "that is a tenth of it"
        if doubled:
            yield _TWICE * value, "that is twice as much, as both directions or sparsity give"
            yield value / _TWICE, "that is half as much, as both directions or sparsity give"
