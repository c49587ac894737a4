"""A count of things against the list, table, headings or drawn nodes that show them.

- the items right behind a line that announces them: "There are four stages:";
- the list of a slide that is titled after them: "The pillars";
- the rows of a table that its caption counts: "The seven causes of aborted jobs", below "Cause";
- headings that are numbered through, of a title that counts them: "Seven ways to lose a label";
- nodes that are numbered through on one slide: "Stage 1" to "Stage 4".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Place
from mlsysim_validators.sources.judges.listed.announced import COUNT_AGAIN, LEAST, Announced, announced, tell
from mlsysim_validators.sources.judges.spoken_steps.amounts import stem
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document

_NUMBERED = regex(r"\s*(?:[A-Z][a-z]+ )?(?P<n>\d{1,2})(?:[.):]| [—–:-])? \S")
_NODE = regex(r"\s*(?P<noun>[A-Z][a-z]+) (?P<n>\d{1,2})\b")
_TITLED = regex(r"(?:The |Our |These )?(?:[A-Za-z-]+ )?(?P<noun>[A-Za-z]{4,}s)\W*")
_TOTAL = AnyCase(r"^\W*(?:total|sum|all\b|overall|average|mean)")
_LISTS_WITHIN = ("\\begin{", "\\end{", "<ul", "<ol", "</ul", "</ol", "<p")
_NO_LIST_OF_ALL = AnyCase(
    r"such as|for example|e\.g\.|includ|among|example|each (?:has|with)|following (?:\w+ )?questions|some of|instance"
)
_LONGEST_NODE, _LONGEST_TITLE = 30, 80
_FURTHEST = 4


def judge(document: Document, known: dict[Place, Claim]) -> Iterator[Claim]:
    """Tell counts that what they announce contradicts; they were no claims before."""
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.kind == "table" or len(block.text.text) > 2000:
            continue
        for one in announced(block.text):
            shown = (
                _items_behind(document, index, one) or _rows_of(document, index, one) or _nodes_of(blocks, index, one)
            )
            if shown is not None and _differs(one, shown[0]):
                yield from tell(document, one, index, shown[1], known, COUNT_AGAIN)
    yield from _titled(document, known)
    yield from _numbered_through(document, known)


def _differs(one: Announced, many: int) -> bool:
    return one.many >= LEAST - 1 and many >= LEAST - 1 and one.many != many and abs(one.many - many) <= _FURTHEST


def _items_behind(document: Document, index: int, one: Announced) -> tuple[int, str] | None:
    """The items right behind a line that ends with a colon, where none of them has items of its own."""
    text = one.text.text
    if not text.rstrip().endswith(":") or "." in text[one.stop :] or _NO_LIST_OF_ALL.search(text):
        return None
    many = _flat_list(document, index + 1)
    return (many, f"{many} are listed below") if many else None


def _flat_list(document: Document, begin: int) -> int:
    """How many items a list has that begins with a block; 0 where there is none or where items have items."""
    blocks = document.blocks
    first = blocks[begin] if begin < len(blocks) else None
    if first is None:
        return 0
    ahead = (blocks[at] for at in range(begin, len(blocks)))  # a slice would copy all that is left of a long document
    items = list(takewhile(lambda block: block.kind == "item" and block.slide == first.slide, ahead))
    if not items or not all(item.text.offsets for item in items):
        return 0
    return 0 if _is_nested(document.source, items) else len(items)


def _is_nested(source: str, items: Sequence[Block]) -> bool:
    """Whether some items stand deeper than others, or in several lists."""
    between = source[items[0].text.source_offset(0) : items[-1].text.source_offset(0)]
    if any(mark in between for mark in _LISTS_WITHIN):
        return True
    columns = set()
    for item in items:
        begin = source.rfind("\n", 0, item.text.source_offset(0)) + 1
        line = source[begin : begin + 80]
        columns.add(len(line) - len(line.lstrip(" \t>")))
    return len(columns) > 1 and "\\item" not in between


def _rows_of(document: Document, index: int, one: Announced) -> tuple[int, str] | None:
    """The rows of the table right before or behind a caption that counts what its first column lists."""
    block = document.blocks[index]
    if block.kind != "caption":
        return None
    for other in (index - 1, index + 1):
        table = document.blocks[other] if 0 <= other < len(document.blocks) else None
        if table is None or table.kind != "table" or table.slide != block.slide or not table.header_rows:
            continue
        head = table.rows[table.header_rows - 1]
        words = head[0].text.text.lower().split() if head else []
        if words and one.noun in (words[-1], stem(words[-1])):
            rows = [row for row in table.rows[table.header_rows :] if row and row[0].text.text.strip()]
            many = sum(not _TOTAL.search(row[0].text.text) for row in rows)
            return many, f"the table has {many}"
    return None


def _nodes_of(blocks: Sequence[Block], index: int, one: Announced) -> tuple[int, str] | None:
    """The highest of the nodes of a slide that are numbered through: "Stage 1", "Stage 2", "Stage 3"."""
    found: list[int] = []
    for block in _of_slide(blocks, index):
        match = _NODE.match(block.text.text) if len(block.text.text) <= _LONGEST_NODE else None
        if match is not None and match["noun"].lower() == one.noun:
            found.append(int(match["n"]))
    many = len(found)
    return (many, f"the slide shows {many}") if found == list(range(1, many + 1)) else None


def _of_slide(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    slide = blocks[index].slide
    begin = index
    while begin and blocks[begin - 1].slide == slide:
        begin -= 1
    return takewhile(lambda block: block.slide == slide, blocks[begin : begin + 80])


def _titled(document: Document, known: dict[Place, Claim]) -> Iterator[Claim]:
    """Counts of what the next slide is titled after and lists: "four pillars", and then a slide "The pillars"."""
    for index, block in enumerate(document.blocks):
        title = _TITLED.fullmatch(block.text.text) if block.kind == "heading" else None
        many = _flat_list(document, index + 1) if title is not None else 0
        if title is None or many < LEAST:
            continue
        noun = stem(title["noun"].lower())
        before = [at for at in range(max(0, index - 12), index) if document.blocks[at].slide == block.slide - 1]
        for at in before:
            for one in announced(document.blocks[at].text):
                if one.noun == noun and _differs(one, many):
                    yield from tell(document, one, at, f"the next slide lists {many}", known, COUNT_AGAIN)


def _numbered_through(document: Document, known: dict[Place, Claim]) -> Iterator[Claim]:
    """The count of a title against headings that are numbered from 1 on."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    numbers = [int(match["n"]) for block in headings if (match := _NUMBERED.match(block.text.text)) is not None]
    many = len(numbers)
    if many < LEAST or numbers != list(range(1, many + 1)):
        return
    for index, block in enumerate(document.blocks[:3]):
        if block.kind in ("title", "heading") and len(block.text.text) <= _LONGEST_TITLE:
            for one in announced(block.text):
                if _differs(one, many):
                    yield from tell(document, one, index, f"{many} are numbered below", known, COUNT_AGAIN)
