"""Whom the text of a quantity names: what a word refers to, its sentence, its paragraph, then what stands above it."""

from __future__ import annotations

import re
from itertools import islice

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.dimensions import BANDWIDTH
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.names.names_above import line_above_in_text, own_heading, system_of_the_list
from mlsysim_validators.sources.ownership.answers import question
from mlsysim_validators.sources.ownership.antecedents import spoken_of
from mlsysim_validators.sources.ownership.owners import unknown_owner
from mlsysim_validators.sources.ownership.people import (
    BY_SIZE,
    ITS_LIST,
    LINE_ABOVE,
    SPOKEN_OF,
    People,
    is_link,
    of_one_device,
)
from mlsysim_validators.sources.ownership.people_above import add_from_above, add_from_title
from mlsysim_validators.sources.ownership.people_of_sentences import CLOSE_BEHIND, add_of_sentence
from mlsysim_validators.sources.ownership.throughout import named_by_size
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_PARAGRAPH_BEFORE = 500
_LONGEST_ITEM = 250
_HEADS = AnyCase(r"[ \[*•-]*(?:(?:hardware|device|gpu|chip|accelerator|system|model|setup|given): ?)?")
_ANY_HEAD = regex(r"\W*(?P<name>[A-Z][\w.-]*(?: [\w.-]+){0,3})\W*: ")
_MODELS_ABOVE = 2
_OF_MEMORY = regex(r"\b(?:memory|hbm\w?|vram)\b", re.IGNORECASE)
_A_DEVICE = regex(r"(?:GPU|chip|accelerator|device|TPU|NPU)s?$", re.IGNORECASE)


def add_of_text(people: People, stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> None:
    """Adds whom a number in running text may be about."""
    text, place = stated.text.text, stated.reading.start
    people.add(finder.names(question(text, place)), SPOKEN_OF)
    _add_whom_it_refers_to(people, stated, slide, finder)
    if owner := unknown_owner(stated, finder):
        people.close("the words before it", owner)
    links_left_out = add_of_sentence(people, stated, around, finder, "its sentence", links=False)
    start = stated.sentence_span()[0]
    where = place - start, stated.reading.end - start
    people.add(named_by_size(around.sentence, *where, slide.document, finder), BY_SIZE)
    _add_of_paragraph(people, stated, finder)
    if head := _head_beside_models(stated, slide, finder):
        people.close("the head of its item", head)
    if not links_left_out:  # its own link comes before that of another line
        add_from_above(people, stated, slide, finder, links=not _OF_MEMORY.search(stated.sentence()))
    # A link is meant where no device is: "NVLink at 900 GB/s" under the name of a device is the device's.
    if links_left_out:
        add_from_above(people, stated, slide, finder, links=False)
        add_of_sentence(people, stated, around, finder, "its sentence")
    if any(unit.dimension == BANDWIDTH for unit in stated.reading.units):
        people.add(system_of_the_list(stated.block, slide, finder), ITS_LIST)
    people.add(own_heading(stated.block, slide, finder), "the slide's title")
    add_from_title(people, slide, finder)


def _add_of_paragraph(people: People, stated: Stated, finder: EntityFinder) -> None:
    """Adds whom the text before the sentence names: the one that it is about throughout, or the one device."""
    text, start = stated.text.text, stated.sentence_span()[0]
    said_before = finder.mentions_within(text, max(0, start - _PARAGRAPH_BEFORE), start)
    # "H100: 80 GB; TDP: 700 W" speaks of one device throughout.
    subject = said_before[:1] if not text[:start].isspace() and len(text) <= _LONGEST_ITEM else []
    all_named = finder.mentions(text) if subject else []
    one_only = len({mention.entry.id for mention in all_named if not is_link(mention)}) == 1
    if subject and one_only and _HEADS.fullmatch(text[: subject[0].start]):
        people.add(subject, "the words before it")
    if stated.block.kind == "listing":
        people.add(line_above_in_text(text, stated.reading.start, finder), LINE_ABOVE)
    people.add(of_one_device(said_before), "its paragraph")


def _add_whom_it_refers_to(people: People, stated: Stated, slide: Slide, finder: EntityFinder) -> None:
    """Adds whom the last "it", "the card" or "the latter" before a number means."""
    text, end, stop = stated.text.text, stated.reading.end, stated.sentence_span()[1]
    spoken = spoken_of(stated, slide, finder)
    if spoken is None or any(name.start <= CLOSE_BEHIND for name in finder.names_within(text, end, stop)):
        return
    if any(map(is_link, finder.names_within(text, spoken.end, stated.reading.start))):
        return  # "each GPU has its own NDR port of 50 GB/s"
    word = text[spoken.start : spoken.end]
    if not spoken.names:
        if spoken.unknown:
            people.close(SPOKEN_OF, word)
        return
    mentions = [name for name in spoken.names if isinstance(name, Mention)]
    if len(spoken.names) == 1:
        one = spoken.names[0]
        if spoken.sure and isinstance(one, Mention) and one.entry.kind == "systems" and _A_DEVICE.search(word):
            device = finder.registry.device_of(one.entry)
            people.add([one._replace(entry=device)] if device is not None else (), SPOKEN_OF)
        people.add(spoken.names if spoken.sure else (), SPOKEN_OF)
    elif len(mentions) == len(spoken.names) and len({name.entry.kind for name in mentions}) == 1:
        people.add_all(mentions)


def _head_beside_models(stated: Stated, slide: Slide, finder: EntityFinder) -> str:
    """The unknown name that heads an item below two that known models head: "Arctic: 128 experts"."""
    head = _ANY_HEAD.match(stated.text.text) if stated.block.kind == "item" else None
    if head is None or finder.names(head["name"]) or stated.reading.start < head.end():
        return ""
    above = list(islice(slide.above(stated.block), _MODELS_ABOVE))
    heads = [_ANY_HEAD.match(block.text.text) for block in above if block.kind == "item"]
    known = [one for one in heads if one is not None and _is_a_model(one["name"], finder)]
    return head["name"] if len(known) == _MODELS_ABOVE else ""


def _is_a_model(name: str, finder: EntityFinder) -> bool:
    found = finder.mentions(name)
    return len(found) == 1 and found[0].entry.kind == "models" and len(found[0].name) >= len(name.strip()) - 2
