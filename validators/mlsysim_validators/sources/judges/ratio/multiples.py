"""A factor or share of two multiples of one symbol: "stage 2 sends 2Ψ, stage 3 sends 3Ψ, 1.5 times as much".

"8N per token instead of 6N: 33% more". Both stand before it in its sentence, or one on either side of "instead of".
"""

from __future__ import annotations

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading, plain_number, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.ratio.pairs import decide, fitting, one_of_several
from mlsysim_validators.sources.patterns import regex

# Not one that a factor, a sign or a further symbol goes on with: 2ND, 2N/3, (n-1)S.
_MULTIPLE = regex(
    r"(?<![\w.,^/·×*+(−-])(?P<n>\d{1,3}(?:\.\d+)?) ?(?P<symbol>[A-ZΑ-Ωα-ω])(?![\w^/·×*(])(?! ?[·×*/^+−(])"
)
_LONGEST = 300
_FARTHEST = 90


def judge(claim: Claim, *, wrong: bool) -> None:
    """Decide a factor or a share by the only two multiples of a symbol before it in its sentence."""
    unit, text = claim.reading.units[0], claim.stated.text.text
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.stated.cell is not None:
        return
    begin, stop = claim.stated.sentence_span()
    if stop - begin > _LONGEST or not claim.reading.one_value or wording.A_RATE.match(text, claim.reading.end):
        return
    if unit.symbol == "%" and not wording.percentage(text, claim.reading.start, claim.reading.end):
        return
    pair = _pair(text, begin, claim.reading.start)
    if pair is None:
        return
    right = fitting(claim, [pair])
    if right is not None:
        decide(claim, right, right=True)
    elif wrong and _compares(claim) and not one_of_several(claim, text[begin:stop]):
        claim.sure = True  # of no other two
        decide(claim, pair, right=False, explained=True)


def _compares(claim: Claim) -> bool:
    """Whether the words right beside a factor compare, and deny nothing."""
    text, (begin, stop) = claim.stated.text.text, claim.stated.sentence_span()
    beside = text[max(begin, claim.reading.start - 20) : min(stop, claim.reading.end + 20)]
    return wording.COMPARES.search(beside) is not None and not wording.DENIES.search(beside)


def _pair(text: str, begin: int, end: int) -> Pair | None:
    """The two multiples of one symbol, and the only ones, that stand before a place."""
    units = {
        one.start for one in readings(text[begin:end]) if any(unit.dimension or unit.factor != 1 for unit in one.units)
    }
    found = [one for one in _MULTIPLE.finditer(text[begin:end]) if one.start() not in units]
    if len(found) != 2 or found[0]["symbol"] != found[1]["symbol"] or end - begin - found[1].end() > _FARTHEST:
        return None
    first, second = (_number(one["n"], one[0]) for one in found)
    return pair_of_values(first, first.value, 0.0, second, second.value, 0.0)


def _number(digits: str, words: str) -> Reading:
    return plain_number(digits, 0)._replace(text=words, units=(ONE,))
