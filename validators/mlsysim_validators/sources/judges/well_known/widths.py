"""The bytes that a number in a format takes: "FP16 uses 4 bytes per parameter" is wrong.

Told is the width of another format only, and only where nothing but the format stands before the bytes: of gradients,
states and accumulators beside the weights there are more.
"""

from __future__ import annotations

from collections.abc import Iterable

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.fields.formats import ANY_FORMAT, only_format
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_FORMATS = ("fp64", "fp32", "bf16", "fp16", "fp8", "int8", "fp4", "int4")
_WIDTHS = {name: formulas.bytes_per_element(name) for name in _FORMATS}
_ANY_WIDTH = frozenset(_WIDTHS.values())
_THING = r"(?:param\w*|weights?|values?|elements?|numbers?|scalars?|entr(?:y|ies)|floats?)"
# What may stand between a format and its bytes.
_FILLER = regex(
    rf"(?:[\s\"'\u2019\u201d*_`(),:=|\u2013\u2014-]|\b(?:uses?|takes?|needs?|is|are|at|stores?|requires?|occupies|"
    rf"precision|floating|point|one|each|every|per|an?|the|which|{_THING})\b)*",
    words=(),
)
_ENDS = regex(
    rf"\s*(?:$|[.,;:)|\n]|(?:per|/|each|an?|for each|for every|for one)\s*(?:\b{_THING}|$|[.,;:)|]))",
)
_HEADER = AnyCase(rf"\W*(?:size|storage|memory|width)?\W{{0,3}}bytes?\W{{0,3}}(?:(?:per|each|a)?\W{{0,2}}{_THING})?\W*")
_MORE = AnyCase(
    r"accum|optim|adam|grad|moment|state|\bkv\b|cache|activ|mixed|master|train|total|overhead|scale|pair|complex|"
    r"instead|unlike|not |vs\b|to |from "
)
_JOINT = regex(r"[\s,/&+]*(?:\b(?:and|or)\b)?\s*")
_LONGEST, _LONGEST_LABEL = 60, 32


def judge(claims: Iterable[Claim], around: dict[int, Surroundings]) -> None:
    """Decide the numbers of bytes that are said to be those of a format."""
    for claim in claims:
        reading = claim.reading
        if claim.verdict != "unresolved" or reading.hedge or reading.value not in _ANY_WIDTH:
            continue
        unit = next((one for one in reading.units if one.dimension == BYTES and one.factor == 1.0), None)
        form = _format_of(claim, around[id(claim)]) if unit is not None else None
        if unit is None or form not in _WIDTHS:
            continue
        width = _WIDTHS[form]
        shown = f"{width:g} byte{'s' if width > 1 else ''}"
        claim.kind, claim.field, claim.unit, claim.expected = "derived", "number_format", unit, Expected(width, shown)
        if reading.value == width:
            claim.decide("match", working=f"{form.upper()}: {shown}")
        else:
            told = f"a number in {form.upper()} takes {shown}"
            claim.decide("mismatch", told, rule="recomputed", hint=f"write {width:g}", working=told)


def _format_of(claim: Claim, around: Surroundings) -> str | None:
    """The one format whose bytes a number is said to be."""
    text, reading = claim.stated.text.text, claim.reading
    begin = max(claim.stated.sentence_span()[0], reading.start - _LONGEST)
    *_, before, last = [None, None, *ANY_FORMAT.finditer(text, begin, reading.start)]
    if last is not None:
        joined = before is not None and _JOINT.fullmatch(text, before.end(), last.start())  # "FP32, FP16: 4 bytes, 2"
        if joined or not (_FILLER.fullmatch(text, last.end(), reading.start) and _ENDS.match(text, reading.end)):
            return None
        ahead, behind = text[begin : last.start()], text[reading.end : reading.end + _LONGEST]
        return None if _MORE.search(ahead) or _MORE.search(behind) else last.lastgroup
    if claim.stated.cell is None or len(around.row) > _LONGEST_LABEL or _MORE.search(around.row):
        return None
    alone = reading.text.strip() == claim.stated.cell.text.text.strip(" *~")
    return only_format(around.row) if alone and _HEADER.fullmatch(around.column) else None
