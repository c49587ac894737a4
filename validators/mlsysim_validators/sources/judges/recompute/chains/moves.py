"""Times of rings and of plain transfers, and what a ring sends, from the message, the ranks and the link that are said.

2 (n-1)/n x M/B + 2 (n-1) x alpha (Patarasuk and Yuan 2009), with the bandwidth of one direction.
"""

from __future__ import annotations

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, TIME
from mlsysim_validators.sources.judges.link_rates.links import USED_BOTH_WAYS
from mlsysim_validators.sources.judges.recompute.chains.fact import sort_of
from mlsysim_validators.sources.judges.recompute.chains.facts import DOCUMENT, Facts, Near
from mlsysim_validators.sources.judges.recompute.chains.law import words_of
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

RING = AnyCase(
    r"\brings?\b|all-?\s?reduce|"
    r"\bgradients?\b[^.;:]{0,30} (?:over|across|among|between) (?:all |the )*[^.;:]{0,12}\b"
    r"(?:ranks|replicas|workers|GPUs)\b"
)
OTHER = AnyCase(
    r"tree|hierarch|two[- ]level|reduce-?\s?scatter|all-?\s?gather|all-?\s?to-?\s?all|latency|bubble|overlap|measured|"
    r"per layer|layers|micro-?batch|\bstep\b|compute|fp8|compress|accumulat|parameter server|if\b|instead"
)
NOT_ITS_TIME = AnyCase(r"every|interval|α|alpha|per hop|per message|target|saves?\b|faster|earlier")
_SENDS = AnyCase(r"\bsends?\b|\bsent\b|traffic|on the wire|moves\b|crosses")
NO_MESSAGE = (
    r"\bsen[dt]s?\b|traffic|hbm|memory|capacity|cards?\b|leav|chunk|shard|each hop|state|activation|model states"
)
_SENT = r"\bsen[dt]s?\b|traffic|on the wire|moves\b|per gpu|volume"
NO_RATE = r"hbm|memory|\bmem\b|disk|nvme|ssd|file|storage"
_BOTH_WAYS = AnyCase(r"both|bidirection|total|sum")
NETWORK = r"network|port|infiniband|\bib\b|ndr|hdr|xdr|ethernet|nic|wire"
_ALPHA = r"α|alpha|latency|per hop|per step|hop"
_TRANSFER = AnyCase(
    r"\bover\b|\bat\b|through|link|\bport|cop(?:y|ies)|transfer|\bmov|\bsen[dt]|writ|read|load|fetch|save|stall|leaves|"
    r"server|disk|nvme|ssd|stor(?:e|age)|network|file"
)
_NO_TRANSFER = AnyCase(
    r"ring|reduce|gather|all-?\s?to|broadcast|layer|per (?!gpu)|each|both ways|and back|compress|parallel|strip|%|"
    r"effic|overlap|token|batch|prefill|decode|weights|startup|warm|graph|\bplus\b|instead|if\b|hop|step|bubble|both|"
    r"(?:moves?|reads?|writes?|copies|sends?|fetches) (?:two|three|four|six|eight)\b"
)
ONCE = "a ring passes the data twice: reduce-scatter and all-gather"
_ROOM, _EXACT = 0.02, 0.012
ONE_WAY = AnyCase(r"one[- ]way|per direction|each (?:way|direction)|unidirection")
_MOST_ALPHA = 1e-3
_LATENCY = AnyCase(r"latenc")
_NO_LATENCY = AnyCase(r"tree|hierarch|gather|scatter|all-?\s?to|broadcast|measured|token|request|prefill|decode")
_RANKS = regex(r"(?<![\w])[NnPpkK] ?= ?(\d[\d,]*)(?![\d.])")
_RIGHT_BEFORE, _SPOKEN = 30, 120  # characters
FAST, DEVICES_IN_A_NODE = 2e11, 8  # B/s
_TOTALS = (600e9, 900e9, 1.8e12)
_FACTORS = ((8.0, "bits are taken for bytes"), (2.0, "the two directions of a link, or the two passes of a ring"),
            (1000.0, "a prefix"), (10.0, "a power of ten"), (100.0, "a power of ten"))  # fmt: skip


def compute(claim: Claim, around: Surroundings, slide: Slide, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """What a ring or a transfer should take or send; None where a claim speaks of neither, or too little is said."""
    unit = next((unit for unit in claim.reading.units if sort_of(unit) in (TIME, BYTES) and unit.symbol != "B"), None)
    if unit is None or claim.reading.hedge in ("below", "above"):
        return None
    words = words_of(claim, around)
    if sort_of(unit) == BYTES:
        sends = _SENDS.search(words) and slide.says(RING) and not OTHER.search(words)
        return _ring(claim, unit, facts, words, sends=True) if sends else None
    spoken = claim.stated.text.text[max(0, claim.reading.start - _SPOKEN) : claim.reading.start]
    if _LATENCY.search(f"{words} {spoken}") and slide.says(RING) and not _NO_LATENCY.search(f"{words} {spoken}"):
        return _latency(claim, unit, facts)
    if NOT_ITS_TIME.search(words):
        return None
    if not OTHER.search(f"{words} {around.title}") and RING.search(f"{words} {around.title}"):
        return _ring(claim, unit, facts, words, sends=False)
    if _TRANSFER.search(words) and not _NO_TRANSFER.search(f"{words} {around.row}"):
        return _transfer(claim, unit, facts)
    return None


def is_a_total(rate: float) -> bool:
    """Whether a rate is what links between devices are known to carry in both directions together."""
    return any(abs(rate / total - 1) < 1e-3 for total in _TOTALS)


def only(near: list[Near]) -> Near | None:
    """The nearest, where all of its sentence have its value."""
    if not near or (near[0].level == DOCUMENT and len({one.fact.value for one in near}) > 1):
        return None
    where = (near[0].fact.place[:3], near[0].fact.sentence)
    first = [one for one in near if (one.fact.place[:3], one.fact.sentence) == where]
    return near[0] if len({one.fact.value for one in first}) == 1 else None


def _ring(claim: Claim, unit: Unit, facts: Facts, words: str, *, sends: bool) -> tuple[str, Unit, Computed] | None:
    passed = None if sends else _passed(claim, unit, facts, words)
    if passed is not None:
        return passed
    ranks = only(facts.before(claim, "nodes", most=0)) or only(facts.before(claim, "devices", most=2))
    ranks = ranks or only(facts.before(claim, "ranks", most=0))
    message = only(facts.before(claim, BYTES, avoid=NO_MESSAGE, most=2))
    if ranks is None or message is None or ranks.fact.value < 2:
        return None
    n, size = ranks.fact.value, message.fact.value
    sent = 2 * (n - 1) / n * size
    told = f"2 x ({n:g}-1)/{n:g} x {message.told()}"
    if sends:
        slips = [Slip("half", sent / 2, ONCE)]
        slips.append(Slip("recomputed", size, "that is the message, not what its ring sends"))
        return _verdict("ring_traffic", claim, unit, [(sent, told)], slips)
    rate = _rate(claim, facts, n)
    if rate is None:
        return None
    label, value = rate.fact.label, rate.fact.value
    both = bool(_BOTH_WAYS.search(label)) or is_a_total(value)
    both = both and not ONE_WAY.search(f"{label} {words}")
    one_way = value / 2 if both else value
    stated, own = claim.reading.value * unit.factor, 0.51 * claim.reading.resolution * unit.factor
    if USED_BOTH_WAYS.search(claim.stated.sentence()):
        at_once = sent / value
        fits = abs(stated - at_once) <= max(own, _ROOM * at_once)
        told = f"{told} / {rate.told()}, in both directions at once"
        return ("allreduce_time", unit, Computed([(at_once, told)], room=_ROOM)) if fits else None
    if not both and abs(stated - size / one_way) <= max(own, _EXACT * stated):
        return None  # the message once over the link, for whatever reason
    told = f"{told} / {rate.told()}" + (", half of it in each direction" if both else "")
    rings = [(sent / one_way, told)]
    alpha = next((one for one in facts.before(claim, TIME, about=_ALPHA) if one.fact.value < _MOST_ALPHA), None)
    if alpha is not None and alpha.level <= 2:
        latency = 2 * (n - 1) * alpha.fact.value
        rings.append((sent / one_way + latency, f"{told} + 2 x ({n:g}-1) x {alpha.told()}"))
    said = facts.before(claim, BYTES, about=_SENT, most=2)  # what the text says is sent
    values = rings + [(one.fact.value / one_way, f"{one.told()} / {rate.told()}") for one in said]
    slips = [Slip("direction", sent / value, "that rate sums both directions")] if both else []
    slips += [Slip("half", time / 2, ONCE) for time, _ in rings]
    if rate.level <= 1 and message.level <= 1:
        time = rings[0][0]
        slips += [Slip("recomputed", time * off, what) for by, what in _FACTORS if by != 2.0 for off in (by, 1 / by)]
    return _verdict("allreduce_time", claim, unit, values, slips)


def _passed(claim: Claim, unit: Unit, facts: Facts, words: str) -> tuple[str, Unit, Computed] | None:
    """The time of what its sentence says that each device sends, where the sentence says the rate each way as well."""
    own = [one for one in facts.before(claim, BYTES, most=0) if one.fact.result and _right(one, claim)]
    rate = only(facts.before(claim, BANDWIDTH, avoid=NO_RATE, most=0))
    if len(own) != 1 or rate is None or not _SENDS.search(words):
        return None
    value = rate.fact.value
    if is_a_total(value) and not ONE_WAY.search(rate.fact.label):
        return None
    time, told = own[0].fact.value / value, f"{own[0].told()} / {rate.told()}"
    slips = [Slip("direction", time / 2, "that is of the sum of both directions")]
    slips += [Slip("recomputed", time * off, what) for by, what in _FACTORS if by != 2.0 for off in (by, 1 / by)]
    return _verdict("allreduce_time", claim, unit, [(time, told)], slips)


def _right(one: Near, claim: Claim) -> bool:
    """Whether a fact stands right before a claim: "= 1.5 GB per GPU: 3 ms"."""
    return 0 < claim.reading.start - one.fact.place[3] < _RIGHT_BEFORE


def _latency(claim: Claim, unit: Unit, facts: Facts) -> tuple[str, Unit, Computed] | None:
    """The latency of the 2 (n-1) steps of a ring, of the time of one and the ranks in its own sentence."""
    begin, stop = claim.stated.sentence_span()
    alpha = [one for one in facts.before(claim, TIME, most=1) if one.fact.value < _MOST_ALPHA]
    spoken = claim.stated.text.text[begin:stop]
    ranks = {float(match[1].replace(",", "")) for match in _RANKS.finditer(spoken)}
    ranks = ranks or {one.fact.value for one in facts.before(claim, "devices", most=0)}
    if len({one.fact.value for one in alpha}) != 1 or len(ranks) != 1:
        return None
    n, each = ranks.pop(), alpha[0]
    if n < 2 or each.fact.value >= claim.reading.value * unit.factor:
        return None
    time = 2 * (n - 1) * each.fact.value
    slips = [Slip("half", time / 2, ONCE)]
    slips += [Slip("recomputed", time * off, what) for by, what in _FACTORS if by >= 10 for off in (by, 1 / by)]
    return _verdict("latency", claim, unit, [(time, f"2 x ({n:g}-1) x {each.told()}")], slips)


def _rate(claim: Claim, facts: Facts, ranks: float) -> Near | None:
    """The bandwidth of the sentence, or the one of the lines above, or of the document's network, that they use."""
    own = only(facts.before(claim, BANDWIDTH, avoid=NO_RATE, most=0))
    if own is not None:
        return own
    if ranks > DEVICES_IN_A_NODE:
        wide = facts.before(claim, BANDWIDTH, about=NETWORK, avoid=NO_RATE)
        return only([one for one in wide if one.fact.value <= FAST])
    return only(facts.before(claim, BANDWIDTH, about="nvlink", avoid=NO_RATE))


def _transfer(claim: Claim, unit: Unit, facts: Facts) -> tuple[str, Unit, Computed] | None:
    rate = only(facts.before(claim, BANDWIDTH, most=0))
    size = only(facts.before(claim, BYTES, avoid=r"hbm|capacity|memory of", most=2))
    if rate is None or size is None:
        return None
    time = size.fact.value / rate.fact.value
    slips = [Slip("recomputed", time * off, what) for by, what in _FACTORS if by != 2.0 for off in (by, 1 / by)]
    slips += [Slip("recomputed", time * off, "a factor of two") for off in (2.0, 0.5)] if size.level == 0 else []
    return _verdict("transfer_time", claim, unit, [(time, f"{size.told()} / {rate.told()}")], slips)


def _verdict(
    name: str, claim: Claim, unit: Unit, values: list[tuple[float, str]], slips: list[Slip]
) -> tuple[str, Unit, Computed] | None:
    """Right, or explained by a slip; None for anything else: another quantity may be meant."""
    stated = claim.reading.value * unit.factor
    own = 0.51 * claim.reading.resolution * unit.factor
    if any(abs(stated - value) <= max(own, _ROOM * value) for value, _ in values):
        return name, unit, Computed(values, room=_ROOM)
    found = [
        slip for slip in slips if abs(stated - slip.value) <= max(min(own, 0.05 * slip.value), _EXACT * slip.value)
    ]
    return (name, unit, Computed(values[:1], found, firm=True, room=_ROOM)) if found else None
