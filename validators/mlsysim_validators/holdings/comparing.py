"""Figures of a holding against the registry: which agree, which do not, and why."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_validators.holdings.figures import Figure, Holding
from mlsysim_validators.sources.compare import agrees

# Reasons that make nobody wrong: the same figure, counted or rounded otherwise.
HARMLESS = ("rounding", "GiB", "other-variant-named", "round-name")
_ROUNDED = 0.011
_LAST_DIGIT = 0.0035
_SAME = 0.0015
_NAMED = 0.06  # a "7B" of 6.74 billion
_PREFIXES = (1.024, 1.024**2, 1.024**3, 1.024**4)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure that differs: theirs, ours with its proof, the reason."""

    figure: Figure
    entry: Entry
    path: str
    ours: str
    reason: str
    told: str
    cite: str
    quote: str

    @property
    def harmless(self) -> bool:
        """Whether nobody is wrong."""
        return self.reason in HARMLESS


@dataclass(slots=True)
class Comparison:
    """What came out for one holding."""

    holding: Holding
    agreeing: int = 0
    disagreements: list[Disagreement] = field(default_factory=list)
    without: list[Figure] = field(default_factory=list)  # the registry has no such spec of a known entry

    @property
    def wrong(self) -> list[Disagreement]:
        """The disagreements in which somebody is wrong."""
        return [one for one in self.disagreements if not one.harmless]


def compare(holding: Holding, registry: Registry) -> Comparison:
    """Compare every figure of a holding whose holder the registry knows."""
    result = Comparison(holding)
    for figure in holding.figures:
        entry = holding.entities.get((figure.kind, figure.holder))
        if entry is None:
            continue
        specs = [(path, spec) for path in figure.paths if (spec := entry.get(path)) is not None]
        specs = [(path, spec) for path, spec in specs if spec.status != "estimated" and _meant(figure, path, entry)]
        if not specs or (figure.paths[0] == "power.tdp" and specs[0][0] != "power.tdp"):
            result.without.append(figure)
        elif any(agrees(figure.reading, figure.factor, value) for _, spec in specs for value in _values(figure, spec)):
            result.agreeing += 1
        else:
            path, spec = min(specs, key=lambda one: min(_apart(figure, value) for value in _values(figure, one[1])))
            result.disagreements.append(_disagreement(figure, entry, path, spec, registry))
    return result


def _meant(figure: Figure, path: str, entry: Entry) -> bool:
    """The SRAM of a microcontroller is its memory; that of a large device is not."""
    small = entry.attributes.get("class") == "micro"
    return small or not (path.startswith("memory.") and figure.paths[0].startswith("tiers."))


def _apart(figure: Figure, value: float) -> float:
    return abs(math.log(figure.value / value)) if figure.value > 0 and value > 0 else math.inf


def _values(figure: Figure, spec: Spec) -> list[float]:
    if spec.direction is None:
        return [spec.value]
    one, both = spec.per_direction, 2 * spec.per_direction
    return {"one": [one], "both": [both]}.get(figure.direction, [both, one])


def _disagreement(figure: Figure, entry: Entry, path: str, spec: Spec, registry: Registry) -> Disagreement:
    value = _values(figure, spec)[0]
    reason, told = next(_reasons(figure, entry, path, spec, value, registry), ("different", _different(spec)))
    ours = spec.printed
    if spec.direction is not None:
        ours += " (both directions)" if spec.direction == "both" else " (one direction)"
    return Disagreement(figure, entry, path, ours, reason, told, spec.cite or "", spec.quote or "")


def _two_digits(value: float) -> bool:
    return float(f"{value:.1e}") == value


def _different(spec: Spec) -> str:
    return "our source prints another figure" if spec.status == "quoted" else "derived here from figures of the source"


def _reasons(
    figure: Figure, entry: Entry, path: str, spec: Spec, value: float, registry: Registry
) -> Iterator[tuple[str, str]]:
    def states(other: float) -> bool:
        return agrees(figure.reading, figure.factor, other) or abs(figure.value - other) <= _SAME * abs(other)

    if abs(figure.value / value - 1) <= _LAST_DIGIT:
        yield "rounding", "rounded otherwise"
    yield from _of_the_same_device(figure, entry, path, value, states)
    if path.endswith("capacity") and any(abs(figure.value / value / power - 1) < 0.003 for power in _PREFIXES):
        yield "GiB", "a decimal unit here, a binary one there, of the same number"
    for shelf, reason in (("history", "superseded"), ("disputed", "other-source")):
        for record in entry.attributes.get(shelf, {}).get(path, ()):
            ours_alone = isinstance(record, dict) and record.get("corrected")  # our own mistake: nobody printed it
            if isinstance(record, dict) and not ours_alone and states(float(record.get("value", 0) or 0)):
                why = record.get("why") or record.get("until") or ""
                yield reason, f"a figure that we set aside: {why}"
    if abs(figure.value / value - 1) <= _ROUNDED:
        yield "rounding", "rounded otherwise"
    if path.startswith("parameters.") and _two_digits(figure.value) and abs(figure.value / value - 1) <= _NAMED:
        yield "round-name", "the round number of the model's name"
    if figure.kind == "grids":
        year, basis = entry.attributes.get("year"), entry.attributes.get("basis")
        yield "year-or-basis", f"ours is {basis} of {year}; theirs states neither"
    else:
        for other in registry.table(figure.kind).values():
            theirs = other.get(path)
            if other.id != entry.id and theirs is not None and _kin(other, entry) and states(theirs.value):
                yield "other-variant", f"that is the {other.name}'s"
    if path == "memory.capacity" and entry.attributes.get("class") == "micro" and figure.value > value:
        yield "other-memory", "a larger memory than the SRAM that feeds the core: flash"
    moving = "bandwidth" in path or path.startswith("links.")
    ratio = figure.value / value if value else 0.0
    for factor, reason, told in (
        (8.0, "bits-for-bytes", "eight times ours: bits for bytes"),
        (1 / 8.0, "bits-for-bytes", "an eighth of ours: bytes for bits"),
        (2.0, "twice", "twice ours"),
        (0.5, "half", "half of ours"),
    ):
        if abs(ratio / factor - 1) < 0.006 and (moving or not reason.startswith("bits")):
            yield reason, told
    if ratio > 0 and any(abs(ratio / 10.0**power - 1) < 0.006 for power in (-6, -3, -2, -1, 1, 2, 3, 6)):
        yield "power-of-ten", "a power of ten off"


def _of_the_same_device(
    figure: Figure, entry: Entry, path: str, value: float, states: Callable[[float], bool]
) -> Iterator[tuple[str, str]]:
    parts = path.split(".")
    if parts[0] == "compute" and len(parts) == 3:
        for pipe, reason in (
            ("matrix_sparse", "sparse-for-dense"),
            ("matrix", "matrix-for-vector"),
            ("vector", "vector-for-matrix"),
        ):
            other = entry.get(f"compute.{pipe}.{parts[2]}")
            if pipe != parts[1] and other is not None and states(other.value):
                named = "dense-for-sparse" if parts[1] == "matrix_sparse" and pipe == "matrix" else reason
                yield named, f"that is our compute.{pipe}.{parts[2]}"
        sparse = entry.get(f"compute.matrix_sparse.{parts[2]}")
        if sparse is None and parts[1] == "matrix" and abs(figure.value / value - 2) < 0.006:
            yield "sparse-for-dense", "twice the dense rate, as with 2:4 sparsity"
        for name in ("fp16", "bf16", "fp8", "int8", "tf32", "fp32", "fp64", "fp4"):
            other = entry.get(f"compute.{parts[1]}.{name}")
            if name != parts[2] and other is not None and states(other.value):
                yield "other-format", f"that is its {name.upper()} rate"
    if parts[0] == "links":
        other_way = value / 2 if figure.direction != "one" else value * 2
        if states(other_way):
            yield "direction", "one direction for both, or both for one"
    if path == "power.tdp":
        for name in ("power.max", "power.typical"):
            other = entry.get(name)
            if other is not None and states(other.value):
                yield "other-power", f"that is our {name}"


def _kin(one: Entry, other: Entry) -> bool:
    """Whether two devices are variants of one family: h100-sxm and h100-pcie."""
    return one.id.replace(".", "-").partition("-")[0] == other.id.replace(".", "-").partition("-")[0]
