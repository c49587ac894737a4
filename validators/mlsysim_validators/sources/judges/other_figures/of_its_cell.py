"""Why a number is not its device's figure by the cell or the brackets that it stands in alone."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.ownership.people import BEHIND
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import NEW_LINE

_A_RATIO = regex(r"\W*1 ?[/:] ?\d{1,3}\W*")  # "1/32", of the rate in FP32
_A_PRODUCT = regex(r"[~≈]?(?P<each>\d[\d.,]*) ?[×x*·] ?(?P<times>\d{1,2})")  # "4100 x 2"
_NEAR = 0.1
_SIZE = regex(r"\d{1,3} ?GB")
_OPENS = regex(r" ?[(（]")
_LONGEST = 40


def why_of_its_cell(claim: Claim) -> str:
    """Why a number may be of something else, or ""."""
    cell = claim.stated.cell
    if cell is not None and _A_RATIO.fullmatch(cell.text.text):
        return "a ratio to another rate"
    if cell is not None and _is_of_a_product(claim, cell.text.text.strip()):
        return "one of the two factors of its cell"
    if cell is not None and NEW_LINE in cell.text.text and _is_of_several_lines(claim):
        return "one of several of its cell, whose row names several devices"
    if claim.field == "memory.capacity" and claim.how == BEHIND and _is_sized_behind(claim):
        return "what fits the device that stands behind it, with its own size"
    return ""


def _is_of_several_lines(claim: Claim) -> bool:
    """Whether the label of a number's row names devices on several lines, as its cell has several numbers."""
    cell, table = claim.stated.cell, claim.stated.table
    others = table.row_of(cell) if cell is not None and table is not None else ()
    return any(other is not cell and NEW_LINE in other.text.text and claim.name in other.text.text for other in others)


def _is_sized_behind(claim: Claim) -> bool:
    """Whether brackets behind a number open with a name and its size: "~6 GB (RTX 4060 Ti 16GB)"."""
    text, end = claim.stated.text.text, claim.reading.end
    opens = _OPENS.match(text, end)
    named = text[opens.end() : opens.end() + _LONGEST] if opens is not None else ""
    place = named.find(claim.name) if claim.name else -1
    return 0 <= place <= len("NVIDIA GeForce ") and _SIZE.search(named, place) is not None


def _is_of_a_product(claim: Claim, cell: str) -> bool:
    """Whether a number is how many, or each of these, of a cell that is a product and near its device's figure.

    A product far off, and one of which each is far off as well, is no better than a number alone.
    """
    product = _A_PRODUCT.fullmatch(cell)
    spec = claim.entity.get(claim.field) if claim.entity is not None else None
    if product is None or spec is None or claim.unit is None or not spec.value:
        return False
    times = int(product["times"])
    if claim.reading.start > cell.find(product["each"]) + len(product["each"]) - 1 and claim.reading.value == times:
        return True
    stated = claim.value / spec.value
    return any(abs(factor * stated - 1) <= _NEAR for factor in (1, times))
