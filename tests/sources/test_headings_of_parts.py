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
