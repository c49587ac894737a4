"""What a whole Python module says of its names: constants, the fields of its classes, the tables that loops search."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from mlsysim_validators.sources.readers.numbers import Number, plain_number, power, product
from mlsysim_validators.sources.readers.python.conditions import (
    Case,
    Condition,
    asks_for_a_name,
    condition,
    condition_label,
    folded_names,
    folding,
    string,
    strings,
)
from mlsysim_validators.sources.readers.python.nodes import MOST_WORDS
from mlsysim_validators.sources.readers.python.parameters import parameters_of, parameters_of_instances
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.texts.documents import Label

_DEPTH = 40
_WRAPPERS = frozenset({"int", "float", "round", "abs"})


class Survey:
    """The names of one module, found once, before its values are."""

    def __init__(self, places: Places, tree: ast.Module) -> None:
        self.places = places
        self._constants: dict[str, Number | None] = {}
        self.fields: dict[str, list[tuple[str, str]]] = {}  # class -> its fields and their comments
        self.loops: list[tuple[str, Case]] = []  # tables that are searched key by key
        # Functions that are called for some names of devices only, and for which, where that is one.
        self.helpers: dict[str, tuple[Label, ...]] = {}
        self._survey(tree)

    def _survey(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._note_assigned(node.targets[0], node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                self._note(node.target.id, node.value)
            elif isinstance(node, ast.ClassDef):
                self.fields[node.name] = [
                    (part.target.id, self._remarks(part))
                    for part in node.body
                    if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
                ] or parameters_of_instances(node)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._loops_of(node)
        for helper in tree.body:  # _card("NVIDIA L4", 30.3, 121, 300)
            if isinstance(helper, ast.FunctionDef):
                self.fields.setdefault(helper.name, parameters_of(helper))
        self._loops_of(tree)
        self._find_helpers(tree)

    def _loops_of(self, scope: ast.FunctionDef | ast.AsyncFunctionDef | ast.Module) -> None:
        """The loops of a function (or of the module itself) that search names for the keys of a table."""
        body = scope.body
        if isinstance(scope, ast.Module):
            body = [
                node for node in body if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            ]
        lowered = folded_names(body)
        for node in itertools.chain.from_iterable(map(ast.walk, body)):
            if isinstance(node, ast.For) and any(isinstance(part, (ast.Return, ast.Break)) for part in ast.walk(node)):
                self._note_loop(node, lowered)
            elif isinstance(node, (ast.Call, ast.Subscript)):  # next(... for ...), [... for ...][0]
                first = node.value if isinstance(node, ast.Subscript) else node.args[0] if node.args else None
                if isinstance(first, (ast.GeneratorExp, ast.ListComp)) and (
                    isinstance(node, ast.Subscript) or (isinstance(node.func, ast.Name) and node.func.id == "next")
                ):
                    self._note_loop(first.generators[0], lowered)

    def _find_helpers(self, tree: ast.Module) -> None:
        """The functions of the module whose every call stands on a branch for some names: `return _hopper(name)`."""
        own = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
        if len(own) < 2:
            return
        on_branches: dict[str, list[Condition | None]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and asks_for_a_name(node.test):
                for name in itertools.chain.from_iterable(_called(part, own) for part in node.body):
                    on_branches.setdefault(name, []).append(condition(node.test, {}))
        everywhere = Counter(_called(tree, own)) if on_branches else Counter[str]()
        for name, asked in on_branches.items():
            if len(asked) >= everywhere[name]:
                only = asked[0] if len(asked) == 1 else None
                self.helpers[name] = (condition_label(only),) if only is not None and len(only.needs) == 1 else ()

    def _note_assigned(self, target: ast.expr, value: ast.expr) -> None:
        """Note `GB = 10**9` and, name by name, `GB, TB = 10**9, 10**12`."""
        if isinstance(target, ast.Name):
            self._note(target.id, value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for name, part in zip(target.elts, value.elts, strict=True):
                if isinstance(name, ast.Name):
                    self._note(name.id, part)

    def _note(self, name: str, value: ast.expr) -> None:
        number = self.number(value)
        known = name in self._constants
        self._constants[name] = None if known and self._constants[name] != number else number
        if isinstance(value, ast.Call) and string(value.func) is None:
            function = value.func
            called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if called in ("namedtuple", "NamedTuple") and len(value.args) > 1:
                listed = strings(value.args[1]) or tuple((string(value.args[1]) or "").replace(",", " ").split())
                self.fields[name] = [(field, "") for field in listed]

    def _note_loop(self, node: ast.For | ast.comprehension, lowered: dict[str, Case]) -> None:
        source = node.iter
        if (
            isinstance(source, ast.Call)
            and isinstance(source.func, ast.Attribute)
            and source.func.attr in ("items", "keys")
        ):
            source = source.func.value
        if not isinstance(source, ast.Name):
            return
        first = node.target.elts[0] if isinstance(node.target, ast.Tuple) and node.target.elts else node.target
        if not isinstance(first, ast.Name):
            return
        inside: Iterable[ast.AST] = node.ifs if isinstance(node, ast.comprehension) else node.body
        for part in itertools.islice(itertools.chain.from_iterable(map(ast.walk, inside)), 400):
            if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.In):
                left = part.left
                folded = folding(left)
                while isinstance(left, ast.Call) and isinstance(left.func, ast.Attribute):
                    left = left.func.value
                searched = part.comparators[0]
                case = lowered.get(searched.id, "") if isinstance(searched, ast.Name) else folding(searched)
                if isinstance(left, ast.Name) and (left.id == first.id or self._iterates(inside, left.id, first.id)):
                    self.loops.append((source.id, "" if folded else case))
                    return

    @staticmethod
    def _iterates(inside: Iterable[ast.AST], name: str, over: str) -> bool:
        """Whether `name` runs over `over`, as in all(word in device for word in words)."""
        return any(
            isinstance(part, ast.comprehension)
            and isinstance(part.iter, ast.Name)
            and part.iter.id == over
            and isinstance(part.target, ast.Name)
            and part.target.id == name
            for node in inside
            for part in itertools.islice(ast.walk(node), 400)
        )

    def number(self, node: ast.expr, depth: int = 0) -> Number | None:
        """The value of an arithmetic expression over literals."""
        if depth > _DEPTH:
            return None
        if isinstance(node, ast.Constant):
            if isinstance(node.value, (int, float)) and not isinstance(node.value, bool):
                start = self.places.start(node)
                return plain_number(self.places.source[start : min(self.places.end(node), start + 80)])
            return None
        if isinstance(node, ast.Name):
            return self._constants.get(node.id)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _WRAPPERS and node.args:
            return self.number(node.args[0], depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div, ast.FloorDiv, ast.Pow)):
            left, right = self.number(node.left, depth + 1), self.number(node.right, depth + 1)
            if left is None or right is None:
                return None
            if isinstance(node.op, ast.Pow):
                return power(left, right)
            return product(left, right, not isinstance(node.op, ast.Mult))
        return None

    def _remarks(self, node: ast.stmt) -> str:
        return (self.places.comment(node.lineno) or self.places.above(node.lineno))[:MOST_WORDS]


def _called(tree: ast.AST, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node.func.id
