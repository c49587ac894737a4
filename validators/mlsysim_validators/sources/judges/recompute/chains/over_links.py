"""Times of rings and transfers whose link is named rather than stated, or whose message is one of the few said before.

2 (n-1)/n x M/B for a ring (Patarasuk and Yuan 2009), M/B for a transfer, with the bandwidth of one direction. The few
times that the messages and links around a number give are tried. One that it is explains it; one that it is off by
exactly a known slip tells of a mistake, if so many tries would not hit so fine a print by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, TIME
from mlsysim_validators.sources.judges.link_rates.links import USED_BOTH_WAYS
from mlsysim_validators.sources.judges.recompute.chains import moves
from mlsysim_validators.sources.judges.recompute.chains.counted import WORDS
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import Facts, Near
from mlsysim_validators.sources.judges.recompute.chains.law import words_of
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import totals_of_link
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

Rate = tuple[float, str]  # of one direction, with its words

_NO_TRANSFER = AnyCase(
    r"gather|scatter|all-?\s?to|broadcast|layer|per (?!gpu|direction|member|rank)|each hop|both ways|and back|compress|"
    r"strip|effic|overlap|batch|decode|startup|warm|\bplus\b|instead|if\b|\bhops?\b|step|bubble|latency of|both links|"
    r"hbm|round trip|cost|fastest|\bcold\b"
)
_MEMORY = AnyCase(r"\bmemory bandwidth|\bhbm|\bdram\b")
_A_LINK = AnyCase(r"link|fabric|infiniband|interconnect|pcie|\bici\b|network|gpu-to-gpu|\bpeer|copy between")
_NO_LATENCY = regex(r"latency (?:is )?(?:ignored|neglected|dropped|left out)", re.IGNORECASE)
_CONTINUES = regex(r"(?:On|Over|With|Across|In|For)\b")
_NODE_OF = regex(rf"\bnode of (\d{{1,2}}|{'|'.join(WORDS)})\b", re.IGNORECASE)
_A_SYMBOL = regex(r"(?<!\w)[nNpP] ?= ?(?P<n>\d{1,4})(?![\d.])")  # "M = 1 GB, n = 8:"
_OVER_IT = AnyCase(r"\b(?:over|through|across) (?:it|this|that)\b")  # the link of the clause before
_SPOKEN = 250  # characters
_PORTS = ("infiniband-", "ethernet-", "pcie-", "slingshot", "efa-")
_LINES = 3
_MOST = 3  # values of a kind that are tried
_LEVEL = 2
_BOTH_WAYS = "that is at the sum of both directions"
_BITS = ((8.0, "bits are taken for bytes"),)
_TENS = ((10.0, "a power of ten"), (100.0, "a power of ten"), (1000.0, "a prefix"))
_EXACT, _ROOM, _COARSEST = 0.006, 0.02, 0.05
_ONCE_OVER = 0.002
_CHANCE = 0.3  # of a hit by chance, at most


def compute(
    claim: Claim, around: Surroundings, slide: Slide, facts: Facts, finder: EntityFinder
) -> tuple[str, Unit, Computed] | None:
    """What a ring or a transfer over a named link takes; None for anything else, or where no slip is exact."""
    unit = next((unit for unit in claim.reading.units if sort_of(unit) == TIME), None)
    if unit is None or not claim.reading.one_value:
        return None
    words = words_of(claim, around)
    said = f"{words} {around.sentence if claim.stated.cell is None else ''}"
    told = " ".join([said, around.title, *(block.text.text for block in islice(slide.above(claim.stated.block), _LINES)
                                           if block.kind not in ("table", "listing"))])  # fmt: skip
    if moves.NOT_ITS_TIME.search(words) or moves.OTHER.search(_NO_LATENCY.sub("", f"{said} {around.title}")):
        return None
    ring = moves.RING.search(said) is not None or (
        moves.RING.search(told) is not None and claim.stated.block.kind in ("item", "table")
    )
    ring = ring or _of_the_ring_before(claim)
    n = _ranks(claim, said, facts, slide) if ring else 1.0
    if ring and USED_BOTH_WAYS.search(said):
        return None
    if (ring and n < 2) or (not ring and _NO_TRANSFER.search(words)):
        return None
    own, rates = _rates(claim, words, facts, finder, ring, n)
    text, place = claim.stated.text.text, claim.reading.start
    told += text[max(0, place - _SPOKEN) : place] if claim.stated.block.kind == "listing" else ""
    if not ring and _MEMORY.search(told) and not _A_LINK.search(told):
        return None  # to or from a memory
    messages = _messages(claim, facts)
    if not rates or not messages:
        return None
    stated, own_print = claim.reading.value * unit.factor, 0.51 * claim.reading.resolution * unit.factor
    if ring and any(
        abs(stated - size / rate) <= max(own_print, _ONCE_OVER * stated) for size, _ in messages for rate, _ in rates
    ):
        return None  # what is sent altogether, over the link
    factor = 2 * (n - 1) / n if ring else 1.0
    formula = f"2 x ({n:g}-1)/{n:g} x " if ring else ""
    values = [(factor * size / rate, f"{formula}{what} / {link}") for size, what in messages for rate, link in rates]
    name = "allreduce_time" if ring else "transfer_time"
    return _verdict(name, claim, unit, values, _factors(ring, own), alone=own and len(values) == 1)


def _of_the_ring_before(claim: Claim) -> bool:
    """Whether a sentence goes on about the ring of the one before: "On H100s that is 249 µs"."""
    begin, _ = claim.stated.sentence_span()
    text = claim.stated.text.text
    ahead = text[max(0, begin - _SPOKEN) : begin]
    return bool(_CONTINUES.match(text[begin : claim.reading.start].lstrip()) and moves.RING.search(ahead))


def _ranks(claim: Claim, said: str, facts: Facts, slide: Slide) -> float:
    """How many take part; 0 where that is not said."""
    node = _NODE_OF.search(said)
    if node is not None:
        return float(WORDS.get(node[1].lower()) or node[1])
    near = moves.only(facts.before(claim, "devices", most=_LEVEL))
    if near is not None:
        return near.fact.value
    lines = (block.text.text for block in islice(slide.above(claim.stated.block), _LINES) if block.kind != "table")
    found = {match["n"] for line in lines for match in _A_SYMBOL.finditer(line[-_SPOKEN:])}
    return float(found.pop()) if len(found) == 1 else 0.0


def _rates(
    claim: Claim, words: str, facts: Facts, finder: EntityFinder, ring: bool, ranks: float
) -> tuple[bool, list[Rate]]:
    """The rates of one direction that may be meant, and whether they stand in the number's own sentence or row."""
    same = 1 if _OVER_IT.search(words) else 0
    stated = moves.only(facts.before(claim, BANDWIDTH, avoid=moves.NO_RATE, most=same))
    if stated is not None:
        return True, [_one_way(stated, words)]
    named = list(_named(words, finder, ring))
    if named:
        return True, named[-1:]
    if not ring:
        return False, []
    pattern = moves.NETWORK if ranks > moves.DEVICES_IN_A_NODE else "nvlink"
    found = facts.before(claim, BANDWIDTH, about=pattern, avoid=moves.NO_RATE)
    fast = ranks <= moves.DEVICES_IN_A_NODE
    rates = {rate: what for rate, what in (_one_way(one, "") for one in found) if fast or rate <= moves.FAST}
    return False, list(islice(rates.items(), _MOST))


def _one_way(near: Near, words: str) -> Rate:
    value, label = near.fact.value, near.fact.label
    if moves.is_a_total(value) and not moves.ONE_WAY.search(f"{label} {words}"):
        return value / 2, f"{near.told()}, half of it in each direction"
    return value, near.told()


def _named(words: str, finder: EntityFinder, ring: bool) -> Iterator[Rate]:
    """The ports that the words before a number name, or the links between the devices that they name.

    Of a generation of links those of the best known device that has them.
    """
    ahead = words.partition("\0")[0]
    mentions = finder.mentions(ahead)
    for mention in mentions:
        if mention.entry.id.startswith(_PORTS) and "per_port" in mention.entry:
            spec = mention.entry["per_port"]
            yield spec.per_direction, f"{spec.printed} of {mention.entry.name}"
        elif mention.entry.id.startswith("nvlink-"):
            for device, total in totals_of_link(mention.entry, finder.registry)[:1]:
                yield total.per_direction, f"{total.printed} of {device.name} in both directions, half in each"
    for mention in mentions if ring else ():
        found = _peer(mention.entry)
        if found is not None:
            yield found


def _peer(device: Entry) -> Rate | None:
    """One direction of the links between devices of a kind."""
    for path in ("links.nvlink.total", "links.infinity_fabric.total"):
        if path in device:
            spec = device[path]
            return spec.per_direction, f"{spec.printed} of {device.name} in both directions, half in each"
    return None


def _messages(claim: Claim, facts: Facts) -> list[tuple[float, str]]:
    """The amounts that may be sent: those of the sentence or row, or else the nearest of the lines above."""
    near = facts.before(claim, BYTES, avoid=moves.NO_MESSAGE, most=_LEVEL)
    near = near or facts.before(claim, BYTES, about=r"\bmessages?\b", most=_LEVEL)
    own = [one for one in near if one.level == 0] or near
    results = [one for one in own if one.fact.result and one.fact.place[:3] == own[0].fact.place[:3]]
    found = {one.fact.value: one.told() for one in (results or own)}
    if not any(one.level == 0 for one in near):
        sizes = moves.only(facts.before(claim, "parameters", most=0))
        formats = formats_in(claim.stated.sentence())
        if sizes is not None and len(formats) == 1:
            (name,) = formats
            width = formulas.bytes_per_element(name)
            return [(sizes.fact.value * width, f"{sizes.fact.words} parameters of {width:g} B")]
    return list(islice(found.items(), _MOST))


def _factors(ring: bool, own: bool) -> list[Slip]:
    """The slips that a time of 1 would show."""
    factors = [Slip("half", 0.5, moves.ONCE) if ring else Slip("direction", 0.5, _BOTH_WAYS)]
    if ring:
        factors.append(Slip("direction", 0.25, "one pass of the ring, at the sum of both directions"))
    for by, what in (*_BITS, *_TENS) if own else _BITS:
        factors += [Slip("recomputed", by, what), Slip("recomputed", 1 / by, what)]
    return factors


def _verdict(
    name: str,
    claim: Claim,
    unit: Unit,
    values: list[tuple[float, str]],
    factors: list[Slip],
    *,
    alone: bool,
) -> tuple[str, Unit, Computed] | None:
    stated, own = claim.reading.value * unit.factor, 0.51 * claim.reading.resolution * unit.factor
    for value, told in values:
        if abs(stated - value) <= max(own, _ROOM * value):
            return name, unit, Computed([(value, told)], room=_ROOM)
    fine = max(own / stated, _EXACT) if stated else 1.0
    tries = len(values) * len(factors)
    if fine > _COARSEST or (not alone and 2 * fine * tries > _CHANCE):
        return None
    for value, told in values:
        slips = [slip._replace(value=value * slip.value) for slip in factors]
        hits = [slip for slip in slips if abs(stated / slip.value - 1) <= fine]
        if hits:
            return name, unit, Computed([(value, told)], hits[:1], firm=True, room=_ROOM)
    return None
