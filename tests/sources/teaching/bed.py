"""A test bed of whole documents: decks, notes, notebooks, exercises, code and data.

Their authors had not seen the checker. Each document is right as it stands: every derived number was computed. Beside
it lie the mistakes that its author would make in it, one of which at a time is careless, not random: sparse for dense,
one pass of a ring, a row left out of a total, a stale result. `python tests/sources/teaching/bed.py [-v] [NAME ...]`
measures.

Those of `unread/` have not been read by who works on the checker, only scored (`--unread`): what they say of it is
worth more. Once they are read they belong to the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.reports.report import is_quantity

from mlsysim_registry.data import Registry, load

DOCUMENTS = Path(__file__).resolve().parent / "documents"
UNREAD = DOCUMENTS.with_name("unread")
_BESIDE = 3  # columns


class Mistake(NamedTuple):
    """What an author got wrong: where it stands in the right document, and which other lines tell of it as well."""

    line: int
    column: int
    right: str
    wrong: str
    kind: str
    why: str
    also: tuple[int, ...]


class Lesson(NamedTuple):
    """A document that is right, and its mistakes."""

    path: Path
    right: str
    mistakes: tuple[Mistake, ...]

    def wrong(self) -> str:
        """The document with all its mistakes."""
        lines = self.right.split("\n")
        for one in sorted(self.mistakes, key=lambda one: (one.line, -one.column)):
            line, begin = lines[one.line - 1], one.column - 1
            end = begin + len(one.right)
            assert line[begin:end] == one.right, f"{self.path.name}:{one.line}: {one.right!r} does not stand there"
            lines[one.line - 1] = line[:begin] + one.wrong + line[end:]
        return "\n".join(lines)


class Score(NamedTuple):
    """What the checker makes of a lesson."""

    quantities: int
    alarms: list[Claim]  # on the right document
    found: list[Mistake]
    missed: list[Mistake]


def lessons(*names: str, folder: Path = DOCUMENTS) -> Iterator[Lesson]:
    """The lessons of a folder whose names begin so; all where none are given."""
    for labels in sorted(folder.glob("*.labels.json")):
        name = labels.name.removesuffix(".labels.json")
        path = next(path for path in folder.glob(f"{name}.*") if path != labels)
        if not names or name.startswith(names):
            mistakes = [Mistake(**one | {"also": tuple(one["also"])}) for one in json.loads(labels.read_text("utf-8"))]
            yield Lesson(path, path.read_text("utf-8"), tuple(mistakes))


def score(lesson: Lesson, registry: Registry) -> Score:
    """Check a lesson as it is and with its mistakes."""
    right = check_text(lesson.path.name, lesson.right, registry).claims
    told = [
        claim for claim in check_text(lesson.path.name, lesson.wrong(), registry).claims if claim.verdict in FINDINGS
    ]
    found = [one for one in lesson.mistakes if any(_tells(claim, one, lesson) for claim in told)]
    return Score(
        sum(map(is_quantity, right)),
        [claim for claim in right if claim.verdict in FINDINGS],
        found,
        [one for one in lesson.mistakes if one not in found],
    )


def _tells(claim: Claim, mistake: Mistake, lesson: Lesson) -> bool:
    if lesson.path.suffix == ".ipynb":  # whose lines are those of its cells
        return claim.text in mistake.wrong or mistake.wrong in claim.text
    line, column = _place(claim)
    begin, end = mistake.column - _BESIDE, mistake.column + len(mistake.wrong) + _BESIDE
    return line in mistake.also or (line == mistake.line and begin <= column + len(claim.text) and column <= end)


def _place(claim: Claim) -> tuple[int, int]:
    return claim.document.place(claim.stated.offset)


def main() -> None:
    """Print the scores."""
    names = tuple(word for word in sys.argv[1:] if not word.startswith("-"))
    registry, total = load(), [0, 0, 0, 0]
    for lesson in lessons(*names, folder=UNREAD if "--unread" in sys.argv else DOCUMENTS):
        result = score(lesson, registry)
        figures = [len(result.found), len(lesson.mistakes), len(result.alarms), result.quantities]
        total = [one + other for one, other in zip(total, figures, strict=True)]
        print(f"{lesson.path.name}: found {figures[0]} of {figures[1]}, {figures[2]} alarms on {figures[3]} quantities")
        if "-v" in sys.argv:
            for one in result.missed:
                print(f"  {lesson.path}:{one.line} missed `{one.wrong}` for `{one.right}`: {one.why}")
            for claim in result.alarms:
                print(f"  {lesson.path}:{_place(claim)[0]} alarm at `{claim.text}`: {claim.reason}")
    found, mistakes, alarms, quantities = total
    often = 100 * alarms / quantities
    print(f"found {found} of {mistakes} ({found / mistakes:.0%}); {often:.1f} alarms per 100 quantities")


if __name__ == "__main__":
    main()
