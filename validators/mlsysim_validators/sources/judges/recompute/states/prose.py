"""What parameters take, in running text: "14 bytes per parameter, 988 GB", "the FP8 weights take 70.6 GB".

The parameters and the bytes of each stand in the words of the amount, its sentence, or right before it. Right is what
they give; wrong is only what another usual number of bytes, the active parameters or a power of ten give.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.states.each import Each, of_format, of_line
from mlsysim_validators.sources.judges.recompute.states.models import Size, sizes_in
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_USUAL = (0.25, 0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0)
_WIDTHS = (0.5, 1.0, 2.0, 4.0)  # of number formats
_BYTES_EACH = regex(
    r"(?<![\w.+/-])(?P<kept>\d{1,2}) ?(?:bytes?|B)(?: of (?:\w+ ){1,3}| )?"
    r"(?:each\b|apiece\b|per param|a param|/ ?param|for (?:each|every) param)"
)
_FORMAT_BEHIND = regex(r" ?\(?(?:in|at|with|as|for|using) [\w-]{1,6}(?: bits?)?\b")
_ITS_FORMAT = regex(r" [A-Z]{2,5}\d{1,2}\b")  # "141 GB BF16, 71 GB FP8"
_FORMAT_AHEAD = regex(r"\b[A-Z]{2,5}\d{1,2}[:=]? [~≈]?$")  # "BF16 141 GB"
_BEHIND = regex(r" (?:for|of|in) (?:the|an?|its|our)\b[^.;]{0,80}")
_AMOUNT = regex(r"\d[\d.,]* ?[kMGT]i?B\b")
_OTHERWISE = AnyCase(
    r"\bkv\b|cache|activation|bandwidth|\btokens?\b|/ ?s\b|per second|\busers?\b|batch|\bleft\b|leav|remain|free\b|"
    r"sav(?:e|ing)|less\b|fewer|more than|shard|per (?:gpu|device|rank)|each gpu|layer|embedding|lora|adapter|measur|"
    r"\bhbm\b.{0,20}$|offload|quanti[sz]ation (?:scales|overhead)|overhead|expert|vocab|\bdisk\b|data\b|dataset"
)
_NOT_BY_FORMAT = AnyCase(
    r"optimi[sz]er|\badam|\btrain|gradient|moment|master|total|altogether|together|\ball\b|states?\b|fine-?tun|\bcard\b|"
    r"\b(?:a|per|each|one|single) (?:gpu|device|node|h\d00|a100)\b|checkpoint"
)
# "higher allocated VRAM (88 GB) than BF16 (80 GB)": what a run took, not its parameters alone.
_ALLOCATED = AnyCase(
    r"\b(?:allocated|reserved|peak) (?:gpu )?(?:v?ram|memory)|\b(?:memory|vram) (?:allocated|reserved|used|usage)\b"
)
_SPREAD = AnyCase(
    r"\b(?:over|across|among|between|on) (?:all )?(?:\d+|two|four|eight|sixteen) \w+|\b[TP]P ?=? ?\d|"
    r"-way\b|tensor[- ]parallel"
)
_NEEDS = AnyCase(r"\b(?:needs?|needed|requires?|minimum|at least)\b")
_MEMORY = AnyCase(r"\W{0,2}(?:of )?(?:gpu |graphics |video )?(?:memory|v?ram)\b")
_ON_EACH = regex(r" ?(?:on|in) (?:each|every) (?:of|one|GPU|card|device|chip|accelerator)\b")
_OF_EACH = regex(r" ?(?:each|apiece)\b")
_TAKES = regex(
    r"(?:weights?\b|\bmodel\b|\bsize\b|\bparameters?\b|\d ?B\b|\b(?:FP|BF|INT)\d{1,2}\b|\bbits?\b)[^.;]{0,30}?"
    r"(?:[:=,(]|\b(?:is|are|takes?|needs?|weighs?|has|have|makes?|become|becomes|with|of|in [A-Z]+\d+|at \d))\W*$|"
    r"\b(?:at|in|with) (?:(?:FP|BF|INT)\d{1,2}|\d{1,2}[- ]bits?)\W*$"
)
_RESULT = regex(r"= ?(?P<digits>\d{1,3}(?:\.\d+)?) ?(?:e9|[×x·] ?10\^?\{?9\}?)(?![\d.])")
_PRINTED = regex(r"\d ?[×x*·/=] ?(?:\d|$)")  # a calculation, which is the judge of arithmetic's
_LABEL = regex(r"\W*(?:[A-Z][\w.-]* ){0,3}\d[\d.]* ?B\W*")
_ENDS = regex(r"[,;:]|\bthough\b|\bbut\b")
_LONGEST_SENTENCE = 320
_LONGEST_LABEL = 45
_FINE = 0.004
_LEAST = 1e8


class _Clause(NamedTuple):
    """The words before an amount since the last one, all of its sentence before it, and those right behind it."""

    own: str
    ahead: str
    behind: str


def compute(claim: Claim, slide: Slide, finder: EntityFinder) -> tuple[str, Unit, Computed] | None:
    """What a claim should be by the parameters and bytes that its words state; None where they do not say it."""
    unit = next((unit for unit in claim.reading.units if unit.dimension == BYTES and unit.symbol != "B"), None)
    if unit is None or claim.stated.cell is not None or claim.stated.block.kind not in ("paragraph", "item", "note"):
        return None
    reading = claim.reading
    if reading.value * unit.factor < _LEAST or not reading.one_value:
        return None
    clause = _clause(claim)
    if clause is None:
        return None
    last = clause.own.rpartition(";")[2]
    if _OTHERWISE.search(f"{last} {claim.reading.text} {_ENDS.split(clause.behind)[0]}") or _PRINTED.search(
        last.rpartition(",")[2]
    ):
        return None
    if _ALLOCATED.search(clause.ahead):
        return None
    if _ON_EACH.match(clause.behind) or (_SPREAD.search(clause.ahead) and _OF_EACH.match(clause.behind)):
        return None
    each = _each(claim, clause, slide)
    size = _size(claim, clause, slide, finder) if each is not None else None
    if each is None or size is None:
        return None
    right, stated = size.value * each.kept, claim.reading.value * unit.factor
    told = f"{size.words} parameters x {each.kept:g} B"
    room = _FINE + size.room
    own = 0.51 * claim.reading.resolution * unit.factor
    if abs(stated - right) <= own + room * right:
        return "memory_of_parameters", unit, Computed([(right, told)], room=max(room, abs(stated / right - 1) + 1e-6))
    if stated > right and _NEEDS.search(clause.own) and _MEMORY.match(clause.behind):
        return None  # a card needs room for more than the weights
    slips = [slip for slip in _slips(size, each) if abs(stated - slip.value) <= own + (_FINE + size.room) * slip.value]
    if not slips:
        return None
    return (
        "memory_of_parameters",
        unit,
        Computed([(right, told)], [slips[0]._replace(value=stated)], firm=True, room=room),
    )


def _clause(claim: Claim) -> _Clause | None:
    begin, stop = claim.stated.sentence_span()
    if stop - begin > _LONGEST_SENTENCE:
        return None
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    ahead = text[begin:start]
    amounts = list(_AMOUNT.finditer(ahead))
    own = ahead[amounts[-1].end() if amounts else 0 :]
    behind = _AMOUNT.split(text[end:stop])[0]
    return _Clause(own, ahead, behind)


def _each(claim: Claim, clause: _Clause, slide: Slide) -> Each | None:
    """Bytes per parameter: stated in the clause, by its format, in the sentence, in the one before, in the title."""
    for words in (clause.own, clause.behind):
        stated = _stated(words)
        if stated is not None:
            return stated
    by_format = _by_format(clause)
    if by_format is not None:
        return by_format
    if formats_in(clause.own) or formats_in(clause.behind[:14]) or _NOT_BY_FORMAT.search(clause.own):
        return None
    stated = _stated(clause.ahead)
    if stated is not None:
        return stated
    before = claim.stated.sentence_before()
    if before and (found := _stated(before)) is not None:
        return found
    of_its_size = _LABEL.fullmatch(clause.ahead) is not None
    label = of_its_size or (claim.stated.block.kind == "item" and claim.reading.start <= _LONGEST_LABEL)
    return _stated(claim.stated.block.title) or _stated(_line_above(claim, slide)) if label else None


def _stated(words: str) -> Each | None:
    found = {float(match["kept"]) for match in _BYTES_EACH.finditer(words)}
    return Each(found.pop(), 0.0, 0.0, True) if len(found) == 1 else of_line(words) if not found else None


def _by_format(clause: _Clause) -> Each | None:
    if _NOT_BY_FORMAT.search(clause.own.rpartition(";")[2]) or _NOT_BY_FORMAT.search(clause.behind[:40]):
        return None
    behind = _FORMAT_BEHIND.match(clause.behind)
    if behind is None and not _FORMAT_AHEAD.search(clause.own):
        behind = _ITS_FORMAT.match(clause.behind)
    found = of_format(behind[0]) if behind is not None else None
    if found is not None or (behind is not None and formats_in(behind[0])):
        return found
    return of_format(clause.own) if _TAKES.search(clause.own) else None


def _size(claim: Claim, clause: _Clause, slide: Slide, finder: EntityFinder) -> Size | None:
    """The parameters that the nearest words state: behind it ("for the 8B"), before it, in the lines above."""
    behind = _BEHIND.match(clause.behind)
    for words in _scopes(claim, clause, slide, behind[0] if behind is not None else ""):
        found = _results(words) or _same(sizes_in(words, finder))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _results(words: str) -> list[Size]:
    """The last number of parameters that a text computes: "parameters per GPU: ... = 3.16e9"."""
    results = list(_RESULT.finditer(words)) if "aram" in words else []
    if not results:
        return []
    digits = results[-1]["digits"]
    return [Size(float(digits) * 1e9, 0.5 * 10.0 ** -len(digits.partition(".")[2]) / float(digits), f"{digits}B")]


def _same(sizes: list[Size]) -> list[Size]:
    """Sizes of which several spell one: the finest of those."""
    kept: list[Size] = []
    for size in sorted(sizes, key=lambda one: one.room):
        if all(abs(size.value / one.value - 1) > size.room + one.room + 0.03 for one in kept):
            kept.append(size)
    return kept


def _scopes(claim: Claim, clause: _Clause, slide: Slide, behind: str) -> Iterator[str]:
    yield behind
    yield clause.own
    yield clause.ahead
    yield claim.stated.sentence_before() or _line_above(claim, slide)
    yield claim.stated.block.title


def _line_above(claim: Claim, slide: Slide) -> str:
    """The nearest line above that is no item of the same list, or the item right above."""
    for block in islice(slide.above(claim.stated.block), 6):
        if block.kind in ("paragraph", "note", "heading"):
            return block.text.text[-_LONGEST_SENTENCE:]
        if block.kind != "item":
            return ""
    return ""


def _slips(size: Size, each: Each) -> Iterator[Slip]:
    if size.active:
        yield Slip("recomputed", size.active * each.kept, "that is of the active parameters: all of them are stored")
    for usual in _USUAL:
        if usual != each.kept:
            rule = "recomputed" if each.stated or usual not in _WIDTHS else "format"
            yield Slip(rule, size.value * usual, f"that is {usual:g} bytes each")
    for power in (10.0, 0.1, 1000.0, 0.001):
        yield Slip("recomputed", size.value * each.kept * power, "a power of ten")
