"""The range of the integers of a format: "int8: from -128 to 127"; an unsigned one begins at 0.

Right is what two's complement holds, and the same without its lowest number, as symmetric quantizers use it. Told are
other ends that are powers of two, or one less: the range of another width, all values on one side, an end one off.
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

RULE, FIELD = "recomputed", "number_format"
_BITS = r"(?P<{}>4|8|16|32)"
_FORMAT = regex(
    rf"\b(?P<u>[uU])?(?:int|INT|Int)-?{_BITS.format('bits')}\b|"
    rf"\b(?P<signed>un)?signed {_BITS.format('wide')}-bit (?:integers?|ints?|values?)\b"
)
_RANGE = regex(
    r"(?:\bfrom\s|\bbetween\s|\brange[sd]?\b[^\d.;\[(−-]{0,20}|[\[(])\s*"
    r"(?P<low>[-−–]? ?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,10}(?!\d|,\d{3})))"
    r"\s*(?:to|through|and|,|\.{2,3}|…)\s*(?P<high>[-+−]?\d[\d,]{0,13})(?!\w|[.,]\d)"
)
_BEHIND, _LONGEST, _KINDS = 60, 4000, ("paragraph", "item", "note", "caption", "math")
_OTHER = regex(
    r"[;|]|\. |\b(?:not|un)?signed\b|\b[uU]?(?:int|INT|Int)-?\d|\b[fF][pP]-?\d|"
    r"\b(?:to|into|from) [a-z]*(?:fp|FP|float)"
)


def judge(document: Document) -> Iterator[Claim]:
    """The claims on ranges that integers of their format do not have."""
    for place, block in enumerate(document.blocks):
        texts = [block.text] if block.kind in _KINDS else []
        texts += [cell.text for row in block.rows for cell in row] if block.kind == "table" else []
        for text in texts:
            if not 10 < len(text.text) <= _LONGEST or "int" not in text.text.lower():
                continue
            for form in _FORMAT.finditer(text.text):
                found = _RANGE.search(text.text, form.end(), form.end() + _BEHIND)
                if found is None or _OTHER.search(text.text, form.end(), found.start("low")):
                    continue
                bits = int(form["bits"] or form["wide"])
                unsigned = bool(form["u"] or form["signed"])
                why = _wrong(bits, unsigned, _value(found["low"]), _value(found["high"]))
                if why:
                    begin, end = found.span("low")[0], found.end("high")
                    reading = Reading(begin, end, _value(found["low"]), 1.0, (ONE,), "", text.text[begin:end])
                    claim = Claim(document, Stated(reading, text, block, place), "derived")
                    claim.field = FIELD
                    claim.decide("mismatch", why, rule=RULE, working=why)
                    yield claim


def _value(words: str) -> float:
    return float(words.replace(",", "").replace(" ", "").replace("−", "-").replace("–", "-"))


def _wrong(bits: int, unsigned: bool, low: float, high: float) -> str:
    """What integers of a width hold, where two ends are others and look like such."""
    half = 2.0 ** (bits - 1)
    ranges = [(0.0, 2 * half - 1)] if unsigned else [(-half, half - 1), (1 - half, half - 1)]
    whole = (low, high) in ranges
    of_one_side = not unsigned and not low  # all values may be positive; of "int8" unsigned ones may be meant
    if whole or of_one_side or low > 0 or high <= 0 or not all(not one or _is_an_end(abs(one)) for one in (low, high)):
        return ""
    first, last = ranges[0]
    return f"{'unsigned' if unsigned else 'signed'} integers of {bits} bits go from {first:,.0f} to {last:,.0f}"


def _is_an_end(value: float) -> bool:
    """Whether a number is a power of two, or one less."""
    return value >= 7 and any(value in (2.0**power, 2.0**power - 1) for power in range(3, 33))
