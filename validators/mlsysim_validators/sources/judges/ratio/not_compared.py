"""Pairs of amounts that stand near a factor and are not what it compares: conditions, causes, other sorts.

"1.3× at 128 tokens, 1.6× at 2048 tokens": each amount is where its factor was measured. "Raise the limit from 128 to
512 and the latency doubles": the verb has a subject of its own. "45 tokens/s (3.3× better)": of rates, whatever times
stand near.
"""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair
from mlsysim_validators.sources.judges.ratio.sides import stems
from mlsysim_validators.sources.patterns import regex

_WHERE_MEASURED = regex(r"\d ?[×x%] ?(?:at|for|with|on|when|@) ?(?:an? |the )?(?:[A-Za-z]+(?: size| of)? )?[~≈]?$")
_OWN_SUBJECT = regex(
    r"(?:[^.;:()\d]*[ ,])??(?:and|then|so|,) (?:that |then )?(?:the |its |your |our )?"
    r"(?P<subject>(?!(?:it|this|that|which|they|you|we|one|more|about|nearly|almost|roughly|than)\b)"
    r"[\w-]+(?: [\w-]+){0,3}?)"
    r" (?:(?:nearly|almost|roughly|about|only|more than) )?$"
)
_VERB = regex(r"\b(?:doubl|tripl|quadrupl|halv)(?:es|ed)$", re.IGNORECASE)
_IN_A_BRACKET = regex(r"\W{0,4}\(\W{0,3}$")
_AHEAD = 40


def is_where_measured(text: str, amount: Reading) -> bool:
    """Whether an amount stands right behind another factor or share that holds there."""
    return _WHERE_MEASURED.search(text[max(0, amount.start - _AHEAD) : amount.start]) is not None


def is_not_compared(claim: Claim, meant: str, text: str, place: int, pair: Pair) -> bool:
    """Whether a pair of amounts of a text, which has the factor at a place, is certainly not what the factor compares.

    `meant` are the words that may name the sort of what is compared.
    """
    return (
        any(is_where_measured(text, one) for one in (pair.first, pair.second))
        or _has_its_own_subject(claim, text, place, pair)
        or (not wording.sorts(meant) and _is_of_another_sort(claim, pair))
    )


def _has_its_own_subject(claim: Claim, text: str, place: int, pair: Pair) -> bool:
    """Whether a verb such as "doubles" is said of something that is not what the two amounts before it are of."""
    if _VERB.search(claim.reading.text) is None or not 0 <= pair.second.end <= place:
        return False
    found = _OWN_SUBJECT.fullmatch(text[pair.second.end : place])
    return found is not None and not stems(found["subject"]) & stems(text[: pair.second.end])


def _is_of_another_sort(claim: Claim, pair: Pair) -> bool:
    """Whether a factor in a bracket stands right behind an amount of another sort, with which it is compared."""
    text, (begin, _) = claim.stated.text.text, claim.stated.sentence_span()
    ahead = text[begin : claim.reading.start]
    last = next((one for one in reversed(readings(ahead)) if not one.bare), None)
    if last is None or last.units[0].symbol in ("×", "%") or not _IN_A_BRACKET.fullmatch(ahead[last.end :]):
        return False
    return uncounted(last.units[0].dimension) != uncounted(pair.sort)
