"""The authors' `registry:` comments in sources whose comments are plain lines."""

from __future__ import annotations

import re

from mlsysim_validators.sources.patterns import regex

# A line of a comment that begins something of its own: a list item, "Memory: 24 GB", an empty line.
NEW_PARAGRAPH = regex(r"(?:[-*•+]|\d{1,2}[.)])\s|[\w ()/.-]{1,40}:(?:\s|\Z)|\Z")
_REGISTRY = regex(r"registry:\s*(.+)", re.DOTALL)


def directive(words: str) -> str | None:
    """What a comment says to the checker, None where it says nothing to it."""
    match = _REGISTRY.match(words)
    return " ".join(match[1].split()) if match else None
