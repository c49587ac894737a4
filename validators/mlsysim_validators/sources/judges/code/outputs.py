"""The lines of an output beside the lines that a program prints: which number stands where, and what it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.judges.code.printing import Words
from mlsysim_validators.sources.judges.code.values import Known
from mlsysim_validators.sources.patterns import regex

_PART = regex(r"\S+")

_NUMBER_AHEAD = regex(r"[-+]?(?:\d[\d,_]*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_FEWEST_ALIKE = 2


class Pair(NamedTuple):
    """A number of an output: [start, end) of its line, and what the program prints there."""

    start: int
    end: int
    should: str
    known: Known
    unit: str = ""  # the unit that the program prints behind it, where the output has another

    def fits(self, line: str) -> bool:
        """Whether the output states the number, or is off by one in its last digit."""
        if self.unit:
            return False
        stated = line[self.start : self.end]
        if stated == self.should:
            return True
        one, other = _plain(stated), _plain(self.should)
        return one is not None and other is not None and abs(one - other) <= 1.01 * _step(self.should)


class _Part(NamedTuple):
    """A word of an expected line: what stands before and behind the number that is computed in it."""

    text: str
    before: str = ""
    behind: str = ""
    number: str = ""
    known: Known | None = None


def aligned(expected: Sequence[Words | None], lines: Sequence[str]) -> Iterator[tuple[int, list[Pair]]]:
    """For each line of an output that the program prints: its index, and its numbers."""
    whole = len(expected) == len(lines) and None not in expected
    following = 0
    for index, words in enumerate(expected):
        if words is None:
            continue
        parts = _parts(words)
        if not any(part.known is not None for part in parts):
            continue
        for place in [index] if whole else range(following, len(lines)):
            pairs = _beside(parts, lines[place], sure=whole)
            if pairs is not None:
                following = place + 1
                yield place, pairs
                break


def _parts(words: Words) -> list[_Part]:
    text = words.text
    spans: list[tuple[int, int, Known]] = []
    position = 0
    for piece in words.pieces:
        if piece.number is not None and piece.text.strip():
            lead = len(piece.text) - len(piece.text.lstrip())
            spans.append((position + lead, position + len(piece.text.rstrip()), piece.number))
        position += len(piece.text)
    parts: list[_Part] = []
    for match in _PART.finditer(text):
        inside = [span for span in spans if match.start() <= span[0] and span[1] <= match.end()]
        if len(inside) == 1:
            start, end, known = inside[0]
            number = text[start:end]
            parts.append(_Part(match[0], text[match.start() : start], text[end : match.end()], number, known))
        else:
            parts.append(_Part(match[0]))
    return parts


def _beside(parts: Sequence[_Part], line: str, *, sure: bool) -> list[Pair] | None:
    """The numbers of a line that has the same words as an expected one; None where it has others."""
    found = list(_PART.finditer(line))
    if len(found) != len(parts):
        return None
    pairs: list[Pair] = []
    alike, other = 0, ""
    for index, (part, match) in enumerate(zip(parts, found, strict=True)):
        if part.known is None:
            if part.text == match[0]:
                alike += any(char.isalpha() for char in part.text)
            elif other or any(char.isdigit() for char in part.text + match[0]):
                return None
            else:
                other = match[0]
                if pairs and index and parts[index - 1].known is not None and _same_sort(pairs[-1], part.text, other):
                    pairs[-1] = pairs[-1]._replace(unit=part.text)
            continue
        number = _NUMBER_AHEAD.match(match[0], len(part.before))
        if number is None or not match[0].startswith(part.before):
            return None
        end = number.end() + (part.number.endswith("%") and match[0][number.end() :].startswith("%"))
        if match[0][end:] != part.behind:
            return None
        pairs.append(Pair(match.start() + number.start(), match.start() + end, part.number, part.known))
    right = sum(pair.fits(line) for pair in pairs)
    unlike = any(pair.unit for pair in pairs)
    if other and not (sure and unlike) and alike + right < _FEWEST_ALIKE:
        return None
    return pairs if sure or alike or right else None


def _same_sort(pair: Pair, unit: str, other: str) -> bool:
    """Whether two words are units of one dimension: J and kJ."""
    one, two = readings(f"{pair.should} {unit}"), readings(f"{pair.should} {other}")
    if len(one) != 1 or len(two) != 1 or one[0].bare or two[0].bare:
        return False
    first, second = one[0].units[0], two[0].units[0]
    return first.dimension == second.dimension and first.factor != second.factor


def _plain(text: str) -> float | None:
    try:
        return float(text.rstrip("%").replace(",", "").replace("_", ""))
    except ValueError:
        return None


def _step(text: str) -> float:
    """One unit of the last digit of a printed number."""
    digits, _, power = text.rstrip("%").lower().partition("e")
    decimals = len(digits.partition(".")[2])
    return float(10.0 ** (int(power or 0) - decimals))
