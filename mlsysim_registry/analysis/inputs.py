"""From what a caller gives (names, entries, specs, quantities, plain numbers) to inputs with their sources."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from numbers import Real
from typing import TypeAlias

from mlsysim_registry.analysis.explanations import ASSUMED, GIVEN, REGISTRY, Input
from mlsysim_registry.data import Entry, Registry, Spec, load
from mlsysim_registry.errors import GivenError, UnsupportedFormat
from mlsysim_registry.formulas import bytes_per_element
from mlsysim_registry.peak import number_format

# A plain number in base units, a quantity as text ("16 GB"), or a spec of the registry.
Amount: TypeAlias = float | str | Spec
# A precision, or several in the order of preference ("fp16,bf16"): the first that a device has is used, and named.
Precision: TypeAlias = str | Sequence[str]

_WORDS = {
    "B": ("an amount of data", "16 GB"),
    "B/s": ("a data rate", "450 GB/s"),
    "s": ("a time", "2 us"),
    "1": ("a plain number", "8"),
    "FLOP/s": ("a rate of arithmetic", "989.4 TFLOP/s"),
    "USD/GPU/s": ("a price per device and hour", "3 USD/GPU-hour"),
    "USD": ("an amount of money", "120,000 USD"),
    "W": ("a power", "700 W"),
    "J": ("an energy", "1 kWh"),
    "gCO2e": ("a mass of carbon", "150 kgCO2e"),
    "gCO2e/J": ("a carbon intensity", "56 gCO2e/kWh"),
}


def entry_of(which: str | Entry, kind: str, registry: Registry | None) -> Entry:
    """The entry itself, or the one of this kind that a name means.

    Raises UnknownEntity or AmbiguousEntity with suggestions, GivenError for an entry of another kind.
    """
    if isinstance(which, Entry):
        if which.kind != kind:
            raise GivenError(f"{which.id} is one of the {which.kind}; one of the {kind} belongs here")
        return which
    if not isinstance(which, str):
        raise GivenError(f"{which!r} is no name: give a name, id or alias of one of the {kind}, or its entry")
    return (registry or load()).find(which, kind)


def from_spec(symbol: str, name: str, spec: Spec, entry: Entry | None = None) -> Input:
    """An input that is a spec's very value; with its entry, the specs that it is derived from are told too."""
    basis = () if entry is None else tuple(_basis(entry, spec, {spec.path}))
    return Input(symbol, name, spec.value, spec.unit, REGISTRY, printed=spec.printed, spec=spec, basis=basis)


def _basis(entry: Entry, spec: Spec, seen: set[str]) -> Iterator[Spec]:
    """The specs of the entry that a derivation names, and those that they are derived from in turn, each once."""
    for path in re.findall(r"[A-Za-z_][\w.-]*", spec.derive or ""):
        base = entry.get(path)
        if base is not None and path not in seen:
            seen.add(path)
            yield base
            yield from _basis(entry, base, seen)


def amount(symbol: str, name: str, raw: Amount, unit: str, also: Sequence[str] = ()) -> Input:
    """An input from a number in base units, a quantity as text, or a spec.

    Raises GivenError where the dimension is not that of `unit` (or one of `also`), or the number is not finite.
    """
    if isinstance(raw, Spec):
        if raw.unit not in (unit, *also):
            raise GivenError(f"{raw.entity} {raw.path} is {raw.printed}; {name} must be {_meant(unit)}")
        return from_spec(symbol, name, raw)
    if isinstance(raw, str):
        return _from_text(symbol, name, raw, (unit, *also))
    if isinstance(raw, bool) or not isinstance(raw, Real):
        raise GivenError(f"{name} is {raw!r}; it must be {_meant(unit)}, or that number in {_spelled(unit)}")
    if not math.isfinite(raw):
        raise GivenError(f"{name} is {raw}; it must be a finite number: {_meant(unit)}")
    return Input(symbol, name, float(raw), unit, GIVEN)


def assumed(symbol: str, name: str, value: float, unit: str, note: str) -> Input:
    """An input that the caller left open."""
    return Input(symbol, name, value, unit, ASSUMED, note)


def _from_text(symbol: str, name: str, text: str, units: Sequence[str]) -> Input:
    from mlsysim_registry.units.quantity import base_unit, parse_quantity

    quantity = parse_quantity(text)
    unit = base_unit(quantity.unit.dimension)
    if unit == "1" and units[0] != "1":
        raise GivenError(f"{name} is `{text}`, without a unit; write {_meant(units[0])}")
    if unit not in units:
        raise GivenError(f"{name} is `{text}`; it must be {_meant(units[0])}")
    return Input(symbol, name, quantity.base, unit, GIVEN, printed=quantity.printed)


def _meant(unit: str) -> str:
    words, example = _WORDS.get(unit, (f"in {unit}", f"1 {unit}"))
    return f"{words}, such as {example}"


def _spelled(unit: str) -> str:
    return "units" if unit == "1" else unit


def whole_number(symbol: str, name: str, raw: float | Spec) -> Input:
    """An input that counts something: a whole number of at least 1."""
    put_in = amount(symbol, name, raw, "1")
    if put_in.value < 1 or put_in.value != math.floor(put_in.value):
        raise GivenError(f"{name} is {put_in.value:g}; it must be a whole number of at least 1")
    return put_in


def formats(precision: Precision) -> tuple[str, ...]:
    """The number formats that are asked for, in the order of preference; all must take the same bytes.

    Raises GivenError for an unknown format, for none, and for alternatives of different size.
    """
    words: Iterable[str] = precision.replace("|", ",").split(",") if isinstance(precision, str) else precision
    names = tuple(number_format(word.strip()) for word in words)
    if not names:
        raise GivenError('no precision is given; "fp16" is one')
    sizes = {name: bytes_per_element(name) for name in names}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size:g} B" for name, size in sizes.items())
        raise GivenError(f"these formats differ in size ({told}), so devices cannot be compared: ask for one at a time")
    return names


def peak_of(device: Entry, wanted: Sequence[str]) -> tuple[str, Spec]:
    """The first wanted format with a dense matrix rate on this device, and that rate.

    Raises UnsupportedFormat, naming what the device has; another format, pipe or sparsity is never substituted.
    """
    for name in wanted:
        spec = device.get(f"compute.matrix.{name}")
        if spec is not None:
            return name, spec
    asked = " or ".join(wanted)
    settled = device.attributes.get("unsupported", {})
    refused = [name for name in wanted if name in settled]
    words = [f"{device.name} ({device.id}) has no dense matrix rate for {asked} in the registry."]
    if refused:
        words.append(f"Its sources say that it does not support {', '.join(refused)}.")
    rates = {path.removeprefix("compute."): spec for path, spec in device.specs.items() if path.startswith("compute.")}
    rates = {path: spec for path, spec in rates.items() if spec.unit in ("FLOP/s", "OP/s")}
    words.append(f"It has: {', '.join(f'{p} {s.printed}' for p, s in rates.items()) or 'no rate of any format'}.")
    others = [path.removeprefix("matrix.") for path in rates if path.startswith("matrix.")]
    same = [name for name in others if name not in wanted and _size(name) == _size(wanted[0])]
    if same:
        words.append(f'To let it use {same[0]} instead, say so: precision="{",".join((*wanted, same[0]))}".')
    raise UnsupportedFormat(" ".join(words))


def _size(name: str) -> float | None:
    try:
        return bytes_per_element(name)
    except GivenError:
        return None
