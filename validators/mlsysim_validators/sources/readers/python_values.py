"""The numbers that Python source sets down, with the names, keys, comments and conditions that they stand under.

The syntax tree is walked; nothing is run. Only products, quotients and powers of literals (and of names that the file
gives one literal value) are worked out.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..documents import Branch, Label, Lookup, Text, Value
from .numbers import Number, number_in_words, plain_number, power, product
from .python_conditions import Case, Condition, condition, folded_names, folding, pattern, string, strings
from .python_places import Places

_DEPTH = 40
_MOST_WORDS = 300
_MOST_LABELS = 14
_NAMING = re.compile(
    r"name|gpu|device|model|chip|accelerator|hardware|\bid\b|key|title|label|sku|variant", re.IGNORECASE
)
_COLUMNS = re.compile(r"\(([^()]{3,200})\)|^[^:]{0,40}: *(.{3,200})$|^(.{3,200})$")
_COUNTED = re.compile(r"gpu|world|device|rank|num|count|\bn\b|chips|size|degree", re.IGNORECASE)
_SPARSE = re.compile(r"spars|dense", re.IGNORECASE)
_TELLS = re.compile(r"warn|log|print|error|info|critical|exception", re.IGNORECASE)
_WRAPPERS = frozenset({"int", "float", "round", "abs"})


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around an expression."""

    labels: tuple[Label, ...] = ()
    table: int = 0
    row: int = 0
    default: Literal["", "silent", "announced"] = ""
    line: int = 0  # the line whose comments were taken already

    def within(self, *labels: Label) -> Context:
        """The context with nearer labels."""
        return replace(self, labels=(*(label for label in labels if label.words), *self.labels)[:_MOST_LABELS])


class ValueWalker:
    """Collects the values and look-ups of one module."""

    def __init__(self, places: Places, tree: ast.Module, file_name: str) -> None:
        self.places = places
        self.values: list[Value] = []
        self.lookups: list[Lookup] = []
        self.tables: dict[str, list[Branch]] = {}  # the keys of a named dict or list, in order
        self._numbers = itertools.count(1)
        self._constants: dict[str, Number | None] = {}
        self._fields: dict[str, list[tuple[str, str]]] = {}  # class -> its fields and their comments
        self._lowered: dict[str, Case] = {}
        self._loops: list[tuple[str, Case]] = []  # tables that are searched key by key
        self._file = Label(file_name, "file")
        self._survey(tree)

    def statement(self, node: ast.stmt) -> list[Value]:
        """The values of one statement of the module."""
        self.values = []
        table = next(self._numbers)
        self._body([node], Context((self._file,), table, next(self._numbers)), 0)
        return self.values

    def finish(self) -> None:
        """Turn the tables that are searched by loops into look-ups."""
        for name, case in dict(self._loops).items():
            branches = self.tables.get(name, [])
            if len(branches) > 1:
                self.lookups.append(Lookup(tuple(replace(branch, case=case) for branch in branches)))

    # -- what the whole module says -----------------------------------------------------------------------------------

    def _survey(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self._note(node.targets[0].id, node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
                self._note(node.target.id, node.value)
            elif isinstance(node, ast.ClassDef):
                self._fields[node.name] = [
                    (part.target.id, self._remarks(part))
                    for part in node.body
                    if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
                ]
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._loops_of(node)
        self._loops_of(tree)

    def _loops_of(self, scope: ast.FunctionDef | ast.AsyncFunctionDef | ast.Module) -> None:
        """The loops of a function (or of the module itself) that search names for the keys of a table."""
        body = scope.body
        if isinstance(scope, ast.Module):
            body = [
                node for node in body if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            ]
        lowered = folded_names(body)
        for node in itertools.chain.from_iterable(map(ast.walk, body)):
            if isinstance(node, (ast.For, ast.comprehension)):
                self._note_loop(node, lowered)

    def _note(self, name: str, value: ast.expr) -> None:
        number = self.number(value)
        known = name in self._constants
        self._constants[name] = None if known and self._constants[name] != number else number
        if isinstance(value, ast.Call) and string(value.func) is None:
            function = value.func
            called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if called in ("namedtuple", "NamedTuple") and len(value.args) > 1:
                listed = strings(value.args[1]) or tuple((string(value.args[1]) or "").replace(",", " ").split())
                self._fields[name] = [(field, "") for field in listed]

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
                    self._loops.append((source.id, "" if folded else case))
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

    # -- statements ---------------------------------------------------------------------------------------------------

    def _body(self, statements: Sequence[ast.stmt], context: Context, depth: int) -> None:
        if depth > _DEPTH:
            return
        chain: list[tuple[Condition, ast.If]] = []
        for node in statements:
            if isinstance(node, ast.If):
                found, closed = self._if(node, context, depth)
                if found and not closed and all(_leaves(branch.body) for _, branch in found):
                    chain += found  # `if ...: return` again and again is one chain
                else:
                    self._look_up(found)
                    chain = []
            elif isinstance(node, ast.Return) and chain and node.value is not None and not _conditional(context):
                told = any(_tells(part) for part in statements)
                inner = replace(context, default="announced" if told else "silent")
                self._expression(node.value, self._at(node, inner))
            else:
                self._statement(node, context, depth)
        self._look_up(chain)

    def _statement(self, node: ast.stmt, context: Context, depth: int) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner = self._named(node, context)
            outer = self._lowered
            if not isinstance(node, ast.ClassDef):
                self._defaults(node.args, inner)
                self._lowered = folded_names(node.body)
            self._body(node.body, inner, depth + 1)
            self._lowered = outer
        elif isinstance(node, ast.Assign):
            self._assign(node.targets[0], node.value, self._at(node, context))
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._assign(node.target, node.value, self._at(node, context))
        elif isinstance(node, (ast.Return, ast.Expr)) and node.value is not None:
            self._expression(node.value, self._at(node, context))
        elif isinstance(node, ast.Match):
            self._match(node, context, depth)
        else:
            for field in ("body", "orelse", "finalbody"):
                self._body(getattr(node, field, None) or (), context, depth + 1)
            for handler in getattr(node, "handlers", ()):
                self._body(handler.body, context, depth + 1)

    def _at(self, node: ast.stmt, context: Context) -> Context:
        """The context of a statement with the comments above and behind it."""
        last = node.end_lineno or node.lineno
        behind = self.places.comment(node.lineno) or (self.places.comment(last) if last - node.lineno < 3 else "")
        above = self.places.above(node.lineno)
        simple = last - node.lineno < 3
        return context.within(
            Label(behind[:_MOST_WORDS], "comment"), Label(above[:_MOST_WORDS], "above" if simple else "heading")
        )

    def _named(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, context: Context) -> Context:
        doc = (ast.get_docstring(node, clean=False) or "")[:_MOST_WORDS]
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        heading = f"{self.places.above(first)} {doc}".strip()
        named = (
            [text for part in node.body if (text := _own_name(part)) is not None]
            if isinstance(node, ast.ClassDef)
            else []
        )
        inner = replace(context, table=next(self._numbers), row=next(self._numbers), default="")
        row = Label(" ".join(named)[:_MOST_WORDS], "row")
        return inner.within(row, Label(node.name, "name"), Label(heading[:_MOST_WORDS], "heading"))

    def _defaults(self, arguments: ast.arguments, context: Context) -> None:
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        for argument, value in pairs:
            if value is not None and self.number(value) is not None:
                behind = self.places.comment(value.lineno)
                self._expression(
                    value, context.within(Label(argument.arg, "key"), Label(behind[:_MOST_WORDS], "comment"))
                )

    def _assign(self, target: ast.expr, value: ast.expr, context: Context) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, part in zip(target.elts[:20], value.elts[:20], strict=False):
                self._assign(one, part, context)
            return
        names = _target_names(target)
        comments = [label for label in context.labels if label.role in ("comment", "above", "heading")]
        if isinstance(value, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
            context = replace(context, table=next(self._numbers))
            self._collect(names[0] if names else "", value)
            outer = context.labels[len([c for c in comments if c in context.labels[:2]]) :]
            inside = [Label(name, "name") for name in names]
            context = replace(context, labels=(*inside, *comments[:2], *outer)[:_MOST_LABELS])
        else:
            context = context.within(*(Label(name, "key") for name in names))
        self._expression(value, context)

    def _if(self, node: ast.If, context: Context, depth: int) -> tuple[list[tuple[Condition, ast.If]], bool]:
        """The branches of an if ... elif ... else; returns those that ask for names, and whether an else follows."""
        found: list[tuple[Condition, ast.If]] = []
        branch = node
        while True:
            asked = condition(branch.test, self._lowered)
            if asked is None:
                self._body(branch.body, context, depth + 1)
            else:
                found.append((asked, branch))
                behind = self.places.comment(branch.lineno)
                label = Label(" ".join(asked.needs[0]), "condition", tuple(map(" ".join, asked.needs[1:])))
                inner = replace(context, row=next(self._numbers), default="")
                self._body(branch.body, inner.within(label, Label(behind[:_MOST_WORDS], "comment")), depth + 1)
            if len(branch.orelse) == 1 and isinstance(branch.orelse[0], ast.If):
                branch = branch.orelse[0]
                continue
            break
        if branch.orelse:
            inner = replace(context, row=next(self._numbers))
            if found and not _conditional(context):
                told = any(_tells(part) for part in branch.orelse)
                inner = replace(inner, default="announced" if told else "silent")
            self._body(branch.orelse, inner, depth + 1)
        return found, bool(branch.orelse)

    def _look_up(self, chain: list[tuple[Condition, ast.If]]) -> None:
        where = chain[0][0].where if chain else ""
        branches = [
            Branch(asked.needs, asked.lacks, asked.exact, asked.case, self.places.start(asked.node),
                   self.places.start(node.body[0]), self.places.end(node.body[-1]))
            for asked, node in chain
            if asked.where == where
        ]  # fmt: skip
        if len(branches) > 1:
            self.lookups.append(Lookup(tuple(branches)))

    def _match(self, node: ast.Match, context: Context, depth: int) -> None:
        for case in node.cases:
            names = pattern(case.pattern)
            guard = condition(case.guard, self._lowered) if case.guard is not None else None
            needs = names or (guard.needs if guard else ())
            inner = replace(context, row=next(self._numbers), default="")
            if needs:
                inner = inner.within(Label(" ".join(needs[0]), "condition", tuple(map(" ".join, needs[1:]))))
            elif case.guard is None and not _conditional(context):
                told = any(_tells(part) for part in case.body)
                inner = replace(inner, default="announced" if told else "silent")
            self._body(case.body, inner, depth + 1)

    # -- expressions --------------------------------------------------------------------------------------------------

    def _expression(self, node: ast.expr, context: Context, depth: int = 0) -> None:
        if depth > _DEPTH:
            return
        number = self.number(node)
        if number is not None:
            self._emit(node, number, context)
        elif isinstance(node, ast.Dict):
            self._dict(node.keys, node.values, context, depth)
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            self._sequence(node, context, depth)
        elif isinstance(node, ast.Call):
            self._call(node, context, depth)
        elif isinstance(node, ast.IfExp):
            self._choice(node, context, depth)
        elif isinstance(node, (ast.Starred, ast.Await)):
            self._expression(node.value, context, depth + 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = number_in_words(node.value)
            if said is not None and said[1]:
                self._emit(node, said[0], context.within(Label(said[1], "unit")))
        elif isinstance(node, ast.BinOp):
            self._formula(node, context, depth)

    def _formula(self, node: ast.BinOp, context: Context, depth: int) -> None:
        """What a formula divides by, `flops / (312e12 * world_size)`, and whatever stands in its unknown parts."""
        divisor = node.right
        if isinstance(node.op, ast.Div):
            unnamed = replace(context, labels=tuple(label for label in context.labels if label.role != "key"))
            if isinstance(divisor, ast.BinOp) and isinstance(divisor.op, ast.Mult):
                for number, other in ((divisor.left, divisor.right), (divisor.right, divisor.left)):
                    if self.number(other) is None and _COUNTED.search(ast.unparse(other)[:200]):
                        divisor = number
                        break
            if (number_of := self.number(divisor)) is not None:
                self._emit(divisor, number_of, unnamed)
        for part in (node.left, node.right):  # a factor that is not known: 1979e12 * correction
            if self.number(part) is None and part is not divisor:
                self._expression(part, context, depth + 1)

    def _emit(self, node: ast.expr, number: Number, context: Context) -> None:
        if number.value > 0 and not isinstance(node, ast.Name):
            text = self.places.text(node)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in text.text:
                start = text.text.index(node.value)
                text = Text(node.value, range(text.offsets[start], text.offsets[start] + len(node.value)))
            self.values.append(
                Value(text, number.value, number.resolution, number.literal, context.labels, context.table, context.row,
                      context.default)
            )  # fmt: skip

    def _dict(self, keys: Sequence[ast.expr | None], values: Sequence[ast.expr], context: Context, depth: int) -> None:
        names = [_key_words(key) for key in keys]
        row = next(self._numbers)
        own = [
            text for name, value in zip(names, values, strict=True) if _NAMING.search(name) and (text := string(value))
        ]
        row_label = Label(" ".join(own)[:_MOST_WORDS], "row")
        for key, name, value in zip(keys, names, values, strict=True):
            line = value.end_lineno or value.lineno
            behind = self.places.comment(line) if line != context.line else ""
            above = self.places.above(key.lineno) if key is not None and key.lineno != context.line else ""
            inner = context.within(
                Label(name, "key"),
                Label(behind[:_MOST_WORDS], "comment"),
                row_label,
                Label(above[:_MOST_WORDS], "above"),
            )
            inside = isinstance(value, (ast.Dict, ast.Tuple, ast.List, ast.Call))
            line = line if value.lineno == line else context.line
            self._expression(value, replace(inner, row=next(self._numbers) if inside else row, line=line), depth + 1)

    def _sequence(self, node: ast.Tuple | ast.List | ast.Set, context: Context, depth: int) -> None:
        numbers = [element for element in node.elts if self.number(element) is not None]
        words = [text for element in node.elts for text in (string(element) or "", *strings(element)) if text]
        if not numbers or len(numbers) > 20:
            for element in node.elts:
                behind = self.places.comment(element.end_lineno or element.lineno)
                above = self.places.above(element.lineno)
                inner = context.within(Label(behind[:_MOST_WORDS], "comment"), Label(above[:_MOST_WORDS], "above"))
                self._expression(element, replace(inner, row=next(self._numbers), line=element.lineno), depth + 1)
            return
        columns = self._columns(context, len(node.elts)) if len(numbers) > 1 else None
        inner = context.within(Label(" ".join(words)[:_MOST_WORDS], "row"))
        for index, element in enumerate(node.elts):
            if element in numbers:
                key = Label(columns[index] if columns else "", "key")
                if columns or len(numbers) == 1:
                    self._expression(element, inner.within(key), depth + 1)
            elif not string(element):
                self._expression(element, inner, depth + 1)

    def _columns(self, context: Context, count: int) -> list[str] | None:
        """The names of a row's places, from a comment such as `# name, BF16 TFLOPS, GB/s`."""
        for label in context.labels:
            if label.role in ("above", "heading", "comment"):
                if label.role == "comment" and "(" not in label.words:
                    continue
                for match in _COLUMNS.finditer(label.words):
                    parts = [part.strip() for part in (match[1] or match[2] or match[3]).split(",")]
                    if len(parts) == count:
                        return parts
                    inner = re.search(r"\(([^()]{3,200})\)", match[0])
                    if inner is not None and len(inner[1].split(",")) == count:
                        return [part.strip() for part in inner[1].split(",")]
        return None

    def _call(self, node: ast.Call, context: Context, depth: int) -> None:
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        if name == "get" and len(node.args) == 2 and isinstance(function, ast.Attribute):
            if self.number(node.args[1]) is not None and isinstance(function.value, ast.Name):
                label = Label(function.value.id, "name")
                self._expression(node.args[1], replace(context.within(label), default="silent"), depth + 1)
            return
        fields = self._fields.get(name, [])
        keys: list[tuple[str, ast.expr, str]] = [(*pair, remark) for pair, remark in _paired(node, fields)]
        own = [text for key, value, _ in keys if (not key or _NAMING.search(key)) and (text := string(value))]
        row = replace(context, row=next(self._numbers)).within(
            Label(" ".join(own)[:_MOST_WORDS], "row"), Label(name, "name")
        )
        for key, value, remark in keys:
            if key or self.number(value) is None:
                behind = self.places.comment(value.end_lineno or value.lineno)
                inner = row.within(Label(key, "key"), Label(behind[:_MOST_WORDS], "comment"), Label(remark, "heading"))
                self._expression(value, inner, depth + 1)

    def _choice(self, node: ast.IfExp, context: Context, depth: int) -> None:
        asked = condition(node.test, self._lowered)
        inner = replace(context, row=next(self._numbers))
        if asked is None:
            if _SPARSE.search(ast.unparse(node.test)[:200]):  # `2250e12 if dense else 4500e12`
                context = context.within(Label("dense, or with sparsity", "comment"))
            self._expression(node.body, context, depth + 1)
            self._expression(node.orelse, context, depth + 1)
            return
        label = Label(" ".join(asked.needs[0]), "condition", tuple(map(" ".join, asked.needs[1:])))
        self._expression(node.body, replace(inner.within(label), default=""), depth + 1)
        if self.number(node.orelse) is not None and not _conditional(context):
            inner = replace(inner, default="silent")
        self._expression(node.orelse, inner, depth + 1)

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
        return (self.places.comment(node.lineno) or self.places.above(node.lineno))[:_MOST_WORDS]

    def _collect(self, name: str, value: ast.expr) -> None:
        """Remember the keys of a named table, in case a loop searches names for them."""
        branches: list[Branch] = []
        if isinstance(value, ast.Dict):
            for key, part in zip(value.keys, value.values, strict=True):
                words = string(key)
                if key is not None and words is not None:
                    branches.append(self._entry((words,), key, part))
        elif isinstance(value, (ast.List, ast.Tuple)):
            for row in value.elts:
                if isinstance(row, (ast.Tuple, ast.List)) and len(row.elts) > 1:
                    first = row.elts[0]
                    needs = strings(first) or ((string(first),) if string(first) else ())
                    branches.append(self._entry(tuple(map(str, needs)), first, row))
        if name:
            self.tables[name] = branches

    def _entry(self, needs: tuple[str, ...], key: ast.expr, value: ast.expr) -> Branch:
        start = self.places.start(key)
        return Branch((needs,), (), False, "", start, min(start, self.places.start(value)), self.places.end(value))


def _paired(node: ast.Call, fields: list[tuple[str, str]]) -> list[tuple[tuple[str, ast.expr], str]]:
    """The arguments of a call with the names and remarks of the fields that they fill."""
    remarks = dict(fields)
    pairs: list[tuple[tuple[str, ast.expr], str]] = []
    for index, argument in enumerate(node.args):
        key, remark = fields[index] if index < len(fields) else ("", "")
        pairs.append(((key, argument), remark))
    pairs += [((k.arg or "", k.value), remarks.get(k.arg or "", "")) for k in node.keywords]
    return pairs


def _key_words(key: ast.expr | None) -> str:
    """The words of a dictionary key: a string, a number, the last name of torch.bfloat16."""
    if isinstance(key, ast.Constant):
        return str(key.value)[:_MOST_WORDS] if isinstance(key.value, (str, int, float)) else ""
    if isinstance(key, ast.Attribute):
        return key.attr
    if isinstance(key, ast.Tuple):
        return " ".join(_key_words(part) for part in key.elts[:4])
    return key.id if isinstance(key, ast.Name) else ""


def _target_names(target: ast.expr) -> list[str]:
    """The names of an assignment's target, the nearest first: `TABLE["H100"]` gives H100 and TABLE."""
    names: list[str] = []
    while isinstance(target, (ast.Subscript, ast.Attribute)) and len(names) < 4:
        if isinstance(target, ast.Subscript):
            names.append(_key_words(target.slice))
        else:
            names.append(target.attr)
        target = target.value
    if isinstance(target, ast.Name) and target.id not in ("self", "cls"):
        names.append(target.id)
    return [name for name in names if name]


def _own_name(node: ast.stmt) -> str | None:
    """The text of `name = "H100"` in the body of a class."""
    target = (
        node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
    )
    value = getattr(node, "value", None)
    if isinstance(target, ast.Name) and _NAMING.search(target.id):
        return string(value)
    return None


def _conditional(context: Context) -> bool:
    return any(label.role == "condition" for label in context.labels)


def _leaves(body: Sequence[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], (ast.Return, ast.Raise))


def _tells(node: ast.stmt) -> bool:
    """Whether a statement says something to the user, or raises."""
    if isinstance(node, ast.Raise):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        function = node.value.func
        return bool(_TELLS.search(function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")))
    return False
