"""Several names beside as many numbers: whose each is. "H100 SXM / PCIe" beside "700 / 350 W", "80 and 141 GB"."""

from __future__ import annotations

import re
from typing import TypeVar

from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.patterns import regex

_Name = TypeVar("_Name", bound=Mention | Stranger)

_PARTS_OF_A_CELL = regex(r" ?/ ?(?=[~≈]?\d)| (?:vs\.?|versus|and|or|→|\||;) |[;,] (?=[~≈]?\d)|\u2028")
_RESPECTIVELY = regex(r"\brespectively\b", re.IGNORECASE)
_JOINT = regex(
    r"(?:[ \u00a0]?(?:,|/|&|→|->|;)[ \u00a0]?(?:and |or |the |versus |vs\.? )?|"
    r"[ \u00a0](?:and|or|vs\.?|versus|against|to)[ \u00a0](?:an? |the |just |only )?)\W{0,2}",
    re.IGNORECASE,
)
_OF_ALL = regex(r"\b(?:both|each|all|either|per|same)\b", re.IGNORECASE)
_LEAST = 2


def of_cell(stated: Stated, names: list[_Name]) -> _Name | None:
    """The name of a label with several that a number of a cell with as many parts belongs to."""
    text, place = stated.text.text, stated.reading.start
    if len(names) < _LEAST:
        return None
    starts = [0, *(match.end() for match in _PARTS_OF_A_CELL.finditer(text))]
    if len(starts) != len(names):
        return None
    return names[sum(start <= place for start in starts) - 1]


def of_sentence(stated: Stated, names: list[Mention | Stranger], start: int, sentence: str) -> list[Mention | Stranger]:
    """The name that a number belongs to in "the H100 and the H200 have 80 and 141 GB", or with "respectively"."""
    if len(names) < _LEAST:
        return []
    place = stated.reading.start - start
    numbers = _numbers(sentence, names)
    if _RESPECTIVELY.search(sentence):
        index = next((index for index, number in enumerate(numbers) if number.start == place), None)
        if index is not None and len(numbers) == len(names):
            return [names[index]]
    listed = _listing(numbers, sentence, place)
    index = next((index for index, number in enumerate(listed) if number.start == place), None)
    if index is None or len(listed) < _LEAST or len(formats_in(sentence)) > 1:
        return []
    ahead = [run for run in _runs(names, sentence) if run[-1].end <= listed[0].start]
    behind = [run for run in _runs(names, sentence) if run[0].start >= listed[-1].end]
    for run in (*ahead[-1:], *behind[:1]):
        begin = max(0, run[0].start - 12)
        if len(run) == len(listed) and not _OF_ALL.search(sentence[begin : run[0].start]):
            return [run[index]]
    return []


def _numbers(sentence: str, names: list[Mention | Stranger]) -> list[Reading]:
    """The numbers of a sentence that are no part of a name."""
    covered = [(name.start, name.end) for name in names]
    return [
        reading
        for reading in readings(sentence)
        if not any(begin < reading.end and reading.start < end for begin, end in covered)
    ]


def _listing(numbers: list[Reading], sentence: str, place: int) -> list[Reading]:
    """The numbers of one unit that are joined to the one at a place: "80 and 141 GB"."""
    run: list[Reading] = []
    for number in numbers:
        if run and not (_JOINT.fullmatch(sentence, run[-1].end, number.start) and _alike(run[-1], number)):
            if any(one.start == place for one in run):
                return run
            run = []
        run.append(number)
    return run if any(one.start == place for one in run) else []


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two numbers may share a unit: the same, or none at the first."""
    return one.bare or one.units[0].dimension == other.units[0].dimension


def _runs(names: list[Mention | Stranger], sentence: str) -> list[list[Mention | Stranger]]:
    """The names that are joined to one another, run by run."""
    runs: list[list[Mention | Stranger]] = []
    for name in names:
        if runs and _JOINT.fullmatch(sentence, runs[-1][-1].end, name.start):
            runs[-1].append(name)
        else:
            runs.append([name])
    return runs
