"""How commands print: aligned columns, wrapped text under a label, JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any


def write(lines: Iterable[str]) -> None:
    """Print lines."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def write_json(data: Any) -> None:
    """Print data as JSON."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines with aligned columns."""
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def labelled(pairs: Iterable[tuple[str, object]], indent: str = "  ") -> list[str]:
    """`label  text` lines, aligned; pairs without a text are left out."""
    told = [(label, str(text)) for label, text in pairs if text not in (None, "")]
    width = max((len(label) for label, _ in told), default=0)
    return [f"{indent}{label.ljust(width)}  {' '.join(text.split())}" for label, text in told]
