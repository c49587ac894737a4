"""Whom a quantity may be about, the nearest first: the names by its own place, then those of all its slide."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.ownership.people import THROUGHOUT, People, Who, of_one_device
from mlsysim_validators.sources.ownership.people_of_cells import add_of_cell
from mlsysim_validators.sources.ownership.people_of_texts import add_of_text
from mlsysim_validators.sources.ownership.throughout import named_throughout
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_HEAD = regex(r"\W*(?:[\w.-]+/)?(?P<name>[A-Z][A-Za-z]{2,}-[A-Za-z]{0,8}\d[\w.-]*)\W*:\s")


def candidates_for(stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> list[Who]:
    """The entries that a quantity may be about, the nearest first, each once."""
    people = People()
    if stated.cell is not None:
        add_of_cell(people, stated, around, slide, finder)
    else:
        add_of_text(people, stated, around, slide, finder)
        if (label := _heads_its_item(stated, finder)) and not people.closed:
            people.found.append(Who(None, "the head of its item", False, label, of_a_model=True))
    people.add_known(slide.once("at large", lambda: _at_large(slide, finder)))
    return list(_with_devices(people.found, finder))


def _heads_its_item(stated: Stated, finder: EntityFinder) -> str:
    """The name of a model that the registry does not know, where it heads the item of a number: "MiniMax-M2.5: ..."."""
    head = _HEAD.match(stated.text.text) if stated.block.kind == "item" else None
    if head is None or formats_in(head["name"]) or finder.mentions(head["name"]):
        return ""
    return head["name"]


def _at_large(slide: Slide, finder: EntityFinder) -> list[Who]:
    """Whom a number may be about wherever it stands on a slide, each once."""
    people = People()
    for names, how in (
        (slide.only_named(finder), "the only one on the slide"),
        (of_one_device(finder.mentions(slide.document_title)), "the document's title"),
        (slide.subject_of_document(finder), "the document's title"),
        (named_throughout(slide.document, finder), THROUGHOUT),
    ):
        people.add(names, how)
    return people.found


def _with_devices(people: list[Who], finder: EntityFinder) -> Iterator[Who]:
    """Behind a system of one device its device: the memory of an Arduino Nano 33 BLE is its nRF52840's."""
    for who in people:
        yield who
        device = finder.registry.device_of(who.entry)
        count = who.entry.get("devices") if who.entry is not None and device is not None else None
        if count is not None and count.value == 1:
            yield who._replace(entry=device)
