"""Which share of its model the adapters are: "4.2M trainable parameters (0.06%)".

Of which count, a text need not say: with the adapters, as loaded in four bits (where two weights are one element), or
of another size that it states. Told is what none of them gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, hits, model_size

_BEHIND = AnyCase(
    r"(?: trainable| trainierbare| lora| adapter){0,2}(?: param\w+)?,? ?\(?"
    r"(?:only |just |or |about |i\.e\.,? |which is )*[~≈=]? ?$"
)
_REACH = 60
_ABOUT, _FAR = 0.15, 1.8
_IN_FOUR_BITS = (0.5, 0.62)  # with embeddings and norms that are not packed
FIELD, RULE = "adapter_share", "recomputed"


def judge(count: Claim, parameters: float, total: float, claims: Iterable[Claim]) -> None:
    """Decide the share right behind a number of trainable parameters of a model with so many in all."""
    share = next((one for one in claims if _is_its_share(count, one)), None)
    if share is None or not share.reading.value:
        return
    stated, right = share.reading.value / 100, parameters / total
    working = f"{count.text} of {total / 1e9:.3g}B"
    room = _ABOUT * right + 0.0051 * share.reading.resolution
    if abs(stated - right) <= room:
        share.kind, share.field = "derived", FIELD
        share.decide("match", working=working)
        return
    whole = parameters / stated
    others = _sizes(count.document.source)
    packed = _IN_FOUR_BITS[0] - 0.05 <= whole / total <= _IN_FOUR_BITS[1]
    if packed or any(abs(whole / other - 1) < _ABOUT for other in others) or 1 / _FAR < stated / right < _FAR:
        return
    unit = share.reading.units[0]
    shown = printed(right, share.reading, unit)
    share.kind, share.field, share.unit, share.expected = "derived", FIELD, unit, Expected(right, shown)
    share.decide("mismatch", f"{working} is {shown}", rule=RULE, hint=f"write {shown}", working=working)


def _is_its_share(count: Claim, one: Claim) -> bool:
    if one.stated.text is not count.stated.text or one.reading.units[0].symbol != "%" or one.verdict != "unresolved":
        return False
    between = count.stated.text.text[count.reading.end : one.reading.start]
    return 0 <= one.reading.start - count.reading.end <= _REACH and _BEHIND.match(between) is not None


def _sizes(text: str) -> Sequence[float]:
    return [model_size(match)[0] for match in hits(MODEL_SIZE, text) if model_size(match)[0] >= 1e8]
