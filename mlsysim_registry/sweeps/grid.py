"""From names to numbers: what the registry knows of models, devices and formats, ready to be put into `serving`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mlsysim_registry.analysis.inputs import entry_of
from mlsysim_registry.analysis.prices import per_hour, price_input
from mlsysim_registry.data import Entry, Registry, load
from mlsysim_registry.errors import DirectionUnknown, GivenError
from mlsysim_registry.formulas import bytes_per_element
from mlsysim_registry.peak import number_format

_LARGEST = 10**15  # whole numbers up to here are exact as floats
# One price for all, or a price (or a price list) for each device.
Price = float | str | Entry | Mapping[str, float | str]


@dataclass(frozen=True, slots=True)
class Format:
    """A number format of the weights and the one that the arithmetic runs in: `int4/fp16`, or `fp8` for both."""

    text: str
    weights: str
    arithmetic: str

    @property
    def bytes_per_weight(self) -> float:
        """Bytes of one weight."""
        return bytes_per_element(self.weights)


def format_of(text: str) -> Format:
    """`fp8`, or `int4/fp16` for int4 weights and fp16 arithmetic. Raises GivenError for unknown formats."""
    weights, _, arithmetic = str(text).partition("/")
    names = [number_format(name.strip()) for name in (weights, arithmetic or weights)]
    for name in names:
        bytes_per_element(name)
    return Format(str(text), names[0], names[1])


def model_numbers(which: str | Entry, registry: Registry | None = None) -> dict[str, float]:
    """The MODEL numbers of `serving` for one decoder. Raises GivenError, saying which, where one is not known."""
    entry = entry_of(which, "models", registry)
    if "decoder" not in str(entry.attributes.get("architecture", "decoder")):
        raise GivenError(f"{entry.name} decodes no tokens; a sweep of serving is about decoders")
    total = _number(entry, "parameters.total")
    experts = entry.get("experts.total")
    layers = entry.get("decoder_layers") or entry["layers"]
    return {
        "parameters": total,
        "active": entry["parameters.active"].value if "parameters.active" in entry else total,
        "experts": experts.value if experts is not None else 1.0,
        "active_experts": _number(entry, "experts.active") if experts is not None else 1.0,
        "layers": layers.value,
        "hidden_size": _number(entry, "hidden_size"),
        "kv_heads": entry["heads.kv"].value if "heads.kv" in entry else _number(entry, "heads.query"),
        "kv_elements": _kv_elements(entry, layers.value),
    }


def _kv_elements(entry: Entry, layers: float) -> float:
    if "attention.kv_rank" in entry:
        rope = entry.get("attention.rope_head_size")
        return layers * (entry["attention.kv_rank"].value + (rope.value if rope is not None else 0.0))
    if "kv_cache.per_token" in entry:
        return entry["kv_cache.per_token"].value / 2.0  # the entry counts FP16 or BF16
    heads = entry.get("heads.kv") or entry["heads.query"]
    size = entry["head_size"].value if "head_size" in entry else entry["hidden_size"].value / entry["heads.query"].value
    return 2.0 * layers * heads.value * size


def _number(entry: Entry, path: str) -> float:
    spec = entry.get(path)
    if spec is None:
        raise GivenError(f"{entry.name} ({entry.id}) has no `{path}`, which a sweep needs")
    return spec.value


def device_numbers(device: Entry, price: Price | None, registry: Registry | None) -> dict[str, float]:
    """The DEVICE numbers of `serving` but the peak, which is the format's; NaN for what is not known."""
    nan = float("nan")
    tdp = device.get("power.tdp") or device.get("power.max")
    return {
        "bandwidth": device["memory.bandwidth"].value if "memory.bandwidth" in device else nan,
        "capacity": device["memory.capacity"].value if "memory.capacity" in device else nan,
        "link": link_bandwidth(device),
        "power": tdp.value if tdp is not None else nan,
        "price": _price(price, device, registry),
    }


def link_bandwidth(device: Entry) -> float:
    """The fastest link of a device to its like, per direction in B/s; PCIe if there is no other; NaN if none."""
    rates: dict[bool, list[float]] = {True: [], False: []}
    for path, spec in device.specs.items():
        if path.startswith("links.") and path.endswith(".total"):
            try:
                rates["pcie" in path].append(spec.per_direction)
            except DirectionUnknown:
                continue
    return max(rates[False] or rates[True], default=float("nan"))


def peak_in(device: Entry, arithmetic: str) -> float:
    """The dense matrix rate of a device in a format, or NaN: nothing is put in its place."""
    spec = device.get(f"compute.matrix.{arithmetic}")
    return float("nan") if spec is None else spec.value


def _price(price: Price | None, device: Entry, registry: Registry | None) -> float:
    if price is None:
        return float("nan")
    if isinstance(price, Mapping):
        found = next((value for name, value in price.items() if _same(name, device, registry)), None)
        return float("nan") if found is None else per_hour(price_input(found, device, None, registry)[0])
    return per_hour(price_input(price, device, None, registry)[0])


def _same(name: str, device: Entry, registry: Registry | None) -> bool:
    return (registry or load()).find(name, "accelerators").id == device.id


def counts(name: str, values: Sequence[int] | int) -> list[int]:
    """An axis of whole numbers of at least 1, as given. Raises GivenError for an empty one."""
    listed = [values] if isinstance(values, int) else list(values)
    if not listed:
        raise GivenError(f"{name} is empty: give at least one, such as {name}=[1]")
    for value in listed:
        if isinstance(value, bool) or value != int(value) or value < 1:
            raise GivenError(f"{name} has {value!r}; it must hold whole numbers of at least 1")
        if value > _LARGEST:
            raise GivenError(f"{name} has {value!r}; it must hold numbers of at most {_LARGEST:,}")
    return [int(value) for value in listed]
