"""YAML as this registry reads it: YAML 1.2 scalars, a position for every node, every problem reported at once.

PyYAML's C parser gives the events; the tree is built here because PyYAML's own constructor reads `1e12` as a string
and `NO` as false, keeps the last of two equal keys, follows aliases (which lets a small file stand for a huge one),
and recurses as deep as the text says.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_CONSTANTS = {"null": None, "Null": None, "NULL": None, "~": None, "": None}
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_YAML_1_1_BOOLEANS = frozenset("y Y yes Yes YES n N no No NO on On ON off Off OFF".split())  # noqa: SIM905
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\Z")

Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """Line and column, both from 1."""

    line: int
    column: int


class Problem(NamedTuple):
    """Something wrong with the text itself: `kind` is the short name that the syntax rules know it by."""

    kind: str
    message: str
    mark: Mark
    hint: str = ""


class Parsed(NamedTuple):
    """A YAML text as plain data, with the place of every value and key, and the problems met on the way."""

    data: Any
    marks: dict[Path, Mark]
    key_marks: dict[Path, Mark]
    problems: list[Problem]

    def mark(self, path: Path) -> Mark:
        """Where the value at `path` stands, or the nearest thing above it that has a place."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Mark(1, 1))


class _Frame:
    """A collection that is being filled: a mapping waits for a key or for the value of `key`."""

    __slots__ = ("container", "is_root", "key", "path", "waiting_for_key")

    def __init__(self, container: Any, path: Path, is_root: bool = False) -> None:
        self.container = container
        self.path = path
        self.is_root = is_root  # the list that takes the document itself
        self.key: Any = None
        self.waiting_for_key = isinstance(container, dict)


def parse_bytes(content: bytes) -> Parsed:
    """Parse the bytes of a YAML file; never raises for anything that a file can contain."""
    start = Mark(1, 1)
    if len(content) > MAX_BYTES:
        message = f"the file has {len(content):,} bytes; an entry has at most {MAX_BYTES:,}"
        return Parsed(None, {}, {}, [Problem("too-large", message, start, "split it, or remove what does not belong")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        mark = Mark(before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        message = f"byte 0x{content[error.start]:02x} is not UTF-8"
        return Parsed(None, {}, {}, [Problem("encoding", message, mark, "save the file as UTF-8")])
    return parse_text(text)


def parse_text(text: str) -> Parsed:
    """Parse YAML text; never raises for anything that a text can contain."""
    marks: dict[Path, Mark] = {}
    key_marks: dict[Path, Mark] = {}
    problems: list[Problem] = []
    root: list[Any] = []
    stack = [_Frame(root, (), is_root=True)]
    for number, line in enumerate(text.split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            mark = Mark(number, indent.index("\t") + 1)
            problems.append(Problem("tab", "a tab indents this line", mark, "indent with two spaces"))
    if any(problem.kind == "tab" for problem in problems):
        return Parsed(None, marks, key_marks, problems)
    documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            begins: Any = event.start_mark
            mark = Mark(begins.line + 1, begins.column + 1)
            if isinstance(event, yaml.ScalarEvent):
                value = _scalar(event, mark, problems, is_key=stack[-1].waiting_for_key)
                _place(stack[-1], value, mark, marks, key_marks, problems)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                _check_node(event, mark, problems)
                container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                path = _place(stack[-1], container, mark, marks, key_marks, problems)
                stack.append(_Frame(container, path))
                if len(stack) > MAX_DEPTH:
                    problems.append(Problem("depth", f"nested more than {MAX_DEPTH} levels deep", mark))
                    break
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
            elif isinstance(event, yaml.AliasEvent):
                problems.append(_anchor_problem(f"*{event.anchor}", mark))
                _place(stack[-1], None, mark, marks, key_marks, problems)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    hint = "one file, one entry: move the second document to a file of its own"
                    problems.append(Problem("documents", "a second YAML document begins here", mark, hint))
                    break
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(error))
        return Parsed(None, marks, key_marks, problems)
    return Parsed(root[0] if root else None, marks, key_marks, problems)


def _check_node(event: Any, mark: Mark, problems: list[Problem]) -> None:
    if event.anchor:
        problems.append(_anchor_problem(f"&{event.anchor}", mark))
    if event.tag and event.tag != "!":
        message = f"the tag `{event.tag}` is not used here"
        problems.append(Problem("tag", message, mark, "write a plain value"))


def _anchor_problem(name: str, mark: Mark) -> Problem:
    message = f"`{name}`: anchors and aliases are not used here"
    return Problem("anchor", message, mark, "write the value out; every spec stands for itself")


def _syntax_problem(error: yaml.YAMLError) -> Problem:
    where = getattr(error, "problem_mark", None)
    mark = Mark(where.line + 1, where.column + 1) if where is not None else Mark(1, 1)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    context = getattr(error, "context", None)
    message = f"not YAML: {said}" + (f" ({context})" if context else "")
    return Problem("not-yaml", message, mark, "quote a text that contains `: `, `#`, or begins with a quote or bracket")


def _place(
    frame: _Frame,
    value: Any,
    mark: Mark,
    marks: dict[Path, Mark],
    key_marks: dict[Path, Mark],
    problems: list[Problem],
) -> Path:
    """Put a value where the frame waits for one; the path at which it stands."""
    if isinstance(frame.container, list):
        path: Path = () if frame.is_root else (*frame.path, len(frame.container))
        frame.container.append(value)
        marks[path] = mark
        return path
    if frame.waiting_for_key:
        if isinstance(value, (dict, list)):
            problems.append(Problem("key", "a key is a plain word", mark))
            value = f"<{type(value).__name__} at {mark.line}:{mark.column}>"
        key = value if isinstance(value, str) else str(value)
        path = (*frame.path, key)
        if key in frame.container:
            first = key_marks[path]
            message = f"the key `{key}` stands twice; first at line {first.line}"
            problems.append(Problem("duplicate-key", message, mark, "keep one of the two"))
            while key in frame.container:
                key = f"{key} (again)"
            path = (*frame.path, key)
        key_marks[path] = mark
        frame.key, frame.waiting_for_key = key, False
        return path
    path = (*frame.path, frame.key)
    frame.container[frame.key] = value
    marks[path] = mark
    frame.waiting_for_key = True
    return path


def _scalar(event: Any, mark: Mark, problems: list[Problem], is_key: bool) -> Any:
    _check_node(event, mark, problems)
    value: str = event.value
    if is_key or event.style:  # quoted or block text is text; plain has '' or None
        return value
    if value in _CONSTANTS:
        return None
    if value in _BOOLEANS:
        return _BOOLEANS[value]
    if value in _YAML_1_1_BOOLEANS:
        message = f"`{value}` is a boolean to YAML 1.1 readers and a text to YAML 1.2 readers"
        problems.append(Problem("yaml-1-1", message, mark, f'write true or false, or quote it: "{value}"'))
        return value
    if _INTEGER.match(value):
        if len(value) > 30:
            problems.append(Problem("number", "an integer of more than 30 digits", mark))
            return 0
        return int(value)
    if _FLOAT.match(value):
        return float(value)
    return value
