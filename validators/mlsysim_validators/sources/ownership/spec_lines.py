"""Lines of a data sheet: nothing but figures under a device's name, or a label and the figure that it names."""

from __future__ import annotations

import re

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, FLOP_RATE, OP_RATE, POWER
from mlsysim_validators.sources.patterns import regex

_LONGEST = 120
_LEAST_FIGURES = 2
_WORDS_OF_SHEETS = regex(
    r"\b(?:dense|sparse|peak|memory|mem|bandwidth|bw|hbm\w{0,2}|gddr\w{0,2}|lpddr\w{0,2}|vram|tdp|nvlink|b?fp?\d{1,2}|tf32|"
    r"int\d|bf16|tensor|matrix|of|at|and|with)\b",
    re.IGNORECASE,
)
_OF_SHEETS = (BANDWIDTH, BYTES, FLOP_RATE, OP_RATE, POWER)
_MARKS = " *_[(\u00a0"
_REST = regex(r"[A-Za-z\d]")
_LABEL = regex(
    r"[^\w\n]*[A-Za-z][^:=\n]{0,38}?[*_`]{0,3}(?::|=| [-\u2013\u2014])[*_`]{0,3}\s{0,3}(?:up to )?[~\u2248]?"
)


def is_sheet_of(name: str, claim: Claim, alike: list[Claim]) -> bool:
    """Whether a claim's line is a device's name with figures of data sheets: "H100 SXM: 989 TFLOP/s dense, 80 GB"."""
    text = claim.stated.text.text
    if not text.lstrip(_MARKS).startswith(name) or len(text) > _LONGEST:
        return False
    own = [one for one in alike if one.reading.start >= text.index(name) + len(name)]
    return all(one.reading.units[0].dimension in _OF_SHEETS for one in own) and _is_line(claim, own, name)


def is_line_of_specs(claim: Claim, alike: list[Claim]) -> bool:
    """Whether a claim's line is a list of figures: "3.35 TB/s, 80 GB HBM3". `alike` are the claims of its text."""
    return _is_line(claim, alike, "")


def is_labelled_line(claim: Claim) -> bool:
    """Whether a claim's line is a label and its figure: "Memory bandwidth: 3.35 TB/s (HBM3)"."""
    stated, begin = claim.stated, 0
    if stated.block.kind == "listing":  # text in a fence: its lines stand for themselves
        begin = -1 if stated.block.language else stated.text.text.rfind("\n", 0, claim.reading.start) + 1
    elif stated.cell is not None or stated.block.kind not in ("item", "paragraph"):
        return False
    return begin >= 0 and _LABEL.fullmatch(stated.text.text, begin, claim.reading.start) is not None


def _is_line(claim: Claim, alike: list[Claim], name: str) -> bool:
    text = claim.stated.text.text
    if claim.stated.block.kind != "item" or len(text) > _LONGEST or len(alike) < _LEAST_FIGURES:
        return False
    parts, behind = [], text.index(name) + len(name)
    for one in alike:
        parts.append(text[behind : one.reading.start])
        behind = max(behind, one.reading.end)
    rest = _WORDS_OF_SHEETS.sub(" ", " ".join([*parts, text[behind:]]))
    return _REST.search(rest) is None
