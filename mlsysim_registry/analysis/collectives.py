"""How long a ring AllReduce takes on a link of the registry, or on a rate that is given."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from mlsysim_registry.analysis.explanations import REGISTRY, Explanation, Input, Result, Section
from mlsysim_registry.analysis.inputs import Amount, amount, assumed, whole_number
from mlsysim_registry.data import Entry, Registry, Spec, load
from mlsysim_registry.display import number, si
from mlsysim_registry.errors import AmbiguousEntity, GivenError, RegistryError, UnknownEntity
from mlsysim_registry.formulas import allreduce_factor, bus_bandwidth, ring_allreduce

_FORMULA = (
    "t = 2 (n-1)/n x M / B + 2 (n-1) x alpha      [ring: Patarasuk & Yuan 2009; alpha: Thakur et al. 2005]",
    "B is what one device sends in one direction while it receives as much in the other",
)
_ASSUMPTION = (
    "Every device reaches the full printed rate B in each direction, at once, over the whole message. Protocol and "
    "encoding take their share of it: nccl-tests measures less, most of all for small messages."
)
_TO_HOST = ("pcie", "host")
_LEFT_OUT = (
    "how ports reach the neighbours: ports that lead to different devices need a ring each, all at the same time",
    "the time of the additions, and of reading and writing memory",
    "contention, slower links between some of the devices (the slowest one sets the pace of a ring)",
    "other algorithms: trees, in-network reduction (NVLS, SHARP), hierarchies of rings",
    "overlap with computation",
)


@dataclass(frozen=True, slots=True)
class AllReduce(Result):
    """The time of a ring AllReduce in s (`value`), and its two parts."""

    message: Input
    devices: Input
    bandwidth: Input  # per direction
    latency: Input
    notes: tuple[str, ...]

    @property
    def value(self) -> float:
        """Seconds of the whole operation."""
        inputs = (self.message, self.devices, self.bandwidth, self.latency)
        return float(ring_allreduce(*(put_in.value for put_in in inputs)))

    @property
    def unit(self) -> str:
        """Seconds."""
        return "s"

    @property
    def transfer_time(self) -> float:
        """Seconds of the first term, without latency."""
        return float(ring_allreduce(self.message.value, self.devices.value, self.bandwidth.value))

    @property
    def latency_time(self) -> float:
        """Seconds of the second term."""
        return 2 * (self.devices.value - 1) * self.latency.value

    @property
    def bus_bandwidth(self) -> float:
        """What nccl-tests would print as busbw, in B/s; 0 where nothing is sent."""
        return float(bus_bandwidth(self.message.value, self.devices.value, self.value)) if self.value else 0.0

    @property
    def explanation(self) -> Explanation:
        """How the time came about."""
        n, message, rate = self.devices.text, self.message.text, self.bandwidth.text
        factor = float(allreduce_factor(self.devices.value))
        sent = si(factor * self.message.value, "B", 4)
        steps = 2 * (int(self.devices.value) - 1)
        return Explanation(
            title=f"Ring AllReduce of {message} over {n} devices at {rate} per direction: {si(self.value, 's')}",
            formula=_FORMULA,
            sections=(
                Section(
                    "",
                    (self.message, self.devices, self.bandwidth, self.latency),
                    (
                        f"2 x ({n} - 1)/{n} = {number(factor, 5)}, so each device sends {sent}",
                        f"{number(factor, 5)} x {message} / {rate} = {si(self.transfer_time, 's')}",
                        f"{steps:,} steps x {self.latency.text} = {si(self.latency_time, 's')}",
                        f"t = {si(self.value, 's')}",
                    ),
                ),
            ),
            assumption=_ASSUMPTION,
            left_out=_LEFT_OUT,
            notes=self.notes,
        )

    def fields(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "message": self.message.value,
            "devices": self.devices.value,
            "bandwidth_per_direction": self.bandwidth.value,
            "latency": self.latency.value,
            "transfer_time": self.transfer_time,
            "latency_time": self.latency_time,
            "bus_bandwidth": self.bus_bandwidth,
        }


def allreduce(
    message: Amount,
    devices: int,
    link: Spec | Entry | str | None = None,
    *,
    bandwidth_per_direction: Amount | None = None,
    latency: Amount | None = None,
    ports: int | None = None,
    registry: Registry | None = None,
) -> AllReduce:
    """Time of a ring AllReduce of `message` (bytes, or "16 GB") over `devices` devices.

    `link` is the spec of a link rate, or a device whose link on record is used ("h100-sxm", or "h100-sxm nvlink" where
    it has several), or an interconnect, of which a device uses `ports` ports. Only the rate per direction is used.
    Or give `bandwidth_per_direction` (B/s, or "450 GB/s") yourself.

    Raises GivenError for senseless numbers, DirectionUnknown for a rate that does not say which directions it counts.
    """
    sent = amount("M", "message", message, "B")
    if sent.value < 0:
        raise GivenError(f"message is {sent.text}; it cannot be negative")
    count = whole_number("n", "devices", devices)
    delay = assumed("alpha", "latency of a step", 0.0, "s", "no latency was given")
    if latency is not None:
        delay = amount("alpha", "latency of a step", latency, "s")
        if delay.value < 0:
            raise GivenError(f"latency is {delay.text}; it cannot be negative")
    if (link is None) == (bandwidth_per_direction is None):
        raise GivenError("give either a link or bandwidth_per_direction: the ring needs exactly one rate")
    notes: tuple[str, ...] = ()
    if link is None:
        assert bandwidth_per_direction is not None
        rate = _given_rate(bandwidth_per_direction, ports)
        notes = _looks_like_a_total(rate, registry)
    else:
        rate, notes = _link_rate(link, ports, registry)
    if rate.spec is not None and rate.spec.direction == "both":
        wrong = ring_allreduce(sent.value, count.value, 2 * rate.value, delay.value)
        both = si(2 * rate.value, "B/s", 4)
        halved = (
            f"{both} is both directions summed: {rate.text} per direction. Each device of a ring sends in one "
            f"direction while it receives in the other; {both} would give {si(wrong, 's')}, which is too short."
        )
        notes = (halved, *notes)
    if count.value == 1:
        notes = (*notes, "one device has nothing to exchange")
    return AllReduce(sent, count, rate, delay, notes)


def _given_rate(raw: Amount, ports: int | None) -> Input:
    if isinstance(raw, Spec):
        raise GivenError(f"give {raw.entity} {raw.path} as `link`: then its direction is heeded")
    if ports is not None:
        raise GivenError("ports goes with an interconnect; bandwidth_per_direction is already that of the whole device")
    rate = amount("B", "bandwidth per direction", raw, "B/s")
    if rate.value <= 0:
        raise GivenError(f"bandwidth_per_direction is {rate.text}; it must be more than zero")
    return rate


def _looks_like_a_total(rate: Input, registry: Registry | None) -> tuple[str, ...]:
    """A note where the rate that was given is some device's total of both directions."""
    try:
        known = registry or load()
    except RegistryError:
        return ()
    both: list[Spec] = []
    one: list[Spec] = []
    for device in known.accelerators.values():
        for path, spec in device.specs.items():
            if not path.startswith("links.") or not path.endswith(".total") or spec.direction is None:
                continue
            if path.split(".")[1] in (*_TO_HOST, "c2c"):
                continue
            if math.isclose(spec.per_direction, rate.value, rel_tol=1e-3):
                one.append(spec)
            elif spec.direction == "both" and math.isclose(spec.value, rate.value, rel_tol=1e-3):
                both.append(spec)
    if not both:
        return ()
    half = si(both[0].per_direction, "B/s", 4)
    words = f"{rate.text} is the total of both directions of {both[0].entity} {both[0].path}: one direction is {half}"
    if one:
        return (f"{words}. It is the rate of one direction of {one[0].entity} {one[0].path}.",)
    return (f"{words}, and the time is twice as long",)


def _link_rate(link: Spec | Entry | str, ports: int | None, registry: Registry | None) -> tuple[Input, tuple[str, ...]]:
    spec, notes = _link_spec(link, ports, registry)
    if spec.unit != "B/s":
        raise GivenError(f"{spec.entity} {spec.path} is {spec.printed}; a link's data rate is needed here")
    per_port = spec.path.rpartition(".")[2] == "per_port"
    if ports is not None and not per_port:
        raise GivenError(f"{spec.entity} {spec.path} is already all ports together: leave `ports` out")
    used = whole_number("p", "ports", 1 if ports is None else ports).value
    value = spec.per_direction * used
    steps = [] if spec.direction == "one" and used == 1 else [f"{si(spec.per_direction, 'B/s', 4)} per direction"]
    if spec.direction == "both":
        steps.insert(0, "both directions summed")
    if "bit" in spec.printed and not steps:
        steps.append(f"{si(value, 'B/s', 4)}, 8 bits a byte")
    if used != 1:
        steps.append(f"x {used:.0f} ports = {si(value, 'B/s', 4)}")
    rate = Input("B", "bandwidth per direction", value, "B/s", REGISTRY, ", ".join(steps), spec.printed, spec)
    if per_port and ports is None:
        notes = (*notes, "this is the rate of one port; give ports=... where a device uses several")
    return rate, notes


def _link_spec(link: Spec | Entry | str, ports: int | None, registry: Registry | None) -> tuple[Spec, tuple[str, ...]]:
    if isinstance(link, Spec):
        return link, ()
    entry, wanted = (link, "") if isinstance(link, Entry) else _find(link, registry)
    if entry.kind == "interconnects":
        return entry["per_port"], ()
    if entry.kind == "systems":
        raise GivenError(
            f"{entry.name} ({entry.id}) is a whole system; a ring runs at the rate of one device: give the link of "
            f"{entry.attributes.get('device', 'its device')}, or a per_port spec of the system"
        )
    name = _link_name(entry, wanted.removeprefix("links.").partition(".")[0])
    exact = entry.get(f"links.{name}.{'total' if ports is None else 'per_port'}")
    total = exact or entry.get(f"links.{name}.total")
    if total is not None:
        return total, ()
    return entry[f"links.{name}.per_port"], ()


def _link_name(device: Entry, wanted: str) -> str:
    """The link that is wanted; where none is named, the only one that is not the way to the host."""
    names = sorted({path.split(".")[1] for path in device.specs if path.startswith("links.")})
    between = [name for name in names if name not in _TO_HOST] or names
    if wanted in names or (not wanted and len(between) == 1):
        return wanted or between[0]
    who = f"{device.name} ({device.id})"
    if not names:
        raise GivenError(f"{who} has no link in the registry: give bandwidth_per_direction")
    told = f"no link `{wanted}`" if wanted else "several links"
    example = f'"{device.id} {between[0]}"'
    raise GivenError(f"{who} has {told}; it has: {', '.join(names)}. Name one, as in {example}")


def _find(text: str, registry: Registry | None) -> tuple[Entry, str]:
    """The entry that a text names, and the link that its last word names, if any."""
    known = registry or load()
    try:
        return known.find(text), ""
    except AmbiguousEntity:
        raise
    except UnknownEntity as unknown:
        name, _, last = text.strip().rpartition(" ")
        try:
            return known.find(name), last
        except AmbiguousEntity:
            raise
        except UnknownEntity:
            raise unknown from None
