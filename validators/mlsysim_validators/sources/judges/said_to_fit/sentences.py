"""Sentences in which a model, or an amount, fits on so many devices, or needs several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.data import Registry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, formats_in, hits, quantities_of
from mlsysim_validators.sources.judges.said_to_fit.demands import ELSEWHERE, Demand, weights
from mlsysim_validators.sources.judges.said_to_fit.hardware import Hardware, hardware_in, memory_of, sizes_behind
from mlsysim_validators.sources.judges.said_to_fit.tell import TooSmall, is_too_small
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.tables import TableView

TELLS = AnyCase(r"\bfits?\b|enough|suffic|\bneed|requir|minimum|\bholds?\b|at least|\btakes\b|demand|\bmust\b")
_NEEDED_AHEAD = AnyCase(r"\bfits?\b|\bneed(?:s|ed)?\b|\brequire[sd]?\b|\bminimum\b|\bat least\b")
_ENOUGH_BEHIND = AnyCase(r"\benough\b|\bsuffic\w+|\bholds?\b|\bfits?\b")
_NOT_SO = AnyCase(
    r"\bnot\b|n't\b|\bcannot\b|\bnever\b|\btoo (?:large|big|small)|exceed|\bunless\b|\bwithout\b|\bif\b|\bwould\b|"
    r"\bbarely\b|\balmost\b|\bhardly\b|\bnearly\b|\bno longer\b|more than|\bwrong\b|myth|\bbeyond\b|\bimpossible\b|"
    r"\bonly (?:if|when|with)\b|\bwhen\b|\bonce\b|\bafter\b|\bhalf\b|\bpart of\b|\bone of\b|train|fine-?tun|\blora\b"
)
_ASKS = AnyCase(r"\W*(?:does|do|can|could|will|is|are|how|which|what|why|would|should)\b")
_CLAUSES = regex(r";\s|,? (?:but|although|though|while|whereas|however|and then)\b")
_OF_A_MODEL = AnyCase(r"weights?\b|model|param|footprint|checkpoint|\bstates?\b|\bvram\b|memory")
_NO_MODEL = AnyCase(r"dataset|corpus|storage|per (?:token|user|request|layer|second)|traffic|bandwidth")
_SEVERAL = regex(r"\b(?i:multiple|several|more than one|two or more|at least two) (?:(?:NVIDIA|AMD) )?$")
_NEEDS = AnyCase(r"\brequires?\b|\bneeds?\b|\btakes\b|\bdemands?\b|\brequired\b|\bneeded\b|\bmust\b")
_OTHERWISE = AnyCase(
    r"activation|cache|\bkv\b|batch|throughput|latency|headroom|context|bandwidth|speed|faster|users?\b|concurren|"
    r"tokens|replica|redundan|\bplus\b|\bstates?\b|overhead|\bserv|\bproduction\b"
)
_SUM = AnyCase(r"(?:grand )?total|sum|all|together")
_OF_IT = regex(r" ?(?:of (?:memory|HBM\w*|VRAM) )?(?:of|on|in) (?:an?|the|one|each|\d+(?: ?[x×])?) ")
_FITS_EASILY, _STATED = 0.8, 1.04
_NEAR = 60
_LONGEST, _AHEAD, _BEHIND, _ABOVE = 1500, 30, 40, 3


class _Clause(NamedTuple):
    """The words around a device up to a contrast, and where in their sentence they begin."""

    begin: int
    words: str


class Needless(NamedTuple):
    """Where several devices are said to be needed for what one holds."""

    reading: Reading
    each: float
    demand: Demand


def too_small(block: Block, above: list[Block], finder: EntityFinder, registry: Registry) -> Iterator[TooSmall]:
    """The counts of a text that do not hold what is said to fit."""
    for begin, sentence in _sentences(block):
        if not TELLS.search(sentence) or ELSEWHERE.search(sentence):
            continue
        found = [(one, _clause(sentence, one)) for one in hardware_in(sentence, finder, registry)]
        for one, clause in found:
            if not _is_said(clause, one) or _NOT_SO.search(clause.words) or _is_asked(clause, sentence, one):
                continue
            alone = sum(other.begin == clause.begin for _, other in found) == 1
            demand = _demand(clause.words, sentence, one, above, finder) if alone else None
            if demand is not None:
                number = one.number._replace(start=one.number.start + begin, end=one.number.end + begin)
                yield TooSmall(block.text, None, one._replace(number=number), demand)


def _sentences(block: Block) -> Iterator[tuple[int, str]]:
    text, begin = block.text.text[:_LONGEST], 0
    for stop in (*(match.end() for match in BREAK.finditer(text)), len(text)):
        yield begin, text[begin:stop]
        begin = stop


def _clause(sentence: str, one: Hardware) -> _Clause:
    begin, stop = 0, len(sentence)
    for match in _CLAUSES.finditer(sentence):
        if match.end() <= one.number.start:
            begin = match.end()
        elif match.start() >= one.number.end:
            stop = min(stop, match.start())
    return _Clause(begin, sentence[begin:stop])


def _is_said(clause: _Clause, one: Hardware) -> bool:
    """Whether a clause says of devices that something fits on them, rather than what they need."""
    place = one.number.start - clause.begin
    ahead, behind = clause.words[:place], clause.words[place:]
    return _NEEDED_AHEAD.search(ahead) is not None or _ENOUGH_BEHIND.search(behind) is not None


def _is_asked(clause: _Clause, sentence: str, one: Hardware) -> bool:
    return _ASKS.match(clause.words) is not None or "?" in sentence[one.number.end : one.number.end + _NEAR]


def _demand(clause: str, sentence: str, one: Hardware, above: list[Block], finder: EntityFinder) -> Demand | None:
    """What does not fit on the devices of a clause."""
    sizes = {match.group() for match in hits(MODEL_SIZE, clause)}
    stated = _amounts(clause, one)
    if not stated and len(sizes) < 2:
        demand = weights(clause, formats_in(clause), finder)
        if demand is not None:
            return demand if is_too_small(one, demand) else None
    if len(stated) == 1 and _OF_A_MODEL.search(clause) and not _NO_MODEL.search(clause):
        return _beyond(stated[0], one)
    if not stated and not formats_in(sentence) and _OF_A_MODEL.search(sentence):
        result = _result(above)
        return _beyond(result, one) if result is not None else None
    return None


def _beyond(stated: tuple[float, str], one: Hardware) -> Demand | None:
    value, words = stated
    return Demand(value, words) if value > _STATED * one.room else None


def _amounts(clause: str, one: Hardware | None) -> list[tuple[float, str]]:
    """The bytes that a clause states, but for the memory of its devices."""
    found = {
        reading.value * unit.factor: " ".join(reading.text.split())
        for reading, unit in quantities_of(clause, BYTES)
        if unit.symbol[-1:] == "B"
        and len(unit.symbol) > 1
        and reading.one_value
        and not (one is not None and _is_its_own(clause, reading.end, one))
    }
    own = (one.each, one.room, *one.printed) if one is not None else ()
    return [(value, words) for value, words in found.items() if all(abs(value / mine - 1) > 1e-3 for mine in own)]


def _is_its_own(clause: str, end: int, one: Hardware) -> bool:
    """Whether the amount that ends at a place is said to be the memory of a device: "the 80 GB of an H100"."""
    said = _OF_IT.match(clause, end)
    return said is not None and clause.startswith(one.name, said.end())


def _result(above: list[Block]) -> tuple[float, str] | None:
    """What the calculation right above comes to: the bytes that it ends with."""
    for block in reversed(above[-_ABOVE:]):
        if block.kind == "math":
            text = block.text.text.rstrip(" .")
            found = [(reading, unit) for reading, unit in quantities_of(text, BYTES) if len(unit.symbol) > 1]
            if found and found[-1][0].end >= len(text) - 1 and "=" in text:
                reading, unit = found[-1]
                return reading.value * unit.factor, f"{' '.join(reading.text.split())} above"
            return None
    return None


def needless(block: Block, above: list[Block], finder: EntityFinder, registry: Registry) -> Iterator[Needless]:
    """Where several devices are said to be needed for an amount that one of them holds."""
    for begin, sentence in _sentences(block):
        if not _NEEDS.search(sentence) or _NOT_SO.search(sentence.replace("more than one", "")):
            continue
        if _OTHERWISE.search(sentence):
            continue
        for mention in finder.mentions(sentence):
            match = _SEVERAL.search(sentence, max(0, mention.start - _AHEAD), mention.start)
            if match is None or mention.entry.kind != "accelerators" or mention.entry.get("memory.capacity") is None:
                continue
            printed = sizes_behind(sentence, mention.start, mention.end)
            each = min(memory_of(mention.entry, printed, registry)[0], *printed, float("inf"))
            demand = _needed(sentence, printed, above)
            if demand is not None and demand.value <= _FITS_EASILY * each:
                words = match.group().split(" ")[0]
                start = begin + match.start()
                yield Needless(Reading(start, start + len(words), 2.0, 1.0, (ONE,), "", words), each, demand)


def _needed(sentence: str, printed: tuple[float, ...], above: list[Block]) -> Demand | None:
    stated = [one for one in _amounts(sentence, None) if all(abs(one[0] / size - 1) > 1e-3 for size in printed)]
    if len(stated) == 1:
        value, words = stated[0]
        return Demand(value, words)
    return _total_above(formats_in(sentence), above) if not stated and above else None


def _total_above(formats: frozenset[str], above: list[Block]) -> Demand | None:
    """The total of the column of a format in the table right above."""
    block = above[-1]
    if block.kind != "table" or len(formats) != 1 or not block.rows:
        return None
    last, table = block.rows[-1], TableView(block)
    if not last or not _SUM.fullmatch(last[0].text.text.strip(" *:")):
        return None
    for cell in last[1:]:
        found = quantities_of(cell.text.text, BYTES)
        if formats_in(table.header_words(cell)) == formats and len(found) == 1:
            reading, unit = found[0]
            return Demand(reading.value * unit.factor, f"{' '.join(reading.text.split())} in the table above")
    return None
