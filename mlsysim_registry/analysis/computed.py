"""A result with everything that its explanation needs: what most questions of the model layer are answered with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mlsysim_registry.analysis.explanations import Explanation, Input, Result, Section


@dataclass(frozen=True, slots=True)
class Computed(Result):
    """A value in base units, its bracket, its parts (`numbers`), and how it came about.

    `value` is None where the answer is "no": it does not fit, it cannot be met; `title` then says why.
    """

    value: float | None
    unit: str
    title: str
    formula: tuple[str, ...]
    inputs: tuple[Input, ...]
    working: tuple[str, ...]
    assumption: str
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None

    @property
    def explanation(self) -> Explanation:
        """How the value came about."""
        section = Section("", self.inputs, self.working)
        return Explanation(self.title, self.formula, (section,), self.assumption, self.left_out, self.notes)

    def fields(self) -> dict[str, Any]:
        """The parts and the bracket, for JSON."""
        bracket = {} if self.low is None else {"low": self.low, "high": self.high}
        return {**bracket, **self.numbers}

    def __getitem__(self, name: str) -> Any:
        """One of the parts by its name."""
        return self.numbers[name]
