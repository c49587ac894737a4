"""Labels: what a person who read a public file says that its numbers claim.

A label file names the repository, the path and the commit of one file, and lists its claims, one a line:

    LINE:COLUMN NUMBER | ENTITY FIELD | right
    LINE:COLUMN NUMBER | ENTITY FIELD | wrong REASON...      any of these reasons is a good one
    LINE:COLUMN NUMBER | ENTITY FIELD | open WHY             a reader cannot tell; no verdict on it counts
    LINE:COLUMN NUMBER | derived NAME | derived right        a number that follows from others

Every quantity that no line names is no claim: a finding on it is a false alarm.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_registry.errors import DataError

_CLAIM = re.compile(
    r"(?P<line>\d+):(?P<column>\d+) (?P<number>\S+) \| (?P<entity>\S+) (?P<field>[^|]+?) \| (?P<truth>.+)"
)
_TRUTHS = ("right", "wrong", "open")


class Label(NamedTuple):
    """One labelled number. `truth` is right, wrong or open; `derived` where it follows from other numbers."""

    line: int
    column: int
    number: str
    entity: str
    field: str
    truth: str
    reasons: tuple[str, ...]
    derived: bool


class LabelledFile(NamedTuple):
    """The labels of one file. `part` is "tuning" or "held-out"; `lines` is the range that was read."""

    name: str
    repository: str
    path: str
    commit: str
    part: str
    lines: tuple[int, int] | None
    labels: tuple[Label, ...]

    def source(self, folder: str) -> str:
        """Where the file lies below a folder of local copies: OWNER/NAME/PATH."""
        return os.path.join(folder, *self.repository.split("/"), *self.path.split("/"))

    def covers(self, line: int) -> bool:
        """Whether a line was read by the person who labelled."""
        return self.lines is None or self.lines[0] <= line <= self.lines[1]


def read_labels(folder: str) -> Iterator[LabelledFile]:
    """The label files of a folder, in the order of their names."""
    import yaml

    for name in sorted(os.listdir(folder)):
        if name.endswith(".yaml"):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as stream:
                content = yaml.safe_load(stream)
            lines = content.get("lines")
            yield LabelledFile(
                name.removesuffix(".yaml"), content["repository"], content["path"], content["commit"], content["part"],
                (lines[0], lines[1]) if lines else None,
                tuple(_label(path, text) for text in content["claims"] or ()),
            )  # fmt: skip


def _label(path: str, text: str) -> Label:
    match = _CLAIM.fullmatch(text)
    if match is None:
        raise DataError(f"{path}: {text!r} is not LINE:COLUMN NUMBER | ENTITY FIELD | TRUTH")
    derived = match["entity"] == "derived"
    truth, *rest = match["truth"].removeprefix("derived ").split()
    if truth not in _TRUTHS:
        raise DataError(f"{path}: {text!r}: the truth is one of {', '.join(_TRUTHS)}, not {truth!r}")
    reasons = tuple(rest) if truth == "wrong" else ()
    return Label(
        int(match["line"]), int(match["column"]), match["number"], match["entity"], match["field"], truth, reasons,
        derived,
    )  # fmt: skip
