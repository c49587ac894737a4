"""Grid, HTML and list tables of Markdown: cells, headers, exact positions, bounds."""

from __future__ import annotations

import time

import pytest
from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.readers.markdown.document import read_markdown
from mlsysim_validators.sources.texts.documents import Block
from reading import assert_sound, cells_of, table_of

GRID = """\
Before.

+----------+-----------+
| GPU      | Bandwidth |
|          | (TB/s)    |
+==========+===========+
| MI300X   | **5.3**   |
+----------+-----------+
| H200     | 4.8       |
+----------+-----------+

After.
"""
HTML = """\
<table class="x">
<thead><tr><th>GPU</th><th colspan=2>Memory &amp; rate</th></tr></thead>
<tbody>
<tr><td>MI300X</td><td>192 GB</td><td><b>5.3</b> TB/s</td></tr>
<tr><td>H200<td>141 GB<td>4.8 TB/s
</tbody></table>

After.
"""
LIST = """\
```{list-table} Peaks of the MI300X
:header-rows: 1

* - Format
  - TFLOPS
*
  - FP16
  - 1307.4
```
"""


def only_table(text: str) -> Block:
    (table,) = [block for block in read_markdown("x.md", text).blocks if block.kind == "table"]
    return table


def shown(table: Block) -> list[list[str]]:
    return [[cell.text.text for cell in row] for row in table.rows]


def test_a_grid_table() -> None:
    table = only_table(GRID)
    assert shown(table) == [["GPU", "Bandwidth (TB/s)"], ["MI300X", "5.3"], ["H200", "4.8"]]
    assert table.header_rows == 1
    assert [block.text.text for block in read_markdown("x.md", GRID).blocks if block.kind == "paragraph"] == [
        "Before.",
        "After.",
    ]


def test_an_html_table() -> None:
    table = only_table(HTML)
    assert shown(table)[0] == ["GPU", "Memory & rate"]
    assert shown(table)[1] == ["MI300X", "192 GB", "5.3 TB/s"]
    assert shown(table)[2] == ["H200", "141 GB", "4.8 TB/s"]
    assert (table.header_rows, table.rows[0][1].span, table.rows[1][2].column) == (1, 2, 2)


def test_a_list_table_and_its_title() -> None:
    table = only_table(LIST)
    assert shown(table) == [["Format", "TFLOPS"], ["FP16", "1307.4"]]
    assert table.header_rows == 1
    blocks = read_markdown("x.md", LIST).blocks
    assert [block.text.text for block in blocks if block.kind == "caption"] == ["Peaks of the MI300X"]


@pytest.mark.parametrize("text", [GRID, HTML, LIST])
def test_every_cell_knows_its_place(text: str) -> None:
    for row in only_table(text).rows:
        for cell in row:
            if cell.text.text and "&" not in cell.text.text:
                start = cell.text.source_offset(0)
                assert text[start] == cell.text.text[0]


@pytest.mark.parametrize(
    "text",
    [
        "+---+\n",
        "+---+\n| a\n",
        "+---+\n| a |\n",
        "+---+\n|\n+---+\n",
        "<table>",
        "<table></table>",
        "<table><tr></table>",
        "<table><td>x</td></table>",
        "```{list-table}\n* \n- \n```\n",
        "```{list-table}\n:header-rows: 99\n* - a\n```\n",
    ],
)
def test_what_is_no_whole_table_is_no_crash(text: str) -> None:
    read_markdown("x.md", text)


@pytest.mark.parametrize("piece", ["<table><tr><td>", "+--+\n| x |\n", "| a |\n+--+\n", "<table>", "* - a\n"])
def test_reading_stays_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        read_markdown("x.md", piece * times)
        return time.process_time() - begin

    seconds(100)
    large = min(seconds(1600) for _ in range(3))  # a collection of a test process's rubbish takes longer than reading
    assert large <= 40 * max(seconds(200), 0.005)


def test_rows_without_cells_are_left_out() -> None:
    document = read("a.md", "<table>\n<tr></tr>\n<tr><th>GPU</th></tr>\n<tr></tr><tr><td>H100</td></tr>\n</table>\n")
    assert_sound(document)
    assert cells_of(table_of(document)) == [["GPU"], ["H100"]]
    assert not [block for block in read("a.md", "<table><tr></tr></table>\n").blocks if block.kind == "table"]
