"""Labels that are the end of a name only: "70B" below "Llama 3.1", "PCIe" beside "SXM5" below "the H100"."""

from __future__ import annotations

import re
from functools import lru_cache

from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.names.variants import Qualifiers, qualifiers
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide

SIZE_OR_NUMBER = regex(r"(?=\w*\d|[a-zA-Z])[\w.]{1,7}(?:[ -][\w.]{1,6})?")
_SHORT_TITLE = 120
_LONGEST_LABEL = 40
_REST = regex(
    r"\W*(?:(?:the|an?|one|board|card|module|version|variant|form factor|model|only|each)\b\W*)*", re.IGNORECASE
)
_LEAST = 2
_MOST_LABELS = 100


def model_of_a_family(label: str, stated: Stated, slide: Slide, finder: EntityFinder) -> Mention | None:
    """The model that a label such as "70B" or "tiny" means under a title that names its family."""
    label = label.strip(" *_`")
    if not SIZE_OR_NUMBER.fullmatch(label):
        return None
    for words in (_corner(stated), *_texts_above(stated, slide)):
        model = slide.completed(label, words, finder)
        if model is not None:
            return model
    return None


def variant_of_a_family(label: str, stated: Stated, slide: Slide, finder: EntityFinder) -> Mention | Stranger | None:
    """The variant that a label such as "PCIe" or "40 GB" means under its family's name, in a table of several."""
    said = _variant_words(label)
    if (
        said is None
        or stated.table is None
        or len(set(filter(None, map(_variant_words, stated.table.labels)))) < _LEAST
    ):
        return None
    for words in (_corner(stated), *_texts_above(stated, slide)):
        named = [mention.entry for mention in finder.mentions(words) if mention.entry.kind == "accelerators"]
        families = {finder.families.siblings(entry)[0].id for entry in named}
        if len(families) > 1:
            return None
        if families:
            entry = finder.families.chosen(named[0], said)
            name = label.strip()
            return Mention(0, len(name), entry, name, False) if entry is not None else Stranger(0, len(name), name)
    return None


@lru_cache(maxsize=1024)
def _variant_words(label: str) -> Qualifiers | None:
    """What a label that is no more than the form or the size of a board says of it."""
    label = label.strip(" *_`")
    if not label or len(label) > _LONGEST_LABEL:
        return None
    said = qualifiers(f" {label}", 0, 0)
    return said if (said.forms or said.sizes) and _REST.fullmatch(label[said.end - 1 :]) else None


def _corner(stated: Stated) -> str:
    """The first cell of the header of a table: "Llama 3.1 | 8B | 70B"."""
    return next((row[0].text.text for row in stated.block.rows[:1] if row and row[0].column == 0), "")[:_SHORT_TITLE]


def _texts_above(stated: Stated, slide: Slide) -> list[str]:
    """The texts that may name the family of a table: its slide's title, the line above, the titles further up."""
    above = next((b.text.text for b in slide.above(stated.block) if b.kind in ("paragraph", "caption")), "")
    return [slide.title, above[:_SHORT_TITLE], slide.document_title, stated.block.section, slide.first_heading]
