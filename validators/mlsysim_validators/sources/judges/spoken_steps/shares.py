"""Steps of running text that shares lead to: "80% efficiency on 256 GPUs is worth 205", "at 50% MFU you pay twice"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.judges.off_by import turns
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.patterns import regex

_SHARE_OF = regex(r"(?: (?!not\b|than\b)[\w-]+){0,3} (?:on|of|with|across|for|over)(?: (?:about|all|the|our|its))* \W?")
_USED = regex(r"\b(?:efficien|utili[sz]|goodput|busy|availab|useful|scaling|mfu\b|hfu\b)", re.IGNORECASE)
_WORTH = regex(
    r"\b(?:equivalent|effective(?:ly)?|worth|useful|amounts? to|as (?:if|good as)|(?:work|throughput|output) of)\b",
    re.IGNORECASE,
)
_PAID = regex(
    r"\b(?:pay(?:s|ing)?|paid|buy(?:s|ing)?|bought|need(?:s|ing)?|rent(?:s|ing)?|own(?:s|ing)?)\b", re.IGNORECASE
)
_SAVES = regex(r"\b(?:less|fewer|cheaper|sav\w+|instead|than|more|if)\b", re.IGNORECASE)
_AHEAD, _BEHIND, _FARTHEST = 40, 12, 90  # characters


def worth_of_a_share(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many a share of some is worth: "an efficiency of 80% on 256 GPUs is the equivalent of 205 GPUs"."""
    if at < 2:
        return None
    share, whole, number = amounts[at - 2 : at + 1]
    if share.unit.symbol != "%" or not 0 < share.value < 1 or share.sentence != number.sentence:
        return None
    if whole.dimension or number.dimension or (whole.noun, whole.unit.symbol) != (number.noun, number.unit.symbol):
        return None
    if whole.unit.symbol not in ("", "GPU") or whole.scale != 1.0 or not whole.noun:
        return None
    joint = text[share.reading.end : whole.reading.start]
    between = text[whole.reading.end : number.reading.start]
    said = text[max(0, share.reading.start - _AHEAD) : whole.reading.start]
    if not _SHARE_OF.fullmatch(joint) or not _USED.search(said) or not _WORTH.search(between) or _SAVES.search(between):
        return None
    part = whole.value * share.value
    told = f"{share.told()} of {whole.told()}"
    slips = [
        (whole.value - part, f"that is what is lost of {whole.told()}"),
        (whole.value / share.value, "that is more"),
    ]
    return Step("share", [(part, told)], slips if turns(share.value) and share.value != 0.5 else [])


def paid_at_a_use(at: int, amounts: Sequence[Amount], text: str) -> Step | None:
    """How many times as much is paid for as is used: "a 50% MFU means that you pay for twice the hardware you use"."""
    if not at:
        return None
    share, number = amounts[at - 1 : at + 1]
    if share.unit.symbol != "%" or not 0 < share.value < 1 or share.sentence != number.sentence:
        return None
    between = text[share.reading.end : number.reading.start]
    around = between + text[number.reading.end : number.reading.end + _BEHIND]
    if number.unit.symbol != "×" or len(between) > _FARTHEST or not _PAID.search(between) or _SAVES.search(around):
        return None
    if not _USED.search(f"{text[max(0, share.reading.start - _AHEAD) : share.reading.start]} {between}"):
        return None
    used = share.value
    slips = [(2 - used, "that adds the share that is lost"), (1 / (1 - used), "that is by the share that is lost")]
    slips += [(1 + used, "that adds the share")]
    right = 1 / used
    return Step("paid_for", [(right, f"1 / {share.told()}")], [one for one in slips if abs(one[0] / right - 1) > 0.1])
