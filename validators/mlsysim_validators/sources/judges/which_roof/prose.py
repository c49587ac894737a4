"""Which roof binds, said in running text: "Intensity 31.7 FLOP/byte against a ridge of 153: memory-bound".

The intensity stands in the sentence, or a sentence that only concludes is of the one that the slide states before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mlsysim_validators.sources.judges.told_laws.passages import Line, Passage
from mlsysim_validators.sources.judges.which_roof import verdict
from mlsysim_validators.sources.judges.which_roof.intensities import Told, apart, intensities_of
from mlsysim_validators.sources.judges.which_roof.times import times_of
from mlsysim_validators.sources.judges.which_roof.words import UNLESS, UNSAID, Word, concludes, words_of
from mlsysim_validators.sources.texts.sentences import ENDS


def words_in(text: str) -> Iterator[tuple[int, int, Word]]:
    """The words of each sentence that say what binds, where nothing leaves it open; with the sentence's ends."""
    cuts = [0, *(end.end() for end in ENDS.finditer(text)), len(text)]
    for begin, end in pairwise(cuts):
        sentence = text[begin:end]
        words = words_of(sentence)
        if not words or len({word.memory for word in words}) != 1:
            continue
        word = next((one for one in words if not one.is_side), words[0])
        if UNSAID.search(sentence[: word.end]) or UNLESS.search(sentence[word.end :]):
            continue
        yield begin, end, word._replace(begin=begin + word.begin, end=begin + word.end)


def found_in(
    line: Line, passage: Passage, begin: int, end: int, word: Word, ridges: verdict.Ridges | None
) -> tuple[bool, str] | None:
    """What the numbers of a sentence say of the roof that binds, or the last ones before it where it only concludes.

    `ridges` are those of the device that the slide is about, for a text that states none.
    """
    spoken = line.block.kind == "note"
    own = [one for one in passage.lines if one.block.slide == line.block.slide and (one.block.kind == "note") is spoken]
    told = [one for other in passage.lines for one in intensities_of(other.words, other.place)]
    told = [one for one in told if one.place < line.place or one.start < end]
    here = [one for one in told if one.place == line.place and begin <= one.start]
    local = concludes(line.words[begin:end], word._replace(begin=word.begin - begin, end=word.end - begin))
    steps = [here, *(_steps(own, told, line, begin) if local else ())]
    others = next((found for step in steps if (found := apart(step)[1])), [])
    values = {one.value for one in others}
    known = next((corner for step in (*steps, told) if (corner := _ridge(step)) is not None), ridges)
    if len(values) == 1 and known is not None:
        return verdict.by_intensity(values.pop(), known)
    if others:
        return None
    text = line.words
    times = times_of([(text[:end], [one for one in line.amounts if begin <= one.reading.start < end])])
    if times is None and local:
        lines = [one for one in own if one.place < line.place]
        earlier = [one for one in line.amounts if one.reading.start < begin]
        times = times_of([*((one.words, one.amounts) for one in lines), (text[:begin], earlier)])
    return verdict.by_times(times.compute, times.memory) if times is not None else None


def _steps(own: list[Line], told: list[Told], line: Line, begin: int) -> Iterator[list[Told]]:
    """The intensities of the sentences before one on its slide, the nearest first."""
    for other in reversed(own):
        text = other.words if other.place < line.place else other.words[:begin]
        cuts = [0, *(one.end() for one in ENDS.finditer(text)), len(text)]
        for first, last in reversed(list(pairwise(cuts))):
            yield [one for one in told if one.place == other.place and first <= one.start < last]


def _ridge(told: list[Told]) -> verdict.Ridges | None:
    ridges, _ = apart(told)
    return verdict.stated(ridges[0].value) if len(ridges) == 1 else None
