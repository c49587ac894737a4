"""What is known within one function of a Python module: folded names, tests of formats, what its docstring denies."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from mlsysim_validators.sources.readers.python.conditions import Case, Condition, condition, folded_names
from mlsysim_validators.sources.readers.python.formats import Formats, format_tests, formats_asked
from mlsysim_validators.sources.readers.python.nodes import denies_defaults, leaves


@dataclass(frozen=True, slots=True)
class Scope:
    """A function, or the module outside of its functions."""

    name: str = ""
    lowered: dict[str, Case] = field(default_factory=dict)
    formats: dict[str, Formats] = field(default_factory=dict)
    denied: bool = False  # its docstring promises no figure for what it does not know

    @classmethod
    def of(cls, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Scope:
        """The scope of a function."""
        return cls(node.name, folded_names(node.body), format_tests(node.body), denies_defaults(node))

    def asked(self, test: ast.expr) -> tuple[Condition | None, Formats | None]:
        """What a test asks of a device's name, and which number formats it is for."""
        form = formats_asked(test, self.formats)
        return (None if form is not None and form.pure else condition(test, self.lowered)), form

    def decided(self, node: ast.If) -> Formats | None:
        """The formats that are done with behind `if dtype in FP8_DTYPES: return ...`."""
        form = formats_asked(node.test, self.formats)
        return form if form is not None and form.pure and not node.orelse and leaves(node.body) else None
