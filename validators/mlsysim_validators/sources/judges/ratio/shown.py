"""Whether a factor or a share in prose that two numbers do not give is shown to be wrong, or may be of other two.

Measured on texts that nobody tuned on: of such findings fewer than half were right where neither a slip, a copy nor the
two numbers right beside the factor showed it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import combinations

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import prints_two_digits
from mlsysim_validators.sources.judges.off_by import off_by
from mlsysim_validators.sources.judges.second_thoughts import line_of
from mlsysim_validators.sources.patterns import regex

_SAME = 0.012
_ROUGHLY, _CLOSELY = 0.15, 0.012
_TOO_FAR = 50.0  # nobody errs by so much: of something else
_MOST_NUMBERS = 12
_THAN = regex(r"(?: [\w-]+){0,4} (?:than|over|vs\.?) (?:the |an? )?(?P<what>(?!the\b|an?\b)[A-Za-z][\w.-]*)")
_FAR = 1.5
_BESIDE = 70
_PAIR = 2
_SAID = 200
_OWN = 40  # characters behind the name of what is compared with
# "21 times the throughput", from 1 to 64 sequences; "90% of TDP"
# but not "28% of savings".
_OF_ANOTHER = regex(
    r" ?(?:of (?!(?:it|that|this|savings?|reductions?|improvements?|gains?|speed-?ups?|growth|increase|decrease)\b)|"
    r"the )(?P<word>\w+)"
)
_IN_A_FORMAT = regex(r" ?(?:in|at|for|using) (?:dense |sparse |plain )?(?:FP|BF|TF|INT)-?\d", re.IGNORECASE)
_A_YEAR = regex(r" ?(?:a|per|each|/) ?(?:year|annum)")
_AMOUNT = r"[~≈$€]? ?\d[\d.,]*(?: ?[A-Za-z/%$€µ·]+){0,3}"
_AMOUNTS = rf"{_AMOUNT}(?: {_AMOUNT})?"  # "2 hours 46 minutes"
_FROM_TO = regex(
    rf"(?:\bfrom {_AMOUNTS} (?:down |up )?to|{_AMOUNTS} (?:instead of|against|after|rather than)) {_AMOUNTS}"
    r"\W{0,4}(?:\w+ ){0,5}$",
    re.IGNORECASE,
)
_TO_FROM = regex(
    rf"\W{{0,3}}(?:\w+[,:]? ){{0,6}}"
    rf"(?:from {_AMOUNTS} (?:down |up )?to|\({_AMOUNT} (?:vs\.?|against|and|to)) {_AMOUNT}",
    re.IGNORECASE,
)
# Words that name what a thing is compared with, whose numbers a table or the registry has.
_NAMED = regex(
    r"\bthan (?!its\b|it\b|they\b|this\b|those\b)|"
    r"(?:\b(?i:over|against|vs\.?|versus|as much as|compared (?:to|with)|relative to) |[\w)] (?:to|→) |\bof )"
    r"(?:the |an? )?[A-Za-z]*[A-Z]"
)
_THEN = regex(r"\W{0,4}(?:\w+ ){0,2}$")


def settle(claims: Sequence[Claim]) -> None:
    """Take back the verdict on factors and shares that nothing shows to be of these two numbers."""
    suspects = [claim for claim in claims if _is_a_ratio_in_prose(claim)]
    lines: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims if suspects else ():
        lines[line_of(claim)].append(claim)
    for claim in claims:
        if claim.verdict == "mismatch" and claim.rule == "ratio" and claim.stated.cell is None and _is_excused(claim):
            claim.take_back("other two numbers of its sentence give it, or it is of something else")
    for claim in suspects:
        if claim.verdict == "mismatch" and not _is_shown(claim, lines[line_of(claim)]):
            claim.take_back(f"not what {claim.working} gives: other two may be meant")


def _is_excused(claim: Claim) -> bool:
    """Whether two other numbers of its sentence give a factor or share, or what it compares with stands elsewhere."""
    reading, right = claim.reading, claim.expected.value if claim.expected is not None else 0.0
    stated = reading.value * (0.01 if reading.units[0].symbol == "%" else 1.0)
    if not stated or not right:
        return False
    if reading.rough and abs(stated / right - 1) <= _ROUGHLY and not prints_two_digits(reading):
        return True
    if not 1 / _TOO_FAR < stated / right < _TOO_FAR and not reading.exponent_step:  # orders may be off by orders
        return True
    text = claim.stated.text.text
    begin, stop = claim.stated.sentence_span()
    other = _THAN.match(text, reading.end)
    first, _, second = claim.working.partition(" against ")
    sentence = text[begin:stop]
    its_own = other is not None and any(_has(text[other.end() : other.end() + _OWN], one) for one in (first, second))
    if other is not None and not its_own and other["what"] not in text[: reading.start] and "; " not in claim.reason:
        return _has(sentence, first) and _has(sentence, second)
    if not prints_two_digits(reading) or reading.text.strip()[:1].isalpha():
        return False
    numbers = [
        one
        for one in readings(sentence)
        if one.one_value and one.value > 0 and one.text.strip() != reading.text.strip()
    ][:_MOST_NUMBERS]
    return any(
        _alike(one, two) and abs(max(one.value, two.value) / min(one.value, two.value) / goal - 1) <= _CLOSELY
        for one, two in combinations(numbers, 2)
        for goal in (stated, 1 / stated)
        if goal > 1
    )


def _alike(one: Reading, two: Reading) -> bool:
    """Whether two numbers are of one unit, and each has two digits."""
    return one.units[0].symbol == two.units[0].symbol and prints_two_digits(one) and prints_two_digits(two)


def _is_a_ratio_in_prose(claim: Claim) -> bool:
    return (
        claim.verdict == "mismatch"
        and claim.rule == "ratio"
        and claim.stated.cell is None
        and not claim.sure
        and claim.expected is not None
        and bool(claim.expected.value)
        and " against " in claim.working
    )


def _is_shown(claim: Claim, line: Sequence[Claim]) -> bool:
    """Whether a factor or share in prose is shown to be wrong: by the slip that it comes of, by what it copies, or by
    its two numbers right beside it."""
    if claim.expected is None:
        return True
    reading = claim.reading
    stated, right = reading.value * (0.01 if claim.reading.units[0].symbol == "%" else 1.0), claim.expected.value
    spoken = reading.text.strip()[:1].isalpha()
    fine = prints_two_digits(reading) and not spoken
    text = claim.stated.text.text
    begin, stop = claim.stated.sentence_span()
    ahead, behind = text[max(begin, reading.start - _BESIDE) : reading.start], text[reading.end : reading.end + _BESIDE]
    if _IN_A_FORMAT.match(behind) or _A_YEAR.match(behind):
        return False
    if fine and ("; " in claim.reason or _of_a_slip(stated, right)):
        return True
    if not spoken and any(one is not claim and one.text == claim.text for one in line):
        return True
    if _TO_FROM.match(behind) is not None:
        return True
    first, _, second = claim.working.partition(" against ")
    sentence = text[begin:stop]
    if fine and not _has(sentence, first) and not _has(sentence, second):
        return _NAMED.search(sentence) is not None
    other = _OF_ANOTHER.match(behind)
    if other is not None and other["word"].lower() not in text[max(0, reading.start - _SAID) : reading.start].lower():
        return False
    if _FROM_TO.search(ahead) is not None:
        return True
    if second in ahead and _THEN.fullmatch(ahead.rpartition(second)[2]):
        return True
    clear = fine or not 1 / _FAR < stated / right < _FAR
    return clear and _stand_alone((first, second), sentence, line)


def _has(sentence: str, amount: str) -> bool:
    """Whether a sentence has an amount, and not as a part of another number."""
    return re.search(rf"(?<![\w.,]){re.escape(amount)}(?![\w.]*\d)", sentence) is not None


def _stand_alone(two: tuple[str, str], sentence: str, line: Sequence[Claim]) -> bool:
    """Whether the two numbers that a factor is held against are the only ones of their sort in its sentence."""
    if not all(_has(sentence, one) for one in two):
        return False
    unit = next((one.reading.units[0] for one in line if one.text in two), None)
    if unit is None:
        return False
    return sum(any(u.dimension == unit.dimension for u in one.reading.units[:1]) for one in line) == _PAIR


def _of_a_slip(stated: float, right: float) -> bool:
    slips = (2.0, 10.0, 100.0, right**2, 1 + right, abs(1 - right) or 1.0)  # the last two of the other base
    return bool(off_by(stated, right, _SAME, slips)) or abs(stated + right - 1) <= _SAME
