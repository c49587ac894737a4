"""What the names in a document stand for: the dense rate and the memory of a device, the parameters of a model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from mlsysim_registry import formulas
from mlsysim_registry.data import Entry
from mlsysim_registry.display import si
from mlsysim_validators.sources.judges.recompute.chains.fact import Fact
from mlsysim_validators.sources.judges.recompute.texts import formats_in
from mlsysim_validators.sources.judges.specs.dense_rates import dense_rate
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document
from mlsysim_validators.sources.texts.sentences import ENDS

PEAK = "peak"  # the sort of a device's dense rate
MEMORY = "memory"  # that of the bandwidth of its memory
MODEL = "model"  # that of the parameters of a model
LINK = "link"  # that of one direction of a port or of a device's links to its peers
FORMAT = "format"  # that of the bytes of a number format
_LONGEST = 2000
_WORD = regex(r"[A-Za-z0-9][\w-]*\d[\w-]*")


def facts_of_names(document: Document, finder: EntityFinder) -> dict[str, list[Fact]]:
    """The figures of the registry for each device and model that the text names, where they are named."""
    found: dict[str, list[Fact]] = {PEAK: [], MEMORY: [], MODEL: [], LINK: [], FORMAT: []}
    for index, block in enumerate(document.blocks):
        if block.kind == "listing":
            continue
        for place, text in _texts(block, index):
            ends = [end.end() for end in ENDS.finditer(text[:_LONGEST])]
            for start, sort, value, words in _named_in(text[:_LONGEST], finder):
                behind = bisect_right(ends, start)
                sentence = (ends[behind - 1] if behind else 0, ends[behind] - 1 if behind < len(ends) else len(text))
                fact = Fact(value, words, "", (*place, start), block.slide, sentence, False, sort != MODEL, True)
                found[sort].append(fact)
    return found


def _named_in(text: str, finder: EntityFinder) -> Iterator[tuple[int, str, float, str]]:
    for mention in finder.mentions(text):
        for sort, value, words in _figures(mention.entry):
            yield mention.start, sort, value, words
    for match in _WORD.finditer(text):
        if _width(match[0]):
            yield match.start(), FORMAT, _width(match[0]), match[0]


@lru_cache(maxsize=4096)
def _width(word: str) -> float:
    """How many bytes a number of the format takes that a word names; 0 for none."""
    names = formats_in(word)
    return formulas.bytes_per_element(next(iter(names))) if len(names) == 1 else 0.0


def _figures(entry: Entry) -> Iterator[tuple[str, float, str]]:
    if entry.kind == "accelerators":
        dense = dense_rate(entry)
        if dense is not None:
            yield PEAK, dense.value, f"{si(dense.value, 'FLOP/s', 4)} dense of {entry.name}"
        if "memory.bandwidth" in entry:
            spec = entry["memory.bandwidth"]
            yield MEMORY, spec.value, f"{spec.printed} of {entry.name}"
        for path in ("links.nvlink.total", "links.infinity_fabric.total"):
            if path in entry:
                yield LINK, entry[path].per_direction, f"one direction of {entry[path].printed} of {entry.name}"
    elif entry.kind == "interconnects":
        if "per_port" in entry:
            yield LINK, entry["per_port"].per_direction, f"{entry['per_port'].printed} of {entry.name}"
    elif entry.kind == "models" and "parameters.total" in entry and "parameters.active" not in entry:
        count = entry["parameters.total"].value
        yield MODEL, count, f"{count / 1e9:.4g}B parameters of {entry.name}"


def _texts(block: Block, index: int) -> Iterator[tuple[tuple[int, int, int], str]]:
    if block.kind != "table":
        yield (index, -1, -1), block.text.text
    for row in block.rows:
        for cell in row:
            yield (index, cell.row, cell.column), cell.text.text
