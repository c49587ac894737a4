"""Shares of an account that sentences beside it tell: of one row in the whole, and the goodput of a run.

"Storage alone cost us 5.6%." "Goodput: 85%": the productive hours over all of them; where only what was lost is
listed, what that leaves of the day, the week or the allocation that the words tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME, uncounted
from mlsysim_validators.sources.judges.accounts.account import WHOLE, Account, Part
from mlsysim_validators.sources.judges.accounts.left import wholes_above
from mlsysim_validators.sources.judges.accounts.said import Sentence, named
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.texts.slides import Slide

_GOODPUT = AnyCase(
    r"\b(?:goodput|productive (?:share|time|fraction|hours)|effective (?:training )?(?:time|share|utili[sz]ation)|"
    r"availability|uptime|useful (?:time|share|work))\b[^.;%\d]{0,50}$"
)
_GOODPUT_BEHIND = AnyCase(
    r" ?(?:goodput|uptime|availability|of (?:it|that|the \w+(?: \w+)?) (?:is|was|went into) (?:productive|useful))"
)
_PRODUCTIVE = AnyCase(r"\b(?:productive|useful|good|effective|training steps|progress|actual training|computing)\b")
_LOST = AnyCase(
    r"lost|loss|overhead|crash|restart|recover|down-?time|checkpoint|wait|stall|fail|idle|reload|detect|outage|replay|"
    r"maintenance|repair|interrupt"
)
_DAY, _WEEK = 86400.0, 604800.0
_PERIODS = ((AnyCase(r"\b(?:the|a|per|that|this|one|whole|full) day\b|00:00 to 24:00|24 hours"), _DAY, "a day"),
            (AnyCase(r"\b(?:the|a|per|that|this|one|whole|full|last) week\b|seven days"), _WEEK, "a week"))  # fmt: skip
_OF_ALL = AnyCase(
    r"\b(?:accounts? for|makes? up|cost us|takes?(?: up)?|took|eats?(?: up)?|ate|is|are|was|were|share|amounts? to|"
    r"represents?|consumes?|spent)\b[^.;%\d]{0,40}$"
)
_CHANGES = AnyCase(
    r"\b(?:faster|slower|more|less|fewer|(?<!all-)reduc\w*|cut\w*|increas\w*|decreas\w*|drop\w*|grow\w*|sav\w+|than|lower|"
    r"higher|if|would|could|from|efficien\w*|utili\w*|mfu|accura\w*|improv\w*|busy|full)\b"
)
_EXACT = 1e-6
_APART = 0.01


def shares_told(sentence: Sentence, accounts: Sequence[Account], slide: Slide) -> Iterator[tuple[Step, float]]:
    """The steps that lead to a percentage of a sentence from the accounts beside it, each with its room."""
    if _GOODPUT.search(sentence.ahead) or _GOODPUT_BEHIND.match(sentence.behind):
        for account in accounts:
            if uncounted(account.dimension) == TIME and not account.across:
                yield from _goodput(sentence, account, slide)
    elif _OF_ALL.search(sentence.ahead) and not _CHANGES.search(sentence.words):
        for account in accounts:
            yield from _of_one(sentence, account)


def _goodput(sentence: Sentence, account: Account, slide: Slide) -> Iterator[tuple[Step, float]]:
    good = [one for one in account.own if _PRODUCTIVE.search(one.label)]
    total = _total(account)
    if len(good) == 1 and total is not None:
        lost = total.value - good[0].value
        rest = [one for one in account.own if one is not good[0]]
        yield _step(sentence, good[0].value, total.value, f"{good[0].told} of {total.told}", lost, rest)
        return
    own = [one for one in account.own if one is not total]
    around = f"{slide.blocks[account.first].title} {' '.join(one.label for one in own)} {sentence.before}"
    if good or len(own) < 2 or not _LOST.search(around):
        return
    lost = sum(one.value for one in own)
    words = f"{sentence.ahead} {sentence.behind} {sentence.before}"
    spans = [(value, told) for pattern, value, told in _PERIODS if pattern.search(words)]
    if not spans:
        spans = [one for found in wholes_above(account, slide, lost) for one in found]
        spans += [(value, told) for pattern, value, told in _PERIODS if pattern.search(slide.text)]
    if len({value for value, _ in spans}) == 1:
        whole, told = spans[0]
        losses = " + ".join(one.told for one in own)
        yield _step(sentence, whole - lost, whole, f"what {losses} leave of {told}", lost, own)


def _step(
    sentence: Sentence, good: float, whole: float, told: str, lost: float, losses: Sequence[Part]
) -> tuple[Step, float]:
    right = good / whole
    slips = [
        (lost / whole, "that is what is lost"),
        (1 - 2 * lost / whole, "that takes the losses off twice"),
        (whole / (whole + lost), "that adds the losses"),
        (lost / good, "that is what is lost, over what is left"),
    ]
    slips += [(right + one.value / whole, f"that leaves {one.told} out") for one in losses if len(losses) > 1]
    room = 0.5 * sentence.amount.resolution + _EXACT + sum(one.room for one in losses) / whole
    return Step("share", [(right, told)], _apart(slips, right)), room


def _of_one(sentence: Sentence, account: Account) -> Iterator[tuple[Step, float]]:
    """The share of the row that a sentence names in the total of its column."""
    total = _total(account)
    parts = [one for one in account.own if one is not total]
    picked = named(sentence, parts)
    if total is None or len(picked) != 1 or total.value <= 0:
        return
    part = picked[0]
    right = part.value / total.value
    slips = [(1 - right, "that is the share of the others")]
    slips += [(part.value / (total.value - part.value), "that is over the others")] if part.value < total.value else []
    slips += [(10 * right, "that is ten times as much"), (right / 10, "that is a tenth")]
    room = 0.5 * sentence.amount.resolution + _EXACT + part.room / total.value
    yield Step("share", [(right, f"{part.told} of {total.told}")], _apart(slips, right)), room


def _apart(slips: Sequence[tuple[float, str]], right: float) -> list[tuple[float, str]]:
    return [one for one in slips if one[0] > 0 and abs(one[0] - right) > _APART]


def _total(account: Account) -> Part | None:
    """The part that all others add up to."""
    for part in account.parts:
        if part.is_total or WHOLE.fullmatch(part.label) or part is account.parts[-1]:
            others = [one for one in account.parts if one is not part and not one.is_total]
            room = part.room + sum(one.room for one in others) + _EXACT * part.value
            if len(others) > 1 and abs(sum(one.value for one in others) - part.value) <= room:
                return part
    return None
