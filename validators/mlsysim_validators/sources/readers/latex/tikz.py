"""Drawings: only the texts of nodes are visible, never options, names or coordinates."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.latex.input import Input

NODE_MACROS = frozenset({"node", "matrix", "pgftext"})
NODE_WORD = regex(r"(?<![A-Za-z])node(?![A-Za-z])")
_FILLER = regex(
    r"[ \t\r\n]+|\([^(){};]{0,200}(?:\([^(){};]{0,200}\)[^(){};]{0,200}){0,5}\)|at\b|\*|<[^<>\n]{0,40}>|%[^\n]*\n"
)


def at_text_of_node(source: Input) -> bool:
    """Whether the `{` of a text follows behind `\\node`; the position moves to it over name, place and options."""
    while True:
        if source.text.startswith("{", source.position):
            return source.partner[source.position] > 0
        if source.optional():
            continue
        filler = _FILLER.match(source.text, source.position)
        if filler is None:
            return False
        source.position = filler.end()
