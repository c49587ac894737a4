"""The operations of a product of square matrices: 2 N³, a multiplication and an addition for each of N³ pairs."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import OPERATIONS
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.scopes import MOST_TEXT
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.slides import Slide

_CUBE = regex(r"(?<![\w^.])2 ?[·*×]? ?([A-Za-z])(?:\^ ?\(?3\)?|\*\*3|³)(?![\w^]|\s*[-+·*×/])")
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


KINDS = (Kind("gemm_operations", OPERATIONS, AnyCase(r"2 ?[·*×]? ?[a-z](?:\^ ?\(?3\)?|\*\*3|³)"), None, operations),)
