"""Outlines in a fence: "GPU: A100 (80 GB)" with "- memory bandwidth: 2 TB/s" below it, read as a line and its list."""

from __future__ import annotations

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Text

_LINE = regex(r"[^\n]+")
_BULLET = regex(r"[ \t]*[-*\u2022] +")
_ENTRY = regex(r"[^:{}=;\n]{1,60}:(?:\s.*)?")


def outline(block: Block) -> list[Block]:
    """The lines of a listing as items and the short lines over them; none where other lines are among them."""
    found: list[Block] = []
    for match in _LINE.finditer(block.text.text):
        if not match[0].strip():
            continue
        bullet = _BULLET.match(match[0])
        begin = match.start() + (bullet.end() if bullet is not None else len(match[0]) - len(match[0].lstrip()))
        words = block.text.text[begin : match.end()].rstrip()
        if bullet is None and _ENTRY.fullmatch(words) is None:
            return []
        text = Text(words, block.text.offsets[begin : begin + len(words)])
        found.append(block._replace(kind="item" if bullet is not None else "paragraph", text=text, language=""))
    return found if any(one.kind == "item" for one in found) else []
