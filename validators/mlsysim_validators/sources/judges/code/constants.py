"""What expressions of constants are worth. A fixed list of operations on numbers, words and lists; nothing is run."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mlsysim_validators.sources.judges.code.printing import Piece, Words, filled, joined, percent, shown
from mlsysim_validators.sources.judges.code.values import Known, Unknown, number

_BIGGEST = 1e40
_MOST = 500  # items of a list, characters of a repeated text
_MOST_STEPS = 20_000
_DEEPEST = 40
_MODULES = frozenset({"math", "np", "numpy"})
_CONSTANTS = {"pi": math.pi, "e": math.e}
_OF_ONE: dict[str, Callable[[Any], Any]] = {
    "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt, "log2": math.log2, "log10": math.log10, "exp": math.exp,
    "log": math.log, "int": int, "float": float, "abs": abs, "bool": bool, "round": round,
}  # fmt: skip
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
}  # fmt: skip
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}  # fmt: skip


class Constants:
    """The names that a program has set so far, and what expressions of them are worth.

    `place` gives the source offset of a node, `replaced` other values for the constants at some offsets.
    """

    def __init__(self, replaced: Mapping[int, float] | None = None) -> None:
        self.names: dict[str, Known] = {}
        self.replaced = replaced or {}
        self.steps = 0
        self.depth = 0
        self.place: Callable[[ast.expr], int] = lambda node: -1

    def worth(self, node: ast.expr) -> Known:
        """The value of an expression. Raises Unknown."""
        self.steps += 1
        if self.steps > _MOST_STEPS or self.depth > _DEEPEST:
            raise Unknown
        found = _OF_NODES.get(type(node))
        if found is None:
            raise Unknown
        self.depth += 1
        try:
            return found(self, node)
        except (ArithmeticError, ValueError, TypeError, LookupError):
            raise Unknown from None
        finally:
            self.depth -= 1

    def call(self, function: Any, args: list[Known], named: dict[str, Known]) -> Known:
        """The value of a call of one of the program's own functions."""
        raise Unknown

    def set_down(self, node: ast.expr) -> Known:
        """The value that a name is set to: a constant there is one that others depend on."""
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
            place = self.place(node)
            value = self.replaced.get(place, node.value)
            return Known(value, frozenset({place}))
        if isinstance(node, (ast.Tuple, ast.List)):
            return Known(tuple(self.set_down(one) for one in node.elts))
        if isinstance(node, ast.Dict) and len(node.keys) <= _MOST and all(key is not None for key in node.keys):
            keys = [_key(self.worth(key)) for key in node.keys if key is not None]
            return Known(dict(zip(keys, map(self.set_down, node.values), strict=True)))
        return self.worth(node)

    def items(self, known: Known) -> list[Known]:
        """What a loop goes through."""
        value = known.value
        if isinstance(value, tuple):
            return list(value)
        if isinstance(value, range) and len(value) <= _MOST:
            return [Known(one) for one in value]
        if isinstance(value, dict):
            return [Known(key) for key in value]
        raise Unknown

    def bind(self, target: ast.expr, known: Known) -> None:
        """Set the name, or the names of a tuple, to a value."""
        if isinstance(target, ast.Name):
            self.names[target.id] = known
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = self.items(known)
            if len(parts) != len(target.elts):
                raise Unknown
            for one, part in zip(target.elts, parts, strict=True):
                self.bind(one, part)
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            owner = self.names[target.value.id].value
            if not isinstance(owner, dict) or len(owner) > _MOST:
                raise Unknown
            self.names[target.value.id] = Known({**owner, _key(self.worth(target.slice)): known})
        else:
            raise Unknown

    # -- one method for each sort of node ------------------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Known:
        value = node.value
        if value is None or isinstance(value, (bool, str)):
            return Known(value)
        if isinstance(value, (int, float)) and abs(value) <= _BIGGEST:
            return Known(value)
        raise Unknown

    def _name(self, node: ast.Name) -> Known:
        if node.id not in self.names:
            raise Unknown
        return self.names[node.id]._replace(steps=0)

    def _attribute(self, node: ast.Attribute) -> Known:
        if isinstance(node.value, ast.Name) and node.value.id in _MODULES and node.attr in _CONSTANTS:
            return Known(_CONSTANTS[node.attr])
        raise Unknown

    def _several(self, node: ast.Tuple | ast.List) -> Known:
        if len(node.elts) > _MOST:
            raise Unknown
        return Known(tuple(self.worth(one) for one in node.elts))

    def _dict(self, node: ast.Dict) -> Known:
        if len(node.keys) > _MOST or any(key is None for key in node.keys):
            raise Unknown
        return Known(
            {_key(self.worth(key)): self.worth(value) for key, value in zip(node.keys, node.values, strict=True) if key}
        )

    def _unary(self, node: ast.UnaryOp) -> Known:
        inner = self.worth(node.operand)
        if isinstance(node.op, ast.Not):
            return inner._replace(value=not _plain(inner))
        if isinstance(node.op, ast.USub):
            return inner._replace(value=-number(inner))
        if isinstance(node.op, ast.UAdd):
            return inner
        raise Unknown

    def _binary(self, node: ast.BinOp) -> Known:
        left, right = self.worth(node.left), self.worth(node.right)
        roots, steps = left.roots | right.roots, left.steps + right.steps + 1
        if isinstance(left.value, (str, Words)):
            return Known(self._words(left, right, node.op), roots)
        if isinstance(left.value, tuple) and isinstance(right.value, tuple) and isinstance(node.op, ast.Add):
            if len(left.value) + len(right.value) > _MOST:
                raise Unknown
            return Known(left.value + right.value)
        one, other = number(left), number(right)
        if isinstance(node.op, ast.Pow):
            if abs(other) > 64 or abs(one) > _BIGGEST or (one and abs(other * math.log10(abs(one))) > 40):
                raise Unknown
            value = one**other
        else:
            value = _BINARY[type(node.op)](one, other)
        return Known(_finite(value), roots, steps)

    def _words(self, left: Known, right: Known, operation: ast.operator) -> Words | str:
        if isinstance(operation, ast.Add) and isinstance(right.value, (str, Words)):
            return joined((shown(left), shown(right)))
        if isinstance(left.value, str) and isinstance(operation, ast.Mod):
            return percent(left.value, right.value if isinstance(right.value, tuple) else [right])
        if (
            isinstance(left.value, str)
            and isinstance(operation, ast.Mult)
            and 0 <= number(right) * len(left.value) < _MOST
        ):
            return left.value * int(number(right))
        raise Unknown

    def _compare(self, node: ast.Compare) -> Known:
        values = [self.worth(one) for one in (node.left, *node.comparators)]
        plain = [_plain(one) for one in values]
        found = all(
            _COMPARED[type(sign)](one, other) for sign, one, other in zip(node.ops, plain, plain[1:], strict=False)
        )
        return Known(found, frozenset().union(*(one.roots for one in values)))

    def _boolean(self, node: ast.BoolOp) -> Known:
        found = Known(None)
        for one in node.values:
            found = self.worth(one)
            if bool(_plain(found)) != isinstance(node.op, ast.And):
                break
        return found

    def _choice(self, node: ast.IfExp) -> Known:
        return self.worth(node.body if _plain(self.worth(node.test)) else node.orelse)

    def _item(self, node: ast.Subscript) -> Known:
        owner, key = self.worth(node.value), self.worth(node.slice)
        if isinstance(owner.value, dict):
            found: Known = owner.value[_key(key)]
            return found
        return self.items(owner)[int(number(key))]

    def _f_string(self, node: ast.JoinedStr) -> Known:
        parts = [self.worth(one) for one in node.values]
        roots = frozenset[int]().union(*(part.roots for part in parts))
        return Known(joined(shown(part) for part in parts), roots)

    def _field(self, node: ast.FormattedValue) -> Known:
        inner = self.worth(node.value)
        spec = shown(self.worth(node.format_spec)).text if node.format_spec is not None else ""
        if node.conversion not in (-1, ord("r"), ord("s")) or (node.conversion != -1 and spec):
            raise Unknown
        if node.conversion == ord("r") and isinstance(inner.value, (str, Words)):
            raise Unknown
        return Known(shown(inner, spec), inner.roots)

    def _listed(self, node: ast.ListComp | ast.GeneratorExp) -> Known:
        return Known(tuple(self.worth(node.elt) for _ in self._through(node.generators)))

    def _dict_listed(self, node: ast.DictComp) -> Known:
        return Known({_key(self.worth(node.key)): self.worth(node.value) for _ in self._through(node.generators)})

    def _through(self, generators: list[ast.comprehension]) -> Iterable[None]:
        if len(generators) != 1:
            raise Unknown
        kept = dict(self.names)
        for one in self.items(self.worth(generators[0].iter)):
            self.bind(generators[0].target, one)
            if all(_plain(self.worth(test)) for test in generators[0].ifs):
                yield
        self.names = kept

    def _call(self, node: ast.Call) -> Known:
        if any(isinstance(arg, ast.Starred) for arg in node.args) or any(word.arg is None for word in node.keywords):
            raise Unknown
        name, owner = "", None
        if isinstance(node.func, ast.Name):
            name = node.func.id
        elif isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id in _MODULES):
                owner = self.worth(node.func.value)
        args = [self.worth(arg) for arg in node.args]
        named = {word.arg: self.worth(word.value) for word in node.keywords if word.arg is not None}
        if owner is not None:
            return _method(owner, name, args, named)
        if name in self.names:
            return self.call(self.names[name].value, args, named)
        if named:
            raise Unknown
        return self._built_in(name, args)

    def _built_in(self, name: str, args: list[Known]) -> Known:
        if name == "round" and len(args) == 2:
            return args[0]._replace(value=round(number(args[0]), int(number(args[1]))))
        if name in ("pow",) and len(args) == 2 and abs(number(args[1])) <= 64:
            return args[0]._replace(value=_finite(float(number(args[0])) ** number(args[1])))
        if name in _OF_ONE and len(args) == 1:
            return args[0]._replace(value=_finite(_OF_ONE[name](number(args[0]))))
        if name == "str" and len(args) == 1:
            return Known(shown(args[0]), args[0].roots)
        if name == "len" and len(args) == 1:
            return Known(len(args[0].value) if isinstance(args[0].value, str) else len(self.items(args[0])))
        if name == "range":
            return Known(range(*(int(number(arg)) for arg in args)))
        if name == "enumerate" and len(args) == 1:
            return Known(tuple(Known((Known(index), one)) for index, one in enumerate(self.items(args[0]))))
        if name == "zip":
            return Known(tuple(Known(tuple(row)) for row in zip(*map(self.items, args), strict=False)))
        if name in ("list", "tuple", "sorted", "reversed") and len(args) == 1:
            several = self.items(args[0])
            return Known(
                tuple(several[::-1] if name == "reversed" else several if name != "sorted" else sorted(several))
            )
        if name in ("sum", "min", "max", "prod"):
            return _gathered(name, self.items(args[0]) if len(args) == 1 else args)
        raise Unknown


def _gathered(name: str, values: list[Known]) -> Known:
    numbers = [number(one) for one in values]
    roots = frozenset[int]().union(*(one.roots for one in values))
    gather: Any = {"sum": sum, "min": min, "max": max, "prod": math.prod}[name]
    return Known(_finite(gather(numbers)), roots, sum(one.steps for one in values) + 1)


def _method(owner: Known, name: str, args: list[Known], named: dict[str, Known]) -> Known:
    value = owner.value
    if isinstance(value, dict):
        if name == "items" and not args:
            return Known(tuple(Known((Known(key), one)) for key, one in value.items()))
        if name == "keys" and not args:
            return Known(tuple(Known(key) for key in value))
        if name == "values" and not args:
            return Known(tuple(value.values()))
        if name == "get" and args and _key(args[0]) in value:
            found: Known = value[_key(args[0])]
            return found
    if isinstance(value, str) and name == "format":
        return Known(filled(value, args, named))
    if isinstance(value, str) and name == "join" and len(args) == 1 and isinstance(args[0].value, tuple):
        return Known(joined((shown(one) for one in args[0].value), value))
    if isinstance(value, (str, Words)) and name in ("ljust", "rjust") and len(args) == 1:
        return Known(shown(owner, f"{'<' if name == 'ljust' else '>'}{int(number(args[0]))}"))
    if isinstance(value, Words):
        value = value.text
    if isinstance(value, str) and name in ("upper", "lower", "title", "strip") and not args:
        return Known(Words((Piece(getattr(str, name)(value)),)))
    raise Unknown


def _key(known: Known) -> str | int | float:
    value = known.value.text if isinstance(known.value, Words) else known.value
    if isinstance(value, (str, int, float)):
        return value
    raise Unknown


def _plain(known: Known) -> Any:
    value = known.value.text if isinstance(known.value, Words) else known.value
    if value is None or isinstance(value, (str, int, float, tuple, dict)):
        return value
    raise Unknown


def _finite(value: Any) -> int | float:
    if not isinstance(value, (int, float)) or not math.isfinite(value) or abs(value) > _BIGGEST:
        raise Unknown
    return value


_OF_NODES: dict[type[ast.expr], Callable[[Constants, Any], Known]] = {
    ast.Constant: Constants._constant, ast.Name: Constants._name, ast.Attribute: Constants._attribute,
    ast.Tuple: Constants._several, ast.List: Constants._several, ast.Dict: Constants._dict,
    ast.UnaryOp: Constants._unary, ast.BinOp: Constants._binary, ast.Compare: Constants._compare,
    ast.BoolOp: Constants._boolean, ast.IfExp: Constants._choice, ast.Subscript: Constants._item,
    ast.JoinedStr: Constants._f_string, ast.FormattedValue: Constants._field, ast.ListComp: Constants._listed,
    ast.GeneratorExp: Constants._listed, ast.DictComp: Constants._dict_listed, ast.Call: Constants._call,
}  # fmt: skip
