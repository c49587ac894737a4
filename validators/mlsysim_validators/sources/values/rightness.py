"""What a value may state of a device without being wrong: as published, rounded, halved from a rounded sparse rate."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10

from mlsysim_registry.data import Entry, Spec
from mlsysim_registry.units.quantity import Unit, parse_quantity
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.words import FULL_ACCUMULATOR, spoken

_ROUND = 0.03  # of 1600 for 1555, where the zeros only fill the place
_HALF_OF_ROUNDED = 0.0012  # 1978 beside 1979, 989.5 beside 989.4; not 989.7, 111.2 beside 111.08
_GIB = 2**30 / 1e9
_KEPT = 1.5  # GiB that tools leave out of what they call usable
_LAST_DIGIT = 1.25  # 989.5 beside 989.4, 162.6 beside 162.51
_COARSEST = 0.04  # of a value, by which one of more digits may round to it
_OF_A_BASIS = 0.01
_HAIR = 1 + 1e-9
_TIMES = regex(r"(?P<path>[a-z0-9_.]+) [*/] [248]\Z")
PINS_OF_A_BYTE = 8.0  # a width in bytes is one of as many pins
_ONE_DIGIT = 0.02  # of 2000 for 2039
_ONE_WAY = AnyCase(r"per dir(?:ection)?\b|(?:each|one|single) direction|uni-?directional|one[- ]way|each way|\buni\b")
_BOTH_WAYS = AnyCase(r"bi-?directional|both directions|aggregate|total|\bbidir")
_LINE_CODE = 0.2  # 8b/10b takes a fifth
SIXTEEN = ("bf16", "fp16")


def agreeing(claim: Claim, expected: float) -> Unit | None:
    """The unit in which a claim states a value, allowing for figures that were rounded or halved."""
    said, value = claim.stated.meaning, claim.stated.value
    if said is None or value is None:
        return None
    for unit in said.units:
        stated = claim.reading.value * unit.factor
        near = _HALF_OF_ROUNDED * expected
        if not (_is_round(2 * stated) or (_is_round(expected) and round(stated / 1e12) * 1e12 == expected)):
            near = min(near, _LAST_DIGIT * claim.reading.resolution * unit.factor)
        slack = max(near, _rounded(value, stated, expected))
        if said.kind == "capacity" and (
            _same_capacity(stated, expected, "i" in unit.symbol)
            or agrees(claim.reading, unit.factor, expected * _GIB)  # 34_400_000_000 bytes for 32 GB
        ):
            return unit
        if abs(stated - expected) <= slack or agrees(claim.reading, unit.factor, expected):
            return unit
    return None


def _is_round(figure: float) -> bool:
    """Whether a figure is a whole number of tera- or giga-units."""
    units = figure / (1e12 if figure >= 1e13 else 1e9)
    return abs(units - round(units)) < 1e-6


def units_of(claim: Claim) -> tuple[Unit, ...]:
    if claim.unit is not None:
        return (claim.unit,)
    return claim.stated.meaning.units if claim.stated.meaning is not None else ()


def _rounded(value: Value, stated: float, expected: float) -> float:
    """What the zeros at the end of a number leave open: 1300e12 for 1307e12, 2000 for 2039."""
    if value.literal <= 0:
        return 0.0
    digits = f"{value.literal:.14e}".partition("e")[0].replace(".", "").rstrip("0")
    if len(digits) < 2:
        return _ONE_DIGIT * expected if value.literal >= 100 and value.resolution < value.number / 9 else 0.0
    last = 10.0 ** (floor(log10(value.literal)) - len(digits) + 1)
    return min(_ROUND * expected, 0.5 * last * stated / value.literal)


def _same_capacity(stated: float, expected: float, binary: bool) -> bool:
    """GB for GiB, mixed prefixes, or what a driver counts: tolerated for capacities only."""
    ratio = stated / expected if expected else 0.0
    if binary and 0.98 <= ratio <= 1.0742:  # 45 GiB of 48, which ECC leaves
        return True
    if 0.9308 <= ratio <= 0.9318 or (0.97 <= ratio < 1 and stated / 1e9 % 1):
        return True
    if 0.9532 <= ratio <= 0.9542:  # MB for MiB
        return True
    return 0.9995 <= ratio <= 1.0005 or 1.0238 <= ratio <= 1.0242 or 1.0415 <= ratio <= 1.0742


def of_bus_and_pins(entry: Entry) -> float | None:
    """The bandwidth that a device's bus and the rate of a pin give: 102.4 GB/s of an Apple M3, given out as 100.

    None where the registry has it as a figure in dispute.
    """
    if "memory.bandwidth" in entry.attributes.get("disputed", {}):
        return None
    width, rate = entry.get("memory.bus_width"), entry.get("memory.data_rate")
    return width.value * PINS_OF_A_BYTE * rate.value if width is not None and rate is not None else None


def right_values(claim: Claim, entry: Entry, path: str) -> Iterator[float]:
    """The values that a claim may state of an entry, without being wrong."""
    spec = entry.get(path)
    if spec is not None and spec.direction is not None:
        yield from directed(claim, spec)
        return
    if spec is not None:
        yield from _as_printed(claim, spec)
    if path == "memory.bandwidth" and (by_its_pins := of_bus_and_pins(entry)) is not None:
        yield by_its_pins
    usable = entry.get("memory.usable") if path == "memory.capacity" else None
    if usable is not None:  # what a driver reports, in GB, GiB or MiB, or a little less
        yield usable.value
        for unit in units_of(claim):
            stated = claim.reading.value * unit.factor
            if 0 <= usable.value / 2**30 - stated / 1e9 <= _KEPT:
                yield stated
    if path.startswith("compute.matrix."):
        form = path.rpartition(".")[2]
        for sparse in _published(entry, f"compute.matrix_sparse.{form}"):
            yield sparse / 2
        short = entry.get(f"compute.matrix.{_short(form)}")
        if short is not None and not (_only_bf16(claim) or accumulates_in_full(claim)):
            yield short.value  # what GeForce cards are sold with: 330 of an RTX 4090
        if form in SIXTEEN:
            other = entry.get(f"compute.matrix.{SIXTEEN[form == 'bf16']}")
            if other is not None:
                yield from _as_printed(claim, other)
    # A key that says fp64 or fp32 leaves open which of the pipes is meant.
    if path.endswith((".fp64", ".fp32")):
        for either in both_pipes(entry, path):
            yield from _as_printed(claim, either)
            yield from _published(entry, either.path)


def _only_bf16(claim: Claim) -> bool:
    return claim.stated.meaning is not None and claim.stated.meaning.number_format == "bf16"


def accumulates_in_full(claim: Claim) -> bool:
    """Whether words beside a value say that products are summed in FP32."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    return any(FULL_ACCUMULATOR.search(label.words) for label in labels)


def _as_printed(claim: Claim, spec: Spec) -> Iterator[float]:
    """A spec's value; also the stated one, where it has more digits and rounds to what the registry's source prints."""
    yield spec.value
    step = max(_step_of_basis(claim, spec), _step(spec))
    for unit in units_of(claim):
        stated = claim.reading.value * unit.factor
        if abs(stated - spec.value) <= min(0.5 * step, _COARSEST * spec.value) * _HAIR:
            yield stated


def _step_of_basis(claim: Claim, spec: Spec) -> float:
    """The step of a value that is half or twice another one, as printed as that; 0 for others."""
    basis = _TIMES.match(spec.derive or "")
    other = claim.entity.get(basis["path"]) if basis is not None and claim.entity is not None else None
    if other is None or claim.entity is None or claim.entity.get(spec.path) is not spec:
        return 0.0
    return min(_step(other) * spec.value / other.value, _OF_A_BASIS * spec.value)


def _step(spec: Spec) -> float:
    """One unit of the last digit that a source prints; the zero of 1010 GB/s may only fill the place."""
    step = parse_quantity(spec.printed).resolution
    return 10 * step if spec.value >= 1000 * step and spec.value % (10 * step) == 0 else step


def both_pipes(entry: Entry, path: str) -> Iterator[Spec]:
    for pipe in ("matrix", "vector"):
        spec = entry.get(f"compute.{pipe}.{path.rpartition('.')[2]}")
        if spec is not None:
            yield spec


def _published(entry: Entry, path: str) -> Iterator[float]:
    """A spec's value and what other documents print for it."""
    spec = entry.get(path)
    if spec is not None:
        yield spec.value
        for record in entry.attributes.get("disputed", {}).get(path, ()):
            yield float(record["value"])


def directed(claim: Claim, spec: Spec) -> Iterator[float]:
    """The rates in one direction or in both that a claim may state of a link, by what the words nearest to it say."""
    one_way, both_ways = directions_said(claim)
    for rate in (spec.per_direction, *_disputed(claim, spec)):
        if not both_ways:
            yield rate
        if not one_way:
            yield 2 * rate


def directions_said(claim: Claim) -> tuple[bool, bool]:
    """Whether the words of a value say one direction, and whether they say both; the nearest that say either count."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    for roles in (("key", "comment", "unit", "name"), ("above", "heading", "about")):
        words = " ".join(spoken(label.words) for label in labels if label.role in roles)
        said = _ONE_WAY.search(words) is not None, _BOTH_WAYS.search(words) is not None
        if any(said):
            return (False, False) if all(said) and "above" in roles else said
    return False, False


def _disputed(claim: Claim, spec: Spec) -> Iterator[float]:
    """Other documents' rates in one direction: nominal ones, before the line code is taken off. Another's are not."""
    records = claim.entity.attributes.get("disputed", {}).get(spec.path, ()) if claim.entity is not None else ()
    for record in records:
        rate = float(record["value"]) / (2 if record.get("direction") == "both" else 1)
        if abs(rate / spec.per_direction - 1) <= _LINE_CODE:
            yield rate


def sparse_values(entry: Entry, path: str, *, any_accumulator: bool = False) -> list[float]:
    """The sparse rates beside a dense rate; `any_accumulator`: those with FP16 accumulation as well."""
    if not path.startswith("compute.matrix."):
        return []
    form = path.rpartition(".")[2]
    formats = SIXTEEN if form in SIXTEEN else (form,)
    if any_accumulator:
        formats = (*formats, _short(form), f"{form}_acc_fp32")
    return [value for name in formats for value in _published(entry, f"compute.matrix_sparse.{name}")]


def _short(form: str) -> str:
    """The name of a format's rate with FP16 accumulation."""
    return f"{'fp16' if form in SIXTEEN else form}_acc_fp16"
