"""One prediction with its bracket, and how it came about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mlsysim_registry.analysis.explanations import ASSUMED, GIVEN, REGISTRY, Explanation, Input, Result, Section
from mlsysim_registry.analysis.predictions.calibration import estimate, factors_of
from mlsysim_registry.analysis.predictions.classes import MeasuredClass, NoModel, class_of
from mlsysim_registry.analysis.predictions.estimate import BARE, Estimate
from mlsysim_registry.analysis.predictions.given import Given
from mlsysim_registry.data import Registry, load
from mlsysim_registry.display import number
from mlsysim_registry.errors import GivenError

# The unit that a group is mostly reported in, then that of any measurement, best first.
_OF_GROUP = {
    "train-3d-h100": "FLOP/s per GPU",
    "train-3d-h100-fp8": "tokens/s/GPU",
    "train-fsdp-h100": "tokens/s/GPU",
    "dec-ft": "s/token",
    "prefill-llamacpp": "tokens/s prefill",
}
_PREFERRED = (
    "s/iter", "GPU-hours", "output tokens/s (all GPUs)", "output tokens/s/GPU", "s first token", "inferences/s",
    "tokens/s", "s", "FLOP/s per GPU", "FLOP/s",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prediction(Result):
    """What a benchmark would measure: `value` in `unit`, the bracket `low` to `high`, and the same in other units.

    `value` is None where no model here can say; `reason` then says why.
    """

    topic: str
    group: str
    entry: str  # the efficiency entry that calibrates it
    unit: str
    values: Mapping[str, float]
    lows: Mapping[str, float]
    highs: Mapping[str, float]
    bare: Mapping[str, float]  # at the peaks, without calibration
    estimate: Estimate | None
    inputs: tuple[Input, ...]
    reason: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def value(self) -> float | None:
        """The prediction in `unit`."""
        return self.values.get(self.unit)

    @property
    def low(self) -> float | None:
        """The lower end of the bracket."""
        return None if self.value is None else min(self.lows[self.unit], self.highs[self.unit])

    @property
    def high(self) -> float | None:
        """The upper end of the bracket."""
        return None if self.value is None else max(self.lows[self.unit], self.highs[self.unit])

    @property
    def uncalibrated(self) -> float | None:
        """The same at the printed peaks, with no overhead."""
        return self.bare.get(self.unit)

    @property
    def explanation(self) -> Explanation:
        """How the prediction came about."""
        if self.estimate is None or self.value is None:
            title = f"{self.topic} {self.group}: cannot be predicted: {self.reason}"
            return Explanation(title, (), (Section("", self.inputs),), "None: nothing was computed.", (), self.notes)
        bracket = f"{number(self.low or 0.0, 4)} to {number(self.high or 0.0, 4)}"
        return Explanation(
            title=f"{self.topic} {self.group}: {number(self.value, 4)} {self.unit}, bracket {bracket}",
            formula=(self.estimate.formula,),
            sections=(Section("", self.inputs, self.estimate.working),),
            assumption=self.estimate.assumption
            or f"This run reaches what the published runs of efficiency/{self.entry} reached.",
            left_out=(
                "versions of driver, library and engine, clocks and power limits",
                "contention with other jobs; the bracket is the spread of the published evidence, not a confidence",
            ),
            notes=(*self.notes, f"without calibration: {number(self.uncalibrated or 0.0, 4)} {self.unit}"),
        )

    def fields(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "topic": self.topic,
            "group": self.group,
            "efficiency": self.entry or None,
            "low": self.low,
            "high": self.high,
            "uncalibrated": self.uncalibrated,
            "values": dict(self.values),
            "reason": self.reason or None,
        }


def predict(
    topic: str,
    group: str,
    inputs: Mapping[str, Any] | str,
    unit: str | None = None,
    *,
    registry: Registry | None = None,
) -> Prediction:
    """What a published measurement of this kind would show, with its bracket and explanation.

    `topic` is collectives, training, inference, tinyml or roofline, `group` a class such as net-large, train-3d-h100,
    dec-llamacpp-8B-Q4-gddr; `inputs` the conditions in base units (bytes, B/s, FLOP/s, Hz), as a mapping or as JSON:
    collectives `op bytes n link_bw links nodes gpus_per_node nic_bw_per_gpu algo`; training `params` or `model` or
    `L h`, `gpus gbs seq peak recompute tokens`; decoding `mem_bw weight_bytes_read` or `params bytes`, `tp batch isl
    osl kv_bytes_token peak L h attention` (xqa); micro devices `macs clock mac_per_cycle engine`. Missing optional keys
    get typical values, which the explanation names. `unit` as measured: "s", "bytes/s busbw", "s/iter", "tokens/s" ...

    A measurement that cannot be predicted gives a Prediction without a value, and the reason. Raises GivenError for
    inputs that make no sense, and for a unit that the class does not have.
    """
    raw = _mapping(inputs)
    known = registry or load()
    given = Given(raw)
    try:
        measured = class_of(topic, group, given)
        typical = factors_of(measured, known)
    except NoModel as why:
        return Prediction(topic, group, "", unit or "", {}, {}, {}, {}, None, _inputs(given, None, known), str(why))
    told = Given(raw)
    result = measured.model(told, typical)
    usual = (_OF_GROUP.get(group.strip().casefold(), ""), *_PREFERRED, *result.values)
    wanted = unit or next(name for name in usual if name in result.values)
    if wanted not in result.values:
        raise GivenError(f"no `{wanted}` can be given for {topic} {group}; there is: {', '.join(result.values)}")
    low, high = (estimate(measured, raw, factors_of(measured, known, end)).values for end in ("low", "high"))
    return Prediction(
        topic=topic,
        group=group,
        entry=measured.entry,
        unit=wanted,
        values=result.values,
        lows=low,
        highs=high,
        bare=estimate(measured, raw, BARE).values,
        estimate=result,
        inputs=_inputs(told, measured, known),
        notes=_notes(measured, known),
    )


def _mapping(inputs: Mapping[str, Any] | str) -> dict[str, Any]:
    if isinstance(inputs, str):
        try:
            inputs = json.loads(inputs)
        except ValueError as error:
            raise GivenError(f"inputs are no JSON: {error}") from None
    if not isinstance(inputs, Mapping):
        raise GivenError(f"inputs are {type(inputs).__name__}; a mapping of conditions belongs here")
    return dict(inputs)


def _inputs(given: Given, measured: MeasuredClass | None, registry: Registry) -> tuple[Input, ...]:
    told = [Input(key, "", value, "", GIVEN) for key, value in given.used.items()]
    told += [Input(key, "", value, "", ASSUMED, "not stated") for key, value in given.assumed.items() if value < 1e29]
    if measured is not None:
        entry = registry.efficiency[measured.entry]
        wanted = ["range.typical", *(path for path in entry.specs if path.startswith("overhead."))]
        for path in wanted:
            spec = entry[path]
            told.append(Input(path, "", spec.value, spec.unit, REGISTRY, printed=spec.printed, spec=spec))
        for name, other in measured.uses.items():
            spec = registry.efficiency[other]["range.typical"]
            told.append(Input(f"eta {name}", "", spec.value, spec.unit, REGISTRY, printed=spec.printed, spec=spec))
    return tuple(told)


def _notes(measured: MeasuredClass, registry: Registry) -> tuple[str, ...]:
    entry = registry.efficiency[measured.entry]
    facts = entry.attributes
    alone: tuple[str, ...] = ()
    if entry["range.low"].value == entry["range.high"].value:
        alone = (f"the bracket has no width: efficiency/{entry.id} rests on a single published figure",)
    return alone + tuple(f"{key}: {facts[key]}" for key in ("when", "guidance", "notes") if facts.get(key))
