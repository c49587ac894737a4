"""Headers of a data file as a reader of tables would write them: `fp16_tflops` is "fp16 (TFLOPS)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlsysim_validators.sources.texts.documents import Text
from mlsysim_validators.sources.values.words import spoken

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
_RATE = r"(?:ps|_?s|_per_s(?:ec(?:ond)?)?)"
# What the end of an identifier counts in. A single letter counts only where it is the whole of a part: `tdp_w`.
_UNITS = tuple(
    (re.compile(rf"(?:(?P<what>.+?)_)?(?:{pattern})", re.IGNORECASE), unit)
    for pattern, unit in (
        (r"(?:usd|dollars)_per_(?:(?:gpu|chip|device)_?)?(?:h|hr|hour)", "USD/h"),
        (r"(?:usd|dollars)_per_kwh", "USD/kWh"),
        (r"tok(?:en)?s?(?:_s|_per_s(?:ec(?:ond)?)?)", "tokens/s"),
        (r"flops?_per_byte", "FLOP/B"),
        (rf"(?P<of>[kmgtp]i?)(?:b|bytes?){_RATE}", "{of}B/s"),
        (rf"(?P<of>[kmgt])bits?{_RATE}", "{of}bit/s"),
        (r"(?P<of>[kmgtp]i?)(?:b|bytes?)", "{of}B"),
        (r"(?P<of>[mgtpe])flops?(?:_?s|_per_s(?:ec)?)?", "{of}FLOPS"),
        (r"(?P<of>[gtp])ops", "{of}OPS"),
        (r"(?:w|watts?)", "W"),
        (r"(?:kw|kilowatts?)", "kW"),
        (r"(?P<of>[mg])hz", "{of}Hz"),
        (r"usd|dollars", "USD"),
        (r"ms|msec|millis(?:econds)?", "ms"),
        (r"us|usec|micros(?:econds)?", "µs"),
        (r"ns", "ns"),
        (r"s|secs?|seconds", "s"),
        (r"hours?|hrs?", "h"),
        (r"days", "days"),
        (r"kwh", "kWh"),
        (r"mwh", "MWh"),
        (r"mj|millijoules", "mJ"),
        (r"j|joules", "J"),
    )
)
# "gb_per_gpu": what is counted for each of something; a time, a byte and a watt belong to the unit.
_OF_EACH = re.compile(
    r"(?P<unit>.+)_(?P<each>per_(?!s(?:ec(?:ond)?)?\b|h(?:r|our)?\b|byte|watt|w\b|kwh|gpu_hour|day|year)[A-Za-z]+)",
    re.IGNORECASE,
)
# "TFLOPS16", "INT8_TOPS"-like headers without a joint: the bits of the format stand behind the unit.
_BITS_BEHIND = re.compile(r"(?P<unit>[GTP]?FLOPS|[GTP]?OPS)[ _-]?(?P<bits>4|8|16|32|64)", re.IGNORECASE)
_MEMORY = re.compile(
    r"(?:(?:gpu|device|card|video|hbm|total)[ _]?)*(?:memory|mem|v?ram|hbm)(?:[ _](?:size|capacity))?", re.I
)
_BANDWIDTH = re.compile(
    r"(?:(?:gpu|device|card|peak)[ _]?)*(?:(?:memory|mem|hbm|vram)[ _])?(?:bandwidth|bw)(?: memory)?", re.IGNORECASE
)
_POWER = re.compile(r"(?:max[ _]?)?(?:tdp|tbp|board power|tgp)", re.IGNORECASE)
# What a column without a unit counts in, by its name and the least and the largest of its numbers.
_PLAIN = (
    (_MEMORY, 1.0, 1536.0, "GB"),
    (_BANDWIDTH, 40.0, 40000.0, "GB/s"),
    (_BANDWIDTH, 0.03, 30.0, "TB/s"),
    (_POWER, 4.0, 3000.0, "W"),
)
_LOWER = {"k": "k", "ki": "Ki"}


def as_header(text: Text, numbers: Sequence[float] = ()) -> Text:
    """An identifier as words with its unit in brackets, each character with its place; other headers as they are.

    `numbers` are those of its column, which tell the unit of `memory` and of `tdp` where no word does.
    """
    name = text.text
    bits = _BITS_BEHIND.fullmatch(name)
    if bits is not None:
        unit = bits["unit"].upper()
        words = f"{'FP' if unit.endswith('FLOPS') else 'INT'}{bits['bits']} ({unit})"
    else:
        words = _written(name) if _IDENTIFIER.fullmatch(name) else name
        words += _counted_in(words, numbers) if numbers and "(" not in words else ""
    if words == name:
        return text
    places = [text.offsets[min(index, len(name) - 1)] for index in range(len(words))]
    return Text(words, places)


def _counted_in(words: str, numbers: Sequence[float]) -> str:
    """The unit of a column whose header has none, in brackets."""
    least, most = min(numbers), max(numbers)
    units = (unit for form, low, high, unit in _PLAIN if form.fullmatch(words) and low <= least and most <= high)
    return next((f" ({unit})" for unit in units), "")


def _written(name: str) -> str:
    each = _OF_EACH.fullmatch(name)
    if each is not None:
        words, _, unit = _written(each["unit"]).partition("(")
        return f"{words.strip()} {spoken(each['each'])} {f'({unit}' if unit else ''}".strip()
    for pattern, unit in _UNITS:
        found = pattern.fullmatch(name)
        if found is not None:
            of = (found.groupdict().get("of") or "").lower()
            return f"{spoken(found['what'] or '')} ({unit.format(of=_LOWER.get(of, of[:1].upper() + of[1:]))})".strip()
    return spoken(name)
