"""What follows from a model in rows of code or data: the bytes of its weights in a format, of its KV cache per token.

`"weights_gb": {"bf16": 141.1, "int4": 35.3}`, `kv_bytes_per_token: 327680`. A wrong one is told where others of its
document are right and a usual slip gives it: another width, query heads for KV heads, keys without values. Any other
may be of a file with scales, or of a variant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_registry.formulas.memory import bytes_per_element, kv_cache_bytes, weight_bytes
from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.compare import agrees, printed
from mlsysim_validators.sources.judges.coded_rows.named_models import model_of
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Value
from mlsysim_validators.sources.values.words import number_format, spoken

_WEIGHTS = AnyCase(r"\bweights?\b|\bcheckpoint\b|\bmodel size\b|\bsize (?:gi?b|in)\b")
_NOT_OF_ALL = AnyCase(
    r"active|expert|embed|shard|per gpu|per device|optim|adam|train|grad|activation|\bkv\b|cache|total"
)
_CACHE = AnyCase(r"\bkv\b.*\b(?:per tok|a tok|/ ?tok)|\bkv (?:bytes|kb|kib)\b.*\btok")
_UNITS = regex(r"(?<![A-Za-z])(?P<unit>[kKmMgG][iI]?[bB]|[bB]ytes)(?![A-Za-z])")
_SYMBOLS = {symbol.casefold(): symbol for symbol in ("kB", "MB", "GB", "KiB", "MiB", "GiB")} | {"bytes": "B"}
_STORED = frozenset({"fp32", "bf16", "fp16", "fp8", "int8", "fp4", "int4"})  # formats that files of weights have
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
    unit: Unit
    name: str
    right: float
    working: str
    slips: tuple[tuple[float, str], ...]

    @property
    def reading(self) -> Reading:
        return self.value.reading((self.unit,))

    def states(self, amount: float) -> bool:
        factor = self.unit.factor
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
        claim.entity, claim.field, claim.unit = size.model, size.name, size.unit
        slip = next((told for amount, told in size.slips if size.states(amount)), "")
        if size.states(size.right):
            claim.decide("match", working=size.working)
            yield claim
        elif known and slip:
            shown = printed(size.right, size.reading, size.unit)
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
    unit, form = parse_unit(_SYMBOLS[named["unit"].casefold()]), number_format(words)
    of_weights = form in _STORED and _WEIGHTS.search(words) and not _NOT_OF_ALL.search(words)
    of_a_cache = _CACHE.search(words)
    model = model_of(value, finder) if of_a_cache or of_weights else None
    if model is None:
        return None
    return (
        _cache(value, block, index, model, unit)
        if of_a_cache
        else _weights(value, block, index, model, unit, str(form))
    )


def _weights(value: Value, block: Block, index: int, model: Entry, unit: Unit, form: str) -> _Size | None:
    parameters = model.get("parameters.total")
    if parameters is None:
        return None
    width = bytes_per_element(form)
    right = float(weight_bytes(parameters.value, width))
    working = f"{parameters.value / 1e9:.4g}B parameters of {model.name} x {width:g} B ({form.upper()})"
    slips = [(right * other / width, f"that is with {other:g} bytes each") for other in _OTHER_WIDTHS if other != width]
    return _Size(value, block, index, model, unit, "weight_bytes", right, working, tuple(slips))


def _cache(value: Value, block: Block, index: int, model: Entry, unit: Unit) -> _Size | None:
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
