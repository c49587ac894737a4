"""Orders of the rows or columns of a table: "Ranking: Birch > Alder > Cedar" below the table of the three.

Right is an order in which the numbers of any line go one way: best may be least. Wrong is one that is that of no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Grid
from mlsysim_validators.sources.judges.ratio.series import claim_of_words
from mlsysim_validators.sources.texts.slides import Slide

_FEWEST = 3  # of two, either order is one way
_LONGEST = 40
_SIGN = r"\s*(?:[>≫]|\$>\$)\s*"
_Line = Mapping[str, float]


def label_orders(slide: Slide, found: Sequence[Grid], taken: set[tuple[int, int]]) -> Iterator[Claim]:
    """Claims for the chains of labels on a slide; `taken` are the places where an order was judged already."""
    sets = [(names, lines) for grid in found for names, lines in _lines(grid)]
    if not sets:
        return
    for index, block in zip(slide.indices, slide.blocks, strict=True):
        text = block.text.text
        if block.kind in ("table", "listing") or (">" not in text and "≫" not in text):
            continue
        for names, lines in sets:
            for begin, end, chain in _chains(text, names):
                claim = claim_of_words(slide, block, index, begin, end, float(len(chain)))
                known = [line for line in lines if all(name in line for name in chain)]
                if not known or claim.place in taken:
                    continue
                taken.add(claim.place)
                yield _judged(claim, chain, known)


def _judged(claim: Claim, chain: Sequence[str], known: Sequence[_Line]) -> Claim:
    right = next((line for line in known if _goes_one_way([line[name] for name in chain])), None)
    line = right or known[-1]
    told = ", ".join(f"{name} {line[name]:.4g}" for name in chain)
    if right is not None:
        claim.decide("match", working=told)
        return claim
    ranked = " > ".join(sorted(chain, key=lambda name: -line[name]))
    claim.decide(
        "mismatch", f"the order of no column of the table; in its last one: {told}", rule="order",
        hint=f"write {ranked}", working=told,
    )  # fmt: skip
    return claim


def _goes_one_way(values: Sequence[float]) -> bool:
    return all(one > other for one, other in pairwise(values)) or all(one < other for one, other in pairwise(values))


def _lines(grid: Grid) -> Iterator[tuple[list[str], list[_Line]]]:
    """The labels of the rows with the columns by label, and the headers with the rows."""
    rows = {row: label for row, label in grid.labels.items() if 1 < len(label) <= _LONGEST}
    columns = [
        {rows[row]: entry.value for row, entry in entries.items() if row in rows} for entries in grid.values.values()
    ]
    if len(set(rows.values())) == len(rows) >= _FEWEST:
        yield list(rows.values()), [line for line in columns if len(line) >= _FEWEST]
    heads = {column: label for column, label in grid.headers.items() if 1 < len(label) <= _LONGEST}
    labelled = [(heads[column], entries) for column, entries in grid.values.items() if column in heads]
    across = [{head: entries[row].value for head, entries in labelled if row in entries} for row in grid.labels]
    if len(set(heads.values())) == len(heads) >= _FEWEST:
        yield list(heads.values()), [line for line in across if len(line) >= _FEWEST]


def _chains(text: str, names: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """The chains of three or more different labels, joined by a sign alone."""
    one = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)(?:{one})(?:{_SIGN}(?:{one}))+(?!\w)", text):
        chain = re.split(_SIGN, match.group())
        if len(set(chain)) == len(chain) >= _FEWEST:
            yield *match.span(), chain
