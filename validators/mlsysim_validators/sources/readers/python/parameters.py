"""What the parameters of a module's own functions and constructors say of arguments that stand without a name."""

from __future__ import annotations

import ast

_FEWEST = 3  # a name, a figure, and more: `_card("NVIDIA L4", 121, 300)`
_BOUND = frozenset({"self", "cls"})


def parameters_of(function: ast.FunctionDef) -> list[tuple[str, str]]:
    """The parameters of a function in order, as fields without remarks; [] for functions of one or two."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    names = names[1:] if names and names[0] in _BOUND else names
    return [(name, "") for name in names] if len(names) >= _FEWEST else []


def parameters_of_instances(node: ast.ClassDef) -> list[tuple[str, str]]:
    """The parameters that a class takes by its `__init__`."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return parameters_of(part)
    return []
