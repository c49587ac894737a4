"""Draw a figure in a terminal, in text."""

from __future__ import annotations

import textwrap
from typing import Any

from mlsysim_registry.display import si
from mlsysim_registry.errors import MissingLibrary
from mlsysim_registry.plots.figure import Axis, Figure, Panel

_WIDTH = 96
_BAR = 46


def as_text(figure: Figure, colour: bool = False) -> str:
    """The figure as lines of text. Raises MissingLibrary without plotext where there are curves to draw."""
    parts = [figure.title, ""]
    for panel in figure.panels:
        parts += [_panel(panel, colour), ""]
    for number, title in enumerate(figure.bar_groups):
        parts += [title, *_bars(figure, number), ""]
    parts += textwrap.wrap(figure.caption, _WIDTH)
    return "\n".join(parts)


def _bars(figure: Figure, number: int) -> list[str]:
    bars = [bar for bar in figure.bars if bar.group == number]
    most = max((bar.value for bar in bars), default=1.0) or 1.0
    widest = max((len(bar.label) for bar in bars), default=0)
    return [f"  {bar.label:<{widest}}  {'█' * max(1, round(_BAR * bar.value / most))} {bar.text}" for bar in bars]


def _panel(panel: Panel, colour: bool) -> str:
    try:
        import plotext
    except ImportError as error:
        raise MissingLibrary("curves in a terminal need plotext: pip install 'mlsysim-registry[plots]'") from error
    plot: Any = plotext
    plot.clear_figure()
    plot.plot_size(_WIDTH, 22)
    if not colour:
        plot.theme("clear")
    for number, line in enumerate(panel.lines):
        plot.plot(_scaled(line.x, panel.x), _scaled(line.y, panel.y), label=line.label, marker="braille" if colour else
                  "*o+x#@%"[number % 7])  # fmt: skip
    for mark in panel.marks:
        plot.scatter(_scaled([mark.x], panel.x), _scaled([mark.y], panel.y), marker="O")
    for name, told, values in (
        ("x", panel.x, [value for line in panel.lines for value in line.x]),
        ("y", panel.y, [value for line in panel.lines for value in line.y]),
    ):
        ticks = _ticks(told, values)
        getattr(plot, f"{name}ticks")([_one(value, told) for value in ticks], [_word(value, told) for value in ticks])
    plot.xlabel(panel.x.label)
    plot.title(f"{panel.title + ': ' if panel.title else ''}{panel.y.label}")
    return str(plot.build() if colour else plotext.uncolorize(plot.build())).rstrip()


def _one(value: float, axis: Axis) -> float:
    from math import log10

    return log10(value) if axis.log else value


def _scaled(values: Any, axis: Axis) -> list[float]:
    return [_one(float(value), axis) for value in values]


def _ticks(axis: Axis, values: list[float]) -> list[float]:
    from math import log10

    low, high = min(values), max(values)
    if not axis.log:
        return [low + (high - low) * i / 4 for i in range(5)]
    first, last = log10(low), log10(high)
    return [10 ** (first + (last - first) * i / 5) for i in range(6)]


def _word(value: float, axis: Axis) -> str:
    return f"{value:,.3g}" if axis.unit in ("", "count") else si(value, axis.unit, 2)
