"""Bytes per parameter as a label, a header or a line states them: "12 bytes", "4P + 12P/n", ZeRO-2, BF16."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_validators.sources.judges.recompute.chains.zero import STAGE, STAGES, stage_of
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex

_P = r"(?: ?[·×x*]? ?[PNΨΦψ]\b)"
_N = r"[nNdG](?:_?d)?"
_KEPT_AND_SPREAD = regex(
    rf"(?<![\w.])(?P<kept>\d{{1,2}}){_P}? ?\+ ?(?P<spread>\d{{1,2}})"
    rf"(?:{_P}? ?/ ?(?P<n>{_N})\b|{_P} ?/ ?(?P<n2>\d{{1,5}})\b|{_P}? ?/ ?(?P<n3>\d{{1,5}}) ?(?:B|bytes?)\b)"
)
_SPREAD = regex(
    rf"(?<![\w.])(?P<spread>\d{{1,2}})"
    rf"(?:{_P}? ?/ ?(?P<n>{_N})\b|{_P} ?/ ?(?P<n2>\d{{1,5}})\b|{_P}? ?/ ?(?P<n3>\d{{1,5}}) ?(?:B|bytes?)\b)"
)
_SUM = regex(r"(?<![\w.+])(?P<sum>\d{1,2}(?: ?\+ ?\d{1,2}){1,4}) ?(?:B|bytes?)\b")
_BYTES = regex(
    r"(?<![\w.+/-])(?P<kept>0\.5|1|2|3|4|6|8|1[02468]|20)(?: B| ?bytes?|B(?=/))\b"
    r"(?! ?(?:model|param|LLM|active|total))"
)
_LETTER = regex(r"(?<![\w.])(?P<kept>\d{1,2}) ?[·×x*]? ?[PNΨΦψ]\b")
_TIMES = regex(r"(?:(?<![\w.])[\d.]{1,6} ?B|\b[PNΨΦψ]) ?[×x*·] ?(?P<kept>\d{1,2})\b(?! ?[×x*·])")
_IN_A_LINE = regex(
    r"(?<![\w.+/-])(?P<kept>\d{1,2}(?:\.\d)?) ?(?:B|bytes?)(?: ?/ ?| per | a | each for every | for (?:each|every) )"
    r"param|"
    r"param\w*[^.;\d]{0,30} (?P<kept2>\d{1,2}) bytes each|(?<![\w.])(?P<kept3>\d{1,2}) bytes each"
)
_MOMENTS = regex(
    r"\bm ?(?:and|&|\+|,) ?v\b|\b(?:two|both) (?:\w+ )?moment|first (?:and|\+|&) second|\bmoments\b", re.IGNORECASE
)
_PARTS = (
    (regex(r"\bmaster|\bcop(?:y|ies)\b", re.IGNORECASE), 1),
    (_MOMENTS, 2),
    (regex(r"\b(?:first|(?<!and )second|1st|2nd) moment|\bmomentum\b|\bvariance\b", re.IGNORECASE), 1),
    (regex(r"\bgradients?\b", re.IGNORECASE), 1),
    (regex(r"(?<!master )\bweights\b", re.IGNORECASE), 1),
)
_NOT_BY_FORMAT = regex(r"optimi[sz]er|\badam|total|\bsum\b|\bstates?\b|\ball\b|together|mixed|training", re.IGNORECASE)
_MANY = regex(
    r"\b[nNdG](?:_?d)? ?= ?(?P<n>\d[\d,]*)\b|\bDP ?= ?(?P<dp>\d[\d,]*)\b|"
    r"(?<![\w.,])(?P<way>\d[\d,]*)[- ](?:way\b|GPUs?\b|devices\b|ranks\b|H\d00s?\b|A100s?\b)"
)
_BITS = regex(r"\b(4|8|16|32) bits?\b")
_MOST = 32.0
_PER_PARAMETER = regex(r"(?: ?/ ?| per | a | for (?:each|every) )param")
_ODD_WIDTHS = regex(r"\bQ[2-8]_|GGUF|\bbpw\b|AWQ|GPTQ|(?:with|incl\w*|plus) (?:the )?scales", re.IGNORECASE)


class Each(NamedTuple):
    """Bytes of a parameter that each device keeps, and that are spread over all; over how many, if that is said.

    `stated`: in bytes or by a formula, rather than by a number format.
    """

    kept: float
    spread: float
    many: float
    stated: bool

    def over(self, many: float) -> float:
        """Bytes per parameter on one of so many devices; 0 where their number is needed and not known."""
        n = self.many or many
        return self.kept + (self.spread / n if n else 0.0) if n or not self.spread else 0.0

    def told(self, many: float) -> str:
        """For a working."""
        n = self.many or many
        parts = [f"{self.kept:g} B"] if self.kept or not self.spread else []
        parts += [f"{self.spread:g} B / {n:g}"] if self.spread else []
        return " + ".join(parts) if len(parts) == 1 else f"({' + '.join(parts)})"


def of_label(words: str) -> Each | None:
    """Bytes per parameter by the words of a label or header."""
    if _ODD_WIDTHS.search(words):
        return None
    for sign, pattern in (("+", _KEPT_AND_SPREAD), ("/", _SPREAD)):
        match = pattern.search(words) if sign in words else None
        if match is not None:
            kept = float(match["kept"]) if "kept" in match.groupdict() else 0.0
            many = match["n"] or match["n2"] or match["n3"]
            return _within(Each(kept, float(match["spread"]), _count(many), True))
    total = _SUM.search(words)
    if total is not None:
        return _within(Each(sum(float(part) for part in total["sum"].split("+")), 0.0, 0.0, True))
    stages = list(STAGE.finditer(words))
    if stages:
        return Each(*STAGES[stage_of(stages[-1])], 0.0, True)
    for pattern in (_TIMES, _LETTER, _BYTES):
        found = {float(match["kept"]) for match in pattern.finditer(words)}
        if len(found) == 1:
            return _within(Each(found.pop(), 0.0, 0.0, True))
    return None


def of_format(words: str, beside: str = "") -> Each | None:
    """Bytes by the one number format that a label or header names, for each of the parts that they name together.

    `beside`: the other words of the number.
    """
    formats, every = formats_in(_BITS.sub(r"\1-bit", words)), f"{words} | {beside}"
    if len(formats) != 1 or _ODD_WIDTHS.search(every):
        return None
    parts = sum(times for pattern, times in _PARTS if pattern.search(every))
    if _NOT_BY_FORMAT.search(every) and not _MOMENTS.search(every):
        return None
    return Each(max(1, parts) * formulas.bytes_per_element(next(iter(formats))), 0.0, 0.0, False)


def of_line(text: str) -> Each | None:
    """The one number of bytes per parameter that a line states."""
    total = _SUM.search(text)
    if total is not None and _PER_PARAMETER.match(text, total.end()):
        return of_label(total[0])
    found = {float(match["kept"] or match["kept2"] or match["kept3"]) for match in _IN_A_LINE.finditer(text)}
    return _within(Each(found.pop(), 0.0, 0.0, True)) if len(found) == 1 else None


def devices_in(text: str) -> float:
    """The one number of devices that share, by a text; 0 where it states none or several."""
    found = {next(group for group in match.groups() if group) for match in _MANY.finditer(text)}
    return float(found.pop().replace(",", "")) if len(found) == 1 else 0.0


def _count(digits: str) -> float:
    return float(digits) if digits.isdigit() else 0.0


def _within(each: Each) -> Each | None:
    return each if 0 < each.kept + each.spread <= _MOST else None
