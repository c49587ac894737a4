"""Training of transformers: work, utilization, time, cost, and the bytes that weights and optimizer take.

Every argument is a float or an array in base units (FLOP, FLOP/s, B, s, counts); arrays broadcast, and the result has
their shape. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.errors import GivenError, did_you_mean
from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import Number, not_negative, positive, share, whole

# Bytes per parameter of weights, gradients and optimizer together, by recipe: (weights, gradients, optimizer).
# Adam keeps two moments; mixed precision keeps an FP32 master copy beside the 16-bit weights.
TRAINING_BYTES = {
    "adam-fp32": (4.0, 4.0, 8.0),  # 16: all in FP32
    "adam-mixed": (2.0, 2.0, 12.0),  # 16: ZeRO's recipe (Rajbhandari et al. 2020, section 3.1)
    "adam-mixed-fp32-gradients": (2.0, 4.0, 12.0),  # 18: Megatron-LM's BF16 recipe
    "adam-bf16-weights": (2.0, 0.0, 8.0),  # 10: no master copy, gradients not kept beside the update
    "adam-8bit": (2.0, 2.0, 6.0),  # 10: 8-bit moments, FP32 master (Dettmers et al. 2022)
    "sgd-momentum-fp32": (4.0, 4.0, 4.0),
}


def training_flops(parameters: Number, tokens: Number, recompute: bool = False) -> Number:
    """FLOP to train on `tokens` tokens: 6 N D; 8 N D with full activation recomputation (a second forward pass).

    `parameters` N (active ones of a mixture of experts), `tokens` D. Forward 2, backward 4 FLOP per parameter and
    token; attention is not in it. 6 N D goes into an MFU, 8 N D into an HFU.
    Source: Kaplan et al. 2020 (arXiv:2001.08361), section 2.1; recomputation: Narayanan et al. 2021
    (arXiv:2104.04473), appendix.
    """
    n = positive("parameters", parameters, meant.PARAMETERS)
    return (8.0 if recompute else 6.0) * n * not_negative("tokens", tokens, meant.TOKENS)


def attention_training_flops(
    layers: Number, hidden_size: Number, sequence: Number, tokens: Number = 1.0, *, causal: bool = False
) -> Number:
    """FLOP of attention, forward and backward, for `tokens` tokens: 12 x layers x hidden x sequence a token.

    `hidden_size` is heads x head size. Half of it with `causal`, which leaves out what the mask hides; most MFU
    figures count the whole square.
    Source: Chowdhery et al. 2022, "PaLM" (arXiv:2204.02311), appendix B: 12 L H Q T.
    """
    layers = whole("layers", layers, meant.LAYERS)
    width = positive("hidden_size", hidden_size, meant.HIDDEN) * positive("sequence", sequence, meant.SEQUENCE)
    return (6.0 if causal else 12.0) * layers * width * not_negative("tokens", tokens, meant.TOKENS)


def flops_per_token(
    parameters: Number,
    layers: Number | None = None,
    hidden_size: Number | None = None,
    sequence: Number | None = None,
    *,
    causal: bool = False,
    recompute: bool = False,
) -> Number:
    """Training FLOP of one token: 6 N + 12 layers x hidden x sequence (x 4/3 with full recomputation).

    Attention is in it where `layers`, `hidden_size` and `sequence` are given.
    Source: Chowdhery et al. 2022, "PaLM" (arXiv:2204.02311), appendix B.
    """
    work = training_flops(parameters, 1.0)
    shape = (layers, hidden_size, sequence)
    if all(size is not None for size in shape):
        work = work + attention_training_flops(layers, hidden_size, sequence, causal=causal)
    elif any(size is not None for size in shape):
        raise GivenError("attention needs layers, hidden_size and sequence: give all three, or none of them")
    return work * (4.0 / 3.0) if recompute else work


def transformer_parameters(layers: Number, hidden_size: Number, vocabulary: Number, sequence: Number) -> Number:
    """Parameters of a GPT: 12 l h^2 (1 + 13/(12 h) + (V + s)/(12 l h)), with learned positions and tied embeddings.

    Source: Narayanan et al. 2021 (arXiv:2104.04473), equation (2).
    """
    layers = whole("layers", layers, meant.LAYERS)
    h = whole("hidden_size", hidden_size, meant.HIDDEN)
    words = positive("vocabulary", vocabulary, "The number of entries of the vocabulary.") + not_negative(
        "sequence", sequence, meant.SEQUENCE
    )
    return 12.0 * layers * h * h * (1.0 + 13.0 / (12.0 * h) + words / (12.0 * layers * h))


def gpt_training_flops(
    batch: Number,
    sequence: Number,
    layers: Number,
    hidden_size: Number,
    vocabulary: Number,
    *,
    recompute: bool = True,
) -> Number:
    """FLOP of one training step of a GPT: 96 B s l h^2 (1 + s/(6h) + V/(16 l h)) with full recomputation, else 72.

    Without recomputation it is 72 B s l h^2 (1 + s/(6h) + V/(12 l h)): the output layer is never recomputed.
    `batch` B sequences of `sequence` s tokens, `layers` l, `hidden_size` h, `vocabulary` V. Attention counted whole.
    Source: Narayanan et al. 2021 (arXiv:2104.04473), equation (3) and appendix; Korthikanti et al. 2022
    (arXiv:2205.05198), appendix A.
    """
    batch, s = whole("batch", batch, meant.BATCH), whole("sequence", sequence, meant.SEQUENCE)
    layers, h = whole("layers", layers, meant.LAYERS), whole("hidden_size", hidden_size, meant.HIDDEN)
    v = not_negative("vocabulary", vocabulary, "The number of entries of the vocabulary.")
    times = 4.0 if recompute else 3.0
    stack = 24.0 * times * batch * s * layers * h * h * (1.0 + s / (6.0 * h))
    return stack + 6.0 * batch * s * h * v


def utilization(rate: Number, flops_each: Number, devices: Number, peak_flops: Number) -> Number:
    """The part of the peak that is used: rate x FLOP each / (devices x peak). MFU or HFU, as the FLOP are counted.

    `rate` in tokens (or steps) per second of all devices, `flops_each` FLOP per token (or step), peak in FLOP/s of
    one device. MFU counts what the model needs (6N + attention), HFU also what is recomputed (8N).
    Source: Chowdhery et al. 2022, "PaLM" (arXiv:2204.02311), section 4.1 and appendix B.
    """
    work = positive("rate", rate, "Tokens (or steps) per second of all devices.") * positive(
        "flops_each", flops_each, meant.WORK
    )
    return work / (whole("devices", devices, meant.DEVICES) * positive("peak_flops", peak_flops, meant.PEAK))


def training_time(flops: Number, devices: Number, peak_flops: Number, mfu: Number) -> Number:
    """Seconds to do so many FLOP: flops / (devices x peak x mfu). FLOP, count, FLOP/s of one device, part of the peak.

    With model FLOP (6ND) the MFU belongs in it, with hardware FLOP (8ND) the HFU.
    Source: Narayanan et al. 2021 (arXiv:2104.04473), equation (4), 8TP/(nX).
    """
    rate = whole("devices", devices, meant.DEVICES) * positive("peak_flops", peak_flops, meant.PEAK)
    return not_negative("flops", flops, meant.WORK) / (rate * share("mfu", mfu, meant.EFFICIENCY))


def training_device_hours(flops: Number, peak_flops: Number, mfu: Number) -> Number:
    """Device-hours of a training: flops / (peak x mfu) / 3600. They do not depend on the number of devices."""
    return training_time(flops, 1.0, peak_flops, mfu) / 3600.0


def training_cost(flops: Number, peak_flops: Number, mfu: Number, price_per_device_hour: Number) -> Number:
    """USD of a training: device-hours x price. The price in USD per device and hour."""
    price = not_negative("price_per_device_hour", price_per_device_hour, "The price in USD per device and hour: 3.0.")
    return training_device_hours(flops, peak_flops, mfu) * price


def training_bytes_per_parameter(recipe: str = "adam-mixed") -> tuple[float, float, float]:
    """Bytes per parameter of (weights, gradients, optimizer) of a recipe: 2 + 2 + 12 for Adam in mixed precision.

    Recipes add up to 10, 12, 16 or 18 bytes; see TRAINING_BYTES. Raises GivenError, with the names, for others.
    Source: Rajbhandari et al. 2020, "ZeRO" (arXiv:1910.02054), section 3.1.
    """
    found = TRAINING_BYTES.get(recipe.strip().casefold().replace("_", "-"))
    if found is None:
        known = ", ".join(f"{name} ({sum(sizes):g} B)" for name, sizes in TRAINING_BYTES.items())
        raise GivenError(f"unknown recipe `{recipe}`.{did_you_mean(recipe, TRAINING_BYTES)} Recipes: {known}.")
    return found


def training_state_bytes(
    parameters: Number,
    shards: Number = 1,
    stage: int = 0,
    *,
    weights: Number = 2.0,
    gradients: Number = 2.0,
    optimizer: Number = 12.0,
) -> Number:
    """Bytes of weights, gradients and optimizer on each device, of which ZeRO shards a part over `shards` devices.

    `stage` 0 shards nothing, 1 the optimizer, 2 the gradients too, 3 (FSDP) the weights too. The other three are bytes
    per parameter: 2 + 2 + 12 for Adam in mixed precision, 2 + 4 + 12 where gradients are kept in FP32.
    Source: Rajbhandari et al. 2020, "ZeRO" (arXiv:1910.02054), sections 3.1 and 5, figure 1.
    """
    n = positive("parameters", parameters, meant.PARAMETERS)
    shards = whole("shards", shards, "The number of devices over which the state is sharded.")
    if stage not in (0, 1, 2, 3):
        raise GivenError(f"ZeRO stage {stage} does not exist: 0 (none), 1 (optimizer), 2 (gradients), 3 (weights)")
    weights = not_negative("weights", weights, meant.BYTES_EACH)
    gradients = not_negative("gradients", gradients, meant.BYTES_EACH)
    optimizer = not_negative("optimizer", optimizer, meant.BYTES_EACH)
    each = (
        weights / (shards if stage >= 3 else 1.0)
        + gradients / (shards if stage >= 2 else 1.0)
        + optimizer / (shards if stage >= 1 else 1.0)
    )
    return n * each


def compute_optimal_tokens(parameters: Number, tokens_per_parameter: Number = 20.0) -> Number:
    """Tokens that a compute-optimal training uses: about 20 per parameter.

    Source: Hoffmann et al. 2022, "Chinchilla" (arXiv:2203.15556), table 3 (its ratio is 20 to 22 up to 67B).
    """
    ratio = positive("tokens_per_parameter", tokens_per_parameter, "Tokens per parameter: 20.")
    return positive("parameters", parameters, meant.PARAMETERS) * ratio
