"""Tables that stand several times in a document, with one header: each tells of a run of its own."""

from __future__ import annotations

from mlsysim_validators.sources.texts.documents import Document

_FEWEST = 3  # tables alike; of two the second may tell the first again


def of_runs(document: Document) -> frozenset[int]:
    """The ids of the blocks that are such tables: "Size | Our kernel | cuBLAS" after each step of tuning."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for block in document.blocks:
        if block.kind == "table" and block.header_rows and block.rows:
            header = [cell.text.text for row in block.rows[: block.header_rows] for cell in row[1:]]
            alike.setdefault((*header, str(len(block.rows))), []).append(id(block))
    return frozenset(table for tables in alike.values() if len(tables) >= _FEWEST for table in tables)
