"""Facts that have no unit of their own: counts in texts and tables, tokens and prices whose unit the header has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.units.reading import readings
from mlsysim_validators.sources.dimensions import MONEY_RATE, TOKENS
from mlsysim_validators.sources.documents import Block
from mlsysim_validators.sources.judges.recompute.chains.counted import LABELS, Sort, numbers_in
from mlsysim_validators.sources.judges.recompute.chains.fact import RESULT, Fact, sort_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.sentences import ENDS
from mlsysim_validators.sources.tables import TableView

_OF_TOKENS = regex(r"\W*(?:training |total |# ?|number of )?(?:training )?tokens\W*(?:D\W*)?", re.IGNORECASE)
_OF_PRICE = regex(r"(?:\$|USD)\W{0,3}(?:/|per )\W{0,3}(?:GPU|[AH][12]00|device)\W{0,3}h(?:ours?|rs?)?\b", re.IGNORECASE)
_SIZED = regex(r"[~≈]? ?(\d[\d,]*(?:\.\d+)?) ?(T|B|M|trillion|billion|million)")
_SCALES = {"T": 1e12, "B": 1e9, "M": 1e6}
_PLAIN = regex(r"\W*(\d[\d,]*(?:\.\d+)?)\b(?!\.?\d)(?![^,;]*\d)")
_LONGEST, _BESIDE_BEFORE = 2000, 60
_HOUR = 3600.0


def counted_in(block: Block, index: int) -> Iterator[tuple[Sort, Fact]]:
    if block.kind == "listing":
        return
    if block.kind != "table":
        yield from _counts_in(block.text.text[:_LONGEST], block, (index, -1, -1))
        return
    table = TableView(block)
    for row in block.rows[: block.header_rows]:
        for cell in row:
            text, place = cell.text.text[:_BESIDE_BEFORE], (index, cell.row, cell.column)
            yield from _counts_in(text, block, place)
            for reading in readings(text):
                for unit in reading.units[:1]:
                    if unit.dimension:
                        words = " ".join(reading.text.split())
                        where = (*place, reading.start)
                        yield (
                            sort_of(unit),
                            Fact(
                                reading.value * unit.factor,
                                words,
                                text,
                                where,
                                block.slide,
                                (0, len(text)),
                                False,
                                ("devices", -1) in unit.dimension,
                                reading.one_value,
                            ),
                        )
    for row in block.rows[block.header_rows :]:
        for cell in row:
            text = cell.text.text[:_LONGEST]
            place = (index, cell.row, cell.column)
            tokens = _SIZED.fullmatch(text.strip()) if _OF_TOKENS.fullmatch(table.header_words(cell)[:40]) else None
            if tokens is not None:
                value = float(tokens[1].replace(",", "")) * _SCALES[tokens[2][0].upper()]
                words = f"{text.strip()} tokens"
                yield TOKENS, Fact(value, words, words, (*place, 0), block.slide, (0, len(text)), False, False, True)
                continue
            price = _PLAIN.match(text) if _OF_PRICE.search(table.header_words(cell)[:40]) else None
            if price is not None:
                value = float(price[1].replace(",", "")) / _HOUR
                words = f"{text.strip()} per GPU-hour"
                yield MONEY_RATE, Fact(value, words, words, (*place, 0), block.slide, (0, len(text)), False, True, True)
                continue
            yield from _counts_in(text, block, place)
            label = row[0].text.text if cell is not row[0] else ""
            heads = table.header_words(cell)[:_BESIDE_BEFORE]
            plain = _PLAIN.match(text)
            for sort, pattern in LABELS.items() if plain is not None else ():
                if plain is not None and (pattern.fullmatch(label) or pattern.fullmatch(heads)):
                    words = f"{(label if pattern.fullmatch(label) else heads).strip()} {plain[1]}"
                    value = float(plain[1].replace(",", ""))
                    yield sort, Fact(value, words, words, (*place, 0), block.slide, (0, len(text)), False, False, True)


def _counts_in(text: str, block: Block, place: tuple[int, int, int]) -> Iterator[tuple[Sort, Fact]]:
    for sort, value, match in numbers_in(text):
        if value:
            begin = max((end.end() for end in ENDS.finditer(text, 0, match.start())), default=0)
            behind = ENDS.search(text, match.end())
            label = text[max(begin, match.start() - 30) : match.end() + 20]
            sentence = (begin, behind.start() if behind else len(text))
            words = " ".join(match.group().split())
            result = RESULT.search(text[max(0, match.start() - 12) : match.start()]) is not None
            yield sort, Fact(value, words, label, (*place, match.start()), block.slide, sentence, result, False, True)
