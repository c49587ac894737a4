"""What is known around an expression of a Python module: the words beside and above it, its table and its row."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mlsysim_validators.sources.texts.documents import Default, Label

MOST_LABELS = 14


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around an expression."""

    labels: tuple[Label, ...] = ()
    table: int = 0
    row: int = 0
    default: Default = ""
    line: int = 0  # the line whose comments were taken already

    def within(self, *labels: Label) -> Context:
        """The context with nearer labels."""
        return replace(self, labels=(*(label for label in labels if label.words), *self.labels)[:MOST_LABELS])

    def beside(self, label: Label) -> Context:
        """The context with a name that stands in a section beside, further than all else."""
        return replace(self, labels=(*self.labels, label)) if label.words else self

    @property
    def conditional(self) -> bool:
        """Whether it stands on a branch for some names."""
        return any(label.role == "condition" for label in self.labels)
