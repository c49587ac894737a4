"""A peak times a factor for what is reached of it: `mem_bw = 4800 * 0.8`. The peak is what a registry can prove."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex

_FACTOR = regex(r"(?<![\w.])0?\.\d{1,3}(?![\w.])")
_DIVIDED_BY = regex(r"/ *$")
_LEAST = 0.3
_HALVES = (0.5, 0.25, 0.125)  # of a sparse rate, of both directions, of bits


def without_factor(claim: Claim) -> None:
    """Read a product with one factor below 1 as the number that it is a share of."""
    value = claim.stated.value
    if value is None or "*" not in value.text.text:
        return
    factors = list(_FACTOR.finditer(value.text.text))
    if len(factors) != 1 or _DIVIDED_BY.search(value.text.text[: factors[0].start()]):
        return
    factor = float(factors[0].group())
    if not _LEAST <= factor < 1 or factor in _HALVES:
        return
    reading = claim.reading
    whole = float(f"{reading.value / factor:.12g}")
    claim.reading = reading._replace(value=whole, resolution=reading.resolution / factor)
    claim.notes.append(f"{factor:g} is taken for the share of it that is reached")
