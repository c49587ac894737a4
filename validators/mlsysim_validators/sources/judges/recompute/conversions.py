"""A number that repeats the one before it in another unit: 1.6 hours (96 minutes), 400 Gb/s = 50 GB/s."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import COUNT_WORDS, Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.dimensions import BANDWIDTH, DEVICE_TIME, TIME, uncounted
from mlsysim_validators.sources.judges.off_by import half_a_step
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_AGAIN = AnyCase(
    r"\s*(?:\((?:or|that is|i\.e\.,?|=|which is)?|,? or|[=≈≃~]|,? (?:that is|i\.e\.),?|,? which is|is|equals)\s*"
    r"(?:about|roughly|around|approximately|just)?\s*[~≈$]?\s*"
)

# "= 812 s, 13.5 min", "→ 652 h, 27 days": behind a result a comma will do.
_COMMA = regex(r"\s?\$?,\s?\$?(?:hence |or |so )?(?:about |roughly |some )?")
_A_RESULT = regex(r"[=≈→⇒] ?[~≈]? ?$")
_SHARE = regex(r"(?:[=≈:]|\b(?:is|of))\s*(0\.\d+)\s*(?:[=≈(]|, or|,? i\.e\.,?)\s*$")
_CLOSED = regex(r"\$?\s*(?:\)|[.;,]|$)")
# "400 Gbit/s, which is 50 GB/s in each direction": a port of a network is counted one way.
_ONE_WAY = regex(r" (?:in |per )?(?:each|one|either|every|a) (?:way|direction)\b")
_OF_EACH = regex(r" per [a-z]+(?: and (?:per )?direction\b)?", re.IGNORECASE)  # "3.2 Tb/s or 400 GB/s per node"
_TOWARDS = regex(r" (?:to|from|into|out of) the [a-z]{4,12}(?=[.;,)]|$)")  # "3.2 Tb/s, or 400 GB/s to the outside"
_SAYS_SO = AnyCase(r"\s*(?:\(|=|is|equals|,? which is|,? that is|,? i\.e\.,?)\s*[~≈]?\s*")
_GOES_ON = AnyCase(
    r"\s*(?:or,? )?(?:that is|that's|that makes|this is|which is|i\.e\.,?|in other words,?)"
    r"(?: (?:about|roughly|just|only))?\s*[~≈]?\s*"
)
_ENDS_A_LINE = regex(r"(?: (?:per|a|for each|every) [a-z]+)?\W*")
# The number before is the last of a calculation.
_OPERATOR = regex(r"(?:[×*/·+]|\btimes) ?$|\+ (?:[A-Za-z][\w-]* ){1,4}$")
# Eight ports of 400 Gb/s do carry 400 GB/s; two rates may be compared.
_EIGHT = regex(r"\beight\b|(?<![\d.,])8(?![\d.,])|\bnot\b|instead|rather|versus|\bvs\b|confus|mistak", re.IGNORECASE)
_MANY = rf"(?P<count>[2-9]|\d{{2,3}}|{'|'.join(word for word in COUNT_WORDS if word != 'one')})"
_EACH = regex(r"[ \u00a0](?:each|apiece|(?:per|for (?:each|every)|an?|every) (?:GPU|chip|device|accelerator|card)s?)\b")
_OVER = regex(
    rf"[ \u00a0](?:over|across|for|shared by|divided (?:by|among|between)|among|between|spread over) (?:the )?{_MANY} "
    r"(?:\w+ )?(?:GPUs|chips|devices|accelerators|cards)[ ,:;(]*(?:is|are|makes?|gives?|leaves?|=)?[ \u00a0]"
    r"(?:about |only |just )?",
    re.IGNORECASE,
)
_COUNTED = regex(
    rf"(?<![\w.,]){_MANY}(?: ?[x×])? ?(?:NVIDIA |AMD |Intel )?"
    r"(?:[A-Z]+-?\d\w*|GPUs|chips|devices|accelerators|cards)\b",
    re.IGNORECASE,
)
_AFTER_A_COMMA = regex(r"[^\d.;:()]{0,40}, ?(?:hence |or |so )?(?:every |about )?[~≈]?", re.IGNORECASE)
_ROUGHLY = regex(r",? (?:i\.e\.,? |that is,? |or )?(?:about|roughly|some|around|nearly|almost) [~≈]?", re.IGNORECASE)
_BESIDE, _BITS = 60, 8.0
_ROOM = 0.012  # 30 days or 365.25 in a year
_SLIPS = (10.0, 100.0, 1000.0, 1024.0, 60.0, 24.0, 8.0, 3600.0)
_TIMES = (12.0, 24.0, 60.0, 3600.0, 365.0, 8760.0)  # a unit of time that is taken for another
_NEAR_A_UNIT = 0.02
_FARTHEST = 3.0
_BINARY = (1.0, 1.024, 1.024**2, 1.024**3)


def compute(claim: Claim, slide: Slide) -> tuple[Unit, Computed] | None:
    """What a claim should be where it repeats the number before it in another unit, and in which unit; else None."""
    text = claim.stated.text.text
    share = _SHARE.search(text, max(0, claim.reading.start - 20), claim.reading.start)
    if share is not None and claim.reading.units[0].symbol == "%" and float(share[1]):
        room = 0.5 * 10.0 ** -len(share[1][2:]) / float(share[1])
        return claim.reading.units[0], Computed([(float(share[1]), f"{share[1]} in percent")], room=room)
    before = slide.before(claim)
    if before is None:
        return _of_the_line_above(claim, slide)
    if not before.reading.one_value:
        return None
    same = _same_digits(claim, before, text)
    if same is not None:
        return same
    if claim.reading.start <= before.reading.end:
        return None
    each = _share_of_each(text, before, claim)
    if each is not None:
        return each
    if not _repeats(text, before, claim):
        return _said_again(text, before, claim) or _said_roughly(text, before, claim)
    of_a_port = "bit" in before.reading.units[0].symbol and "bit" not in claim.reading.units[0].symbol
    behind = (_ONE_WAY, _OF_EACH, _TOWARDS) if of_a_port else ()
    one_way = next((match for words in behind if (match := words.match(text, claim.reading.end))), None)
    closed = _CLOSED.match(text, one_way.end() if one_way is not None else claim.reading.end)
    if not closed or _OPERATOR.search(text[: before.reading.start]):
        return None
    for unit in claim.reading.units:
        for theirs in before.reading.units:
            if _inverse(unit.dimension, theirs.dimension):
                return unit, _inverted(claim, unit, before, theirs)
            counted = len(unit.dimension) != len(theirs.dimension)  # 24 days, or 594,000 GPU-hours
            if counted or uncounted(unit.dimension) != uncounted(theirs.dimension) or not unit.dimension:
                continue
            if DEVICE_TIME in (unit.dimension, theirs.dimension) and unit.dimension != theirs.dimension:
                continue  # 24 days, or 590,000 GPU-hours
            if unit.symbol == theirs.symbol or unit.factor == theirs.factor:
                continue
            return unit, _computed(claim, unit, before, theirs)
    return None


def _of_the_line_above(claim: Claim, slide: Slide) -> tuple[Unit, Computed] | None:
    """What begins a line with "that is" and says the last number of the line above again, in another unit."""
    text, block = claim.stated.text.text, claim.stated.block
    if claim.stated.cell is not None or not _GOES_ON.fullmatch(text[: claim.reading.start]):
        return None
    above = next(iter(slide.above(block)), None)
    said = slide.claims_of(above) if above is not None else []
    last = said[-1] if said else None
    if (
        last is None
        or not last.reading.one_value
        or not _ENDS_A_LINE.fullmatch(last.stated.text.text, last.reading.end)
    ):
        return None
    unit, theirs = claim.reading.units[0], last.reading.units[0]
    if not unit.dimension or uncounted(unit.dimension) != uncounted(theirs.dimension) or unit.factor == theirs.factor:
        return None
    return unit, _computed(claim, unit, last, theirs)


def _is_of_each(text: str, reading: Reading) -> bool:
    """Whether a rate is said to be of each device, in its unit or behind it."""
    return _EACH.search(reading.text) is not None or _EACH.match(text, reading.end) is not None


def _share_of_each(text: str, before: Claim, claim: Claim) -> tuple[Unit, Computed] | None:
    """The share of each device of a rate in bits: "3,200 Gb/s over eight GPUs are 50 GB/s each"."""
    unit, theirs = claim.reading.units[0], before.reading.units[0]
    if not (uncounted(unit.dimension) == uncounted(theirs.dimension) == BANDWIDTH) or not before.reading.one_value:
        return None
    if "bit" not in theirs.symbol or "bit" in unit.symbol:
        return None
    over = _OVER.fullmatch(text, before.reading.end, claim.reading.start)
    begin, _ = claim.stated.sentence_span()
    if over is not None:
        counts = {_number(over["count"])}
    elif _is_of_each(text, claim.reading) and _repeats(text, before, claim):
        counts = {_number(found["count"]) for found in _COUNTED.finditer(text, begin, before.reading.start)}
    else:
        return None
    if len(counts) != 1:
        return None
    (count,) = counts
    of_all = before.entity is not None and before.entity.kind == "systems"
    if over is None and not of_all and agrees(claim.reading, unit.factor, before.reading.value * theirs.factor):
        return None  # each has a port of its own
    value = before.reading.value * theirs.factor / count
    told = f"{before.text} / {count:g} in {unit.symbol}"
    off = claim.reading.value * unit.factor / value if value else 0.0
    slips = (
        Slip("recomputed", value * count, f"that is of all {count:g} together"),
        Slip("bits-for-bytes", value * _BITS, "bits are taken for bytes"),
    )
    return unit, Computed([(value, told)], slips, room=_ROOM, certain=_is_near(off) or abs(off / count - 1) < _ROOM)


def _number(word: str) -> float:
    return float(COUNT_WORDS.get(word.lower()) or word)


def _said_again(text: str, before: Claim, claim: Claim) -> tuple[Unit, Computed] | None:
    """What stands behind a comma and is the number before it, as far as it prints: "186 h between stops, 7.8 days"."""
    if _AFTER_A_COMMA.fullmatch(text, before.reading.end, claim.reading.start) is None:
        return None
    unit, theirs = claim.reading.units[0], before.reading.units[0]
    if not unit.dimension or unit.dimension != theirs.dimension or unit.factor == theirs.factor:
        return None
    value = before.reading.value * theirs.factor
    right = agrees(claim.reading, unit.factor, value) or abs(claim.reading.value * unit.factor - value) <= _ROOM * value
    return (unit, Computed([(value, f"{before.text} in {unit.symbol}")], room=_ROOM)) if right else None


def _said_roughly(text: str, before: Claim, claim: Claim) -> tuple[Unit, Computed] | None:
    """A time that comes back in a longer unit, off by another unit of time: "43,800 hours, about 60 years"."""
    unit, theirs = claim.reading.units[0], before.reading.units[0]
    if not _ROUGHLY.fullmatch(text, before.reading.end, claim.reading.start) or not _CLOSED.match(
        text, claim.reading.end
    ):
        return None
    if not unit.dimension == theirs.dimension == TIME or unit.factor <= theirs.factor or not before.reading.value:
        return None
    value = before.reading.value * theirs.factor
    off = claim.reading.value * unit.factor / value
    slipped = any(abs(off / by - 1) <= _NEAR_A_UNIT or abs(off * by - 1) <= _NEAR_A_UNIT for by in _TIMES)
    return (unit, Computed([(value, f"{before.text} in {unit.symbol}")], room=_ROOM, firm=True)) if slipped else None


def _same_digits(claim: Claim, before: Claim, text: str) -> tuple[Unit, Computed] | None:
    """A rate in bits that comes back with its digits in bytes, or the other way: "a port of 400 Gb/s: 400 GB/s"."""
    begin, stop = claim.stated.sentence_span()
    if before.reading.value != claim.reading.value or before.reading.start < begin:
        return None
    if claim.reading.start - before.reading.end > _BESIDE or _EIGHT.search(text, begin, stop):
        return None
    unit, theirs = claim.reading.units[0], before.reading.units[0]
    if not uncounted(unit.dimension) == uncounted(theirs.dimension) == BANDWIDTH:
        return None
    if round(max(unit.factor, theirs.factor) / min(unit.factor, theirs.factor), 6) != _BITS:
        return None
    told = f"{before.text} in {unit.symbol}; bits are taken for bytes"
    return unit, Computed([(before.reading.value * theirs.factor, told)], firm=True)


def _repeats(text: str, before: Claim, claim: Claim) -> bool:
    """Whether the words between two numbers say that the second is the first again."""
    between = text[before.reading.end : claim.reading.start]
    behind_result = _A_RESULT.search(text, max(0, before.reading.start - 4), before.reading.start)
    by_comma = behind_result is not None and _COMMA.fullmatch(between) is not None
    return by_comma or bool(_AGAIN.fullmatch(between))


def _inverse(dimension: Dimension, other: Dimension) -> bool:
    """Whether one is a time per token and the other tokens in a time: "70 ms/token (14 tok/s)"."""
    names = {name for name, _ in dimension} | {name for name, _ in other}
    opposite = tuple((name, -power) for name, power in uncounted(other))
    return names == {"time", "tokens"} and uncounted(dimension) == opposite


def _inverted(claim: Claim, unit: Unit, before: Claim, theirs: Unit) -> Computed:
    value = 1 / (before.reading.value * theirs.factor) if before.reading.value else 0.0
    off = claim.reading.value * unit.factor * before.reading.value * theirs.factor
    between = claim.stated.text.text[before.reading.end : claim.reading.start]
    bracketed = _SAYS_SO.fullmatch(between) is not None
    room = half_a_step(before.reading)
    return Computed(
        [(value, f"1 / {before.text}")] if value else [],
        room=max(_ROOM, room),
        certain=_is_slip(off) or (bracketed and _is_near(off)),
    )


def _computed(claim: Claim, unit: Unit, before: Claim, theirs: Unit) -> Computed:
    value, stated = before.reading.value * theirs.factor, claim.reading.value * unit.factor
    told = f"{before.text} in {unit.symbol}"
    scales: tuple[float, ...] = _BINARY if any(name == "data" for name, _ in unit.dimension) else (1.0,)
    if unit.factor < theirs.factor:  # "96 MB (100663296 B)"
        scales += tuple(1 / scale for scale in scales)
    if any(agrees(before.reading, theirs.factor, stated * scale) for scale in scales):
        return Computed([(stated, told)])
    off = stated / value if value else 0.0
    return Computed([(value, told)], room=_ROOM, certain=_is_near(off))


def _is_near(off: float) -> bool:
    """Whether a number is so near to what it should repeat, or off by so common a factor, that it means it."""
    return _is_slip(off) or 1 / _FARTHEST <= off <= _FARTHEST


def _is_slip(off: float) -> bool:
    """Whether a number is off by a common factor; by another one, a step may make several tokens."""
    return any(abs(off / by - 1) < 0.05 or abs(off * by - 1) < 0.05 for by in _SLIPS)
