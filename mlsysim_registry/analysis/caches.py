"""How much memory the KV cache of a model takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.analysis.explanations import COMPUTED, Explanation, Input, Result, Section
from mlsysim_registry.analysis.inputs import entry_of, formats, from_spec, whole_number
from mlsysim_registry.analysis.transformers import cache_of
from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.display import binary, si
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import bytes_per_element, kv_cache_bytes

_FORMULA = ("bytes = 2 (K and V) x L layers x H key-value heads x D elements x T tokens x S sequences x b bytes",)
_ATTENTION = tuple(f"attention.{name}" for name in ("kv_rank", "rope_head_size", "window", "global_layers"))
_LATENT = ("bytes = L layers x (latent rank + rotary key) x T tokens x S sequences x b bytes      [arXiv:2405.04434]",)
_WINDOWED = (
    "bytes = 2 x H heads x D elements x (global layers x T + local layers x min(T, window)) x S sequences x b bytes",
)
_ASSUMPTION = "Every layer keeps the keys and values of every token: no sliding window, no eviction, no shared prefix."
_LEFT_OUT = (
    "pages that are only partly filled, and the allocator's own reserve",
    "scale factors of quantised caches",
)


@dataclass(frozen=True, slots=True)
class KVCache(Result):
    """The size of a KV cache in B (`value`)."""

    model: str
    layers: Input
    heads: Input  # key-value heads
    head_size: Input
    tokens: Input
    batch: Input
    each: Input  # bytes per element
    query_heads: Input | None
    notes: tuple[str, ...]

    @property
    def value(self) -> float:
        """Bytes of the whole cache."""
        return self._bytes(self.heads.value)

    @property
    def unit(self) -> str:
        """Bytes."""
        return "B"

    @property
    def note(self) -> str:
        """What it holds, in a few words."""
        return f"{self.tokens.text} tokens, batch {self.batch.text}, {self.heads.text} key-value heads"

    @property
    def per_token(self) -> float:
        """Bytes of one token of one sequence."""
        sizes = (self.layers.value, self.heads.value, self.head_size.value)
        return float(kv_cache_bytes(*sizes, tokens=1, batch=1, bytes_per_element=self.each.value))

    @property
    def with_query_heads(self) -> float | None:
        """Bytes that the common mistake gives: query heads in the place of key-value heads."""
        return None if self.query_heads is None else self._bytes(self.query_heads.value)

    def _bytes(self, heads: float) -> float:
        return float(
            kv_cache_bytes(
                self.layers.value, heads, self.head_size.value, self.tokens.value, self.batch.value, self.each.value
            )
        )

    @property
    def explanation(self) -> Explanation:
        """How the size came about."""
        inputs = (self.layers, self.heads, self.head_size, self.tokens, self.batch, self.each)
        factors = " x ".join(put_in.text for put_in in inputs)
        notes = list(self.notes)
        mistaken = self.with_query_heads
        if mistaken is not None and self.query_heads is not None and mistaken != self.value:
            notes.insert(
                0,
                f"grouped-query attention: {self.heads.text} key-value heads serve {self.query_heads.text} query "
                f"heads. With the query heads it would come out as {_size(mistaken)}, "
                f"{mistaken / self.value:.3g} times too much: a common mistake.",
            )
        return Explanation(
            title=(
                f"KV cache of {self.model} at {self.tokens.text} tokens, batch {self.batch.text}, "
                f"{self.each.text} B each: {_size(self.value)}"
            ),
            formula=_FORMULA,
            sections=(
                Section(
                    "",
                    (*inputs, *([self.query_heads] if self.query_heads else [])),
                    (
                        f"2 x {factors} = {self.value:,.0f} B = {_size(self.value)}",
                        f"per token and sequence: {binary(self.per_token)}",
                    ),
                ),
            ),
            assumption=_ASSUMPTION,
            left_out=_LEFT_OUT,
            notes=tuple(notes),
        )

    def fields(self) -> dict[str, Any]:
        """The numbers, for JSON."""
        return {
            "model": self.model,
            "tokens": self.tokens.value,
            "batch": self.batch.value,
            "layers": self.layers.value,
            "kv_heads": self.heads.value,
            "head_size": self.head_size.value,
            "bytes_per_element": self.each.value,
            "per_token": self.per_token,
            "with_query_heads": self.with_query_heads,
        }


def kv_cache(
    model: str | Entry, tokens: int, batch: int = 1, precision: str = "fp16", *, registry: Registry | None = None
) -> KVCache | Computed:
    """Bytes of the KV cache of `batch` sequences of `tokens` tokens each, by the model's key-value heads.

    Latent attention keeps one compressed vector a layer, and local layers only their window: what the entry says.

    Raises GivenError for a model that keeps no such cache, and for senseless numbers.
    """
    entry = entry_of(model, "models", registry)
    architecture = str(entry.attributes.get("architecture", "transformer-decoder"))
    if "decoder" not in architecture:
        raise GivenError(
            f"{entry.name} keeps no KV cache: it is a {architecture}, which does not decode token by token"
        )
    if "attention.kv_rank" in entry or "attention.window" in entry:
        counts = (whole_number("T", "tokens", tokens), whole_number("S", "sequences", batch))
        return _other_cache(entry, *counts, precision)
    missing = [path for path in ("layers", "heads.kv") if path not in entry]
    if missing:
        raise GivenError(f"{entry.name} ({entry.id}) has no `{'`, `'.join(missing)}`: its KV cache cannot be computed")
    query = entry.get("heads.query")
    context = entry.get("context")
    kept = whole_number("T", "tokens", tokens)
    notes: tuple[str, ...] = ()
    if context is not None and kept.value > context.value:
        notes = (f"{kept.text} tokens are more than the model's context of {context.printed} tokens",)
    return KVCache(
        model=entry.name,
        layers=from_spec("L", "layers", entry["layers"], entry),
        heads=from_spec("H", "key-value heads", entry["heads.kv"], entry),
        head_size=_head_size(entry),
        tokens=kept,
        batch=whole_number("S", "sequences (batch)", batch),
        each=element_size(precision),
        query_heads=None if query is None else from_spec("Hq", "query heads (not used)", query, entry),
        notes=notes,
    )


def kv_cache_of(
    *,
    layers: int,
    kv_heads: int,
    head_size: int,
    tokens: int,
    batch: int = 1,
    precision: str = "fp16",
    query_heads: int | None = None,
) -> KVCache:
    """The same on plain numbers."""
    return KVCache(
        model="the model given",
        layers=whole_number("L", "layers", layers),
        heads=whole_number("H", "key-value heads", kv_heads),
        head_size=whole_number("D", "elements of a head", head_size),
        tokens=whole_number("T", "tokens", tokens),
        batch=whole_number("S", "sequences (batch)", batch),
        each=element_size(precision),
        query_heads=None if query_heads is None else whole_number("Hq", "query heads (not used)", query_heads),
        notes=(),
    )


def _other_cache(entry: Entry, tokens: Input, batch: Input, precision: str) -> Computed:
    """The cache of latent attention, or of layers that see a window."""
    each = element_size(precision)
    cache = cache_of(entry, tokens.value, batch.value, each.value)
    paths = ("layers", "heads.kv", "head_size", *_ATTENTION)
    shape = [from_spec(path.rpartition(".")[2], "", entry[path], entry) for path in paths if path in entry]
    latent = "attention.kv_rank" in entry
    per_token = cache.value / tokens.value / batch.value
    return Computed(
        value=cache.value,
        unit="B",
        title=f"KV cache of {entry.name} at {tokens.text} tokens, batch {batch.text}, {each.text} B each: "
        f"{_size(cache.value)}",
        formula=_LATENT if latent else _WINDOWED,
        inputs=(*shape, tokens, batch, each),
        working=(f"{cache.note}: {_size(cache.value)}", f"per token and sequence: {binary(per_token)}"),
        assumption="The engine keeps what the paper says, and no expanded keys and values." if latent else _ASSUMPTION,
        left_out=_LEFT_OUT[:1],
        numbers={"per_token": per_token, "note": cache.note},
    )


def element_size(precision: str) -> Input:
    """Bytes of one element of a format, as an input."""
    name = formats(precision)[0]
    return Input("b", "bytes of an element", bytes_per_element(name), "1", COMPUTED, f"size of {name}")


def _head_size(entry: Entry) -> Input:
    head_size = entry.get("head_size")
    if head_size is not None:
        return from_spec("D", "elements of a head", head_size, entry)
    hidden, query = entry["hidden_size"], entry["heads.query"]
    note = f"{entry.id} hidden_size {hidden.printed} / heads.query {query.printed}"
    return Input("D", "elements of a head", hidden.value / query.value, "1", COMPUTED, note)


def _size(value: float) -> str:
    return f"{binary(value)} ({si(value, 'B')})"
