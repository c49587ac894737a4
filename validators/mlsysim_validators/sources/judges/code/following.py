"""The statements of a program in their order: what its names come to, what it prints, what comments stand beside.

Whatever does not follow from the program's own constants is unknown, with all that depends on it. The number of steps
is bounded; there are no files, no imports, no calls but of the program's own functions and a few of arithmetic.
"""

from __future__ import annotations

import ast
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mlsysim_validators.sources.judges.code.constants import Constants
from mlsysim_validators.sources.judges.code.objects import class_of, plainly_decorated
from mlsysim_validators.sources.judges.code.printing import Piece, Words, joined, shown
from mlsysim_validators.sources.judges.code.values import Known, Unknown, items

_LONGEST_SOURCE = 50_000
_LONGEST_LINE = 500
_MOST_BRACKETS = 60
_MOST_LINES = 400
_MOST_CALLS = 12
_MOST_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the program itself."""

    parameters: tuple[str, ...]
    defaults: Mapping[str, Known]
    body: Sequence[ast.stmt]
    result: ast.expr | None = None  # of a lambda
    cell: int = 0  # the cell that it stands in
    around: Mapping[str, Known] | None = None  # the names of the function that it was defined in


class Line(NamedTuple):
    """A line that a program prints: None for its words where they are not known."""

    words: Words | None


class Beside(NamedTuple):
    """What a statement of the outermost level comes to, for the comment behind it."""

    statement: ast.stmt
    values: tuple[Known, ...]


class _Returned(Exception):
    def __init__(self, known: Known) -> None:
        self.known = known


class _Left(Exception):
    pass


class _GoesOn(Exception):
    pass


class Following(Constants):
    """A program as it is followed, cell by cell: names stay known from one to the next."""

    def __init__(self, replaced: Mapping[int, float] | None = None) -> None:
        super().__init__(replaced)
        self._printed: list[Words | None] = []
        self._beside: list[Beside] = []
        self.names["__name__"] = Known("__main__")
        self._module = self.names
        self._calls = 0
        self._loops = 0
        self._called: Counter[int] = Counter()  # functions by the identity of their bodies
        self._cells = 0
        self._given = False  # whether what is followed is a function with arguments, or of another cell

    def cell(self, body: Iterable[ast.stmt]) -> tuple[list[Line], list[Beside]]:
        """Follow the statements of a cell: the lines that it prints, and what stands beside comments."""
        self._printed, self._beside, self._calls, self._loops = [], [], 0, 0
        self._cells += 1
        last: Known | None = None
        for statement in body:
            last = None
            try:
                last = self._one(statement)
            except (_Returned, _Left, _GoesOn):
                continue
            except Unknown:
                self._forget(statement)
        if last is not None and last.value is not None:  # a notebook shows what its last line is worth
            try:
                self._printed.append(joined([shown(last), Words((Piece("\n"),))]))
            except Unknown:
                self._printed.append(None)
        return self._lines(), self._beside

    def _lines(self) -> list[Line]:
        lines: list[Line] = []
        open_: list[Piece] = []
        for words in self._printed:
            if words is None:
                lines.append(Line(None))
                continue
            *whole, rest = words.lines()
            for one in whole:
                lines.append(Line(Words((*open_, *one.pieces))))
                open_ = []
            open_.extend(rest.pieces)
        if open_ and any(piece.text for piece in open_):
            lines.append(Line(Words(tuple(open_))))
        return lines[:_MOST_LINES]

    def _one(self, statement: ast.stmt) -> Known | None:
        """Follow a statement; the value of one that is an expression only."""
        found = _OF_STATEMENTS.get(type(statement))
        if found is None:
            raise Unknown
        try:
            known: Known | None = found(self, statement)
            return known
        except (ArithmeticError, ValueError, TypeError, LookupError, RecursionError):
            raise Unknown from None

    def _all(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            try:
                self._one(statement)
            except Unknown:
                if self._calls:  # what a function returns may depend on it
                    raise
                self._forget(statement)

    def _forget(self, statement: ast.stmt) -> None:
        """Nothing that a statement sets is known behind it."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.names.pop(node.id, None)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self.names.pop(node.name, None)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                for alias in node.names:
                    self.names.pop((alias.asname or alias.name).split(".")[0], None)
            elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.value, ast.Name):
                changed = isinstance(node.ctx, ast.Store) or isinstance(
                    self.names.get(node.value.id, Known(0)).value, dict
                )
                if changed or isinstance(statement, ast.Expr):
                    self.names.pop(node.value.id, None)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                self._printed.append(None)

    # -- statements ----------------------------------------------------------------------------------------------------

    def _assign(self, statement: ast.Assign) -> None:
        known = self.set_down(statement.value)
        for target in statement.targets:
            self.bind(target, known)
        self._note(statement, (known,))

    def _annotated(self, statement: ast.AnnAssign) -> None:
        if statement.value is not None:
            known = self.set_down(statement.value)
            self.bind(statement.target, known)
            self._note(statement, (known,))

    def _changed(self, statement: ast.AugAssign) -> None:
        if not isinstance(statement.target, ast.Name):
            raise Unknown
        before = ast.Name(statement.target.id, ast.Load())
        self.bind(statement.target, self.worth(ast.BinOp(before, statement.op, statement.value)))

    def _expression(self, statement: ast.Expr) -> Known | None:
        node = statement.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            self._print(statement, node)
            return None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            owner = node.func.value
            if not isinstance(owner, ast.Name) or len(node.args) != 1:
                raise Unknown
            self.names[owner.id] = Known((*items(self.names[owner.id]), self.worth(node.args[0])))
            return None
        known = self.worth(node)
        if isinstance(node, ast.Constant):
            return None
        self._note(statement, known.value if type(known.value) is tuple else (known,))
        return known

    def _print(self, statement: ast.Expr, node: ast.Call) -> None:
        between, end = " ", "\n"
        for word in node.keywords:
            said = self.worth(word.value).value
            if word.arg not in ("sep", "end") or not isinstance(said, str):
                raise Unknown
            between, end = (said, end) if word.arg == "sep" else (between, said)
        values = [self.worth(arg) for arg in node.args]
        if len(self._printed) < _MOST_LINES:
            self._printed.append(joined([joined(map(shown, values), between), Words((Piece(end),))]))
        numbers: list[Known] = []
        for value in values:
            inside = [piece.number for piece in value.value.pieces] if isinstance(value.value, Words) else [value]
            numbers.extend(one for one in inside if one is not None)
        self._note(statement, tuple(numbers))

    def _note(self, statement: ast.stmt, values: tuple[Known, ...]) -> None:
        if not self._loops and not self._given:
            self._beside.append(Beside(statement, values))

    def _loop(self, statement: ast.For) -> None:
        self._rounds(statement, items(self.worth(statement.iter)))

    def _rounds(self, statement: ast.For, items: list[Known]) -> None:
        self._loops += 1
        try:
            for item in items[:_MOST_ROUNDS]:
                self.bind(statement.target, item)
                try:
                    self._all(statement.body)
                except _GoesOn:
                    continue
                except _Left:
                    break
        finally:
            self._loops -= 1

    def _while(self, statement: ast.While) -> None:
        self._loops += 1
        try:
            for _ in range(_MOST_ROUNDS):
                if not self.worth(statement.test).value:
                    return
                try:
                    self._all(statement.body)
                except _GoesOn:
                    continue
                except _Left:
                    return
            raise Unknown
        finally:
            self._loops -= 1

    def _if(self, statement: ast.If) -> None:
        chosen = statement.body if self.worth(statement.test).value else statement.orelse
        self._all(chosen)

    def _define(self, statement: ast.FunctionDef) -> None:
        if not plainly_decorated(statement):
            raise Unknown
        self.names[statement.name] = Known(self._own(statement))

    def _own(self, statement: ast.FunctionDef) -> Function:
        if statement.args.vararg or statement.args.kwarg:
            raise Unknown
        return self._function(statement.args, statement.body, None)

    def _class(self, statement: ast.ClassDef) -> None:
        self.names[statement.name] = Known(class_of(statement, self.set_down, self._own))

    def _function(self, arguments: ast.arguments, body: Sequence[ast.stmt], result: ast.expr | None) -> Function:
        places = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
        defaults = dict(
            zip(places[len(places) - len(arguments.defaults) :], map(self.worth, arguments.defaults), strict=True)
        )
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                defaults[arg.arg] = self.worth(default)
        around = self.names if self._calls else None
        names = (*places, *(arg.arg for arg in arguments.kwonlyargs))
        return Function(names, defaults, body, result, self._cells, around)

    def _return(self, statement: ast.Return) -> None:
        raise _Returned(self.worth(statement.value) if statement.value is not None else Known(None))

    def call(self, function: Any, args: list[Known], named: dict[str, Known]) -> Known:
        if not isinstance(function, Function) or len(args) > len(function.parameters) or self._calls >= _MOST_CALLS:
            raise Unknown
        given = {**function.defaults, **dict(zip(function.parameters, args, strict=False)), **named}
        if set(given) != set(function.parameters):
            raise Unknown
        outer, loops, outside = self.names, self._loops, self._given
        if not self._calls:
            self._module = outer
        self.names = {**(self._module if function.around is None else function.around), **given}
        self._calls += 1
        self._called[id(function.body)] += 1
        self._loops = 0
        again = self._called[id(function.body)] > 1 or function.cell != self._cells
        self._given = outside or loops > 0 or bool(args or named) or again
        try:
            if function.result is not None:
                return self.worth(function.result)
            self._all(function.body)
        except _Returned as returned:
            known = returned.known
            return known._replace(steps=known.steps + 1)
        finally:
            self._calls -= 1
            self.names, self._loops, self._given = outer, loops, outside
        return Known(None)

    def worth(self, node: ast.expr) -> Known:
        if isinstance(node, ast.Lambda):
            return Known(self._function(node.args, (), node.body))
        return super().worth(node)

    def _try(self, statement: ast.Try) -> None:
        """What is tried is taken to succeed."""
        self._all([*statement.body, *statement.orelse, *statement.finalbody])

    def _with(self, statement: ast.With) -> None:
        for one in statement.items:
            if one.optional_vars is not None:
                self._forget(ast.Assign([one.optional_vars], ast.Constant(None)))
        self._all(statement.body)

    def _delete(self, statement: ast.Delete) -> None:
        for target in statement.targets:
            if isinstance(target, ast.Name):
                self.names.pop(target.id, None)

    def _nothing(self, statement: ast.stmt) -> None:
        """Imports of the modules whose functions are known, `assert`, and `pass`."""
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            self._forget(statement)

    def _break(self, statement: ast.Break) -> None:
        raise _Left

    def _continue(self, statement: ast.Continue) -> None:
        raise _GoesOn


def parsed(source: str) -> list[ast.stmt]:
    """The statements of a piece of code; where it is none as a whole, those of its lines that are."""
    if len(source) > _LONGEST_SOURCE:
        return []
    whole = tree(source)
    if whole is not None:
        return whole
    found: list[ast.stmt] = []
    for number, line in enumerate(source.split("\n")):
        if len(line) > _LONGEST_LINE or max(map(line.count, "([-")) > _MOST_BRACKETS or not line.strip():
            continue
        for statement in tree(line.strip()) or ():
            for node in ast.walk(statement):
                if isinstance(node, (ast.stmt, ast.expr)):
                    node.lineno = node.end_lineno = number + 1
                    node.col_offset += len(line) - len(line.lstrip())
            found.append(statement)
    return found


def tree(source: str) -> list[ast.stmt] | None:
    """The statements of a whole program; None where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


_OF_STATEMENTS: dict[type[ast.stmt], Any] = {
    ast.Assign: Following._assign, ast.AnnAssign: Following._annotated, ast.AugAssign: Following._changed,
    ast.Expr: Following._expression, ast.For: Following._loop, ast.While: Following._while, ast.If: Following._if,
    ast.FunctionDef: Following._define, ast.Return: Following._return, ast.Import: Following._nothing,
    ast.ImportFrom: Following._nothing, ast.Pass: Following._nothing, ast.Break: Following._break,
    ast.Continue: Following._continue,
    ast.ClassDef: Following._class, ast.Try: Following._try, ast.With: Following._with,
    ast.Delete: Following._delete, ast.Assert: Following._nothing,
}  # fmt: skip
