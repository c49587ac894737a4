"""Whom a document speaks of throughout: what it says it uses, or the only device or model that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.ownership.taken_names import is_compared_in_brackets
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document
from mlsysim_validators.sources.texts.slides import SETS_UP

# "one accelerator, the H100 SXM, unless another one is named"
_DECLARES = AnyCase(
    r"\bunless\b|\botherwise\b|\bthroughout\b|\beverywhere\b|\bin (?:all|every|this|the whole) (?:of )?(?:the |these )?"
    r"(?:chapters?|lectures?|decks?|notes?|notebooks?|courses?|examples?|talks?|posts?)|"
    r"\b(?:one|a single|our|the same) (?:accelerator|GPU|device|chip|machine|cluster|node|model|family)\b|"
    r"\bwe (?:use|take|assume|consider)\b"
)
_ENDS = regex(r"[.!?](?= |$)")
_KINDS = ("accelerators", "models")
_PART = regex(r"\W*(?:nodes?|GPUs?|accelerators?|hardware|cluster|machine|device|servers?)\b", re.IGNORECASE)
_TWO_COLUMNS = 2
_MOST_ROWS = 30
_LONGEST = 2000
_MOST_BLOCKS = 2000


def named_throughout(document: Document, finder: EntityFinder) -> list[Mention]:
    """The one device and the one model whose the numbers of a document are that have no name near them."""
    return finder.once("throughout", lambda: list(_named_throughout(document, finder)))


def _named_throughout(document: Document, finder: EntityFinder) -> list[Mention]:
    named: dict[str, dict[str, Mention]] = {kind: {} for kind in _KINDS}
    declared: dict[str, dict[str, Mention]] = {kind: {} for kind in _KINDS}
    spoken_of: set[str] = set()  # not only compared with in brackets
    unknown_model = False
    for text in _texts(document):
        unknown_model = unknown_model or any(name.of_a_model for name in finder.strangers(text))
        for mention in finder.mentions(text):
            if mention.entry.kind in named:
                named[mention.entry.kind].setdefault(mention.entry.id, mention)
                if not is_compared_in_brackets(text, mention.start):
                    spoken_of.add(mention.entry.id)
        for kind, mention in _declared(text, finder).items():
            declared[kind].setdefault(mention.entry.id, mention)
    for mention in _set_up_in_tables(document, finder):
        declared["accelerators"].setdefault(mention.entry.id, mention)
    if unknown_model:
        named["models"].clear()
    meant = (declared[kind] if len(declared[kind]) == 1 else named[kind] for kind in _KINDS)
    return [mention for alone in meant if len(alone) == 1 for id_, mention in alone.items() if id_ in spoken_of]


_DIGIT = regex(r"\d")
_SIZE_ALONE = regex(r"\bthe (?P<size>\d{1,4}(?:\.\d{1,2})?[BM])\b(?![ -]?(?:param|tokens|model of))", re.IGNORECASE)


def named_by_size(sentence: str, place: int, end: int, document: Document, finder: EntityFinder) -> list[Mention]:
    """The one model of the document that a sentence means by its size alone: "the 70B has 80 layers".

    It is the last one before the number, which stands at [place, end), or the next one where no number is between.
    """
    if "the " not in sentence.lower():
        return []
    found = list(_SIZE_ALONE.finditer(sentence))
    ahead = [match for match in found if match.end() <= place]
    behind = [m for m in found if m.start() >= end and not _DIGIT.search(sentence, end, m.start("size"))]
    match = next(iter([*ahead[-1:], *behind[:1]]), None)
    if match is None:
        return []
    named = _of_size(match["size"], document, finder)
    return [named[0]._replace(name=match["size"])] if named else []


def of_its_size(size: str, document: Document, finder: EntityFinder) -> Entry | None:
    """The one model of the document whose name ends with a size: 70B."""
    named = _of_size(size.strip(), document, finder)
    return named[0].entry if named and "parameters.total" in named[0].entry else None


def _of_size(size: str, document: Document, finder: EntityFinder) -> list[Mention]:
    everyone = finder.once("models", lambda: list(_models(document, finder)))
    named = [mention for mention in everyone if mention.name.replace("-", " ").endswith(f" {size}")]
    return named if len({mention.entry.id for mention in named}) == 1 else []


def named_in_full(entry: Entry, document: Document, finder: EntityFinder) -> list[Entry]:
    """The other variants of a device's family that a document names, not by a name of the family only."""
    siblings = {one.id: one for one in finder.families.siblings(entry) if one.id != entry.id}
    if not siblings:
        return []
    everyone = finder.once("in full", lambda: [one for text in _texts(document) for one in finder.mentions(text)])
    said = dict.fromkeys(one.entry.id for one in everyone if not one.assumed)
    return [siblings[name] for name in said if name in siblings]


def _models(document: Document, finder: EntityFinder) -> Iterator[Mention]:
    seen: set[tuple[str, str]] = set()
    for text in _texts(document):
        for mention in finder.mentions(text):
            if mention.entry.kind == "models" and (mention.name, mention.entry.id) not in seen:
                seen.add((mention.name, mention.entry.id))
                yield mention


def _declared(text: str, finder: EntityFinder) -> dict[str, Mention]:
    """The one device and the one model of a sentence that says what is used."""
    match = _DECLARES.search(text) or SETS_UP.match(text)
    if match is None:
        return {}
    begin = max((end.end() for end in _ENDS.finditer(text, 0, match.start())), default=0)
    behind = _ENDS.search(text, match.end())
    inside = finder.mentions_within(text, begin, behind.start() if behind is not None else len(text))
    found = {kind: [mention for mention in inside if mention.entry.kind == kind] for kind in _KINDS}
    return {kind: some[0] for kind, some in found.items() if len({mention.entry.id for mention in some}) == 1}


def _set_up_in_tables(document: Document, finder: EntityFinder) -> Iterator[Mention]:
    """The device of the first table of a cluster's parts: "Nodes | 128, with 8 H100 each"."""
    for block in document.blocks[:_MOST_BLOCKS]:
        if block.kind != "table":
            continue
        cells = [cell for row in block.rows[:_MOST_ROWS] for cell in row]
        named = [m for cell in cells for m in finder.mentions(cell.text.text[:_LONGEST]) if m.entry.kind in _KINDS]
        devices = [mention for mention in named if mention.entry.kind == "accelerators"]
        parts = any(_PART.match(row[0].text.text) for row in block.rows[:_MOST_ROWS] if len(row) == _TWO_COLUMNS)
        if parts and len({device.entry.id for device in devices}) == 1:
            yield devices[0]
            return


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks[:_MOST_BLOCKS]:
        if block.kind == "table":
            yield from (cell.text.text[:_LONGEST] for row in block.rows for cell in row)
        elif block.kind != "listing":
            yield block.text.text[:_LONGEST]
