"""The verdict on numbers that follow from amounts which the words tie together.

Right is what the nearest amounts give that nothing else on the slide stands in for, the last number before it being one
of them. Wrong is what a known slip makes of them, where words say that the number follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log10

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected, Stated, of_running_text
from mlsysim_validators.sources.compare import keeps, printed
from mlsysim_validators.sources.judges.off_by import off_by, prints
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.tied.terms import Known, Line, Place, Term, numbers_of, term_of
from mlsysim_validators.sources.judges.tied.ties import BEFORE, MOST, Tie, ties_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document
from mlsysim_validators.sources.texts.sentences import ENDS

RULE = "recomputed"
FIELD = "of_tied_amounts"
_PROSE = ("paragraph", "item", "note", "caption", "math", "heading")
_LONGEST = 6000
_ROOM, _EXACT, _COARSEST = 0.012, 0.006, 0.06
_CLEARLY = 0.1
_FEWEST = 2
_FOLLOWS = AnyCase(
    r"\b(?:so|thus|hence|therefore|then|together|altogether|total|in all|result|answer|dividing|multiplying)\b|[=≈→⇒]|"
    r"\b(?:that|this|which|it) (?:is|makes?|gives?|means|comes? to|amounts? to)\b|\b(?:makes?|gives?|leaves)\b|"
    r"\b(?:this|that|which|it) (?:[a-z]+ly )?[a-z]+s (?:about |some )?\W*$|"
    r"\b(?:takes?|needs?|lasts?|requires?|draws?|holds?|uses?|costs?|sends?|delivers?|serves?|produces?|emits?|moves?|"
    r"generates?|processes|consumes?|occup(?:y|ies)|yields?|totals?|equals?|weighs?|see[sn]?|wants?|fill?s?)"
    r"(?: about| some| only| roughly| at least| almost| nearly)? \W{0,2}$|"
    r"\b(?:over|for|across) (?:the (?:entire|whole|full)|all)\b|, or (?:about |some )?\W*$|\bi\.e\.|: ?\W{0,3}$"
)
_OTHERWISE = AnyCase(
    r"\b(?:measur\w+|observ\w+|target|limit\w*|budget|at (?:most|least)|instead|another|other|remaining|left|rest|"
    r"would|if|unless|against|than|compar\w+|only|extra|additional\w*|more|less|half|twice|average|peak|maximum|"
    r"capacity|rated|up to|saves?|saved|minimum|typical\w*|needs? only|each other)\b"
)
_FACTORS = (2.0, 4.0, 8.0, 10.0, 100.0, 1e3, 1e6, 24.0, 60.0, 3600.0)
_BINARY = (1024.0,)
# A share of it, by how many is said elsewhere: "11.5 GB per GPU" of 48 blocks.
_OF_EACH = regex(
    r" ?(?:/|per|on (?:each|every)|on a|for each) ?(?:GPU|device|rank|chip|card|node|worker|accelerator)\b"
)
_PER_MANY = regex(r" ?(?:/|per|for|a) ?(?:a |every |each )?(?:[\d,]+|[kMB])\b")  # "per 1,000 requests"
_LABELLED = regex(r"^ *[A-Za-z][A-Za-z /()-]{2,40}(?: {2,}|\t+|: +)[~≈]?\$?[\d.,]+[ \w/%]{0,24}$", re.MULTILINE)
_LINES = regex(r"\n")
_NEAR = 20
# "For 16,384 GPUs it is 0.04%" begins with what is given; "the last 50 layers" are some of them.
_IS_GIVEN = regex(r"(?:^|[.;:!?] )(?:For|With|At|On|In|Of|Over|Across) \W?$|\b(?:first|last|next|other|remaining) $")


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the numbers that tied amounts give; those that were no claims before are handed back."""
    fresh: list[Claim] = []
    for term, ties, block, index, between in _followed(document, claims):
        amount = term.amount
        known = amount.claim
        if known is not None and (known.verdict != "unresolved" or (known.kind == "spec" and not known.measured)):
            continue
        told = _verdict(term, ties, between)
        if told is None:
            continue
        claim = amount.claim or Claim(document, Stated(amount.reading, block.text, block, index))
        _decide(claim, amount, *told)
        if amount.claim is None:
            fresh.append(claim)
    return fresh


def _followed(document: Document, claims: Sequence[Claim]) -> Iterator[tuple[Term, list[Tie], Block, int, str]]:
    """The numbers of running text that tied amounts before them give, with the words since the last amount."""
    by_text = of_running_text(claims)
    terms: list[Term] = []
    made: dict[Place, frozenset[Place]] = {}
    known, sentence, since, lead = Known(), 0, -1, ""
    for index, block in enumerate(document.blocks):
        if block.kind not in (*_PROSE, "listing") or len(block.text.text) > _LONGEST:
            continue
        text, listed = block.text.text, block.kind == "listing"
        if listed and _LABELLED.search(text) is None:
            continue
        amounts = numbers_of(text, by_text.get(id(block.text), []))
        amounts = [one for one in amounts if _is_labelled(one, text)] if listed else amounts
        ends = [match.end() for match in (_LINES if listed else ENDS).finditer(text)] if amounts else []
        terms = [term for term in terms[-MOST:] if term.slide >= block.slide - 1]
        made = {term.place: made[term.place] for term in terms if term.place in made}
        for at, amount in enumerate(amounts):
            start = amount.reading.start
            line = Line(
                text,
                max((end for end in ends if end <= start), default=0),
                min((end for end in ends if end > start), default=len(text)),
                amounts,
                sentence + amount.sentence,
                block.slide,
            )
            term = term_of(at, line, known)
            if term is None or _PER_MANY.match(text, amount.reading.end):
                continue
            given = listed or _IS_GIVEN.search(text, max(0, start - _NEAR), start) is not None
            given = given or "+" in text[line.begin : start] or _is_of_each(text, amount)
            ties = list(ties_of(term, terms, made)) if terms and not given and not _is_wrong(amount) else []
            result = next((tie for tie in ties if tie.far < BEFORE and _gives(tie, amount)), None)
            if result is not None:
                made[term.place] = frozenset((result.one[0].place, result.other[0].place))
            if ties:
                yield term, ties, block, index, text[since:start] if since >= 0 else f"{lead}. {text[:start]}"
            terms.append(term)
            since = amount.reading.end
        sentence, since = sentence + len(ends) + 1, -1
        lead = text if block.kind == "heading" else ""


def _is_labelled(amount: Amount, text: str) -> bool:
    """Whether a number of a listing is the value of a line "mean JPEG size      110 kB"."""
    begin = text.rfind("\n", 0, amount.reading.start) + 1
    return _LABELLED.match(text, begin) is not None


def _verdict(term: Term, ties: Sequence[Tie], between: str) -> tuple[Tie, str] | None:
    """The tie that decides a number, and the slip that it makes of it, "" where it is right."""
    amount = term.amount
    if not amount.reading.one_value or (amount.value < _FEWEST and amount.whole):
        return None
    near = min(tie.far for tie in ties)
    likely = [tie for tie in ties if tie.last and tie.unique and tie.far == near]
    right = next((tie for tie in likely if _gives(tie, amount)), None)
    if any(_is_wrong(read[0].amount) for tie in likely for read in (tie.one, tie.other)):
        return None
    if right is not None:
        return right, ""
    if not likely or any(_gives(tie, amount) for tie in ties):
        return None
    if any(abs(tie.value / likely[0].value - 1) > _ROOM for tie in likely):
        return None
    tie = likely[0]
    slip = _slip(amount, tie)
    stated = amount.value * tie.way.scale
    instead = (*tie.inputs, *(value for value, words in tie.others if not words))
    if any(abs(stated / value - 1) <= _ROOM for value in instead):
        return None  # one of them, said once more; what others make that may be meant
    if not slip or term.subset or not _FOLLOWS.search(between) or _OTHERWISE.search(ENDS.split(between)[-1]):
        return None
    return tie, slip


def _is_of_each(text: str, amount: Amount) -> bool:
    """Whether a number is said to be of each device."""
    reading = amount.reading
    return _OF_EACH.search(reading.text) is not None or _OF_EACH.match(text, reading.end) is not None


def _is_wrong(amount: Amount) -> bool:
    return amount.claim is not None and amount.claim.verdict in FINDINGS


def _slip(amount: Amount, tie: Tie) -> str:
    """The slip that makes a number of a tie, "" for none."""
    stated = amount.value * tie.way.scale
    own = max(_EXACT, 0.51 * amount.resolution / amount.value)
    if own > _COARSEST:
        return ""
    room = own + tie.room if own + tie.room <= _COARSEST else own
    one, other = (read[0].amount.reading.value for read in (tie.one, tie.other))
    turned = (one / other, other / one) if tie.power > 0 else (one * other,)
    if any(_same_digits(amount.reading.value, value, room) for value in turned) and not _same_digits(
        stated, tie.value, _CLEARLY
    ):
        return "that divides where it multiplies" if tie.power > 0 else "that multiplies where it divides"
    by = off_by(stated, tie.value, room, (*_FACTORS, *(_BINARY if ("data", 1) in tie.way.powers else ())))
    if not by:
        return ""
    return f"that is {by:g} times as much" if by > 1 else f"that is one of {1 / by:g} parts"


def _same_digits(one: float, other: float, room: float) -> bool:
    """Whether two numbers are alike but for a power of ten."""
    digits = log10(one / other)
    return abs(digits - round(digits)) < 0.43 * room


def _gives(tie: Tie, amount: Amount) -> bool:
    """Whether a number is what a tie makes, as finely as all of them print."""
    value, room = tie.value / tie.way.scale, tie.room + _ROOM
    if amount.reading.rough:
        room = max(room, 0.05)
    return prints(amount.reading, amount.unit.factor * amount.scale, value, room)


def _decide(claim: Claim, amount: Amount, tie: Tie, slip: str) -> None:
    working = tie.told()
    claim.kind, claim.unit, claim.field = "derived", claim.unit or amount.unit, claim.field or FIELD
    if not slip:
        claim.decide("match", working=working)
        return
    value = tie.value / tie.way.scale
    own = value / amount.scale
    fine = keeps(own, claim.reading, amount.unit)
    shown = printed(own, claim.reading, amount.unit) if fine else f"{own / amount.unit.factor:.3g} {amount.unit.symbol}"
    claim.expected = Expected(value, shown)
    claim.decide("mismatch", f"{working} is {shown}; {slip}", rule=RULE, hint=f"write {shown}", working=working)
