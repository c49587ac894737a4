"""What looks like a calculation and is none: lists of numbers, asides, settings of symbols, one line behind another.

Some are left alone whatever they come to (`is_none`), others only where they do not hold (`may_be_another`).
"""

from __future__ import annotations

import re

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.judges.arithmetic.equality import Judgement
from mlsysim_validators.sources.judges.arithmetic.lines import Line
from mlsysim_validators.sources.judges.arithmetic.statements import Statement
from mlsysim_validators.sources.judges.arithmetic.tokens import is_arrow
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_ASIDE = regex(r"[a-z] \(\d[\d.]*\)[^.;]*[a-z] ?$", re.IGNORECASE)
_SENTENCE_AHEAD = 160
_LIST_OF_NUMBERS = regex(r"(?<![\w.])(?:\d{2,}/\d{2,}/\d{2,} ?=|\d{4}-\d\d-\d\d(?!\d))")
_ALL_THE_TIME = regex(r"(?<![\w.])24 ?/ ?7\b(?! ?/)")  # "running 24/7 = 8,760 hours"
_DIVIDED_BY_A_NAME = regex(r"/ (?:time|elapsed|latency|duration|seconds?)(?:_\w+)? ?/")  # "2 * 8192³ / time / 1e12"
_OF_MATRICES = regex(r"(?<![\w.])\d+[×x](?P<inner>\d+) [×x*·@] (?P=inner)[×x]\d+ *[=≈→]")  # two shapes
_OF_OPERATIONS = regex(r" ?[ZY]FLOPs?\b")
_WORDS = regex(r"[^\W\d_]{4,}")
_NOUN_AHEAD = regex(r" (?:[a-z]+ )?(?P<noun>[a-z]{3,}) = ?")
_NOUN = regex(r" (?P<noun>[a-z]{3,})\b")
_PER_PART = regex(r"\s*(?:/ ?(?:layer|head|step|block|expert|GPU|device|request)s?\b|param)", re.IGNORECASE)
_SETS = regex(r"\b(?:where|with|for|when|if|using|let) [A-Za-z]\w{0,11} ?[=≈~] ?[~≈]?$")
_LABEL = regex(r" [A-Z][\w ()-]{2,40} $")


def is_none(line: Line, statement: Statement, document: Document) -> bool:
    """Whether two sides of a sign are no calculation and its result."""
    return (
        _lists(line, statement)
        or _ends_asides(line, statement)
        or _sets_a_symbol(line, statement)
        or _is_a_share_at_a_rate(statement)
        or _compares_whole_numbers(line, statement)
        or _begins_a_line(line, statement, document)
    )


def may_be_another(line: Line, statement: Statement, judgement: Judgement) -> bool:
    """Whether what does not hold is probably not what is meant."""
    result, between = statement.right.numbers[-1], between_sides(line, statement)
    if _PER_PART.match(between):  # "117 MB / layer = 8.2 GB", "2.5b params = 5 GB"
        return True
    if judgement.of is result and _OF_OPERATIONS.match(
        line.words, result.end
    ):  # "70B × 400B = 168 ZFLOP": six for each
        return True
    if _tells_a_change(line, statement) or _counts_others(line, statement):
        return True
    return judgement.unitless and bool(formats_in(between))  # "128 × 8 FP32 → 4 KB": of four bytes each


def working_of(line: Line, statement: Statement) -> str:
    """A calculation in the words of its line."""
    first, last = statement.left.numbers[0], statement.right.numbers[-1]
    if first.start > last.end:  # the result stands before its working
        return " ".join(line.words[statement.right.numbers[0].start : statement.left.numbers[-1].end].split())[:200]
    if statement.left.words:
        return f"{statement.left.words} = {line.words[statement.right.start : last.end]}"
    begin = statement.left.start if 0 <= statement.left.start <= last.end else statement.relation.start
    return " ".join(line.words[begin : max(last.end, statement.relation.start)].split())[:200]


def between_sides(line: Line, statement: Statement) -> str:
    """The words between the last number of a working and its result."""
    return line.words[max(0, statement.left.numbers[-1].end) : max(0, statement.right.numbers[0].start)]


def _lists(line: Line, statement: Statement) -> bool:
    """Whether numbers are joined as no calculation is: "stages 8246/8247/8248 = 1.9 s", "24/7", "16×8 × 8×8 = "."""
    words = working_of(line, statement)
    if statement.left.operations == 1 and _ALL_THE_TIME.match(words) is not None:
        return True
    if _DIVIDED_BY_A_NAME.search(words) is not None:
        return True
    return _LIST_OF_NUMBERS.search(words) is not None or _OF_MATRICES.search(words) is not None


def _ends_asides(line: Line, statement: Statement) -> bool:
    """Whether a working is the last of several amounts in brackets: "weight (2), gradient (2), moments (3×4) = 16"."""
    first, last = statement.left.numbers[0].start, statement.left.numbers[-1].end
    words = line.words
    bracketed = words[max(0, first - 1) : first] == "(" and words[last : last + 1] == ")"
    return bracketed and _ASIDE.search(words[: first - 1]) is not None


def _sets_a_symbol(line: Line, statement: Statement) -> bool:
    """Whether a number is what an aside sets a symbol to: "2 * n * k * d where k ≈ 128 = 2 * 8192 * ..."."""
    first = statement.left.numbers[0].start
    ahead = line.words[max(0, first - _SENTENCE_AHEAD) : max(0, first)]
    return not statement.left.operations and bool(statement.right.operations) and _SETS.search(ahead) is not None


def _compares_whole_numbers(line: Line, statement: Statement) -> bool:
    """Whether a program compares quotients of whole numbers, which it rounds down: "100/32 == 110/32"."""
    whole = all(one.reading is not None and one.reading.bare and "." not in one.reading.text
                for one in (*statement.left.numbers, *statement.right.numbers))  # fmt: skip
    return statement.relation.text == "==" and whole and "/" in working_of(line, statement)


def _is_a_share_at_a_rate(statement: Statement) -> bool:
    """Whether a percentage follows an amount "at" a rate: "3.47 TFLOP at 4 TFLOP/s = 0.4% MFU" is of another peak."""
    result = statement.right.numbers[0].reading
    percent = result is not None and result.units[0].symbol == "%"
    return (
        percent
        and bool(statement.left.spoken)
        and len({_dimension_of(one.reading) for one in statement.left.numbers}) > 1
    )


def _dimension_of(reading: Reading | None) -> Dimension | None:
    return reading.units[0].dimension if reading is not None else None


def _begins_a_line(line: Line, statement: Statement, document: Document) -> bool:
    """Whether a number ends a line of the source and the label of another calculation follows it.

    A paragraph joins "Free = 40 - 30 = 10 GB" and "Block = 16 × 800 KB = 12.8 MB".
    """
    last, words = statement.left.numbers[-1], line.words
    if statement.left.operations or last.end < 0 or not _LABEL.match(words, last.end, statement.relation.start):
        return False
    behind, label = (line.text.source_offset(line.begin + place) for place in (last.end - 1, statement.relation.start))
    return "\n" in document.source[behind:label]


def _tells_a_change(line: Line, statement: Statement) -> bool:
    """Whether an arrow leads from one amount to another of its unit, with words between: "52 min/15 ep → 54 min"."""
    first, result = statement.left.numbers[0].reading, statement.right.numbers[0].reading
    if not is_arrow(statement.relation) or first is None or result is None or first.bare:
        return False
    return first.units[0] == result.units[0] and _WORDS.search(between_sides(line, statement)) is not None


def _counts_others(line: Line, statement: Statement) -> bool:
    """Whether some things make a number of others: "50 cycles per cell, 9 treated + 3 control cells = 600 cycles"."""
    ahead = _NOUN_AHEAD.match(between_sides(line, statement))
    last = statement.right.numbers[-1]
    behind = _NOUN.match(line.words, last.end)
    bare = all(one.reading is not None and one.reading.bare for one in (*statement.left.numbers, last))
    if not bare or ahead is None or behind is None:
        return False
    begin = statement.left.numbers[0].start
    said_before = re.search(rf"\d {behind['noun']} (?:per|for each|of each|in each|a)\b", line.words[: max(0, begin)])
    return said_before is not None and ahead["noun"].removesuffix("s") != behind["noun"].removesuffix("s")
