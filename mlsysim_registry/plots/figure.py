"""A figure before it is drawn: lines, marks or bars with their labels, axes with units, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A curve with a label at its end."""

    label: str
    x: Sequence[float]
    y: Sequence[float]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One point with a label; `line` is the index of the curve that it lies on, whose colour it takes."""

    label: str
    x: float
    y: float
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its name and the value as text; `group` is its panel."""

    label: str
    value: float
    text: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, in which unit, on which scale."""

    label: str
    unit: str
    log: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes with what is in it."""

    x: Axis
    y: Axis
    lines: tuple[Line, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Panels of curves, or groups of bars; below them the sources and what to keep in mind."""

    title: str
    panels: tuple[Panel, ...] = ()
    bars: tuple[Bar, ...] = ()
    bar_groups: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def caption(self) -> str:
        """Notes and sources, as they stand below the picture."""
        told = [f"{note.rstrip('.')}." for note in self.notes]
        if self.sources:
            told.append(f"Sources: {'; '.join(dict.fromkeys(self.sources))}.")
        return " ".join(told)
