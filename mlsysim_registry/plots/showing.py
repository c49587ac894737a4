"""Where a figure goes: into a file, or onto the terminal."""

from __future__ import annotations

import sys

from mlsysim_registry.plots.figure import Figure

TERMINAL = "-"


def show(figure: Figure, where: str = TERMINAL) -> str:
    """Draw into the file `where`, or return the text of a terminal rendering for "-"; what was done, in words."""
    if where == TERMINAL:
        from mlsysim_registry.plots.terminal import as_text

        return as_text(figure, colour=sys.stdout.isatty())
    from mlsysim_registry.plots.drawing import draw

    draw(figure, where)
    return f"written: {where}"
