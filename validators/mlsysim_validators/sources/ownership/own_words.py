"""The words that are a number's own: without those of its neighbours, of its device's name and of other clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, COUNT, FLOP_RATE, OP_RATE
from mlsysim_validators.sources.fields import Words, tells
from mlsysim_validators.sources.fields.formats import only_format
from mlsysim_validators.sources.ownership.answers import question
from mlsysim_validators.sources.ownership.people import Who
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_NEXT_NUMBER = regex(r"(?<![\w.-])\d[\d,]*(?:\d(?:\.\d+)?|\.\d+)(?![\w-])")
_HEADS_A_BRACKET = regex(r"\([\w .-]{1,20}[ :=]\Z")  # "4500 (FP4 9000)": of the number in the bracket
_DASH = regex(r" (?:[–—]|---?) ")
_LAST_CLAUSE = regex(r"[,.(|][^,.(|]*$")
_JOINTS = regex(r"[,:] ")
_PARAGRAPH = 1000
_PARTED = regex(r"[,;] | [/+&–—-]{1,3} | ?[·•|] ?|\n|\u2028| (?:and|but|while) ", re.IGNORECASE)
_BARE_NUMBER = regex(r"(?<![\w.-])\d[\d,.]*(?!\w)")
_FIRST_NUMBER = regex(r"\W*\d[\d,.]*")
_BY_ITS_PIPE = regex(r"\busing (?:the |its )?(?:tensor|matrix|cuda) cores?", re.IGNORECASE)
_FORM_BEHIND = r"[ \u00a0-]PCIe\b(?! ?(?:[\d.x]|Gen|gen|slot|bus|lanes?|link|bandwidth|BW|bw|rate|speed))"
_LONGEST_LEAD = 60
_LONGEST_BRACKET = 60
_OF_RATES = AnyCase(r"\brates?\b|\bpeaks?\b|flops?\b|flop/s|performance|compute")
_TO_ITS_OWNER = regex(r"[ \u00a0-]?(?:\(|of (?:(?:an?|the|one|each|every|our|your|a single) )?)?")
# "8x H100" and "HBM per node": the memory of eight.
_COUNTED = regex(r"(?<![\w.,])\d{1,3} ?[x×] ?(?=[A-Za-z])")
_OF_A_NODE = regex(
    r"(?:\bper|/) ?(?:node|server|system|box)\b|\b(?:node|server|system) (?=HBM|memory|power)", re.IGNORECASE
)
_SYSTEM = r"(?:node|server|system|box|machine)"
PER_SYSTEM = regex(rf"\b(?:per|each|every|(?:in|of) (?:an?|the))[ -]{_SYSTEM}s?\b|/ ?{_SYSTEM}\b", re.IGNORECASE)
# What a header says of a link's rate only.
_DIRECTED = regex(
    r"direction|\b(?:each|one|per|both|either)[ -]ways?\b|duplex|\A\W*(?:total|aggregate|both)\b", re.IGNORECASE
)
_LINK = regex(
    r"nvlink|infinity fabric|xgmi|pcie|pci express|\bici\b|neuronlink|\broce|interconnect|scale-up|gpu-to-gpu|"
    r"\blinks?\b",
    re.IGNORECASE,
)
# "5300 GB/s, 800 GB/s network": the last word is of the last rate alone.
_OF_ANOTHER_RATE = regex(r"(?<=[GTM]B/s) [\w-]+(?: [\w-]+)?(?=[,;.)]| *$)")


def words_of(claim: Claim, unit: Unit, who: Who, around: Surroundings, slide: Slide) -> Words:
    """The words around a number, without the name of its device: "H100 PCIe" says nothing of PCI Express."""

    names = (who.name, *who.beside)
    of_a_system = who.entry is not None and who.entry.kind == "systems"  # "640 GB of HBM per node" is its own

    def plain(text: str) -> str:
        for name in names:
            if name in text:
                text = _any_of(names).sub(" ", text)
                break
        return PER_SYSTEM.sub(" ", text) if of_a_system else text

    before, after = around.before, _own_words_behind(around.after)
    to_the_dash = _DASH.split(after)[0]  # "a 900 GB/s chip-to-chip link — the GPU reads CPU memory over it"
    after = to_the_dash if tells(plain(to_the_dash), unit.dimension) else after
    labels, sentence = f"{around.row} {around.column}", around.sentence
    if unit.dimension == COUNT and (asked := question(claim.stated.text.text, claim.reading.start)):
        labels, sentence = f"{labels} {asked}", f"{asked}? {sentence}"
    if _COUNTED.search(around.row):
        labels = _OF_A_NODE.sub(" ", labels)
    paragraph = f"{_paragraph(claim)} {slide.item_above(claim.stated.block)}"
    if unit.dimension == BANDWIDTH:
        sentence, paragraph = (_OF_ANOTHER_RATE.sub("", words) for words in (sentence, paragraph))
    own_before, own_after = own_part(claim, around, after)
    if tells(plain(f"{own_before} {own_after}"), unit.dimension):
        if (own_before, own_after) != (before, after):  # what another number's words say is of no account
            sentence, paragraph = f"{own_before} {own_after}", ""
        before, after = own_before, own_after
    elif not tells(plain(f"{before} {after} {labels}"), unit.dimension):
        lead = lead_of(claim, slide)
        if not tells(plain(lead), unit.dimension):
            lead = _further_words(claim, unit, around, slide)
        labels += f" {lead}" if tells(plain(lead), unit.dimension) else ""
    elif unit.dimension in (FLOP_RATE, OP_RATE):  # "989 TFLOPS, TF32 495 TFLOPS": the format is the neighbour's
        before, after = own_before, own_after
    return Words(
        plain(before),
        _since(before, who.name),
        who.name in before,
        plain(after),
        around.after.startswith(who.name, _behind(_TO_ITS_OWNER, around.after)),
        plain(labels),
        plain(sentence),
        plain(paragraph),
    )


def _behind(pattern: re.Pattern[str], text: str) -> int:
    """Where what a text begins with ends, 0 where it begins otherwise."""
    match = pattern.match(text)
    return match.end() if match is not None else 0


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    # Not the end of "INT4" for a T4; with the form of the board behind it, "A100 40GB PCIe", which is no link.
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, names))})(?:{_FORM_BEHIND})?")


def _further_words(claim: Claim, unit: Unit, around: Surroundings, slide: Slide) -> str:
    """What the labels around a table or over a list say of a number whose own words do not."""
    if unit.dimension == BANDWIDTH:
        return _link_beside(claim, around)
    if unit.dimension not in (FLOP_RATE, OP_RATE):
        return ""
    above = next((b.text.text for b in slide.above(claim.stated.block) if b.kind not in ("item", "math", "table")), "")
    for text in (above[-_PARAGRAPH:] if above.rstrip().endswith(":") else "", around.title):
        form = only_format(text) if _OF_RATES.search(text) else None
        if form is not None:
            return form
    return ""


def _link_beside(claim: Claim, around: Surroundings) -> str:
    """The link of a rate whose header has a unit or a direction only: "NVLink 4" in a cell before it, or over it."""
    cell, table = claim.stated.cell, claim.stated.table
    if cell is None or table is None:
        return ""
    before = table.texts_before(cell)
    directed = _DIRECTED.search(around.column) is not None
    over = [table.header_text, table.lead, around.title] if directed else []
    for text in (*before, *over):
        if link := _LINK.search(text[:_PARAGRAPH]):
            return link.group()
        if text in before and tells(text, BANDWIDTH):
            return ""
    return ""


def own_part(claim: Claim, around: Surroundings, after: str) -> tuple[str, str]:
    """The words before and behind a number without those of its neighbours in a list: "80 GB HBM, 700 W TDP"."""
    before = around.before
    begin, end = claim.stated.sentence_span()
    # another number stands before it
    if len(before) < claim.reading.start - begin or _BARE_NUMBER.search(before):
        before = _PARTED.split(before)[-1]
    text = claim.stated.text.text
    first = _FIRST_NUMBER.match(text, begin, end)
    counted_first = first is not None and first.end() <= claim.reading.start  # "80 GB HBM 700 W TDP"
    if counted_first and before == around.before and tells(after, claim.reading.units[0].dimension):
        before = ""
    *_, last = [None, *_PARTED.finditer(after)]
    followed = len(around.after) < end - claim.reading.end
    return before, after[: last.start()] if last and followed else after


def lead_of(claim: Claim, slide: Slide) -> str:
    """The words that a sentence begins with, before its first number: "Memory grew from 80 GB (A100) to 192 GB"."""
    if claim.stated.cell is not None:
        return ""
    begin = claim.stated.sentence_span()[0]
    lead = claim.stated.text.text[begin : slide.first_number(claim, begin)]
    return lead if len(lead) <= _LONGEST_LEAD else ""


def _own_words_behind(after: str) -> str:
    """The words behind a number without those that introduce the next one: "2 TB/s; NVLink: 600 GB/s"."""
    own = after.partition(";")[0]
    number = _NEXT_NUMBER.search(own)  # "989 TFLOPS in BF16 (1,979 with sparsity)"
    if number is not None:
        return _HEADS_A_BRACKET.sub("", own[: number.start()])
    if own == after and after.rstrip().endswith((":", "at", "=")):
        own = _LAST_CLAUSE.sub("", after)
    return _HEADS_A_BRACKET.sub("", own)


def _since(before: str, name: str) -> str:
    """The words behind a name, where it stands among the words before a number."""
    return before.rpartition(name)[2]


def _paragraph(claim: Claim) -> str:
    """The text around a number, further than its sentence."""
    reading = claim.reading
    return claim.stated.text.text[max(0, reading.start - _PARAGRAPH) : reading.end + _PARAGRAPH]


def clause_of(claim: Claim, around: Surroundings) -> str:
    """The part of the sentence that the number stands in, from comma or colon to comma or colon."""
    begin, stop = claim.stated.sentence_span()
    place, end = claim.reading.start - begin, claim.reading.end - begin
    sentence = around.sentence
    first = max((match.end() for match in _JOINTS.finditer(sentence, 0, place)), default=0)
    behind = _JOINTS.search(sentence, end)
    return sentence[first : behind.start() if behind else stop - begin]


def bracket_of(claim: Claim, name: str) -> str:
    """What stands in the bracket right behind a name that a number stands in: "NVLink 5 (1.8 TB/s per GPU)"; or ""."""
    text, reading = claim.stated.text.text, claim.reading
    opened = text.rfind("(", max(0, reading.start - _LONGEST_BRACKET), reading.start)
    closed = text.find(")", reading.end, reading.end + _LONGEST_BRACKET)
    if opened < 0 or closed < 0 or ")" in text[opened : reading.start] or not text[:opened].rstrip().endswith(name):
        return ""
    return text[opened + 1 : closed]


def nearby(claim: Claim, around: Surroundings, who: Who) -> str:
    """The few words on both sides of the number, and its labels."""
    text, end, stop = claim.stated.text.text, claim.reading.end, claim.stated.sentence_span()[1]
    goes_on = text[stop : stop + 1] == ";"
    behind = _BY_ITS_PIPE.sub("", text[end : end + 60 if goes_on else min(end + 60, stop)])[:25]
    return f"{_since(around.before, who.name)[-40:]} {behind} {around.row} {around.column}".replace("_", " ")
