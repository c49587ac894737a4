"""The numbers of an expression of Python, with the keys, names of calls and comments that they stand under.

Nothing is run. Only products, quotients and powers of literals (and of names that the file gives one literal value)
are worked out.
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
    condition_label,
    searched_for,
    string,
    strings,
)
from mlsysim_validators.sources.readers.python.context import Context
from mlsysim_validators.sources.readers.python.nodes import (
    MOST_WORDS,
    NAMING,
    begins_below,
    counts_by,
    key_words,
    listed,
    names_its_row,
    paired,
    section_of,
)
from mlsysim_validators.sources.readers.python.operands import divisor_of_one, multiplied, shared_out
from mlsysim_validators.sources.readers.python.options import called, default_of_option
from mlsysim_validators.sources.readers.python.parallel import figures_of, names_in
from mlsysim_validators.sources.readers.python.places import Places
from mlsysim_validators.sources.readers.python.quantities import quantity
from mlsysim_validators.sources.readers.python.scopes import Scope
from mlsysim_validators.sources.readers.python.survey import Survey
from mlsysim_validators.sources.readers.sections import names_beside, of_a_run
from mlsysim_validators.sources.texts.documents import Label, Text, Value

DEPTH = 40
_A_FIGURE = AnyCase(r"[GTP](?:i?B\b|FLOP|OP|B/s|Bps)|W\Z")
_SPARSE = AnyCase(r"spars|dense")
_IS_A_DEVICE = regex(r"is_[a-z]{1,2}\d{2,3}")


class ExpressionWalker:
    """Collects the values of expressions, as far as `DEPTH` levels down."""

    def __init__(self, places: Places, survey: Survey) -> None:
        self.places = places
        self.survey = survey
        self.number = survey.number
        self.numbers = itertools.count(1)  # of tables and rows
        self.scope = Scope()  # the function that is being read
        self.values: list[Value] = []

    def expression(self, node: ast.expr, context: Context, depth: int = 0) -> None:
        """Note the values of an expression."""
        if depth > DEPTH:
            return
        number = self.number(node)
        if number is not None:
            self._emit(node, number, context)
        elif (measured := quantity(node, self.number)) is not None:
            self.expression(measured[0], context.within(Label(measured[1], "unit")), depth + 1)
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
            self.expression(node.value, context, depth + 1)
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
            self.expression(literal, context.within(Label(columns[:MOST_WORDS], "columns")), depth + 1)

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
                self.expression(part, context, depth + 1)

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
        row = next(self.numbers)
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
                self.column(listed, figures, inner)
                continue
            self.expression(value, replace(inner, row=next(self.numbers) if inside else row, line=line), depth + 1)

    def column(self, names: Sequence[str], figures: Sequence[ast.expr], context: Context) -> None:
        """Numbers side by side with the names of whom they are."""
        table = next(self.numbers)
        for name, figure in zip(names, figures, strict=True):
            inner = replace(context, table=table, row=next(self.numbers))
            self.expression(figure, inner.within(Label(name[:MOST_WORDS], "row")), DEPTH)

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
                self.expression(element, replace(inner, row=next(self.numbers), line=element.lineno), depth + 1)
            return
        columns = columns_of(context.labels, len(node.elts), likely=len(numbers) > 1)
        inner = context.within(Label(" ".join(words)[:MOST_WORDS], "row"))
        for index, element in enumerate(node.elts):
            if element in numbers:
                key = Label(columns[index] if columns else "", "key")
                if columns or len(numbers) == 1:
                    self.expression(element, inner.within(key), depth + 1)
            elif not string(element):
                self.expression(element, inner, depth + 1)

    def _call(self, node: ast.Call, context: Context, depth: int) -> None:
        function = node.func
        name = called(node)
        if name == "get" and len(node.args) == 2 and isinstance(function, ast.Attribute):
            if self.number(node.args[1]) is not None and isinstance(function.value, ast.Name):
                label, asked = Label(function.value.id, "name"), string(node.args[0])
                inner = context.within(Label(asked or "", "key"), label)
                # config.get("peak_tflops", 312) asks for a setting, peaks.get(name, 312e12) for a device
                self.expression(node.args[1], inner if asked else replace(inner, default="silent"), depth + 1)
            elif isinstance(function.value, ast.Dict):
                self.expression(function.value, context, depth + 1)
            return
        option = default_of_option(node, name)
        if option is not None:
            told = Label(option.told[:MOST_WORDS], "comment")
            self.expression(option.value, context.within(Label(option.name, "key"), told), depth + 1)
            return
        if name == "zip" and (names := names_in(*node.args)):
            for column in node.args:
                if figures := figures_of(names, column, self.number):
                    self.column(names, figures, context)
            return
        fields = self.survey.fields.get(name, [])
        listed = named_columns(node)
        if listed:
            context = context.within(Label(listed, "heading"))
        keys: list[tuple[str, ast.expr, str]] = [(*pair, remark) for pair, remark in paired(node, fields)]
        own = [text for key, value, _ in keys if (not key or NAMING.search(key)) and (text := string(value))]
        row = replace(context, row=next(self.numbers)).within(
            Label(" ".join(own)[:MOST_WORDS], "row"), Label(name, "name")
        )
        for key, value, remark in keys:
            if key or self.number(value) is None:
                behind = self.places.comment(value.end_lineno or value.lineno)
                inner = row.within(Label(key, "key"), Label(behind[:MOST_WORDS], "comment"), Label(remark, "heading"))
                self.expression(value, inner, depth + 1)
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
        asked, form = self.scope.asked(node.test)
        inner = replace(context, row=next(self.numbers))
        if asked is None and form is None:
            test = ast.unparse(node.test)[:200]
            if _SPARSE.search(test):  # `2250e12 if dense else 4500e12`
                context = context.within(Label("dense, or with sparsity", "comment"))
            self.expression(node.body, context, depth + 1)
            if _IS_A_DEVICE.search(test):  # `989e12 if is_h800() else 312e12`: what is said above is of the former
                kept = tuple(label for label in context.labels if label.role not in ("heading", "about"))
                context = replace(context, labels=kept)
            self.expression(node.orelse, context, depth + 1)
            return
        held = inner.within(form.label()) if form is not None else inner
        if asked is None:
            self.expression(node.body, held, depth + 1)
            other = inner.within(form.label(held=False)) if form is not None else inner
            self.expression(node.orelse, other, depth + 1)
            return
        self.expression(node.body, replace(held.within(condition_label(asked)), default=""), depth + 1)
        if self.number(node.orelse) is not None and not context.conditional:
            inner = replace(inner, default="silent")
        self.expression(node.orelse, inner, depth + 1)
