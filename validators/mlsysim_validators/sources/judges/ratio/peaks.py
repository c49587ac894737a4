"""A share of a device's peak in prose: "152 TFLOP/s per GPU, 15% of the peak", "1.2 TB/s, 36% of its bandwidth".

The device is the one that the sentence, or else the slide, names alone. Where no number format is named, a share of
any of its dense peaks is right, and wrong only what another base explains: the sparse peak, ten times as much.
"""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, OP_RATE
from mlsysim_validators.sources.fields.formats import formats_in, number_format
from mlsysim_validators.sources.judges.ratio.amounts import Pair, amounts, pair_of_values, sort_of
from mlsysim_validators.sources.judges.ratio.pairs import decide, fitting
from mlsysim_validators.sources.judges.specs.dense_rates import ORDINARY
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_OF_PEAK = regex(
    r" of (?:the |its |their |a |an |our )?(?P<words>[^.;:()]{0,45}?)(?:\bpeak\b|\broof\b|what (?:the|its) [\w ]{3,25} "
    r"(?:could|can)\b|\bmaximum rate\b)(?P<behind>[^.;:()]{0,40})",
    re.IGNORECASE,
)
_OTHER_PEAK = AnyCase(r"power|memory use|load|traffic|sparse|capacity|network|link|nvlink|attainable|measured|vector")
_SPARSE = 2.0
_ROOM = 0.06
_REACHED = 1.03  # what is as much as the peak is the peak


def judge(claim: Claim, slide: Slide, finder: EntityFinder, *, wrong: bool) -> None:
    """Decide a share of a peak; `wrong` says whether one that does not fit is told."""
    text = claim.stated.text.text
    if claim.verdict != "unresolved" or claim.reading.units[0].symbol != "%" or claim.stated.cell is not None:
        return
    said = _OF_PEAK.match(text, claim.reading.end)
    if said is None or not claim.reading.one_value or _OTHER_PEAK.search(said["words"]):
        return
    begin, stop = claim.stated.sentence_span()
    part = _part(text[begin : claim.reading.start])
    device = _device(text[begin:stop], slide, finder)
    if part is None or device is None:
        return
    _was_reached(begin + part.start, claim, slide)
    form = number_format(f"{said['words']} {said['behind']}") or number_format(text[begin:stop])
    pairs = _pairs(claim, part, device, form, slide)
    right = fitting(claim, pairs)
    if right is not None:
        decide(claim, right, right=True)
    elif (
        wrong
        and pairs
        and pairs[0].ratio > _REACHED
        and (form or sort_of(part) == BANDWIDTH or _slips(claim, pairs[0]))
    ):
        decide(claim, pairs[0], right=False)


def _was_reached(place: int, share: Claim, slide: Slide) -> None:
    """Take back the verdict on the rate whose share of a peak is told: it is no specification."""
    for claim in slide.beside(share):
        if claim.reading.start == place and claim.kind == "spec" and claim.verdict == "mismatch":
            claim.kind, claim.expected, claim.correction, claim.hint = "other", None, "", ""
            claim.decide("unresolved", f"a rate that was reached: {share.text} of a peak")
            claim.rule = ""


def _slips(claim: Claim, pair: Pair) -> bool:
    off = 0.01 * claim.reading.value * pair.ratio
    return any(abs(off / slip - 1) < _ROOM for slip in (_SPARSE, 1 / _SPARSE, 10.0, 0.1))


def _part(ahead: str) -> Reading | None:
    """The only rate before the share."""
    found = [one for one in amounts(ahead) if sort_of(one) in (FLOP_RATE, OP_RATE, BANDWIDTH)]
    return found[0] if len(found) == 1 and found[0].one_value else None


def _device(sentence: str, slide: Slide, finder: EntityFinder) -> Entry | None:
    named = {one.entry.id: one.entry for one in finder.mentions(sentence) if one.entry.kind == "accelerators"}
    if not named:
        named = {id_: one.entry for id_, one in slide.named(finder).get("accelerators", {}).items()}
    return next(iter(named.values())) if len(named) == 1 else None


def _pairs(claim: Claim, part: Reading, device: Entry, form: str | None, slide: Slide) -> list[Pair]:
    if sort_of(part) == BANDWIDTH:
        paths = ["memory.bandwidth"]
    elif form:
        paths = [f"compute.{pipe}.{form}" for pipe in ("matrix", "vector")]
    else:
        named = {*ORDINARY, *(f"compute.matrix.{one}" for one in formats_in(slide.text))}
        dense = [path for path in device.specs if path in named]
        paths = sorted(dense, key=lambda path: (path not in ORDINARY, path))
    found = []
    for path in paths:
        spec = device.get(path)
        if spec is not None and spec.value:
            whole = claim.reading._replace(text=f"{spec.printed} of {device.name}", value=spec.value, units=(ONE,))
            factor = part.units[0].factor
            pair = pair_of_values(
                part, part.value * factor, 0.5 * part.resolution * factor, whole, spec.value, 0.005 * spec.value
            )
            if pair is not None:
                found.append(pair)
    return found
