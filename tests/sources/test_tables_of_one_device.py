"""Tables under the names of systems that hold the figures of one of their devices."""

from __future__ import annotations

import pytest
from snippets import findings, table, verdict

_BY_MEMORY = table(
    "Spec | GB300 NVL72 | HGX B200",
    "FP8 Tensor Core (dense) | 5 PFLOPS | 4.5 PFLOPS",
    "FP4 Tensor Core (dense) | 15 PFLOPS | 9 PFLOPS",
    "GPU memory | 279 GB | 180 GB",
    "TDP | up to 1,400 W | up to 1,000 W",
)
_ANNOUNCED = "The individual specifications:\n\n" + table(
    "Spec | GB200 NVL72 | DGX B200",
    "FP8 Tensor Core (dense) | 5 PFLOPS | 4.5 PFLOPS",
    "BF16 Tensor Core (dense) | 2.5 PFLOPS | 2.25 PFLOPS",
)
_PER_GPU = "Figures per GPU:\n\n" + table("System | FP8 dense | FP4 dense", "HGX B200 | 4.5 PFLOPS | 9 PFLOPS")
_WHOLE = table(
    "Spec | GB200 NVL72 | HGX B200",
    "Total FP8 (dense) | 360 PFLOPS | 36 PFLOPS",
    "Total memory bandwidth | 576 TB/s | 62 TB/s",
)
_MIXED = table(
    "Spec | DGX-1 (Tesla P100) | DGX-1 (Tesla V100)",
    "TFLOPS | 170 (FP16 of the GPUs) + 3 (FP32 of the CPUs) | 1000 (FP16 of the GPUs)",
    "Memory | 16 GB per GPU | 16 GB per GPU",
)


@pytest.mark.parametrize("text", [_BY_MEMORY, _ANNOUNCED, _PER_GPU, _WHOLE, _MIXED])
def test_figures_of_one_device_are_quiet_under_a_system(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        (_BY_MEMORY.replace("| 4.5 PFLOPS", "| 5.4 PFLOPS"), "5.4 PFLOPS"),
        (_BY_MEMORY.replace("15 PFLOPS", "12 PFLOPS"), "12 PFLOPS"),
        (_ANNOUNCED.replace("2.25 PFLOPS", "1.125 PFLOPS"), "1.125 PFLOPS"),
        (_PER_GPU.replace("9 PFLOPS", "18 PFLOPS"), "18 PFLOPS"),
        (_WHOLE.replace("36 PFLOPS", "4.5 PFLOPS"), "4.5 PFLOPS"),
        (_WHOLE.replace("576 TB/s", "756 TB/s"), "756 TB/s"),
    ],
)
def test_a_slip_among_them_is_told(text: str, quantity: str) -> None:
    assert verdict(text, quantity)[0] == "mismatch"
