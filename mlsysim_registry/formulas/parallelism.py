"""Degrees of parallelism: what must multiply, what fits into a node, and what a pipeline wastes.

Tensor (TP), pipeline (PP), data (DP), context (CP) and expert (EP) parallel degrees are whole numbers.
Every argument is a float or an array; arrays broadcast. Numbers that make no sense raise GivenError (a ValueError).
"""

from __future__ import annotations

from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import meant
from mlsysim_registry.formulas.numbers import Number, positive, whole

_DEGREE = "A parallel degree, a whole number of at least 1."


def data_parallel(devices: int, tensor: int = 1, pipeline: int = 1, context: int = 1) -> int:
    """The data-parallel degree that is left: devices / (tensor x pipeline x context).

    Raises GivenError where the degrees do not multiply to the number of devices, and says which counts would do.
    Source: Narayanan et al. 2021 (arXiv:2104.04473), section 3.1: p t d = n.
    """
    count = int(whole("devices", devices, meant.DEVICES))
    model = 1
    for name, degree in (("tensor", tensor), ("pipeline", pipeline), ("context", context)):
        model *= int(whole(name, degree, _DEGREE))
    if count % model:
        below, above = count // model * model, (count // model + 1) * model
        nearest = f"{below} or {above}" if below else f"{above}"
        raise GivenError(
            f"tensor {tensor} x pipeline {pipeline} x context {context} = {model}, which does not divide {count} "
            f"devices: the degrees must multiply to the device count. {nearest} devices would do"
        )
    return count // model


def check_degrees(devices: int, **degrees: int) -> None:
    """Raises GivenError unless the named degrees multiply to the number of devices. The message shows the product.

    Source: Narayanan et al. 2021 (arXiv:2104.04473), section 3.1.
    """
    product = 1
    for name, degree in degrees.items():
        product *= int(whole(name, degree, _DEGREE))
    count = int(whole("devices", devices, meant.DEVICES))
    if product != count:
        told = " x ".join(f"{name} {degree}" for name, degree in degrees.items())
        raise GivenError(f"{told} = {product}, but there are {count} devices: the degrees must multiply to that count")


def microbatches(global_batch: int, data: int, microbatch: int = 1) -> int:
    """Microbatches that each pipeline processes in a step: global batch / (data-parallel degree x microbatch size).

    Raises GivenError where they do not divide.
    Source: Narayanan et al. 2021 (arXiv:2104.04473), section 3.1, m = B/(d b).
    """
    batch = int(whole("global_batch", global_batch, "The number of sequences of one step, of all replicas together."))
    each = int(whole("data", data, _DEGREE)) * int(whole("microbatch", microbatch, "Sequences of one microbatch."))
    if batch % each:
        raise GivenError(
            f"a global batch of {batch} does not divide into {data} replicas x microbatches of {microbatch} "
            f"({each} sequences at once): use {batch // each * each or each} or {(batch // each + 1) * each}"
        )
    return batch // each


def pipeline_bubble(stages: Number, microbatches: Number, chunks: Number = 1) -> Number:
    """Idle time of a pipeline over its ideal time: (p - 1) / (v m).

    `stages` p, `microbatches` m of a step, `chunks` v model chunks per device (1: the plain 1F1B or GPipe schedule).
    Source: Narayanan et al. 2021 (arXiv:2104.04473), section 2.2: (p-1)/m, and (1/v)(p-1)/m interleaved.
    """
    p = whole("stages", stages, "The number of pipeline stages, 1 or more.")
    m = whole("microbatches", microbatches, "The number of microbatches of one step, 1 or more.")
    return (p - 1.0) / (m * whole("chunks", chunks, "Model chunks per device, 1 without interleaving."))


def bubble_share(stages: Number, microbatches: Number, chunks: Number = 1) -> Number:
    """The part of the whole step in which a device is idle: bubble / (1 + bubble), (p-1)/(m+p-1) if not interleaved.

    Arguments as of `pipeline_bubble`. Source: as there; the other way to count it, over the whole and not over the
    ideal time, as in Huang et al. 2019, "GPipe" (arXiv:1811.06965), section 2.3.
    """
    bubble = pipeline_bubble(stages, microbatches, chunks)
    return bubble / (1.0 + bubble)


def tensor_parallel_bytes(batch: Number, sequence: Number, hidden_size: Number, bytes_each: Number = 2) -> Number:
    """Bytes of the buffer that each AllReduce of tensor parallelism sums: b s h x bytes.

    Each transformer layer does two in the forward and two in the backward pass (four more halves with recomputation).
    Source: Shoeybi et al. 2019 (arXiv:1909.08053), section 3; Narayanan et al. 2021 (arXiv:2104.04473), section 3.2.
    """
    elements = whole("batch", batch, meant.BATCH) * whole("sequence", sequence, meant.SEQUENCE)
    each = whole("hidden_size", hidden_size, meant.HIDDEN)
    return elements * each * positive("bytes_each", bytes_each, meant.BYTES_EACH)


def degrees_within(devices: int, per_node: int, layers: int | None = None) -> list[tuple[int, int, int]]:
    """Every (tensor, pipeline, data) that multiplies to `devices` with the tensor group inside one node.

    Tensor parallelism exchanges activations in every layer and so stays within the fast links of a node
    (Narayanan et al. 2021, takeaway 1). `layers`, if given, must divide by the pipeline degree.
    """
    count = int(whole("devices", devices, meant.DEVICES))
    node = int(whole("per_node", per_node, "Devices of one node: 8."))
    found = []
    for tensor in range(1, min(count, node) + 1):
        if count % tensor or node % tensor:
            continue
        for pipeline in range(1, count // tensor + 1):
            if count // tensor % pipeline or (layers is not None and layers % pipeline):
                continue
            found.append((tensor, pipeline, count // tensor // pipeline))
    return found
