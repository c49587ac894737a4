"""PHY141 to PHY143: the shape of a transformer against its counts."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.rules.physics.values import close, value_at
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_MODELS = frozenset({"models"})


def parameter_count(file: File) -> float | None:
    """Weights of a decoder from its layers and widths, norms and biases left out; None where a width is missing.

    Embedding (and output projection unless tied) + layers x (attention + MLP), after Vaswani et al. 2017; gated MLP of
    three matrices after Shazeer 2020; mixtures with shared experts and some dense layers after DeepSeek-AI 2024
    (arXiv:2401.06066).
    """
    names = ("layers", "hidden_size", "vocabulary")
    layers, hidden, words = (value_at(file, name) for name in names)
    if layers is None or hidden is None or words is None:
        return None
    attention, mlps = _attention(file, hidden), _mlps(file, layers, hidden)
    if attention is None or mlps is None:
        return None
    return layers * attention + mlps + words * hidden * (1 if file.data.get("tied_embeddings") else 2)


def _attention(file: File, hidden: float) -> float | None:
    """Weights of the attention of one layer: grouped keys and values, or latent ones.

    Latent attention (DeepSeek-AI 2024, arXiv:2405.04434, section 2.1) goes down to a narrow vector and up again.
    """
    heads, latent = value_at(file, "heads.query"), value_at(file, "attention.kv_rank")
    if heads is None:
        return None
    if latent is None:
        head_size = value_at(file, "head_size") or hidden / heads
        kv = value_at(file, "heads.kv") or heads
        return 2 * hidden * heads * head_size + 2 * hidden * kv * head_size
    sizes = [value_at(file, f"attention.{name}_head_size") for name in ("rope", "nope", "value")]
    if None in sizes:
        return None
    rope, nope, value = (size or 0.0 for size in sizes)
    narrow = value_at(file, "attention.query_rank")
    queries = heads * (nope + rope)
    query = hidden * queries if narrow is None else (hidden + queries) * narrow
    return query + hidden * (latent + rope) + latent * heads * (nope + value) + heads * value * hidden


def _mlps(file: File, layers: float, hidden: float) -> float | None:
    """Weights of the MLPs of all layers, routers included."""
    inner = value_at(file, "intermediate_size")
    matrices = 3 if file.data.get("mlp") == "gated" else 2
    experts = value_at(file, "experts.total") or 0.0
    dense = value_at(file, "experts.dense_layers") or 0.0 if experts else layers
    width = value_at(file, "experts.intermediate_size") or inner
    if (dense and inner is None) or (experts and width is None):
        return None
    mixture = (experts + (value_at(file, "experts.shared") or 0.0)) * matrices * hidden * (width or 0.0)
    return dense * matrices * hidden * (inner or 0.0) + (layers - dense) * (mixture + hidden * experts)


@rule("PHY141", "parameters-from-shape", kinds=_MODELS)
def parameters_from_shape(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A decoder's parameter count is what its layers and widths give, within 2% (norms and biases are left out).

    Good:
        parameters: {total: {value: 107000000, cite: acme/sheet, at: p. 6, quote: "107,000,000"}}
    Bad:
        parameters: {total: {value: 207000000, cite: acme/sheet, at: p. 6, quote: "207,000,000"}}
    """
    if file.data.get("architecture") != "transformer-decoder" or file.data.get("tied_embeddings") is None:
        return
    told, implied = value_at(file, "parameters.total"), parameter_count(file)
    if told is not None and implied is not None and not close(told, implied, 0.02):
        message = f"layers and widths give {implied / 1e9:.4g} billion parameters, the entry says {told / 1e9:.4g}"
        yield Problem(("parameters", "total"), message, "check layers, hidden_size, intermediate_size, vocabulary, mlp")


@rule("PHY142", "heads-fit", kinds=_MODELS)
def heads_fit(file: File, workspace: Workspace) -> Iterator[Problem]:
    """Key-value heads divide the query heads; active experts and parameters are no more than all.

    Good:
        heads:
          query: {value: 8, cite: acme/sheet, at: p. 6, quote: 8 heads}
          kv: {value: 4, cite: acme/sheet, at: p. 4, quote: 4 ports}
    Bad:
        heads:
          query: {value: 4, cite: acme/sheet, at: p. 4, quote: 4 ports}
          kv: {value: 8, cite: acme/sheet, at: p. 6, quote: 8 heads}
    """
    query, kv = value_at(file, "heads.query"), value_at(file, "heads.kv")
    if query is not None and kv and query % kv:
        yield Problem(("heads", "kv"), f"{kv:.0f} key-value heads do not divide {query:.0f} query heads", "swapped?")
    for group in ("parameters", "experts"):
        total, active = value_at(file, f"{group}.total"), value_at(file, f"{group}.active")
        if total is not None and active is not None and active > total:
            yield Problem((group, "active"), f"more {group} are active than there are", "swapped?")


@rule("PHY143", "cache-per-token", kinds=_MODELS)
def cache_per_token(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The KV cache of a token is 2 (K and V) x 2 bytes x layers x key-value heads x head size.

    Good:
        kv_cache: {per_token: {value: 16384 B, derive: 4 * 4 KiB, because: as below}}
    Bad:
        kv_cache: {per_token: {value: 32768 B, derive: 8 * 4 KiB, because: counted with the query heads}}
    """
    told = value_at(file, "kv_cache.per_token")
    parts = [value_at(file, name) for name in ("layers", "heads.kv", "head_size")]
    if told is None or any(part is None for part in parts):
        return
    implied = 4.0
    for part in parts:
        implied *= part or 0.0
    if not close(told, implied, 1e-6):
        message = f"2 x 2 B x layers x kv heads x head size give {implied:.0f} B, the entry says {told:.0f} B"
        yield Problem(("kv_cache", "per_token"), message, "key-value heads, not query heads")
