"""The best interval between checkpoints, from a time to write one and a mean time between failures: sqrt(2 δ M)."""

from __future__ import annotations

import re
from math import sqrt

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.spoken_steps.step import Step
from mlsysim_validators.sources.judges.told_laws.passages import Passage, Placed, alone
from mlsysim_validators.sources.patterns import regex

TELLS = AnyCase(r"young|daly")
_IS = r"(?: time)?(?: ?[=:≈]| is| of| takes| costs)? ?(?:about |roughly |some |around )?[~≈]?$"
_WRITE = regex(
    rf"(?:(?<![A-Za-z])(?:δ|delta|[tT]_?(?:w|s|c|ckpt|save|write)|C){_IS}|"
    r"\b(?:writ\w*|sav(?:e|es|ing)|dump\w*|flush\w*|snapshots?|checkpoints?)\b[^.;:\d]{0,40}"
    r"(?:takes|costs|needs|lasts|in|for|:|=|is)(?: about| roughly| some| only)? ?[~≈]?$)",
    re.IGNORECASE,
)
_TO_WRITE = regex(
    r" ?(?:to|for|per) (?:a |the |each |one )?(?:write|writing|save|saving|dump|flush|checkpoint|snapshot)\b"
)
_MTBF = regex(
    rf"(?:(?<![A-Za-z])(?:M|μ|mu|MTBF|MTTF|MTTI|[tT]_?(?:f|MTBF)|[Θθ]){_IS}|"
    r"\b(?:mean time (?:between|to) \w+|between (?:failures|interruptions|crashes)|MTBF|MTTF)\b[^.;\d]{0,40}$|"
    r"\b(?:fail\w*|interrupt\w*|crash\w*|dies|breaks?|fault\w*)\b[^.;\d]{0,25}\b(?:every|after|"
    r"once (?:in|per)|each|in|per)"
    r"(?: about| roughly| some)? ?[~≈]?$)",
    re.IGNORECASE,
)
_BETWEEN = regex(r" ?(?:between|to) (?:\w+ )?(?:failures?|interruptions?|crashes)\b|,? ?(?:MTBF|MTTF)\b")
_OF_ONE = AnyCase(r"per[- ](?:gpu|node|device)|each (?:gpu|node|device)|(?:one|single|a) (?:gpu|node|device)")
_TARGET = regex(
    r"(?:τ|\btau\b|\b[Ii]nterval\b|\boptimum\b|\boptimal\w*|\bYoung\w*|\bDaly\w*|\bbest\b|"
    r"\b[Ee]very\b|\b[Pp]eriod\b|√|\bsqrt\b|"
    r"\b[Cc]heckpoint\w*(?: once)? every\b)[^.;]{0,60}$"
)
_MEANT = regex(
    r"(?:τ|\btau\b|√|\bsqrt\b|[=≈:]|\bis\b|\bevery\b|\bof\b|\bgives?\b|\bget\b|\babout\b|\bfind\b|"
    r"\byields?\b)[^.;\d]{0,25}$"
)
_ROOM = 0.03


def checkpoint_interval(target: Placed, passage: Passage) -> Step | None:
    """An interval that a text says to be Young's or Daly's."""
    if target.amount.dimension != TIME or not _TARGET.search(target.ahead) or not _MEANT.search(target.ahead):
        return None
    if _is_write(target) or _is_mtbf(target):
        return None
    times = [one for one in passage.before(target) if one.amount.dimension == TIME]
    write = alone([one for one in times if _is_write(one) and not _is_mtbf(one)])
    mtbf = alone([one for one in times if _is_mtbf(one) and not _OF_ONE.search(one.sentence)])
    if write is None or mtbf is None or write.amount.value * 10 > mtbf.amount.value:
        return None
    save, between = write.amount.value, mtbf.amount.value
    if not save < target.amount.value < between:
        return None
    told = f"{write.amount.told()} x {mtbf.amount.told()}"
    root = sqrt(save * between)
    right = [(sqrt(2) * root, f"sqrt(2 x {told})"), (float(formulas.daly_interval(save, between)), f"Daly of {told}")]
    slips = [
        (root, "the 2 under the root is left out"),
        (2 * root, "the 2 stands under the root"),
        (root / sqrt(2), "the 2 multiplies"),
    ]
    return Step("checkpoint_interval", right, slips)


def _is_write(one: Placed) -> bool:
    return _WRITE.search(one.ahead) is not None or _TO_WRITE.match(one.behind) is not None


def _is_mtbf(one: Placed) -> bool:
    return _MTBF.search(one.ahead) is not None or _BETWEEN.match(one.behind) is not None
