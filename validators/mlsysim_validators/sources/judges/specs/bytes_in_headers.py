"""A header such as "VRAM, Mb" over memory sizes: the small letter is sloppy, megabytes are meant.

Nobody gives the memory of a card in bits. Where the figures of a column are those of their devices as bytes, all of the
column are held against them as bytes; one that is wrong then is told as any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_NUMBER = regex(r"[~≈]?[\d., ]+")
_OF_BITS = {"kbit": "kB", "Mbit": "MB", "Gbit": "GB"}
_LEAST = 2
_MOST_OTHERS = 1 / 3
_LEAST_SHARE, _GREATEST_SHARE = 0.9, 1.1  # of the nominal size: what a driver counts, a prefix of 1024


def judge(claims: Iterable[Claim]) -> None:
    """Read the memory sizes of a column in bits as bytes, where most of them are right so."""
    columns: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        cell = claim.stated.cell
        if cell is not None and claim.field == "memory.capacity" and claim.unit and claim.unit.symbol in _OF_BITS:
            columns[id(claim.stated.block), cell.column].append(claim)
    for column in columns.values():
        of_header = [claim for claim in column if _NUMBER.fullmatch(claim.text)]
        right = {claim.entity.id for claim in of_header if claim.entity is not None and _is_near_in_bytes(claim)}
        others = sum(not _is_near_in_bytes(claim) for claim in of_header)
        if len(right) < _LEAST or others > _MOST_OTHERS * len(of_header):
            continue
        for claim in of_header:
            claim.unit = _in_bytes(claim)
            claim.reading = claim.reading._replace(units=(claim.unit,))


def _in_bytes(claim: Claim) -> Unit:
    assert claim.unit is not None
    return parse_unit(_OF_BITS[claim.unit.symbol])


def _is_near_in_bytes(claim: Claim) -> bool:
    """Whether a number is roughly its device's, or another's of its family, as bytes."""
    sizes = (entry.get(claim.field) for entry in (claim.entity, *claim.siblings) if entry is not None)
    stated = claim.reading.value * _in_bytes(claim).factor
    return any(size and _LEAST_SHARE <= stated / size.value <= _GREATEST_SHARE for size in sizes)
