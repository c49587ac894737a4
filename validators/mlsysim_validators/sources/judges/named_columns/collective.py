"""The bus bandwidth of a collective beside its algorithm bandwidth, as nccl-tests prints them, in a listing or a table.

Of an all-reduce over n ranks it is 2 (n-1)/n times as much, of an all-gather, a reduce-scatter or an all-to-all (n-1)/n
times (nccl-tests, doc/PERFORMANCE.md). Told are slips, and whatever else breaks it where other rows keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import plain_number
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid
from mlsysim_validators.sources.judges.named_columns.told import Told
from mlsysim_validators.sources.judges.spoken_steps.step import Step, times_as
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block
from mlsysim_validators.sources.texts.slides import Slide

_ALG = AnyCase(r"alg(?:orithm)?[-_ ]?(?:bw|bandwidth)")
_BUS = AnyCase(r"bus[-_ ]?(?:bw|bandwidth)")
_TWICE = AnyCase(r"all[-_ ]?reduce")
_ONCE = AnyCase(r"all[-_ ]?gather|reduce[-_ ]?scatter|all[-_ ]?to[-_ ]?all")
_SAME = AnyCase(r"broadcast|send[-_ ]?recv")
_RANKS = AnyCase(
    r"\bn ?(?:ranks?|gpus):? *(?P<a>\d+)|(?<![\w.])(?P<b>\d+) (?:ranks|gpus|devices|workers|\w+ gpus)\b|"
    r"(?<![\w./)])n *= *(?P<c>\d+)(?![\d.])|world[ _]size\W{0,3}(?P<d>\d+)|-g (?P<e>\d+)"
)
_DEVICES = AnyCase(r"^(?:#? ?(?:gpus?|ranks?|n|nranks|devices))\b")
_TOKEN = regex(r"\S+")
_NUMBER = regex(r"\d+(?:\.\d+)?")
_MOST_LINES, _MOST_TOKENS, _LONGEST = 60, 24, 4000
_ROOM = 0.006


class _Row(NamedTuple):
    alg: float
    room: float  # relative
    bus: Entry
    label: str
    ranks: int


def bus_bandwidths(slide: Slide, tables: Sequence[Grid]) -> Iterator[Told]:
    """What the bus bandwidths of a slide are."""
    for grid in tables:
        yield from _told(list(_of_table(grid)), slide)
    for block in slide.blocks:
        if block.kind == "listing" and _ALG.search(block.text.text[:_LONGEST]):
            yield from _told(list(_of_listing(block, slide)), slide)


def _of_table(grid: Grid) -> Iterator[_Row]:
    alg = [column for column, words in grid.headers.items() if _ALG.search(words) and not _BUS.search(words)]
    bus = [column for column, words in grid.headers.items() if _BUS.search(words) and not _ALG.search(words)]
    ranks = [column for column, words in grid.headers.items() if _DEVICES.search(words.strip())]
    if len(alg) != 1 or len(bus) != 1 or alg[0] not in grid.values or bus[0] not in grid.values:
        return
    counts = grid.values.get(ranks[0], {}) if len(ranks) == 1 else {}
    for row, one in grid.values[bus[0]].items():
        base = grid.values[alg[0]].get(row)
        if base is not None and base.value > 0:
            n = int(counts[row].claim.reading.value) if row in counts else 0
            yield _Row(base.value, base.room / base.value, one, grid.labels.get(row, ""), n)


def _of_listing(block: Block, slide: Slide) -> Iterator[_Row]:
    text = block.text.text[:_LONGEST]
    places: list[tuple[int, int]] = []
    length = start = 0
    for line in text.split("\n")[:_MOST_LINES]:
        words = [match for match in _TOKEN.finditer(line) if match[0].strip("#")]
        if _ALG.search(line) and _BUS.search(line):
            names = [match[0] for match in words]
            algs = [at for at, name in enumerate(names) if _ALG.search(name)]
            buses = [at for at, name in enumerate(names) if _BUS.search(name)]
            places, length = list(zip(algs, buses, strict=False)), len(names)
        elif len(words) == length <= _MOST_TOKENS and not line.lstrip().startswith("#"):
            for alg, bus in places:
                if _NUMBER.fullmatch(words[alg][0]) and _NUMBER.fullmatch(words[bus][0]):
                    base = plain_number(words[alg][0], 0)
                    reading = plain_number(words[bus][0], start + words[bus].start())
                    claim = Claim(slide.document, Stated(reading, block.text, block, slide.index_of(block)))
                    entry = Entry(reading.value, 0.5 * reading.resolution, ONE, claim)
                    if base.value > 0:
                        yield _Row(base.value, 0.5 * base.resolution / base.value, entry, "", 0)
        start += len(line) + 1


def _told(rows: Sequence[_Row], slide: Slide) -> Iterator[Told]:
    if not rows:
        return
    ranks = {int(n) for match in _RANKS.finditer(slide.text) for n in match.groups() if n}
    sorts = [sort for sort, pattern in ((2, _TWICE), (1, _ONCE), (0, _SAME)) if slide.says(pattern)]
    laws: list[tuple[_Row, int, int]] = []
    for row in rows:
        own = [sort for sort, pattern in ((2, _TWICE), (1, _ONCE), (0, _SAME)) if pattern.search(row.label)] or sorts
        n = row.ranks or (next(iter(ranks)) if len(ranks) == 1 else 0)
        if len(own) == 1 and (n > 1 or not own[0]):
            laws.append((row, own[0], n))
    following = sum(_follows(*law) for law in laws)
    for row, sort, n in laws:
        factor = _factor(sort, n)
        words = f"{sort} × ({n} - 1)/{n}" if sort == 2 else f"({n} - 1)/{n}" if sort else "1"
        right = row.alg * factor
        room = row.bus.room + (row.room + _ROOM) * right
        working = f"algorithm bandwidth × {words}"
        sure = following > 1 or (following == 1 and len(laws) > 1)
        yield Told(row.bus, Step("bus_bandwidth", [(right, working)], _slips(row.alg, factor, n)), room, sure)


def _factor(sort: int, n: int) -> float:
    return sort * (n - 1) / n if sort else 1.0


def _follows(row: _Row, sort: int, n: int) -> bool:
    right = row.alg * _factor(sort, n)
    return abs(row.bus.value - right) <= row.bus.room + (row.room + _ROOM) * right


def _slips(alg: float, factor: float, n: int) -> list[tuple[float, str]]:
    slips = [(alg / factor, "that divides by the factor"), (alg, "that is the algorithm bandwidth")]
    if n > 1:
        slips += [(alg * (n - 1) / n, "that is of one phase"), (alg * 2 * (n - 1) / n, "that is of two phases")]
        slips += [(alg * n, "that is of all ranks"), (alg * (n - 1) / n / 2, "that is of half a phase")]
        slips += [
            (alg * 2 * n / (n - 1), "the factor is upside down"),
            (alg * n / (n - 1), "the factor is upside down"),
        ]
    slips += [(2 * alg, "that is twice the algorithm bandwidth")]
    right = alg * factor
    slips += times_as(right, "much")
    return [one for one in slips if abs(one[0] / right - 1) > 5 * _ROOM]
