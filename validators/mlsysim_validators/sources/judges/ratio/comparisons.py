"""Which of two rows is the better: "6 beats 4", "FP8 is faster than FP16", against the columns of their table.

Told wrong is only what no column of the table bears out whose better end is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.dimensions import TIME, is_money
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.ratio.wording import of_throughput
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_BETTER = AnyCase(
    r" (?P<verb>beats|outperforms|outruns|wins over|is (?:\w+ )?(?:faster|quicker|cheaper) than) (?:the |a )?"
)
_MORE = AnyCase(r"speed-?up|throughput|tokens/s|per second|accura|gain|efficien|\bmfu\b|utili[sz]")
_LESS = AnyCase(r"\btime\b|latency|\bcosts?\b|price|\bloss\b|perplexity|overhead|ttft|tpot|duration|\bms\b|hours")
_MONEY = AnyCase(r"\bcosts?\b|price|\$")
_REACH = 4  # blocks
_LONGEST_LABEL = 80
_WORD = regex(r"[\w.]")
_GOES_ON = regex(r"[\w%]|\.\d")


def comparisons(slide: Slide, found: Sequence[Grid]) -> Iterator[Claim]:
    """Claims for such comparisons of rows, each with its verdict."""
    places = [grid.index for grid in found]
    labels = {grid.index: {label: row for row, label in reversed(grid.names.items())} for grid in found}
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        if not found or block.kind not in ("paragraph", "item", "note", "caption"):
            continue
        text = block.text.text
        near = found[bisect_left(places, index - _REACH) : bisect_right(places, index + _REACH)]
        for match in _BETTER.finditer(text) if near else ():
            before, behind = (
                text[max(0, match.start() - _LONGEST_LABEL) : match.start()],
                text[match.end() : match.end() + _LONGEST_LABEL],
            )
            for grid in near:
                rows = _rows(labels[grid.index], before, behind)
                if rows is None:
                    continue
                first, second = rows
                begin, end = match.start() - len(grid.names[first]), match.end() + len(grid.names[second])
                reading = Reading(begin, end, 1.0, 1.0, (ONE,), "", text[begin:end])
                claim = Claim(
                    slide.document, Stated(reading, block.text, block, index), "derived", field="order", unit=ONE
                )
                _decide(claim, grid, first, second, money="cheap" in match["verb"])
                if claim.verdict != "unresolved":
                    yield claim


def _rows(labels: dict[str, int], before: str, behind: str) -> tuple[int, int] | None:
    """The rows whose labels end and begin these texts, as whole words; the longest that fit."""
    ends = (before[start:] for start in range(len(before)) if not start or not _WORD.match(before[start - 1]))
    begins = (behind[:stop] for stop in range(len(behind), 0, -1) if not _GOES_ON.match(behind, stop))
    first = next((labels[label] for label in ends if label in labels), None)
    second = next((labels[label] for label in begins if label in labels), None)
    return (first, second) if first is not None and second is not None and first != second else None


def _decide(claim: Claim, grid: Grid, first: int, second: int, *, money: bool) -> None:
    told = ""
    for column, entries in grid.values.items():
        if column == 0 or first not in entries or second not in entries:
            continue
        more = _more_is_better(grid, column, money=money)
        one, other = entries[first], entries[second]
        if more is None or one.unit.dimension != other.unit.dimension:
            continue
        words = f"{grid.names[first]} has {one.shown}, {grid.names[second]} {other.shown}"
        if one.value == other.value or (one.value > other.value) is more:
            claim.decide("match", working=words)
            return
        told = told or words
    if told:
        hint = f"write that {grid.names[second]} comes before {grid.names[first]}"
        claim.decide("mismatch", f"the table says the opposite: {told}", rule="order", hint=hint, working=told)


def _more_is_better(grid: Grid, column: int, *, money: bool) -> bool | None:
    """Whether more is better in a column; None where that is not known, or another quantity is compared."""
    unit = next(iter(grid.values[column].values())).unit
    header = grid.headers.get(column, "")
    of_money = is_money(unit.dimension) or _MONEY.search(header) is not None
    if of_money or money:
        return False if of_money and money else None
    if unit.symbol == "×" or _MORE.search(header) or (unit.dimension and of_throughput(unit.dimension)):
        return True
    return False if unit.dimension == TIME or _LESS.search(header) else None
