"""The numbers of comments beside a statement: `load = 16e9 / 3.35e12  # 4.8 ms`, "# 8 GB of weights -> 4.8 ms"."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

# "# 4.8 ms", "# -> ~35 ms", "# = 140 GB": the result comes first. "# 80 GB card" says something else.
_RESULT = regex(r"#* ?(?:(?:->|→|=>?|≈|~=?|result:?|approx\.?|about|roughly) ?)*")
_LEADS = regex(r"\w[^:=]*(?::|\bi\.e\.|\bthat is|\bgives|\bmakes|\bso) ?(?:about |roughly |some |~|≈)*$")
# What a limit, a measurement or another case says is no result.
_OF_ANOTHER = AnyCase(
    r"limit|\bcard\b|would|measur|\bfit|budget|at (?:most|least)|target|\bmax|\bmin|observ|instead|\bif\b|than\b|"
    r"\bpeak|capacity|available|\bfree\b|\bwas\b|\bvs\b|compare|without|todo|assum|default|\bper\b|each|should|published|report"
)
_MARK = regex(r"->|→|=|≈|~")
_CALLED = regex(r"\s*#+ *(?P<call>[A-Za-z_]\w*\([^#]*\)) *(?=(?:# *)?(?:->|→|=>))")
_LAST_ARROW = regex(r"\s*#.*(?P<arrow>->|→)")
_PRINTS = regex(r"\s*print\(")
_GOES_ON = regex(r"\s*# ?(?:->|→|=|≈)")
_ONLY_NUMBERS = regex(r"#+[\s\d.,e+-]+")
_WORD = regex(r"[\d.](?:[\d.e+-]|,(?=\d))*")
_SMALL = 100


def comment_behind(lines: list[str], statement: ast.stmt) -> tuple[int, int] | None:
    """Where the comment behind a statement stands, or the one below it that begins with an arrow: line and column."""
    number = (statement.end_lineno or statement.lineno) - 1
    column = len(lines[number].encode()[: statement.end_col_offset or 0].decode(errors="ignore"))
    rest = lines[number][column:]
    if rest.lstrip().startswith("#"):
        return number, column + rest.index("#")
    if not rest.strip() and number + 1 < len(lines) and _GOES_ON.match(lines[number + 1]):
        if number + 2 < len(lines) and _PRINTS.match(lines[number + 2]):  # it is of what is printed there
            return None
        return number + 1, lines[number + 1].index("#")
    return None


def called_in(line: str) -> tuple[str, int] | None:
    """The call that a comment makes, and where its result begins: "# max_batch(H100, 8192)  # -> 52"."""
    found = _CALLED.match(line)
    return (found["call"], found.end()) if found is not None else None


def comment_above(lines: list[str], statement: ast.stmt) -> tuple[int, int] | None:
    """Where the last arrow of the comment right above a print stands: line and column."""
    number = statement.lineno - 1
    if number < 1 or not _PRINTS.match(lines[number]):
        return None
    arrow = _LAST_ARROW.match(lines[number - 1])
    return (number - 1, arrow.start("arrow")) if arrow is not None else None


def results(comment: str, count: int) -> Iterator[tuple[Reading, bool]]:
    """The numbers that a comment states as results of `count` values, and of each whether it can be nothing else."""
    found = readings(comment)
    if count != 1 and _ONLY_NUMBERS.fullmatch(comment):  # "24 192" are two numbers
        found = [
            one._replace(start=one.start + word.start(), end=one.end + word.start())
            for word in _WORD.finditer(comment)
            for one in readings(word[0])
        ]
    only = _ONLY_NUMBERS.fullmatch(comment) is not None
    if count != 1:
        if len(found) == count and all(one.one_value for one in found):
            yield from ((one, only) for one in found)
        return
    lead = _RESULT.match(comment)
    closing = _closing(comment, found)
    if closing is not None:
        yield closing, False
        return
    if lead is None or not found or found[0].start > lead.end() or found[0].range_end:
        return
    first = found[0]
    if first.hedge == "above":  # the > of an arrow
        first = first.unhedged()
    sure = only and (first.value >= _SMALL or "." in first.text)
    yield first, sure or bool(_MARK.search(lead.group()))


def _closing(comment: str, found: list[Reading]) -> Reading | None:
    """The one quantity of a comment, where words lead to it as to what it all comes to: "read x, write y: 42 MB"."""
    last = found[-1] if found else None
    if last is None or last.range_end or not last.units[0].dimension or comment[last.end :].strip(" .)"):
        return None
    measures = [one for one in found if one.units[0].dimension]
    leads = _LEADS.search(comment, 0, last.start) is not None and not _OF_ANOTHER.search(comment)
    return last if len(measures) == 1 and leads else None
