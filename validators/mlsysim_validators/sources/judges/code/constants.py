"""What expressions of constants are worth. A fixed list of operations on numbers, words and lists; nothing is run."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mlsysim_validators.sources.judges.code.calls import built_in, key, method, ordered, plain
from mlsysim_validators.sources.judges.code.objects import Class, Instance, made, of_names, plain_class
from mlsysim_validators.sources.judges.code.operations import COMPARED, applied
from mlsysim_validators.sources.judges.code.printing import Words, joined, shown
from mlsysim_validators.sources.judges.code.values import BIGGEST, MOST, Known, Unknown, items, number

_MOST_STEPS = 20_000
_DEEPEST = 40
_CONSTANTS = {"pi": math.pi, "e": math.e, "inf": math.inf}


class Constants:
    """The names that a program has set so far, and what expressions of them are worth.

    `place` gives the source offset of a node, `replaced` other values for the constants at some offsets.
    """

    def __init__(self, replaced: Mapping[int, float] | None = None) -> None:
        self.names: dict[str, Known] = {}
        self.replaced = replaced or {}
        self.modules = {"math", "np", "numpy", "statistics"}
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
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and type(node.op) in (ast.Mult, ast.Div):
            return applied(self.set_down(node.left), self.worth(node.right), node.op)  # 3.35 * TB, 400e9 / 8
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and self._keeps(node.func.id):
            return self._call(node, self.set_down)
        if isinstance(node, (ast.Tuple, ast.List)):
            return Known(tuple(self.spread(node.elts, self.set_down)))
        if isinstance(node, ast.Dict):
            return self._display(node, self.set_down)
        return self.worth(node)

    def _keeps(self, name: str) -> bool:
        """Whether a call keeps its arguments: an object of the program's own, a mapping."""
        if name in self.names:
            return isinstance(self.names[name].value, Class)
        return name in ("dict", "SimpleNamespace")

    def store(self, name: str, known: Known) -> None:
        """Set a name."""
        self.names[name] = known

    def change(self, name: str, known: Known) -> None:
        """Set a name that holds a list or a mapping to what is in it now."""
        self.names[name] = known

    def bind(self, target: ast.expr, known: Known, *, changed: bool = False) -> None:
        """Set the name, or the names of a tuple, to a value; `changed` where it holds the same list as before."""
        if isinstance(target, ast.Name):
            (self.change if changed else self.store)(target.id, known)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._bind_several(target.elts, items(known))
        elif isinstance(target, ast.Subscript):
            owner, place = self.worth(target.value).value, key(self.worth(target.slice))
            if isinstance(owner, dict) and len(owner) <= MOST:
                self.bind(target.value, Known({**owner, place: known}), changed=True)
            elif type(owner) is tuple:
                several = list(owner)
                several[int(place)] = known
                self.bind(target.value, Known(tuple(several)), changed=True)
            else:
                raise Unknown
        elif isinstance(target, ast.Attribute):
            held = self.worth(target.value).value
            if not isinstance(held, Instance):
                raise Unknown
            held.names[target.attr] = known
        else:
            raise Unknown

    def _bind_several(self, targets: list[ast.expr], parts: list[Known]) -> None:
        stars = [index for index, one in enumerate(targets) if isinstance(one, ast.Starred)]
        if stars:  # name, rate, *others
            index, rest = stars[0], len(parts) - len(targets) + 1
            if rest < 0:
                raise Unknown
            parts = [*parts[:index], Known(tuple(parts[index : index + rest])), *parts[index + rest :]]
        if len(parts) != len(targets):
            raise Unknown
        for one, part in zip(targets, parts, strict=True):
            self.bind(one.value if isinstance(one, ast.Starred) else one, part)

    def spread(self, nodes: list[ast.expr], worth: Callable[[ast.expr], Known]) -> list[Known]:
        """What several expressions are worth, those with a star taken apart."""
        found: list[Known] = []
        for one in nodes:
            found.extend(items(worth(one.value)) if isinstance(one, ast.Starred) else [worth(one)])
        if len(found) > MOST:
            raise Unknown
        return found

    # -- one method for each sort of node ------------------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Known:
        value = node.value
        if value is None or isinstance(value, (bool, str)):
            return Known(value)
        if isinstance(value, (int, float)) and abs(value) <= BIGGEST:
            return Known(value)
        raise Unknown

    def _name(self, node: ast.Name) -> Known:
        if node.id not in self.names:
            raise Unknown
        return self.names[node.id]._replace(steps=0)

    def _attribute(self, node: ast.Attribute) -> Known:
        if isinstance(node.value, ast.Name) and node.value.id in self.modules and node.attr in _CONSTANTS:
            return Known(_CONSTANTS[node.attr])
        owner = self.worth(node.value)
        if isinstance(owner.value, Class):
            return owner.value.of_itself[node.attr]
        if not isinstance(owner.value, Instance):
            raise Unknown
        of, names = owner.value.of, owner.value.names
        if node.attr in names:
            return names[node.attr]._replace(steps=0)
        if node.attr in of.properties:
            return self.call(of.methods[node.attr], [owner], {})
        return of.of_itself[node.attr]

    def _several(self, node: ast.Tuple | ast.List) -> Known:
        return Known(tuple(self.spread(node.elts, self.worth)))

    def _set(self, node: ast.Set) -> Known:
        if len(node.elts) > MOST:
            raise Unknown
        return Known(frozenset(key(self.worth(one)) for one in node.elts))

    def _dict(self, node: ast.Dict) -> Known:
        return self._display(node, self.worth)

    def _display(self, node: ast.Dict, worth: Callable[[ast.expr], Known]) -> Known:
        if len(node.keys) > MOST:
            raise Unknown
        found: dict[Any, Known] = {}
        for one, value in zip(node.keys, node.values, strict=True):
            if one is None:
                found.update(_mapping(self.worth(value)))
            else:
                found[key(self.worth(one))] = worth(value)
        return Known(found)

    def _unary(self, node: ast.UnaryOp) -> Known:
        inner = self.worth(node.operand)
        if isinstance(node.op, ast.Not):
            return inner._replace(value=not plain(inner))
        if isinstance(node.op, ast.USub):
            return inner._replace(value=-number(inner))
        if isinstance(node.op, ast.UAdd):
            return inner
        raise Unknown

    def _binary(self, node: ast.BinOp) -> Known:
        return applied(self.worth(node.left), self.worth(node.right), node.op)

    def _compare(self, node: ast.Compare) -> Known:
        values = [self.worth(one) for one in (node.left, *node.comparators)]
        plainly = [plain(one) for one in values]
        found = all(
            COMPARED[type(sign)](one, other) for sign, one, other in zip(node.ops, plainly, plainly[1:], strict=False)
        )
        return Known(found, frozenset().union(*(one.roots for one in values)))

    def _boolean(self, node: ast.BoolOp) -> Known:
        found = Known(None)
        for one in node.values:
            found = self.worth(one)
            if bool(plain(found)) != isinstance(node.op, ast.And):
                break
        return found

    def _choice(self, node: ast.IfExp) -> Known:
        return self.worth(node.body if plain(self.worth(node.test)) else node.orelse)

    def _item(self, node: ast.Subscript) -> Known:
        owner = self.worth(node.value)
        if isinstance(node.slice, ast.Slice):
            ends = [
                None if one is None else int(number(self.worth(one)))
                for one in (node.slice.lower, node.slice.upper, node.slice.step)
            ]
            if isinstance(owner.value, str):
                return Known(owner.value[slice(*ends)])
            return Known(tuple(items(owner)[slice(*ends)]))
        wanted = self.worth(node.slice)
        if isinstance(owner.value, dict):
            found: Known = owner.value[key(wanted)]
            return found
        if isinstance(owner.value, Instance):  # of a named tuple
            return list(owner.value.names.values())[int(number(wanted))]
        return items(owner)[int(number(wanted))]

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

    def _named(self, node: ast.NamedExpr) -> Known:
        known = self.set_down(node.value)
        self.bind(node.target, known)
        return known

    def _listed(self, node: ast.ListComp | ast.GeneratorExp) -> Known:
        return Known(tuple(self.worth(node.elt) for _ in self._through(node.generators)))

    def _dict_listed(self, node: ast.DictComp) -> Known:
        return Known({key(self.worth(node.key)): self.worth(node.value) for _ in self._through(node.generators)})

    def _through(self, generators: list[ast.comprehension]) -> Iterable[None]:
        kept = dict(self.names)
        yield from self._each(generators)
        self.names = kept

    def _each(self, generators: list[ast.comprehension]) -> Iterable[None]:
        first, *others = generators
        for one in items(self.worth(first.iter)):
            self.bind(first.target, one)
            if all(plain(self.worth(test)) for test in first.ifs):
                if others:
                    yield from self._each(others)
                else:
                    yield

    def _call(self, node: ast.Call, worth: Callable[[ast.expr], Known] | None = None) -> Known:
        """The value of a call; with `set_down` for `worth`, constants among the arguments are what others depend on."""
        name, owner = "", None
        if isinstance(node.func, ast.Name):
            name = node.func.id
        elif isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id in self.modules):
                owner = self.worth(node.func.value)
        worth = worth or self.worth
        args = self.spread(node.args, worth)
        named: dict[str, Known] = {}
        for word in node.keywords:
            if word.arg is not None:
                named[word.arg] = worth(word.value)
            else:
                named.update(_mapping(worth(word.value)))
        if owner is not None:
            if isinstance(owner.value, (Instance, Class)):
                return self._of_object(owner, name, args, named)
            return method(owner, name, args, named)
        if name in self.names:
            called = self.names[name].value
            return self._object(called, args, named) if isinstance(called, Class) else self.call(called, args, named)
        if name in ("map", "filter") and len(args) == 2:
            pairs = [(one, self.call(args[0].value, [one], {})) for one in items(args[1])]
            return Known(tuple(got if name == "map" else one for one, got in pairs if name == "map" or plain(got)))
        if name == "replace" and len(args) == 1 and isinstance(args[0].value, Instance):
            return self._object(args[0].value.of, [], {**args[0].value.names, **named})
        if name in ("namedtuple", "SimpleNamespace"):
            return Known(plain_class(plain(args[0]), plain(args[1])) if args else of_names(named))
        if name == "dict":
            return Known({**(dict(args[0].value) if args else {}), **named})
        backwards = name == "sorted" and bool(plain(named.pop("reverse", Known(False))))
        by = named.pop("key", None)
        if by is not None and not named and name in ("min", "max", "sorted") and len(args) == 1:
            several = items(args[0])
            found = ordered(name, several, [self.call(by.value, [one], {}) for one in several])
        elif named:
            raise Unknown
        else:
            found = built_in(name, args)
        return Known(found.value[::-1]) if backwards else found

    def _of_object(self, owner: Known, name: str, args: list[Known], named: dict[str, Known]) -> Known:
        """The value of a call of a method of an object or a class."""
        of = owner.value if isinstance(owner.value, Class) else owner.value.of
        if name in of.alone:  # a static method, or one of the class
            return self.call(of.methods[name], [Known(of)] * of.alone[name] + args, named)
        if isinstance(owner.value, Class):
            raise Unknown
        return self.call(of.methods[name], [owner, *args], named)

    def _object(self, of: Class, args: list[Known], named: dict[str, Known]) -> Known:
        """A new object of one of the program's own classes."""
        begin = of.methods.get("__init__")
        if begin is None and "__post_init__" not in of.methods:
            return Known(made(of, args, named))
        instance = Known(Instance(of, {}) if begin is not None else made(of, args, named))
        if begin is not None:
            self.call(begin, [instance, *args], named)
        else:
            self.call(of.methods["__post_init__"], [instance], {})
        return instance


def _mapping(known: Known) -> dict[str, Known]:
    if not isinstance(known.value, dict) or not all(isinstance(key, str) for key in known.value):
        raise Unknown
    return known.value


_OF_NODES: dict[type[ast.expr], Callable[[Constants, Any], Known]] = {
    ast.Constant: Constants._constant, ast.Name: Constants._name, ast.Attribute: Constants._attribute,
    ast.Tuple: Constants._several, ast.List: Constants._several, ast.Dict: Constants._dict,
    ast.UnaryOp: Constants._unary, ast.BinOp: Constants._binary, ast.Compare: Constants._compare,
    ast.BoolOp: Constants._boolean, ast.IfExp: Constants._choice, ast.Subscript: Constants._item,
    ast.Set: Constants._set, ast.JoinedStr: Constants._f_string, ast.FormattedValue: Constants._field,
    ast.ListComp: Constants._listed, ast.GeneratorExp: Constants._listed, ast.DictComp: Constants._dict_listed,
    ast.Call: Constants._call, ast.NamedExpr: Constants._named,
}  # fmt: skip
