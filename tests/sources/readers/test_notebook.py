"""Notebooks: cells in order, every character at its place in the JSON file, code and outputs too."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.claims import FINDINGS
from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.reports.report import _claim
from reading import assert_sound

from mlsysim_registry.data import load


def notebook(*cells: dict[str, Any], indent: int | None = 1) -> str:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=indent)


def markdown(*lines: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": list(lines)}


def code(*lines: str, outputs: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": list(outputs), "source": list(lines)}


BOOK = notebook(
    markdown('# "Peaks" \u2192 H100\n', "The H100 SXM has **3.35 TB/s** of memory bandwidth.\n"),
    code("%time x\n", "!ls\n", "H100_BF16 = 1979e12  # FLOPS\n"),
    code("print(1)", outputs=({"output_type": "stream", "text": ["The A100 80GB has 80 GB of memory.\n"]},)),
    markdown("| GPU | Memory (GB) |\n", "|---|---|\n", "| MI300X | 128 |\n"),
)


def test_every_character_stands_where_the_file_has_it() -> None:
    document = read("a.ipynb", BOOK)
    assert_sound(document)
    for shown in ("3.35 TB/s", "1979e12", "80 GB of memory", "128"):
        texts = [block.text for block in document.blocks]
        texts += [cell.text for block in document.blocks for row in block.rows for cell in row]
        texts += [value.text for block in document.blocks for value in block.values]
        text = next(text for text in texts if shown in text.text)
        start = text.source_offset(text.text.index(shown))
        assert document.source[start : start + 3] == shown[:3]


def test_wrong_numbers_are_found_and_placed_by_cell_and_line() -> None:
    report = check_text("a.ipynb", BOOK, load())
    found = {claim.text: _claim(claim) for claim in report.claims if claim.verdict in FINDINGS}
    assert {text: (claim["line"], claim["column"]) for text, claim in found.items()} == {
        "1979e12": (2, 3),
        "128": (4, 3),
    }


def test_titles_go_on_and_cells_are_counted() -> None:
    document = read("a.ipynb", BOOK)
    assert {block.slide for block in document.blocks} == {1, 2, 3, 4}
    assert {block.title for block in document.blocks if block.slide == 3} == {'"Peaks" → H100'}


@pytest.mark.parametrize(
    "source",
    ["", "{}", "[]", "null", '{"cells": 3}', '{"cells": [3, null, {"source": 4}]}', '{"cells": [{', "{" * 9999],
)
def test_what_is_no_notebook_is_told_or_empty(source: str) -> None:
    document = read("a.ipynb", source)
    assert document.blocks == []
    assert document.troubles or "cells" in source


def test_code_of_another_language_and_broken_code_are_no_trouble() -> None:
    document = read("a.ipynb", notebook(code("%%bash\n", "echo 80 GB\n"), code("x = = 1  # 80 GB\n")))
    assert [block.kind for block in document.blocks] == ["listing"]
    assert document.troubles == []
