"""A factor between two that a table tells of, which is that of something else: of another column, of another two.

"Batch 32 delivers 32× the tokens of batch 1": the tokens grow 16×, 32 is the ratio of the batches. Only a factor that
such a slip gives exactly is told, and none that any of the columns gives which the words may mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits, fitting, one_of_several
from mlsysim_validators.sources.judges.ratio.rows import BASE_BEHIND
from mlsysim_validators.sources.judges.ratio.sides import Side, Sides, stems
from mlsysim_validators.sources.patterns import regex

_MOST_SUBJECTS = 14
_EXACT = 0.03
_CLEARLY = 1.5
_DENIED = 12
_NEXT = regex(r"\b(?:for|at|with) (?=[~≈$]?\d)|[~≈$]?\d[\d.,]* ?[%×x](?![a-z])")
_TWICE = 2.0
_SOMETHING = 1.05
_YET = AnyCase(r"\b(?:but|yet|only|while|whereas|although)\b")


def judge(claim: Claim, sides: Sides, *, wrong: bool) -> None:
    """Decide a factor or a change by the table that its sentence speaks of.

    `wrong` says whether one that a slip explains is told; where words name both rows by their numbers, and a column,
    it is told at once.
    """
    unit, text = claim.reading.units[0], claim.stated.text.text
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.stated.cell is not None:
        return
    if not claim.reading.one_value or wording.A_RATE.match(text, claim.reading.end):
        return
    if unit.symbol == "%" and wording.percentage(text, claim.reading.start, claim.reading.end) != "change":
        return
    begin, stop = claim.stated.sentence_span()
    sentence, place = text[begin:stop], claim.reading.start - begin
    if wording.DENIES.search(sentence[max(0, place - _DENIED) : place]) or wording.SUPPOSES.search(sentence):
        return
    clause = wording.clause(text, claim.reading.start, claim.reading.end, begin, stop)
    own = clause.find(claim.reading.text) + len(claim.reading.text)
    clause = clause[:own] + _NEXT.split(clause[own:], maxsplit=1)[0]
    alone = not one_of_several(claim, sentence)
    for side in sides.near(claim.stated.block_index):
        two, sure = side.two(sentence, place, clause, alone=alone)
        if two is None or side.alike(two):
            continue
        told = side.meant(clause if stems(clause) else sentence)
        meant = told or side.meant(sentence)
        if not meant:  # "from the average to Sweden we save 94%": grams and tonnes alike
            told = meant = list(side.quantities)
        pairs = [pair for quantity in meant if (pair := side.pair(two, quantity)) is not None]
        right = fitting(claim, pairs)
        if right is not None:
            decide(claim, right, right=True)
            return
        if (wrong or sure) and told and pairs and _telling(pairs) and _slips(claim, side, two, meant, pairs[0]):
            slip = "that is the factor of other two, or of something else"
            base = BASE_BEHIND.match(text, claim.reading.end)  # "14× more FLOPs than ReLU"
            said_so = base is not None and side.meant(base.group()) == told and len(told) == 1
            claim.sure = said_so and not 1 / _CLEARLY < claim.reading.value / pairs[0].ratio < _CLEARLY
            decide(claim, pairs[0], right=False, explained=True, slip=slip)
            return


def _telling(pairs: Sequence[Pair]) -> bool:
    """Whether all give one ratio, and one that tells something."""
    return pairs[0].ratio > _SOMETHING and all(abs(pair.ratio / pairs[0].ratio - 1) <= _EXACT for pair in pairs)


def _slips(claim: Claim, side: Side, two: tuple[int, int], meant: Sequence[int], right: Pair) -> bool:
    """Whether a factor is the ratio of something else, or twice or half the right one."""
    for by in (_TWICE, 1 / _TWICE):
        other = right._replace(ratio=by * right.ratio, low=by * right.low, high=by * right.high)
        if claim.reading.units[0].symbol == "×" and other.ratio > _SOMETHING and _is(claim, other):
            return True
    return any(_is(claim, pair) for pair in _others(claim, side, two, meant)) or _is_another(claim)


def _is_another(claim: Claim) -> bool:
    """Whether a factor is one of its sentence again that stands against it: "1.7× the rate, yet only 1.7× as fast"."""
    begin, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[begin : claim.reading.start]
    same = [
        one for one in readings(ahead) if one.units[:1] == claim.reading.units[:1] and one.value == claim.reading.value
    ]
    return bool(same) and _YET.search(ahead[same[-1].end :]) is not None


def _is(claim: Claim, pair: Pair) -> bool:
    if not claim.reading.value or not fits(claim, pair):
        return False
    return claim.reading.units[0].symbol == "%" or abs(claim.reading.value / pair.ratio - 1) <= max(
        _EXACT, 0.5 * claim.reading.resolution / claim.reading.value
    )


def _others(claim: Claim, side: Side, two: tuple[int, int], meant: Sequence[int]) -> Iterator[Pair]:
    keys = side.key_pair(two, claim.reading)
    if keys is not None:
        yield keys
    for quantity in side.quantities:
        pair = side.pair(two, quantity) if quantity not in meant else None
        if pair is not None:
            yield pair
    subjects = list(side.subjects)[:_MOST_SUBJECTS]
    for other in combinations(subjects, 2):
        if len(set(other) & set(two)) == 1:
            for quantity in meant:
                pair = side.pair(other, quantity)
                if pair is not None:
                    yield pair
