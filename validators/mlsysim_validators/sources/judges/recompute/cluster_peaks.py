"""What devices reach together: their number times the dense peak of one, at the utilisation that is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mlsysim_registry.display import si
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import FLOP_RATE
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.rooflines import dense_peak
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block

_TOGETHER = AnyCase(
    r"together|sustain|\bpeaks?\b|aggregate|combined|in total|\ball\b|cluster|deliver|reach|effective|theoretical"
)
_OTHERWISE = AnyCase(
    r"\beach\b|per (?:GPU|device|node)|spars|measured|observed|fp8|fp4|int8|fp32|tf32|fp64|if\b|instead"
)
_USE = regex(
    r"(\d{1,2}(?:\.\d+)?) ?% ?(?:of (?:the |their |its )?(?:\w+ )?peak|MFU|utili[sz]|of [\d.,]+ ?[TPE]FLOP)",
    re.IGNORECASE,
)
_SUSTAINED = AnyCase(r"sustain|deliver|effective|achiev")
_LINES_ABOVE = 4
_ROOM, _LEAST_OF_ONE, _LEAST_DEVICES = 0.015, 1.5, 4
_FACTORS = ((10.0, "a power of ten"), (1000.0, "a prefix"))


def compute(s: Situation, facts: Facts) -> tuple[Unit, Computed] | None:
    """The peak, or the sustained rate, of the devices of a sentence; None where it speaks of no such thing."""
    claim, sentence = s.claim, s.around.sentence
    unit = next((unit for unit in claim.reading.units if unit.dimension == FLOP_RATE), None)
    if unit is None or claim.stated.cell is not None or claim.reading.hedge in ("below", "above"):
        return None
    if not _TOGETHER.search(sentence) or _OTHERWISE.search(sentence):
        return None
    device, many = s.device(), s.devices()
    one = dense_peak(device, None) if device is not None else None
    counted = facts.before(claim, "devices", most=0)
    if len({near.fact.value for near in counted}) == 1:
        many = Given((counted[0].fact.value,), counted[0].fact.words, "the sentence")
    if device is None or one is None or many is None or many.values[0] < _LEAST_DEVICES:
        return None
    stated = claim.reading.value * unit.factor
    if stated < _LEAST_OF_ONE * one:
        return None
    uses = _shares(sentence)
    if not uses and _SUSTAINED.search(sentence):  # of the share that was said right above
        uses = next(filter(None, map(_shares, (block.text.text for block in _above(s)))), uses)
    if len(uses) > 1:
        return None
    peak = many.values[0] * one
    use = next(iter(uses), 1.0)
    told = f"{many.told()} x {si(one, 'FLOP/s', 4)} dense of {device.name}"
    told += f" x {use:.3g}" if uses else ""
    value = peak * use
    slips = [Slip("sparse-for-dense", 2 * value, "that is of the rate with sparsity")]
    slips += [Slip("recomputed", value * off, what) for by, what in _FACTORS for off in (by, 1 / by)]
    slips += [Slip("recomputed", peak, "that is the peak, not what is sustained of it")] if uses else []
    own = 0.51 * claim.reading.resolution * unit.factor
    if abs(stated - value) <= max(own, _ROOM * value):
        return unit, Computed([(value, told)], room=_ROOM)
    if uses and re.search(r"peaks? (?:of|at|is) \W{0,3}$", s.around.before):
        return None  # the peak that the share is of
    found = [slip for slip in slips if abs(stated - slip.value) <= max(min(own, 0.03 * slip.value), _ROOM * slip.value)]
    return (unit, Computed([(value, told)], found, firm=True, room=_ROOM)) if found else None


def _shares(text: str) -> set[float]:
    """The shares of a peak that a text says are reached."""
    return {float(match[1]) / 100 for match in _USE.finditer(text)}


def _above(s: Situation) -> Iterator[Block]:
    """The lines above a claim, up to its heading."""
    for block in islice(s.slide.above(s.claim.stated.block), _LINES_ABOVE):
        if block.kind in ("heading", "title", "table"):
            return
        yield block
