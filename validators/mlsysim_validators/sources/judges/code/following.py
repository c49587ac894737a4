"""The statements of a program in their order: what its names come to, what it prints, what comments stand beside.

Whatever does not follow from the program's own constants is unknown, with all that depends on it. The number of steps
is bounded; there are no files, no imports, no calls but of the program's own functions and a few of arithmetic.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mlsysim_validators.sources.judges.code.calls import key
from mlsysim_validators.sources.judges.code.functions import Function, Functions, Returned
from mlsysim_validators.sources.judges.code.objects import class_of, plainly_decorated
from mlsysim_validators.sources.judges.code.printing import Piece, Words, joined, shown
from mlsysim_validators.sources.judges.code.values import MOST, Known, Unknown, items

_LONGEST_SOURCE = 50_000
_LONGEST_LINE = 500
_MOST_BRACKETS = 60
_MOST_LINES = 400
_MOST_ROUNDS = 500
_ADDING = frozenset({"append", "extend", "update", "add"})


class Line(NamedTuple):
    """A line that a program prints: None for its words where they are not known."""

    words: Words | None


class Beside(NamedTuple):
    """What a statement of the outermost level comes to, for the comment beside it, whose place may be known."""

    statement: ast.stmt
    values: tuple[Known, ...]
    place: tuple[int, int] | None = None  # line and column


class _Left(Exception):
    pass


class _GoesOn(Exception):
    pass


class Following(Functions):
    """A program as it is followed, cell by cell: names stay known from one to the next."""

    def __init__(self, replaced: Mapping[int, float] | None = None) -> None:
        super().__init__(replaced)
        self._printed: list[Words | None] = []
        self._beside: list[Beside] = []
        self.names["__name__"] = Known("__main__")

    def cell(self, body: Iterable[ast.stmt]) -> tuple[list[Line], list[Beside]]:
        """Follow the statements of a cell: the lines that it prints, and what stands beside comments."""
        self._printed, self._beside, self.calls, self.loops = [], [], 0, 0
        self.cells += 1
        last: Known | None = None
        for statement in body:
            last = None
            try:
                last = self._one(statement)
            except (Returned, _Left, _GoesOn):
                continue
            except Unknown:
                self._forget(statement)
        if last is not None and last.value is not None:  # a notebook shows what its last line is worth
            try:
                quote = Words((Piece("'" if isinstance(last.value, (str, Words)) else ""),))
                self._printed.append(joined([quote, shown(last), quote, Words((Piece("\n"),))]))
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

    def follow(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            try:
                self._one(statement)
            except Unknown:
                if self.calls:  # what a function returns may depend on it
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
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id == "print":
                    self._printed.append(None)
                elif isinstance(
                    self.names.get(node.func.id, Known(0)).value, Function
                ):  # it may change what it is given
                    for arg in node.args:
                        if isinstance(arg, ast.Name):
                            self.names.pop(arg.id, None)

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
        known = self.worth(ast.BinOp(_loaded(statement.target), statement.op, statement.value))
        if type(known.value) is tuple and isinstance(statement.target, ast.Name):
            self.change(statement.target.id, known)
        else:
            self.bind(statement.target, known)

    def _expression(self, statement: ast.Expr) -> Known | None:
        node = statement.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            self._print(statement, node)
            return None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING:
            self._add(node.func.value, node.func.attr, node)
            return None
        known = self.worth(node)
        if isinstance(node, ast.Constant):
            return None
        self._note(statement, known.value if type(known.value) is tuple else (known,))
        return known

    def _add(self, owner: ast.expr, way: str, node: ast.Call) -> None:
        """`rows.append(row)`, `rows.extend(others)`, `table.update(more)`, `seen.add(name)`."""
        before = self.worth(owner).value
        added = [self.worth(arg) for arg in node.args]
        after: Any
        if type(before) is tuple and way in ("append", "extend") and len(added) == 1:
            after = (*before, *(added if way == "append" else items(added[0])))
        elif isinstance(before, dict) and way == "update":
            named = {word.arg or "": self.worth(word.value) for word in node.keywords}
            after = {**before, **(added[0].value if added else {}), **named}
        elif isinstance(before, frozenset) and way == "add" and len(added) == 1:
            after = before | {key(added[0])}
        else:
            raise Unknown
        if len(after) > MOST:
            raise Unknown
        self.bind(owner, Known(after), changed=True)

    def _print(self, statement: ast.Expr, node: ast.Call) -> None:
        between, end = " ", "\n"
        for word in node.keywords:
            said = self.worth(word.value).value
            if word.arg not in ("sep", "end") or not isinstance(said, str):
                raise Unknown
            between, end = (said, end) if word.arg == "sep" else (between, said)
        values = self.spread(node.args, self.worth)
        if len(self._printed) < _MOST_LINES:
            self._printed.append(joined([joined(map(shown, values), between), Words((Piece(end),))]))
        numbers: list[Known] = []
        for value in values:
            inside = [piece.number for piece in value.value.pieces] if isinstance(value.value, Words) else [value]
            numbers.extend(one for one in inside if one is not None)
        self._note(statement, tuple(numbers))

    def _note(self, statement: ast.stmt, values: tuple[Known, ...]) -> None:
        if not self.loops and not self.for_any:
            self._beside.append(Beside(statement, values))

    def _loop(self, statement: ast.For) -> None:
        self._rounds(statement, items(self.worth(statement.iter)))

    def _rounds(self, statement: ast.For, items: list[Known]) -> None:
        self.loops += 1
        try:
            for item in items[:_MOST_ROUNDS]:
                self.bind(statement.target, item)
                try:
                    self.follow(statement.body)
                except _GoesOn:
                    continue
                except _Left:
                    break
        finally:
            self.loops -= 1

    def _while(self, statement: ast.While) -> None:
        self.loops += 1
        try:
            for _ in range(_MOST_ROUNDS):
                if not self.worth(statement.test).value:
                    return
                try:
                    self.follow(statement.body)
                except _GoesOn:
                    continue
                except _Left:
                    return
            raise Unknown
        finally:
            self.loops -= 1

    def _if(self, statement: ast.If) -> None:
        chosen = statement.body if self.worth(statement.test).value else statement.orelse
        self.follow(chosen)

    def _define(self, statement: ast.FunctionDef) -> None:
        if not plainly_decorated(statement):
            raise Unknown
        self.names[statement.name] = Known(self.own(statement))

    def _class(self, statement: ast.ClassDef) -> None:
        self.names[statement.name] = Known(class_of(statement, self.set_down, self.own, self.names))

    def _return(self, statement: ast.Return) -> None:
        raise Returned(self.worth(statement.value) if statement.value is not None else Known(None))

    def _try(self, statement: ast.Try) -> None:
        """What is tried is taken to succeed."""
        self.follow([*statement.body, *statement.orelse, *statement.finalbody])

    def _with(self, statement: ast.With) -> None:
        for one in statement.items:
            if one.optional_vars is not None:
                self._forget(ast.Assign([one.optional_vars], ast.Constant(None)))
        self.follow(statement.body)

    def _delete(self, statement: ast.Delete) -> None:
        for target in statement.targets:
            if isinstance(target, ast.Name):
                self.names.pop(target.id, None)

    def _declare(self, statement: ast.Global | ast.Nonlocal) -> None:
        self.declare(statement.names)

    def _nothing(self, statement: ast.stmt) -> None:
        """Imports of the modules whose functions are known, `assert`, and `pass`."""
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            self._forget(statement)
        if isinstance(statement, ast.Import):
            self.modules.update(one.asname for one in statement.names if one.asname and one.name in self.modules)

    def _break(self, statement: ast.Break) -> None:
        raise _Left

    def _continue(self, statement: ast.Continue) -> None:
        raise _GoesOn


def _loaded(target: ast.expr) -> ast.expr:
    """The expression that reads what a target sets."""
    if isinstance(target, ast.Name):
        return ast.Name(target.id, ast.Load())
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    if isinstance(target, ast.Subscript):
        return ast.Subscript(target.value, target.slice, ast.Load())
    raise Unknown


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
    ast.Global: Following._declare, ast.Nonlocal: Following._declare,
}  # fmt: skip
