"""What every result can say of itself: the formula, the numbers put in and where each comes from, the working."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mlsysim_registry.data import Spec
from mlsysim_registry.display import count, si

GIVEN = "given"
ASSUMED = "assumed"
COMPUTED = "computed"
REGISTRY = "registry"


@dataclass(frozen=True, slots=True)
class Input:
    """One number put into a formula, in base units, and where it comes from."""

    symbol: str
    name: str
    value: float
    unit: str
    source: str  # registry | given | assumed | computed
    note: str = ""  # how the value follows from what the source prints, if it is not that very number
    printed: str = ""  # as the registry or the user writes it
    spec: Spec | None = None
    basis: tuple[Spec, ...] = ()  # the specs that a derived one is computed from

    @property
    def text(self) -> str:
        """The value for people: as printed where that is the very value, else rounded."""
        if self.unit == "1" and self.value == round(self.value):
            return count(self.value)
        if self.printed and not self.note:
            return self.printed
        return si(self.value, self.unit, digits=4)

    @property
    def origin(self) -> str:
        """Where the value comes from: registry path, printed value, citation; or "given"."""
        if self.spec is None:
            return f"{self.source}: {self.note}" if self.note else self.source
        spec = self.spec
        words = [f"{spec.entity} {spec.path}"]
        if self.note:
            words.append(f"= {spec.printed}: {self.note}")
        words.append(f"[{_proof(spec)}]")
        return " ".join(words)

    @property
    def basis_lines(self) -> list[str]:
        """The specs that it is derived from, each with its value and proof."""
        return [f"{base.path} = {base.printed} [{_proof(base)}]" for base in self.basis]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told: dict[str, Any] = {
            "symbol": self.symbol,
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "source": self.source,
        }
        if self.note:
            told["note"] = self.note
        if self.spec is not None:
            keys = ("entity", "path", "printed", "status", "direction", "cite", "at", "quote", "derive", "because")
            told.update({key: value for key in keys if (value := getattr(self.spec, key)) is not None})
        elif self.printed:
            told["printed"] = self.printed
        if self.basis:
            told["basis"] = [{"path": base.path, "printed": base.printed, "cite": base.cite} for base in self.basis]
        return told


def _proof(spec: Spec) -> str:
    if spec.status == "quoted":
        return f"{spec.cite}, {spec.at}" if spec.at else str(spec.cite)
    if spec.status == "derived":
        return f"derived: {spec.derive}"
    return f"ESTIMATED: {spec.because}"


@dataclass(frozen=True, slots=True)
class Section:
    """The numbers and the working of one subject (one device of a comparison)."""

    title: str
    inputs: tuple[Input, ...]
    working: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a result came about, as text and as data."""

    title: str  # what was computed, and the result
    formula: tuple[str, ...]
    sections: tuple[Section, ...]
    assumption: str  # the one that matters most
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())

    def text(self) -> str:
        """The whole explanation for people, in plain text."""
        lines = [self.title, "", "Formula", *_indent(self.formula)]
        for section in self.sections:
            about = f" for {section.title}" if section.title else ""
            if section.inputs:
                lines += ["", f"Numbers put in{about}", *_indent(_columns(section.inputs))]
            if section.working:
                lines += ["", f"Working{about}", *_indent(section.working)]
            lines += [f"  Note: {note}" for note in section.notes]
        if self.notes:
            lines += ["", "Notes", *_indent(f"- {note}" for note in self.notes)]
        lines += ["", "The assumption that matters most", *_indent([self.assumption])]
        lines += ["", "Left out", *_indent(f"- {what}" for what in self.left_out)]
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "title": self.title,
            "formula": list(self.formula),
            "sections": [
                {
                    "title": section.title,
                    "inputs": [put_in.as_dict() for put_in in section.inputs],
                    "working": list(section.working),
                    "notes": list(section.notes),
                }
                for section in self.sections
            ],
            "assumption": self.assumption,
            "left_out": list(self.left_out),
            "notes": list(self.notes),
        }


class Result:
    """Something computed: a value in base units that can explain itself."""

    __slots__ = ()

    if TYPE_CHECKING:  # fields or properties of the subclasses; a base property would become a field's default

        @property
        def value(self) -> float | None:
            """The result in base units; None where there is none."""

        @property
        def unit(self) -> str:
            """The base unit of the value."""

        @property
        def explanation(self) -> Explanation:
            """How the result came about."""

    def explain(self) -> str:
        """Formula, numbers and sources, working, result, main assumption, what is left out."""
        return self.explanation.text()

    def as_dict(self) -> dict[str, Any]:
        """For JSON: value, unit, the result's own fields, and the explanation."""
        return {"value": self.value, "unit": self.unit, **self.fields(), "explanation": self.explanation.as_dict()}

    def fields(self) -> dict[str, Any]:
        """The numbers that this sort of result adds to value and unit."""
        return {}

    def __float__(self) -> float:
        return float("nan") if self.value is None else self.value

    def __str__(self) -> str:
        return self.explanation.title


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _columns(inputs: Sequence[Input]) -> list[str]:
    lines = []
    rows = align([(put_in.symbol, put_in.name, put_in.text, put_in.origin) for put_in in inputs])
    for row, put_in in zip(rows, inputs, strict=True):
        lines += [row, *(f"    from {line}" for line in put_in.basis_lines)]
    return lines


def _indent(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]
