"""Rates of a link of fewer lanes than the registry's, or of one lane: "x8: 15.75 GB/s", "16 lanes, each 1 GB/s"."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.data import Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_LANES = 16  # of a slot, as the registry's figures of PCI Express
_FEWER = regex(r"(?<![\w.])[x×](?P<n>[1248])(?![\w.])|(?<![\w.])(?P<count>[1248]) lanes?\b")
_ONE = AnyCase(r"\blanes?\b|通道|通路|レーン|레인")
_SLOT = regex(r"[x×]16\b|\bslots?\b")
_OF_A_PORT = (2, 4, 8)  # lanes
_NEARLY = 0.42  # from a half: a whole number
_IN_A_ROW = regex(r"[│|][ \u00a0]*(?P<rate>\d+(?:\.\d+)?) ?[A-Za-z]+/s")
_CODED = 0.08  # what the line code takes
# "25 Gb/s (100 Gb/s for 4x)": of one lane, and then of all of them
_OF_ALL = regex(
    r"[ \u00a0]?\([ \u00a0]?[~≈]?(?P<all>\d[\d.]*) ?\w+/s (?:for|at|as|over|with|in) (?:[x×]?(?P<n>\d{1,2})[x×]?)\b"
)


def is_of_fewer_lanes(claim: Claim, spec: Spec, around: Surroundings) -> bool:
    """Whether a rate is that of one lane, or of as many as its row, column or sentence says, one way or both."""
    behind = _OF_ALL.match(claim.stated.text.text, claim.reading.end)
    if behind is not None and abs(claim.reading.value * int(behind["n"]) / float(behind["all"]) - 1) < _CODED:
        return True
    if claim.field == "per_port" and _is_beside_its_port(claim, spec, around.sentence):
        return True
    if _ONE.search(around.column) and claim.field == "per_port" and _is_one_of(claim, spec):
        return True
    if "pci" not in f"{spec.entity} {spec.path}":
        return False
    words = f"{around.row} | {around.column} | {around.sentence}"
    whole = (spec.value, 2 * spec.value, spec.value / 2)
    return any(abs(claim.value * _LANES / lanes / one - 1) < _CODED for lanes in _lanes_said(words) for one in whole)


def _is_beside_its_port(claim: Claim, spec: Spec, sentence: str) -> bool:
    """Whether the rate of one lane stands in a drawn row before that of the port: "EDR │ 25 Gb/s │ 100 Gb/s"."""
    rates = [float(match["rate"]) for match in _IN_A_ROW.finditer(sentence)]
    whole = (rate for rate in rates if round(rate / claim.reading.value) in _OF_A_PORT)
    return _is_one_of(claim, spec) and any(abs(rate / claim.reading.value % 1 - 0.5) > _NEARLY for rate in whole)


def _is_one_of(claim: Claim, spec: Spec) -> bool:
    """Whether a rate is that of one of the lanes of a port: 25 Gbit/s under "Speed per lane" of an EDR."""
    return any(abs(claim.value * lanes / spec.per_direction - 1) < _CODED for lanes in _OF_A_PORT)


def _lanes_said(words: str) -> Iterator[int]:
    for found in _FEWER.finditer(words):
        yield int(found["n"] or found["count"])
    if _ONE.search(words) or not _SLOT.search(words):
        yield 1
