"""Words that say which of two amounts is more, against the two: "34.5 %. That is above the 38-43 % printed".

Told is only what both amounts contradict, side by side and of one unit, where nothing is denied or supposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated
from mlsysim_validators.sources.dimensions import is_money, uncounted
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

_STANDS = (
    r"(?:is|are|was|were|runs?|ran|lies|lay|sits?|sat|stays|stayed|remains|remained|comes out|came out|ended|ends)"
)
_LESS = ("below", "less", "lower", "smaller", "fewer", "cheaper")
_MORE = ("above", "more", "higher", "larger", "bigger", "greater", "dearer")
_FAST, _SLOW = ("faster", "quicker", "shorter", "sooner"), ("slower", "longer", "later")
# "34.5 %. That is below the ", ", less than the ", " the card runs below the "
_BETWEEN = regex(
    rf"(?:(?: [\w%-]+){{0,4}} ?(?:[,;—–]|\.(?= (?:That|This|It)\b)) ?(?:(?:(?:That|This|It|which|that|"
    rf"and) )?{_STANDS}\b ?)?"
    rf"|(?: [\w%-]+){{0,4}} {_STANDS} )"
    r"(?:(?:well|far|just|still|even|clearly|slightly|a little|much|already|thus|and|so|somewhat|considerably) )*"
    rf"(?P<word>{'|'.join((*_LESS, *_MORE, *_FAST, *_SLOW))})(?P<than> than)? (?:the|those|its|our|"
    rf"their) (?:\w+ ){{0,2}}$"
)
_WITHOUT_THAN = ("below", "above")
_UNSAID = AnyCase(
    r"\?|\b(?:not|never|neither|nor|no|if|when|unless|until|whether|should|must|may|might|could|would|"
    r"can|to be|instead|"
    r"rather|expected|wrong|false|myth|suppose\w*|than if)\b|n['’]t\b"
)
_A_CHANGE = AnyCase(
    r"\b(?:by|extra|additional|another|further|sav\w+|gain\w*|adds?|plus|drops?|loss|loses?|"
    r"increase\w*|decrease\w*|overhead|"
    r"rises?|growth|cut|difference|gap|margin|step|every|each|after|within|at most|at least|up to)(?: of| is| was)?"
    r"(?: only| just| about| roughly| some)? ?[~≈+−-]?$"
)
_A_LIMIT = regex(r" (?:\w+ )?(?:target|limit|budget|threshold|goal|cap|SLO|ceiling|floor)\b")
_REACH, _SENTENCE = 60, 160
_SAME = 0.01
_AHEAD = 40


def judge(document: Document, block: Block, index: int, amounts: Sequence[Amount]) -> Iterator[Claim]:
    """Claims for such words that both their amounts contradict."""
    text = block.text.text
    for place, (one, other) in enumerate(pairwise(amounts)):
        if not _may_compare(one, other) or other.reading.start - one.reading.end > _REACH:
            continue
        found = _BETWEEN.fullmatch(text, one.reading.end, other.reading.start)
        if found is None or bool(found["than"]) is (found["word"] in _WITHOUT_THAN):
            continue
        begin, stop = max(0, one.reading.start - _SENTENCE), text.find(". ", other.reading.end)
        begin = max(begin, text.rfind(". ", 0, one.reading.start) + 1)
        sentence = text[begin : stop if stop >= 0 else len(text)]
        if _A_LIMIT.match(text, other.reading.end):  # whose own judge blames the number
            continue
        if _UNSAID.search(sentence) or _A_CHANGE.search(text[max(0, one.reading.start - _AHEAD) : one.reading.start]):
            continue
        behind = amounts[place + 2] if place + 2 < len(amounts) else None
        low, high = _ends(other, behind)
        less = _says_less(found["word"], one)
        if less is None or (one.value <= high * (1 + _SAME) if less else one.value >= low * (1 - _SAME)):
            continue
        reading = Reading(*found.span("word"), 1.0, 1.0, (ONE,), "", found["word"])
        claim = Claim(document, Stated(reading, block.text, block, index), "derived", field="order")
        told = f"{one.told()} against {other.told()}"
        claim.decide("mismatch", f"it is the other way round: {told}", rule="order", hint="turn it round", working=told)
        yield claim


def _may_compare(one: Amount, other: Amount) -> bool:
    claims = [amount.claim for amount in (one, other)]
    if any(claim is None or claim.verdict in FINDINGS for claim in claims):
        return False
    if one.unit.symbol in ("", "×") or one.reading.bound or other.reading.bound:
        return False
    alike = one.unit.symbol == other.unit.symbol if one.unit.symbol == "%" else one.dimension == other.dimension
    return alike and (one.unit.symbol == "%" or bool(one.dimension)) and one.reading.one_value


def _ends(other: Amount, behind: Amount | None) -> tuple[float, float]:
    """The ends of a range, or one value twice."""
    if other.reading.hedge == "low" and behind is not None and behind.reading.hedge == "high":
        return other.value, behind.value
    return other.value, other.value


def _says_less(word: str, one: Amount) -> bool | None:
    """Whether a word says that the first of two amounts is the less one; None where that is not known."""
    if word in _LESS:
        return True if word != "cheaper" or is_money(one.dimension) else None
    if word in _MORE:
        return False if word != "dearer" or is_money(one.dimension) else None
    powers = dict(uncounted(one.dimension))
    if not powers.get("time") or powers.keys() & {"energy", "currency", "carbon"}:
        return None
    takes_time = powers["time"] > 0
    return takes_time if word in _FAST else not takes_time
