"""Rows of a part of a device, cards with a memory and a link in their names, rates in four bits beside eight."""

from __future__ import annotations

import pytest
from coding import findings

_NAMED = '[{{"name": "small-1", "gpu": "{share}L4", "vram_gb": {memory}, "bandwidth_gbs": {bandwidth}}}]'
_COUNTED = '[{{"sku": "e-8", "gpu": "A100 SXM 80GB", "gpu_fraction": {share}, "memory_gb": {memory}}}]'


@pytest.mark.parametrize(
    ("share", "memory", "bandwidth"),
    [("1/4 ", 6, 75), ("1/3 ", 8, 100), ("1/2 of an ", 12, 150), ("1/8 ", 3, 37.5), ("", 24, 300)],
)
def test_the_share_that_a_row_names(share: str, memory: float, bandwidth: float) -> None:
    assert findings(_NAMED.format(share=share, memory=memory, bandwidth=bandwidth), "a.json") == []


@pytest.mark.parametrize(("share", "memory", "bandwidth"), [("1/4 ", 16, 75), ("", 6, 300)])
def test_what_is_not_that_share_is_told(share: str, memory: float, bandwidth: float) -> None:
    told = findings(_NAMED.format(share=share, memory=memory, bandwidth=bandwidth), "a.json")
    assert [text for text, _ in told] == [str(memory)]


def test_the_share_in_a_field_beside() -> None:
    assert findings(_COUNTED.format(share=0.25, memory=20), "a.json") == []
    assert findings(_COUNTED.format(share=0.25, memory=40), "a.json") != []


def test_four_bits_beside_a_rounded_rate_in_eight() -> None:
    row = 'PEAKS = {{"rtx 4080 super": {{"int8": {eight}, "int4": {four}}}}}\n'
    assert findings(row.format(eight="4.176e14", four="8.352e14")) == []
    assert len(findings(row.format(eight="5.176e14", four="10.352e14"))) == 2


def test_the_memory_of_a_card_with_a_link_in_its_name() -> None:
    assert findings('const vram = { "A100-40G-SXM-NVLink": 40, "L4": 24 };\n', "a.ts") == []
    assert findings('const links = { "A100-SXM-NVLink": 900 };\n', "a.ts") != []
