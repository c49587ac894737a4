"""Weights whose width a sentence states, with the scales of its groups: "4.125 bits per weight, 36.4 GB"."""

from __future__ import annotations

from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex

_WIDTH = regex(
    r"(?<![\w.])(?P<width>\d{1,2}\.\d{1,3}) ?-?(?P<unit>bits?|bytes?|B(?= ?/| per ))(?: |/)"
    r"(?:per |a |each |for each |/ ?)?"
    r"(?:weights?|param\w*|each|value|element)\b"
)
_PLAIN = (0.25, 0.5, 1.0, 2.0)
_ROOM = 0.008


def stated_width(s: Situation) -> float | None:
    """The bytes that its sentence says each weight takes, scales and all; None where it states no such width."""
    found = list(_WIDTH.finditer(s.around.sentence)) if s.claim.stated.cell is None else []
    if len(found) != 1 or found[0]["width"] in s.claim.text:
        return None
    return float(found[0]["width"]) / (8.0 if found[0]["unit"].startswith("bit") else 1.0)


def of_width(parameters: Given, each: float) -> Computed:
    """Parameters of that many bytes; without the scales, of the next plain width below."""
    values = [(n * each, f"{parameters.told()} x {each:.4g} B") for n in parameters.values]  # counted, and rounded
    plain = max((one for one in _PLAIN if one < each), default=0.0)
    slips = [Slip("scales", n * plain, "the scales of the groups are left out") for n in parameters.values if plain]
    return Computed(values[:1], slips, room=_ROOM, decimal=True, also=values[1:])
