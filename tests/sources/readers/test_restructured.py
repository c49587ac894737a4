"""reStructuredText: sections, inline markup, literal blocks, and four kinds of tables; with exact positions."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers import read
from reading import assert_sound, blocks_of, cells_of, source_at

TEXT = """=======
Devices
=======

The **H100** has ``80 GB`` and `3.35 TB/s <http://x>`_ of :ref:`HBM <hbm>` [1]_::

    peak = 989e12  # FLOP/s

- 700 W
- 80
  GB

.. note:: 5.3 TB/s
.. figure:: h100-80gb.png
   :width: 80 GB

.. registry: ignore because x
.. a comment of 12 GB

Links
-----
"""

TABLES = {
    "grid": (
        "+--------+-----------+\n| Device | HBM       |\n|        | (GB)      |\n+========+===========+\n"
        "| H100   | 80        |\n+--------+-----------+\n| MI300X | 192       |\n+--------+-----------+\n"
    ),
    "simple": "======  =========\nDevice  HBM (GB)\n======  =========\nH100    80\nMI300X  192\n======  =========\n",
    "list": (
        ".. list-table:: Memory\n   :header-rows: 1\n\n   * - Device\n     - HBM (GB)\n   * - H100\n     - 80\n"
        "   * - MI300X\n     - 192\n"
    ),
    "csv": '.. csv-table:: Memory\n   :header: "Device", "HBM (GB)"\n\n   "H100", 80\n   MI300X,192\n',
}


def test_the_visible_text() -> None:
    document = read("a.rst", TEXT)
    assert_sound(document)
    assert blocks_of(document, "title") == ["Devices", "Links"]
    assert blocks_of(document, "paragraph")[0] == "The H100 has 80 GB and 3.35 TB/s of HBM :"
    assert blocks_of(document, "item") == ["700 W", "80 GB"]
    assert blocks_of(document, "caption") == ["5.3 TB/s"]
    assert blocks_of(document, "listing") == ["    peak = 989e12  # FLOP/s"]
    assert [directive.text for directive in document.directives] == ["ignore because x"]
    assert source_at(document, "3.35 TB/s") == "3.35 TB/s"
    assert source_at(document, "989e12") == "989e12"


@pytest.mark.parametrize("kind", TABLES)
def test_tables(kind: str) -> None:
    document = read("a.rst", TABLES[kind])
    assert_sound(document)
    table = next(block for block in document.blocks if block.kind == "table")
    assert cells_of(table) == [["Device", "HBM (GB)"], ["H100", "80"], ["MI300X", "192"]]
    assert table.header_rows == 1
    assert source_at(document, "192") == "192"


@pytest.mark.parametrize(
    "source", ["====\n", "+--+\n|", "==  ==\n", ".. list-table::\n   * -", "::\n", "a\n=\n", "..\n   x"]
)
def test_broken_constructs_are_no_crash(source: str) -> None:
    assert_sound(read("a.rst", source))
