"""A factor between the figures of two devices that a sentence names: "against the H100 it has 2.3× the bandwidth".

Which figure is meant, the words of the factor's own clause say, or the amount that stands before it. Where they name a
rate without its number format, only a factor that no format explains is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from mlsysim_registry.data import Entry, Spec
from mlsysim_registry.units.quantity import ONE
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.entities import EntityFinder, Mention
from mlsysim_validators.sources.fields.formats import number_format
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.sentences import BREAK
from mlsysim_validators.sources.slides import Slide
from mlsysim_validators.sources.throughout import named_in_full

_AGAINST = AnyCase(
    r"\b(?:vs\.?|versus|over|than|against|relative to|compared? (?:to|with)|from|of) (?:the |an? |its? )*"
    r"(?:\w+ of (?:the |an? ))?$|(?:→|->) ?$"
)
_JOINS = regex(
    r"[- ](?:vs\.?|versus|over|than|against|to|relative to|compared (?:to|with))[- ](?:the |an? )?|[ -]?(?:→|->) ?"
    r"| (?:beats|outperforms|beat) (?:the )?"
)
_SEVERAL = AnyCase(r"(?:\d[×x ]?|\b(?:two|three|four|six|eight|several|both|all|pairs?|nodes?) (?:of )?)$")
_MANY_BEHIND = regex(
    r"(?:s\b|-?(?:\w+ )?(?:node|server|quartet|pair|cluster|pod|rack|system|box|chassis|"
    r"cabinet|machine|host|superchip)(?:e?s)?\b)"
)
_OTHER = AnyCase(
    r"nvlink|pcie|\blinks?\b|interconnect|network|fabric|per[ -]|/ ?(?:\$|W)|dollar|watt-|price|cost|cheap|measured|"
    r"achiev|effective|attain|sustain|observ|real(?:ised|ized)|cache|\bl2\b|ridge|balance|intensity|tokens?|batch|"
    r"in (?:practice|our)|sparse|sparsity|mfu|users?|weights?|\btime\b|latency|hours|days"
)
_FIELDS = (
    (AnyCase(r"bandwidth|\bbw\b|HBM speed|\breads? (?:its |the )?(?:memory|HBM)\b"), "memory.bandwidth"),
    (AnyCase(r"\bcapacity|(?<!high-bandwidth )\bmemory\b|\bvram\b|\bHBM\b"), "memory.capacity"),
    (AnyCase(r"\btdp\b|\bpower\b|\bwatts\b|board power|\bdraws?\b"), "power.tdp"),
)
_RATE = AnyCase(r"flop|\brates?\b|\bpeak\b|\bcompute\b(?! time)|throughput|arithmetic|\bmath\b|tensor|matrix")
_MEASURED = AnyCase(r"faster|speed-?up|outperform|\bruns?\b|quicker|slower")  # not of the peaks alone
_TWICE = 2.0
_NEAR = 40
_LONGEST_LEAD = 120
_MOST_VARIANTS = 8
_UNCLEAR = 0.08  # figures of other data sheets, rounded


def judge(claim: Claim, slide: Slide, finder: EntityFinder, *, wrong: bool) -> None:
    """Decide a factor or a percentage by the registered figures of the two devices that it compares.

    `wrong` says whether a factor that they do not give is told.
    """
    unit, text = claim.reading.units[0], claim.stated.text.text
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.stated.cell is not None:
        return
    if not claim.reading.one_value or wording.A_RATE.match(text, claim.reading.end):
        return
    if unit.symbol == "%" and not wording.percentage(text, claim.reading.start, claim.reading.end):
        return
    begin, stop = claim.stated.sentence_span()
    sentence = text[begin:stop]
    two = _two(claim, slide, finder, begin, sentence)
    if two is None:
        return
    clause = wording.clause(text, claim.reading.start, claim.reading.end, begin, stop)
    if _OTHER.search(clause):
        return
    pairs = list(_pairs(claim, clause, sentence, two, slide))
    others = [list(_pairs(claim, clause, sentence, some, slide)) for some in _other_variants(two, slide, finder)]
    right = next((pair for some in (pairs, *others) for pair in some if fits(claim, pair)), None)
    if right is not None:
        decide(claim, right, right=True)
    elif (
        wrong
        and pairs
        and not _MEASURED.search(clause)
        and not wording.DENIES.search(sentence)
        and all(_is_off(claim, some, clause) for some in (pairs, *others) if some)
    ):
        decide(claim, (others[0] if others and others[0] else pairs)[0], right=False)


def _other_variants(two: tuple[Entry, Entry], slide: Slide, finder: EntityFinder) -> list[tuple[Entry, Entry]]:
    """The two by the other variants of their families that the document names in full."""
    first, second = ([one, *named_in_full(one, slide.document, finder)] for one in two)
    return [(one, other) for one, other in product(first, second) if (one, other) != two][:_MOST_VARIANTS]


def _is_off(claim: Claim, pairs: list[Pair], clause: str) -> bool:
    """Whether a factor is wrong for certain: far from every pair, or twice the ratio, as sparse against dense is."""
    stated = claim.reading.value
    if claim.reading.units[0].symbol == "%":
        change = wording.percentage(claim.stated.text.text, claim.reading.start, claim.reading.end) == "change"
        stated = 1 + 0.01 * stated if change else 0.01 * stated
    elif stated < 1:
        return False
    if len(pairs) > 1:  # a rate of any format
        return abs(stated / (_TWICE * pairs[0].ratio) - 1) < _UNCLEAR or stated > 1.1 * _TWICE * max(
            p.ratio for p in pairs
        )
    more = stated + 1 if re.search(r"\bmore\b", clause) else stated
    rises = wording.direction(claim.stated.text.text, claim.reading.start, claim.reading.end) == "up"
    fallen = 2 - stated if 1 < stated < _TWICE and claim.reading.units[0].symbol == "%" and not rises else stated
    ratio = pairs[0].ratio
    return all(
        abs(one / other - 1) > _UNCLEAR for one in (stated, more, fallen) for other in (ratio, 1 / ratio) if one > 0
    )


def _two(claim: Claim, slide: Slide, finder: EntityFinder, begin: int, sentence: str) -> tuple[Entry, Entry] | None:
    """The subject and the base of a comparison."""
    named = [one for one in finder.mentions(sentence) if one.entry.kind == "accelerators"]
    ids = list(dict.fromkeys(one.entry.id for one in named))
    if not ids and claim.stated.block.kind == "item":
        return _led_by(claim, slide, finder)
    if not ids or len(ids) > 2 or any(_counted(one, sentence) for one in named):
        return None
    base = next((one for one in named if _AGAINST.search(sentence[: one.start])), None)
    if len(ids) == 2:
        first, second = (next(one for one in named if one.entry.id == name) for name in ids)
        joined = _JOINS.fullmatch(sentence[first.end : second.start])
        if (
            base is None
            and joined is None
            and not re.search(r"\bthan\b|\bas \w+ as\b", sentence[first.end : second.start])
        ):
            return None
        return first.entry, second.entry
    if base is None:
        return None
    subject = _subject(claim, slide, finder, begin)
    return (subject, base.entry) if subject is not None and subject.id != base.entry.id else None


def _led_by(claim: Claim, slide: Slide, finder: EntityFinder) -> tuple[Entry, Entry] | None:
    """The two of the line that a list stands below: "From A100 to H100:"."""
    line = next((block.text.text for block in slide.above(claim.stated.block) if block.kind != "item"), "")
    if not line.rstrip().endswith(":") or len(line) > _LONGEST_LEAD:
        return None
    two = joined(line, finder)
    return None if two is None or any(_counted(one, line) for one in two) else (two[0].entry, two[1].entry)


def joined(words: str, finder: EntityFinder) -> tuple[Mention, Mention] | None:
    """The two devices that some words name and set against each other, if they name just two: "A100 → H100"."""
    named = [one for one in finder.mentions(words) if one.entry.kind == "accelerators"]
    if len(named) != 2 or not _JOINS.fullmatch(words[named[0].end : named[1].start]):
        return None
    return named[0], named[1]


def _subject(claim: Claim, slide: Slide, finder: EntityFinder, begin: int) -> Entry | None:
    """The device that the sentence before speaks of, or else the title; none where they name several."""
    ahead = BREAK.split(claim.stated.text.text[max(0, begin - 400) : begin].strip())
    for words in (ahead[-1] if ahead else "", claim.stated.text.text[max(0, begin - 400) : begin], slide.title):
        found = {one.entry.id: one for one in finder.mentions(words) if one.entry.kind == "accelerators"}
        if len(found) == 1:
            mention = next(iter(found.values()))
            return None if _counted(mention, words) else mention.entry
        if found:
            return None
    return None


def _counted(mention: Mention, words: str) -> bool:
    """Whether several of a device are meant."""
    return bool(_SEVERAL.search(words[: mention.start]) or _MANY_BEHIND.match(words[mention.end :].lstrip(" -")))


def _pairs(claim: Claim, clause: str, sentence: str, two: tuple[Entry, Entry], slide: Slide) -> Iterator[Pair]:
    """The figures of both that the words may mean, the likeliest first."""
    form = number_format(clause)
    rate = _RATE.search(clause)
    field = next((path for pattern, path in _FIELDS if pattern.search(clause)), "")
    if field and rate:  # "arithmetic outran memory by ..."
        return
    if field:
        yield from _pair(claim, two, field)
        return
    if rate and form:
        twin = {"bf16": "fp16", "fp16": "bf16"}.get(form, form)
        found = [*_pair(claim, two, f"compute.matrix.{form}"), *_pair(claim, two, f"compute.matrix.{twin}")]
        yield from found[:1]
        return
    if rate:
        shared = [path for path in two[0].specs if path.startswith("compute.") and path in two[1].specs]
        for path in sorted(shared, key=lambda one: (one not in ("compute.matrix.bf16", "compute.matrix.fp16"), one)):
            yield from _pair(claim, two, path)
        return
    before = slide.before(claim)
    if before is not None and before.entity is not None and before.entity.id == two[0].id and before.kind == "spec":
        gap = claim.stated.text.text[before.reading.end : claim.reading.start]
        if before.verdict == "match" and len(gap) < _NEAR and before.reading.end >= claim.stated.sentence_span()[0]:
            yield from _pair(claim, two, before.field)


def _pair(claim: Claim, two: tuple[Entry, Entry], path: str) -> Iterator[Pair]:
    mine, theirs = two[0].get(path), two[1].get(path)
    if mine is None or theirs is None or not mine.value or not theirs.value:
        return
    first, second = (
        claim.reading._replace(text=f"{spec.printed} of {entry.name}", value=float(spec.value), units=(ONE,))
        for spec, entry in ((theirs, two[1]), (mine, two[0]))
    )
    pair = pair_of_values(first, theirs.value, _room(theirs), second, mine.value, _room(mine))
    if pair is not None:
        yield pair


def fields_of(header: str) -> list[str]:
    """The fields that the header of a column of factors may mean."""
    found = next((path for pattern, path in _FIELDS if pattern.search(header)), "")
    if found:
        return [found]
    form = number_format(header)
    if _RATE.search(header) or form:
        return [f"compute.matrix.{one}" for one in ([form] if form else ["bf16", "fp16"])]
    return []


def _room(spec: Spec) -> float:
    return 0.005 * float(spec.value)
