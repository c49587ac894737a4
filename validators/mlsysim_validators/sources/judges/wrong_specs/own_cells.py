"""What a number is by the cell, the row or the sentence that it stands in: of a slice of a device, the sparse one of two
rates, a figure that the printed parts of a device give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.wrong_specs.excuses import Excuses, leave_open, take_for_right
from mlsysim_validators.sources.patterns import regex

_SLICE = regex(
    r"(?<![\w.])(?:\w+[_-])?[1-7]g[._-]\d{1,3}gb\b|\(MIG\)|\bMIG (?:slice|instance|partition|device|profile)s?\b|"
    r"\b(?:made possible by|partitioned with|carved out (?:by|with)|through|via)\b[^.|]{0,40}\b(?:MIG\b|Multi-Instance)",
    re.IGNORECASE,
)
_GROWS_WITH_SLICES = ("memory.", "compute.", "cores.", "tiers.")


def of_a_slice(wrong: Wrong) -> str:
    """Less than a device has, where its row or sentence names a slice of it: "a100_3g.20gb", "20 GB (MIG)"."""
    if not wrong.is_less or not wrong.field.startswith(_GROWS_WITH_SLICES):
        return ""
    cell, table = wrong.claim.stated.cell, wrong.claim.stated.table
    own_row = table.row_of(cell) if cell is not None and table is not None else ()
    words = [one.text.text for one in own_row] or [wrong.claim.stated.sentence()]
    return "of a slice of the device, which its words name" if any(map(_SLICE.search, words)) else ""


_BETWEEN_TWO = regex(r" ?[/|｜] ?")
_MARK = regex(r" ?(?:\*|[¹²³†‡]|\\\*)")


def twice_the_dense_rate_before_it(wrong: Wrong) -> str:
    """The second of two rates of a cell, with the mark of a footnote and twice the first, which is right: sparse."""
    claim = wrong.claim
    first = wrong.slide.before(claim) if wrong.in_a_table and wrong.field.startswith("compute.matrix.") else None
    if first is None or first.verdict != "match" or first.field != claim.field or first.entity is not claim.entity:
        return ""
    text, one, two = claim.stated.text.text, first.reading, claim.reading
    if not _BETWEEN_TWO.fullmatch(text, one.end, two.start) or not _MARK.match(text, two.end):
        return ""
    rounding = one.resolution + 0.5 * two.resolution
    near = one.units == two.units and abs(two.value - 2 * one.value) <= rounding * (1 + 1e-9)
    return "twice the dense rate before it, as its mark says with sparsity" if near else ""


_BY_CHANCE = ("different", "format")
_TIMES = (0.5, 0.25, 0.125, 2, 4, 8)
_THREE_DIGITS = 100


def of_printed_parts(wrong: Wrong) -> str:
    """A rate of three digits that is one off in the last, and to the digit a multiple of another of its device's as that
    is printed: 55.6, twice 27.8, for 55.54."""
    reading = wrong.claim.reading
    if wrong.rule not in _BY_CHANCE or not wrong.field.startswith("compute.") or not reading.resolution:
        return ""
    step = reading.resolution * wrong.unit.factor
    fine = reading.value >= _THREE_DIGITS * reading.resolution
    if not fine or abs(wrong.claim.value - wrong.spec.value) > 1.05 * step:
        return ""
    given = any(abs(times * rate - wrong.claim.value) < 0.01 * step for rate in _as_printed(wrong, step) for times in _TIMES)
    return f"{wrong.spec.printed}, as the rounded rates of its device give it" if given else ""


def _as_printed(wrong: Wrong, step: float) -> Iterator[float]:
    """The other rates of a device, rounded to the digits of a number."""
    for path, spec in wrong.entity.specs.items():
        if path.startswith(("compute.matrix.", "compute.vector.")) and path != wrong.field:
            yield round(spec.value / step) * step


OWN_CELLS: Excuses = (
    (leave_open, of_a_slice),
    (take_for_right, twice_the_dense_rate_before_it),
    (take_for_right, of_printed_parts),
)
