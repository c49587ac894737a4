"""What a slide states that a derived number was computed from: model, device, counts, sizes, precision, price."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal, NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BANDWIDTH, BYTES, DEVICE_PRICE, MONEY_RATE, TIME
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields import number_format
from mlsysim_validators.sources.slides import Slide, Surroundings

_KEYWORD = re.compile(r"\b([A-Za-z_]\w{0,60}) {0,4}= {0,4}(\d[\d_]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?)")
_COUNT = r"(?<![\w.,])(\d[\d,]{0,20})"
_DEVICES = re.compile(_COUNT + r" ?[x×]? ?(?:[A-Z][\w.-]{0,30} ){0,3}(?:GPUs?|accelerators|devices|chips|ranks)\b")
_TOKENS = re.compile(
    _COUNT + r" ?(K)?[ -]?tokens?\b|(?:context|sequence|seq)(?: length)?(?: of)? ?=? ?(\d[\d,]{0,20})(K)?(?![\w.])",
    re.IGNORECASE,
)
_BATCH = re.compile(
    r"batch(?:[ _-]size)?(?: of)? ?=? ?(\d[\d,]{0,20})|" + _COUNT + r" (?:users|concurrent|requests|sequences)\b",
    re.IGNORECASE,
)
_LATENCY = re.compile(r"latency|alpha|α")
_HOURLY = re.compile(r"/ ?h|hour|hr")
_PER_GPU_HOUR = re.compile(r"GPU|accelerator|device|instance|on-demand|reserved", re.IGNORECASE)


@dataclass(slots=True)
class Given:
    """A number that the slide states, and the words in which it does."""

    value: float
    words: str


@dataclass(slots=True)
class Inputs:
    """Everything of use on a slide; None where it states nothing, or several different things."""

    model: Entry | None = None
    device: Entry | None = None
    precision: str | None = None
    devices: Given | None = None
    tokens: Given | None = None
    batch: Given | None = None
    message: Given | None = None
    bandwidth: Given | None = None
    latency: Given | None = None
    price: Given | None = None

    def take(self, other: Inputs) -> None:
        """Fill what is missing from further away."""
        for item in fields(self):
            if getattr(self, item.name) is None:
                setattr(self, item.name, getattr(other, item.name))

    def prefer_devices(self, keywords: Inputs) -> None:
        """Keyword arguments of a listing: a number of devices there is the one that is computed with."""
        self.devices = keywords.devices or self.devices
        self.take(keywords)

    def accept(self, amount: Amount) -> None:
        """Take an amount for what it may be, if nothing nearer is known."""
        if getattr(self, amount.role) is None:
            setattr(self, amount.role, amount.given)


Role = Literal["message", "bandwidth", "latency", "price"]


class Amount(NamedTuple):
    """A quantity that may be an input of some role."""

    role: Role
    given: Given
    reading: Reading


class SlideInputs:
    """What one slide states that its derived numbers may have been computed from."""

    def __init__(self, slide: Slide, finder: EntityFinder) -> None:
        self._slide = slide
        self._finder = finder

    @cached_property
    def _whole(self) -> Inputs:
        """What the title says or, where it is silent, the slide."""
        given = Inputs()
        for text in (self._slide.title, self._slide.text):
            _words(given, text, self._finder)
        return given

    @cached_property
    def listed(self) -> Inputs:
        """What the keyword arguments in the slide's listings say."""
        given = Inputs()
        _keywords(given, self._slide)
        return given

    @cached_property
    def _first_amounts(self) -> list[Amount]:
        return _few(_amounts(self._slide.text))

    def of(self, claim: Claim, around: Surroundings) -> Inputs:
        """What is stated nearest to a claim: in its sentence or row, then on its slide."""
        given = Inputs()
        _row(given, claim, self._slide)
        near = " | ".join(part for part in (around.sentence, around.row, around.column) if part)
        _words(given, near, self._finder)
        given.take(self._whole)
        given.prefer_devices(self.listed)
        for amount in (*_amounts(near), *self._first_amounts):
            if (amount.reading.text, amount.reading.value) != (claim.reading.text, claim.reading.value):
                given.accept(amount)
        return given


def _words(given: Inputs, text: str, finder: EntityFinder) -> None:
    _names(given, text, finder)
    given.precision = given.precision or number_format(text)
    given.devices = given.devices or _first(_DEVICES, text)
    given.tokens = given.tokens or _tokens(text)
    given.batch = given.batch or _first(_BATCH, text)


def _row(given: Inputs, claim: Claim, slide: Slide) -> None:
    """The number of devices that stands in the same table row."""
    for other in slide.same_row(claim):
        if other is not claim and other.reading.units[0].symbol == "GPU":
            given.devices = Given(other.reading.value, f"{other.text} GPU{'s' * (other.reading.value != 1)}")


def _names(given: Inputs, text: str, finder: EntityFinder) -> None:
    entries = {(mention.entry.kind, mention.entry.id): mention.entry for mention in finder.mentions(text)}
    models = [entry for (kind, _), entry in entries.items() if kind == "models"]
    devices = [entry for (kind, _), entry in entries.items() if kind == "accelerators"]
    if given.model is None and len(models) == 1:
        given.model = models[0]
    if given.device is None and len(devices) == 1:
        given.device = devices[0]


def _first(pattern: re.Pattern[str], text: str) -> Given | None:
    match = pattern.search(text)
    if match is None:
        return None
    digits = next(group for group in match.groups() if group)
    return Given(float(digits.replace(",", "")), match.group())


def _tokens(text: str) -> Given | None:
    match = _TOKENS.search(text)
    if match is None:
        return None
    digits = match.group(1) or match.group(3)
    thousand = match.group(2) or match.group(4)
    return Given(float(digits.replace(",", "")) * (1024 if thousand else 1), match.group())


def _keywords(given: Inputs, slide: Slide) -> None:
    """Keyword arguments in listings, read as text: nothing is run."""
    keywords: dict[str, float] = {}
    for block in slide.blocks:
        if block.kind == "listing":
            for name, digits in _KEYWORD.findall(block.text.text):
                keywords.setdefault(name.lower(), float(digits.replace("_", "")))
    for name, value in keywords.items():
        found = Given(value, f"{name}={value:g}")
        if re.search(r"message|size_bytes|^bytes|grad", name):
            given.message = given.message or found
        elif re.search(r"n_?gpus|num_gpus|devices|ranks|world", name):
            given.devices = given.devices or found
        elif re.search(r"bandwidth|^bw", name):
            given.bandwidth = given.bandwidth or found
        elif re.search(r"latency|alpha", name):
            given.latency = given.latency or found


def _amounts(text: str) -> Iterator[Amount]:
    """The amounts of a text that may be an input, with what they may be."""
    per_hour = parse_unit("USD/GPU-hour").factor * 1.001
    for reading in readings(text):
        for unit in reading.units:
            value, dimension = reading.value * unit.factor, unit.dimension
            role: Role | None = None
            if dimension == BYTES:
                role = "message" if _about_message(text, reading) else None
            elif dimension == BANDWIDTH:
                role = "bandwidth"
            elif dimension == TIME:
                role = "latency" if _LATENCY.search(text[max(0, reading.start - 25) : reading.end + 15]) else None
            elif (dimension == DEVICE_PRICE and unit.factor <= per_hour) or (
                dimension == MONEY_RATE
                and _HOURLY.search(reading.text)
                and _PER_GPU_HOUR.search(_around(text, reading))
            ):
                role, value = "price", value * 3600
            if role is not None:
                yield Amount(role, Given(value, reading.text), reading)


def _few(amounts: Iterator[Amount]) -> list[Amount]:
    """The first few different amounts of each role: the first counts, unless it is the claim itself."""
    kept: dict[tuple[Role, str, float], Amount] = {}
    count: Counter[Role] = Counter()
    for amount in amounts:
        key = (amount.role, amount.reading.text, amount.reading.value)
        if count[amount.role] < 4 and key not in kept:
            kept[key] = amount
            count[amount.role] += 1
    return list(kept.values())


def _around(text: str, reading: Reading) -> str:
    return text[max(0, reading.start - 200) : reading.end + 200]


def _about_message(text: str, reading: Reading) -> bool:
    return not re.search(r"\bHBM|memory|KV", text[max(0, reading.start - 15) : reading.end + 20])
