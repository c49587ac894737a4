"""Numbers with a unit of a units library: `3.35 * ureg.TB / ureg.s`, `Q_(3.35, "TB/s")` (pint, astropy, unyt)."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from mlsysim_validators.sources.readers.numbers import Number
from mlsysim_validators.sources.readers.python.conditions import string

_UNITS = re.compile(r"u|ur|ureg|units?|ureg_?\w*|Q_?", re.IGNORECASE)
_QUANTITY = re.compile(r"Q_?|Quantity|Measurement", re.IGNORECASE)
_SPELLED = re.compile(r"(?P<prefix>kilo|mega|giga|tera|peta)?(?P<unit>bytes?|bits?|flops?|watts?|seconds?|hours?)")
_PREFIXES = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P"}
_SHORT = {"byte": "B", "bit": "bit", "flop": "FLOP", "watt": "W", "second": "s", "hour": "h"}
# Constants whose name is a unit, as modules of constants have them: TB_2_BYTE, GIB_TO_BYTES, TFLOPS, GBPS, TERA.
_SCALE = re.compile(
    r"(?P<unit>[KMGT]I?B(?:PS|_PER_S(?:EC(?:OND)?)?)?|[KMGT]iB|[GTP]FLOPS?|[GT]OPS)"
    r"(?:_(?:2|TO|IN)_(?:BYTES?|B|FLOPS?|OPS))?|(?P<long>GIGA|TERA|PETA)"
)
_DEPTH = 6

Work = Callable[[ast.expr], Number | None]


def quantity(node: ast.expr, number: Work) -> tuple[ast.expr, str] | None:
    """The number of an expression and the unit that it is multiplied with; None where there is no such unit."""
    if isinstance(node, ast.Call):
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        unit = string(node.args[1]) if _QUANTITY.fullmatch(name) and len(node.args) == 2 else None
        return (node.args[0], unit) if unit and number(node.args[0]) is not None else None
    found = _parts(node, number, 0) if isinstance(node, ast.BinOp) else None
    return (found[0], _written(found[1])) if found is not None and found[0] is not None and found[1] else None


_Found = tuple[ast.expr | None, list[tuple[str, bool]]]  # the number; the units, and whether it is divided by each


def _parts(node: ast.expr, number: Work, depth: int) -> _Found | None:
    if number(node) is not None:
        return node, []
    if isinstance(node, ast.Name) and (scale := _SCALE.fullmatch(node.id)) is not None:
        return None, [(_of_scale(scale), False)]  # imported: what it comes to, its name says
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and _UNITS.fullmatch(node.value.id):
        return None, [(_symbol(node.attr), False)]
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, (ast.Mult, ast.Div)) or depth > _DEPTH:
        return None
    left, right = _parts(node.left, number, depth + 1), _parts(node.right, number, depth + 1)
    divided = isinstance(node.op, ast.Div)
    if left is None or right is None or right[0] is not None:
        return None
    return left[0], [*left[1], *((unit, below != divided) for unit, below in right[1])]


def _of_scale(scale: re.Match[str]) -> str:
    """The unit that the name of a constant is; GIGA and TERA leave open of what."""
    unit = scale["unit"] or ""
    per = "/s" if "PS" in unit.split("OPS")[0] or "_PER_" in unit else ""
    unit = unit.partition("_")[0].removesuffix("PS") if "B" in unit else unit
    return f"{unit.replace('I', 'i')}{per}"


def _symbol(name: str) -> str:
    spelled = _SPELLED.fullmatch(name)
    if spelled is None:
        return name
    return _PREFIXES.get(spelled["prefix"] or "", "") + _SHORT[spelled["unit"].rstrip("s")]


def _written(units: list[tuple[str, bool]]) -> str:
    above = " ".join(unit for unit, below in units if not below)
    below = [unit for unit, divided in units if divided]
    return "/".join([above, *below])
