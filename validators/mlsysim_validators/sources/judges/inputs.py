"""What a slide states that a derived number was computed from: model, device, counts, sizes, precision, price."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields import BANDWIDTH, BYTES, DEVICE_PRICE, MONEY_RATE, TIME, number_format
from mlsysim_validators.sources.slides import Slide, Surroundings

_KEYWORD = re.compile(r"\b([A-Za-z_]\w*)\s*=\s*(\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)")
_DEVICES = re.compile(r"(\d[\d,]*) ?[x×]? ?(?:[A-Z][\w.-]* ){0,3}(?:GPUs?|accelerators|devices|chips|ranks)\b")
_TOKENS = re.compile(r"(\d[\d,]*) ?(K)?[ -]?tokens?\b|(?:context|sequence|seq)(?: length)?(?: of)? ?=? ?(\d[\d,]*)(K)?(?![\w.])", re.IGNORECASE)
_BATCH = re.compile(r"batch(?:[ _-]size)?(?: of)? ?=? ?(\d[\d,]*)|(\d[\d,]*) (?:users|concurrent|requests|sequences)\b", re.IGNORECASE)
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
    keywords: dict[str, float] = field(default_factory=dict)


def inputs_for(claim: Claim, around: Surroundings, slide: Slide, finder: EntityFinder) -> Inputs:
    """What is stated nearest to a claim: in its sentence or row, then on its slide."""
    given = Inputs()
    _row(given, claim, slide)
    near = " | ".join(part for part in (around.sentence, around.row, around.column) if part)
    whole = slide.text()
    for text in (near, slide.title, whole):
        _names(given, text, finder)
        given.precision = given.precision or number_format(text)
        given.devices = given.devices or _first(_DEVICES, text)
        given.tokens = given.tokens or _tokens(text)
        given.batch = given.batch or _first(_BATCH, text)
    _keywords(given, slide)
    own = (claim.stated.text, claim.reading.start)
    for text in (near, whole):
        _amounts(given, text, claim, own[1])
    return given


def _row(given: Inputs, claim: Claim, slide: Slide) -> None:
    """The number of devices that stands in the same table row."""
    cell = claim.stated.cell
    for other in slide.claims if cell is not None else ():
        beside = other.stated.cell
        if other is not claim and other.stated.block is claim.stated.block and beside is not None and cell is not None:
            if beside.row == cell.row and other.reading.units[0].symbol == "GPU":
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
    for block in slide.blocks:
        if block.kind == "listing":
            for name, digits in _KEYWORD.findall(block.text.text):
                given.keywords.setdefault(name.lower(), float(digits.replace("_", "")))
    for name, value in given.keywords.items():
        found = Given(value, f"{name}={value:g}")
        if re.search(r"message|size_bytes|^bytes|grad", name):
            given.message = given.message or found
        elif re.search(r"n_?gpus|num_gpus|devices|ranks|world", name):
            given.devices = Given(value, found.words)
        elif re.search(r"bandwidth|^bw", name):
            given.bandwidth = given.bandwidth or found
        elif re.search(r"latency|alpha", name):
            given.latency = given.latency or found


def _amounts(given: Inputs, text: str, claim: Claim, own_start: int) -> None:
    for reading in readings(text):
        if reading.text == claim.reading.text and reading.value == claim.reading.value:
            continue
        for unit in reading.units:
            amount = Given(reading.value * unit.factor, reading.text)
            if unit.dimension == BYTES and given.message is None and _about_message(text, reading):
                given.message = amount
            elif unit.dimension == BANDWIDTH and given.bandwidth is None:
                given.bandwidth = amount
            elif unit.dimension == TIME and given.latency is None and re.search(r"latency|alpha|α", text[max(0, reading.start - 25) : reading.end + 15]):
                given.latency = amount
            elif (unit.dimension == DEVICE_PRICE and given.price is None and unit.factor <= parse_unit("USD/GPU-hour").factor * 1.001) or (unit.dimension == MONEY_RATE and given.price is None and re.search(r"/ ?h|hour|hr", reading.text) and _PER_GPU_HOUR.search(text)):
                given.price = Given(amount.value * 3600, reading.text)


def _about_message(text: str, reading: Reading) -> bool:
    return not re.search(r"\bHBM|memory|KV", text[max(0, reading.start - 15) : reading.end + 20])
