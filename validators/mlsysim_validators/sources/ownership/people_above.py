"""Whom what stands above a quantity names: the line over its block, the title of its slide."""

from __future__ import annotations

from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.family_labels import SIZE_OR_NUMBER
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.names.names_above import line_above
from mlsysim_validators.sources.names.system_labels import SYSTEM_TITLE
from mlsysim_validators.sources.ownership.people import LINE_ABOVE, People, is_link
from mlsysim_validators.sources.texts.slides import Slide


def add_from_above(people: People, stated: Stated, slide: Slide, finder: EntityFinder, *, links: bool = True) -> None:
    """Adds whom the line above the block of a number names; `links`: whether links count as well."""
    block = stated.block
    names = slide.once(("above", id(block)), lambda: line_above(block, slide, finder))
    people.add((name for name in names if links or not is_link(name)), LINE_ABOVE)


def add_from_title(people: People, slide: Slide, finder: EntityFinder) -> None:
    """Adds whom the title of the slide names; closes behind a system that is not known."""
    names = slide.once("its title", lambda: _named_in_title(slide, finder))
    if names is None:
        people.close("the slide's title", slide.title)
    else:
        people.add(names, "the slide's title")


def _named_in_title(slide: Slide, finder: EntityFinder) -> list[Mention | Stranger] | None:
    """The devices of the title; a title that compares several says of none that a number is its own.

    None where the title names a system that is not known.
    """
    if SYSTEM_TITLE.search(slide.title) and not any(m.entry.kind == "systems" for m in finder.mentions(slide.title)):
        return None
    names = finder.names(slide.title)
    if not names and SIZE_OR_NUMBER.fullmatch(slide.title.strip()):  # "8B" below "Llama 3.1"
        whole = (
            slide.completed(slide.title.strip(), words, finder) for words in (slide.document_title, slide.first_heading)
        )
        names = [*[model for model in whole if model is not None][:1]]
    devices = {name.entry.id for name in names if isinstance(name, Mention) and name.entry.kind == "accelerators"}
    unknown = [name for name in names if isinstance(name, Stranger) and not name.of_a_model]
    if len(devices) + len(unknown) > 1:
        names = [name for name in names if isinstance(name, Mention) and name.entry.kind != "accelerators"]
    return names
