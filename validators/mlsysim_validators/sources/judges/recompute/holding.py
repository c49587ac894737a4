"""How many devices hold a model, how many replicas they make."""

from __future__ import annotations

import re
from math import floor

from mlsysim_registry import formulas
from mlsysim_registry.display import si
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BYTES, DEVICES
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.memory import product
from mlsysim_validators.sources.judges.recompute.situation import Situation

_ROOMY, _ROOMY_IN_TABLES = 2, 4  # times the fewest devices: a table tells what is used rather than what is needed

_NARROWED = AnyCase(r"\W{0,3}(?:with|after|if|when|once|using|by) (?:\w+ )?quanti[sz]")

_OF_A_HOST = r"hbm|per gpu|capacity|\bkv|\bnodes?\b|\bhost|\bcpu|processor|cores?\b|epyc|xeon|\bram\b"


def devices_needed(s: Situation) -> Computed:
    """At least so many devices hold the weights."""
    missing = Computed([], missing="a number of GPUs needs a model, a number format and a device; not all are named")
    parameters = s.parameters()
    if parameters is None:
        return missing
    device, precision = s.device(), s.precision()
    stated = s.quantity(BYTES, about=r"card|gpu|hbm|accelerator", avoid=r"weigh|model|cache|needs?\b")
    if precision is None or (device is None and stated is None):
        return missing
    room = device["memory.capacity"].value if device is not None else stated.values[0] if stated is not None else 0.0
    owner = f"{device['memory.capacity'].printed} of {device.name}" if device is not None else f"{room / 1e9:g} GB"
    size = formulas.bytes_per_element(precision)
    least = min(parameters.values) if len(parameters.values) < 3 else sorted(parameters.values)[1]
    needed = float(formulas.weight_bytes(least, size))
    fewest = float(formulas.devices_needed(needed * 0.98, room * 1.075))
    working = f"{si(needed, 'B')} ({product(parameters, size, precision)}) in {owner} each"
    if s.claim.value < fewest:
        if _NARROWED.match(s.around.after):
            return Computed([], missing="of weights in another format, which it does not name")
        return Computed(
            [(fewest, f"{working}: at least {fewest:g}")],
            [Slip("does-not-fit", s.claim.value, "the weights alone do not fit")],
        )
    roomy = _ROOMY_IN_TABLES if s.claim.stated.cell is not None else _ROOMY
    if s.claim.value <= roomy * fewest:  # KV cache, activations and latency want room as well
        return Computed([(s.claim.value, working)])
    return Computed([], missing="more GPUs than the weights need; what for is not understood")


def fewest_for_size(s: Situation) -> Computed:
    """Devices that hold the weights: those of the row over the capacity that the header, or the registry, gives."""
    size = s.quantity(BYTES, about=r"weight|size|memory|model|footprint", avoid=_OF_A_HOST)
    capacity = s.quantity(BYTES, about=r"gpu|card|hbm|capacity|device", avoid=r"weight|model|kv")
    header = re.search(r"(\d+) ?(?:GB|GiB)", s.around.column)
    room = float(header[1]) * 1e9 if header else capacity.values[0] if capacity is not None else 0.0
    device = s.device()
    if not room and device is not None and "memory.capacity" in device:
        room = device["memory.capacity"].value
    if size is None or not room:
        return Computed([], missing="GPUs that hold a model need its size and their capacity; not both are stated")
    fewest = float(formulas.devices_needed(size.values[0], room))
    told = f"{size.told()} in {room / 1e9:g} GB each: at least {fewest:g}"
    power = float(formulas.devices_needed(size.values[0], room, power_of_two=True))
    return Computed([(fewest, told), (power, told), (max(power, 2 * fewest) if fewest > 1 else fewest, told)])


def replicas(s: Situation) -> Computed:
    """All devices over those of one replica."""
    every = s.count(
        r"(?<![\w.,$])(\d[\d,]{0,9}) (?:\S+ )?(?:GPUs|accelerators)(?! (?:per|each|a|for one|in one|"
        r"takes?))(?=[^.;]{0,40}"
        r"(?:hold|give|make|fit|run|host|support|serve|form|→|=|is|are)\b)|(?:all|total of|fleet of|cluster of|"
        r"with) (\d[\d,]{0,9}) GPUs"
    )
    one = s.count(
        r"(?:replica|instance|copy)(?: \w+){0,4}? (\d[\d,]{0,5}) GPUs|(?<![\w.,$])(\d[\d,]{0,5}) GPUs (?:per|"
        r"for (?:one|each)|a) "
        r"(?:replica|instance|copy|model)"
    )
    if every is None or one is None:
        return Computed([], missing="replicas need all GPUs and those of one replica; not both are stated")
    return Computed([(float(floor(every.values[0] / one.values[0])), f"{every.told()} / {one.told()}")])


KINDS = (
    Kind(
        "devices_needed",
        DEVICES,
        AnyCase(r"\b(?:needs?|requires?|fits? (?:on|in|into)|at least|minimum(?: of)?|just|single|only)\b"),
        AnyCase(r"train|cluster|scal|batch|(?<!per )replica|throughput|pre-?train|context|KV|fine-?tun|speed|faster"),
        devices_needed,
    ),
)
