"""Rates whose keys are the bits of their formats: `{8: 2e15, 16: 1e15}`, `"tflops": {"16bit": 312}`.

Fewer bits are as fast or faster; what grows with its key is of so many devices. Which format of eight bits is meant,
the device says: the one that it has, where it has both they are as fast as one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.meaning import Meaning

_BITS = AnyCase(r"(?P<said>bits?[ _-]?)?(?P<bits>4|6|8|16|32|64)(?P<behind>[ _-]?bits?)?\Z")
_OF_BITS = {16: ("fp16",), 32: ("fp32",), 64: ("fp64",), 8: ("fp8", "int8"), 6: ("fp6",), 4: ("fp4", "int4")}
_SIXTEEN = ("bf16", "fp16")
_SAME = 0.01


def rates_by_bits(meanings: Iterable[tuple[Value, Meaning | None]], devices: Devices) -> dict[int, Meaning]:
    """What such rates mean, by where they stand."""
    rows: dict[int, list[tuple[int, Value, Meaning]]] = {}
    said_so: set[int] = set()  # rows of which a key writes "bits"
    for value, said in meanings:
        key = _BITS.match(value.said("key")) if said is not None and said.kind == "rate" else None
        if said is None or key is None or said.number_format is not None or said.left_out:
            continue
        rows.setdefault(value.row, []).append((int(key["bits"]), value, said))
        if key["said"] or key["behind"]:
            said_so.add(value.row)
    found: dict[int, Meaning] = {}
    for row, rates in rows.items():
        rates.sort(key=lambda rate: rate[0])
        numbers = [value.number for _, value, _ in rates]
        falling = all(first >= second for first, second in pairwise(numbers))
        if falling and (len(rates) > 1 or row in said_so):
            of_sixteen = next((value.number for bits, value, _ in rates if bits == 16), 0.0)
            for bits, value, said in rates:
                found[value.text.source_offset(0)] = _of_format(bits, value, said, of_sixteen, devices)
    return found


def _of_format(bits: int, value: Value, said: Meaning, of_sixteen: float, devices: Devices) -> Meaning:
    """What the rate in formats of so many bits means; in none that is known where nothing says in which."""
    if bits >= 16:
        return said._replace(number_format=_OF_BITS[bits][0])
    entries = devices.of(value).entries
    form = _only_format(bits, entries[0]) if entries else None
    if form is None or (value.number == of_sixteen and not _as_fast(form, entries[0])):
        return said._replace(left_out=frozenset(_SIXTEEN))  # the numbers have so many bits, the sums perhaps more
    units = said.units
    if form.startswith("int"):
        rate = parse_unit("OP/s").dimension
        units = tuple(unit._replace(symbol=unit.symbol.replace("FLOP", "OP"), dimension=rate) for unit in units)
    return said._replace(number_format=form, units=units)


def _only_format(bits: int, device: Entry) -> str | None:
    rates = {form: spec.value for form in _OF_BITS[bits] if (spec := device.get(f"compute.matrix.{form}")) is not None}
    if not rates or max(rates.values()) > (1 + _SAME) * min(rates.values()):
        return None
    return next(iter(rates))


def _as_fast(form: str, device: Entry) -> bool:
    """Whether a device is as fast in a format as in those of sixteen bits."""
    own = device.get(f"compute.matrix.{form}")
    others = [spec for name in _SIXTEEN if (spec := device.get(f"compute.matrix.{name}")) is not None]
    return own is not None and any(abs(own.value / other.value - 1) <= _SAME for other in others)
