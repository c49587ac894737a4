"""A bandwidth of a device whose unit has lost its "/s": "a memory bandwidth of 3.35 TB"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees, prints_two_digits
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_BANDWIDTH_OF = AnyCase(r"\bbandwidths? ?(?:of|is|was|:|=|at) ?(?:up to |about |only |over |~|≈)?$")
_OF_BANDWIDTH = regex(
    r"[ \u00a0](?:of )?(?:(?:peak|HBM\w*|memory|NVLink|total) ){0,2}bandwidth\b", words=("bandwidth",)
)
_BEFORE = 30


def judge(claims: Sequence[Claim], finder: EntityFinder) -> None:
    """Decide the amounts that are called a bandwidth and have the digits of one of their device."""
    for claim in claims:
        if not _is_called_a_bandwidth(claim):
            continue
        sentence = claim.stated.sentence()
        named = (m.entry for m in finder.mentions(sentence) if m.entry.kind == "accelerators")
        device = next((one for one in named if _prints_a_rate_of(claim, one)), None)
        if device is not None:
            unit = claim.reading.units[0].symbol
            told = f"{device.name}: that is a bandwidth, in {unit}/s"
            claim.kind, claim.field = "derived", claim.field or "bandwidth"
            claim.decide("mismatch", told, rule="different", hint=f"write {unit}/s", working=told)


def _is_called_a_bandwidth(claim: Claim) -> bool:
    """Whether an open amount of data in running text is called a bandwidth, by the words right at it."""
    reading, text = claim.reading, claim.stated.text.text
    if (
        claim.verdict != "unresolved"
        or claim.working
        or claim.stated.cell is not None
        or claim.stated.value is not None
    ):
        return False
    if reading.units[0].dimension != BYTES or not prints_two_digits(reading):
        return False
    before = text[max(0, reading.start - _BEFORE) : reading.start]
    return _BANDWIDTH_OF.search(before) is not None or _OF_BANDWIDTH.match(text, reading.end) is not None


def _prints_a_rate_of(claim: Claim, device: Entry) -> bool:
    """Whether a number is, a second, the bandwidth of a device's memory, or of one of its links."""
    rates: Iterable[float] = (
        value
        for path, spec in device.specs.items()
        if path == "memory.bandwidth" or (path.startswith("links.") and path.endswith(".total") and spec.direction)
        for value in ((spec.value,) if spec.direction is None else (spec.per_direction, 2 * spec.per_direction))
    )
    return any(agrees(claim.reading, claim.reading.units[0].factor, rate) for rate in rates)
