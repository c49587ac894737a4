"""The time of an AllReduce in a ring."""

from __future__ import annotations

from mlsysim_registry import formulas
from mlsysim_registry.data import Registry
from mlsysim_registry.display import si
from mlsysim_validators.sources.fields import BANDWIDTH, BYTES, TIME
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.situation import Situation


def allreduce(s: Situation) -> Computed:
    """2 (n-1)/n x M/B + 2 (n-1) x alpha, with the bandwidth of one direction."""
    devices = s.devices()
    if devices is None or devices.place != "the sentence":
        ranks = s.count(r"(?<![\w.,])(\d[\d,]{0,6}) (?:ranks|workers|nodes)\b|\b[nNP] ?= ?(\d{1,6})\b")
        devices = ranks if ranks is not None and (devices is None or ranks.place == "the sentence") else devices
    message = s.quantity(BYTES, avoid=r"hbm|memory|\bkv\b|capacity")
    outside = s.says(r"between (?:the )?(?:\d+ )?nodes|across nodes|inter-?node", nearest=1)
    rate = s.quantity(BANDWIDTH, avoid=r"hbm|memory|\bmem\b" + (r"|nvlink|intra|infinity" if outside else ""))
    wanted = {"a number of devices": devices, "a message size": message, "a bandwidth": rate}
    if devices is None or message is None or rate is None:
        missing = [name for name, found in wanted.items() if found is None]
        return Computed([], missing=f"an AllReduce time needs {', '.join(missing)}; the text does not state it")
    n = devices.values[0]
    if n < 2 or n % 1:
        return Computed([], missing="an AllReduce needs at least two devices")
    alpha = s.quantity(TIME, about=r"latency|alpha|α|per (?:hop|step)|hop", ahead=25, behind=15)
    latency = alpha.values[0] if alpha is not None and alpha.values[0] < 0.1 else 0.0
    stated, one_way = rate.values[0], rate.values[0]
    total = _both_directions(s, stated)
    if total:
        one_way = stated / 2

    def time(bandwidth: float, delay: float) -> float:
        return float(formulas.ring_allreduce(message.values[0], n, bandwidth, delay))

    told = f"2 x ({n:g}-1)/{n:g} x {message.told()} / {si(one_way, 'B/s')} per direction"
    if latency and alpha is not None:
        told += f" + 2 x ({n:g}-1) x {alpha.words}"
    if total:
        told += f"; {rate.told()} is the total of {total}, both directions summed"
    values = [(time(one_way, latency), told)]
    if latency:
        values.append((time(one_way, 0.0), told.partition(" + ")[0]))
    if s.says(r"\bsends?\b|transmit|\bmoves\b|traffic|on the wire", nearest=1):
        values.append((message.values[0] / one_way, f"{message.told()} / {si(one_way, 'B/s')} per direction"))
    slips = []
    if total:
        sentence = f"it takes the {rate.words} that sums both directions for the rate of one"
        slips += [Slip("direction", time(stated, latency), sentence), Slip("direction", time(stated, 0.0), sentence)]
    slips.append(Slip("half", values[0][0] / 2, "a ring passes the data twice: reduce-scatter and all-gather"))
    other = s.says(
        r"tree|hierarch|measured|effective|efficien|overlap|compress|per layer|layers|bus bandwidth|busbw|"
        r"all-?gather|broadcast"
    )
    return Computed(values, slips, room=0.02, certain=not other)


def _both_directions(s: Situation, stated: float) -> str:
    """The device or link whose two directions together have this rate."""
    registry: Registry = s.registry
    device = s.device()
    named = [device] if device is not None else []
    if not named and s.says(r"nvlink", nearest=9):
        named = [entry for entry in registry.table("accelerators").values() if "nvidia" in entry.id]
    for entry in named:
        for path, spec in entry.specs.items():
            if path.startswith("links.") and path.endswith(".total") and spec.direction is not None:
                both = 2 * spec.per_direction
                if abs(stated - both) <= 1e-3 * both and not s.says(
                    r"per direction|unidirectional|one[- ]way|each direction", nearest=2
                ):
                    return f"{entry.name}'s {path.split('.')[1]}"
    return ""
