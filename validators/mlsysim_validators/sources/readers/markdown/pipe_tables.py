"""Pipe tables of Markdown: the delimiter row, and cutting a line into cells."""

from __future__ import annotations

from bisect import bisect_left

from mlsysim_validators.sources.patterns import regex

_DELIMITER = regex(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BACKTICKS = regex(r"`+")
_STOP = regex(r"\\.|`+|\|")


def is_delimiter_row(line: str) -> bool:
    """Is this the row of dashes under a table's header?"""
    stripped = line.strip()
    return "|" in stripped and "-" in stripped and _DELIMITER.fullmatch(stripped) is not None


def cut_row(line: str) -> list[tuple[int, int]]:
    """The cells of a row as ranges of the line, without the white space around them.

    Pipes that are escaped or stand in `code` do not end a cell.
    """
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    bars: list[int] = []
    position = start
    runs = backtick_runs(line) if "`" in line else {}
    while stop := _STOP.search(line, position, end):
        position = stop.end()
        token = stop[0]
        if token == "|":
            bars.append(stop.start())
        elif token[0] == "`":
            closing = closing_run(runs, len(token), position)
            position = closing + len(token) if closing >= 0 else position
    if bars and bars[0] == start:
        start += 1
        bars = bars[1:]
    if bars and bars[-1] == end - 1:
        end = bars.pop()
    cells: list[tuple[int, int]] = []
    for bar in [*bars, end]:
        cells.append(_stripped(line, start, bar))
        start = bar + 1
    return cells


def backtick_runs(text: str) -> dict[int, list[int]]:
    """Where the runs of backticks of each length begin."""
    runs: dict[int, list[int]] = {}
    for run in _BACKTICKS.finditer(text):
        runs.setdefault(len(run[0]), []).append(run.start())
    return runs


def closing_run(runs: dict[int, list[int]], length: int, position: int) -> int:
    """Where the run that closes a code span begins: the next one of the same length. -1: there is none."""
    places = runs.get(length, [])
    index = bisect_left(places, position)
    return places[index] if index < len(places) else -1


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start] in " \t":
        start += 1
    while end > start and line[end - 1] in " \t":
        end -= 1
    return start, end
