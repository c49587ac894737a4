"""Tables that are drawn with lines in docstrings and comments."""

from __future__ import annotations

import pytest
from coding import checked, findings

LINKS = '''"""
Links of the generations
════════════════════════

┌──────────┬─────────────┬────────────┬───────┬───────────┐
│ Link     │ GPU         │ Per link   │ Links │ Total     │
├──────────┼─────────────┼────────────┼───────┼───────────┤
│ NVLink 2 │ V100        │ 50 GB/s    │ 6     │ 300 GB/s  │
│ NVLink 3 │ A100 SXM    │ {a100}    │ 12    │ 600 GB/s  │
├──────────┼─────────────┼────────────┼───────┼───────────┤
│ NVLink 4 │ H100 SXM    │ {h100}    │ 18    │ 900 GB/s  │
└──────────┴─────────────┴────────────┴───────┴───────────┘
"""
'''
SPECS = """
// ╔═════════╦═════════╦═══════════╗
// ║ GPU     ║ Memory  ║ Bandwidth ║
// ╠═════════╬═════════╬═══════════╣
// ║ A30     ║ 24 GB   ║ 933 GB/s  ║
// ║ L40S    ║ {}   ║ 864 GB/s  ║
// ╚═════════╩═════════╩═══════════╝
const answer = 42;
"""


@pytest.mark.parametrize(
    ("a100", "h100", "told"),
    [
        ("50 GB/s", "50 GB/s", []),
        ("50 GB/s", "100 GB/s", ["100 GB/s"]),
    ],
)
def test_links_in_a_docstring(a100: str, h100: str, told: list[str]) -> None:
    assert [text for text, _ in findings(LINKS.format(a100=a100, h100=h100))] == told


def test_a_line_below_the_header_may_have_no_crossings() -> None:
    text = LINKS.format(a100="50 GB/s", h100="100 GB/s").replace("┼", "─")
    assert [text for text, _ in findings(text)] == ["100 GB/s"]


@pytest.mark.parametrize(("memory", "told"), [("48 GB", []), ("96 GB", ["96 GB"])])
def test_double_lines_in_comments_of_another_language(memory: str, told: list[str]) -> None:
    assert [text for text, _ in findings(SPECS.format(memory), "gpus.ts")] == told


@pytest.mark.parametrize(
    "text",
    [
        '"""\n┌──────────┐   ┌──────────┐\n│ H100     │   │ A100     │\n├──────────┤   ├──────────┤\n'
        '│ 40 GB    │──▶│ 96 GB    │\n└──────────┘   └──────────┘\n"""\n',
        '"""\n┌─────────────────────┐\n│ H100 in our cluster │\n├─────────────────────┤\n'
        '│ 40 GB for the cache │\n└─────────────────────┘\n"""\n',
        '"""\n├── models/\n│   ├── h100.py   │ 40 GB │\n│   └── a100.py\n"""\n',
    ],
)
def test_boxes_and_trees_are_no_tables(text: str) -> None:
    assert findings(text) == []


def test_a_source_without_a_closed_row_is_read_as_before() -> None:
    assert checked('"""\n│ GPU │ Memory\n├─────┼───────┤\n│ A30 │ 96 GB\n"""\n').claims is not None


PORTS = '''"""
╔════════════╦═══════════╦══════════════╗
║ Generation ║ Lane      ║ 4x Aggregate ║
╠════════════╬═══════════╬══════════════╣
║ HDR        ║ 50 Gb/s   ║ 200 Gb/s     ║
║ NDR        ║ 100 Gb/s  ║ {}     ║
╚════════════╩═══════════╩══════════════╝
InfiniBand
"""
'''


def test_the_aggregate_of_the_lanes_of_a_port_is_no_sum_of_directions() -> None:
    assert findings(PORTS.format("400 Gb/s")) == []
    assert [text for text, _ in findings(PORTS.format("800 Gb/s"))] == ["800 Gb/s"]
