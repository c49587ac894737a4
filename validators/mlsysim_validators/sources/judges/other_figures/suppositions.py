"""What a sentence only supposes: "were it multi-head attention (64 KV heads)", "if the H100 had 6 TB/s"."""

from __future__ import annotations

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_PAST = (
    r"(?:had|has had|were|was|used|kept|came|got|ran|held|stored|did not|didn't|lacked|shipped|offered|doubled|grew|"
    r"existed)"
)
_ON = r"(?:[^.;:]|\.\d)"  # on in the sentence
# Words that make all behind them a supposition.
_OPENS = AnyCase(
    r"\b(?:hypothetical|imaginary|fictional|fictitious|imagin(?:e|ed|ing)|pretend\w*|what if|what would|as if|"
    r"let(?:'s| us) (?:give|add|swap))\b"
)
_SUPPOSES = AnyCase(
    rf"\b(?:(?:if|suppos\w+|assum\w+|say|provided)\b{_ON}{{0,60}}?\b{_PAST}|would|could have)\b"
    r"|^\W*(?:\w+ )?(?:were|had) (?:it|they|there|this|that|we|the|an?|all|every|each|only)\b"
    rf"|^\W*(?:were|had) \w+{_ON}{{0,40}}? (?:had|kept|been|used|multi|an?|all|to)\b"
)
_OTHERWISE = AnyCase(r"\bwithout\b|\binstead\b|\brather than\b")
_WOULD = AnyCase(rf"^{_ON}{{0,120}}?\bwould\b")
_STATES = AnyCase(r"\b(?:has|(?<!would )have|(?<!that )is|are|which gives|offers|provides) (?:\w+ )?[~≈]?$")
_IN_BRACKETS = regex(r"\([^()]*$")  # "if we only had A100s (312 TFLOP/s)"
_ARROW = regex(r"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?) ?[A-Za-z/]{0,8} ?(?:→|->) ?$")
_LONGEST_CHANGE = 40
_ROUNDED = 0.01
_NO = regex(
    r"(?:A(?:nswer)?[:.] ?)?(?:No(?:pe)?(?: ?[,.;:!—–]| ?$)|Not (?:quite|at all|really|exactly|so)\b|Wrong\b|False\b)"
)
_MOST_BEHIND = 40
_STRUCTURE = ("heads.", "layers", "hidden_size", "head_size", "experts")  # of a model: what "with" supposes of it


def is_changed_to(claim: Claim) -> bool:
    """Whether a number is what the right one is changed to: "change the bandwidth: 2039 → 4078 GB/s"."""
    text, start = claim.stated.text.text, claim.reading.start
    arrow = _ARROW.search(text, max(claim.stated.sentence_span()[0], start - _LONGEST_CHANGE), start)
    if arrow is None or claim.unit is None or claim.expected is None:
        return False
    stated = float(arrow["number"].replace(",", "")) * claim.unit.factor
    return abs(stated / (claim.expected.value or 1.0) - 1) < _ROUNDED


def is_denied_by_the_answer(claim: Claim) -> bool:
    """Whether a question states a number that its answer denies: "It has 56B parameters, doesn't it? No, ..."."""
    _, stop = claim.stated.sentence_span()
    text = claim.stated.text.text
    question = text.find("?", claim.reading.end, stop + 1)
    if question < 0:
        return False
    blocks, index = claim.document.blocks, claim.stated.block_index + 1
    answer = text[question + 1 :].strip(" *_\"'“”’)")
    if not answer and index < len(blocks):
        answer = blocks[index].text.text
    return _NO.match(answer[:_MOST_BEHIND]) is not None


def is_supposed(claim: Claim) -> bool:
    """Whether the sentence of a number supposes it, or what it follows from, contrary to what is."""
    begin, stop = claim.stated.sentence_span()
    text = claim.stated.text.text
    before, behind = text[begin : claim.reading.start], text[claim.reading.end : stop]
    if _OPENS.search(before):
        return True
    if _STATES.search(before[-30:]) or (claim.direct and _IN_BRACKETS.search(before)):
        return False
    if _SUPPOSES.search(before):
        return True
    otherwise = claim.field.startswith(_STRUCTURE) or _OTHERWISE.search(f"{before} | {behind}") is not None
    return otherwise and _WOULD.search(behind) is not None
