"""Tables of which no word says what they hold: `{"A100": 312, "H100": 989, "L4": 242}`. Most of the numbers do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.rate_paths import sparse_of
from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Value
from mlsysim_validators.sources.values.devices import Devices
from mlsysim_validators.sources.values.kinds import Kind, of_something_else
from mlsysim_validators.sources.values.meaning import Meaning
from mlsysim_validators.sources.values.words import names_formats, spoken

_LEAST = 3  # devices whose figures the numbers are; fewer may be chance
_LEAST_BESIDE = 2
_LONGEST_KEY = 40
_ONLY_WITH_TENSOR = frozenset({"fp4", "int8", "int4"})
_LEAST_TERA = 8  # smaller ones are more likely the bytes of a format
_SHARE = 0.5
_SLACK = 0.003
_MOST = 200
_SIXTEEN = ("compute.matrix.bf16", "compute.matrix.fp16", "compute.matrix.fp16_acc_fp16")
_FORMATS = {
    "bf16": _SIXTEEN, "fp16": _SIXTEEN, "fp8": ("compute.matrix.fp8",), "tf32": ("compute.matrix.tf32",),
    "fp32": ("compute.vector.fp32",), "fp4": ("compute.matrix.fp4",), "int8": ("compute.matrix.int8",),
    "int4": ("compute.matrix.int4",), "fp64": ("compute.vector.fp64", "compute.matrix.fp64"),
}  # fmt: skip
# Data bases of cards give the rates of their vector units under FP16, too.
_VECTOR_FORMATS = {"fp16": ("compute.vector.fp16",)}
# Words beside a format that say of which pipe its rate is: `fp16_tensor_core`, `tensor_fp16`, `tf32_tensor_sparsity`.
_TENSOR = regex(r"\btensor(?: ?cores?)?\b")
_SPARSITY = regex(r"\b(?:with )?(?:sparsity|sparse)\b|\bdense\b")
_PATHS: tuple[tuple[Kind, str, tuple[str, ...], str | None], ...] = (
    ("rate", "TFLOP/s", _SIXTEEN, None),
    ("bandwidth", "GB/s", ("memory.bandwidth",), None),
    ("rate", "TFLOP/s", ("compute.vector.fp32",), "fp32"),
)


def columns_without_words(values: Iterable[tuple[Value, Meaning | None]]) -> dict[tuple[int, str], list[Value]]:
    """The columns of which no word says what they hold, by table and by the number format that is their key, if any."""
    pairs = list(values)
    spoken_for = {value.table for value, said in pairs if said is not None}
    found: dict[tuple[int, str], list[Value]] = {}
    for value, said in pairs:
        form = format_of(value)
        if said is None and (form or value.table not in spoken_for):
            found.setdefault((value.table, form), []).append(value)
    return found


def format_of(value: Value) -> str:
    """The number format that is the nearest key of a value and nothing else: `{"fp16": 989, "fp32_tensor": 495}`."""
    key = spoken(value.said("key")).lower()
    if len(key) > _LONGEST_KEY or not names_formats(key):
        return ""
    own = " ".join(_SPARSITY.sub(" ", _TENSOR.sub(" ", key)).split())
    if _TENSOR.search(key):
        own = {"fp32": "tf32"}.get(own, own)
    elif own in _ONLY_WITH_TENSOR:  # `int8` alone may be a size, or a choice
        return ""
    return own if own in _FORMATS else ""


def beside_figures(value: Value, row: Iterable[tuple[Value, Meaning | None]]) -> Meaning | None:
    """A number under the name of a format alone is a rate where two others of its row are figures of a device."""
    form = format_of(value)
    known = {said.kind for other, said in row if said is not None and other is not value}
    if not form or value.number < _LEAST_TERA or len(known - {"rate"}) < _LEAST_BESIDE:
        return None
    return _rate(form)


def _rate(form: str, *, of_vectors: bool = False) -> Meaning:
    unit = "TOP/s" if form.startswith("int") else "TFLOP/s"
    return Meaning("rate", (parse_unit(unit),), f"{'vector ' if of_vectors else ''}rate in {unit}", form)


def shared_meaning(values: Iterable[Value], form: str, devices: Devices) -> Meaning | None:
    """What the numbers of one column are, by those that are their own device's figures to the digit."""
    rows = list(values)
    if not _LEAST <= len(rows) <= _MOST:
        return None
    known = _figures(devices.registry)
    if sum(round(value.number) in known for value in rows) < _LEAST:
        return None
    if any(of_something_else(label.words) for value in rows for label in value.labels if label.role in ("key", "name")):
        return None
    owners = [entries[0] if (entries := devices.of(value).entries) else None for value in rows]
    stated = {(owner.id, value.number) for value, owner in zip(rows, owners, strict=True) if owner is not None}
    tried: tuple[tuple[Kind, str, tuple[str, ...], str | None], ...] = _PATHS
    if form:
        tried = tuple(
            ("rate", "TFLOP/s", formats[form], form) for formats in (_FORMATS, _VECTOR_FORMATS) if form in formats
        )
    for kind, written, paths, said in tried:
        unit = parse_unit(written)
        fitting = {
            (owner.id, value.number)
            for value, owner in zip(rows, owners, strict=True)
            if owner is not None and _fits(value, owner, unit, paths)
        }
        numbers = {number for _, number in fitting}
        if len(numbers) >= _LEAST and len(fitting) >= _SHARE * len(stated):
            return (
                _rate(form, of_vectors=paths == _VECTOR_FORMATS.get(form))
                if form
                else Meaning(kind, (unit,), f"{kind} in {written}", said)
            )
    return None


@lru_cache(maxsize=4)
def _figures(registry: Registry) -> frozenset[int]:
    """The figures that are looked for, in whole units: most tables have none of them and are passed by at once."""
    return frozenset(
        round(spec.value / parse_unit(written).factor)
        for entry in registry.table("accelerators").values()
        for _, written, paths, _ in (
            *_PATHS,
            *(("rate", "TFLOP/s", paths, "") for formats in (_FORMATS, _VECTOR_FORMATS) for paths in formats.values()),
        )
        for path in (*paths, *map(_of_sparse, paths))
        if (spec := entry.get(path)) is not None
    )


def _of_sparse(path: str) -> str:
    return sparse_of(path)


def _fits(value: Value, owner: Entry, unit: Unit, paths: tuple[str, ...]) -> bool:
    specs = [spec for path in (*paths, *map(_of_sparse, paths)) if (spec := owner.get(path)) is not None]
    reading = value.reading((unit,))
    return any(
        abs(value.number * unit.factor - spec.value) <= _SLACK * spec.value or agrees(reading, unit.factor, spec.value)
        for spec in specs
    )
