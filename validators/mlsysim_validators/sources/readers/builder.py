"""Building visible text piece by piece while remembering where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

from mlsysim_validators.sources.texts.documents import EMPTY_TEXT, Text


class Offsets(Sequence[int]):
    """Source offsets of a text, stored as runs: a run either counts upwards (copied text) or stays (made text)."""

    __slots__ = ("_length", "_sources", "_starts", "_steps")

    def __init__(self, starts: Sequence[int], sources: Sequence[int], steps: Sequence[int], length: int) -> None:
        self._starts = tuple(starts)
        self._sources = tuple(sources)
        self._steps = tuple(steps)
        self._length = length

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...

    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(self._at(i) for i in range(*index.indices(self._length)))
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        return self._at(index)

    def _at(self, index: int) -> int:
        run = bisect_right(self._starts, index) - 1
        return self._sources[run] + self._steps[run] * (index - self._starts[run])

    def __iter__(self) -> Iterator[int]:
        ends = (*self._starts[1:], self._length)
        for start, end, source, step in zip(self._starts, ends, self._sources, self._steps, strict=True):
            for distance in range(end - start):
                yield source + step * distance

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((self._starts, self._sources, self._length))

    def __repr__(self) -> str:
        return f"Offsets({list(self)})"


class TextBuilder:
    """Collects visible characters. White space is collapsed by `space`; `take` hands out what was collected."""

    __slots__ = ("_length", "_parts", "_sources", "_starts", "_steps", "has_bold", "has_plain", "last")

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._steps: list[int] = []
        self._length = 0
        self.last = ""
        self.has_bold = False
        self.has_plain = False

    def copied(self, text: str, source: int, bold: bool = False) -> None:
        """Characters that stand in the source just like this, the first of them at `source`."""
        if self._steps and self._steps[-1] == 1 and self._sources[-1] + self._length - self._starts[-1] == source:
            self._parts.append(text)
        else:
            self._open_run(text, source, 1)
        self._grown(text, bold)

    def made(self, text: str, source: int, bold: bool = False) -> None:
        """Characters that all stand for what is at `source`."""
        self._open_run(text, source, 0)
        self._grown(text, bold)

    def mapped(self, text: str, offsets: Sequence[int], bold: bool = False) -> None:
        """Characters with an offset for each."""
        if not text:
            return
        if isinstance(offsets, range):
            self.copied(text, offsets[0], bold)
            return
        start = 0
        for index in range(1, len(text) + 1):
            if index == len(text) or offsets[index] != offsets[index - 1] + 1:
                self.copied(text[start:index], offsets[start], bold)
                start = index

    def space(self, source: int) -> None:
        """One space, unless the text is empty or ends with one already."""
        if self.last and not self.last.isspace():
            self._open_run(" ", source, 0)
            self._length += 1
            self.last = " "

    def take(self, *, strip: bool = True) -> Text:
        """The text so far, as a rule without white space around it; the builder is empty afterwards."""
        text = "".join(self._parts)
        stripped = text.strip() if strip else text
        if not stripped:
            self._clear()
            return EMPTY_TEXT
        offsets: Sequence[int]
        if len(self._starts) == 1 and self._steps[0] == 1:
            offsets = range(self._sources[0], self._sources[0] + self._length)
        else:
            offsets = Offsets(self._starts, self._sources, self._steps, self._length)
        if len(stripped) != len(text):
            offsets = self._trimmed(len(text) - len(text.lstrip()), len(stripped), offsets)
        self._clear()
        return Text(stripped, offsets)

    def _trimmed(self, first: int, length: int, offsets: Sequence[int]) -> Sequence[int]:
        if isinstance(offsets, range):
            return offsets[first : first + length]
        begin = bisect_right(self._starts, first) - 1
        end = bisect_right(self._starts, first + length - 1)
        starts = [max(0, start - first) for start in self._starts[begin:end]]
        sources = self._sources[begin:end]
        sources[0] += self._steps[begin] * (first - self._starts[begin])
        if len(starts) == 1 and self._steps[begin] == 1:
            return range(sources[0], sources[0] + length)
        return Offsets(starts, sources, self._steps[begin:end], length)

    def _open_run(self, text: str, source: int, step: int) -> None:
        self._parts.append(text)
        self._starts.append(self._length)
        self._sources.append(source)
        self._steps.append(step)

    def _grown(self, text: str, bold: bool) -> None:
        self._length += len(text)
        self.last = text[-1:]
        if bold:
            self.has_bold = self.has_bold or not text.isspace()
        elif not self.has_plain:
            self.has_plain = not text.isspace()
