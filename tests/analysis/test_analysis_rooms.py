"""The rooms of the model layer are opened when they are asked for, and every name is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mlsysim_registry import analysis

SCRIPT = """
import sys
from mlsysim_registry import analysis
analysis.roofline
print([name for name in sys.modules if name.startswith("mlsysim_registry.analysis.")])
"""


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(analysis, name) is not None
    assert name in dir(analysis)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rooflin'"):
        analysis.rooflin  # noqa: B018


def test_only_what_is_asked_for_is_opened() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    for closed in ("predictions", "trainings", "serving", "fleets"):
        assert f"analysis.{closed}" not in done.stdout
