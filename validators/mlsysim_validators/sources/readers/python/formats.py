"""Which number format a branch is for: `dtype in FP8_DTYPES`, `if dtype == torch.float32`, `case torch.int8`.

A format that a branch leaves out, as the one behind `else` does, is as good to know: its numbers are not in that one.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.readers.python.nodes import key_words
from mlsysim_validators.sources.texts.documents import LEFT_OUT, Label
from mlsysim_validators.sources.values.words import formats_in, spoken

_DEPTH = 8
_MOST_PARTS = 12
_A_FIGURE = AnyCase(r"flop|peak|rate|tops|bandwidth|time|speed|size|bytes|mem")
_TESTS = (ast.Compare, ast.BoolOp, ast.Call, ast.UnaryOp)
_COUNTS_BITS = AnyCase(r"bits?(?![a-z])|precision")
_OF_BITS = {4: ("fp4", "int4"), 8: ("fp8", "int8"), 16: ("bf16", "fp16"), 32: ("fp32", "tf32"), 64: ("fp64",)}
_FOLLOWS = ("startswith", "endswith", "__contains__", "is_dtype")


class Formats(NamedTuple):
    """The number formats for which a test holds; all others where `left_out`. `pure`: it asks for nothing else."""

    names: frozenset[str]
    left_out: bool = False
    pure: bool = True

    def label(self, held: bool = True) -> Label:
        """What is known where the test holds, or where it does not."""
        words = " ".join(sorted(self.names))
        return Label(f"{LEFT_OUT}{words}" if self.left_out == held else words, "format")


def formats_asked(test: ast.expr, known: dict[str, Formats], depth: int = 0) -> Formats | None:
    """The number formats that a test asks for; None where it asks for none. `known` are variables that hold a test."""
    if depth > _DEPTH:
        return None
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = formats_asked(test.operand, known, depth + 1)
        return inner._replace(left_out=not inner.left_out) if inner is not None and inner.pure else None
    if isinstance(test, ast.BoolOp):
        return _together(test, known, depth)
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return _compared(test)
    if isinstance(test, (ast.Name, ast.Attribute)):
        word = test.id if isinstance(test, ast.Name) else test.attr
        return known[word] if word in known else _named(word)
    if isinstance(test, ast.Call):
        return _called(test)
    return None


def format_tests(body: Iterable[ast.stmt]) -> dict[str, Formats]:
    """The variables of a scope that say whether a number format is meant: `low = dtype in FP8_DTYPES`."""
    known: dict[str, Formats] = {}
    for node in itertools.chain.from_iterable(map(ast.walk, body)):
        if not (isinstance(node, ast.Assign) and isinstance(node.value, _TESTS)):
            continue
        target, asked = node.targets[0], formats_asked(node.value, known)
        if asked is not None and isinstance(target, ast.Name):
            known[target.id] = asked
    return known


def formats_of_case(node: ast.pattern, depth: int = 0) -> Formats | None:
    """The number formats that a `case` takes: `case torch.float16 | torch.bfloat16`."""
    if depth > _DEPTH:
        return None
    if isinstance(node, ast.MatchValue):
        return _of(node.value)
    if isinstance(node, ast.MatchOr):
        parts = [formats_of_case(part, depth + 1) for part in node.patterns[:_MOST_PARTS]]
        return _all(parts)
    return None


def computed_as(label: Label, remarks: str) -> Label:
    """A branch for torch.float32 whose remark speaks of TF32 is for the rate of that."""
    if label.words == "fp32" and "tf32" in formats_in(spoken(remarks)):
        return label._replace(words="tf32")
    return label


def _all(parts: list[Formats | None]) -> Formats | None:
    known = [part for part in parts if part is not None and not part.left_out]
    if not known or len(known) < len(parts):
        return None
    return Formats(frozenset().union(*(part.names for part in known)), pure=all(part.pure for part in known))


def _together(test: ast.BoolOp, known: dict[str, Formats], depth: int) -> Formats | None:
    parts = [formats_asked(value, known, depth + 1) for value in test.values[:_MOST_PARTS]]
    if isinstance(test.op, ast.Or):
        return _all(parts)
    found = [part for part in parts if part is not None]
    if len(found) != 1:
        return None
    return found[0]._replace(pure=False)


def _compared(test: ast.Compare) -> Formats | None:
    operator = test.ops[0]
    if isinstance(operator, (ast.Eq, ast.NotEq)) and (bits := _bits(test.left, test.comparators[0])) is not None:
        return bits._replace(left_out=isinstance(operator, ast.NotEq))
    sides = [_of(test.left), _of(test.comparators[0])]
    named = [side for side in sides if side is not None]
    if len(named) != 1 or (isinstance(test.comparators[0], ast.Constant) and test.comparators[0].value is None):
        return None
    if isinstance(operator, (ast.Eq, ast.Is, ast.In)):
        return named[0]
    if isinstance(operator, (ast.NotEq, ast.IsNot, ast.NotIn)):
        return named[0]._replace(left_out=True)
    return None


def _bits(left: ast.expr, right: ast.expr) -> Formats | None:
    """The formats of `precision_bits == 16`."""
    if not (isinstance(right, ast.Constant) and isinstance(right.value, int) and _COUNTS_BITS.search(key_words(left))):
        return None
    names = _OF_BITS.get(right.value)
    return Formats(frozenset(names)) if names is not None else None


def _of(node: ast.expr) -> Formats | None:
    """The formats that an operand names: torch.bfloat16, "fp8", (torch.half, torch.bfloat16), FP8_DTYPES."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return _all([_of(part) for part in node.elts[:_MOST_PARTS]])
    if isinstance(node, ast.Constant) and not isinstance(node.value, str):
        return None
    words = key_words(node)
    return _named(words) if len(words) <= 40 else None


def _called(test: ast.Call) -> Formats | None:
    function = test.func
    if isinstance(function, ast.Attribute):
        if function.attr in _FOLLOWS and test.args:
            return _of(test.args[0])
        return _named(function.attr)
    return _named(function.id) if isinstance(function, ast.Name) else None


def _named(word: str) -> Formats | None:
    if _A_FIGURE.search(word):
        return None
    names = formats_in(spoken(word))
    return Formats(frozenset(names)) if names else None
