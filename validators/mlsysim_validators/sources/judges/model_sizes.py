"""What follows from a model in rows of code or data: the bytes of its weights in a format, of its KV cache per token.

`"weights_gb": {"bf16": 141.1, "int4": 35.3}`, `kv_bytes_per_token: 327680`. A wrong one is told where another of its
document is right and a usual slip gives it: another width, query heads for KV heads, keys without values, powers of
1000 for 1024. Any other may be of a file with scales, or of a variant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.formulas.memory import kv_cache_bytes, weight_bytes
from mlsysim_registry.units.quantity import parse_unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.documents import Block, Document, Value
from mlsysim_validators.sources.entities import EntityFinder
from mlsysim_validators.sources.judges.counted_rows import model_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.words import number_format, spoken

_WEIGHTS = AnyCase(r"\bweights?\b|\bcheckpoint\b|\bmodel size\b|\bsize (?:gi?b|in)\b")
_NOT_OF_ALL = AnyCase(
    r"active|expert|embed|shard|per gpu|per device|optim|adam|train|grad|activation|\bkv\b|cache|total"
)
_CACHE = AnyCase(r"\bkv\b.*\b(?:per tok|a tok|/ ?tok)|\bkv (?:bytes|kb|kib)\b.*\btok")
_UNITS = regex(r"(?<![A-Za-z])(?P<unit>[kKmMgG][iI]?[bB]|[bB]ytes)(?![A-Za-z])")
_WIDTHS = {"fp32": 4.0, "bf16": 2.0, "fp16": 2.0, "fp8": 1.0, "int8": 1.0, "fp4": 0.5, "int4": 0.5}
_OTHER_WIDTHS = (4.0, 2.0, 1.0, 0.5, 0.25)
_ROOM = 0.006  # of parameters that were rounded first
_KEYS = 3
_LEAST_RIGHT = 2


class _Size(NamedTuple):
    """A number of bytes that is said of a model, and what it should be."""

    value: Value
    block: Block
    place: int
    model: Entry
    unit: str
    name: str
    right: float
    working: str
    slips: tuple[tuple[float, str], ...]

    @property
    def reading(self) -> Reading:
        text = self.value.text.text
        return Reading(0, len(text), self.value.number, self.value.resolution, (parse_unit(self.unit),), "", text)

    def states(self, amount: float) -> bool:
        factor = parse_unit(self.unit).factor
        return agrees(self.reading, factor, amount) or abs(self.value.number * factor / amount - 1) <= _ROOM


def judge(document: Document, finder: EntityFinder) -> Iterator[Claim]:
    """The claims on what the data of a document say that models take."""
    sizes = [
        size
        for index, block in enumerate(document.blocks)
        for value in (block.values if block.kind == "data" else ())
        if (size := _size(value, block, index, finder)) is not None
    ]
    known = sum(size.states(size.right) for size in sizes) >= _LEAST_RIGHT
    for size in sizes:
        claim = Claim(
            document, Stated(size.reading, size.value.text, size.block, size.place, value=size.value), "derived"
        )
        claim.entity, claim.field, claim.unit = size.model, size.name, parse_unit(size.unit)
        slip = next((told for amount, told in size.slips if size.states(amount)), "")
        if size.states(size.right):
            claim.decide("match", working=size.working)
            yield claim
        elif known and slip:
            shown = printed(size.right, size.reading, parse_unit(size.unit))
            claim.expected = Expected(size.right, shown)
            told = f"{size.name.replace('_', ' ')} is {shown}: {size.working}; {slip}"
            claim.decide("mismatch", told, rule="recomputed", hint=f"write {shown}", working=size.working)
            yield claim


def _size(value: Value, block: Block, index: int, finder: EntityFinder) -> _Size | None:
    keys = [spoken(label.words) for label in value.labels if label.role == "key"][:_KEYS]
    words = " ".join(reversed(keys))
    named = _UNITS.search(words)
    if named is None:
        return None
    unit = "B" if named["unit"].lower() == "bytes" else _spelled(named["unit"])
    if _CACHE.search(words):
        model = model_of(value, finder)
        return _cache(value, block, index, model, unit) if model is not None else None
    form = number_format(words)
    if form in _WIDTHS and _WEIGHTS.search(words) and not _NOT_OF_ALL.search(words):
        model = model_of(value, finder)
        return _weights(value, block, index, model, unit, form) if model is not None else None
    return None


def _spelled(unit: str) -> str:
    return (
        f"{unit[0].upper() if unit[0] in 'mgMG' or 'i' in unit.lower() else 'k'}{'i' if 'i' in unit.lower() else ''}B"
    )


def _weights(value: Value, block: Block, index: int, model: Entry, unit: str, form: str) -> _Size | None:
    parameters = model.get("parameters.total")
    if parameters is None:
        return None
    width = _WIDTHS[form]
    right = float(weight_bytes(parameters.value, width))
    working = f"{parameters.value / 1e9:.4g}B parameters of {model.name} x {width:g} B ({form.upper()})"
    slips = [(right * other / width, f"that is with {other:g} bytes each") for other in _OTHER_WIDTHS if other != width]
    return _Size(value, block, index, model, unit, "weight_bytes", right, working, tuple(slips))


def _cache(value: Value, block: Block, index: int, model: Entry, unit: str) -> _Size | None:
    specs = [model.get(path) for path in ("layers", "heads.kv", "heads.query", "head_size")]
    if any(spec is None for spec in specs) or model.get("attention.kv_rank") is not None:
        return None
    layers, kv_heads, heads, size = (spec.value for spec in specs if spec is not None)
    right = float(kv_cache_bytes(layers, kv_heads, size, 1, 1, 2))
    working = f"2 x {layers:g} layers x {kv_heads:g} KV heads x {size:g} x 2 B of {model.name}"
    slips = [(right / 2, "keys and values are both kept, of two bytes each"), (right * 2, "that is twice as much")]
    if heads != kv_heads:
        slips.insert(0, (right * heads / kv_heads, "that counts the query heads"))
    return _Size(value, block, index, model, unit, "kv_cache", right, working, tuple(slips))
