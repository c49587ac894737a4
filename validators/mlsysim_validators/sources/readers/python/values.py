"""The numbers that Python source sets down, with the names, keys, comments and conditions that they stand under.

The syntax tree is walked; nothing is run. Only products, quotients and powers of literals (and of names that the file
gives one literal value) are worked out.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence
from dataclasses import replace

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.readers.numbers import Number, numbers_in_words, with_memory
from mlsysim_validators.sources.readers.python.columns import columns_of, named_columns
from mlsysim_validators.sources.readers.python.conditions import (
    Condition,
    condition,
    condition_label,
    pattern,
    searched_for,
    string,
    strings,
)
from mlsysim_validators.sources.readers.python.context import MOST_LABELS, Context
from mlsysim_validators.sources.readers.python.formats import computed_as, formats_of_case
from mlsysim_validators.sources.readers.python.lookups import chain_lookup, table_branches
from mlsysim_validators.sources.readers.python.nodes import (
    MOST_WORDS,
    NAMING,
    begins_below,
    counts_by,
    key_words,
    leaves,
    listed,
    made_by_default,
    names_its_row,
    own_name,
    paired,
    section_of,
    target_names,
    tells,
)
from mlsysim_validators.sources.readers.python.operands import divisor_of_one, multiplied, shared_out
from mlsysim_validators.sources.readers.python.options import called, default_of_option
from mlsysim_validators.sources.readers.python.parallel import figures_of, names_in
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.readers.python.quantities import quantity
from mlsysim_validators.sources.readers.python.scopes import Scope
from mlsysim_validators.sources.readers.python.survey import Survey
from mlsysim_validators.sources.readers.sections import names_beside, of_a_run
from mlsysim_validators.sources.texts.documents import Branch, Label, Lookup, Text, Value

_DEPTH = 40
_MOST_OVER = 3
_A_FIGURE = AnyCase(r"[GTP](?:i?B\b|FLOP|OP|B/s|Bps)|W\Z")
_SPARSE = AnyCase(r"spars|dense")
_IS_A_DEVICE = regex(r"is_[a-z]{1,2}\d{2,3}")


class ValueWalker:
    """Collects the values and look-ups of one module."""

    def __init__(self, places: Places, tree: ast.Module, file_name: str) -> None:
        self.places = places
        self.values: list[Value] = []
        self.lookups: list[Lookup] = []
        self.tables: dict[str, list[Branch]] = {}  # the keys of a named dict or list, in order
        self._numbers = itertools.count(1)
        self._scope = Scope()
        self._names: tuple[str, ...] = ()  # of the last list of names
        self._file = Label(file_name, "file")
        self._survey = Survey(places, tree)
        self.number = self._survey.number

    def statement(self, node: ast.stmt) -> list[Value]:
        """The values of one statement of the module."""
        self.values = []
        table = next(self._numbers)
        self._body([node], Context((self._file,), table, next(self._numbers)), 0)
        return self.values

    def finish(self) -> None:
        """Turn the tables that are searched by loops into look-ups."""
        for name, case in dict(self._survey.loops).items():
            branches = self.tables.get(name, [])
            if len(branches) > 1:
                self.lookups.append(Lookup(tuple(branch._replace(case=case) for branch in branches)))

    # -- statements ---------------------------------------------------------------------------------------------------

    def _body(self, statements: Sequence[ast.stmt], context: Context, depth: int) -> None:
        if depth > _DEPTH:
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
                decided = self._scope.decided(node)
                context = context.within(decided.label(held=False)) if decided is not None else context
            elif isinstance(node, ast.Return) and chain and node.value is not None and not context.conditional:
                self._expression(node.value, self._at(node, self._as_default(context, statements)))
            else:
                self._statement(node, context, depth)
        self.lookups += chain_lookup(chain, self.places)

    def _as_default(self, context: Context, statements: Sequence[ast.stmt]) -> Context:
        """The context of what stands for every device that nothing else names."""
        if self._scope.name in self._survey.helpers:
            return context  # called for some devices only
        told = any(tells(part) for part in statements)
        return replace(context, default="denied" if self._scope.denied else "announced" if told else "silent")

    def _statement(self, node: ast.stmt, context: Context, depth: int) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            inner = self._named(node, context)
            outer = self._scope
            for part in node.decorator_list:  # @click.option("--peak-tflops", default=312)
                if isinstance(part, ast.Call) and default_of_option(part, called(part)) is not None:
                    self._expression(part, inner)
            if not isinstance(node, ast.ClassDef):
                self._defaults(node.args, inner)
                self._scope = Scope.of(node)
                inner = inner.within(*self._survey.helpers.get(node.name, ()))
            self._body(node.body, inner, depth + 1)
            self._scope = outer
        elif isinstance(node, ast.Assign):
            self._assign(node.targets[0], node.value, self._at(node, context))
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._assign(node.target, node.value, self._at(node, context))
        elif isinstance(node, (ast.Return, ast.Expr)) and node.value is not None:
            self._expression(node.value, self._at(node, context))
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
        inner = replace(context, table=next(self._numbers), row=next(self._numbers), default="")
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
                self._expression(value, context.within(key, comment, row))

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
            self._column(self._names, figures, context.within(*(Label(name, "key") for name in names)))
            return
        rows = listed(value)
        if rows is not None:
            value, columns = rows
            context = context.within(Label(columns[:MOST_WORDS], "columns"))
        comments = [
            label for label in context.labels if label.role in ("comment", "above", "heading", "about", "columns")
        ]
        if isinstance(value, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
            context = replace(context, table=next(self._numbers))
            if names:
                self.tables[names[0]] = table_branches(value, self.places)
            outer = context.labels[len([c for c in comments if c in context.labels[:2]]) :]
            inside = [Label(name, "name") for name in names]
            context = replace(context, labels=(*inside, *comments[:2], *outer)[:MOST_LABELS])
        else:
            context = context.within(*(Label(name, "key") for name in names))
        self._expression(value, context)

    def _if(self, node: ast.If, context: Context, depth: int) -> tuple[list[tuple[Condition, ast.If]], bool]:
        """The branches of an if ... elif ... else; returns those that ask for names, and whether an else follows."""
        found: list[tuple[Condition, ast.If]] = []
        branch = node
        while True:
            asked, form = self._scope.asked(branch.test)
            if asked is not None:
                found.append((asked, branch))
            inner = context
            if asked is not None or form is not None:
                behind = self.places.comment(branch.lineno)
                remarks = f"{self.places.above(branch.lineno)} {behind}"
                label = computed_as(form.label(), remarks) if form is not None else Label("", "format")
                inner = replace(context, row=next(self._numbers), default="" if asked is not None else context.default)
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
            inner = replace(context, row=next(self._numbers))
            if found and not context.conditional:
                inner = self._as_default(inner, branch.orelse)
            self._body(branch.orelse, inner, depth + 1)
        return found, bool(branch.orelse)

    def _match(self, node: ast.Match, context: Context, depth: int) -> None:
        named = False
        for case in node.cases:
            names = pattern(case.pattern)
            guard = condition(case.guard, self._scope.lowered) if case.guard is not None else None
            needs = names or (guard.needs if guard else ())
            inner = replace(context, row=next(self._numbers), default="")
            form = formats_of_case(case.pattern)
            if form is not None:
                inner = inner.within(form.label())
            elif needs:
                inner = inner.within(Label(" ".join(needs[0]), "condition", tuple(map(" ".join, needs[1:]))))
                named = True
            elif case.guard is None and named and not context.conditional:
                inner = self._as_default(inner, case.body)
            self._body(case.body, inner, depth + 1)

    # -- expressions --------------------------------------------------------------------------------------------------

    def _expression(self, node: ast.expr, context: Context, depth: int = 0) -> None:
        if depth > _DEPTH:
            return
        number = self.number(node)
        if number is not None:
            self._emit(node, number, context)
        elif (measured := quantity(node, self.number)) is not None:
            self._expression(measured[0], context.within(Label(measured[1], "unit")), depth + 1)
        elif isinstance(node, ast.Dict):
            self._dict(node.keys, node.values, context, depth)
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            self._sequence(node, context, depth)
        elif isinstance(node, ast.Call):
            self._call(node, context, depth)
        elif isinstance(node, ast.IfExp):
            self._choice(node, context, depth)
        elif isinstance(node, (ast.Starred, ast.Await)) or (
            isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict)
        ):
            self._expression(node.value, context, depth + 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            key = context.labels[0].words if context.labels and context.labels[0].role == "key" else ""
            for said in numbers_in_words(node.value):
                if said.words or counts_by(key):
                    inner = context.within(Label(with_memory(said.words, node.value, key), "unit"))
                    self._emit(node, said.number, inner, node.value[said.start : said.end])
        elif isinstance(node, ast.BinOp):
            self._formula(node, context, depth)
        elif (rows := listed(node)) is not None:
            literal, columns = rows
            self._expression(literal, context.within(Label(columns[:MOST_WORDS], "columns")), depth + 1)

    def _formula(self, node: ast.BinOp, context: Context, depth: int) -> None:
        """What a formula divides by, `flops / (312e12 * world_size)`, and whatever stands in its unknown parts."""
        divisor = node.right
        if isinstance(node.op, ast.Div):
            divisor = divisor_of_one(divisor, self.number)
            if (number := self.number(divisor)) is not None:
                unnamed = tuple(label for label in context.labels if label.role != "key")
                self._emit(divisor, number, replace(context, labels=unnamed))
        if isinstance(node.op, (ast.Div, ast.FloorDiv)) and (whole := shared_out(node, self.number)) is not None:
            self._emit(*whole, context)
        if isinstance(node.op, ast.Mult):
            for part, number in multiplied(node, self.number):
                self._emit(part, number, context)
        for part in (node.left, node.right):  # a factor that is not known: 1979e12 * correction
            if self.number(part) is None and part is not divisor:
                self._expression(part, context, depth + 1)

    def _emit(self, node: ast.expr, number: Number, context: Context, words: str = "") -> None:
        """Note a number; `words` are those of a string that it stands in."""
        if number.value > 0 and any(isinstance(part, ast.Constant) for part in ast.walk(node)):
            text = self.places.text(node)
            if words and words in text.text:
                start = text.offsets[text.text.index(words)]
                text = Text(words, range(start, start + len(words)))
            self.values.append(Value(text, *number[:3], context.labels, context.table, context.row, context.default))

    def _dict(self, keys: Sequence[ast.expr | None], values: Sequence[ast.expr], context: Context, depth: int) -> None:
        names = [key_words(key) for key in keys]
        row = next(self._numbers)
        own = [
            text
            for name, value in zip(names, values, strict=True)
            if (text := string(value)) and names_its_row(name, text)
        ]
        row_label = Label(" ".join(own)[:MOST_WORDS], "row")
        listed = names_in(*values)
        context = context.beside(of_a_run(names))
        sections = [section_of(name, value, own) for name, value in zip(names, values, strict=True)]
        for key, name, value, beside in zip(keys, names, values, names_beside(sections, own), strict=True):
            line = value.end_lineno or value.lineno
            behind = self.places.comment(line) if line != context.line else ""
            if not behind and key is not None and begins_below(value) and key.lineno != context.line:
                behind = self.places.comment(key.lineno)  # "gfx950": Spec(  # as MI355X
            above = self.places.above(key.lineno) if key is not None and key.lineno != context.line else ""
            inner = context.within(
                Label(name, "key"),
                Label(behind[:MOST_WORDS], "comment"),
                row_label,
                Label(above[:MOST_WORDS], "above"),
            )
            inside = isinstance(value, (ast.Dict, ast.Tuple, ast.List, ast.Call))
            line = line if value.lineno == line else context.line
            inner = inner.beside(beside)
            figures = figures_of(listed, value, self.number)
            if figures:
                self._column(listed, figures, inner)
                continue
            self._expression(value, replace(inner, row=next(self._numbers) if inside else row, line=line), depth + 1)

    def _column(self, names: Sequence[str], figures: Sequence[ast.expr], context: Context) -> None:
        """Numbers side by side with the names of whom they are."""
        table = next(self._numbers)
        for name, figure in zip(names, figures, strict=True):
            inner = replace(context, table=table, row=next(self._numbers))
            self._expression(figure, inner.within(Label(name[:MOST_WORDS], "row")), _DEPTH)

    def _sequence(self, node: ast.Tuple | ast.List | ast.Set, context: Context, depth: int) -> None:
        numbers = [element for element in node.elts if self.number(element) is not None]
        named = [(string(element) or searched_for(element) or "", *strings(element)) for element in node.elts]
        words = [text for texts in named for text in texts if text]
        if not numbers or len(numbers) > 20:
            inside = [element for element in node.elts if isinstance(element, (ast.Dict, ast.Call))]
            if len(words) == 1 and len(inside) == len(node.elts) - 1:  # ("H100", {"tflops": 989})
                context = context.within(Label(words[0][:MOST_WORDS], "row"))
            for element in node.elts:
                behind = self.places.comment(element.end_lineno or element.lineno)
                above = self.places.above(element.lineno)
                inner = context.within(Label(behind[:MOST_WORDS], "comment"), Label(above[:MOST_WORDS], "above"))
                self._expression(element, replace(inner, row=next(self._numbers), line=element.lineno), depth + 1)
            return
        columns = columns_of(context.labels, len(node.elts), likely=len(numbers) > 1)
        inner = context.within(Label(" ".join(words)[:MOST_WORDS], "row"))
        for index, element in enumerate(node.elts):
            if element in numbers:
                key = Label(columns[index] if columns else "", "key")
                if columns or len(numbers) == 1:
                    self._expression(element, inner.within(key), depth + 1)
            elif not string(element):
                self._expression(element, inner, depth + 1)

    def _call(self, node: ast.Call, context: Context, depth: int) -> None:
        function = node.func
        name = called(node)
        if name == "get" and len(node.args) == 2 and isinstance(function, ast.Attribute):
            if self.number(node.args[1]) is not None and isinstance(function.value, ast.Name):
                label, asked = Label(function.value.id, "name"), string(node.args[0])
                inner = context.within(Label(asked or "", "key"), label)
                # config.get("peak_tflops", 312) asks for a setting, peaks.get(name, 312e12) for a device
                self._expression(node.args[1], inner if asked else replace(inner, default="silent"), depth + 1)
            elif isinstance(function.value, ast.Dict):
                self._expression(function.value, context, depth + 1)
            return
        option = default_of_option(node, name)
        if option is not None:
            told = Label(option.told[:MOST_WORDS], "comment")
            self._expression(option.value, context.within(Label(option.name, "key"), told), depth + 1)
            return
        if name == "zip" and (names := names_in(*node.args)):
            for column in node.args:
                if figures := figures_of(names, column, self.number):
                    self._column(names, figures, context)
            return
        fields = self._survey.fields.get(name, [])
        listed = named_columns(node)
        if listed:
            context = context.within(Label(listed, "heading"))
        keys: list[tuple[str, ast.expr, str]] = [(*pair, remark) for pair, remark in paired(node, fields)]
        own = [text for key, value, _ in keys if (not key or NAMING.search(key)) and (text := string(value))]
        row = replace(context, row=next(self._numbers)).within(
            Label(" ".join(own)[:MOST_WORDS], "row"), Label(name, "name")
        )
        for key, value, remark in keys:
            if key or self.number(value) is None:
                behind = self.places.comment(value.end_lineno or value.lineno)
                inner = row.within(Label(key, "key"), Label(behind[:MOST_WORDS], "comment"), Label(remark, "heading"))
                self._expression(value, inner, depth + 1)
                self._remarked(value, inner)

    def _remarked(self, node: ast.expr, context: Context) -> None:
        """What a comment says that a name comes to: `Profile(peak_ops_per_sec=bf16_peak,  # ~989 TFLOPS`."""
        named = isinstance(node, (ast.Name, ast.Attribute)) and self.number(node) is None
        for said in numbers_in_words(self.places.comment(node.lineno))[:1] if named else ():
            if _A_FIGURE.match(said.words):
                inner = context.within(Label(said.words, "unit"))
                text = self.places.remark(node.lineno)
                self.values.append(Value(text, *said.number[:3], inner.labels, context.table, context.row))

    def _choice(self, node: ast.IfExp, context: Context, depth: int) -> None:
        asked, form = self._scope.asked(node.test)
        inner = replace(context, row=next(self._numbers))
        if asked is None and form is None:
            test = ast.unparse(node.test)[:200]
            if _SPARSE.search(test):  # `2250e12 if dense else 4500e12`
                context = context.within(Label("dense, or with sparsity", "comment"))
            self._expression(node.body, context, depth + 1)
            if _IS_A_DEVICE.search(test):  # `989e12 if is_h800() else 312e12`: what is said above is of the former
                kept = tuple(label for label in context.labels if label.role not in ("heading", "about"))
                context = replace(context, labels=kept)
            self._expression(node.orelse, context, depth + 1)
            return
        held = inner.within(form.label()) if form is not None else inner
        if asked is None:
            self._expression(node.body, held, depth + 1)
            other = inner.within(form.label(held=False)) if form is not None else inner
            self._expression(node.orelse, other, depth + 1)
            return
        self._expression(node.body, replace(held.within(condition_label(asked)), default=""), depth + 1)
        if self.number(node.orelse) is not None and not context.conditional:
            inner = replace(inner, default="silent")
        self._expression(node.orelse, inner, depth + 1)
