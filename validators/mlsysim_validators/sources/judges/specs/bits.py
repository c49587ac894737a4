"""Rates in which bits stand for bytes, or bytes for bits."""

from __future__ import annotations

from mlsysim_registry.data import Spec
from mlsysim_registry.units.reading import count_words
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.judges.specs.rate_slips import has_two_digits
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_BITS = 8
_SMALL_COUNT = regex(r"(?<![\w.,])(\d{1,2})(?![\w.,])")


def is_in_bits(claim: Claim, spec: Spec) -> bool:
    """Whether a rate is, but for bits where bytes are meant, the device's to two digits."""
    unit = claim.unit
    in_bits = unit is not None and "bit" in unit.symbol.lower() and has_two_digits(claim.reading)
    return in_bits and unit is not None and agrees(claim.reading, _BITS * unit.factor, spec.value)


def bits_of_ports(claim: Claim, rate: float, around: Surroundings) -> str:
    """What several ports carry together, where a rate in bytes is the number of their bits: eight of 400 Gbit/s."""
    if claim.unit is None or "bit" in claim.unit.symbol or not has_two_digits(claim.reading):
        return ""
    counts = {int(word.value) for word in count_words(around.sentence)} | {
        int(digits) for digits in _SMALL_COUNT.findall(around.sentence)
    }
    fits = (n for n in sorted(counts) if n > 1 and agrees(claim.reading, claim.unit.factor, _BITS * n * rate))
    number = next(fits, 0)
    return printed(number * rate, claim.reading, claim.unit) if number else ""
