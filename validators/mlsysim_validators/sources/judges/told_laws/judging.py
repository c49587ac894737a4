"""The verdict on numbers of running text by laws whose inputs the lines before tell in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim, Stated
from mlsysim_validators.sources.judges.spoken_steps.judging import decide
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws import (
    active,
    balance,
    book_value,
    drafts,
    lines,
    ridge,
    token_price,
    transfers,
    users,
    whole,
    widths,
    young,
)
from mlsysim_validators.sources.judges.told_laws.passages import Line, Passage, Passages, Placed
from mlsysim_validators.sources.texts.documents import Document

Law = Callable[[Placed, Passage], Step | None]
_OVERRULES: tuple[Law, ...] = (transfers.transfer_time,)  # what the numbers of both directions give by themselves
_SEE_TO_IT: tuple[Law, ...] = (users.of_all_users, users.of_one_user)  # that their inputs are right
# Each law with the words without which a text does not tell it.
_LAWS: tuple[tuple[AnyCase, Law], ...] = (
    (young.TELLS, young.checkpoint_interval),
    (whole.TELLS, whole.sped_up),
    (drafts.TELLS, drafts.speed_up),
    (book_value.TELLS, book_value.book_value),
    (token_price.TELLS, token_price.token_price),
    (ridge.TELLS, ridge.distance),
    (transfers.TELLS, transfers.transfer_time),
    (active.TELLS, active.active_share),
    (widths.TELLS, widths.compression),
    (lines.TELLS, lines.between_lines),
    (balance.TELLS, balance.solved),
    (users.TELLS, users.of_all_users),
    (users.TELLS, users.of_one_user),
)


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the numbers that such laws give; those that were no claims before are handed back."""
    laws = [(tells, law) for tells, law in _LAWS if tells.search(document.source)]
    if not laws:
        return []
    passages = Passages(document, claims)
    told_in = [frozenset(law for tells, law in laws if tells.search(block.text.text)) for block in document.blocks]
    telling = {block.slide for block, told in zip(document.blocks, told_in, strict=True) if told}
    fresh: list[Claim] = []
    for index, block in enumerate(document.blocks):
        if block.slide not in telling and block.slide - 1 not in telling:
            continue
        line = passages.line(index)
        if line is None or not line.amounts:
            continue
        passage = passages.up_to(index)
        said = frozenset().union(*(told_in[one.place] for one in passage.lines))
        told = [law for _, law in laws if law in said]
        if _is_wrong(passage):  # what follows from a wrong number is not wrong once more
            told = [law for law in told if law in _SEE_TO_IT]
        if told:
            fresh += _in_line(document, line, passage, told)
            if transfers.transfer_time in told:
                after = passages.line(index + 1) if index + 1 < len(document.blocks) else None
                transfers.one_way_rates(line, after.words if after is not None else "", passage)
    return fresh


def _is_wrong(passage: Passage) -> bool:
    return any(
        one.claim is not None and one.claim.verdict in FINDINGS for line in passage.lines for one in line.amounts
    )


def _in_line(document: Document, line: Line, passage: Passage, laws: Sequence[Law]) -> Iterator[Claim]:
    for amount in line.amounts:
        known = amount.claim
        if known is not None and (known.verdict in (*FINDINGS, "ignored") or known.kind == "spec"):
            continue
        judged = known is not None and known.verdict == "match"
        for law in laws:
            if judged and law not in _OVERRULES:
                continue
            step = law(Placed(amount, line), passage)
            claim = known or Claim(document, Stated(amount.reading, line.text, line.block, line.place))
            if step is not None and decide(claim, amount, step):
                if known is None:
                    yield claim
                break
