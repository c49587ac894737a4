"""A list or table below a heading is of the device that the heading is, whatever line leads to it."""

from __future__ import annotations

import pytest
from snippets import findings

PAGE = """# Hopper

### H100 SXM5 (80GB)

{lead}

- **CUDA cores**: 16,896
- **Memory bandwidth**: 3.35 TB/s
- **TDP**: 700 W

### H100 PCIe (80GB)

The card is for servers with less cooling.

{lead}

- **CUDA cores**: {cores}
- **Memory bandwidth**: {bandwidth}
- **TDP**: {power}
"""
RIGHT = {"cores": "14,592", "bandwidth": "2.0 TB/s", "power": "350 W"}


@pytest.mark.parametrize("lead", ["**Specifications:**", "Key facts:", "What the data sheet says of it:", ""])
def test_a_list_is_of_its_heading(lead: str) -> None:
    assert findings(PAGE.format(lead=lead, **RIGHT)) == []
    for what, wrong in (("cores", "16,896"), ("bandwidth", "3.35 TB/s"), ("power", "700 W")):
        assert [text for text, _ in findings(PAGE.format(lead=lead, **RIGHT | {what: wrong}))] == [wrong]


def test_a_heading_that_only_mentions_a_device_is_of_something_else() -> None:
    page = "# Notes\n\n### 9.1 Throughput (H100 SXM5)\n\nAs before:\n\n- FP16 forward: 561 TFLOP/s\n"
    assert findings(page) == []


def test_a_heading_of_two_devices_leaves_open_whose_a_figure_is() -> None:
    page = "# Notes\n\n### H100 and H200\n\nThe facts:\n\n- Memory bandwidth: 3.0 TB/s\n"
    assert findings(page) == []


NESTED = """## Data centre

### A100 (Ampere)

#### Memory

- **Capacity:** 80 GB
- **Bandwidth:** {bandwidth}

#### Cores

- **Tensor cores:** {cores} (3rd generation)

### MI300X

#### Memory

- **Capacity:** 192 GB
"""


def test_a_heading_speaks_for_the_smaller_ones_below_it() -> None:
    assert findings(NESTED.format(bandwidth="2,039 GB/s", cores=432)) == []
    assert [text for text, _ in findings(NESTED.format(bandwidth="3 TB/s", cores=432))] == ["3 TB/s"]
    assert [text for text, _ in findings(NESTED.format(bandwidth="2,039 GB/s", cores="4,320"))] == ["4,320"]
    assert findings(NESTED.format(bandwidth="2,039 GB/s", cores="3rd generation")) == []


def test_a_smaller_heading_that_names_others_hides_the_larger_one() -> None:
    page = "## Cards\n\n### A100\n\n#### Against the H100 and the H200\n\n- **Bandwidth:** {}\n"
    assert findings(page.format("3.35 TB/s")) == findings(page.format("4.8 TB/s")) == []


@pytest.mark.parametrize("label", ["Measured bandwidth", "Achieved bandwidth", "Bandwidth used"])
def test_a_label_of_a_measured_figure_is_no_specification(label: str) -> None:
    assert findings(f"### A100\n\n#### Our runs\n\n- **{label}:** 1.7 TB/s\n") == []


@pytest.mark.parametrize(
    ("heading", "told"), [("Theoretical performance", True), ("Results of our runs", False), ("", False)]
)
def test_peaks_below_a_heading_of_benchmarks(heading: str, told: bool) -> None:
    table = "| GPU | FP16 TFLOPS | Memory BW |\n|---|---|---|\n| V100 | 125 | {} GB/s |\n| A100 | 312 | 2,039 GB/s |\n"
    page = f"## Benchmarks\n\n### {heading}\n\n{table}"
    assert findings(page.format(900)) == []
    assert bool(findings(page.format(450))) == told


def test_a_title_of_several_does_not_hide_the_heading_of_one() -> None:
    page = "## Variants (B100, B200)\n\n### B200 SXM\n\nThe largest one.\n\n**Specifications:**\n- **TDP**: {}\n"
    assert findings(page.format("1000 W")) == []
    assert [text for text, _ in findings(page.format("350 W"))] == ["350 W"]


_NUMBERED = """# GPT-2 Small

## 6. Accelerators

### 6.3 Apple

- Unified memory: 400 GB/s (M1 Max)

### 6.4 Google TPU v4

**Architecture:**

- BF16 throughput: {rate} TFLOPS
- Bandwidth: 1.2 TB/s
"""


def test_a_heading_with_the_number_of_its_section_names_what_follows() -> None:
    assert findings(_NUMBERED.format(rate=275)) == []
    assert [words for words, _ in findings(_NUMBERED.format(rate=137))] == ["137 TFLOPS"]
