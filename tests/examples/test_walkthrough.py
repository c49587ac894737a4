"""The notebook runs from top to bottom, and its committed outputs are what it prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[2] / "examples" / "walkthrough.ipynb"
# What a reader of the tutorial comes for.
KNOWN = ("4.79 ms", "3.03 ms", "1.58x", "62.2 ms", "39.8 ms", "0.5 GiB", "$13.70 per GPU-hour", "9.894e+14")


def code_cells() -> list[dict[str, Any]]:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def printed(cell: dict[str, Any]) -> str:
    return "".join("".join(output.get("text", "")) for output in cell["outputs"])


def without_sources(told: str) -> str:
    """What is printed but for the citations: a better source of the same number does not date the notebook."""
    return re.sub(r"\[[^\]\n]*\]|\|.*", "", told)


def test_the_outputs_say_what_a_reader_comes_for() -> None:
    told = "".join(printed(cell) for cell in code_cells())
    assert [number for number in KNOWN if number not in told] == []
    assert not [cell for cell in code_cells() if any(output["output_type"] == "error" for output in cell["outputs"])]


def test_it_runs_and_prints_what_is_committed(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    mark = "#-- end of cell --#"
    script = tmp_path / "walkthrough.py"
    cells = code_cells()
    script.write_text("\n".join("".join(cell["source"]) + f"\nprint({mark!r})" for cell in cells), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for cell, told in zip(cells, done.stdout.split(f"{mark}\n"), strict=False):
        message = "run the notebook again: jupyter nbconvert --execute --inplace examples/walkthrough.ipynb"
        assert without_sources(told) == without_sources(printed(cell)), message
