"""A memory's bandwidth as its clock and the width of its bus give it, where the maker prints a rounder one."""

from __future__ import annotations

from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.judges.doubts.wrong import Wrong
from mlsysim_validators.sources.judges.specs.rate_slips import has_three_digits

_ROUND = 1e11  # bytes a second: a figure of hundreds of GB/s
_NEAR = 0.004  # relative: 897 for 900


def worked_out_from_clock_and_width(wrong: Wrong) -> str:
    """Beside the maker's round figure by no more than a few MHz of the clock: 876 MHz x 2 x 4096 bit."""
    if wrong.field != "memory.bandwidth" or wrong.spec.value % _ROUND or not _is_exact(wrong.claim.reading):
        return ""
    near = abs(wrong.share - 1) <= _NEAR
    return f"near {wrong.spec.printed}: worked out from clock and width, where its maker rounds" if near else ""


def _is_exact(reading: Reading) -> bool:
    return has_three_digits(reading) and not reading.hedge
