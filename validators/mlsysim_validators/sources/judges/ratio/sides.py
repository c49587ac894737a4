"""Whom and what a sentence compares in a table: two of its rows in a column, or two of its columns in a row.

Those that are compared are named by a word that only their label has, by a device that only their label names, by the
number that is their label ("from batch 1 to 64"), or by a number that only they have ("from 192 to 256 GB").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from mlsysim_registry.units.reading import Reading
from mlsysim_registry.units.vocabulary import Dimension
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry, Grid, grids
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.ratio.rows import patterns
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_FROM_TO = regex(
    rf"\bfrom (?:[a-z]+ ){{0,2}}?(?P<first>{_NUMBER}) ?(?:%|[a-zA-Z/]{{1,6}})? ?(?:to|→|->) ?(?:[a-z]+ )?"
    rf"(?P<second>{_NUMBER})(?![\w.])",
    re.IGNORECASE,
)
_SET = regex(rf"\b(?:at|with|batch(?: size)?|of batch|B ?=) ?(?P<number>{_NUMBER})(?![\w.,]*\d|[×x]| ?%)", re.I)
_STEM = regex(r"per [a-z]+|[a-z]{3,}|\bkv\b")
_JOINS = regex(
    r"(?: is|,)? (?:to|over|vs\.?|versus|against|than(?: that of)?|beats|outperforms) (?:the |an? |older )*"
    r"|[ -]?(?:→|->) ?",
    re.IGNORECASE,
)
_ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "the and from with that this for only but not has have had than its their was were are more less over into per "
        "time fold grew grow went gain rise rose fall each all",
    )
)
_GOES_ON = regex(r"\b(?:and|but|yet)\b(?:(?!\b(?:from|to|than|there|against|over)\b)[^.;:])*$")
_LONGEST_STEM = 5
_OF_EACH = regex(r"\bper \w+", re.IGNORECASE)  # "as much per GPU" is not of "memory per GPU"
_MOST = 40
_REACH = 3  # blocks
_MOST_SIDES = 8


class Sides:
    """The tables of a slide that a factor may speak of: those near it, or else the last one of the slide before."""

    def __init__(self, here: Sequence[Grid], before: Slide | None, finder: EntityFinder) -> None:
        self._here, self._before, self._finder = here, before, finder

    @cached_property
    def _sides(self) -> list[Side]:
        found = self._here
        if not found and self._before is not None:
            found = list(grids(self._before, self._before.claims))[-1:]
        return [Side(grid, self._finder, by_row=way) for grid in found for way in (True, False)]

    def near(self, place: int) -> Sequence[Side]:
        """Those near the block at a place."""
        if not self._here:
            return self._sides
        first = bisect_left(self._sides, place - _REACH, key=lambda side: side.grid.index)
        return [side for side in self._sides[first : first + _MOST_SIDES] if side.grid.index <= place + _REACH]


class Named(NamedTuple):
    """One of those that a table tells of, and where a text names it."""

    place: int
    end: int
    subject: int


class Side:
    """A table by those that are compared (`subjects`) and by what it states of them (`quantities`)."""

    def __init__(self, grid: Grid, finder: EntityFinder, *, by_row: bool) -> None:
        self.grid, self.by_row, self._finder = grid, by_row, finder
        columns = {column: grid.headers.get(column, "") for column in grid.values if column}
        rows = {row: label for row, label in grid.names.items() if row not in grid.totals}
        self.subjects, self.quantities = (rows, columns) if by_row else (columns, rows)

    def value(self, subject: int, quantity: int) -> Entry | None:
        """What the table states of one of its subjects."""
        row, column = (subject, quantity) if self.by_row else (quantity, subject)
        found = self.grid.values.get(column, {}).get(row)
        told = ("%",) if len(self.quantities) == 1 else ("×", "%")
        return None if found is None or found.unit.symbol in told or found.value <= 0 else found

    def alike(self, two: tuple[int, int]) -> bool:
        """Whether two subjects go by the same label, so that another one may be meant."""
        return self.subjects.get(two[0]) == self.subjects.get(two[1])

    def pair(self, two: tuple[int, int], quantity: int) -> Pair | None:
        """The two numbers of a quantity."""
        first, second = (self.value(one, quantity) for one in two)
        if first is None or second is None or uncounted(first.unit.dimension) != uncounted(second.unit.dimension):
            return None
        return pair_of_values(
            first.claim.reading, first.value, first.room, second.claim.reading, second.value, second.room
        )

    @cached_property
    def keys(self) -> dict[float, int]:
        """The subjects whose label is a number."""
        found = {}
        for subject, label in self.subjects.items():
            plain = re.sub(r"[\s*$_`]", "", label)
            match = re.fullmatch(rf"(?:[A-Za-z]+[ =]*)?({_NUMBER})(%?)", plain)
            if match:
                value = float(match[1].replace(",", ""))
                found[value] = subject
                if not match[2] and 0 < value < 1:
                    found[round(100 * value, 6)] = subject
        return found if len(set(found.values())) > 1 else {}

    @cached_property
    def _entities(self) -> dict[str, int]:
        found: dict[str, int] = {}
        twice = set()
        for subject, label in self.subjects.items():
            ids = {one.entry.id for one in self._finder.mentions(label)}
            if len(ids) == 1:
                name = ids.pop()
                twice |= {name} & found.keys()
                found[name] = subject
        return {name: subject for name, subject in found.items() if name not in twice}

    @cached_property
    def _patterns(self) -> dict[int, list[re.Pattern[str]]]:
        return patterns(dict(list(self.subjects.items())[:_MOST]), "")

    def named(self, text: str) -> list[Named]:
        """The subjects that a text names, in their order."""
        mentions = self._finder.mentions(text)
        found = [
            Named(one.start, one.end, self._entities[one.entry.id])
            for one in mentions
            if one.entry.id in self._entities
        ]
        lower = text.lower()
        taken = [(one.start, one.end) for one in mentions]
        for subject, words in self._patterns.items():
            for pattern in words:
                for match in pattern.finditer(lower):
                    if not any(begin <= match.start() < end for begin, end in taken):
                        found.append(Named(match.start(), match.end(), subject))
        for match in _SET.finditer(text) if self.keys else ():
            keyed = self.keys.get(float(match["number"].replace(",", "")))
            if keyed is not None:
                found.append(Named(match.start("number"), match.end("number"), keyed))
        return sorted(found)

    def two(self, text: str, place: int, clause: str, *, alone: bool) -> tuple[tuple[int, int] | None, bool]:
        """The two that a text compares by a factor at a place, and whether their numbers name them.

        "from 1 to 64", "A over B", the only two that it (if it has no other factor), or the factor's clause, names.
        """
        told = self.from_to(text, place)
        if told is not None:
            return told, True
        named = self.named(text)
        for one, other in pairwise(named):
            if one.subject != other.subject and one.end < place and _JOINS.fullmatch(text[one.end : other.place]):
                return (one.subject, other.subject), False
        for found in (named if alone else [], self.named(clause)):
            subjects = list(dict.fromkeys(one.subject for one in found))
            if len(subjects) == 2:
                return (subjects[0], subjects[1]), False
        before = list(dict.fromkeys(one.subject for one in named if one.end < place))
        if len(before) == 2 == len({one.subject for one in named}) and _GOES_ON.search(text, named[-1].end, place):
            return (before[0], before[1]), False  # "A has 2.4 times the memory of B and serves 24 times the requests"
        if not named and len(self.subjects) == 2 and not self._finder.mentions(text):
            first, second = self.subjects
            return (first, second), False
        return None, False

    def from_to(self, text: str, place: int) -> tuple[int, int] | None:
        """The last "from 1 to 64" before a place, by the labels or by the numbers of a column."""
        two = None
        for match in _FROM_TO.finditer(text, 0, place):
            values = [float(match[name].replace(",", "")) for name in ("first", "second")]
            keyed = [self.keys[value] for value in values if value in self.keys]
            if len(keyed) < 2:
                keyed = next(self._with_numbers(values), [])
            if len(keyed) == 2 and keyed[0] != keyed[1]:
                two = keyed[0], keyed[1]
        return two

    def _with_numbers(self, values: list[float]) -> Iterator[list[int]]:
        for quantity in self.quantities:
            stated: dict[float, list[int]] = {}
            for subject in self.subjects:
                entry = self.value(subject, quantity)
                if entry is not None:
                    stated.setdefault(entry.claim.reading.value, []).append(subject)
            found = [stated.get(value, []) for value in values]
            if all(len(one) == 1 for one in found):
                yield [one[0] for one in found]

    def meant(self, words: str) -> list[int]:
        """The quantities that some words mean: the most words of whose label they have, or of whose sort they speak."""
        if len(self.quantities) == 1:
            return list(self.quantities)
        mine = stems(_OF_EACH.sub(" ", words))
        wanted = wording.sorts(words)
        scores: dict[int, int] = {}
        for quantity, label in self.quantities.items():
            dimension = self._dimension(quantity)
            if dimension is None:
                continue
            score = 2 * len(mine & stems(label))
            score += any(sort(dimension) for sort in wanted) or any(
                sort in wanted for sort in (wording.sorts(label) if not dimension else ())
            )
            if score:
                scores[quantity] = score
        most = max(scores.values(), default=0)
        return [quantity for quantity, score in scores.items() if score == most]

    def _dimension(self, quantity: int) -> Dimension | None:
        for subject in self.subjects:
            entry = self.value(subject, quantity)
            if entry is not None:
                return uncounted(entry.unit.dimension)
        return None

    def key_pair(self, two: tuple[int, int], reading: Reading) -> Pair | None:
        """The two labels, where they are numbers."""
        values = {subject: value for value, subject in reversed(self.keys.items())}
        if not all(one in values for one in two):
            return None
        first, second = (reading._replace(text=f"{values[one]:g}", value=values[one]) for one in two)
        return pair_of_values(first, first.value, 0.0, second, second.value, 0.0)


def stems(words: str) -> set[str]:
    """The beginnings of the words that tell something; "cache" is written KV as well."""
    lower = words.lower()
    found = {word if " " in word else word.rstrip("s")[:_LONGEST_STEM] for word in _STEM.findall(lower)}
    if "cache" in lower:
        found.add("kv")
    return found - _ORDINARY
