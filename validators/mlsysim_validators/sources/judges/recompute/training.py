"""Training: FLOP, time, device-hours."""

from __future__ import annotations

import re

from mlsysim_registry import formulas
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import DEVICE_TIME, DEVICES, FLOP_RATE, OPERATIONS, TIME
from mlsysim_validators.sources.judges.recompute.computed import Computed, Slip
from mlsysim_validators.sources.judges.recompute.given import Given
from mlsysim_validators.sources.judges.recompute.kind import Kind
from mlsysim_validators.sources.judges.recompute.rooflines import peak_rate
from mlsysim_validators.sources.judges.recompute.situation import Situation
from mlsysim_validators.sources.patterns import regex

# What a training is off by where one of its factors is forgotten: of 6 N D the backward pass has 4 N D.
_WORK = (
    (1 / 3, "forward-only", "that is 2 N D: the backward pass is left out"),
    (2 / 3, "backward-only", "that is 4 N D: the forward pass is left out"),
)


def _with_slips(values: list[tuple[float, str]], mfu: float = 0.0) -> list[Slip]:
    """What the slips of a training make of its values; those of an MFU where there is one."""
    forgotten = ((mfu, "no-utilization", "the MFU is left out: that is at the peak"),) if mfu else ()
    sparse = ((0.5, "sparse-for-dense", "with the sparse rate it would be that"),) if mfu else ()
    return [
        Slip(rule, value * factor, told)
        for value, _ in values[:_FEW_SIZES]
        for factor, rule, told in (*_WORK, *sparse, *forgotten)
    ]


def flops(s: Situation) -> Computed:
    """6 N D."""
    parameters, tokens = s.parameters(), s.training_tokens()
    if parameters is None or tokens is None:
        return Computed([], missing="training FLOP need a number of parameters and of tokens; not both are stated")
    told = f"6 x {parameters.told()} x {tokens.told()}"
    values = [(float(formulas.training_flops(n, d)), told) for n in parameters.values for d in tokens.values]
    slips = _with_slips(values)
    values += [(value * 8 / 6, told.replace("6 x", "8 x (with recomputation)", 1)) for value, told in values]
    return Computed(values, slips, room=0.02, certain=s.close)


def _work_and_rate(s: Situation) -> tuple[Given, Given, Given, Given] | str:
    parameters, tokens, peak = s.parameters(), s.training_tokens(), peak_rate(s)
    mfu = s.listed(r"^MFU$") or s.share(r"MFU|utili[sz]ation|efficiency|η")
    if parameters is None or tokens is None or peak is None or mfu is None:
        missing = [
            name
            for name, given in (
                ("a model size", parameters),
                ("a number of tokens", tokens),
                ("a peak", peak),
                ("an MFU", mfu),
            )
            if given is None
        ]
        return f"a training time needs {', '.join(missing)}; the text does not state it"
    return parameters, tokens, peak, mfu


def time(s: Situation) -> Computed:
    """6 N D / (devices x peak x MFU)."""
    found, devices = _work_and_rate(s), s.devices()
    if isinstance(found, str):
        return Computed([], missing=found)
    if devices is None:
        return Computed([], missing="a training time needs a number of devices; the text does not state it")
    parameters, tokens, peak, mfu = found
    told = f"6 x {parameters.told()} x {tokens.told()} / ({devices.told()} x {peak.told()} x {mfu.told()})"
    values = [
        (float(formulas.training_time(formulas.training_flops(n, d), devices.values[0], rate, mfu.values[0])), told)
        for n in parameters.values
        for d in tokens.values
        for rate in peak.values
    ]
    return Computed(values, _with_slips(values, mfu.values[0]), room=0.04)


def mfu(s: Situation) -> Computed:
    """The rate of useful FLOP over the peak: stated, or 6 N x tokens/s, or 6 N D over the time."""
    about, avoid = (
        r"peak|dense|theoretical|capable|offers|spec",
        r"(?:half|third|quarter|share|percent|%) of (?:the )?peak",
    )
    peak = s.quantity(FLOP_RATE, about=about, avoid=avoid) or peak_rate(s) or _larger_of_two(s)
    if peak is None:
        return Computed([], missing="an MFU needs a peak; the text does not state it")
    if max(peak.values) > _CLEARLY * min(peak.values):  # a rate that is stated, which is reached, and the device's own
        peak = Given((max(peak.values),), f"{max(peak.values) / 1e12:.4g} TFLOP/s dense", "registry")
    many = s.devices()
    devices = {1.0, many.values[0]} if many is not None else {1.0}
    values: list[tuple[float, str]] = []
    reached = _reached(s, peak)
    if reached is not None:
        values += [(reached.values[0] / rate / n, f"{reached.told()} / {peak.told()}") for rate in peak.values
                   for n in sorted(devices)]  # fmt: skip
    parameters, tokens = s.parameters(), s.quantity(_TOKEN_RATE)
    if parameters is not None and tokens is not None:
        told = f"6 x {parameters.told()} x {tokens.told()} / {peak.told()}"
        values += [
            (6.0 * size * tokens.values[0] / rate / n, told)
            for size in parameters.values
            for rate in peak.values
            for n in sorted(devices)
        ]
    trained, span = s.training_tokens(), s.quantity(TIME, avoid=r"step|iteration|latency|mtbf")
    if parameters is not None and trained is not None and span is not None and span.values[0] >= _HOUR and many:
        told = f"6 x {parameters.told()} x {trained.told()} / ({many.told()} x {peak.told()} x {span.told()})"
        values += [
            (6.0 * size * trained.values[0] / (rate * many.values[0] * span.values[0]), told)
            for size in parameters.values
            for rate in peak.values
        ]
    values = [(100 * value, told) for value, told in values if value <= 1.0]
    if not values:
        return Computed([], missing="an MFU needs a rate that was reached; the text does not state one")
    told_alike = max(values)[0] - min(values)[0] < _ALIKE * max(values)[0]
    near = reached is None or reached.place in _NEAR
    slips = [Slip("sparse-for-dense", value / 200, "that is of the rate with sparsity") for value, _ in values[:1]]
    return Computed([(value / 100, told) for value, told in values], slips, room=0.02, certain=told_alike and near)


def _larger_of_two(s: Situation) -> Given | None:
    """The larger of the two rates of a scope that says that one is reached: "it can do 989, but achieves 450"."""
    for scope in s.scopes[:2]:
        found = {given.values[0]: given for given in s.all_of(scope, FLOP_RATE)}
        if found:
            return found[max(found)] if len(found) == 2 and _REACHES.search(scope.text) else None
    return None


def _reached(s: Situation, peak: Given) -> Given | None:
    """The one FLOP rate nearby that is not the peak."""
    for scope in s.scopes[:6]:
        found = {
            given.values[0]: given
            for given in s.all_of(scope, FLOP_RATE)
            if all(abs(given.values[0] / rate - 1) > 1e-3 for rate in peak.values)
            and given.values[0] < max(peak.values)
            and not _is_called_a_peak(scope.text, given.words)
        }
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return None
    return None


def _is_called_a_peak(text: str, words: str) -> bool:
    """Whether a rate is another peak: "the peak FP32 (19.5 TFLOPS)"."""
    place = text.find(words)
    return place > 0 and _PEAK_AHEAD.search(text, max(0, place - 24), place) is not None


_REACHES = AnyCase(r"\b(?:achiev|reach|sustain|attain|measur|deliver)\w*|\bactually\b")
_PEAK_AHEAD = regex(r"\bpeak (?:[A-Z]+\d+ )?\(?[~≈]?$")
_HOUR, _DAY = 3600.0, 86400.0
_FEW_SIZES = 2  # of a model: as the registry counts, as its name rounds
_CLEARLY = 1.1
_NEAR = ("its cell", "its row and column", "its row", "the sentence", "the sentence before", "a line above")
_ALIKE = 0.05
_TOKEN_RATE = (("time", -1), ("tokens", 1))


def device_hours(s: Situation) -> Computed:
    """Devices x time, or 6 N D / (peak x MFU)."""
    devices, span = s.devices(), s.quantity(TIME, avoid=r"step|iteration|latency|per |mtbf|every")
    days = s.listed(r"^(?:wall-?clock )?days$") if span is None else None
    span = days._replace(values=(days.values[0] * _DAY,)) if days is not None else span
    values = []
    assumed = True
    if devices is not None and span is not None and span.values[0] >= 3600:
        values.append((devices.values[0] * span.values[0], f"{devices.told()} x {span.told()}"))
        if devices.place == span.place == "its row":
            return Computed(values, room=0.04)
    slips: list[Slip] = []
    found = _work_and_rate(s)
    if not isinstance(found, str):
        parameters, tokens, peak, mfu = found
        assumed = mfu.place != "a line above" or s.claim.stated.block.kind != "item"
        told = f"6 x {parameters.told()} x {tokens.told()} / ({peak.told()} x {mfu.told()})"
        trained = [
            (float(formulas.training_device_hours(formulas.training_flops(n, d), rate, mfu.values[0])) * 3600, told)
            for n in parameters.values
            for d in tokens.values
            for rate in peak.values
        ]
        values += trained
        slips = _with_slips(trained, mfu.values[0])
    if not values:
        return Computed([], missing="GPU-hours need devices and a time; the text does not state both")
    return Computed(values, slips, room=0.04, certain=assumed)


_DEGREE = regex(
    r"\b(?P<name>TP|PP|DP|EP|CP)(?: ?= ?|[- ]?(?:of )?)(?P<digits>\d{1,4})\b|"
    r"(?<![\w.,])(?P<many>\d{1,4})-way (?P<way>tensor|pipeline|data)",
    re.IGNORECASE,
)


def together(s: Situation) -> Computed:
    """The product of the degrees of parallelism that the sentence names."""
    degrees: dict[str, float] = {}
    for match in _DEGREE.finditer(s.scopes[0].text):
        degrees.setdefault((match["name"] or match["way"][0] + "p").upper(), float(match["digits"] or match["many"]))
    if len(degrees) < 2:
        return Computed([], missing="devices together need two degrees of parallelism at least")
    product = 1.0
    for degree in degrees.values():
        product *= degree
    told = " x ".join(f"{name} {degree:g}" for name, degree in degrees.items())
    whole = (
        re.search(r"total|together|\btakes|needs|uses|\bis\b|gives|[=:→]", s.around.before[-50:], re.IGNORECASE)
        is not None
    )
    return Computed([(product, told)], certain=whole and "EP" not in degrees)


KINDS = (
    Kind(
        "training_flops",
        OPERATIONS,
        AnyCase(
            r"train|6 ?N ?D|6·|total compute|compute budget|C ?=|\bneeds?\b|requires?|"
            r"\bon \d[\d.]* ?(?:T|B|trillion|billion) tokens"
        ),
        AnyCase(r"per token|per step|per second|per iteration|/ ?s|forward|each|gpu|inference|attention|layer|per "),
        flops,
    ),
    Kind(
        "training_time",
        TIME,
        AnyCase(r"train|6 ?N ?D|\bMFU\b|\bthis takes|the run takes|run time|wall-?clock|^\W*time\b"),
        AnyCase(
            r"step|iteration|per |batch|epoch|checkpoint|every|mtbf|failure|lost|sav|faster|reduc|warm|"
            r"data loading|inference|fine-?tun|down|interval|wait|from|time to (?:copy|load|read|write|transfer|send)"
        ),
        time,
        timed=True,
    ),
    Kind(
        "device_hours",
        DEVICE_TIME,
        AnyCase(r".?"),
        AnyCase(
            r"\$|price|rate|/ ?gpu|wasted|lost|idle|\bcard\b|says|states|report|record|publish|actual|"
            r"per (?:fail|stop)"
        ),
        device_hours,
        timed=True,
    ),
    Kind(
        "mfu",
        (),
        AnyCase(r"\bMFU\b|utili[sz]ation|of (?:the )?peak"),
        AnyCase(
            r"hfu|at (?:about |around |~)?$|assum|with (?:an? )?(?:MFU )?(?:of )?$|target|typical|realistic|"
            r"up to|ceiling|gpu util|suppose|link"
        ),
        mfu,
        percent=True,
        timed=True,
    ),
    Kind(
        "devices_together",
        DEVICES,
        AnyCase(r"\b(?:TP|PP|DP|EP|CP) ?=|\b(?:TP|PP|DP)[- ]?\d|(?:tensor|pipeline|data)[- ]parallel"),
        AnyCase(r"mfu|speed"),
        together,
    ),
)
