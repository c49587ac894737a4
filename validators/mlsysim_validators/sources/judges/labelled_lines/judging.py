"""The verdict on the numbers of labelled lines: right is what the lines above give, wrong what a slip of that gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.claims import FINDINGS, Claim, of_texts
from mlsysim_validators.sources.judges.labelled_lines.at_a_price import Pair, pairs_in, step_at
from mlsysim_validators.sources.judges.labelled_lines.follow import steps_to
from mlsysim_validators.sources.judges.labelled_lines.formats import step_to as in_four_bits
from mlsysim_validators.sources.judges.labelled_lines.lines import Line, lines_of
from mlsysim_validators.sources.judges.labelled_lines.solved import step_to as solved_by
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.judging import decide
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.texts.documents import Document

_MOST_ABOVE = 6
_MOST_PAIRS = 20


def judge(document: Document, claims: Sequence[Claim]) -> list[Claim]:
    """Decide the numbers of labelled lines; those that were no claims before are handed back."""
    by_text = of_texts(claim for claim in claims if claim.stated.value is None)
    fresh: list[Claim] = []
    above: list[Line] = []
    pairs: list[Pair] = []
    slide = -1
    for index, block in enumerate(document.blocks):
        if block.slide != slide:
            slide, above = block.slide, []
        for line in lines_of(block, index, by_text):
            fresh += _in_line(document, line, above, pairs)
            above = [*above[1 - _MOST_ABOVE :], line]
    return fresh


def _in_line(document: Document, line: Line, above: Sequence[Line], pairs: list[Pair]) -> Iterator[Claim]:
    lines = [other for other in above if other.block.kind == line.block.kind]
    for amount in line.amounts:
        steps = steps_to(line, amount, lines) if line.label else []
        solved = solved_by(line, amount, lines[-1]) if lines else None
        steps += [one for one in (solved, in_four_bits(line, amount)) if one is not None]
        yield from _decided(document, line, amount, steps)
    for pair in pairs_in(line.text.text, line.amounts):
        step = step_at(pair, pairs)
        yield from _decided(document, line, pair.cost, [step] if step is not None else [])
        del pairs[: 1 - _MOST_PAIRS]
        pairs.append(pair)


def _decided(document: Document, line: Line, amount: Amount, steps: Sequence[Step]) -> Iterator[Claim]:
    if amount.claim is not None and (amount.claim.verdict in (*FINDINGS, "match") or amount.claim.kind == "spec"):
        return
    for step in steps:
        claim = line.claim_of(amount, document)
        if decide(claim, amount, step):
            if amount.claim is None:
                yield claim
            return
