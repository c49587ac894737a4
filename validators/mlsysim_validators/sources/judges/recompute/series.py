"""Columns (or rows) of a table in which each device's number follows from its own specifications by one rule.

Times of one amount of data go as one over the bandwidth, those of one amount of work as one over the peak, ridge
points are peaks over bandwidths, what is left of the memory is a share of it less a constant. Which amount it is need
not be known: where at least three devices follow one rule, in digits that show it, the one that does not is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry as Number
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid, grids
from mlsysim_validators.sources.judges.recompute.computed import Computed, contradict
from mlsysim_validators.sources.judges.recompute.evidence import slipped
from mlsysim_validators.sources.judges.recompute.texts import formats_in, shares_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives
from mlsysim_validators.sources.texts.slides import Slide

_FEWEST = 3  # devices that show a rule
_SPREAD = 1.15  # the least that what they are computed from must differ
_FINE = 0.025
_SPEC = 0.004  # specifications are rounded
_CLEAR = 1.04
_EXACT = 1e-6
_LONGEST_NAME = 50
_SAME = 0.02
_ON = regex(r" (?:on|for) (?:(?:an?|the|one) )?")
_FARTHEST = 30.0
_MANY = regex(r"(?<![\w.])(\d{1,4}) ?[x×]? ?(?:(?:NVIDIA|AMD|Intel|Google) )?$")
_SHARES = (1.0, 0.95, 0.9, 0.85, 0.8)
_FORMATS = (("bf16", "fp16"), ("fp8",), ("int8",), ("fp4",), ("tf32",))
_TWINS = {"fp8": ("int8",), "int8": ("fp8",)}  # "8 bit" is either, whichever a device has


class _Point(NamedTuple):
    """One number of a series, the device that it is about, how many of them."""

    number: Number
    device: Entry
    many: float
    variants: Sequence[Entry]


class _Rule(NamedTuple):
    """What a number goes as: of a device, and by which power of their number; `told` for the working."""

    told: str
    of: Callable[[Entry], float]
    power: int
    twin: Callable[[Entry], float] | None = None  # of another format of as many bits


class _Fit(NamedTuple):
    """The points that share a constant of a rule, those that do not, and the constant."""

    rule: _Rule
    following: list[_Point]
    odd: list[_Point]
    constant: float
    value: Callable[[Entry, float], float]
    known: bool = False  # the rule is a law without a constant


def judge(slide: Slide, claims: Sequence[Claim], finder: EntityFinder) -> list[Claim]:
    """Decide the numbers that break the rule of their series; those that were no claims before are handed back."""
    if len(slide.named(finder).get("accelerators", {})) < _FEWEST:
        return []
    fresh: list[Claim] = []
    known = {id(claim) for claim in claims}
    every = [series for grid in grids(slide, claims) for series in _series(grid, finder)]
    for series in (*every, *_enumerated(slide, finder)):
        if all(point.number.claim.verdict != "unresolved" for point in series):
            continue
        for fit in _broken(series):
            for point in fit.odd:
                claim = point.number.claim
                if claim.verdict != "unresolved" or (claim.kind == "spec" and claim.sure):
                    continue
                _tell(claim, point, fit, slide)
                if id(claim) not in known and claim.verdict in FINDINGS:
                    fresh.append(claim)
    return fresh


def _enumerated(slide: Slide, finder: EntityFinder) -> Iterator[list[_Point]]:
    """Numbers of one dimension in a paragraph or a list, each right behind the name of its device."""
    runs: dict[tuple[int, Dimension], list[_Point]] = {}
    run = 0
    for block in slide.blocks:
        run += block.kind != "item"
        if block.kind not in ("item", "paragraph", "note", "caption"):
            continue
        for claim in slide.claims_of(block):
            begin, _ = slide.gap(claim.stated)
            device = device_in(
                block.text.text[max(begin, claim.reading.start - _LONGEST_NAME) : claim.reading.start], finder
            )
            device = device or _device_behind(block.text.text, claim.reading.end, finder)
            if device is None or not claim.reading.one_value:
                continue
            unit = claim.reading.units[0]
            room = 0.5 * claim.reading.resolution * unit.factor
            point = _Point(Number(claim.reading.value * unit.factor, room, unit, claim), *device)
            runs.setdefault((run, unit.dimension), []).append(point)
    for (_, dimension), points in runs.items():
        if dimension and len(points) == len({point.device.id for point in points}):
            yield points


def _device_behind(text: str, end: int, finder: EntityFinder) -> tuple[Entry, float, Sequence[Entry]] | None:
    """The device of a number that it stands right before: "410 ms on the A100,"."""
    on = _ON.match(text, end)
    if on is None:
        return None
    words = re.split(r"[,.;:()]", text[on.end() : on.end() + _LONGEST_NAME])[0]
    found = finder.mentions(words)
    return device_in(words, finder) if found and found[0].start == 0 else None


def _series(grid: Grid, finder: EntityFinder) -> Iterator[list[_Point]]:
    """The columns whose rows are named after devices, and the rows whose columns are."""
    rows = {row: found for row, label in grid.labels.items() if (found := device_in(label, finder)) is not None}
    kinds = {formats_in(grid.labels[row]) for row in rows}
    for column, numbers in grid.values.items():
        for kind in kinds:
            points = [
                _Point(numbers[row], *rows[row])
                for row in rows
                if row in numbers and formats_in(grid.labels[row]) == kind and row not in grid.totals
            ]
            if column > 0 and len(points) > _FEWEST - 1:
                yield points
    columns = {
        column: found for column, words in grid.headers.items() if (found := device_in(words, finder)) is not None
    }
    if len(columns) >= _FEWEST:
        for row in grid.labels:
            points = [
                _Point(numbers[row], *columns[column])
                for column, numbers in grid.values.items()
                if column in columns and row in numbers
            ]
            if len(points) >= _FEWEST:
                yield points


def device_in(words: str, finder: EntityFinder) -> tuple[Entry, float, Sequence[Entry]] | None:
    """The one device that a label names, and how many of it."""
    mentions = [mention for mention in finder.mentions(words) if mention.entry.kind == "accelerators"]
    if len({mention.entry.id for mention in mentions}) != 1 or any(
        not name.of_a_model for name in finder.strangers(words)
    ):
        return None
    mention = mentions[0]
    many = _MANY.search(words[: mention.start])
    variants = relatives(mention.entry, finder.registry, same_family=True)
    return mention.entry, float(many[1]) if many else 1.0, variants


def _spec(path: str) -> Callable[[Entry], float]:
    return lambda device: float(device[path].value) if path in device else 0.0


def _peak(names: Sequence[str]) -> Callable[[Entry], float]:
    def rate(device: Entry) -> float:
        return next((found for name in names if (found := _spec(f"compute.matrix.{name}")(device))), 0.0)

    return rate


def _over(first: Callable[[Entry], float], second: Callable[[Entry], float]) -> Callable[[Entry], float]:
    def quotient(device: Entry) -> float:
        above, below = first(device), second(device)
        return above / below if below else 0.0

    return quotient


def _rules() -> Iterator[_Rule]:
    bandwidth, capacity, draw = _spec("memory.bandwidth"), _spec("memory.capacity"), _spec("power.tdp")

    def one(_: Entry) -> float:
        return 1.0

    yield _Rule("one over the memory bandwidth", _over(one, bandwidth), -1)
    yield _Rule("the memory bandwidth", bandwidth, 1)
    yield _Rule("capacity over bandwidth", _over(capacity, bandwidth), 0)
    yield _Rule("the power", draw, 1)
    for names in _FORMATS:
        peak, name = _peak(names), names[0].upper()
        other = _peak(_TWINS[names[0]]) if names[0] in _TWINS else None
        for told, rule, power in (
            (f"one over the dense {name} peak", lambda rate: _over(one, rate), -1),
            (f"the dense {name} peak", lambda rate: rate, 1),
            (f"the dense {name} peak over the bandwidth", lambda rate: _over(rate, bandwidth), 0),
            (f"the dense {name} peak over the power", lambda rate: _over(rate, draw), 0),
            (f"the power over the dense {name} peak", lambda rate: _over(draw, rate), 0),
        ):
            yield _Rule(told, rule(peak), power, rule(other) if other is not None else None)


_RULES = tuple(_rules())
_CAPACITY = _Rule("the memory capacity", _spec("memory.capacity"), 1)


def _broken(points: list[_Point]) -> Iterator[_Fit]:
    """The fits that one number breaks and all others follow, if all that do so agree which one it is."""
    if len({point.device.id for point in points}) < _FEWEST:
        return
    fits = [fit for rule in _RULES if (fit := _proportion(points, rule)) is not None]
    fits += [fit for share in _SHARES if (fit := _remainder(points, share)) is not None]
    fits.sort(key=lambda fit: -len(fit.following))
    if not fits or not fits[0].odd:
        return
    best = [fit for fit in fits if len(fit.following) == len(fits[0].following)]
    if len({id(point.number) for fit in best for point in fit.odd}) == len(fits[0].odd):
        yield best[0]


def _proportion(points: list[_Point], rule: _Rule) -> _Fit | None:
    ranges: list[tuple[float, float]] = []
    features: list[float] = []
    for point in points:
        feature = rule.of(point.device) * point.many**rule.power if point.many else 0.0
        if not feature or point.number.value <= 0:
            return None
        value, room = point.number.value, point.number.room
        features.append(feature)
        ranges.append(((value - room) / feature * (1 - _SPEC), (value + room) / feature * (1 + _SPEC)))
    inside, constant = common(ranges)
    following = [points[index] for index in inside]
    ridge = "peak over the bandwidth" in rule.told and _is_one(constant)
    if not _shows([features[index] for index in inside], following, len(points), certain=ridge):
        return None

    def value_of(device: Entry, many: float) -> float:
        return constant * rule.of(device) * many**rule.power

    return _Fit(rule, following, _others(points, inside), constant, value_of, ridge)


def _remainder(points: list[_Point], share: float) -> _Fit | None:
    """What a constant leaves of a share of the memory."""
    ranges: list[tuple[float, float]] = []
    features: list[float] = []
    for point in points:
        whole = share * _CAPACITY.of(point.device) * point.many
        number = point.number
        if not whole or dict(number.unit.dimension) != {"data": 1}:
            return None
        features.append(whole)
        ranges.append((whole - number.value - number.room - 1e6, whole - number.value + number.room + 1e6))
    inside, constant = common(ranges)
    following = [points[index] for index in inside]
    if constant < 0 or not _shows([features[index] for index in inside], following, len(points), certain=False):
        return None

    def value_of(device: Entry, many: float) -> float:
        return share * _CAPACITY.of(device) * many - constant

    told = f"{share:.0%} of the memory less {constant / 1e9:.4g} GB"
    return _Fit(_Rule(told, _CAPACITY.of, 1), following, _others(points, inside), constant, value_of)


def _is_one(constant: float) -> bool:
    return abs(constant - 1) < 0.01


def common(ranges: Sequence[tuple[float, float]]) -> tuple[list[int], float]:
    """The most ranges that have a point in common, and such a point."""
    best: list[int] = []
    for low, _ in ranges:
        inside = [index for index, (a, b) in enumerate(ranges) if a <= low <= b]
        best = inside if len(inside) > len(best) else best
    low, high = max(ranges[index][0] for index in best), min(ranges[index][1] for index in best)
    return best, (low + high) / 2


def _shows(features: list[float], following: list[_Point], count: int, *, certain: bool) -> bool:
    """Whether those that follow a rule show it: enough of them, different ones, in digits that are fine enough."""
    fewest = _FEWEST - 1 if certain else _FEWEST
    fine = [point for point in following if point.number.room <= _FINE * abs(point.number.value)]
    values = {point.number.value for point in following}
    enough = len(following) >= max(fewest, count - 1 - count // 6) and len(fine) >= fewest
    return enough and len(values) >= fewest and max(features) >= _SPREAD * min(features)


def _others(points: list[_Point], inside: list[int]) -> list[_Point]:
    return [point for index, point in enumerate(points) if index not in inside]


def _near(number: Number, value: float) -> bool:
    return abs(value - number.value) <= number.room + _SPEC * abs(value)


def _tell(claim: Claim, point: _Point, fit: _Fit, slide: Slide) -> None:
    number = point.number
    value = fit.value(point.device, point.many)
    off = number.value / value if value > 0 else 0.0
    if not 1 / _FARTHEST < off < _FARTHEST or 1 / _CLEAR < off < _CLEAR:
        return
    copied = any(abs(number.value / one.number.value - 1) < _EXACT for one in fit.following)
    few = len(fit.following) <= _FEWEST and not fit.known
    if few and not copied and not slipped(claim, number.unit, Computed([(value, "")]), False):
        return
    shares = shares_in(slide.text)
    if any(abs(off * one / other - 1) < _SAME for one in shares for other in shares if one != other):
        return  # each at its own efficiency
    for variant in point.variants:  # another one of its family may be meant
        theirs = fit.value(variant, point.many)
        if theirs and _near(number, theirs):
            return
    twin = fit.rule.twin(point.device) if fit.rule.twin is not None else 0.0
    if twin and _near(number, fit.constant * twin * point.many**fit.rule.power):
        return  # by its other rate of as many bits
    shown = printed(value, claim.reading, number.unit)
    followers = ", ".join(f"{one.device.name} {one.number.shown}" for one in fit.following[:_FEWEST])
    working = f"in proportion to {fit.rule.told} of each device, as {followers}"
    if "less" in fit.rule.told:
        working = f"{fit.rule.told}, as {followers}"
    claim.kind, claim.unit = "derived", number.unit
    contradict(claim, "series", Expected(value, shown), working, None)
    claim.reason = f"the number of {point.device.name} breaks the rule of the others: {shown} is {working}"
