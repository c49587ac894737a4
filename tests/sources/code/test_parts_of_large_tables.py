"""Large tables in parts: a remark above some rows is of these, be it on measurements or on the parts for notebooks."""

from __future__ import annotations

import pytest
from coding import findings

RIGHT = {
    "RTX 4090": 1008, "RTX 4080": 717, "RTX 4070": 504, "RTX 3090": 936, "RTX 3080 Ti": 912, "RTX 3070": 448,
    "L40S": 864, "L40": 864, "A10": 600, "A30": 933, "A40": 696, "A2": 200, "T4": 320, "RTX A6000": 768,
    "RTX A5000": 768, "RTX A4000": 448, "RTX 6000 Ada": 960, "RTX 5090": 1792, "RTX 5080": 960, "RTX 5070": 672,
    "RX 7900 XTX": 960, "RX 7800 XT": 624, "RX 7600": 288,
}  # fmt: skip


def table(remark: str, wrong: str, *, of_all: bool = False) -> str:
    rows = [f'  "{name}": {{ bandwidth: {rate} }},' for name, rate in RIGHT.items()]
    rows.insert(4, wrong)
    if of_all:
        rows = [f"{row} // {remark}" for row in rows]
    else:
        rows.insert(len(rows), f'  // {remark}\n  "Ryzen AI MAX+ 395": {{ bandwidth: 256 }},')
    return "\n".join(["const MEMORY = {", *rows, "};", ""])


@pytest.mark.parametrize("remark", ["systems: practical rates", "measured by the author", "CPUs with a GPU"])
def test_a_remark_on_one_part_says_nothing_of_the_others(remark: str) -> None:
    assert [text for text, _ in findings(table(remark, '  "L4": { bandwidth: 480 },'), "memory.ts")] == ["480"]
    assert findings(table(remark, '  "L4": { bandwidth: 300 },'), "memory.ts") == []


def test_a_remark_on_all_rows_does() -> None:
    assert findings(table("measured", '  "L4": { bandwidth: 480 },', of_all=True), "memory.ts") == []


@pytest.mark.parametrize(
    ("remark", "told"),
    [("Pascal, mobile", False), ("for notebooks", False), ("Max-Q", False), ("Pascal", True), ("line card", True)],
)
def test_the_part_for_notebooks(remark: str, told: bool) -> None:
    row = f'  // {remark}\n  "Quadro P4000": {{ bandwidth: 192 }},'
    assert bool(findings(table("CPUs", row), "memory.ts")) is told
