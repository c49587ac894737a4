"""Classes of measurement: which model computes a row, and which efficiency entry of the registry calibrates it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mlsysim_registry.analysis.predictions import batches, collectives, inference, others, training
from mlsysim_registry.analysis.predictions.estimate import Model
from mlsysim_registry.analysis.predictions.given import Given


@dataclass(frozen=True, slots=True)
class MeasuredClass:
    """Device class x phase x engine: one efficiency entry, one model."""

    entry: str  # the id under registry/efficiency
    model: Model
    uses: Mapping[str, str] = field(default_factory=dict)  # other efficiencies of the model -> their entries
    independent: bool = False  # the entry's evidence comes from other documents than the measurements to compare with


class NoModel(Exception):
    """A measurement that no model here can predict; the message says why."""


def class_of(topic: str, group: str, given: Given) -> MeasuredClass:
    """The class of a measurement, by its topic, its group and what its inputs say. Raises NoModel with the reason."""
    chosen = {
        "collectives": _collective,
        "training": _training,
        "inference": _inference,
        "tinyml": _micro,
        "roofline": _kernel,
    }.get(topic.strip().casefold())
    if chosen is not None:
        return chosen(group.strip().casefold(), given)
    if topic.strip().casefold() == "reliability":
        raise NoModel("the checkpoint and restart times are not stated: without them the ratio is only bounded")
    if topic.strip().casefold() == "carbon":
        raise NoModel("idle and embodied shares are not stated: a life cycle does not follow from the dynamic part")
    raise NoModel(f"no class is known for the topic `{topic}`")


def _collective(group: str, given: Given) -> MeasuredClass:
    if "case" in given.inputs or "unknown" in group or not given.has("link_bw", "W", "intra_bw", "nic_bw_per_gpu"):
        raise NoModel("the links are not stated, so there is no rate to start from")
    if group == "net-mesh" or given.has("links"):
        return MeasuredClass("allreduce-mesh-infinity-fabric", collectives.mesh)
    if given.has("nodes") and given.number("nodes") > 1:
        inner = f"allreduce-ring-nvlink-{_generation(given)}"
        return MeasuredClass("allreduce-rails", collectives.rails, {"inner": inner}, independent=True)
    generation = _generation(given)
    ring = f"allreduce-ring-nvlink-{generation}"
    if generation >= 4 and (group == "net-sharp" or "nvls" in given.everything or "sharp" in given.everything):
        return MeasuredClass(f"allreduce-nvls-nvlink-{generation}", collectives.in_network, {"ring": ring})
    return MeasuredClass(ring, collectives.ring, independent=generation < 5)


def _generation(given: Given) -> int:
    """The NVLink generation that a rate per direction belongs to: 300, 450, 900 GB/s are 3, 4, 5."""
    rate = given.number("intra_bw", "link_bw", "W", default=450e9)
    return 3 if rate < 375e9 else 4 if rate < 675e9 else 5


def _training(group: str, given: Given) -> MeasuredClass:
    if "zero3" in group or given.has("comm_s"):
        raise NoModel("ZeRO-3 over a network shared with others: computation and communication only partly overlap")
    if "megascale" in group or given.text("system"):
        raise_to = "megascale" if "megascale" in given.everything else "megatron-lm-at-scale"
        return MeasuredClass(f"training-{raise_to}", training.scaled)
    if "tpu" in group or given.has("chips"):
        newer = given.number("peak") > 400e12
        return MeasuredClass("training-tpu-v5p" if newer else "training-tpu-v4", training.flat)
    if "fsdp" in group or given.text("strategy"):
        return MeasuredClass("training-fsdp-h100", training.flat)
    if "gpuhours" in group:
        return MeasuredClass("training-llama-a100", training.flat)
    if "fp8" in group or given.number("peak", default=989e12) > 1.5e15:
        return MeasuredClass("training-3d-h100-fp8", training.flat)
    if "a100" in group or given.number("peak", default=989e12) < 400e12:
        return MeasuredClass("training-3d-a100", training.three_d)
    return MeasuredClass("training-3d-h100", training.three_d)


def _inference(group: str, given: Given) -> MeasuredClass:
    words = f"{group} {given.everything}"
    if "llmviewer" in group:
        raise NoModel("batch and lengths are not stated")
    if "prefill" in group:
        if "llama.cpp" in words or "llamacpp" in words:
            return MeasuredClass("prefill-llamacpp", inference.prefill)
        return MeasuredClass(_prefill_entry(given), inference.prefill)
    if "mlperf" in group:
        return MeasuredClass("decode-served-mlperf", inference.served)
    if "batch" in group or given.has("osl"):
        return MeasuredClass("decode-batched-tensorrt-llm", batches.batched, _batch_entries(given), independent=True)
    return MeasuredClass(_decode_entry(group, words), inference.decode(group))


def _prefill_entry(given: Given) -> str:
    eight_bit = given.number("bytes", "w_bytes", default=2.0) < 1.5
    return "prefill-tensorrt-llm-fp8" if eight_bit else "prefill-tensorrt-llm-fp16"


def _batch_entries(given: Given) -> dict[str, str]:
    eight_bit = batches.weight_bytes(given) < 1.5
    return {
        "compute": f"batch-compute-tensorrt-llm-{'fp8' if eight_bit else 'fp16'}",
        "attention": f"decode-attention-{'tensor' if batches.on_tensor_cores(given) else 'vector'}-cores",
        "network": "allreduce-ring-nvlink-4",
    }


def _decode_entry(group: str, words: str) -> str:
    if not any(name in words for name in ("llama.cpp", "llamacpp", "q40", "layersplit")):
        if "int4" in words:
            return "decode-gpu-int4"
        return "decode-gpu-int8" if "int8" in words else "decode-gpu-fp16"
    half = "f16" in group or "layersplit" in group
    if "apple" in group:
        if half:
            return "decode-llamacpp-apple-f16"
        return "decode-llamacpp-apple-q4-0" if "q40" in group else "decode-llamacpp-apple-q4-k"
    if half:
        return "decode-llamacpp-nvidia-f16"
    if any(module in words for module in ("orin", "xavier", "jetson", "thor")):
        return "decode-llamacpp-jetson-q4"
    return "decode-llamacpp-datacenter-q4" if "-dc" in group else "decode-llamacpp-geforce-q4"


def _micro(group: str, given: Given) -> MeasuredClass:
    words = f"{group} {given.everything}"
    if "m0" in words:
        return MeasuredClass("tiny-cortex-m0plus", others.micro)
    if "reference" in words or "tflite" in words:
        return MeasuredClass("tflite-micro", others.micro)
    return MeasuredClass("tiny-tuned-kernels", others.micro)


def _kernel(group: str, given: Given) -> MeasuredClass:
    if given.has("mem_bw"):
        return MeasuredClass("streaming-kernel", others.streaming)
    return MeasuredClass("matmul-fp8" if "fp8" in given.everything else "matmul-bf16", others.matmul)
