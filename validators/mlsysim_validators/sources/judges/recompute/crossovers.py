"""Ridge points, and the batches at which decoding turns compute-bound, that stand as plain numbers beside a device.

A batch of B uses each weight B times: 2 B operations for b bytes. So B* = (peak / bandwidth) x b / 2, where the peak is
of the format that is multiplied, and b of the format that is stored (Williams et al. 2009; Pope et al. 2022, 3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.display import si
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading, plain_number
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.off_by import prints
from mlsysim_validators.sources.judges.recompute.computed import Slip, contradict, whole_number
from mlsysim_validators.sources.judges.recompute.rooflines import dense_peak
from mlsysim_validators.sources.judges.recompute.texts import formats_in, shares_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Cell, Text
from mlsysim_validators.sources.texts.sentences import BREAK
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.tables import TableView

_NUMBER = regex(
    r"(?P<lead>[:=≈→]|->|\b(?:at|near|about|around|roughly|over|under|to|is|of|or|B|batch|size|between|and|only)\b|,)"
    r" ?~?(?P<digits>\d{1,3}(?:,\d{3})+|\d{2,4}(?:\.\d)?)(?![\w%×^·/+*-]|[.,]\d| ?[×x%/*+=-]|°| \()"
    r"(?P<behind> (?:operations|FLOPs?|flops|ops?) (?:for|per|on|with) (?:(?:every|each|an?|one) )?bytes?\b|"
    r" ?(?=[.,;:)]|$)| (?=(?:on|for|with|in) (?:an?|the|our) )| (?=and\b|on\b[.,;]|on$))"
)
_OF_BYTES = AnyCase(r"(?:operations|flops?|ops?) (?:for|per|on|with) (?:(?:every|each|an?|one) )?byte")
_OF_BATCH = AnyCase(r"cross-?over|compute-?bound|batching would|critical batch|break-?even batch|\bB ?\^? ?[*⋆∗]")
_A_BATCH = regex(r"\bbatch(?: size)? of ?$", re.IGNORECASE)
_RIGHT_BEHIND = regex(r" (?:at |≈ ?|= ?)?(?P<digits>\d{2,4}(?:\.\d)?)(?=,|;|\.(?:\s|$)|$| and\b| FLOPs?/| ops?/)")
_RIDGE = AnyCase(r"\bridge")
_OTHERWISE = AnyCase(
    r"efficien|η|\bmfu\b|utili[sz]|effective|\bcache|context|attention|speculat|draft|doubl|halv|twice|"
    r"tokens?/s|per second|measured|users?\b|requests?\b|expert|\bmoe\b|sparse|memory-?bound|nvlink|network|\bl2\b|"
    r"would be|prefill|prompt|left of|right of|below the|above the|times"
)
# "74 instead of 295": what the number before is held against, of another format or device.
_SET_AGAINST = AnyCase(
    r"\b(?:instead of|rather than|in place of|not|against|versus|vs\.?|than|compared (?:to|with)|from)"
    r"(?: (?:the|about|around|an?|some|its|usual|former|batch|of|at|in|with))* ?[~≈]?$"
)
_STORED = AnyCase(
    r"(?P<format>[A-Za-z]{2,4}\d{1,2}|\d{1,2}[- ]?bits?)[- ](?:quanti[sz]ed )?(?:weights?|storage|checkpoint)|"
    r"weights? (?:stored |kept |held )?(?:in|at|of|as) (?P<other>[A-Za-z]{2,4}\d{1,2}|\d{1,2}[- ]?bits?)|"
    r"(?P<last>w\d{1,2})a\d{1,2}"
)
_COMPUTED = AnyCase(
    r"(?P<format>[A-Za-z]{2,4}\d{1,2}|\d{1,2}[- ]?bits?)[- ]"
    r"(?:arithmetic|compute|math|multipl\w+|tensor|activations|operations|products)|"
    r"(?:widen\w*|dequanti\w+|upcast\w*|converted|expanded|cast|back|comput\w+|multipl\w+) (?:\w+ )?(?:to|into|in) "
    r"(?P<other>[A-Za-z]{2,4}\d{1,2}|\d{1,2}[- ]?bits?)|"
    r"w\d{1,2}(?P<last>a\d{1,2})"
)
_EVERYWHERE = AnyCase(r"everywhere|throughout|end to end")
_ETA = regex(r"(?:η|eta|efficiency|MFU)\w* ?(?:=|of|:)? ?(?P<share>\d(?:\.\d+)?)", re.IGNORECASE)
_HEADER = AnyCase(r"\W*(?:B ?\^? ?[*⋆∗]|(?:batch )?cross-?over(?: batch)?|critical batch(?: size)?)\W*.{0,20}")
_PROSE = ("paragraph", "item", "note", "caption")
_WIDTHS = {"fp4": 0.5, "int4": 0.5, "int8": 1.0, "fp8": 1.0, "fp16": 2.0, "fp32": 4.0}
_LONGEST = 1500
_LONGEST_CLAUSE = 260
_MOST_ABOVE = 5
_NEAR = 90
_FIRST, _LAST = 15.0, 9000.0
_ROOM = 0.013
_EXACT = 0.006
_HEDGED = 0.04


class _Number(NamedTuple):
    """A number that may be one: where, what words are about it, the device before it, the share of the peak."""

    reading: Reading
    text: Text
    block: Block
    words: str
    device: Entry
    batch: bool  # else a ridge point
    cell: Cell | None = None
    table: TableView | None = None
    share: float = 1.0


def judge(slide: Slide, finder: EntityFinder, taken: set[tuple[int, int]]) -> list[Claim]:
    """Claims for such numbers of a slide, each right or for certain wrong; `taken`: the places of other claims."""
    found: list[Claim] = []
    if not (slide.says(_OF_BATCH) or slide.says(_RIDGE) or slide.says(_OF_BYTES)):
        return found
    for block in slide.blocks:
        prose = () if block.kind == "table" else (*_in_prose(block, slide, finder), *_listed(block, finder))
        for one in _in_table(block, slide, finder) if block.kind == "table" else prose:
            if (id(one.text), one.reading.start) not in taken:
                claim = _judged(one, slide, finder)
                if claim is not None:
                    found.append(claim)
    return found


def _in_prose(block: Block, slide: Slide, finder: EntityFinder) -> Iterator[_Number]:
    text = block.text.text
    if block.kind not in _PROSE or len(text) > _LONGEST:
        return
    for match in _NUMBER.finditer(text):
        start = match.start("digits")
        clause = BREAK.split(text[max(0, start - _LONGEST_CLAUSE) : start])[-1]
        behind = BREAK.split(text[match.end("digits") : match.end("digits") + 80])[0]
        if _SET_AGAINST.search(text[max(0, start - 40) : start]):
            continue
        if _OTHERWISE.search(clause) or _OTHERWISE.search(behind.partition(",")[0]):
            continue
        of_bytes = _OF_BYTES.match(match["behind"].strip()) is not None
        before = text[max(0, start - _NEAR) : start]
        kind = "ridge" if of_bytes else _kind(clause, before, behind, block, slide)
        device = _device(text, start, match.end("digits"), block, slide, finder) if kind else None
        if device is None:
            continue
        ahead = BREAK.split(text[max(0, start - 2 * _LONGEST_CLAUSE) : start])[-2:]
        words = clause if formats_in(clause) else " ".join(ahead)
        yield _Number(_reading(match, text), block.text, block, words, device, kind == "batch")


def _listed(block: Block, finder: EntityFinder) -> Iterator[_Number]:
    """The numbers right behind the devices of a list: "Ridge in BF16: A100 153, H200 206, H100 295"."""
    text = block.text.text
    if block.kind not in _PROSE or len(text) > _LONGEST or not (_RIDGE.search(text) or _OF_BATCH.search(text)):
        return
    named = [one for one in finder.mentions(text) if one.entry.kind == "accelerators"]
    for mention in named if len(named) > 1 else ():
        match = _RIGHT_BEHIND.match(text, mention.end)
        clause = BREAK.split(text[max(0, mention.start - _LONGEST_CLAUSE) : mention.start])[-1]
        if match is None or _OTHERWISE.search(clause):
            continue
        ridges, batches = list(_RIDGE.finditer(clause)), list(_OF_BATCH.finditer(clause))
        if ridges or batches:
            batch = bool(batches) and (not ridges or batches[-1].start() > ridges[-1].start())
            yield _Number(_reading(match, text), block.text, block, clause, mention.entry, batch)


def _kind(clause: str, before: str, behind: str, block: Block, slide: Slide) -> str:
    """Whether a number is a batch or a ridge point: by its clause, or else by the title and the lines above."""
    around = f"{before} {behind}"
    if _OF_BATCH.search(f"{clause} {around}") or (_A_BATCH.search(before) and _OF_BATCH.search(block.text.text)):
        return "batch"
    if _RIDGE.search(around):
        return "ridge"
    if _OF_BATCH.search(block.title.rpartition("›")[2]):
        return "batch"
    for above in list(slide.above(block))[:_MOST_ABOVE]:
        if above.kind in ("paragraph", "math") and len(above.text.text) < _LONGEST_CLAUSE:
            return "batch" if _OF_BATCH.search(above.text.text) else ""
    return ""


def _device(text: str, start: int, end: int, block: Block, slide: Slide, finder: EntityFinder) -> Entry | None:
    """The device right behind a number ("295 on an H100"), or the last before it, or the only one above."""
    named = [one for one in finder.mentions(text) if one.entry.kind == "accelerators"]
    behind = re.match(r" (?:on|for|with|in) (?:an?|the|our|one) ", text[end : end + 12])
    if behind is not None:
        mine = next((one for one in named if 0 <= one.start - end - behind.end() <= 1), None)
        return mine.entry if mine is not None else None
    before = [one for one in named if one.end <= start]
    if before:
        return before[-1].entry
    if named:
        return None
    titled = {one.entry.id: one.entry for one in finder.mentions(block.title) if one.entry.kind == "accelerators"}
    if len(titled) == 1:
        return next(iter(titled.values()))
    only = slide.named(finder).get("accelerators", {})
    if len(only) == 1:
        return next(iter(only.values())).entry
    return None if only else _of_document(block, slide, finder)


def _of_document(block: Block, slide: Slide, finder: EntityFinder) -> Entry | None:
    """The one device that the section, or the document up to the slide, names, where a slide names none."""

    def find() -> Entry | None:
        index = slide.indices[0]
        for blocks in (
            [one for one in slide.document.blocks[max(0, index - _LONGEST) : index] if one.title == block.title],
            slide.document.blocks[max(0, index - _LONGEST) : index],
        ):
            named = {
                one.entry.id: one.entry
                for other in blocks
                for one in finder.mentions(other.text.text[:_LONGEST])
                if one.entry.kind == "accelerators" and other.kind != "listing"
            }
            if named:
                return next(iter(named.values())) if len(named) == 1 else None
        return None

    return slide.once(("the device before", block.title), find)


def _in_table(block: Block, slide: Slide, finder: EntityFinder) -> Iterator[_Number]:
    """The cells of rows that are named after devices, below a header that is a batch, or an efficiency."""
    title = _OF_BATCH.search(block.title.rpartition("›")[2]) is not None
    table = TableView(block)
    for row in block.rows[table.header_rows :]:
        named = {
            one.entry.id: one.entry for one in finder.mentions(row[0].text.text) if one.entry.kind == "accelerators"
        }
        for cell in row[1:] if len(named) == 1 else ():
            match = re.fullmatch(r"(?P<lead>~)?(?P<digits>\d{2,4})", cell.text.text.strip())
            header = table.header_words(cell)[:80]
            eta = _ETA.search(header)
            if match is None or not (_HEADER.fullmatch(header) or (title and eta is not None)):
                continue
            share = float(eta["share"]) if eta is not None else 1.0
            lead = len(cell.text.text) - len(cell.text.text.lstrip())
            reading = plain_number(match["digits"], lead + match.start("digits"))
            device = next(iter(named.values()))
            yield _Number(reading, cell.text, block, f"{row[0].text.text} {header}", device, True, cell, table, share)


def _reading(match: re.Match[str], text: str) -> Reading:
    start = match.start("digits")
    hedge = "about" if re.search(r"about|around|roughly|near|just|≈|~", text[max(0, start - 16) : start]) else ""
    return plain_number(match["digits"], start, hedge)


def _judged(one: _Number, slide: Slide, finder: EntityFinder) -> Claim | None:
    right = [found for found in _right(one, slide) if found[0]]
    stated = one.reading.value
    if not right or not _FIRST <= stated <= _LAST:
        return None
    hedged = _HEDGED if one.reading.hedge and len(one.reading.text.strip("0")) == 1 else _ROOM
    claim = _claim(one, slide)
    for value, told in right:
        if abs(stated / value - 1) <= hedged or abs(stated - value) <= 0.51 * one.reading.resolution:
            claim.decide("match", working=told)
            return claim
    around = slide.under(one.block.title)
    shares = [
        share for share in shares_in(around) if f"{share:g}" in around or f"{share:.0%}" in around.replace(" ", "")
    ]
    shares.append(one.share)
    ratios = [first / other for first in shares for other in shares]
    if any(abs(stated / (value * by) - 1) <= _ROOM for value, _ in right for by in (*shares, *ratios)):
        return None
    value, told = right[0]
    if _is_of_another(one, finder):
        return None
    slip = next((slip for slip in _slips(one, value, slide, finder) if _is(one, slip.value)), None)
    if slip is None:
        return None
    contradict(claim, claim.field, whole_number(value), told, slip)
    return claim


def _is(one: _Number, value: float) -> bool:
    if one.reading.hedge and len(one.reading.text.strip("0")) == 1:
        return abs(one.reading.value / value - 1) <= _HEDGED
    return prints(one.reading, 1.0, value, _EXACT)


def _right(one: _Number, slide: Slide) -> list[tuple[float, str]]:
    """What a number may be, the likeliest first, each with its working."""
    found = []
    for stored, computed in _formats(one, slide):
        ridge = _ridge(one.device, computed)
        if ridge:
            told = f"{si(dense_peak(one.device, computed) or 0.0, 'FLOP/s', 4)} (dense) / "
            told += one.device["memory.bandwidth"].printed
            size = formulas.bytes_per_element(stored)
            value = ridge * one.share * (size / 2 if one.batch else 1.0)
            found.append((value, f"{told} of {one.device.name}" + (f" x {size:g} B / 2" if one.batch else "")))
    return found


def _ridge(device: Entry, computed: str) -> float:
    peak = dense_peak(device, "fp8" if computed == "int8" else computed)
    return peak / float(device["memory.bandwidth"].value) if peak and "memory.bandwidth" in device else 0.0


def _formats(one: _Number, slide: Slide) -> list[tuple[str, str]]:
    """The formats in which weights may be stored and multiplied."""
    stored, computed = _of(_STORED, one.words), _of(_COMPUTED, one.words)
    named = formats_in(one.words)
    if stored and computed:
        return [(stored, computed)]
    only = next(iter(named)) if len(named) == 1 else ""
    if not named:
        around = formats_in(slide.under(one.block.title))
        return [("fp16", "fp16")] if around <= {"fp16"} or not one.batch else [("fp16", "fp16"), ("fp8", "fp8")]
    if not only:
        return []
    if not one.batch or _WIDTHS.get(only, 1.0) >= 2.0 or _EVERYWHERE.search(one.words):
        return [(only, only)]
    if only in ("int4", "fp4"):
        return [(only, "fp16")]
    return [(only, "fp16"), (only, only)]


def _of(pattern: AnyCase, words: str) -> str:
    """The last format that some words say in this way, "" for none."""
    last = ""
    for match in pattern.finditer(words):
        said = match["format"] or match["other"] or match["last"] or ""
        formats = formats_in(f"{said[1:]}-bit" if said[:1] in "wWaA" and said[1:].isdigit() else f"{said} weights")
        last = next(iter(formats)) if len(formats) == 1 else last
    return last


def _is_of_another(one: _Number, finder: EntityFinder) -> bool:
    """Whether a ridge point is that of another device which its text names: "Trainium2 ... (232 and 230)"."""
    named = {mention.entry.id: mention.entry for mention in finder.mentions(one.text.text)}
    return not one.batch and any(
        _is(one, ridge)
        for entry in named.values()
        if entry.kind == "accelerators" and entry.id != one.device.id
        for form in ("fp16", "fp8")
        if (ridge := _ridge(entry, form))
    )


def _slips(one: _Number, value: float, slide: Slide, finder: EntityFinder) -> Iterator[Slip]:
    if one.batch:
        told = "the bytes of a weight multiply the ridge point by b / 2"
        for by in (2.0, 4.0, 0.5):
            yield Slip("recomputed", value * by, told)
    else:
        yield Slip("sparse-for-dense", value * 2, "the ridge point is of the dense rate")
    for by in (10.0, 0.1):
        yield Slip("recomputed", value * by, "a power of ten")
    for mention in slide.named(finder).get("accelerators", {}).values():
        for other in (_ridge(mention.entry, "fp16"), _ridge(mention.entry, "fp8")):
            if mention.entry.id != one.device.id and other:
                yield Slip("recomputed", other, f"that is the ridge point of {mention.entry.name}")
        if mention.entry.id != one.device.id and "memory.bandwidth" in mention.entry:
            rate = one.device["memory.bandwidth"].value / mention.entry["memory.bandwidth"].value
            yield Slip("recomputed", value * rate, f"that is by the bandwidth of {mention.entry.name}")
    for form in ("fp8", "fp16"):
        if one.batch and (ridge := _ridge(one.device, form)):
            yield Slip("recomputed", ridge, f"that is the ridge point in {form.upper()}")


def _claim(one: _Number, slide: Slide) -> Claim:
    index = slide.index_of(one.block)
    stated = Stated(one.reading, one.text, one.block, index, one.cell, one.table)
    field = "batch_crossover" if one.batch else "ridge_point"
    claim = Claim(slide.document, stated, "derived", entity=one.device, field=field, unit=ONE)
    claim.sure = True
    return claim
