"""The stack of what is open while TeX source is read: groups, math, environments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mlsysim_validators.sources.texts.documents import Trouble

MAXIMAL_DEPTH = 100
MAXIMAL_TROUBLES = 200


@dataclass(slots=True)
class Context:
    """Something that is open: a group, math, an environment. It carries what holds inside it."""

    name: str
    offset: int
    math: Context | None = None
    bold: bool = False
    hidden: bool = False
    on_close: Callable[[], None] | None = None
    alive: bool = True
    end_code: str | None = None  # of a user environment: what is still to be read at its end


class ContextStack:
    """Opens and closes contexts, and notes what was left open."""

    def __init__(self) -> None:
        self.troubles: list[Trouble] = []
        self.top = Context("", 0)
        self.contexts = [self.top]
        self.groups: dict[tuple[int, int], Context] = {}  # open groups, by input and position of their brace
        self.too_deep = False

    def open(self, name: str, offset: int) -> Context:
        """Open a context that inherits what holds outside."""
        top = self.top
        context = Context(name, offset, top.math, top.bold, top.hidden)
        self.contexts.append(context)
        self.top = context
        if len(self.contexts) > MAXIMAL_DEPTH and not self.too_deep:
            self.too_deep = True
            self.trouble(f"nested more than {MAXIMAL_DEPTH} levels deep", offset, "the text is still read")
        return context

    def close(self, context: Context) -> None:
        """Close a context and everything that was left open inside it."""
        while self.top is not context:
            self._close_top(left_open=True)
        self._close_top()

    def close_down_to(self, depth: int) -> None:
        """Close everything above this depth of the stack (the bottom stays)."""
        while len(self.contexts) > max(1, depth):
            self._close_top(left_open=True)

    def _close_top(self, *, left_open: bool = False) -> None:
        context = self.contexts.pop()
        context.alive = False
        self.top = self.contexts[-1]
        if left_open and context.name != "{":
            self.tell_left_open(context)
        if context.on_close:
            context.on_close()

    def tell_left_open(self, context: Context) -> None:
        """Say that a context has no end of its own."""
        if context.name[0] in "$\\":
            end = {"\\[": "\\]", "\\(": "\\)"}.get(context.name, context.name)
            self.trouble(f"the math that begins here with {context.name} does not end", context.offset, f"add {end}")
        else:
            self.trouble(f"\\begin{{{context.name}}} is not closed", context.offset, f"add \\end{{{context.name}}}")

    def trouble(self, message: str, offset: int, hint: str = "") -> None:
        """Note something that could not be read as meant."""
        if len(self.troubles) < MAXIMAL_TROUBLES:
            self.troubles.append(Trouble(message, offset, hint))
