"""A factor or share in prose against the two numbers of a table nearby whose rows, or columns, its sentence names.

"The fused kernel is 2.7× faster than the plain one", under a table with these two rows and one column of times.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import uncounted
from mlsysim_validators.sources.judges.arithmetic.tables import Grid
from mlsysim_validators.sources.judges.arithmetic.tables.grid import Entry
from mlsysim_validators.sources.judges.ratio import wording
from mlsysim_validators.sources.judges.ratio.amounts import Pair, pair_of_values
from mlsysim_validators.sources.judges.ratio.pairs import decide, fits, fitting, one_of_several, shares
from mlsysim_validators.sources.patterns import regex

_NEAR = 3  # blocks between a sentence and its table
_MOST_OTHERS = 3
_FARTHEST = 30.0
_SHORTEST = 4
_TWICE = 0.03
_MOST_PAIRS = 6
_FROM_TO = regex(
    r"\w (?:to|→|->|vs\.?|over|against) (?:the )?[\w .-]{2,30}(?::|,| is| gives)? *(?:about |only )?[~≈]?$"
)
_MOST_LABELS = 30
_LONGEST_NAME = 60
_TOKEN = regex(r"[A-Za-z][\w.+-]*\w|\d[\w.]*[A-Za-z]\w*")
_ORDINARY = frozenset(
    re.findall(
        r"\w+",
        "with without from into over than this that these those each only most more less other none both same time "
        "times total model models size using used level baseline data average mean base after before first second",
    )
)
_LINKS = regex(r"\b(?:than|vs|versus|over|of|compared|relative|against|from|beats?|outperforms?)\b|→|->")
_TO = r"(?:to|→|->|and|vs\.?|versus|against|over)"
# Behind a factor: what there is more of, and of whom the other is.
BASE_BEHIND = regex(r"[^.,;:()]{0,30}? (?:of|than|as) (?:the |an? |that |those |its )?(?!other|one\b|before|it\b)\w")
_AT = regex(r" (?:at|for|with|in) (?P<row>[^.,;:()]{1,25}?)(?= and\b|[.,;:()]|$)")
_OF = regex(r"[*_`]* of (?:the )?")


class _Named(NamedTuple):
    """A row or column whose name a sentence says, and where that ends."""

    number: int
    place: int


class Names:
    """By which words a sentence may mean the rows and columns of a table."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    @cached_property
    def rows(self) -> dict[int, list[re.Pattern[str]]]:
        """The words for each row."""
        labels = {
            row: label for row, label in list(self.grid.names.items())[:_MOST_LABELS] if row not in self.grid.totals
        }
        return patterns(labels, self.grid.headers.get(0, ""))

    @cached_property
    def columns(self) -> dict[int, list[re.Pattern[str]]]:
        """The words for each column of quantities."""
        return patterns({column: self.grid.headers.get(column, "") for column in self.grid.values}, "")


def patterns(labels: dict[int, str], header: str) -> dict[int, list[re.Pattern[str]]]:
    """The words that mean each of these labels: itself, and what only it has."""
    tokens = {index: set(_tokens(label)) for index, label in labels.items()}
    found: dict[int, list[re.Pattern[str]]] = {}
    for index, label in labels.items():
        words: list[tuple[str, str]] = []  # a pattern, and what it cannot lack
        plain = re.sub(r"\s*\([^()]*\)", "", label).strip(" *_`~")
        if re.fullmatch(r"[\d,]+", plain):
            if header.strip():
                head = rf"{re.escape(header.split()[0].lower())}\w*(?: size)?\W{{0,3}}(?:from )?"
                words.append((rf"{re.escape(plain)} {re.escape(header.split()[0].lower().rstrip('s'))}s?\b", plain))
                words.append((rf"{head}(?:\d[\d,]* ?{_TO} ?)?{re.escape(plain)}", plain))  # "from batch 1 to 128"
        elif len(plain) >= 2:
            words.append((re.escape(plain.lower()), plain.lower()))
        begins = _begins(plain.lower(), [other.lower().lstrip(" *_`~") for i, other in labels.items() if i != index])
        words += [(re.escape(begins), begins)] * bool(begins)
        others = set().union(*(mine for other, mine in tokens.items() if other != index))
        words += [(re.escape(token), token) for token in tokens[index] - others]
        found[index] = [regex(rf"(?<![\w.]){pattern}(?![\w]|\.\d)", words=(word,)) for pattern, word in words]
    return found


def _begins(label: str, others: Sequence[str]) -> str:
    """The first words of a label, a number among them, by which no other begins: "Qwen 2.5" of "Qwen 2.5 72B"."""
    words = label.split()
    for many in range(2, len(words)):
        begins = " ".join(words[:many])
        if any(char.isdigit() for char in begins) and not any(other.startswith(begins) for other in others):
            return begins
    return ""


def _tokens(label: str) -> Iterator[str]:
    for match in _TOKEN.finditer(label):
        word = match.group()
        telling = any(char.isdigit() for char in word) or word.isupper() or len(word) >= _SHORTEST
        if telling and word.lower() not in _ORDINARY:
            yield word.lower()


def _named(sentence: str, names: dict[int, list[re.Pattern[str]]]) -> list[_Named]:
    found = []
    for index, patterns in names.items():
        places = [match.end() for pattern in patterns if (match := pattern.search(sentence))]
        if places:
            found.append(_Named(index, min(places)))
    return sorted(found, key=lambda one: one.place)


def named_rows(sentence: str, names: Names) -> list[int]:
    """The rows that a sentence, in lower case, names."""
    return [one.number for one in _named(sentence, names.rows)]


def judge(claim: Claim, tables: Sequence[Names], *, wrong: bool) -> None:
    """Decide a factor or share by the tables around its sentence; `wrong`: also against them."""
    unit = claim.reading.units[0]
    if claim.verdict != "unresolved" or unit.symbol not in ("×", "%") or claim.stated.cell is not None:
        return
    text = claim.stated.text.text
    if wording.A_RATE.match(text, claim.reading.end):
        return
    part = wording.percentage(text, claim.reading.start, claim.reading.end) if unit.symbol == "%" else ""
    if unit.symbol == "%" and not part:
        return
    begin, stop = claim.stated.sentence_span()
    sentence, place = text[begin:stop], claim.reading.start - begin
    beside = f"{sentence[max(0, place - 45) : place]} {sentence[place : place + 60]}"
    spoken = claim.reading.text[:1].isalpha()
    share = part == "share"
    cut = sentence.rfind("; ", 0, place) + 1
    half = sentence[cut:].partition("; ")[0] if cut else ""
    where = _AT.match(sentence.lower(), place + len(claim.reading.text))
    joined = where is not None or _FROM_TO.search(sentence[:place]) is not None
    said = wording.COMPARES.search(beside) or wording.SAYS_SO.search(beside)
    if not (spoken or said or joined or unit.symbol == "%"):
        return
    alone = not one_of_several(claim, sentence)
    clause = wording.clause(text, claim.reading.start, claim.reading.end, begin, stop)
    if wording.sorts(clause):  # of several factors each has its own quantity
        alone, beside = True, clause
    first = bisect_left(tables, claim.stated.block_index - _NEAR, key=lambda names: names.grid.index)
    for names in tables[first : first + 2 * _NEAR + 1]:  # each takes a block
        if not _beside(names.grid, claim):
            continue
        if share and not _of_a_row(names, text[claim.reading.end :][:_LONGEST_NAME].lower()):
            continue
        pairs: list[Pair] = []
        for words in (where["row"] if where else "", half.lower(), sentence.lower()):
            if words and not pairs:
                pairs, sure = _pairs(names, words, beside, share=share)
                own = words != sentence.lower()
        right = fitting(claim, pairs)
        if right is not None:
            decide(claim, right, right=True)
            return
        twice = [pair for pair in pairs if wrong and not sure and _is_twice(claim, pair)]
        if twice and len(pairs) < _MOST_PAIRS and (alone or own) and _FROM_TO.search(sentence[:place]):
            decide(claim, twice[0], right=False)
            return
        if BASE_BEHIND.match(text, claim.reading.end) and len(_named(sentence.lower(), names.rows)) < 2:
            continue  # it is held against something else
        if wrong and pairs and sure and not spoken and (alone or own) and not wording.DENIES.search(sentence):
            nearest = min(pairs, key=lambda pair: abs(pair.ratio - claim.reading.value))
            if _within_reach(claim, nearest) and not _of_other_rows(claim, names, beside):
                decide(claim, nearest, right=False)
            return


def _of_other_rows(claim: Claim, names: Names, beside: str) -> bool:
    """Whether a row that has one of the names, or the first one, gives the factor: several rows may have one name."""
    grid = names.grid
    labels = [label.strip(" *_`").lower() for label in grid.names.values()]
    if len(set(labels)) == len(labels):
        return False
    for column in _columns(grid, beside):
        entries = [entry for row, entry in grid.values[column].items() if row not in grid.totals]
        if any(pair is not None and fits(claim, pair) for pair in (pair_of(entries[0], one) for one in entries[1:])):
            return True
    return False


def _is_twice(claim: Claim, pair: Pair) -> bool:
    """Whether a factor between two rows is twice what a column gives: sparse against dense, both ways against one."""
    return claim.reading.units[0].symbol == "×" and abs(claim.reading.value / (2 * pair.ratio) - 1) <= _TWICE


def _within_reach(claim: Claim, pair: Pair) -> bool:
    """Whether a pair is near enough to be the one that is meant."""
    if claim.reading.units[0].symbol != "%":
        return 1 / _FARTHEST <= claim.reading.value / pair.ratio <= _FARTHEST
    low, high = sorted(shares(claim, pair)[0])
    return low / _FARTHEST <= claim.reading.value / 100 <= high * _FARTHEST


def _pairs(names: Names, sentence: str, beside: str, *, share: bool) -> tuple[list[Pair], bool]:
    """The pairs that a sentence may mean, and whether it means one of them for certain."""
    grid = names.grid
    rows = _named(sentence, names.rows)
    if not rows:
        return [], False
    columns = _columns(grid, beside)
    one_column = len(columns) == 1
    if len(rows) > 1:
        pairs = [
            pair
            for column in columns
            for one, other in combinations(rows, 2)
            if (pair := pair_of(grid.values[column].get(one.number), grid.values[column].get(other.number)))
        ]
        return pairs, one_column and len(rows) == 2 and _LINKS.search(sentence) is not None
    row = rows[0].number
    systems = [one.number for one in _named(sentence, names.columns)]
    across = [column for column in columns if row in grid.values[column]]
    if len(systems) == 2 or (len(across) == 2 and not one_column):
        first, second = systems if len(systems) == 2 else across
        one, other = grid.values[first].get(row), grid.values[second].get(row)
        alike = one is not None and other is not None and (len(systems) == 2 or one.unit == other.unit)
        between = pair_of(one, other) if alike else None
        if between is not None:
            return [between], True
    others = [other for other in grid.labels if other != row and other not in grid.totals]
    if not one_column or len(others) > _MOST_OTHERS:
        return [], False
    values = grid.values[columns[0]]
    pairs = [pair for other in others if (pair := pair_of(values.get(other), values.get(row)))]
    return pairs, len(others) == 1


def _columns(grid: Grid, beside: str) -> list[int]:
    """The columns of quantities that the words beside a factor may mean."""
    wanted = wording.sorts(beside)
    found: list[int] = []
    said: list[int] = []  # those of the sort by their header alone
    for column, entries in grid.values.items():
        unit = next(iter(entries.values())).unit
        if unit.symbol in ("%", "×") or len(entries) < 2:
            continue
        if column == 0:
            continue
        dimension = uncounted(unit.dimension)
        if dimension and wanted and not any(sort(dimension) for sort in wanted):
            continue
        if not dimension:
            told = wording.sorts(grid.headers.get(column, ""))
            if any(sort in wanted for sort in told):
                said.append(column)
            elif told or _chosen(entries.values()):
                continue
        found.append(column)
    return said if len(said) == 1 and all(_is_plain(grid, column) for column in found) else found


def _is_plain(grid: Grid, column: int) -> bool:
    return not uncounted(next(iter(grid.values[column].values())).unit.dimension)


def _beside(grid: Grid, claim: Claim) -> bool:
    """Whether a table stands near a sentence, below the same heading."""
    first, last = sorted((grid.index, claim.stated.block_index))
    if last - first > _NEAR:
        return False
    return not any(block.kind in ("heading", "title") for block in claim.document.blocks[first:last])


def _chosen(entries: Iterable[Entry]) -> bool:
    """Whether a column holds whole numbers: sizes and counts that are set, not measured."""
    return all("." not in entry.claim.reading.text for entry in entries)


def _of_a_row(names: Names, behind: str) -> bool:
    """Whether "46% of" is followed by the name of a row."""
    match = _OF.match(behind)
    if match is None:
        return False
    return any(pattern.match(behind, match.end()) for patterns in names.rows.values() for pattern in patterns)


def pair_of(first: Entry | None, second: Entry | None) -> Pair | None:
    """Two cells as a pair, where they are of one sort."""
    if first is None or second is None:
        return None
    if uncounted(first.unit.dimension) != uncounted(second.unit.dimension) or min(first.value, second.value) <= 0:
        return None
    if first.unit.symbol in ("×", "%"):
        return None
    return pair_of_values(first.claim.reading, first.value, first.room, second.claim.reading, second.value, second.room)
