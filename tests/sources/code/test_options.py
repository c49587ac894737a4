"""Defaults of a program's options, whose help says whose figures they are."""

from __future__ import annotations

import pytest
from coding import findings


@pytest.mark.parametrize(
    "line",
    [
        'p.add_argument("--peak-tflops", type=float, default=%s, help="peak BF16 TFLOPS of the GPU (H100 SXM, dense)")',
        'flags.DEFINE_float("peak_tflops", %s, "Peak BF16 TFLOPS of an H100 SXM.")',
        '@click.option("--h100-peak-bf16-tflops", default=%s)\ndef run(h100_peak_bf16_tflops):\n    pass',
        'class C(BaseModel):\n    h100_peak_tflops: float = Field(default=%s, description="BF16, dense")',
    ],
)
def test_a_default_is_compared(line: str) -> None:
    assert findings(line % 989 + "\n") == []
    assert [rule for _, rule in findings(line % 1979 + "\n")] == ["sparse-for-dense"]


@pytest.mark.parametrize(
    "line",
    [
        'p.add_argument("--peak-tflops", type=float, default=500, help="peak, e.g. 312 for A100, 989 for H100")',
        'p.add_argument("--tflops", type=float, default=400, help="measured TFLOPS on an H100")',
        'p.add_argument("--gpus", type=int, default=8, help="number of H100 GPUs")',
        'p.add_argument("--mem-fraction", type=float, default=0.9, help="share of the H100 memory")',
    ],
)
def test_a_setting_is_left_alone(line: str) -> None:
    assert findings(line + "\n") == []
