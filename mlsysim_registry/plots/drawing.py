"""Draw a figure into a file with Matplotlib: SVG, PNG or PDF, readable on a projector, safe for the colour-blind."""

from __future__ import annotations

import math
import os
import textwrap
from itertools import pairwise
from typing import Any

from mlsysim_registry.errors import GivenError, MissingLibrary
from mlsysim_registry.files import part_file
from mlsysim_registry.plots.figure import Axis, Figure, Panel
from mlsysim_registry.plots.labels import spread

SUFFIXES = (".svg", ".png", ".pdf")
# Okabe & Ito's palette, told apart by every kind of colour vision; the dashes and marks tell once more.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
_DASHES = ("-", (0, (5, 1.5)), (0, (1, 1.2)), "-.", (0, (7, 2, 1, 2, 1, 2)))
_MARKS = "osD^vPX"
_SIZE = 15.0
_DPI = 160
_LEADER = {"arrowstyle": "-", "lw": 0.8, "shrinkA": 0, "shrinkB": 2, "relpos": (0, 0.5)}
_LINE_OF_TEXT = 1.35  # in units of the font size


def draw(figure: Figure, path: str) -> None:
    """Write the figure; the suffix says how.

    Raises GivenError for another suffix, MissingLibrary without Matplotlib.
    """
    suffix = os.path.splitext(path)[1].casefold()
    if suffix not in SUFFIXES:
        raise GivenError(f"`{path}` has no suffix that can be drawn; name a file ending in {', '.join(SUFFIXES)}")
    try:
        import matplotlib
    except ImportError as error:
        raise MissingLibrary("pictures need Matplotlib: pip install 'mlsysim-registry[plots]'") from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    style: Any = {
        "font.size": _SIZE, "axes.titlesize": _SIZE, "axes.labelsize": _SIZE, "xtick.labelsize": _SIZE - 2,
        "ytick.labelsize": _SIZE - 2, "axes.spines.top": False, "axes.spines.right": False, "svg.hashsalt": "mlsysim",
        "svg.fonttype": "none", "pdf.fonttype": 42,
    }  # fmt: skip
    with pyplot.rc_context(style):
        across = len(figure.panels) or min(2, len(figure.bar_groups))
        down = 1 if figure.panels else -(-len(figure.bar_groups) // across)
        size = (max(11.0, 8.0 * across), 7.0 if figure.panels else 1.6 + 3.2 * down)
        picture, grid = pyplot.subplots(down, across, figsize=size, dpi=_DPI, squeeze=False)
        axes = list(grid.flat)
        for axis, panel in zip(axes, figure.panels, strict=False):
            _panel(axis, panel)
        for number, axis in enumerate(axes if figure.bars else ()):
            if number < len(figure.bar_groups):
                _bars(axis, figure, number, names=number % across == 0)
            else:
                axis.set_axis_off()
        caption = textwrap.wrap(figure.caption, int(size[0] * 12))
        points = (_SIZE - 5) * 1.3 * len(caption)
        picture.text(0.015, 0.015, "\n".join(caption), fontsize=_SIZE - 5, color="#444444", va="bottom")
        picture.suptitle(figure.title, fontsize=_SIZE + 3, x=0.015, ha="left", y=1 - 0.1 / size[1], va="top")
        bottom = (points / 72 + (0.95 if figure.panels else 0.3)) / size[1]
        picture.subplots_adjust(bottom=bottom, top=1 - 0.95 / size[1], left=0.05, right=0.99, hspace=0.35, wspace=0.1)
        _make_room(picture, axes, figure)
        for axis, panel in zip(axes, figure.panels, strict=False):
            _mark_labels(picture, axis, panel)
        temporary = f"{part_file(path)}{suffix}"
        metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(suffix)
        try:
            picture.savefig(temporary, dpi="figure", metadata=metadata)
            os.replace(temporary, path)
        finally:
            if os.path.exists(temporary):
                os.remove(temporary)
            pyplot.close(picture)


def _make_room(picture: Any, axes: list[Any], figure: Figure) -> None:
    """Narrow the axes until the labels on their left and the curves' names on their right stand inside the picture."""
    names = [_end_labels(picture, axis, panel) for axis, panel in zip(axes, figure.panels, strict=False)]
    picture.canvas.draw()
    width = picture.bbox.width
    across = len(figure.panels) or min(2, len(figure.bar_groups))
    left = max((axis.get_position().x0 * width - axis.get_tightbbox().x0) / width for axis in axes[::across])
    share = (0.985 - 0.015) / across
    for number, axis in enumerate(axes):
        place, column = axis.get_position(), number % across
        before = left if figure.panels or column == 0 else 0.02
        after = names[number] / width + 0.01 if number < len(names) else 0.01
        start = 0.015 + share * column + before
        axis.set_position([start, place.y0, max(0.1, share - before - after), place.height])
    picture.canvas.draw()


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _panel(axis: Any, panel: Panel) -> None:
    axis.set_title(panel.title, loc="left")
    for number, line in enumerate(panel.lines):
        dash = ":" if line.dashed else _DASHES[number % len(_DASHES)]
        axis.plot(line.x, line.y, color=_colour(number), linestyle=dash, linewidth=2.6, solid_capstyle="round")
    for number, mark in enumerate(panel.marks):
        at = number if mark.line is None else mark.line
        axis.plot(
            [mark.x], [mark.y], _MARKS[at % len(_MARKS)], color=_colour(at), markersize=10, markeredgecolor="white"
        )
    axis.margins(x=0.02, y=0.08)
    for name, told in (("x", panel.x), ("y", panel.y)):
        _scale(axis, name, told)
    axis.grid(True, which="major", color="#dddddd", linewidth=0.8)
    axis.set_axisbelow(True)


def _scale(axis: Any, name: str, told: Axis) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    from mlsysim_registry.display import si

    getattr(axis, f"set_{name}label")(f"{told.label} ({told.unit})" if told.unit in ("", "count") else told.label)
    if told.unit == "count":
        getattr(axis, f"set_{name}label")(told.label)
    ticks = getattr(axis, f"{name}axis")
    if told.log:
        getattr(axis, f"set_{name}scale")("log", base=2 if told.unit == "count" else 10)
        if told.unit != "count":
            low, high = getattr(axis, f"get_{name}lim")()
            close = high / low < 100
            ticks.set_major_locator(LogLocator(10, subs=(1.0, 2.0, 5.0) if close else (1.0,), numticks=12))
        ticks.set_minor_locator(NullLocator())
    plain = told.unit in ("", "count")
    ticks.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}" if plain else si(value, told.unit, 3)))


def _end_labels(picture: Any, axis: Any, panel: Panel) -> float:
    """The name of each curve at its right end, moved apart, instead of a legend; the pixels that they take."""
    if not panel.lines:
        return 0.0
    picture.canvas.draw()
    box = axis.get_window_extent()
    rows = max(len(textwrap.wrap(line.label, 24)) for line in panel.lines)
    height = rows * _SIZE * _LINE_OF_TEXT * picture.dpi / 72
    ends = [axis.transData.transform((line.x[-1], line.y[-1]))[1] for line in panel.lines]
    places = spread(ends, height, box.y0 + height / 2, box.y1 - height / 2)
    widest = 0.0
    for number, (line, place) in enumerate(zip(panel.lines, places, strict=True)):
        text = axis.annotate(
            textwrap.fill(line.label, 24), (line.x[-1], line.y[-1]), xytext=(1.03, (place - box.y0) / box.height),
            textcoords="axes fraction", va="center", color=_colour(number), fontsize=_SIZE - 2, annotation_clip=False,
            arrowprops={**_LEADER, "color": _colour(number)},
        )  # fmt: skip
        widest = max(widest, text.get_window_extent().width)
    return float(widest + 0.03 * box.width)


def _mark_labels(picture: Any, axis: Any, panel: Panel) -> None:
    """The name of each point, on the side of it where it covers neither curve nor other name."""
    picture.canvas.draw()
    taken = [text.get_window_extent() for text in axis.texts]
    tracks = [axis.transData.transform(list(zip(line.x, line.y, strict=True))) for line in panel.lines]
    inside = axis.get_window_extent()
    for mark in panel.marks:
        colour = _colour(mark.line or 0)
        best, least = None, math.inf
        for dx, dy, ha, va in _SIDES:
            text = axis.annotate(
                mark.label, (mark.x, mark.y), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va,
                fontsize=_SIZE - 2, color=colour,
            )  # fmt: skip
            box = text.get_window_extent()
            cost = sum(box.overlaps(other) for other in taken) * 10
            cost += sum(bool(_crosses(box, track)) for track in tracks) * 3
            cost += 20 * (box.x0 < inside.x0 or box.x1 > inside.x1 or box.y1 > inside.y1 + 20 or box.y0 < inside.y0)
            text.remove()
            if cost < least:
                best, least = (dx, dy, ha, va), cost
        assert best is not None
        dx, dy, ha, va = best
        text = axis.annotate(
            mark.label, (mark.x, mark.y), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va,
            fontsize=_SIZE - 2, color=colour,
        )  # fmt: skip
        taken.append(text.get_window_extent())


_SIDES = tuple(
    (dx * reach, dy * reach, "left" if dx > 0 else "right" if dx < 0 else "center", "bottom" if dy > 0 else "top")
    for reach in (9, 22, 40)
    for dx, dy in ((1, -1), (1, 1), (-1, 1), (-1, -1), (0, 1), (0, -1))
)


def _crosses(box: Any, track: Any) -> bool:
    """Whether a curve passes through a box."""
    for (x0, y0), (x1, y1) in pairwise(track):
        for step in range(9):
            x, y = x0 + (x1 - x0) * step / 8, y0 + (y1 - y0) * step / 8
            if box.x0 < x < box.x1 and box.y0 < y < box.y1:
                return True
    return False


def _bars(axis: Any, figure: Figure, number: int, names: bool) -> None:
    bars = [bar for bar in figure.bars if bar.group == number]
    order = [bar.label for bar in figure.bars if bar.group == 0]
    places = list(range(len(bars)))[::-1]
    colours = [_colour(order.index(bar.label)) for bar in bars]
    axis.barh(places, [bar.value for bar in bars], color=colours, height=0.66)
    for place, bar in zip(places, bars, strict=True):
        axis.annotate(bar.text, (bar.value, place), xytext=(5, 0), textcoords="offset points", va="center")
    axis.set_title(figure.bar_groups[number], loc="left")
    axis.set_yticks(places, [textwrap.fill(bar.label, 20) if names else "" for bar in bars])
    axis.set_xticks([])
    axis.spines["bottom"].set_visible(False)
    axis.set_xlim(0, max((bar.value for bar in bars), default=1.0) * 1.38)
