"""Steps of running text in which a share of a whole is taken away, or gained: "dropped 40%, from 750 GB to 450 GB"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.judges.off_by import turns
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex

_REMOVES = regex(
    r"\b(?:remov|drop|discard|filter|delet|eliminat|prun|cut|sav|trim|strip|reduc|shrink)\w*"
    r"(?: (?:out|away|by|about|some|only|another|up to|roughly|nearly))* ?\W?$",
    re.IGNORECASE,
)
_LEADS = regex(
    r"[,.:;]?(?:,? ?(?:and|which|so|it))?(?: [a-z]+ing| [a-z]+s| takes| went)?(?: (?:the )?[a-z]+)?(?: from)? ?"
)
_LEAVES = regex(r"(?: [a-z]+){0,2},? (?:down )?(?:to|→|->)(?: only| about| just| some)? ?\W?")
_GAIN = regex(
    r" (?:[a-z-]+ ){0,3}(?:gains?|savings?|cuts?|reductions?|improvements?|discounts?) (?:on|of|in|off|from)"
    r" (?:an? |the |every |each )?\W?"
)
_SAVES = regex(
    r"(?: [a-z-]+){0,4} (?:saves?|frees?|is worth|cuts|takes off)(?: (?:about|some|you|us|nearly|roughly))* ?\W?"
)
_AHEAD = 40  # characters


def left_of_a_whole(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What is left where a share was taken away: the share, the whole and what is left stand in this order."""
    if at < 2:
        return None
    share, whole, number = amounts[at - 2 : at + 1]
    if not _is_share(share) or number.sentence - share.sentence > 1 or not _alike(whole, number):
        return None
    ahead = text[max(0, share.reading.start - _AHEAD) : share.reading.start]
    leads = text[share.reading.end : whole.reading.start]
    leaves = text[whole.reading.end : number.reading.start]
    if not _REMOVES.search(ahead) or not _LEADS.fullmatch(leads) or not _LEAVES.fullmatch(leaves):
        return None
    told = f"{whole.told()} less {share.told()}"
    slips = [(whole.value * share.value, f"that is the {share.told()} that are taken away")]
    return Step("left", [(whole.value * (1 - share.value), told)], slips if turns(share.value) else [])


def gained_of_a_whole(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """What a gain of a share saves: "a 10% gain on a $100M run saves $10M"."""
    if at < 2:
        return None
    share, whole, number = amounts[at - 2 : at + 1]
    if not _is_share(share) or share.sentence != number.sentence or not _alike(whole, number):
        return None
    joint = text[share.reading.end : whole.reading.start]
    between = text[whole.reading.end : number.reading.start]
    if not _GAIN.fullmatch(joint) or not _SAVES.fullmatch(between):
        return None
    part = whole.value * share.value
    slips = times_as(part, "much", (10.0, 0.1))
    if turns(share.value):
        slips.append((whole.value - part, "that is what is left"))
    return Step("gained", [(part, f"{share.told()} of {whole.told()}")], slips)


def _is_share(share: Amount) -> bool:
    return share.unit.symbol == "%" and 0 < share.value < 1


def _alike(whole: Amount, number: Amount) -> bool:
    """Whether two amounts are of one sort, and no shares or factors."""
    if whole.unit.symbol in ("%", "×") or number.unit.symbol in ("%", "×"):
        return False
    return whole.dimension == number.dimension and bool(whole.dimension or whole.noun == number.noun != "")
