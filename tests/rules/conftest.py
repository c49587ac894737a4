"""The small registry, written once a process."""

from __future__ import annotations

from pathlib import Path

import pytest
import world


@pytest.fixture(scope="session")
def small_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry with one entry of each kind that has no findings."""
    return world.build(tmp_path_factory.mktemp("small-registry"))
