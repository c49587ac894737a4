"""Rates that a device reaches or is expected to reach: its peak times an efficiency, and no specification."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_registry.data import Registry, Spec
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.judges.other_figures.described import is_described
from mlsysim_validators.sources.judges.recompute.texts import shares_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import why
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_EFFICIENCY = AnyCase(
    r"η|\beta\b|efficien|\b[mh]fu\b|utili[sz]|\bat \d+ ?%|\d ?% of (?:the |its |their )?(?:\w+ )?peak"
)
_REACHED = AnyCase(
    r"\b(?:attain\w*|useful|achiev\w+|expected|sustain\w*|measured|reach\w*|effective\w*|realistic\w*|deliver\w*|"
    r"would give|in practice)\b"
)
_OF_A_SHEET_TOO = AnyCase(r"reach\w*|deliver\w*|achieves?")
_PEAK = AnyCase(r"\bpeak\b|\bdense\b|\brated\b|data ?sheet|nominal|theoretical")
PEAK_OF = regex(r"\bpeak(?: rate)?(?: of| is|:)? ?$", re.IGNORECASE)
_SPARSE, _SPARSE_OR_DENSE = AnyCase(r"spars"), AnyCase(r"spars|\bdense\b")
_SAME = AnyCase(r"\b(?:same|that|this) (?:η|eta|efficiency|mfu|utili[sz]ation|share|fraction)")
_FACTOR = regex(r"(?<![\w.,])(0\.\d+) ?(?:of\b|[x×·*]|\\times|\\cdot)")
_A_SHARE = regex(r"[\W_]*\d[\d.]* ?%[\W_]*")
_OF_PEAKS = AnyCase(
    r"\b[mh]fu\b|utili[sz]|\beff(?:\b|icien)|(?:%|percent|share|fraction)[^|]{0,24}\b(?:peak|max|roof|theor|sol\b)|"
    r"% (?:of )?(?:the )?[a-z]{1,4}\d{2,4}[a-z]{0,3}\b|\bof (?:the )?peak"
)
_NEAR = 25
_MOST = 12
_LONGEST = 2000
_LONGEST_LINE = 300
_SLACK = 0.008  # a share in whole per cent, a peak in whole TFLOP/s


def judge_attained(
    claim: Claim, spec: Spec, count: int, around: Surroundings, slide: Slide, registry: Registry
) -> bool:
    """Judge a rate that its words call reached, or put at an efficiency, by that efficiency; whether it is one.

    `count`: how many devices its words put together, 0 or 1 for one.
    """
    if not claim.field.startswith(("compute.", "memory.bandwidth")) or claim.unit is None or claim.entity is None:
        return False
    if PEAK_OF.search(around.before):
        return False
    own, above = _own_words(claim, around), _words_over(claim, around)
    speaks = any(pattern.search(own) for pattern in (_EFFICIENCY, _REACHED)) or bool(_FACTOR.search(own))
    over = _EFFICIENCY.search(above) is not None and bool(_shares(above))
    if not speaks and not over:
        return False
    near = _shares(own) or (_shares(above) if over else [])
    stated = near or _shares_of_slide(slide, around.title)
    if _SAME.search(own):
        near = stated
    counts = {1, count or 1}
    share = _share_of(claim, spec.value, counts, stated)
    if share:
        claim.decide("match", f"{share:.3g} of its peak of {spec.printed}")
        return True
    sparse = claim.entity.get(sparse_of(claim.field))
    share = _share_of(claim, sparse.value, counts, near) if sparse is not None and sparse is not spec else 0.0
    # Where a column is of the dense peak, the share in it is as likely to be wrong as the rate beside it.
    told = _SPARSE if claim.stated.cell is None else _SPARSE_OR_DENSE
    if share and sparse is not None and not told.search(f"{own} {above}"):
        times = max(counts)
        right = printed(times * share * spec.value, claim.reading, claim.unit)
        claim.decide(
            "mismatch",
            f"{claim.entity.name}: {share:.3g} of the dense peak of {spec.printed} is {right}; "
            f"this is that share of the rate with sparsity, {sparse.printed}",
            rule="sparse-for-dense",
            hint=f"write {right}",
        )
        return True
    close = f"{around.before[-_NEAR:]} | {around.after[:_NEAR]} | {around.column}"
    if claim.value < spec.value * max(counts) and not _PEAK.search(close) and (near or _REACHED.search(own)):
        if not near and _is_retold(claim, spec, own, slide, registry):
            return False
        claim.decide("unresolved", "what is reached of the peak, not a specification")
        return True
    return False


def _is_retold(claim: Claim, spec: Spec, own: str, slide: Slide, registry: Registry) -> bool:
    """Whether a data sheet is retold by these words: "the A100 delivers 2.04 TB/s and reaches 312 TFLOP/s"."""
    only = all(_OF_A_SHEET_TOO.fullmatch(match.group()) for match in _REACHED.finditer(own))
    return only and is_described(claim, why(claim, spec, registry, slide.nearby_rows(claim)).rule, slide)


def _own_words(claim: Claim, around: Surroundings) -> str:
    if claim.stated.cell is None:
        return claim.stated.sentence()[:_LONGEST]
    return f"{around.row} | {around.column} | {claim.stated.cell.text.text} | {_shares_beside(claim)}"


def _shares_beside(claim: Claim) -> str:
    """The shares of a peak that stand in the row of a rate, with their headers: "1299 | 57.7%" under "% of peak"."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        return ""
    rows = claim.stated.block.rows
    found = []
    for other in rows[cell.row] if cell.row < len(rows) else ():
        header = " ".join(one.text.text for one in table.headers(other)) if _A_SHARE.fullmatch(other.text.text) else ""
        if _OF_PEAKS.search(header):
            found.append(f"MFU {other.text.text} {header}")
    return " | ".join(found)


def _words_over(claim: Claim, around: Surroundings) -> str:
    over = claim.stated.table.over_all if claim.stated.table is not None else ()
    return " | ".join((around.title, *(text[-_LONGEST_LINE:] for text in over)))


_EFFECTIVE_BEHIND = AnyCase(r"\A[ \u00a0]\(?(?:effective|sustained|achieved|attained)\b")
_EFFECTIVE_BEFORE = AnyCase(
    r"\b(?:effective|sustain(?:s|ed|ing)?|achieved|attained|useful)"
    r"(?: (?:throughput|rate|bandwidth|compute|performance))?"
    r"(?: of (?:an?|the|one|each) [\w -]{1,24})?(?: is| of|:| at)?(?: about| roughly)? \Z"
)
_AT_A_SHARE = AnyCase(r"\b(?:[mh]fu|utili[sz]ation|efficiency|of (?:the |its )?peak)\b")
_LEAST_SHARE, _MOST_SHARE = 0.05, 0.95


def is_peak_for_attained(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Report a peak that is called reached where its sentence puts the device at a share of it.

    "At 50% MFU an H100 sustains 989 TFLOP/s": that is 495.
    """
    rate = claim.field.startswith(("compute.matrix.", "memory.bandwidth")) and claim.stated.cell is None
    before = around.sentence_before
    if not rate or claim.unit is None or claim.reading.hedge or not _AT_A_SHARE.search(before):
        return False
    if not (_EFFECTIVE_BEHIND.search(around.after) or _EFFECTIVE_BEFORE.search(before)):
        return False
    shares = set(shares_in(before))
    if len(shares) != 1 or not _LEAST_SHARE <= (share := shares.pop()) <= _MOST_SHARE:
        return False
    right = printed(share * spec.value, claim.reading, claim.unit)
    name = claim.entity.name if claim.entity is not None else ""
    told = f"{name}: {spec.printed} is the peak; {share:.0%} of it is {right}"
    claim.decide("mismatch", told, rule="peak-for-attained", hint=f"write {right}")
    return True


def _shares(text: str) -> list[float]:
    return [*shares_in(text), *(float(match[1]) for match in _FACTOR.finditer(text))][:_MOST]


def _shares_of_slide(slide: Slide, title: str) -> list[float]:
    return slide.once(("shares", title), lambda: _shares(slide.under(title)[:_LONGEST]))


def _share_of(claim: Claim, peak: float, counts: Iterable[int], shares: list[float]) -> float:
    """The share of a peak that a claim states, 0 where it is none of these."""
    factor = claim.unit.factor if claim.unit is not None else 1.0
    for count in counts:
        for share in shares:
            whole = count * share * peak
            if whole and (agrees(claim.reading, factor, whole) or abs(claim.value / whole - 1) <= _SLACK):
                return share
    return 0.0
