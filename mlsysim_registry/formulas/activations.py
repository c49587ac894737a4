"""Activation memory of a training step. V. Korthikanti et al. 2022, "Reducing activation recomputation in large
transformer models" (arXiv:2205.05198).

Every size is a float or an array; 16-bit activations and 1-byte dropout masks, a two-layer MLP of 4h with GELU.
Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import Number, maximum, where, whole

RECOMPUTE = ("none", "selective", "full")


def activation_bytes_per_layer(
    sequence: Number,
    batch: Number,
    hidden_size: Number,
    heads: Number,
    tensor: Number = 1,
    *,
    sequence_parallel: bool = False,
    recompute: str = "none",
) -> Number:
    """Bytes of activations that one layer keeps on each device for the backward pass.

    `sequence` s, (micro-)`batch` b, `hidden_size` h, attention `heads` a, `tensor`-parallel degree t.
    No parallelism: s b h (34 + 5 a s/h) (equation 1). Tensor parallel: s b h (10 + 24/t + 5 a s/(h t)) (equation 2);
    with `sequence_parallel`: s b h / t (34 + 5 a s/h) (equation 4). `recompute` "selective" drops the term of a s/h
    (attention is computed again); "full" keeps only the input of the layer, 2 s b h (2 s b h / t when it is sharded).
    Source: Korthikanti et al. 2022 (arXiv:2205.05198), equations (1), (2), (4), table 2.
    """
    s, b = whole("sequence", sequence, meant.SEQUENCE), whole("batch", batch, meant.BATCH)
    h, a = whole("hidden_size", hidden_size, meant.HIDDEN), whole("heads", heads, "The number of attention heads.")
    t = whole("tensor", tensor, "The tensor-parallel degree, 1 or more.")
    if recompute not in RECOMPUTE:
        raise GivenError(f"recompute is `{recompute}`; it is one of {', '.join(RECOMPUTE)}")
    shared = t if sequence_parallel else 1.0
    if recompute == "full":
        return 2.0 * s * b * h / shared
    square = 0.0 if recompute == "selective" else 5.0 * a * s / h
    return s * b * h * (10.0 / shared + 24.0 / t + square / t)


def activation_bytes(
    sequence: Number,
    batch: Number,
    hidden_size: Number,
    heads: Number,
    layers: Number,
    tensor: Number = 1,
    pipeline: Number = 1,
    chunks: Number = 1,
    *,
    sequence_parallel: bool = False,
    recompute: str = "none",
) -> Number:
    """Bytes of activations on the device that keeps most: the first pipeline stage.

    With the 1F1B schedule the first of p stages holds p microbatches of L/p layers: as much as all L layers of one.
    Interleaving into `chunks` m model chunks per device costs a factor 1 + (p-1)/(p m). Other arguments as of
    `activation_bytes_per_layer`. Embedding and output layer are left out (equation 6: below 0.1%).
    Source: Korthikanti et al. 2022 (arXiv:2205.05198), equation (5) and section 4.2.3.
    """
    layers = whole("layers", layers, meant.LAYERS)
    p = whole("pipeline", pipeline, "The number of pipeline stages, 1 or more.")
    m = whole("chunks", chunks, "The number of model chunks per device, 1 without interleaving.")
    one = activation_bytes_per_layer(
        sequence, batch, hidden_size, heads, tensor, sequence_parallel=sequence_parallel, recompute=recompute
    )
    interleaved = where(m > 1.0, 1.0 + (p - 1.0) / (p * maximum(m, 1.0)), 1.0)
    return one * layers * interleaved
