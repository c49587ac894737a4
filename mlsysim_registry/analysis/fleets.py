"""How many devices serve a model, by memory, and what they cost in a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mlsysim_registry.analysis.caches import KVCache, kv_cache
from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.explanations import COMPUTED, Explanation, Input, Result, Section
from mlsysim_registry.analysis.inputs import Amount, amount, assumed, entry_of, formats, from_spec, whole_number
from mlsysim_registry.analysis.prices import hours_input, per_hour, price_input
from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.display import money, number, si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    HOURS_PER_YEAR,
    bytes_per_element,
    device_hours,
    devices_needed,
    fleet_devices,
    weight_bytes,
    yearly_cost,
)

_FORMULA = (
    "devices per replica = ceil((N x b + KV cache) / (C x (1 - reserve))){rounding}",
    "devices = devices per replica x replicas;  cost = devices x hours x price",
)
_ROUNDING = ", rounded up to a power of two"
_ASSUMPTION = (
    "Memory decides: whatever fits serves the load. Speed, and how many replicas a load needs, are not looked at; and "
    "weights and cache divide evenly over the devices of a replica."
)
_LEFT_OUT = (
    "activations, communication buffers and the runtime (give a reserve for them)",
    "usable against printed capacity",
    "spares, failures, idle time, and everything that is not the device: hosts, network, power, staff",
)
# One such device is the whole computer: a model is not spread over several of them.
_ALONE = ("micro", "mobile", "edge")


@dataclass(frozen=True, slots=True)
class Fleet(Result):
    """Devices for `replicas` copies of a model, and their cost.

    `value` is the number of devices, None if a replica does not fit.
    """

    model: str
    device: str
    precision: str
    parameters: Input
    each: Input
    cache: KVCache | Computed | None
    capacity: Input
    reserve: Input
    replicas: Input
    power_of_two: bool
    most: int | None  # devices that a replica may have
    most_because: str
    price: Input | None
    basis: str
    hours: Input

    @property
    def unit(self) -> str:
        """A count."""
        return "1"

    @property
    def value(self) -> float | None:
        """Devices of the whole fleet."""
        return self.devices

    @property
    def weights(self) -> float:
        """Bytes of the weights of one replica."""
        return float(weight_bytes(self.parameters.value, self.each.value))

    @property
    def _cached(self) -> float:
        return 0.0 if self.cache is None or self.cache.value is None else self.cache.value

    @property
    def bytes_needed(self) -> float:
        """Bytes of one replica: weights and, if asked for, KV cache."""
        return self.weights + self._cached

    @property
    def needed(self) -> int:
        """Devices that one replica would need, if there were no limit."""
        return int(devices_needed(self.bytes_needed, self.capacity.value, self.reserve.value, self.power_of_two))

    @property
    def fits(self) -> bool:
        """Whether one replica fits at all."""
        return self.most is None or self.needed <= self.most

    @property
    def reason(self) -> str:
        """Why it does not fit; empty if it does."""
        if self.fits:
            return ""
        rounded = " (a power of two)" if self.power_of_two else ""
        return (
            f"one replica needs {si(self.bytes_needed, 'B', 4)}, that is {self.needed:,} devices{rounded} of "
            f"{self.capacity.text} each{self._kept_free}; at most {self.most:,} may share it: {self.most_because}"
        )

    @property
    def devices_per_replica(self) -> int | None:
        """Devices of one replica; None if it does not fit."""
        return self.needed if self.fits else None

    @property
    def devices(self) -> int | None:
        """Devices of all replicas; None if one does not fit."""
        return int(fleet_devices(self.needed, self.replicas.value)) if self.fits else None

    @property
    def device_hours(self) -> float | None:
        """Device-hours a year."""
        return None if self.devices is None else float(device_hours(self.devices, self.hours.value))

    @property
    def cost_per_device_year(self) -> float | None:
        """USD for one device in a year; None without a price."""
        return None if self.price is None else float(yearly_cost(1, per_hour(self.price), self.hours.value))

    @property
    def cost_per_year(self) -> float | None:
        """USD for all devices in a year; None without a price, or if it does not fit."""
        if self.price is None or self.devices is None:
            return None
        return float(yearly_cost(self.devices, per_hour(self.price), self.hours.value))

    @property
    def _kept_free(self) -> str:
        return f" with {self.reserve.value:.0%} kept free" if self.reserve.value else ""

    @property
    def explanation(self) -> Explanation:
        """How devices and cost came about."""
        inputs = [self.parameters, self.each, self.capacity, self.reserve, self.replicas]
        if self.cache is not None:
            cache = self.cache
            note = cache.note if isinstance(cache, KVCache) else str(cache["note"])
            inputs.insert(2, Input("KV", "KV cache", self._cached, "B", COMPUTED, note))
        if self.price is not None:
            inputs += [self.hours, self.price]
        return Explanation(
            title=self._title(),
            formula=tuple(line.format(rounding=_ROUNDING if self.power_of_two else "") for line in _FORMULA),
            sections=(Section("", tuple(inputs), tuple(self._working())),),
            assumption=_ASSUMPTION,
            left_out=_LEFT_OUT,
            notes=self._notes(),
        )

    def _title(self) -> str:
        about = f"{self.model} in {self.precision} on {self.device}"
        if self.devices is None:
            return f"{about}: does not fit; {self.reason}"
        copies = f", {self.replicas.text} replicas: {self.devices:,} in all" if self.replicas.value > 1 else ""
        told = f"{about}: {self.needed:,} device{'' if self.needed == 1 else 's'} a replica{copies}"
        return told if self.cost_per_year is None else f"{told}, {money(self.cost_per_year)} a year"

    def _working(self) -> list[str]:
        total, weights = si(self.bytes_needed, "B", 4), si(self.weights, "B", 4)
        lines = [f"weights = {self.parameters.text} x {self.each.text} B = {weights}"]
        if self.cache is not None:
            lines.append(f"with KV cache = {weights} + {si(self._cached, 'B', 4)} = {total}")
        share = self.bytes_needed / (self.capacity.value * (1 - self.reserve.value))
        free = f" x (1 - {self.reserve.text})" if self.reserve.value else ""
        rounded = ", the next power of two" if self.power_of_two else ""
        room = f"({self.capacity.text}{free})" if free else self.capacity.text
        lines.append(f"{total} / {room} = {number(share)}, so {self.needed:,}{rounded}")
        if self.devices is None:
            return [*lines, f"does not fit: {self.reason}"]
        lines.append(f"{self.needed:,} x {self.replicas.text} replica{_s(self.replicas)} = {self.devices:,} devices")
        if self.price is not None and self.cost_per_year is not None and self.cost_per_device_year is not None:
            hourly = money(per_hour(self.price))
            lines.append(f"one device: {self.hours.text} h x {hourly} = {money(self.cost_per_device_year)} a year")
            lines.append(f"{self.devices:,} x {money(self.cost_per_device_year)} = {money(self.cost_per_year)} a year")
        return lines

    def _notes(self) -> tuple[str, ...]:
        if self.price is None:
            return ("no price was given, so no cost is told",)
        return (f"price basis: {self.basis}",)

    def fields(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "model": self.model,
            "device": self.device,
            "precision": self.precision,
            "weights": self.weights,
            "kv_cache": self._cached if self.cache else None,
            "bytes_needed": self.bytes_needed,
            "capacity": self.capacity.value,
            "reserve": self.reserve.value,
            "fits": self.fits,
            "reason": self.reason or None,
            "devices_per_replica": self.devices_per_replica,
            "replicas": self.replicas.value,
            "devices": self.devices,
            "hours": self.hours.value,
            "device_hours": self.device_hours,
            "price_per_device_hour": None if self.price is None else per_hour(self.price),
            "price_basis": self.basis or None,
            "cost_per_device_year": self.cost_per_device_year,
            "cost_per_year": self.cost_per_year,
        }


def fleet(
    model: str | Entry,
    device: str | Entry,
    precision: str = "fp16",
    replicas: int = 1,
    price: float | str | Spec | Entry | None = None,
    hours: float = HOURS_PER_YEAR,
    reserve: float = 0.0,
    power_of_two: bool = True,
    *,
    tokens: int | None = None,
    batch: int = 1,
    kv_precision: str | None = None,
    max_devices_per_replica: int | None = None,
    offer: str | None = None,
    registry: Registry | None = None,
) -> Fleet:
    """Devices for `replicas` copies of `model` by memory fit, and their yearly cost at `price`.

    `price` is USD per device and hour ("$3", 3.0, "3 USD/GPU-hour"), an offer's spec, or a price list of the registry,
    of which the device's offer is taken (by `offer` if it has several). With `tokens`, the KV cache of `batch`
    sequences of that length is counted too. `reserve` is the fraction of each device's memory kept free.
    "It does not fit" is an answer (`fits`, `reason`), not an error.
    """
    loaded, chip = entry_of(model, "models", registry), entry_of(device, "accelerators", registry)
    name = formats(precision)[0]
    if kv_precision is not None and tokens is None:
        raise GivenError("kv_precision is given without tokens: how long are the sequences that the cache holds?")
    cache = None if tokens is None else kv_cache(loaded, tokens, batch, kv_precision or "fp16", registry=registry)
    alone = str(chip.attributes.get("class", "")) in _ALONE
    most, because = _most(max_devices_per_replica)
    if alone and (most is None or most > 1):
        most, because = 1, f"a {chip.attributes['class']} device holds a model alone"
    return _fleet(
        model=loaded.name,
        device=chip.name,
        precision=name,
        parameters=from_spec("N", "parameters", loaded["parameters.total"], loaded),
        cache=cache,
        capacity=from_spec("C", "memory of one device", chip["memory.capacity"], chip),
        reserve=reserve,
        replicas=replicas,
        power_of_two=power_of_two,
        most=most,
        most_because=because,
        priced=None if price is None else price_input(price, chip, offer, registry),
        hours=hours,
    )


def fleet_of(
    *,
    parameters: Amount,
    capacity: Amount,
    precision: str = "fp16",
    replicas: int = 1,
    price: float | str | None = None,
    hours: float = HOURS_PER_YEAR,
    reserve: float = 0.0,
    power_of_two: bool = True,
    max_devices_per_replica: int | None = None,
) -> Fleet:
    """The same on plain numbers: a count of parameters, and the memory of one device in B (or "80 GB")."""
    most, because = _most(max_devices_per_replica)
    size, memory = amount("N", "parameters", parameters, "1"), amount("C", "memory of one device", capacity, "B")
    for put_in in (size, memory):
        if put_in.value <= 0:
            raise GivenError(f"{put_in.name} is {put_in.text}; it must be more than zero")
    return _fleet(
        model="the model given",
        device="the device given",
        precision=formats(precision)[0],
        parameters=size,
        cache=None,
        capacity=memory,
        reserve=reserve,
        replicas=replicas,
        power_of_two=power_of_two,
        most=most,
        most_because=because,
        priced=None if price is None else price_input(price, None, None, None),
        hours=hours,
    )


def _most(given: int | None) -> tuple[int | None, str]:
    if given is None:
        return None, ""
    return int(whole_number("m", "max_devices_per_replica", given).value), "the limit that was given"


def _fleet(
    *,
    model: str,
    device: str,
    precision: str,
    parameters: Input,
    cache: KVCache | Computed | None,
    capacity: Input,
    reserve: float,
    replicas: int,
    power_of_two: bool,
    most: int | None,
    most_because: str,
    priced: tuple[Input, str] | None,
    hours: float,
) -> Fleet:
    free = amount("reserve", "memory kept free", reserve, "1")
    if not 0 <= free.value < 1:
        raise GivenError(f"reserve is {free.text}; it is a fraction of the memory, from 0 to below 1: 0.1 for 10%")
    if not free.value:
        free = assumed("reserve", "memory kept free", 0.0, "1", "no reserve was given")
    each = Input("b", "bytes of a parameter", bytes_per_element(precision), "1", COMPUTED, f"size of {precision}")
    return Fleet(
        model=model,
        device=device,
        precision=precision,
        parameters=parameters,
        each=each,
        cache=cache,
        capacity=capacity,
        reserve=free,
        replicas=whole_number("r", "replicas", replicas),
        power_of_two=power_of_two,
        most=most,
        most_because=most_because,
        price=None if priced is None else priced[0],
        basis="" if priced is None else priced[1],
        hours=hours_input(hours),
    )


def _s(many: Input) -> str:
    return "" if many.value == 1 else "s"
