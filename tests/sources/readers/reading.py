"""What the tests of the readers share: finding a block and where in the source a visible text stands."""

from __future__ import annotations

from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.texts.documents import Block, BlockKind, Cell, Document, Text


def read_frame(body: str, preamble: str = "") -> Document:
    """A Beamer document with one frame."""
    return read(
        "deck.tex",
        f"{preamble}\\begin{{document}}\n\\begin{{frame}}{{Slide}}\n{body}\n\\end{{frame}}\n\\end{{document}}\n",
    )


def shown(body: str, preamble: str = "") -> str:
    """The visible text of a frame, its title left out."""
    document = read_frame(body, preamble)
    return " | ".join(block.text.text for block in document.blocks if block.text.text and block.text.text != "Slide")


def blocks_of(document: Document, kind: BlockKind) -> list[str]:
    """The texts of all blocks of a kind."""
    return [block.text.text for block in document.blocks if block.kind == kind]


def table_of(document: Document) -> Block:
    """The first table."""
    return next(block for block in document.blocks if block.kind == "table")


def cells_of(block: Block) -> list[list[str]]:
    """The texts of a table."""
    return [[cell.text.text for cell in row] for row in block.rows]


def texts_of(document: Document) -> list[Text]:
    """Every text of a document."""
    cells: list[Cell] = [cell for block in document.blocks for row in block.rows for cell in row]
    values = [value.text for block in document.blocks for value in block.values]
    return [block.text for block in document.blocks] + [cell.text for cell in cells] + values


def shown_anywhere(document: Document) -> str:
    """All visible text, tables too."""
    return "\n".join(text.text for text in texts_of(document))


def source_at(document: Document, visible: str) -> str:
    """The source characters that the first occurrence of `visible` was read from, one for each character."""
    for text in texts_of(document):
        found = text.text.find(visible)
        if found >= 0:
            return "".join(document.source[text.source_offset(found + i)] for i in range(len(visible)))
    raise AssertionError(f"{visible!r} is not visible")


def assert_sound(document: Document) -> None:
    """Every offset lies in the source, and whatever copies digits points at these digits."""
    size = len(document.source)
    for text in texts_of(document):
        assert len(text.text) == len(text.offsets)
        assert all(0 <= offset < size for offset in text.offsets)
    assert all(all(block.rows) for block in document.blocks), "a row without cells"
    for trouble in document.troubles:
        assert 0 <= trouble.offset <= size
        assert trouble.message
    for directive in document.directives:
        assert 0 <= directive.offset < size
    for path, offset in document.includes:
        assert document.source[offset : offset + 1]
        assert path
