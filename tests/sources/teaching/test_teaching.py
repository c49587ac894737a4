"""The bars for lectures: right ones stay quiet, natural mistakes are found. All documents here were tuned on."""

from __future__ import annotations

from functools import lru_cache

import pytest
from snippets import registry

from teaching.bed import UNREAD, Lesson, Score, lessons, score

LESSONS = list(lessons())


@lru_cache(maxsize=1)
def scores() -> list[Score]:
    return [score(lesson, registry()) for lesson in LESSONS]


@pytest.mark.parametrize("lesson", [*LESSONS, *lessons(folder=UNREAD)], ids=lambda lesson: lesson.path.stem)
def test_a_mistake_changes_its_own_line_only(lesson: Lesson) -> None:
    right, wrong = lesson.right.split("\n"), lesson.wrong().split("\n")
    changed = {number for number, (one, other) in enumerate(zip(right, wrong, strict=True), 1) if one != other}
    assert changed == {one.line for one in lesson.mistakes}


def test_right_lectures_stay_quiet() -> None:
    alarms = sum(len(one.alarms) for one in scores())
    assert alarms <= 0.005 * sum(one.quantities for one in scores())


def test_natural_mistakes_are_found() -> None:
    found = sum(len(one.found) for one in scores())
    assert found >= 0.53 * sum(len(lesson.mistakes) for lesson in LESSONS)


def test_wrong_specifications_are_found() -> None:
    found = sum(mistake.kind == "spec" for one in scores() for mistake in one.found)
    assert found >= 0.8 * sum(mistake.kind == "spec" for lesson in LESSONS for mistake in lesson.mistakes)
