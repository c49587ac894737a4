"""The programs of a document, followed one behind the other, beside the outputs and comments that state results."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mlsysim_registry.units.quantity import Unit
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.arithmetic import equality
from mlsysim_validators.sources.judges.code.comments import called_in, comment_above, comment_behind, results
from mlsysim_validators.sources.judges.code.following import Beside, Following, parsed, tree
from mlsysim_validators.sources.judges.code.lines import line_starts
from mlsysim_validators.sources.judges.code.outputs import aligned
from mlsysim_validators.sources.judges.code.printing import Words
from mlsysim_validators.sources.judges.code.scales import Scale, off_scale, power_between
from mlsysim_validators.sources.judges.code.sessions import docstrings, examples
from mlsysim_validators.sources.judges.code.values import Known, Unknown
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document, Program

_PYTHON = frozenset({"python", "py", "python3", "ipython", "{python}", "pycon"})
_OUTPUT = frozenset({"", "text", "txt", "plain", "plaintext", "none", "output", "console", "bash", "sh", "shell"})
_TELLS_PYTHON = regex(
    r"(?m)^\w[\w.\[\]\"', :]* ?= ?\S|^(?:def|import|from|for|class) \w|^\s*print\(|^>>> |^\w+\(.*\)\s*#"
)
_WIDTHS = frozenset({0.5, 1, 2, 4, 8, 16, 32, 64})


class Compared(NamedTuple):
    """A number of an output or a comment, and what the program comes to there."""

    program: Program
    start: int
    end: int
    known: Known
    should: str
    fits: bool
    reading: Reading | None = None
    unit: Unit | None = None
    factor: float = 0.0  # what is stated over what it should be


def programs_of(document: Document) -> Iterator[Program]:
    """The code and the outputs of a document in their order."""
    if document.programs:
        yield from document.programs
        return
    coded = False
    for index, block in enumerate(document.blocks):
        if block.kind != "listing":
            continue
        language = (block.language.lower().split() or [""])[0]
        told = _TELLS_PYTHON.search(block.text.text) is not None
        if told and (language in _PYTHON or language in _OUTPUT):
            coded = True
            yield Program(block.text, False, index)
        elif coded and (language in _OUTPUT or language in _PYTHON):
            yield Program(block.text, True, index)


def place_in(programs: Sequence[Program], offset: int) -> tuple[Program, int] | None:
    """The program that a source offset lies in, outputs left out, and which of its characters stands there."""
    for program in programs:
        index = program.text.index_of(offset) if not program.output else -1
        if index >= 0:
            return program, index
    return None


def compare(programs: Sequence[Program], replaced: Mapping[int, float]) -> Iterator[Compared]:
    """Follow all programs, with other values for some constants, and compare what they come to."""
    following = Following(replaced)
    printed_lines: list[Words | None] = []
    for program in programs:
        if program.output:
            yield from _of_output(program, printed_lines)
            continue
        code = program.text.text
        prompts = ">>> " in code
        if prompts and tree(code) is None:
            yield from _of_session(program, [(0, code)], following)
            continue
        following.place = _placing(program)
        body = parsed(code)
        lines, beside = following.cell(body)
        printed_lines = [line.words for line in lines]
        yield from _of_comments(program, code, [*beside, *_of_calls(code, following)])
        if prompts:
            yield from _of_session(program, docstrings(body, code), following)


def _placing(program: Program) -> Callable[[ast.expr], int]:
    starts = line_starts(program.text.text)
    return lambda node: program.text.source_offset(starts[min(node.lineno, len(starts)) - 1] + node.col_offset)


def _of_output(program: Program, expected: Sequence[Words | None]) -> Iterator[Compared]:
    position = 0
    lines: list[str] = []
    starts: list[int] = []
    for line in program.text.text.split("\n"):
        if line.strip():
            lines.append(line)
            starts.append(position)
        position += len(line) + 1
    shown = [words for words in expected if words is None or words.text.strip()]
    for index, pairs in aligned(shown, lines):
        for pair in pairs:
            fits = pair.fits(lines[index])
            should = f"{pair.should} {pair.unit}".rstrip()
            yield _compared(program, starts[index] + pair.start, starts[index] + pair.end, pair.known, should, fits)


def _compared(program: Program, start: int, end: int, known: Known, should: str, fits: bool) -> Compared:
    try:
        stated = float(program.text.text[start:end].rstrip("%").replace(",", ""))
        right = float(should.split()[0].rstrip("%").replace(",", ""))
    except ValueError:
        stated = right = 0.0
    return Compared(program, start, end, known, should, fits, factor=stated / right if right else 0.0)


def _of_session(program: Program, parts: Iterable[tuple[int, str]], following: Following) -> Iterator[Compared]:
    """Sessions with prompts: what each statement comes to, beside what is said to be printed below it."""
    following.place = lambda node: -1
    for begin, text in parts:
        for example in examples(text):
            lines, _ = following.cell(parsed(example.source))
            for index, pairs in aligned([line.words for line in lines], [line for _, line in example.output]):
                start, line = example.output[index]
                start += begin
                for pair in pairs:
                    fits = pair.fits(line)
                    yield _compared(program, start + pair.start, start + pair.end, pair.known, pair.should, fits)


def _of_calls(code: str, following: Following) -> Iterator[Beside]:
    """What the calls come to that comments make of the program's own functions, when all of it has been followed."""
    for number, line in enumerate(code.split("\n") if "#" in code else ()):
        called = called_in(line)
        body = tree(called[0]) if called is not None else None
        if called is None or not body or not isinstance(body[0], ast.Expr):
            continue
        try:
            yield Beside(body[0], (following.worth(body[0].value),), (number, called[1]))
        except (Unknown, ArithmeticError, ValueError, TypeError, LookupError, RecursionError):
            continue


def _of_comments(program: Program, code: str, beside: Sequence[Beside]) -> Iterator[Compared]:
    """The numbers of comments behind a statement, below it behind an arrow, or above a print behind one."""
    if "#" not in code:
        return
    lines, starts = code.split("\n"), line_starts(code)
    found: list[Compared] = []
    scales: list[Scale] = []
    for one in beside:
        place = one.place or comment_behind(lines, one.statement) or comment_above(lines, one.statement)
        if place is None:
            continue
        line, column = place
        stated = results(lines[line][column:], len(one.values))
        for known, (reading, marked) in zip(one.values, stated, strict=False):
            if isinstance(known.value, bool) or not isinstance(known.value, (int, float)):
                continue
            if not known.steps and not (marked and _names_something(one.statement)):  # a constant is no result
                continue
            judged = equality.judge_constant(float(known.value), reading, marked=marked)
            if judged is None:
                continue
            equal, unit, value = judged
            if not equal and not marked and reading.value in _WIDTHS and "data" in dict(unit.dimension):
                continue  # "# 8 bits" names a number format
            shift = starts[line] + column
            moved = reading._replace(start=reading.start + shift, end=reading.end + shift)
            factor = reading.value * unit.factor / value if value else 0.0
            should = printed(value, reading, unit)
            power = power_between(factor * value, float(known.value)) if equal else None
            scales.append(Scale(one.statement, unit.dimension, known.roots, power if marked else None))
            found.append(Compared(program, moved.start, moved.end, known, should, equal, moved, unit, factor))
    off = off_scale(scales)
    for index, compared in enumerate(found):
        if index not in off:
            yield compared
            continue
        yield compared._replace(fits=False, should=_as_stated(compared), factor=10.0 ** (scales[index].power or 0))


def _as_stated(compared: Compared) -> str:
    """What a number in base units is, with the digits and in the unit of the comment."""
    if compared.reading is None or compared.unit is None:
        return compared.should
    return printed(float(compared.known.value), compared.reading, compared.unit)


def _names_something(statement: ast.stmt) -> bool:
    """Whether a statement takes the value of a name: `print(round(tau))`, `w_fp8 = params`."""
    return any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id != "print"
        for node in ast.walk(statement)
    )
