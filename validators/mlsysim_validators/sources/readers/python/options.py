"""Options of a program with their defaults: `add_argument("--peak-tflops", default=312, help="A100 BF16, dense")`."""

from __future__ import annotations

import ast
from typing import NamedTuple

from mlsysim_validators.sources.readers.python.conditions import string

_FLAGS = frozenset({"DEFINE_float", "DEFINE_integer"})  # name, default, help
_DECLARE = frozenset({"add_argument", "option", "Option", "Argument", "Field", "field"}) | _FLAGS
_HELP = ("help", "description", "doc")


class Default(NamedTuple):
    """The value that an option has where none is given, the option's name and what its help says."""

    value: ast.expr
    name: str
    told: str


def called(node: ast.Call) -> str:
    """The last name of what is called: `option` of `click.option(...)`."""
    return node.func.id if isinstance(node.func, ast.Name) else str(getattr(node.func, "attr", ""))


def default_of_option(node: ast.Call, name: str) -> Default | None:
    """The default of the option that a call declares; None for other calls."""
    if name not in _DECLARE:
        return None
    given = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg is not None}
    names = [text for argument in node.args if (text := string(argument)) is not None]
    value = given.get("default")
    told = next((text for key in _HELP if key in given and (text := string(given[key]))), "")
    if name in _FLAGS and len(node.args) > 1:
        value = value or node.args[1]
        told = told or (names[1] if len(names) > 1 else "")
    if value is None:
        return None
    option = max((one.lstrip("-") for one in names if one.startswith("--") or name in _FLAGS), key=len, default="")
    return Default(value, option.replace("-", "_"), told)
