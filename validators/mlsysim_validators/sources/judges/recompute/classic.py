"""Derived quantities that the model layer knows, computed anew from the registry and from what the slide states."""

from __future__ import annotations

import re
from collections.abc import Callable

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.display import si
from mlsysim_registry.errors import RegistryError
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.fields import number_format
from mlsysim_validators.sources.judges.inputs import Inputs, SlideInputs
from mlsysim_validators.sources.judges.links import summed_link
from mlsysim_validators.sources.judges.recompute.computed import A_PRICE_IS_GIVEN, Computed, Slip, contradict, unfound
from mlsysim_validators.sources.slides import Slide, Surroundings

# Slips that a number is not mistaken for by chance: enough to speak of it where the words leave doubt.
_TELLING = ("query-heads", "direction", "sparse-for-dense", "does-not-fit")


def inputs_of(slide: Slide, finder: EntityFinder) -> SlideInputs:
    """What a slide states for the quantities of this module."""
    return SlideInputs(slide, finder)


def judge(claim: Claim, around: Surroundings, inputs: SlideInputs) -> None:
    """Recompute a derived claim and compare at printed precision; where inputs are missing, say which."""
    compute = KINDS.get(claim.field)
    if claim.kind != "derived" or compute is None or claim.unit is None:
        return
    try:
        computed = compute(claim, around, inputs.of(claim, around))
    except RegistryError as error:
        claim.decide("unresolved", str(error))
        return
    if computed.ungrounded:
        unfound(claim, computed.ungrounded)
        return
    if not computed.values:
        claim.decide("unresolved", computed.missing)
        return
    value, working = computed.values[0]
    factor = claim.unit.factor
    claim.working = working
    claim.expected = Expected(value, printed(value, claim.reading, claim.unit))
    for accepted, told in computed.values:
        if agrees(claim.reading, factor, accepted):
            claim.decide("match", working=told)
            return
    slip = next((slip for slip in computed.slips if agrees(claim.reading, factor, slip.value)), None)
    if not claim.sure and (slip is None or slip.rule not in _TELLING):
        claim.decide(
            "unresolved",
            f"not the {claim.field.replace('_', ' ')} that the registry gives, but its words leave open what it is",
        )
        return
    contradict(claim, claim.field, claim.expected, working, slip)


def _weights(model: Entry, total: float, number: str) -> tuple[float, str]:
    size = formulas.bytes_per_element(number)
    return formulas.weight_bytes(
        total, size
    ), f"{total:,.0f} parameters x {size:g} B ({number.upper()}) of {model.name}"


def _allreduce_time(claim: Claim, around: Surroundings, given: Inputs) -> Computed:
    wanted = {"a number of devices": given.devices, "a message size": given.message, "a bandwidth": given.bandwidth}
    missing = [name for name, found in wanted.items() if found is None]
    if missing or given.devices is None or given.message is None or given.bandwidth is None:
        return Computed([], missing=f"an AllReduce time needs {', '.join(missing)}; the slide does not state it")
    if given.devices.value < 2:
        return Computed([], missing="an AllReduce needs at least two devices")
    latency = given.latency.value if given.latency else 0.0
    stated = given.bandwidth.value
    rate, note = _per_direction(stated, given)

    def time(bandwidth: float, alpha: float) -> float:
        return float(formulas.ring_allreduce(given.message.value, given.devices.value, bandwidth, alpha))  # type: ignore[union-attr]

    n = given.devices.value
    working = f"2 x ({n:g}-1)/{n:g} x {si(given.message.value, 'B')} / {si(rate, 'B/s')} per direction"
    if latency:
        working += f" + 2 x ({n:g}-1) x {si(latency, 's')}"
    values = [(time(rate, latency), working + note)]
    slips = []
    if rate != stated:
        sentence = f"it takes the {given.bandwidth.words} that sums both directions for the rate of one"
        slips += [Slip("direction", time(stated, latency), sentence), Slip("direction", time(stated, 0.0), sentence)]
    if latency:
        slips.append(Slip("latency", time(rate, 0.0), "the latency term is left out"))
    slips.append(Slip("half", time(rate, latency) / 2, "a ring passes the data twice: reduce-scatter and all-gather"))
    return Computed(values, slips)


def _per_direction(stated: float, given: Inputs) -> tuple[float, str]:
    """A stated rate as one direction's: halved where it is the both-directions total of the slide's device's link."""
    link = summed_link(given.device, stated) if given.device is not None else None
    if given.device is None or link is None:
        return stated, ""
    both = si(2 * link.per_direction, "B/s")
    return link.per_direction, f" ({given.device.name}: {both} is both directions summed)"


def _device_price(claim: Claim, around: Surroundings, given: Inputs) -> Computed:
    """An hourly price is an input; a yearly one follows from it, around the clock."""
    if not _A_YEAR.search(claim.reading.text) or _OTHER_TERMS.search(f"{around.sentence} {around.row}"):
        return A_PRICE_IS_GIVEN
    if given.price is None:
        implied = f"${claim.value * _HOUR:,.2f} per GPU-hour, around the clock"
        return Computed([], ungrounded=f"the price of a device and year without a price basis; it implies {implied}")
    year = given.price.value * formulas.HOURS_PER_YEAR
    working = f"{given.price.words} x 8,760 h = ${year:,.0f} per GPU-year"
    return Computed([(given.price.value / _HOUR, working)])


_HOUR = 3600.0
_A_YEAR = re.compile(r"year|yr\b|annum", re.IGNORECASE)
_OTHER_TERMS = re.compile(r"reserved|spot|discount|utili[sz]|amorti[sz]|PUE|capex|owned|buy", re.IGNORECASE)


def _devices_needed(claim: Claim, around: Surroundings, given: Inputs) -> Computed:
    model, device = given.model, given.device
    if model is None or device is None:
        return Computed([], missing="a number of GPUs needs a model and a device; the slide does not name both")
    number = number_format(f"{around.row} {around.column}") or number_format(around.sentence) or given.precision
    if number is None:
        return Computed([], missing="the slide states no number format")
    size, told = _weights(model, model["parameters.total"].value, number)
    capacity = device["memory.capacity"]
    fewest = float(formulas.devices_needed(size, capacity.value))
    power = float(formulas.devices_needed(size, capacity.value, power_of_two=True))
    working = f"{si(size, 'B', 4)} ({told}) in {capacity.printed} of {device.name} each: at least {fewest:g}"
    stated = claim.value
    if stated < fewest:
        claim.sure = True
        return Computed([(fewest, working)], [Slip("does-not-fit", stated, "the weights alone do not fit")])
    if stated <= 4 * power:  # KV cache, activations and latency want room as well
        return Computed([(stated, working)])
    return Computed([], missing="more GPUs than the weights need; what for is not understood")


KINDS: dict[str, Callable[[Claim, Surroundings, Inputs], Computed]] = {
    "allreduce_time": _allreduce_time,
    "device_price": _device_price,
    "devices_needed": _devices_needed,
}
