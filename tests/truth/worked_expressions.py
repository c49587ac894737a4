"""Reads the `compute` of a worked problem: arithmetic on numbers and calls of the formulas, and nothing else."""

from __future__ import annotations

import ast
import operator
from typing import Any

from mlsysim_registry import formulas

_OPERATORS: dict[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def computed(text: str) -> float:
    """The value of the expression."""
    return float(_value(ast.parse(text, mode="eval").body))


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in formulas.__all__:
        arguments = [_value(argument) for argument in node.args]
        named = {keyword.arg: _value(keyword.value) for keyword in node.keywords if keyword.arg}
        return getattr(formulas, node.func.id)(*arguments, **named)
    raise ValueError(f"not allowed in a worked problem: {ast.unparse(node)}")
