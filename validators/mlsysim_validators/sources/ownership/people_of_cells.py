"""Whom a table names for the number in one of its cells: the cell, its row and column, the table, what is above."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.family_labels import model_of_a_family, variant_of_a_family
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.names.names_above import own_heading
from mlsysim_validators.sources.names.system_labels import SYSTEM
from mlsysim_validators.sources.ownership.pairing import of_cell
from mlsysim_validators.sources.ownership.people import OF_A_SYSTEM, People, is_link
from mlsysim_validators.sources.ownership.people_above import add_from_above, add_from_title
from mlsysim_validators.sources.ownership.people_of_sentences import add_of_sentence
from mlsysim_validators.sources.ownership.stand_ins import stand_in
from mlsysim_validators.sources.ownership.taken_names import names_taken_by_none
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_LONG_CELL = 60
_MORE_WORDS = 6
_LONGEST_NAME_CELL = 60
_LIST_OF_NAMES = regex(r"(?:\W|\b(?:and|or|GPUs?|NVIDIA|AMD)\b)*", re.IGNORECASE)
_BEGINS_WITH_AMOUNT = regex(r"\W*\d[\d.,]* ?(?:[KMGT]i?B|[TGP]?FLOPS?|TOPS|k?W|[MG]Hz)\b")


def add_of_cell(people: People, stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> None:
    """Adds whom a number in a table's cell may be about."""
    cell = stated.cell
    assert cell is not None
    if stated.table is not None and cell.row in stated.table.host_rows:
        people.close("its row", around.row.strip() or "this row")
        return
    if len(cell.text.text) > _LONG_CELL or _several_numbers(stated, slide):
        # A cell that is a sentence of its own.
        add_of_sentence(people, stated, around, finder, "its cell", links=False)
    else:
        found = finder.names(cell.text.text)
        free = names_taken_by_none(found, cell.text.text, stated.reading.start, stated.reading.end)
        people.add((name for name in free if not is_link(name)), "its cell")
    _add_of_label(people, around.row, "its row", stated, around, slide, finder)
    _add_of_label(people, around.column, "its column", stated, around, slide, finder)
    people.add(finder.names(around.row), "its row")
    if not people.found:
        _add_of_table(people, stated, around, finder)
    add_from_above(people, stated, slide, finder)
    # "NVLink: 900 GB/s" in the column of a device is the device's.
    if any(map(is_link, finder.names(cell.text.text))):
        add_of_sentence(people, stated, around, finder, "its cell")
    people.add(own_heading(stated.block, slide, finder), "the slide's title")
    add_from_title(people, slide, finder)


def _add_of_label(
    people: People, label: str, how: str, stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder
) -> None:
    """Adds whom the label of a row, or the headers of a column, names or stands for."""
    cell = stated.cell
    assert cell is not None
    names = finder.names(label)
    # "DGX Spark" is the name of its device as well.
    system = SYSTEM.search(_without_names(label, names))
    if system is not None and not any(isinstance(name, Mention) and name.entry.kind == "systems" for name in names):
        people.add(names, OF_A_SYSTEM)
        if names or how == "its column":
            people.close(how, label.strip())
    if how == "its row" and stated.block.kind == "table" and cell.row < stated.block.header_rows:
        return  # the headers of a table are no figures of the first of them
    if how == "its row" and not names:
        label, names = _second_label(stated, finder) or (label, names)
    if not names and (model := model_of_a_family(label, stated, slide, finder)) is not None:
        people.add([model], how)
    if not names and (device := stand_in(label, slide.document, finder)) is not None:
        people.add([device], how)
    if (variant := variant_of_a_family(label, stated, slide, finder)) is not None:
        people.add([variant], how)
    if how == "its row" and all(map(is_link, names)) and _one_machine(finder, around.column):
        return  # "EFA bandwidth" in the column of a system is the system's
    own = of_cell(stated, names)
    if own is not None:
        people.add([own], how, beside=tuple(name.name for name in names if name is not own))
        people.close(how, label.strip())
    by_id = {n.entry.id: n for n in names if isinstance(n, Mention) and n.entry.kind == "accelerators"}
    if len(by_id) > 1:
        if len(by_id) == len(names) and _LIST_OF_NAMES.fullmatch(_without_names(label, names)):
            people.add_all(list(by_id.values()))
        people.close(how, label.strip())
    people.add(names, how)


def _add_of_table(people: People, stated: Stated, around: Surroundings, finder: EntityFinder) -> None:
    """Adds the device that a table names outside the row and column of a number, where it is of one."""
    table, cell = stated.table, stated.cell
    if table is None or cell is None:
        return
    if table.beside_a_model(cell, finder.mentions):
        people.close("its column", around.column.strip() or "this column")
        return
    people.add(table.device_above(cell, finder.mentions), "its table")
    if people.found:
        return
    devices = table.devices(finder.mentions)
    if table.one_for_all:
        people.add(devices, "its table")
    elif devices:
        people.close("its table", around.column.strip() or around.row.strip() or "this column")


def _second_label(stated: Stated, finder: EntityFinder) -> tuple[str, list[Mention | Stranger]] | None:
    """The second cell of a row and its names, where the first is a class such as "Hopper" or a number."""
    assert stated.cell is not None
    assert stated.table is not None
    second = stated.table.second(stated.cell)
    if second is None or len(second.text.text) > _LONGEST_NAME_CELL or _BEGINS_WITH_AMOUNT.match(second.text.text):
        return None
    # A link's name alone labels a row; among numbers it belongs to them.
    text = second.text.text
    names = [name for name in finder.names(text) if not is_link(name) or len(text) - len(name.name) <= _MORE_WORDS]
    listed = len(names) > 1 and _LIST_OF_NAMES.fullmatch(_without_names(text, names))
    return (text, names) if len(names) == 1 or listed else None


def _without_names(label: str, names: Iterable[Mention | Stranger]) -> str:
    """What a label says beside its names."""
    for name in sorted(names, key=lambda name: -name.start):
        label = label[: name.start] + label[name.end :]
    return label


def _one_machine(finder: EntityFinder, label: str) -> bool:
    """Whether a label names one device or system."""
    named = {m.entry.id for m in finder.mentions(label) if m.entry.kind in ("accelerators", "systems")}
    return len(named) == 1


def _several_numbers(stated: Stated, slide: Slide) -> bool:
    before, behind = slide.gap(stated)
    return before > 0 or behind < len(stated.text.text)
