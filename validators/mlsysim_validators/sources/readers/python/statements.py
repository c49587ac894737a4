"""The statements of a Python module in their order: in which table, row, branch and scope their numbers stand."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence
from dataclasses import replace

from mlsysim_validators.sources.readers.python.conditions import (
    Condition,
    condition,
    condition_label,
    pattern,
    string,
)
from mlsysim_validators.sources.readers.python.context import MOST_LABELS, Context
from mlsysim_validators.sources.readers.python.expressions import DEPTH, ExpressionWalker
from mlsysim_validators.sources.readers.python.formats import computed_as, formats_of_case
from mlsysim_validators.sources.readers.python.lookups import chain_lookup, table_branches
from mlsysim_validators.sources.readers.python.nodes import (
    MOST_WORDS,
    NAMING,
    leaves,
    listed,
    made_by_default,
    own_name,
    target_names,
    tells,
)
from mlsysim_validators.sources.readers.python.options import called, default_of_option
from mlsysim_validators.sources.readers.python.parallel import figures_of, names_in
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.readers.python.scopes import Scope
from mlsysim_validators.sources.readers.python.survey import Survey
from mlsysim_validators.sources.texts.documents import Branch, Label, Lookup, Value

_MOST_OVER = 3


class StatementWalker(ExpressionWalker):
    """Collects the values and look-ups of one module."""

    def __init__(self, places: Places, tree: ast.Module, file_name: str) -> None:
        super().__init__(places, Survey(places, tree))
        self.lookups: list[Lookup] = []
        self.tables: dict[str, list[Branch]] = {}  # the keys of a named dict or list, in order
        self._names: tuple[str, ...] = ()  # of the last list of names
        self._file = Label(file_name, "file")

    def statement(self, node: ast.stmt) -> list[Value]:
        """The values of one statement of the module."""
        self.values = []
        table = next(self.numbers)
        self._body([node], Context((self._file,), table, next(self.numbers)), 0)
        return self.values

    def finish(self) -> None:
        """Turn the tables that are searched by loops into look-ups."""
        for name, case in dict(self.survey.loops).items():
            branches = self.tables.get(name, [])
            if len(branches) > 1:
                self.lookups.append(Lookup(tuple(branch._replace(case=case) for branch in branches)))

    def _body(self, statements: Sequence[ast.stmt], context: Context, depth: int) -> None:
        if depth > DEPTH:
            return
        chain: list[tuple[Condition, ast.If]] = []
        for node in statements:
            if isinstance(node, ast.If):
                found, closed = self._if(node, context, depth)
                if found and (closed or not all(leaves(branch.body) for _, branch in found)):
                    self.lookups += chain_lookup(found, self.places)
                    chain = []
                else:
                    chain += found  # `if ...: return` again and again is one chain
                decided = self.scope.decided(node)
                context = context.within(decided.label(held=False)) if decided is not None else context
            elif isinstance(node, ast.Return) and chain and node.value is not None and not context.conditional:
                self.expression(node.value, self._at(node, self._as_default(context, statements)))
            else:
                self._statement(node, context, depth)
        self.lookups += chain_lookup(chain, self.places)

    def _as_default(self, context: Context, statements: Sequence[ast.stmt]) -> Context:
        """The context of what stands for every device that nothing else names."""
        if self.scope.name in self.survey.helpers:
            return context  # called for some devices only
        told = any(tells(part) for part in statements)
        return replace(context, default="denied" if self.scope.denied else "announced" if told else "silent")

    def _statement(self, node: ast.stmt, context: Context, depth: int) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner = self._named(node, context)
            outer = self.scope
            for part in node.decorator_list:  # @click.option("--peak-tflops", default=312)
                if isinstance(part, ast.Call) and default_of_option(part, called(part)) is not None:
                    self.expression(part, inner)
            if not isinstance(node, ast.ClassDef):
                self._defaults(node.args, inner)
                self.scope = Scope.of(node)
                inner = inner.within(*self.survey.helpers.get(node.name, ()))
            self._body(node.body, inner, depth + 1)
            self.scope = outer
        elif isinstance(node, ast.Assign):
            self._assign(node.targets[0], node.value, self._at(node, context))
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._assign(node.target, node.value, self._at(node, context))
        elif isinstance(node, (ast.Return, ast.Expr)) and node.value is not None:
            self.expression(node.value, self._at(node, context))
        elif isinstance(node, ast.Match):
            self._match(node, context, depth)
        else:
            rows = listed(node)
            if rows is not None:
                self._assign(ast.Name("", ast.Store()), rows[0], context.within(Label(rows[1][:MOST_WORDS], "columns")))
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
        over = itertools.islice(self.places.over(node.lineno), _MOST_OVER) if simple and not above else ()
        return context.within(
            Label(behind[:MOST_WORDS], "comment"),
            Label(above[:MOST_WORDS], "above" if simple else "heading"),
            *(Label(words[:MOST_WORDS], "heading") for words in over),
        )

    def _named(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, context: Context) -> Context:
        doc = (ast.get_docstring(node, clean=False) or "")[:MOST_WORDS]
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        heading = f"{self.places.above(first)} {doc}".strip()
        named = (
            [text for part in node.body if (text := own_name(part)) is not None]
            if isinstance(node, ast.ClassDef)
            else []
        )
        inner = replace(context, table=next(self.numbers), row=next(self.numbers), default="")
        row = Label(" ".join(named)[:MOST_WORDS], "row")
        return inner.within(row, Label(node.name, "name"), Label(heading[:MOST_WORDS], "about"))

    def _defaults(self, arguments: ast.arguments, context: Context) -> None:
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = [
            *zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True),
            *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
        ]
        own = [text for argument, value in pairs if NAMING.search(argument.arg) and (text := string(value))]
        row = Label(" ".join(own)[:MOST_WORDS], "row")
        for argument, value in pairs:
            if value is not None and self.number(value) is not None:
                behind = self.places.comment(value.lineno)
                key, comment = Label(argument.arg, "key"), Label(behind[:MOST_WORDS], "comment")
                self.expression(value, context.within(key, comment, row))

    def _assign(self, target: ast.expr, value: ast.expr, context: Context) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, part in zip(target.elts[:20], value.elts[:20], strict=False):
                self._assign(one, part, context)
            return
        names = target_names(target)
        value = made_by_default(value)
        self._names = names_in(value) or self._names
        figures = figures_of(self._names, value, self.number)
        if figures:
            self.column(self._names, figures, context.within(*(Label(name, "key") for name in names)))
            return
        rows = listed(value)
        if rows is not None:
            value, columns = rows
            context = context.within(Label(columns[:MOST_WORDS], "columns"))
        comments = [
            label for label in context.labels if label.role in ("comment", "above", "heading", "about", "columns")
        ]
        if isinstance(value, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
            context = replace(context, table=next(self.numbers))
            if names:
                self.tables[names[0]] = table_branches(value, self.places)
            outer = context.labels[len([c for c in comments if c in context.labels[:2]]) :]
            inside = [Label(name, "name") for name in names]
            context = replace(context, labels=(*inside, *comments[:2], *outer)[:MOST_LABELS])
        else:
            context = context.within(*(Label(name, "key") for name in names))
        self.expression(value, context)

    def _if(self, node: ast.If, context: Context, depth: int) -> tuple[list[tuple[Condition, ast.If]], bool]:
        """The branches of an if ... elif ... else; returns those that ask for names, and whether an else follows."""
        found: list[tuple[Condition, ast.If]] = []
        branch = node
        while True:
            asked, form = self.scope.asked(branch.test)
            if asked is not None:
                found.append((asked, branch))
            inner = context
            if asked is not None or form is not None:
                behind = self.places.comment(branch.lineno)
                remarks = f"{self.places.above(branch.lineno)} {behind}"
                label = computed_as(form.label(), remarks) if form is not None else Label("", "format")
                inner = replace(context, row=next(self.numbers), default="" if asked is not None else context.default)
                inner = inner.within(
                    condition_label(asked) if asked is not None else Label("", "condition"),
                    label,
                    Label(behind[:MOST_WORDS], "comment"),
                )
            self._body(branch.body, inner, depth + 1)
            if form is not None and form.pure:
                context = context.within(form.label(held=False))
            if len(branch.orelse) == 1 and isinstance(branch.orelse[0], ast.If):
                branch = branch.orelse[0]
                continue
            break
        if branch.orelse:
            inner = replace(context, row=next(self.numbers))
            if found and not context.conditional:
                inner = self._as_default(inner, branch.orelse)
            self._body(branch.orelse, inner, depth + 1)
        return found, bool(branch.orelse)

    def _match(self, node: ast.Match, context: Context, depth: int) -> None:
        named = False
        for case in node.cases:
            names = pattern(case.pattern)
            guard = condition(case.guard, self.scope.lowered) if case.guard is not None else None
            needs = names or (guard.needs if guard else ())
            inner = replace(context, row=next(self.numbers), default="")
            form = formats_of_case(case.pattern)
            if form is not None:
                inner = inner.within(form.label())
            elif needs:
                inner = inner.within(Label(" ".join(needs[0]), "condition", tuple(map(" ".join, needs[1:]))))
                named = True
            elif case.guard is None and named and not context.conditional:
                inner = self._as_default(inner, case.body)
            self._body(case.body, inner, depth + 1)
