"""Whom a quantity may be about: the names around it, the nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.dimensions import BANDWIDTH
from mlsysim_validators.sources.fields.formats import formats_in
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.family_labels import SIZE_OR_NUMBER, model_of_a_family, variant_of_a_family
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.names.names_above import line_above, line_above_in_text, own_heading, system_of_the_list
from mlsysim_validators.sources.names.system_labels import SYSTEM, SYSTEM_TITLE
from mlsysim_validators.sources.ownership.answers import question
from mlsysim_validators.sources.ownership.antecedents import spoken_of
from mlsysim_validators.sources.ownership.owners import unknown_owner
from mlsysim_validators.sources.ownership.pairing import of_cell, of_sentence
from mlsysim_validators.sources.ownership.stand_ins import stand_in
from mlsysim_validators.sources.ownership.taken_names import names_ahead, names_behind, names_taken_by_none
from mlsysim_validators.sources.ownership.throughout import named_by_size, named_throughout
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.slides import Slide
from mlsysim_validators.sources.texts.surroundings import Surroundings

_PARAGRAPH_BEFORE = 500
_LONG_CELL = 60
_MORE_WORDS = 6
_LONGEST_NAME_CELL = 60
# The sentence that introduces a list or table: "Each MI250X package has:".
_ON = AnyCase(r"[ \u00a0-]|\W{0,4} ?(?:on|for|in|of|per|with|over|through|via|from) (?:the |an? |each |one )?\W{0,3}")
# "64 GB/s each way on a Gen4 slot"
_WAY = AnyCase(r"[ \u00a0]\(?(?:(?:in )?(?:each|per|one|both) (?:ways?|directions?)|bidirectional|unidirectional)\)?")
_LONGEST_ITEM = 250
_HEADS = AnyCase(r"[ \[*•-]*(?:(?:hardware|device|gpu|chip|accelerator|system|model|setup|given): ?)?")
_WITH = regex(r"\W*(?:with|at|offering|delivering|thanks to|given)\b", re.IGNORECASE)
_NEAR_BEHIND = 120
_PARTS = regex(r",|[ \u00a0)](?:and|or|while|whereas|but|plus)\b")  # "24 GB at 936 GB/s and the RTX 4090 with ..."
_CLOSE_BEHIND = 12
_HEAD = regex(r"\W*(?:[\w.-]+/)?(?P<name>[A-Z][A-Za-z]{2,}-[A-Za-z]{0,8}\d[\w.-]*)\W*:\s")
_ANY_HEAD = regex(r"\W*(?P<name>[A-Z][\w.-]*(?: [\w.-]+){0,3})\W*: ")
_MODELS_ABOVE = 2
_LIST_OF_NAMES = regex(r"(?:\W|\b(?:and|or|GPUs?|NVIDIA|AMD)\b)*", re.IGNORECASE)
_OR_INSTEAD = regex(r"[ \u00a0]*\((?:or|and|vs\.?|not)\b")
_BRACKET = regex(r"[ \u00a0]*(?:parameters|layers|params|memory|HBM\w*|VRAM|bandwidth|TDP)?[ \u00a0]*\(")
_NAME_IN_BRACKETS = regex(
    r"[ \u00a0]?\((?!(?:Dense|Sparse|Tensor|Vector|Matrix|Peak|Total|Base|Boost|Memory|Link|Max|Min|Mem|Each|Both)\b)"
    r"[A-Z][a-z]{2,}(?: [A-Z]\w*)*\)"
)
_NUMBER_AND_BRACKET = regex(r"\d[\d.,]* ?[A-Za-z/]{1,8} ?\((?P<inside>[^()]{1,40})\)[,;/ ]{1,3}(?:and )?[~≈]?$")
_OF_MEMORY = regex(r"\b(?:memory|hbm\w?|vram)\b", re.IGNORECASE)
_BEGINS_WITH_AMOUNT = regex(r"\W*\d[\d.,]* ?(?:[KMGT]i?B|[TGP]?FLOPS?|TOPS|k?W|[MG]Hz)\b")
_A_DEVICE = regex(r"(?:GPU|chip|accelerator|device|TPU|NPU)s?$", re.IGNORECASE)


BEHIND = "the words behind it"
THROUGHOUT = "what the document speaks of throughout"
IN_ORDER = "the names in their order"
BY_SIZE = "its size alone"
LINE_ABOVE = "the line above"
ITS_LIST = "the items above"
OF_EACH = "a label that names several"
OF_A_SYSTEM = "a label that names a system of it"
SPOKEN_OF = "a word that refers to it"


class Who(NamedTuple):
    """The entry that a quantity is about, how it was found, and whether a family name stood for its default.

    `entry` is None where the name means something that the registry does not know: no name further away is meant then.
    """

    entry: Entry | None
    how: str
    assumed: bool
    name: str
    together: tuple[Entry, ...] = ()  # others of which the figure is stated as well
    beside: tuple[str, ...] = ()  # other names that its label has, which say nothing of the figure
    of_a_model: bool = False  # an unknown name is that of a model: no other model is meant, a device may be


class _People:
    """Candidates in the order in which they are added, each entry once; closed behind an unknown name."""

    def __init__(self) -> None:
        self.found: list[Who] = []
        self._added: set[Entry] = set()
        self.closed = False

    def add(self, names: Iterable[Mention | Stranger], how: str, beside: tuple[str, ...] = ()) -> None:
        for name in names:
            if self.closed:
                return
            if isinstance(name, Mention):
                if name.entry not in self._added:
                    self._added.add(name.entry)
                    self.found.append(Who(name.entry, how, name.assumed, name.name, beside=beside))
            elif name.of_a_model:
                self.found.append(Who(None, how, False, name.name, of_a_model=True))
            else:
                self.closed = True
                self.found.append(Who(None, how, False, name.name))

    def add_known(self, everyone: Iterable[Who]) -> None:
        """Those of some entries, each there once, that were not added before."""
        if not self.closed:
            self.found += [who for who in everyone if who.entry not in self._added]

    def add_all(self, names: list[Mention]) -> None:
        """Several that a figure is of alike: "A40, RTX A6000"."""
        if not self.closed:
            first, *rest = names
            together = tuple(name.entry for name in rest)
            self.found.append(Who(first.entry, OF_EACH, first.assumed, first.name, together))

    def close(self, how: str, name: str) -> None:
        if not self.closed:
            self.closed = True
            self.found.append(Who(None, how, False, name))


def candidates_for(stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> list[Who]:
    """The entries that a quantity may be about, the nearest first, each once."""
    people = _People()
    if stated.cell is not None:
        _in_table(people, stated, around, slide, finder)
    else:
        _in_text(people, stated, around, slide, finder)
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


def _head_beside_models(stated: Stated, slide: Slide, finder: EntityFinder) -> str:
    """The unknown name that heads an item below two that known models head: "Arctic: 128 experts"."""
    head = _ANY_HEAD.match(stated.text.text) if stated.block.kind == "item" else None
    if head is None or finder.names(head["name"]) or stated.reading.start < head.end():
        return ""
    above = list(islice((block for block in slide.above(stated.block)), _MODELS_ABOVE))
    heads = [_ANY_HEAD.match(block.text.text) for block in above if block.kind == "item"]
    known = [one for one in heads if one is not None and _is_a_model(one["name"], finder)]
    return head["name"] if len(known) == _MODELS_ABOVE else ""


def _is_a_model(name: str, finder: EntityFinder) -> bool:
    found = finder.mentions(name)
    return len(found) == 1 and found[0].entry.kind == "models" and len(found[0].name) >= len(name.strip()) - 2


def _at_large(slide: Slide, finder: EntityFinder) -> list[Who]:
    """Whom a number may be about wherever it stands on a slide, each once."""
    people = _People()
    for names, how in (
        (slide.only_named(finder), "the only one on the slide"),
        (_one_device(finder.mentions(slide.document_title)), "the document's title"),
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


def _in_table(people: _People, stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> None:
    cell = stated.cell
    assert cell is not None
    if stated.table is not None and cell.row in stated.table.host_rows:
        people.close("its row", around.row.strip() or "this row")
        return
    if len(cell.text.text) > _LONG_CELL or _several_numbers(stated, slide):
        # A cell that is a sentence of its own.
        _in_sentence(people, stated, around, finder, "its cell", links=False)
    else:
        found = finder.names(cell.text.text)
        free = names_taken_by_none(found, cell.text.text, stated.reading.start, stated.reading.end)
        people.add((name for name in free if not _is_link(name)), "its cell")
    for label, how in ((around.row, "its row"), (around.column, "its column")):
        names = finder.names(label)
        # "DGX Spark" is the name of its device as well.
        system = SYSTEM.search(_without_names(label, names))
        if system is not None and not any(isinstance(name, Mention) and name.entry.kind == "systems" for name in names):
            people.add(names, OF_A_SYSTEM)
            if names or how == "its column":
                people.close(how, label.strip())
        if how == "its row" and stated.block.kind == "table" and cell.row < stated.block.header_rows:
            continue  # the headers of a table are no figures of the first of them
        if how == "its row" and not names:
            label, names = _second_label(stated, finder) or (label, names)
        if not names and (model := model_of_a_family(label, stated, slide, finder)) is not None:
            people.add([model], how)
        if not names and (device := stand_in(label, slide.document, finder)) is not None:
            people.add([device], how)
        if (variant := variant_of_a_family(label, stated, slide, finder)) is not None:
            people.add([variant], how)
        if how == "its row" and all(map(_is_link, names)) and _one_machine(finder, around.column):
            continue  # "EFA bandwidth" in the column of a system is the system's
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
    people.add(finder.names(around.row), "its row")
    if not people.found and stated.table is not None and stated.table.beside_a_model(cell, finder.mentions):
        people.close("its column", around.column.strip() or "this column")
    if not people.found and stated.table is not None:
        people.add(stated.table.device_above(cell, finder.mentions), "its table")
    if not people.found and stated.table is not None:
        devices = stated.table.devices(finder.mentions)
        if stated.table.one_for_all:
            people.add(devices, "its table")
        elif devices:
            people.close("its table", around.column.strip() or around.row.strip() or "this column")
    _from_above(people, stated, slide, finder)
    # "NVLink: 900 GB/s" in the column of a device is the device's.
    if any(map(_is_link, finder.names(cell.text.text))):
        _in_sentence(people, stated, around, finder, "its cell")
    people.add(own_heading(stated.block, slide, finder), "the slide's title")
    _from_title(people, slide, finder)


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


def _second_label(stated: Stated, finder: EntityFinder) -> tuple[str, list[Mention | Stranger]] | None:
    """The second cell of a row and its names, where the first is a class such as "Hopper" or a number."""
    assert stated.cell is not None
    assert stated.table is not None
    second = stated.table.second(stated.cell)
    if second is None or len(second.text.text) > _LONGEST_NAME_CELL or _BEGINS_WITH_AMOUNT.match(second.text.text):
        return None
    # A link's name alone labels a row; among numbers it belongs to them.
    text = second.text.text
    names = [name for name in finder.names(text) if not _is_link(name) or len(text) - len(name.name) <= _MORE_WORDS]
    listed = len(names) > 1 and _LIST_OF_NAMES.fullmatch(_without_names(text, names))
    return (text, names) if len(names) == 1 or listed else None


def _in_text(people: _People, stated: Stated, around: Surroundings, slide: Slide, finder: EntityFinder) -> None:
    people.add(finder.names(question(stated.text.text, stated.reading.start)), SPOKEN_OF)
    _whom_it_refers_to(people, stated, slide, finder)
    if owner := unknown_owner(stated, finder):
        people.close("the words before it", owner)
    links_left_out = _in_sentence(people, stated, around, finder, "its sentence", links=False)
    start = stated.sentence_span()[0]
    where = stated.reading.start - start, stated.reading.end - start
    people.add(named_by_size(around.sentence, *where, slide.document, finder), BY_SIZE)
    said_before = finder.mentions_within(stated.text.text, max(0, start - _PARAGRAPH_BEFORE), start)
    # "H100: 80 GB; TDP: 700 W" speaks of one device throughout.
    subject = (
        said_before[:1] if not stated.text.text[:start].isspace() and len(stated.text.text) <= _LONGEST_ITEM else []
    )
    all_named = finder.mentions(stated.text.text) if subject else []
    one_only = len({mention.entry.id for mention in all_named if not _is_link(mention)}) == 1
    if subject and one_only and _HEADS.fullmatch(stated.text.text[: subject[0].start]):
        people.add(subject, "the words before it")
    if stated.block.kind == "listing":
        people.add(line_above_in_text(stated.text.text, stated.reading.start, finder), LINE_ABOVE)
    people.add(_one_device(said_before), "its paragraph")
    if head := _head_beside_models(stated, slide, finder):
        people.close("the head of its item", head)
    if not links_left_out:  # its own link comes before that of another line
        _from_above(people, stated, slide, finder, links=not _OF_MEMORY.search(stated.sentence()))
    # A link is meant where no device is: "NVLink at 900 GB/s" under the name of a device is the device's.
    if links_left_out:
        _from_above(people, stated, slide, finder, links=False)
        _in_sentence(people, stated, around, finder, "its sentence")
    if any(unit.dimension == BANDWIDTH for unit in stated.reading.units):
        people.add(system_of_the_list(stated.block, slide, finder), ITS_LIST)
    people.add(own_heading(stated.block, slide, finder), "the slide's title")
    _from_title(people, slide, finder)


def _whom_it_refers_to(people: _People, stated: Stated, slide: Slide, finder: EntityFinder) -> None:
    """Adds whom the last "it", "the card" or "the latter" before a number means."""
    text, end, stop = stated.text.text, stated.reading.end, stated.sentence_span()[1]
    spoken = spoken_of(stated, slide, finder)
    if spoken is None or any(name.start <= _CLOSE_BEHIND for name in finder.names_within(text, end, stop)):
        return
    if any(map(_is_link, finder.names_within(text, spoken.end, stated.reading.start))):
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


def _in_sentence(
    people: _People, stated: Stated, around: Surroundings, finder: EntityFinder, rest: str, *, links: bool = True
) -> bool:
    """Adds whom the sentence names; whether it names links that were left out."""
    start, stop = stated.sentence_span()
    text = stated.text.text
    all_names = finder.names_within(text, start, stop)
    names = all_names if links else [name for name in all_names if not _is_link(name)]
    left_out = len(names) < len(all_names)
    if not names or people.closed:
        return left_out
    place, end = stated.reading.start - start, stated.reading.end - start
    sentence = text[start:stop]
    behind = names_behind(names, sentence, end)
    if _has_its_own_bracket(around.after, ahead_of_it=sentence[:place], names=names):
        people.close(BEHIND, around.after.strip())
        return left_out
    # The name before the number is its subject ("MI300X has 5.3 TB/s"), unless one follows at once ("5.3 TB/s on
    # MI300X", "3.35 TB/s (H100)").
    ahead = names_ahead(names, sentence, place)
    reach = end + _CLOSE_BEHIND
    if in_brackets := _BRACKET.match(around.after):  # "340 million parameters (BERT-Large)"
        reach += in_brackets.end()
    told = end + (way.end() if (way := _WAY.match(sentence[end : end + _NEAR_BEHIND])) else 0)
    reach += told - end
    close = [name for name in behind if name.start <= reach and not _PARTS.search(sentence, end, name.start)]
    # "5.3 TB/s (MI300X) or 4.8 TB/s (H200)": a name in brackets belongs to the number before them.
    instead = _OR_INSTEAD.match(around.after)  # "A100 80GB (or V100)"
    close = [] if instead is not None else close
    bracketed = _BRACKET.match(around.after) and close and sentence.find(")", end) >= close[0].end
    people.add(close[:1] if bracketed else [], BEHIND)
    # "8 TB/s on MI355X"
    devices = [name for name in names if not _is_link(name)]
    in_order = of_sentence(stated, devices or names, start, sentence)
    people.add(in_order, IN_ORDER)
    people.closed = people.closed or bool(in_order)  # the others have numbers of their own
    on_it = [name for name in close[:1] if _ON.fullmatch(sentence[told : name.start])]
    people.add(on_it, BEHIND)
    spoken_for = bool(ahead) and ahead[-1].end <= place - len(around.before)  # another number took that name
    people.add(close if spoken_for or not ahead else [], BEHIND)
    # "An A100 has NVLink 3 at 600 GB/s" speaks of the device.
    ahead = _without_joined_strangers(ahead, sentence)
    people.add((name for name in reversed(ahead) if not _is_link(name)), "the words before it")
    people.add(reversed(ahead), "the words before it")
    only = not ahead and len(behind) == 1 and behind[0].start - end <= _NEAR_BEHIND and _WITH.match(sentence)
    people.add(behind, BEHIND if only else rest)  # "With 80 GB and 3.35 TB/s, the H100 ..."
    return left_out


def _has_its_own_bracket(after: str, ahead_of_it: str, names: list[Mention | Stranger]) -> bool:
    """Whether an unknown name in brackets stands behind a number as a known one behind the number before it.

    "1.5 TB/s (A100), 204 GB/s (Orin)": the second is not the A100's.
    """
    own = _NAME_IN_BRACKETS.match(after)
    if own is None or any(name.name in own.group() for name in names):
        return False
    *_, last = [None, *_NUMBER_AND_BRACKET.finditer(ahead_of_it)]
    return last is not None and any(
        last.start("inside") <= name.start and name.end <= last.end("inside") for name in names
    )


def _without_joined_strangers(names: list[Mention | Stranger], sentence: str) -> list[Mention | Stranger]:
    """Names without the unknown ones that a slash joins to a known one: "B200/B300"."""
    kept: list[Mention | Stranger] = []
    for name in names:
        joined = kept and isinstance(kept[-1], Mention) and sentence[kept[-1].end : name.start] == "/"
        if not (isinstance(name, Stranger) and joined):
            kept.append(name)
    return kept


def _is_link(name: Mention | Stranger) -> bool:
    return isinstance(name, Mention) and name.entry.kind == "interconnects"


def _one_device(mentions: list[Mention]) -> list[Mention]:
    devices = {mention.entry.id for mention in mentions if mention.entry.kind == "accelerators"}
    return mentions if len(devices) == 1 else []


def _from_title(people: _People, slide: Slide, finder: EntityFinder) -> None:
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


def _from_above(people: _People, stated: Stated, slide: Slide, finder: EntityFinder, *, links: bool = True) -> None:
    block = stated.block
    names = slide.once(("above", id(block)), lambda: line_above(block, slide, finder))
    people.add((name for name in names if links or not _is_link(name)), LINE_ABOVE)
