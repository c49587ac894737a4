"""Rows whose label stands for a device, as another table of the document says; lines of fences under a name."""

from __future__ import annotations

from snippets import findings

FIRST = "| Tier | Compute | Memory |\n|---|---|---|\n| Cloud (H100) | 989 TF | 80 GB |\n| {} | 312 TF | 80 GB |\n"
SECOND = "| Tier | Memory | Power | Latency |\n|---|---|---|---|\n| Cloud | {memory} | {power} | 100 ms |\n"


def page(other: str = "Lab (A100)", memory: str = "80 GB", power: str = "700 W") -> str:
    return f"## First\n\n{FIRST.format(other)}\n## Second\n\n{SECOND.format(memory=memory, power=power)}"


def test_a_row_is_of_the_device_that_its_label_stands_for() -> None:
    assert findings(page()) == []
    assert [text for text, _ in findings(page(memory="40 GB"))] == ["40 GB"]
    assert [text for text, _ in findings(page(power="350 W"))] == ["350 W"]


def test_a_label_that_stands_for_two_devices_stands_for_none() -> None:
    assert findings(page("Cloud (A100)", power="400 W")) == findings(page("Cloud (A100)", power="350 W")) == []


FENCE = """### Why the MI300X wins

```
H100-80GB:
- Compute: {h100} TFLOPS
- Memory BW: {bandwidth} GB/s

MI300X:
- Compute: 1307 TFLOPS
- Memory BW: {other} GB/s
```
"""


def test_the_lines_of_a_fence_are_of_the_name_above_them() -> None:
    right = {"h100": 989, "bandwidth": 3350, "other": 5300}
    assert findings(FENCE.format(**right)) == []
    for what, wrong in (("h100", 1979), ("bandwidth", 2000), ("other", 6000)):
        assert [text.split()[0] for text, _ in findings(FENCE.format(**right | {what: wrong}))] == [str(wrong)]


def test_a_pod_with_the_chips_of_another() -> None:
    assert findings("- TPU v4 pod: 4,096 chips\n- TPU v5p pod: 8,960 chips\n") == []
    assert [text for text, _ in findings("- TPU v4 pod: 8,960 chips\n")] == ["8,960 chips"]
    assert findings("- TPU v4 pod: 512 chips\n- We use a TPU v4 pod slice of 256 chips.\n") == []
