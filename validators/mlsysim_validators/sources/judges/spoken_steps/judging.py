"""The verdict on numbers of running text by the steps that lead to them in words.

What a step gives is right; wrong is what a slip of it gives that its words exclude.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected, Stated, of_running_text
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.spoken_steps import sides
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount, amounts_of
from mlsysim_validators.sources.judges.spoken_steps.compared import overhead_of_a_preparation
from mlsysim_validators.sources.judges.spoken_steps.removed import gained_of_a_whole
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.spoken_steps.steps import steps_to
from mlsysim_validators.sources.texts.documents import Block, Document

RULE = "recomputed"
_AS_A_RATIO = "ratio"
_PROSE = ("paragraph", "item", "note", "caption")
_LONGEST = 6000
_ROOM = 0.012


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the numbers that steps lead to; those that were no claims before are handed back."""
    by_text = of_running_text(claims)
    fresh: list[Claim] = []
    for index, block in enumerate(document.blocks):
        if block.kind in _PROSE and len(block.text.text) <= _LONGEST:
            fresh += _in_block(document, block, index, by_text.get(id(block.text), []))
    return fresh


def _in_block(document: Document, block: Block, index: int, claims: list[Claim]) -> Iterator[Claim]:
    text = block.text.text
    amounts = amounts_of(text, claims)
    yield from sides.judge(document, block, index, amounts)
    wrong = {id(one.claim) for one in amounts if one.claim is not None and one.claim.verdict in FINDINGS}
    for at, amount in enumerate(amounts):
        one_over = overhead_of_a_preparation(at, amounts, text) if _is_a_ratio(amount) else None
        judged = amount.claim is not None and (amount.claim.verdict != "unresolved" or amount.claim.kind == "spec")
        if judged and one_over is None:
            continue
        blamed = [one.claim for one in amounts[max(0, at - 3) : at] if one.claim is not None and id(one.claim) in wrong]
        steps = steps_to(at, amounts, text) if one_over is None else iter([one_over])
        if blamed:  # it may follow from what is wrong
            gained = gained_of_a_whole(at, amounts, text)
            if gained is None or len(blamed) > 1 or blamed[0].rule != _AS_A_RATIO:
                continue
            steps = iter([gained])
        for step in steps:
            claim = amount.claim or Claim(document, Stated(amount.reading, block.text, block, index))
            if decide(claim, amount, step):
                if blamed:
                    blamed[0].take_back("a share that is gained: what it comes to is what is judged")
                    wrong.discard(id(blamed[0]))
                if amount.claim is None:
                    yield claim
                break


def _is_a_ratio(amount: Amount) -> bool:
    """Whether a number was found to be a ratio of two others: of an overhead, it has to be the right way up."""
    return amount.claim is not None and amount.claim.verdict == "match" and amount.unit.symbol in ("%", "×")


def decide(claim: Claim, amount: Amount, step: Step) -> bool:
    """Decide a number by a step, if it gives it or a slip of it does."""
    working = next((told for value, told in step.right if _prints(amount, value, step.exact)), None)
    slip = (
        next((told for value, told in step.slips if _prints(amount, value, step.exact)), None)
        if working is None
        else None
    )
    if working is None and slip is None:
        return False
    claim.kind, claim.unit, claim.field = "derived", amount.unit, claim.field or step.name
    if working is not None:
        claim.decide("match", working=working)
        return True
    if not step.right:  # which of two is wrong, and what should stand there, is not known
        claim.decide("mismatch", slip or "", rule=RULE, hint="one of the two is wrong", working=slip or "")
        return True
    value, working = step.right[0]
    shown = printed(value / amount.scale, claim.reading, amount.unit)
    claim.expected = Expected(value, shown)
    claim.decide("mismatch", f"{working} is {shown}; {slip}", rule=RULE, hint=f"write {shown}", working=working)
    return True


def _prints(amount: Amount, value: float, exact: bool) -> bool:
    """Whether a number is a value as finely as it prints."""
    reading = amount.reading
    off = abs(amount.value - value)
    room = 0.05 if reading.rough or reading.bound else 0.0 if exact else _ROOM
    return off <= max(0.51 * amount.resolution, room * abs(value))
