"""All texts of a document, shown otherwise."""

from __future__ import annotations

from collections.abc import Callable

from mlsysim_validators.sources.texts.documents import Block, Document, Label, Text

Shown = Callable[[Text], Text]


def show(document: Document, shown: Shown, *, listings: bool = True) -> None:
    """Put what `shown` makes of each text of a document in its place: of cells, titles and labels too."""
    document.blocks[:] = [
        _block(block, shown) if listings or block.kind not in ("listing", "data") else block
        for block in document.blocks
    ]


def _block(block: Block, shown: Shown) -> Block:
    rows = tuple(tuple(cell._replace(text=shown(cell.text)) for cell in row) for row in block.rows)
    values = tuple(
        value._replace(labels=tuple(_label(label, shown) for label in value.labels)) for value in block.values
    )
    title, section = _words(block.title, shown), _words(block.section, shown)
    return block._replace(text=shown(block.text), rows=rows, title=title, section=section, values=values)


def _label(label: Label, shown: Shown) -> Label:
    """The words around a value of code or data: the key 显存带宽 is "memory bandwidth"."""
    return label._replace(words=_words(label.words, shown))


def _words(words: str, shown: Shown) -> str:
    return shown(Text(words, range(len(words)))).text
