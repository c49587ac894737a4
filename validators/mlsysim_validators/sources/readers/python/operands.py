"""The figure of one device in a formula of Python: what it is multiplied with or divides by is how many there are."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.readers.numbers import Number

_COUNTED = AnyCase(r"gpu|world|device|rank|num|count|\bn\b|chips|size|degree")
_DEVICES = AnyCase(r"world_?size|(?:num|n|number_of|count_of)_?(?:gpus?|devices|chips|ranks)\b|(?:gpu|device)_?count")
_PARTS = AnyCase(r"(?:core|die|gcd|tile)s?_per_(?:chip|device|package|gpu|card)\Z")
_LEAST = 1e9  # a smaller number may be any factor
_LONGEST = 200

Work = Callable[[ast.expr], Number | None]


def divisor_of_one(divisor: ast.expr, number: Work) -> ast.expr:
    """The figure of one device in what a formula divides by: 312e12 of `flops / (312e12 * world_size)`."""
    if isinstance(divisor, ast.BinOp) and isinstance(divisor.op, ast.Mult):
        for figure, other in ((divisor.left, divisor.right), (divisor.right, divisor.left)):
            if number(other) is None and _COUNTED.search(ast.unparse(other)[:_LONGEST]):
                return figure
    return divisor


def multiplied(product: ast.BinOp, number: Work) -> Iterator[tuple[ast.expr, Number]]:
    """The figure of one device that is multiplied with their number: `312 * 1e12 * world_size`."""
    for figure, other in ((product.left, product.right), (product.right, product.left)):
        value = number(figure)
        if value is not None and value.value >= _LEAST and _counts_devices(other):
            yield figure, value


def shared_out(quotient: ast.BinOp, number: Work) -> tuple[ast.expr, Number] | None:
    """The figure of a chip that is shared out among its parts: `4.59e14 // tensor_cores_per_chip`."""
    value = number(quotient.left)
    parts = number(quotient.right) is None and _PARTS.search(ast.unparse(quotient.right)[:_LONGEST])
    return (quotient.left, value) if value is not None and value.value >= _LEAST and parts else None


def _counts_devices(node: ast.expr) -> bool:
    """Whether an expression is how many devices work together: world_size, dist.get_world_size(), num_gpus."""
    named = isinstance(node, (ast.Name, ast.Attribute, ast.Call))
    return named and _DEVICES.search(ast.unparse(node)[:_LONGEST]) is not None
