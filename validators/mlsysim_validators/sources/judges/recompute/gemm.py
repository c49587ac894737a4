"""Matrices: the operations of a product of square ones, 2 N³, and the bytes that one takes, M N times its format."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES, OPERATIONS
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.scopes import MOST_TEXT, OWN
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_CUBE = regex(r"(?<![\w^.])2 ?[·*×]? ?([A-Za-z])(?:\^ ?\(?3\)?|\*\*3|³)(?![\w^]|\s*[-+·*×/])")
_SHAPE = regex(
    r"(?<![\w.,×x])(?P<m>\d[\d,]*[kK]?) ?[x×] ?(?P<n>\d[\d,]*[kK]?)(?! ?[x×])"
    r"(?=[ -](?:\w+ )?(?:matri|weight|tensor|layer))"
)
_WIDTHS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
_BEFORE = 40
_LARGEST = 1e7


def operations(s: Situation) -> Computed:
    """2 N³ where the formula stands right before the number and the slide says what N is."""
    text, start = s.claim.stated.text.text, s.claim.reading.start
    formula = _CUBE.search(text, max(0, start - _BEFORE), start)
    order = _order(formula[1], s.slide, text) if formula is not None else None
    if order is None:
        return Computed([], missing="the operations of a matrix product need its order; the slide does not state it")
    value = 2.0 * order.values[0] ** 3
    once = Slip("multiply-adds", value / 2, "that counts a multiplication with its addition as one operation")
    return Computed([(value, f"2 x {order.words}³")], [once], room=0.005)


def _order(letter: str, slide: Slide, text: str) -> Given | None:
    """The one value that the paragraph, or else the slide, gives a letter."""
    pattern = re.compile(rf"(?<![\w.]){letter} ?= ?(\d[\d,]{{0,8}})(?!\w|\.\d)")
    for place in (text[:MOST_TEXT], f"{slide.title}\n{slide.text[:MOST_TEXT]}"):
        found = {float(match[1].replace(",", "")) for match in pattern.finditer(place)}
        if len(found) == 1 and 1 < (value := found.pop()) < _LARGEST:
            return Given((value,), f"{value:,.0f}", "the slide")
        if found:
            return None
    return None


def size(s: Situation) -> Computed:
    """The bytes of the one matrix whose shape stands before the number, in the format that its sentence names."""
    text, (begin, _) = s.claim.stated.text.text, s.claim.stated.sentence_span()
    shapes = {(match["m"], match["n"]) for match in _SHAPE.finditer(text, begin, s.claim.reading.start)}
    precision = s.precision()
    if len(shapes) != 1 or precision is None or s.format_place not in OWN:
        return Computed([], missing="the bytes of a matrix need its shape and its number format; not both are stated")
    ((rows, columns),) = shapes
    elements, width = _number(rows) * _number(columns), formulas.bytes_per_element(precision)
    told = f"{rows} x {columns} x {width:g} B ({precision.upper()})"
    slips = [
        Slip("width", elements * other, f"that is with {other:g} B of each") for other in _WIDTHS if other != width
    ]
    return Computed([(elements * width, told)], slips, room=0.01)


def _number(digits: str) -> float:
    return float(digits.replace(",", "")) if digits[-1] not in "kK" else 1024 * float(digits[:-1])


KINDS = (
    Kind("gemm_operations", OPERATIONS, AnyCase(r"2 ?[·*×]? ?[a-z](?:\^ ?\(?3\)?|\*\*3|³)"), None, operations),
    Kind(
        "matrix_bytes",
        BYTES,
        AnyCase(r"\d[\d,]*k? ?[x×] ?\d[\d,]*k?[ -](?:\w+ )?(?:matrix|matrices|weight matrix|tensor|layer)\b"),
        AnyCase(
            r"\beach\b|\btogether\b|\btotal\b|\bthree\b|\btwo\b|\bboth\b|\ball\b|traffic|moves?\b|reads?\b|gradient|cache"
        ),
        size,
    ),
)
