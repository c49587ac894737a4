"""How sure it is whom a claim is about, and that it states a specification: by where the name and the words stand."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.fields.measured import (
    MEASURED_SIZES,
    MEASURED_TABLE,
    NOT_A_SPEC,
    OF_A_SHEET_TOO,
    OF_ITS_CLAUSE,
    TIMED,
)
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.own_words import clause_of, nearby
from mlsysim_validators.sources.ownership.people import (
    BEHIND,
    IN_ORDER,
    ITS_LIST,
    LINE_ABOVE,
    OF_A_SYSTEM,
    OF_EACH,
    SPOKEN_OF,
    THROUGHOUT,
    Who,
)
from mlsysim_validators.sources.ownership.spec_lines import is_labelled_line
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import DEEPER
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

# By these words a name is found that may well be another's.
WEAK = (
    "the slide's title",
    "the only one on the slide",
    "the document's title",
    "its sentence",
    "its paragraph",
    OF_A_SYSTEM,
    THROUGHOUT,
)
_SHEET_TITLE = AnyCase(r"theoretical|\bspec(?:s|ifications?)\b|data ?sheet|\bpeaks?\b")
_MEASURED_TITLE = AnyCase(r"benchmark|measured|throughput|\bmfu\b|profil|results")
_LONGEST_BRACKET = 90
_DIRECT_JOINTS = (
    " at ",
    " has ",
    " offers ",
    " provides ",
    " gives ",
    " delivers ",
    " carries ",
    " runs at ",
    " of ",
    ", ",
    ": ",
    " (",
    " ",
    "'s ",
    "’s ",
)
_SPEAKING_FIELDS = (
    *("compute.matrix", "compute.vector", "memory.bandwidth", "power.tdp"),
    *("parameters.", "layers", "heads.", "hidden_size", "vocabulary"),
)
_EACH = regex(r"[ \u00a0]?(?:each\b|apiece|per (?P<device>GPU|device|chip|card|accelerator)\b)", re.IGNORECASE)
_DEVICES = regex(r"\b(?:GPUs?|accelerators?|cards?|chips?|devices|[A-Z]{1,3}\d{2,3}[A-Z]?s?)\b")
_SIZE_AND_RATE = regex(r"(?<![\w.])\d+\s?GB(?: of \w+)?(?: and|,|/| at) \d[\d.,]*\s?[GT]B/s")
_RATED = regex(r"\b(?:draws?|consumes?) (?:up to|at most|a maximum of)\W*$", re.IGNORECASE)
_PARTS_OF_NAMES = r"(?: (?:GPUs?|cards?|chips?|boards?|modules?|nodes?|links?|ports?|slots?|systems?|boxe?s?))"
_OWNS = regex(
    rf"{_PARTS_OF_NAMES}?(?: (?:is|are) (?:an?|the)(?: [a-z]\w*){{1,3}}?(?= with\b)|"
    r", an?(?: [\w-]+){1,4}?(?= (?:with|that|which)\b))?(?: (?:that|which)(?= \w))?"
    rf"(?:[,:] ?\(?[A-Za-z]\w{{0,6}} ?= ?\d[\d,.]*\b)*(?: per (?:GPU|device|chip|card))?"
    r"(?:'s|\u2019s)?(?:,? (?:each|which|itself|still|only|may|can|also|now|alone|today))*"
    r"(?: (?:has|have|holds?|carr(?:y|ies)|moves?|gives?|offers?|provides?|comes? with|with|of|at|is|are|runs? at|"
    r"brings?|packs?|features?|boasts|contains?|counts?|consists? of))?"
    r"(?: (?:an?|the|its|only|just|up to|about|roughly|around|nearly|full|x16|\u00d716))*[ ,:\u00a0]*[(\u00a0 ]*"
    r"[~\u2248]?",
    re.IGNORECASE,
)
_ITS = regex(r"\bits(?: own| full| whole)? [~\u2248]?$")
_FOR = regex(r"[ \u00a0](?:for (?:an? |one |the |each )?)?")  # "450 GB/s for NVLink 4", "an 80 GB H100"
_THE = regex(r"\b[Tt]he (?:full |whole |entire )?[~\u2248]?$")
_THE_ONE_OF = regex(r"[ \u00a0](?:of \w+ )?(?:of|on|in) (?:an? |the |one |each |every )?")  # "the 80 GB of an H100"
_PARTS_OF = regex(r"[ \u00a0](?:\w+ ){1,3}(?:of|in|on) (?:an? |the |each )?")  # "304 compute units of the MI300X"
_LONGEST_JOINT = 48
_OF_SOMETHING_ELSE = regex(r"[ \u00a0]?(?:to spare|left|free|over|more|less)\b")
_LONGEST_LEAD = 80
_RESULTS = regex(
    r"\b(?:(?:typical|test|our|timing|example|benchmark|sample|these|actual|practical) results?|"
    r"results? (?:on|for|with|from)|measur\w+|observed|achieved|benchmark\w*)\b",
    re.IGNORECASE,
)
_REACHED_FIELDS = ("compute.", "memory.bandwidth", "links.")
_FAR = 90
_FURTHER = 200
_NEAR_NAME = 40
# "1171 TFLOPS, 31.2% FP16 SoL", "762 GB/s (~80-85% of the NVLink pairwise ceiling)"
_SHARE_OF_PEAK = regex(
    r"(?: (?:NV)?FP\d+)?[ \u00a0]?[,(=] ?\(?(?:\d[\d.]*[x×], ?)?\s?[~≈]?\d[\d.–-]* ?% "
    r"(?:of )?(?:the |its )?(?:[\w-]+ ){0,3}"
    r"(?:SoL|ceiling|roofline|peak|theoretical|maximum|limit)\b",
    re.IGNORECASE,
)
_BARE_SHARE = regex(r"[ \u00a0]?\([~≈]?\d{1,2}(?:\.\d+)?[ \u00a0]?%\)")  # "our kernel on the B200: 1040 TFLOPS (46%)"
_MEASURED = regex(
    r"\bmeasured(?: (?:at|as|to be|is|was|of|about)){0,3}[: ]?[*~≈` ]{0,4}"
    r"(?P<amount>\d[\d.,]{0,12} ?[A-Za-z]{1,8}(?:/s)?)(?![\w/])",
    re.IGNORECASE,
)
_VERSUS_NAIVE = regex(
    r"\d[x×] (?:faster )?(?:vs\.?|over|than) (?:the |a )?(?:naive|baseline|eager|reference)(?: \w+)? ?\(?[~≈]?$",
    re.IGNORECASE,
)


def words_of_measuring(claim: Claim, around: Surroundings, who: Who) -> list[str]:
    """The words beside a claim that say that it was measured, or is wanted."""
    text, reading = claim.stated.text.text, claim.reading
    share = _SHARE_OF_PEAK.match(text, reading.end) or _VERSUS_NAIVE.search(
        text[max(0, reading.start - 60) : reading.start]
    )
    share = share or (_BARE_SHARE.match(text, reading.end) if claim.field.startswith(_REACHED_FIELDS) else None)
    words = [share.group()] if share else []
    words += ["measured"] if _is_measured_elsewhere(claim) else []
    if who.how == SPOKEN_OF:  # "In our test it achieved 1.55 TB/s and drew 300 W"
        said = (match.group() for match in NOT_A_SPEC.finditer(around.sentence))
        words += [word for word in said if not OF_A_SHEET_TOO.fullmatch(word) and not OF_ITS_CLAUSE.fullmatch(word)]
    lead, colon, _ = claim.stated.text.text[claim.stated.sentence_span()[0] : reading.start].partition(":")
    if colon and len(lead) <= _LONGEST_LEAD:  # "Typical results on the A100: FP32 19 TFLOPS, FP16 150 TFLOPS"
        words += [match.group() for match in _RESULTS.finditer(lead)]
    other_than_power = not claim.field.startswith("power.") or _RATED.search(around.before) is not None
    return words + [
        match.group()
        for match in NOT_A_SPEC.finditer(nearby(claim, around, who))
        if not (other_than_power and match.group().lower().startswith(("draw", "consum", "power d")))
    ]


def _is_measured_elsewhere(claim: Claim) -> bool:
    """Whether a document says elsewhere that the same amount was measured: "(measured at ~9 GB/s)"."""
    return _without_spaces(claim.reading.text.lstrip("~≈ ")) in _measured_amounts(claim.document.source)


@lru_cache(maxsize=4)
def _measured_amounts(source: str) -> frozenset[str]:
    """The amounts that a text says to be measured."""
    return frozenset(_without_spaces(match["amount"]) for match in _MEASURED.finditer(source))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def is_retold(words: list[str]) -> bool:
    """Whether words of measuring are only those by which a data sheet is retold as well."""
    return all(OF_A_SHEET_TOO.fullmatch(word) for word in words)


def is_of_each(claim: Claim, around: Surroundings) -> bool:
    """Whether a number is said to be of each device: "with 4.8 TB/s each", "the GPUs, at 700 W each"."""
    if claim.stated.cell is not None:
        return False
    each = _EACH.match(around.after)
    if each is None:
        return False
    # No node or link has terabytes a second.
    of_memory = claim.reading.units[0].symbol == "TB/s"
    return of_memory or each["device"] is not None or _DEVICES.search(around.sentence_before) is not None


def is_size_beside_rate(claim: Claim) -> bool:
    """Whether a sentence states a size and a bandwidth side by side, as of a memory: "180 GB and 7.7 TB/s"."""
    pair = _SIZE_AND_RATE.search(claim.stated.sentence())
    start = claim.reading.start - claim.stated.sentence_span()[0]
    return claim.stated.cell is None and pair is not None and pair.start() <= start < pair.end()


def is_clear(claim: Claim, who: Who, slide: Slide, finder: EntityFinder) -> bool:
    """Whether there is no doubt whom a claim is about.

    The title of a slide speaks for a table only where no other device is named on the slide; a link only where it is
    named right before the number, or labels it.
    """
    if who.entry is not None and who.entry.kind == "interconnects" and claim.stated.cell is None:
        return names_it_directly(claim, who)
    if claim.stated.block.kind == "listing" and who.how == LINE_ABOVE:
        return is_labelled_line(claim)
    if who.how not in WEAK:
        return True
    headed = who.how == "the slide's title" and who.entry is not None and who.entry.kind == "accelerators"
    if headed and is_labelled_line(claim) and _is_alone_under(claim.stated.block.title, who, slide, finder):
        return True
    if (
        who.entry is None
        or who.how == THROUGHOUT
        or claim.stated.cell is None
        or not claim.field.startswith(_SPEAKING_FIELDS)
    ):
        return False
    if who.entry.kind == "models":
        return all(m.entry.id == who.entry.id for m in slide.mentions(finder) if m.entry.kind == "models")
    alone = slide.named(finder).get("accelerators", {}).keys() <= {who.entry.id}
    page = any(mention.entry.id == who.entry.id for mention in finder.mentions(slide.document_title))
    return alone and (page or who.how == "the slide's title")


def _is_alone_under(title: str, who: Who, slide: Slide, finder: EntityFinder) -> bool:
    """Whether a heading below a slide's title and the text under it name no other device or system."""
    _, deeper, own = title.partition(DEEPER)

    def find() -> set[str]:
        texts = (own if deeper else title, slide.under(title))
        named = (mention.entry for text in texts for mention in finder.mentions(text))
        return {entry.id for entry in named if entry.kind in ("accelerators", "systems")}

    named = slide.once(("machines under", title), find)
    return who.entry is not None and named <= {who.entry.id}


def is_named_near(who: Who) -> bool:
    """Whether a name stands beside the number or in its sentence."""
    return who.how in (BEHIND, "the words before it", "its sentence")


def seems_measured(claim: Claim, around: Surroundings, who: Who, *, alone: bool) -> bool:
    """Whether the words around a claim make it likelier that it was measured, or is something else, than a spec.

    `alone`: its sentence names nothing else.
    """
    if claim.stated.cell is not None:
        # A column of latencies says nothing of a column of bandwidths; a rate or a size beside a batch was measured.
        headers = claim.stated.table.header_text if claim.stated.table is not None else ""
        if claim.field == "memory.capacity" and MEASURED_SIZES.search(headers):
            return True
        if not claim.field.startswith("compute."):
            headers = around.column
        return bool(MEASURED_TABLE.search(f"{headers} {around.row}") or _is_title_of_results(around.title))
    if names_it_directly(claim, who):
        return False
    if claim.field == "weight_load_time":
        return bool(TIMED.search(around.sentence))
    if any(not OF_ITS_CLAUSE.fullmatch(match.group()) for match in NOT_A_SPEC.finditer(around.sentence)):
        return True
    if NOT_A_SPEC.search(clause_of(claim, around)):
        return True
    place = around.sentence.find(who.name)
    if place < 0 and who.how in ("the words before it", SPOKEN_OF):  # it is what the whole item is about
        return False
    number = around.sentence.find(claim.reading.text)
    headed = who.how in (LINE_ABOVE, ITS_LIST, "the slide's title")  # no sentence says whose it is, its place does
    return not headed and (place < 0 or abs(number - place) > (_FURTHER if alone else _FAR))


def _is_title_of_results(title: str) -> bool:
    """Whether the headings over a table speak of results: not "Benchmarks › Theoretical performance"."""
    own = title.rpartition(DEEPER)[2]
    return _MEASURED_TITLE.search(title) is not None and _SHEET_TITLE.search(own) is None


def stands_beside(claim: Claim, who: Who) -> bool:
    """Whether a name stands in the row, the column or close before or behind the number."""
    if claim.stated.cell is not None:
        return True
    if who.how in (SPOKEN_OF, OF_EACH, IN_ORDER):
        return True
    reading, text = claim.reading, claim.stated.text.text
    return who.name in text[max(0, reading.start - _NEAR_NAME) : reading.end + _NEAR_NAME]


def names_it_directly(claim: Claim, who: Who) -> bool:
    """Whether the name stands right before the number: "InfiniBand NDR at 400 Gbit/s"."""
    start = claim.reading.start
    before = claim.stated.text.text[max(0, start - len(who.name) - 10) : start]
    named = before.rfind(who.name)
    if named >= 0 and before[named + len(who.name) :] in _DIRECT_JOINTS:
        return True
    # "an A100 (2.0 TB/s, 312 TFLOPS)": all in the brackets right behind a name is its own.
    opened = claim.stated.text.text.rfind("(", max(0, start - _LONGEST_BRACKET), start)
    if opened < 0 or ")" in claim.stated.text.text[opened:start]:
        return False
    return (
        claim.stated.text.text[max(0, opened - len(who.name) - 6) : opened]
        .rstrip()
        .endswith((who.name, f"{who.name} GPU", f"{who.name} GPUs"))
    )


def says_it_has(claim: Claim, who: Who, around: Surroundings) -> bool:
    """Whether a name is said to have the number: "an A100 holds 80 GB", "PCIe 5.0 x16 links, 64 GB/s each way"."""
    if claim.stated.cell is not None or _OF_SOMETHING_ELSE.match(around.after):
        return False
    if names_it_directly(claim, who):
        return True
    start = claim.reading.start
    text, begin = claim.stated.text.text, max(claim.stated.sentence_span()[0], start - _LONGEST_JOINT - len(who.name))
    place = text.rfind(who.name, begin, start)
    if place >= 0 and _OWNS.fullmatch(text, place + len(who.name), start) is not None:
        return True
    if who.how == "the words before it" and _ITS.search(around.before) is not None:
        return True
    joint = _PARTS_OF if claim.field.startswith(("cores.", "layers", "heads.")) else _FOR
    behind = joint.match(text, claim.reading.end)
    if behind is not None and not behind.group().strip() and _THE.search(text, max(0, start - _LONGEST_JOINT), start):
        behind = _THE_ONE_OF.match(text, claim.reading.end) or behind
    return behind is not None and text.startswith(who.name, behind.end())
