"""The functions of a program: what a call of one comes to, with the names that it sees and those that it changes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlsysim_validators.sources.judges.code.constants import Constants
from mlsysim_validators.sources.judges.code.values import Known, Unknown

_MOST_CALLS = 12


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the program itself. `rest` are the names of `*args` and `**kwargs`, "" where it takes none."""

    parameters: tuple[str, ...]
    defaults: Mapping[str, Known]
    body: Sequence[ast.stmt]
    result: ast.expr | None = None  # of a lambda
    cell: int = 0  # the cell that it stands in
    around: Mapping[str, Known] | None = None  # the names of the function that it was defined in
    rest: tuple[str, str] = ("", "")

    def given(self, args: list[Known], named: dict[str, Known]) -> dict[str, Known]:
        """What its parameters are in a call. Raises Unknown where they do not fit."""
        given = {**self.defaults, **dict(zip(self.parameters, args, strict=False))}
        further, others = args[len(self.parameters) :], {}
        for name, known in named.items():
            if name in self.parameters:
                given[name] = known
            else:
                others[name] = known
        if set(given) != set(self.parameters):
            raise Unknown
        for name, kept in zip(self.rest, (tuple(further), others), strict=True):
            if name:
                given[name] = Known(kept)
            elif kept:
                raise Unknown
        return given


class Returned(Exception):
    """What a function returns, on its way to the call."""

    def __init__(self, known: Known) -> None:
        self.known = known


class Functions(Constants):
    """Constants, with calls of the program's own functions."""

    def __init__(self, replaced: Mapping[int, float] | None = None) -> None:
        super().__init__(replaced)
        self.calls = 0
        self.loops = 0
        self.cells = 0
        self.for_any = False  # whether what is followed is a function with arguments, or of another cell
        self._called: Counter[int] = Counter()  # functions by the identity of their bodies
        self._frames: list[dict[str, Known]] = []
        self._parameters: frozenset[str] = frozenset()
        self._declared: set[str] = set()

    def follow(self, body: Iterable[ast.stmt]) -> None:
        """Follow statements in their order."""
        raise NotImplementedError

    def worth(self, node: ast.expr) -> Known:
        """The value of an expression, which may be a function. Raises Unknown."""
        if isinstance(node, ast.Lambda):
            return Known(self.function(node.args, (), node.body))
        return super().worth(node)

    def function(
        self, arguments: ast.arguments, body: Sequence[ast.stmt], result: ast.expr | None = None, *, skipped: int = 0
    ) -> Function:
        """The function that a definition makes, its first parameters left out where they are of a class."""
        places = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
        first = len(places) - len(arguments.defaults)
        defaults = dict(zip(places[first:], map(self.set_down, arguments.defaults), strict=True))
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                defaults[arg.arg] = self.set_down(default)
        names = (*places[skipped:], *(arg.arg for arg in arguments.kwonlyargs))
        rest = tuple(arg.arg if arg is not None else "" for arg in (arguments.vararg, arguments.kwarg))
        around = self.names if self.calls else None
        return Function(names, defaults, body, result, self.cells, around, (rest[0], rest[1]))

    def own(self, statement: ast.FunctionDef, skipped: int = 0) -> Function:
        """The function that a statement defines; one that yields is none."""
        if any(isinstance(node, (ast.Yield, ast.YieldFrom, ast.Await)) for node in ast.walk(statement)):
            raise Unknown
        return self.function(statement.args, statement.body, skipped=skipped)

    def call(self, function: Any, args: list[Known], named: dict[str, Known]) -> Known:
        """The value of a call of one of the program's own functions. Raises Unknown."""
        if not isinstance(function, Function) or self.calls >= _MOST_CALLS:
            raise Unknown
        given = function.given(args, named)
        kept = (self.names, self.loops, self.for_any, self._parameters, self._declared)
        self._frames.append(self.names)
        self.names = {**(self._frames[0] if function.around is None else function.around), **given}
        self.calls += 1
        self._called[id(function.body)] += 1
        again = self._called[id(function.body)] > 1 or function.cell != self.cells
        self.for_any = self.for_any or self.loops > 0 or bool(args or named) or again
        self.loops, self._parameters, self._declared = 0, frozenset(given), set()
        try:
            if function.result is not None:
                return self.worth(function.result)
            self.follow(function.body)
        except Returned as returned:
            known = returned.known
            return known._replace(steps=known.steps + 1)
        finally:
            self.calls -= 1
            self._frames.pop()
            self.names, self.loops, self.for_any, self._parameters, self._declared = kept
        return Known(None)

    def declare(self, names: Iterable[str]) -> None:
        """Names that a function sets for its surroundings as well: `global count`."""
        self._declared.update(names)

    def store(self, name: str, known: Known) -> None:
        """Set a name."""
        if name in self._declared:
            for names in self._frames:
                names[name] = known
        self.names[name] = known

    def change(self, name: str, known: Known) -> None:
        """A name holds the same list or mapping as before, with other things in it: so it does in its surroundings."""
        before = self.names.get(name)
        if name in self._parameters or before is None:
            raise Unknown
        for names in (*self._frames, self.names):
            if names.get(name) is before:
                names[name] = known
