"""Constants in code: `load = 16e9 / 3.35e12  # 4.8 ms`, read from the syntax tree. Nothing is run."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading, readings

_DEEPEST = 60
_BIGGEST = 1e40
# "# 4.8 ms", "# -> ~35 ms", "# = 140 GB": the result comes first. "# 80 GB card" says something else.
_RESULT = re.compile(r"#+ ?(?:(?:->|→|=>?|≈|~=?|result:?|approx\.?|about|roughly) ?)*")
_MARK = re.compile(r"->|→|=|≈|~")
_ROUNDING: dict[str, Callable[[float], float]] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "round": round,
    "int": int,
    "float": float,
}


class Computed(NamedTuple):
    """What a line computes, and the number its comment states, with its place in the listing."""

    value: float
    steps: int
    reading: Reading
    working: str
    marked: bool  # an arrow, =, ≈ or ~ says that the comment is the result


def computed(code: str) -> Iterator[Computed]:
    """Every constant expression of a listing beside which a comment states the result."""
    if "#" not in code:
        return
    lines = code.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    known: dict[str, tuple[float, int]] = {}
    for number, line in enumerate(lines):
        source, mark, _ = line.partition("#")
        assigned = _statement(source.strip())
        if assigned is None:
            continue
        name, expression = assigned
        result = _value(expression, known)
        if name:
            known.pop(name, None)
        if result is None:
            continue
        if name:
            known[name] = result
        if mark:
            place = starts[number] + len(source)
        elif number + 1 < len(lines) and re.match(r"\s*# ?(?:->|→|=|≈)", lines[number + 1]):
            place = starts[number + 1] + lines[number + 1].index("#")
        else:
            continue
        stated = _first_reading(code, place)
        if stated is not None and result[1]:
            reading, marked = stated
            yield Computed(*result, reading, " ".join(source.split()), marked)


def _statement(source: str) -> tuple[str, ast.expr] | None:
    if not source or max(source.count("("), source.count("["), source.count("-")) > _DEEPEST or len(source) > 500:
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if len(tree.body) != 1:
        return None
    statement = tree.body[0]
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id, statement.value
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value is not None:
        return statement.target.id, statement.value
    if isinstance(statement, ast.Expr):
        return "", statement.value
    return None


def _value(node: ast.expr, known: dict[str, tuple[float, int]]) -> tuple[float, int] | None:
    """The value of a constant expression and how many operations it takes; None for anything else."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)) or abs(node.value) > _BIGGEST:
            return None
        return float(node.value), 0
    if isinstance(node, ast.Name):
        found = known.get(node.id)
        return (found[0], 0) if found else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        inner = _value(node.operand, known)
        if inner is None:
            return None
        return (-inner[0] if isinstance(node.op, ast.USub) else inner[0]), inner[1]
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, known), _value(node.right, known)
        if left is None or right is None:
            return None
        value = _operated(left[0], right[0], node.op)
        return None if value is None else (value, left[1] + right[1] + 1)
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        inner = _value(node.args[0], known)
        if inner is not None and name in _ROUNDING:
            return float(_ROUNDING[name](inner[0])), inner[1]
    return None


def _operated(left: float, right: float, operation: ast.operator) -> float | None:
    value: float
    try:
        match operation:
            case ast.Add():
                value = left + right
            case ast.Sub():
                value = left - right
            case ast.Mult():
                value = left * right
            case ast.Div():
                value = left / right
            case ast.FloorDiv():
                value = left // right
            case ast.Pow() if abs(right) <= 64 and abs(left) <= _BIGGEST:
                value = float(left**right) if left > 0 else math.nan
            case _:
                return None
    except (OverflowError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) and abs(value) <= _BIGGEST else None


def _first_reading(code: str, place: int) -> tuple[Reading, bool] | None:
    """The number that a comment begins with."""
    stop = code.find("\n", place)
    comment = code[place : stop if stop >= 0 else len(code)]
    lead = _RESULT.match(comment)
    found = readings(comment)
    if lead is None or not found or found[0].start > lead.end() or found[0].range_end:
        return None
    first = found[0]
    if first.hedge == "above":  # the > of an arrow
        first = first.unhedged()
    moved = first._replace(start=first.start + place, end=first.end + place)
    return moved, bool(_MARK.search(lead.group()))
