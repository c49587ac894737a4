"""Rates of a device in plain FLOP/s whose prefix is lost: "312 FLOP/s" of an A100, "tops out at 250 FLOPS/s" in FP16.

No accelerator does less than a million operations a second. Told is what has the digits of the rate of its device, or
what is near the rates in TFLOP/s of the same text, in a sentence that names a device or a format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Claim, Verdict
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import FLOP_RATE
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.judges.specs.rate_slips import has_three_digits
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_A_SECOND = regex(r"/ ?s\b|per second", words=("/s", "/ s", "per second"))
_OF_MANY = regex(r"[ \u00a0]?(?:/|per\b|·|×|\*|=)")  # "128 FLOP/s per Hz"
_SCALED = regex(r"(?:[×x·*^=]|\be)[ \u00a0]?$")
_YEAR = regex(r"\b1[89]\d\d\b")  # of machines that did no more
_LEAST, _MOST = 10.0, 1e5
_TERA = 1e12
_FEWEST = 2  # rates in TFLOP/s
_LOWEST, _HIGHEST = 0.3, 1.2  # of one of them


def judge(claims: Sequence[Claim], finder: EntityFinder) -> None:
    """Decide the rates without a prefix that are still open."""
    plain = [claim for claim in claims if _is_plain(claim)]
    rates = [claim for claim in claims if _is_in_tera(claim)] if plain else []
    for claim in plain:
        sentence = claim.stated.sentence()
        named = [m.entry for m in finder.mentions(sentence) if m.entry.kind == "accelerators"]
        if _YEAR.search(sentence):
            continue
        device = next((one for one in named if _prints_a_rate_of(claim, one)), None)
        alike = sum(_LOWEST <= claim.reading.value * _TERA / rate.value <= _HIGHEST for rate in rates)
        if device is not None:
            _tell(claim, "mismatch", f"{device.name}: that is its rate in TFLOP/s")
        elif len(rates) >= _FEWEST and alike and (named or formats_in(sentence)):
            _tell(claim, "inconsistent", "no accelerator does so little; the other rates of the text are in TFLOP/s")


def _is_plain(claim: Claim) -> bool:
    """Whether an open number of running text is a rate in plain operations a second, of nothing and by nothing."""
    unit, text, reading = claim.reading.units[0], claim.stated.text.text, claim.reading
    return (
        claim.verdict == "unresolved"
        and not claim.working
        and claim.stated.cell is None
        and claim.stated.value is None
        and claim.stated.block.kind != "listing"
        and unit.dimension == FLOP_RATE
        and unit.factor == 1.0
        and _LEAST <= reading.value < _MOST
        and _A_SECOND.search(reading.text) is not None
        and _OF_MANY.match(text, reading.end) is None
        and _SCALED.search(text, max(0, reading.start - 3), reading.start) is None
    )


def _is_in_tera(claim: Claim) -> bool:
    unit = claim.reading.units[0]
    return unit.dimension == FLOP_RATE and unit.factor == _TERA and claim.reading.value > 0


def _prints_a_rate_of(claim: Claim, device: Entry) -> bool:
    """Whether a number of three digits is, in TFLOP/s, one of the rates of a device."""
    rates: Iterable[float] = (spec.value for path, spec in device.specs.items() if path.startswith("compute."))
    return has_three_digits(claim.reading) and any(agrees(claim.reading, _TERA, rate) for rate in rates)


def _tell(claim: Claim, verdict: Verdict, told: str) -> None:
    right = f"{claim.reading.value:g} TFLOP/s"
    claim.kind = "derived" if claim.kind == "other" else claim.kind
    claim.field = claim.field or "rate"
    claim.decide(verdict, told, rule="power-of-ten", hint=f"write {right}, if that is meant", working=told)
