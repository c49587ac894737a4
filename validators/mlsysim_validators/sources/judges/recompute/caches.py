"""Keys and values by what a text states itself: bytes per token times tokens times sequences, layers times heads.

Right is what the nearest statements give, in the number format of the sentence. Wrong is only what a known slip makes
of them: keys without values, another format, one sequence for all, query heads for those of keys and values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mlsysim_registry import formulas
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.fitting.amounts import NOUN
from mlsysim_validators.sources.judges.recompute.fitting.sizes import is_per_token
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_LAYERS = regex(r"(?<![\w.])(\d{1,3}) layers\b")
_KV_HEADS = regex(r"(?<![\w.])(\d{1,3}) (?:KV|key-value|key/value|K/V) heads\b", re.IGNORECASE)
_QUERY_HEADS = regex(r"(?<![\w.])(\d{1,3}) (?:query|attention|Q) heads\b", re.IGNORECASE)
_HEAD_SIZE = regex(
    r"head (?:size|dim\w*)(?: of| =|:)? ?(\d{2,3})\b|heads? of (?:size |dimension )?(\d{2,3})\b", re.IGNORECASE
)
_COUNT = regex(rf"(?<![\w.,-])(\d[\d,]{{0,6}}) (?:such |concurrent |of these |of those )?{NOUN}s\b", re.IGNORECASE)
# "131,072 bytes; 4,096 of them 537 MB"
_OF_THEM = regex(r"(?<![\w.,-])(\d[\d,]{0,6}) of (?:them|these|those)\b[^.;\d]{0,20}$")
_TOGETHER = regex(r"\W{0,2}(?:altogether|together|in all|in total|for all|total)\b", re.IGNORECASE)
_EACH = regex(rf"\W{{0,2}}(?:of \w+ )?(?:each|apiece|(?:per|a|an) {NOUN})\b", re.IGNORECASE)
_OF_CACHES = AnyCase(r"\bkv\b|cache|\bkeys?\b|per token|of a token|bytes/token")
_OTHERWISE = AnyCase(
    r"\bwithout\b|instead of|\bif\b|sav|\bmha\b|\bleft\b|leav|remain|free\b|weights?\b|read|\bmore\b|less\b|shard|"
    r"per (?:gpu|device|layer)|each gpu|\blayer\b|compress|latent|\bmla\b|bandwidth|/ ?s\b|\bblocks?\b|\bpages?\b"
)
_ROOM = 0.012
_BLOCKS = 3
_LONGEST = 400
_LEAST_TOKENS = 16


def compute(claim: Claim, _: Surroundings, slide: Slide, __: Facts) -> tuple[str, Unit, Computed] | None:
    """What a claim should be by what the text says of a token, the tokens and the sequences; None where it does not."""
    unit = next(
        (unit for unit in claim.reading.units if dict(unit.dimension).get("data") == 1 and unit.symbol != "B"), None
    )
    unit = unit or next((unit for unit in claim.reading.units if unit.symbol == "B" and unit.dimension), None)
    if unit is None or unit.symbol.endswith("/s") or claim.stated.cell is not None or not claim.reading.one_value:
        return None
    if claim.stated.block.kind not in ("paragraph", "item", "note") or not slide.says(_OF_CACHES):
        return None
    if _OTHERWISE.search(claim.stated.sentence()[:_LONGEST]):
        return None
    stated = claim.reading.value * unit.factor
    for right, told, slips in (*_by_layers(claim), *_of_tokens(claim, slide), *_in_another_format(claim, slide)):
        own = 0.51 * claim.reading.resolution * unit.factor
        if not right:
            continue
        if abs(stated - right) <= own + _ROOM * right:
            return "kv_cache", unit, Computed([(right, told)], room=max(_ROOM, abs(stated / right - 1) + 1e-6))
        for value, why in slips:
            if abs(stated - value) <= own + _ROOM * value:
                return "kv_cache", unit, Computed([(right, told)], [Slip("recomputed", stated, why)], firm=True)
    return None


_Found = tuple[float, str, list[tuple[float, str]]]


def _by_layers(claim: Claim) -> Iterator[_Found]:
    """Bytes of a token by the layers, heads and head size that stand before it in its own sentence."""
    begin, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[begin : claim.reading.start]
    layers, heads, size = (list(pattern.finditer(ahead)) for pattern in (_LAYERS, _KV_HEADS, _HEAD_SIZE))
    if not len(layers) == len(heads) == len(size) == 1 or re.search(r"\btokens\b|context", claim.stated.sentence()):
        return
    width = _width(claim.stated.sentence()) or 2.0
    many, kv, head = float(layers[0][1]), float(heads[0][1]), float(size[0][1] or size[0][2])
    right = 2 * many * kv * head * width
    query = _QUERY_HEADS.search(claim.stated.sentence())
    slips = [(right / 2, "keys and values are two"), (right * 2, "that is twice as much"), *_powers(right)]
    if query is not None and kv:
        slips.insert(0, (right / kv * float(query[1]), f"that is with {query[1]} heads; {kv:g} have keys and values"))
    yield right, f"2 x {many:g} layers x {kv:g} KV heads x {head:g} x {width:g} B", slips


def _of_tokens(claim: Claim, slide: Slide) -> Iterator[_Found]:
    """Bytes of a token times the tokens, and the sequences, that its sentence states."""
    if is_per_token(claim):
        return
    begin, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[begin : claim.reading.start]
    own = slide.stated_between(claim, begin, claim.reading.start)
    tokens = [
        one for one in own if one.reading.units[0].dimension == (("tokens", 1),) and one.reading.value >= _LEAST_TOKENS
    ]
    each = [one for one in own if is_per_token(one)] or _before(claim, slide)
    of_them = _OF_THEM.search(ahead)
    if (of_them is None and len({one.reading.value for one in tokens}) != 1) or len({_bytes(one) for one in each}) != 1:
        return
    one = each[-1]
    if of_them is not None:
        count, counted = float(of_them[1].replace(",", "")), of_them[1]
    else:
        count, counted = tokens[-1].reading.value * tokens[-1].reading.units[0].factor, tokens[-1].text
    scale = _scale(claim, one)
    sequences = {float(match[1].replace(",", "")) for match in _COUNT.finditer(ahead)}
    many = sequences.pop() if len(sequences) == 1 else 1.0
    single = _bytes(one) * scale * count
    behind = claim.stated.text.text[claim.reading.end :]
    together = _TOGETHER.match(behind) is not None
    if many > 1 and not together and not _EACH.match(behind):
        return
    right = single * (many if together else 1.0)
    told = f"{one.text}{f' x {scale:g}' if scale != 1 else ''} x {counted}{f' x {many:g}' if together else ''}"
    slips = [(right / 2, "half of it"), (right * 2, "twice as much"), *_powers(right)]
    yield right, told, [(single, "that is of one"), *slips] if together and many > 1 else slips


def _in_another_format(claim: Claim, slide: Slide) -> Iterator[_Found]:
    """Bytes of a token in the format of the sentence, by those in another one that stand before."""
    begin, _ = claim.stated.sentence_span()
    ahead = claim.stated.text.text[begin : claim.reading.start]
    if not _width(ahead) or re.search(r"\btokens\b", ahead):
        return
    before = [one for one in _before(claim, slide) if _width(one.stated.sentence())]
    if len({_bytes(one) for one in before}) != 1:
        return
    one = before[-1]
    scale = _scale(claim, one)
    if scale != 1.0:
        right = _bytes(one) * scale
        yield (
            right,
            f"{one.text} x {scale:g}",
            [(_bytes(one), "that is in the other format"), (right / 2, "half of it")],
        )


def _before(claim: Claim, slide: Slide) -> list[Claim]:
    """What a token takes, by the sentences before a claim, or the nearest line above that says it."""
    begin, _ = claim.stated.sentence_span()
    own = [one for one in slide.stated_between(claim, 0, begin) if is_per_token(one)]
    if own:
        return own[-1:]
    for block in islice(slide.above(claim.stated.block), _BLOCKS):
        if block.kind in ("paragraph", "item", "note"):
            found = [one for one in slide.claims_of(block) if is_per_token(one)]
            if found:
                return found
    return []


def _bytes(claim: Claim) -> float:
    return claim.reading.value * (claim.unit or claim.reading.units[0]).factor


def _width(words: str) -> float:
    """Bytes of the one number format that some words name; 0 for none or several."""
    named = formats_in(words)
    return formulas.bytes_per_element(next(iter(named))) if len(named) == 1 else 0.0


def _scale(claim: Claim, one: Claim) -> float:
    """How much wider the format of a claim's sentence is than that of another's."""
    mine, theirs = _width(claim.stated.sentence()), _width(one.stated.sentence())
    return mine / (theirs or 2.0) if mine and one.verdict not in FINDINGS else 1.0


def _powers(value: float) -> list[tuple[float, str]]:
    return [(value * 10, "a power of ten"), (value / 10, "a power of ten")]
