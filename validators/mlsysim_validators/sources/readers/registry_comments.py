"""The authors' `registry:` comments in sources whose comments are plain lines."""

from __future__ import annotations

import re

_REGISTRY = re.compile(r"registry:\s*(.+)", re.DOTALL)


def directive(words: str) -> str | None:
    """What a comment says to the checker, None where it says nothing to it."""
    match = _REGISTRY.match(words)
    return " ".join(match[1].split()) if match else None
