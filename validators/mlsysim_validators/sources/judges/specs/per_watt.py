"""Rates per watt of a device: its peak over its board power. "Per watt the L4 gives 1.68 TFLOPS, the H100 1.41".

A dense matrix rate of any ordinary format is right where none is named; wrong is only what another rate of the same
device explains: the one with sparsity, or that of the vector units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.dimensions import FLOP_RATE, OP_RATE
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention

_PER_WATT = AnyCase(r"\bper watt\b|/ ?W\b|\bW\^?\{?-1\}?")
_REACHED = AnyCase(r"measured|achiev|attained|sustain|observed|reached|in practice|MFU|utili[sz]|effici")
_PER_JOULE: Dimension = (("energy", -1), ("operations", 1))
_ORDINARY = ("bf16", "fp16")
_POWERS = ("power.tdp", "power.max")
_SLIPS = (
    ("compute.matrix_sparse.", "sparse-for-dense", "that is with the rate with sparsity"),
    ("compute.vector.", "vector-for-matrix", "that is with the rate of the vector units"),
)


def judge(claims: Iterable[Claim], finder: EntityFinder) -> None:
    """Decide the rates of the sentences that speak of rates per watt, each as that of the device named before it."""
    for claim in claims:
        rates = (FLOP_RATE, OP_RATE, _PER_JOULE)
        unit = next((unit for unit in claim.reading.units if unit.dimension in rates), None)
        if claim.verdict != "unresolved" or unit is None or claim.stated.cell is not None:
            continue
        sentence = claim.stated.sentence()
        if (unit.dimension == _PER_JOULE or _PER_WATT.search(sentence)) and not _REACHED.search(sentence):
            _judge(claim, unit, sentence, finder)


def _judge(claim: Claim, unit: Unit, sentence: str, finder: EntityFinder) -> None:
    begin, stop = claim.stated.sentence_span()
    named = finder.names_within(claim.stated.text.text, begin, stop)
    ahead = [name for name in named if name.end <= claim.reading.start - begin]
    if not ahead or not isinstance(ahead[-1], Mention) or ahead[-1].entry.kind != "accelerators":
        return
    device = ahead[-1].entry
    form = number_format(sentence)
    forms = (form,) if form else _ORDINARY
    rates = list(_over_power(device, "compute.matrix.", forms))
    for value, working in rates:
        if agrees(claim.reading, unit.factor, value):
            _name(claim, device, unit)
            claim.decide("match", working=working)
            return
    for kind, rule, told in _SLIPS:
        for value, _ in _over_power(device, kind, forms):
            if rates and agrees(claim.reading, unit.factor, value):
                _name(claim, device, unit)
                right, working = rates[0]
                expected = Expected(right, printed(right, claim.reading, unit))
                contradict(claim, "rate_per_watt", expected, working, Slip(rule, value, told))
                return


def _name(claim: Claim, device: Entry, unit: Unit) -> None:
    claim.kind, claim.field, claim.entity, claim.unit = "derived", "rate_per_watt", device, unit


def _over_power(device: Entry, kind: str, forms: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Rates of a device over its power, in operations per joule, with their working."""
    power = next((spec for path in _POWERS if (spec := device.get(path)) is not None), None)
    if power is None or not power.value:
        return
    for rate in filter(None, (device.get(kind + form) for form in forms)):
        yield rate.value / power.value, f"{rate.printed} / {power.printed} of {device.name}"
