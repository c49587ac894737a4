"""The verdicts on numbers that are made of the account that they stand in, or near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mlsysim_validators.sources.claims import FINDINGS, Claim, of_texts
from mlsysim_validators.sources.judges.accounts.account import Account, accounts_of
from mlsysim_validators.sources.judges.accounts.left import Left, left_in
from mlsysim_validators.sources.judges.accounts.per import quotients_in
from mlsysim_validators.sources.judges.accounts.said import Sentence, steps_to
from mlsysim_validators.sources.judges.accounts.shares import shares_told
from mlsysim_validators.sources.judges.settling import is_open, settle
from mlsysim_validators.sources.judges.spoken_steps.amounts import amounts_of
from mlsysim_validators.sources.texts.slides import Slide

_PROSE = ("paragraph", "item", "note", "caption")
_MOST_BELOW, _MOST_ABOVE = 4, 1
_MOST_NEAR = 60
_LONGEST, _BEFORE = 2000, 300


def judge(slides: Iterable[Slide], claims: Sequence[Claim]) -> list[Claim]:
    """Decide such numbers of a document; those that were no claims before are handed back."""
    known = {id(claim) for claim in claims}
    written = [claim for claim in claims if claim.stated.value is None]
    by_text = of_texts(written)
    by_slide: dict[int, list[Claim]] = {}
    for claim in written:
        by_slide.setdefault(claim.stated.block.slide, []).append(claim)
    decided: list[Claim] = []
    for slide in slides:
        accounts = accounts_of(slide, by_slide.get(slide.number, ()), by_text)
        decided += _left(accounts, slide)
        decided += _per(accounts)
        decided += _said(accounts, slide, by_text)
    return [claim for claim in decided if id(claim) not in known]


def _left(accounts: Sequence[Account], slide: Slide) -> Iterator[Claim]:
    found = [one for account in accounts for one in left_in(account, slide)]
    for left in found:
        claim = left.part.claim
        if claim is None:
            continue
        if left.own_whole:
            _make_no_specs(left)
        if not is_open(claim):
            continue
        beside = [one for one in found if one is not left and one.part.place == left.part.place and one.fits]
        if settle(claim, left.step, left.room, certain=bool(beside) and left.own_whole):
            yield claim


def _said(accounts: Sequence[Account], slide: Slide, by_text: Mapping[int, Sequence[Claim]]) -> Iterator[Claim]:
    """Decide the numbers of sentences that speak of an account beside them."""
    near: dict[int, list[Account]] = {}
    for one in accounts:
        for place in range(one.first - _MOST_ABOVE, one.last + _MOST_BELOW + 1):
            near.setdefault(place, []).append(one)
    for sentence in _sentences(near, slide, by_text):
        claim = sentence.amount.claim
        beside = [one for one in near[sentence.place] if _is_beside(one, sentence)][:_MOST_NEAR]
        told = shares_told if sentence.amount.unit.symbol == "%" else steps_to
        for step, room in told(sentence, beside, slide) if claim is not None and is_open(claim) else ():
            if claim is not None and settle(claim, step, room):
                yield claim
                break


def _is_beside(account: Account, sentence: Sentence) -> bool:
    """Whether a sentence is none of the lines of an account, and of one that a sentence lists, stands behind it."""
    if account.end and sentence.place == account.last:
        return sentence.start >= account.end
    return account.in_table or not account.first <= sentence.place <= account.last


def _sentences(
    near: Mapping[int, Sequence[Account]], slide: Slide, by_text: Mapping[int, Sequence[Claim]]
) -> Iterator[Sentence]:
    """The amounts of the texts near accounts, each with its sentence."""
    for place in sorted(near):
        block = slide.blocks[place] if 0 <= place < len(slide.blocks) else None
        claims = by_text.get(id(block.text), ()) if block is not None and block.kind in _PROSE else ()
        if block is None or not claims or len(block.text.text) > _LONGEST:
            continue
        text = block.text.text
        for amount in amounts_of(text, claims):
            if amount.claim is not None and amount.reading.one_value:
                begin, stop = amount.claim.stated.sentence_span()
                ahead, behind = text[begin : amount.reading.start], text[amount.reading.end : stop]
                yield Sentence(amount, text[max(0, begin - _BEFORE) : begin], ahead, behind, place, begin)


def _per(accounts: Sequence[Account]) -> Iterator[Claim]:
    """Decide the rows that divide two others."""
    for account in accounts:
        for part, step, room, certain in quotients_in(account):
            claim = part.claim
            if claim is not None and is_open(claim) and settle(claim, step, room, certain=certain):
                yield claim


def _make_no_specs(left: Left) -> None:
    """Take back that parts of a whole are the specifications of a device: those of an account."""
    for part in left.parts[1:]:
        if part.claim is not None and part.claim.verdict in FINDINGS and part.claim.kind == "spec":
            part.claim.take_back("a part of a whole, of which the rest is stated as well")
            part.claim.kind, part.claim.field = "other", ""
