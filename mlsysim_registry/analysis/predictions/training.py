"""Training steps: hardware FLOP over devices x peak x efficiency, with the pipeline's bubble where it is known."""

from __future__ import annotations

from mlsysim_registry.analysis.predictions.estimate import Estimate, Factors
from mlsysim_registry.analysis.predictions.given import Given, parameters_of, shape_of
from mlsysim_registry.display import number, si
from mlsysim_registry.formulas import flops_per_token, pipeline_bubble

# Model chunks per device that an interleaved schedule mostly has.
_CHUNKS = 3.0


def _work(given: Given) -> tuple[float, float, float, float]:
    """Parameters, hidden size, model FLOP and hardware FLOP of a token."""
    n = parameters_of(given)
    layers, hidden = shape_of(given, n)
    sequence = given.number("seq", "T", default=2048.0)
    width = given.number("HQ", default=hidden)
    model = float(flops_per_token(n, 1, layers * width, sequence))
    recompute = given.inputs.get("recompute")
    full = recompute is True or str(recompute).casefold() in ("full", "true")
    hardware = model * 4.0 / 3.0 if full else model
    if str(recompute).casefold().startswith("sel"):  # attention scores and their softmax once more
        hardware = model + 4.0 * layers * width * sequence
    return n, hidden, model, hardware


def _bubble(given: Given) -> float:
    """Bubble over ideal time, where the inputs state a pipeline; else 0 (it is then part of the efficiency)."""
    if not given.has("pp", "PP") or not given.has("gbs"):
        return 0.0
    stages = given.number("pp", "PP")
    tensor = given.number("tp", "TP", default=8.0) * given.number("cp", "CP", default=1.0)
    data = max(1.0, given.number("gpus", "chips") / (stages * tensor))
    micro = max(1.0, given.number("gbs") / data / given.number("mbs", "micro_batch", default=1.0))
    chunks = given.number("vpp", "chunks", default=_CHUNKS if stages > 1 else 1.0)
    return float(pipeline_bubble(round(stages), max(1, round(micro)), round(chunks)))


def _estimate(given: Given, eta: float, about: str) -> Estimate:
    n, _, model, hardware = _work(given)
    peak = given.number("peak")
    rate = peak * eta / (1.0 + _bubble(given))  # hardware FLOP/s of one device
    tokens = rate / hardware
    values = {
        "FLOP/s per GPU": rate * model / hardware,
        "hardware FLOP/s per GPU": rate,
        "tokens/s/GPU": tokens,
        "tokens/s/chip": tokens,
        "MFU": rate * model / hardware / peak,
    }
    if given.has("gpus", "chips"):
        devices = given.number("gpus", "chips")
        values["tokens/s"] = tokens * devices
        if given.has("gbs"):
            batch = given.number("gbs") * given.number("seq", "T", default=2048.0)
            values["s/iter"] = batch / (tokens * devices)
    if given.has("tokens"):
        values["GPU-hours"] = given.number("tokens") / tokens / 3600.0
    working = (
        f"{number(n / 1e9)}B parameters: {si(model, 'FLOP')} a token, {si(hardware, 'FLOP')} with recomputation",
        f"{si(peak, 'FLOP/s')} x {number(eta)} = {si(rate, 'FLOP/s')} a device: {number(tokens)} tokens/s",
    )
    return Estimate(values, "t = tokens x hardware FLOP / (devices x peak x eta)", working, about)


def three_d(given: Given, factors: Factors) -> Estimate:
    """3-D parallel steps of Megatron's kind: eta / (1 + tensor x TP/h + small/N).

    Efficiency grows with the matrices that tensor parallelism leaves to each device, and with the model.
    """
    n, hidden, _, _ = _work(given)
    tensor = given.number("tp", "TP", default=1.0 if n < 3e9 else 2.0 if n < 6e9 else 4.0 if n < 18e9 else 8.0)
    lost = factors.overhead("tensor") * tensor / hidden + factors.overhead("small_model") / n
    about = f"efficiency {factors.eta:.3g} / (1 + {lost:.3g}) for hidden size {hidden:.0f}, TP {tensor:.0f}"
    return _estimate(given, factors.eta / (1.0 + lost), about)


def scaled(given: Given, factors: Factors) -> Estimate:
    """Steps at a fixed batch on more and more devices: eta (256/n)^gamma."""
    devices = given.number("gpus", "chips", default=256.0)
    eta = factors.eta * (256.0 / devices) ** factors.overhead("scaling")
    return _estimate(
        given, eta, f"efficiency {factors.eta:.3g} x (256/{devices:.0f})^{factors.overhead('scaling'):.3g}"
    )


def flat(given: Given, factors: Factors) -> Estimate:
    """One efficiency for the class."""
    return _estimate(given, factors.eta, "one efficiency for the class")


def phases(given: Given, factors: Factors) -> Estimate:
    """Computation and communication that were measured apart and do not overlap."""
    compute, network = given.number("compute_s"), given.number("comm_s")
    time = (compute + network) / factors.eta
    return Estimate({"s/iter": time}, "t = (compute + communication) / eta", (f"({compute:g} + {network:g}) s",))
