"""Ridge points: where the roof of the memory meets that of the arithmetic (Williams et al. 2009)."""

from __future__ import annotations

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.display import si
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import BANDWIDTH, FLOP_RATE, INTENSITY
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.rooflines import NO_MEMORY_RATE, dense_peak
from mlsysim_validators.sources.judges.recompute.scopes import OWN
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import relatives

_RIDGE = AnyCase(
    r"ridge|machine balance|critical intensity|(?:ops?|flops?)[:/]bytes? ratio|balance point|hardware balance|knee|"
    r"peak (?:compute|flops?) (?:to|/|over|divided)|"
    r"(?:ratio|balance) of (?:peak )?(?:compute|flops?|ops|arithmetic) to|"
    r"compute[- ]?(?:to[- ]|:|/)(?:memory|bandwidth)"
)
_OF_A_KERNEL = regex(r"\A\W*(?:A?I|OI)\b(?! ?[\^*\u2217\u22c6{_])|[Ii]ntensity")  # a column of what kernels have
_WORKLOAD = AnyCase(r"\bAI\b|intensity|算术强度|decode|prefill|gemm|matmul|kernel|layer|attention|conv")


def ridge(s: Situation) -> Computed:
    """Peak over memory bandwidth, as the row or sentence states them or as the registry has them."""
    device = s.device()
    number = s.precision()
    taken = set(s.places)
    stated_peak = s.quantity(FLOP_RATE)
    stated_rate = s.quantity(BANDWIDTH, avoid=NO_MEMORY_RATE)
    apart = any(given is not None and given.place not in OWN for given in (stated_peak, stated_rate))
    if s.claim.owned and apart:  # a line above speaks of another device
        stated_peak = stated_rate = None
        s.places = taken
    peaks: list[tuple[float, str]] = []
    rates: list[tuple[float, str]] = []
    if stated_peak is not None:
        peaks += [(value, stated_peak.told()) for value in stated_peak.values]
    if stated_rate is not None:
        rates += [(value, stated_rate.told()) for value in stated_rate.values]
    others: list[tuple[float, str]] = []
    slips = []
    variants: list[tuple[float, str]] = []
    if device is not None and "memory.bandwidth" in device:
        bandwidth = device["memory.bandwidth"]
        variants = _variants(s, device, number)
        rates.append((bandwidth.value, bandwidth.printed))
        others.append((round(bandwidth.value / 1e12) * 1e12, f"{bandwidth.printed}, rounded"))
        others += [(value, "what others print") for value in device.printed_elsewhere("memory.bandwidth")]
        names = [number] if number not in (None, "fp16") else ["fp16", "bf16"]
        for name in names:
            spec = device.get(f"compute.matrix.{name}")
            if spec is not None:
                peaks.append((spec.value, f"{si(spec.value, 'FLOP/s', 4)} ({name}, dense) of {device.name}"))
            sparse = device.get(f"compute.matrix_sparse.{name}")
            if sparse is not None:
                sentence = (
                    f"with the sparse {str(name).upper()} rate it would be that: the ridge point is of the dense rate"
                )
                slips.append(Slip("sparse-for-dense", sparse.value / bandwidth.value, sentence))
    if not peaks or not rates:
        return Computed([], missing="a ridge point needs a peak and a memory bandwidth; the text does not state them")
    values = [
        (float(formulas.ridge_point(peak, rate)), f"ridge = {told} / {words}")
        for peak, told in peaks
        for rate, words in rates
    ]
    if _OF_A_KERNEL.search(s.around.column) and all(s.claim.value > value for value, _ in values):
        return Computed([], missing="an intensity above the ridge point, where the roof is the peak")
    label = f"{s.around.row} {s.around.column} {s.around.before[-60:]} {s.around.after[:30]}"
    named = (s.claim.unit is not None and not s.claim.unit.dimension) or _RIDGE.search(label) is not None
    named = named or (
        _RIDGE.search(f"{s.around.sentence} {s.around.title}") is not None and not _WORKLOAD.search(label)
    )
    named = named or (s.claim.owned and not _WORKLOAD.search(s.around.sentence))  # "H100: 295 FLOP/byte"
    beside = s.slide.same_text(s.claim) if s.claim.stated.cell is None else []
    named = named or any(one.field == "ridge_point" and one.verdict == "match" for one in beside)
    discounted = s.says(r"effective|efficien|achievable|有效|η", nearest=6)
    variants += [
        (float(formulas.ridge_point(peak, rate)), f"ridge = {told} / {words}")
        for peak, told in peaks
        for rate, words in others
        if rate
    ]
    if number is None:
        variants += _of_vectors(device)
    if number is not None and s.format_place not in OWN:  # of another number, perhaps: 16 bits may be meant here
        variants += _of_sixteen_bits(device)
    return Computed(values, slips, room=0.006, certain=named and not discounted, also=variants)


def _of_sixteen_bits(device: Entry | None) -> list[tuple[float, str]]:
    """The ridge point of a device in 16 bits, which are meant where nothing is said."""
    peak = dense_peak(device, None) if device is not None else None
    if device is None or not peak or "memory.bandwidth" not in device:
        return []
    rate = device["memory.bandwidth"]
    told = f"ridge = {si(peak, 'FLOP/s', 4)} (16 bits, dense) of {device.name} / {rate.printed}"
    return [(float(formulas.ridge_point(peak, rate.value)), told)]


def _of_vectors(device: Entry | None) -> list[tuple[float, str]]:
    """The ridge point of a device in FP32 on its vector units, of which a text may speak throughout."""
    peak, rate = (
        device.get(path) if device is not None else None for path in ("compute.vector.fp32", "memory.bandwidth")
    )
    if device is None or peak is None or rate is None or not rate.value:
        return []
    told = f"ridge = {peak.printed} (FP32, vector) of {device.name} / {rate.printed}"
    return [(float(formulas.ridge_point(peak.value, rate.value)), told)]


def _variants(s: Situation, device: Entry, number: str | None) -> list[tuple[float, str]]:
    """The ridge points of the other variants of a device, where the text names the family alone."""
    if not s.claim.assumed and s.claim.entity is not None:
        return []
    found = []
    for other in relatives(device, s.registry, same_family=True):
        peak = dense_peak(other, number)
        if peak and "memory.bandwidth" in other:
            rate = other["memory.bandwidth"]
            value = float(formulas.ridge_point(peak, rate.value))
            found.append((value, f"ridge = {si(peak, 'FLOP/s', 4)} / {rate.printed} of {other.name}"))
    return found


KINDS = (
    Kind(
        "ridge_point",
        INTENSITY,
        AnyCase(r"ridge|machine balance|critical intensity|ops[:/]byte ratio|balance point"),
        AnyCase(r"network|nvlink|infiniband|storage|\bio\b|interconnect|l2|sram|(?-i:\bAI) ?[=≈] ?~?\d"),
        ridge,
    ),
)
