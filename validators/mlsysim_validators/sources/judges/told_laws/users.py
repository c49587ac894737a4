"""Tokens per second of one user and of all of them: "100 users, 20 tok/s each: 2,000 tok/s of the system".

What a system can do need not be what its users take, so only figures that stand side by side, without such words, are
held against each other. A user gets one token in each time per token.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.dimensions import TIME, TOKEN_RATE, uncounted
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed, alone
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"\busers?\b|\brequests\b|\bstreams\b|\bsessions\b")
_USERS = frozenset(("user", "request", "stream", "session", "client", "sequence", "conversation"))
_OF_ONE = AnyCase(
    r"\bper[- ](?:user|request|stream|session|client|sequence)\b|\beach\b|\bapiece\b|/ ?user|\b(?:every|a|one) user\b"
)
_OF_ALL = AnyCase(r"\bsystem\b|\baggregate|\btotal\b|\boverall\b|\bcombined\b|\btogether\b|\bin all\b|\ball users\b")
_PER_TOKEN = AnyCase(r"per[- ](?:output )?token|/ ?tok|\btpot\b|inter-?token|\bitl\b")
_CAN = AnyCase(
    r"\bpeak\b|\bmax(?:imum)?\b|\bup to\b|capacity|\bcan\b|capable|\bneed|requir|target|\bsla\b|\bslo\b|enough|"
    r"headroom|\bat least\b|\bminimum\b|support|\bif\b|\bwould\b|specul|draft|prefill|prompt|average|"
    r"per (?:gpu|node|replica|device)"
)
_PARTS = regex(r"\n|; |, |\. | \| |\)|\(")
_LONGEST_STEP = 1.0
_FAR = 1.4
_LINES_ABOVE = 3


def of_all_users(target: Placed, passage: Passage) -> Step | None:
    """The rate of a system with so many users of one rate, or of one time per token."""
    if not _is_rate(target) or not _OF_ALL.search(_part(target)) or _OF_ONE.search(_part(target)):
        return None
    around = list(_around(target, passage))
    if _CAN.search(_said(target)):
        return None
    users = alone([one for one in around if one.amount.noun in _USERS and one.amount.whole and one.amount.value > 1])
    rate = alone([one for one in around if _is_rate(one) and _is_of_one(one)])
    step = alone([one for one in around if _is_step(one) and _is_of_one(one)])
    if users is None or (rate is None) == (step is None):
        return None
    many = users.amount.value
    if rate is not None:
        right, told = many * rate.amount.value, f"{users.amount.told()} users × {rate.amount.told()}"
    else:
        assert step is not None
        right, told = many / step.amount.value, f"{users.amount.told()} users / {step.amount.told()}"
    return Step("token_throughput", [(right, told)], _far(target, right, "it is not what all users get together"))


def of_one_user(target: Placed, passage: Passage) -> Step | None:
    """The rate of a user, who gets one token in each time per token."""
    if not _is_rate(target) or not _is_of_one(target) or _OF_ALL.search(_part(target)) or _CAN.search(_said(target)):
        return None
    steps = [one for one in _around(target, passage) if _is_step(one)]
    step = alone([one for one in steps if _is_of_one(one)])
    same = [one for one in steps if step is not None and one.amount.value == step.amount.value]
    if step is None or not any(_is_per_token(one) for one in same):
        return None
    right = 1 / step.amount.value
    told = f"one token in each {step.amount.told()}"
    return Step("token_rate_of_a_user", [(right, told)], _far(target, right, "more users do not make one faster"))


def _far(target: Placed, right: float, why: str) -> list[tuple[float, str]]:
    far = not 1 / _FAR < target.amount.value / right < _FAR
    return [(target.amount.value, why)] if far else []


def _is_rate(one: Placed) -> bool:
    return one.amount.unit.dimension == TOKEN_RATE


def _is_step(one: Placed) -> bool:
    return uncounted(one.amount.unit.dimension) == TIME and one.amount.value <= _LONGEST_STEP


def _is_of_one(one: Placed) -> bool:
    return _OF_ONE.search(_part(one)) is not None


def _is_per_token(one: Placed) -> bool:
    return "tokens" in dict(one.amount.unit.dimension) or _PER_TOKEN.search(_part(one)) is not None


def _part(one: Placed) -> str:
    """The words around a number up to the next comma, stop or end of line."""
    text, reading = one.line.words, one.amount.reading
    begin = max((match.end() for match in _PARTS.finditer(text, 0, reading.start)), default=0)
    stop = _PARTS.search(text, reading.end)
    behind = text[stop.start() : stop.start() + 16] if stop is not None and stop.group() == "(" else ""
    return text[begin : stop.start() if stop is not None else len(text)] + behind.partition(")")[0]


def _said(target: Placed) -> str:
    """The sentence, or the lines, that a number stands in."""
    if target.line.block.kind == "listing":
        return target.line.words
    text, start = target.line.words, target.amount.reading.start
    begin, stop = max(text.rfind(". ", 0, start), 0), text.find(". ", start)
    return text[begin : stop if stop > 0 else len(text)]


def _around(target: Placed, passage: Passage) -> Iterator[Placed]:
    """The other numbers of its line that are not wrong; of an item those of the items right above as well."""
    lines = [target.line]
    for line in reversed(passage.lines[-1 - _LINES_ABOVE : -1]) if target.line.block.kind == "item" else ():
        if line.block.kind != "item":
            break
        lines.append(line)
    for line in lines:
        for one in line.amounts:
            if one is not target.amount and (one.claim is None or one.claim.verdict not in FINDINGS):
                yield Placed(one, line)
