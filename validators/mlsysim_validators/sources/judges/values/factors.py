"""A peak times a factor for what is reached of it: `mem_bw = 4800 * 0.8`. The peak is what a registry can prove."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value

_FACTOR = regex(r"(?<![\w.])0?\.\d{1,3}(?![\w.])")
_REMARKED = regex(r"\A(?P<whole>\d+(?:\.\d+)?) ?\* ?(?P<factor>0\.\d{1,3})\Z")
_DIVIDED_BY = regex(r"/ *$")
_LEAST = 0.3
_SAME = 1e-6
_HALVES = (0.5, 0.25, 0.125)  # of a sparse rate, of both directions, of bits


def without_factor(claim: Claim) -> None:
    """Read a product with one factor below 1 as the number that it is a share of."""
    value = claim.stated.value
    if value is None:
        return
    if "*" not in value.text.text:
        _without_remarked(claim, value)
        return
    factors = list(_FACTOR.finditer(value.text.text))
    if len(factors) != 1 or _DIVIDED_BY.search(value.text.text[: factors[0].start()]):
        return
    factor = float(factors[0].group())
    if not _LEAST <= factor < 1 or factor in _HALVES:
        return
    _take(claim, factor)


def _without_remarked(claim: Claim, value: Value) -> None:
    """The same where a comment has the product: `BW = 51.2  # 64*0.8`."""
    remarks = (_REMARKED.match(label.words.strip()) for label in value.labels if label.role == "comment")
    found = next((remark for remark in remarks if remark is not None), None)
    if found is not None and abs(float(found["whole"]) * float(found["factor"]) / value.number - 1) < _SAME:
        _take(claim, float(found["factor"]))


def _take(claim: Claim, factor: float) -> None:
    reading = claim.reading
    whole = float(f"{reading.value / factor:.12g}")
    claim.reading = reading._replace(value=whole, resolution=reading.resolution / factor)
    claim.notes.append(f"{factor:g} is taken for the share of it that is reached")
