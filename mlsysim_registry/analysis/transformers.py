"""What a transformer of the registry reads, keeps and computes: parameters touched, caches of every kind, shape."""

from __future__ import annotations

from mlsysim_registry.analysis.explanations import COMPUTED, Input
from mlsysim_registry.analysis.inputs import from_spec
from mlsysim_registry.data import Entry
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import (
    attention_decode_flops,
    kv_cache_bytes,
    latent_cache_bytes,
    parameters_touched,
    windowed_tokens,
)


def total_of(model: Entry) -> Input:
    """All parameters."""
    return from_spec("N", "parameters", model["parameters.total"], model)


def active_of(model: Entry) -> Input:
    """The parameters that one token uses: all of a dense model."""
    spec = model.get("parameters.active")
    return total_of(model) if spec is None else from_spec("Na", "parameters active for a token", spec, model)


def touched(model: Entry, tokens: float) -> Input:
    """The parameters that a step of so many tokens reads; of a mixture of experts those of the experts touched."""
    total, active = total_of(model), active_of(model)
    experts, used = model.get("experts.total"), model.get("experts.active")
    if total.value == active.value or experts is None or used is None:
        value = min(total.value, active.value * tokens)
        note = "all of them" if value == total.value else "at most what so many tokens use"
        return Input("Nr", "parameters read", value, "1", COMPUTED, note)
    value = float(parameters_touched(total.value, active.value, experts.value, used.value, tokens))
    note = f"{used.printed} of {experts.printed} experts a token, {tokens:g} tokens, routed evenly"
    return Input("Nr", "parameters read", value, "1", COMPUTED, note)


def cache_of(model: Entry, tokens: float, batch: float, each: float) -> Input:
    """Bytes of the keys and values of `batch` sequences of `tokens` tokens: heads, windows or latent vectors."""
    layers, rank, rope = model.get("layers"), model.get("attention.kv_rank"), model.get("attention.rope_head_size")
    if layers is None:
        raise GivenError(f"{model.name} ({model.id}) has no `layers` in the registry: its KV cache cannot be computed")
    if rank is not None:
        width = 0.0 if rope is None else rope.value
        value = latent_cache_bytes(layers.value, rank.value, width, tokens, batch, each)
        return Input("KV", "KV cache", float(value), "B", COMPUTED, f"latent: {rank.printed} + {width:g} a layer")
    heads = model.get("heads.kv")
    if heads is None:
        raise GivenError(
            f"{model.name} ({model.id}) has no `heads.kv` in the registry: its KV cache cannot be computed"
        )
    kept, note = tokens, f"{heads.printed} key-value heads"
    window = model.get("attention.window")
    if window is not None:
        wide = model.get("attention.global_layers")
        kept = float(windowed_tokens(tokens, layers.value, 0.0 if wide is None else wide.value, window.value))
        note += f", a window of {window.printed}"
    value = kv_cache_bytes(layers.value, heads.value, head_size_of(model), kept, batch, each)
    return Input("KV", "KV cache", float(value), "B", COMPUTED, note)


def head_size_of(model: Entry) -> float:
    """Elements of one head, as stated or as hidden size over heads."""
    stated = model.get("head_size")
    return stated.value if stated is not None else model["hidden_size"].value / model["heads.query"].value


def attention_flops_of(model: Entry, context: float, batch: float) -> float:
    """FLOP of attention over the context for one token of each sequence; 0 where the shape is not known."""
    layers, heads = model.get("layers"), model.get("heads.query")
    if layers is None or heads is None or not context:
        return 0.0
    size = model.get("attention.value_head_size")
    width = size.value if size is not None else head_size_of(model)
    return float(attention_decode_flops(layers.value, heads.value, width, context, batch))
