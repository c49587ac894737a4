"""Drawings: only the texts of nodes are visible, never options, names or coordinates."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.input import Input

NODE_MACROS = frozenset({"node", "matrix", "pgftext"})
NODE_WORD = regex(r"(?<![A-Za-z])node(?![A-Za-z])")
_FILLER = regex(
    r"[ \t\r\n]+|\([^(){};]{0,200}(?:\([^(){};]{0,200}\)[^(){};]{0,200}){0,5}\)|at\b|\*|<[^<>\n]{0,40}>|%[^\n]*\n"
)


def node_text(source: Input) -> int:
    """Behind `\\node`: where the `{` of its text stands, or -1. The position moves behind name, place and options."""
    while True:
        if source.text.startswith("{", source.position):
            return source.position if source.partner[source.position] else -1
        if source.optional():
            continue
        filler = _FILLER.match(source.text, source.position)
        if filler is None:
            return -1
        source.position = filler.end()
