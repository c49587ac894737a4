"""Which tensor, pipeline and data parallel degrees train a model: the least model parallelism that fits."""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_registry.analysis.computed import Computed
from mlsysim_registry.errors import GivenError
from mlsysim_registry.formulas import degrees_within


def best_layout(
    trained: Callable[[int, int], Computed], devices: int, per_node: int, layers: int | None, batch: int | None
) -> Computed:
    """Of all layouts that multiply to `devices`, the first that fits: little model parallelism, tensor before pipeline.

    `trained(tensor, pipeline)` gives the result of one layout, whose `fits` is looked at. The tensor group stays in a
    node, there are at least as many layers as pipeline stages (which need not be equally long), and the data-parallel
    degree divides `batch`, where these are given.
    Where none fits, the answer is the layout that needs least memory, and it says so.
    Source: Narayanan et al. 2021 (arXiv:2104.04473), takeaways 1 and 2.
    """
    found = [
        (tensor, pipeline)
        for tensor, pipeline, data in degrees_within(devices, per_node)
        if (batch is None or batch % data == 0) and (layers is None or pipeline <= layers)
    ]
    if not found:
        raise GivenError(
            f"no layout of {devices} devices divides a batch of {batch}: choose a batch that is a multiple of the "
            f"data-parallel degree"
        )
    found.sort(key=lambda layout: (layout[0] * layout[1], layout[1]))
    least: Computed | None = None
    for tensor, pipeline in found:
        result = trained(tensor, pipeline)
        if result["fits"] is not False:
            return result
        if least is None or result["memory"] < least["memory"]:
            least = result
    assert least is not None
    return least
