"""The hooks for other repositories: between them they see every source that `check` can read."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from mlsysim_validators.sources.readers import KNOWN_SUFFIXES

from mlsysim_registry.files import checkout_root

HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((Path(checkout_root() or ".") / ".pre-commit-hooks.yaml").read_text())
}


def test_each_format_has_its_hook() -> None:
    patterns = [re.compile(HOOKS[name]["files"]) for name in ("mlsysim-registry-check", "mlsysim-registry-check-code")]
    for suffix in KNOWN_SUFFIXES:
        assert sum(pattern.search(f"talk/deck{suffix}") is not None for pattern in patterns) == 1, suffix
    assert not any(pattern.search("deck.png") or pattern.search("html") for pattern in patterns)
