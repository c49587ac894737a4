"""Whom the sentence of a quantity names: the name that it belongs to first, ahead of it or close behind it."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.ownership.pairing import of_sentence
from mlsysim_validators.sources.ownership.people import BEHIND, IN_ORDER, People, is_link
from mlsysim_validators.sources.ownership.taken_names import names_ahead, names_behind
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_ON = AnyCase(r"[ \u00a0-]|\W{0,4} ?(?:on|for|in|of|per|with|over|through|via|from) (?:the |an? |each |one )?\W{0,3}")
# "64 GB/s each way on a Gen4 slot"
_WAY = AnyCase(r"[ \u00a0]\(?(?:(?:in )?(?:each|per|one|both) (?:ways?|directions?)|bidirectional|unidirectional)\)?")
_WITH = regex(r"\W*(?:with|at|offering|delivering|thanks to|given)\b", re.IGNORECASE)
_NEAR_BEHIND = 120
_PARTS = regex(r",|[ \u00a0)](?:and|or|while|whereas|but|plus)\b")  # "24 GB at 936 GB/s and the RTX 4090 with ..."
CLOSE_BEHIND = 12  # characters
_OR_INSTEAD = regex(r"[ \u00a0]*\((?:or|and|vs\.?|not)\b")
_BRACKET = regex(r"[ \u00a0]*(?:parameters|layers|params|memory|HBM\w*|VRAM|bandwidth|TDP)?[ \u00a0]*\(")
_NAME_IN_BRACKETS = regex(
    r"[ \u00a0]?\((?!(?:Dense|Sparse|Tensor|Vector|Matrix|Peak|Total|Base|Boost|Memory|Link|Max|Min|Mem|Each|Both)\b)"
    r"[A-Z][a-z]{2,}(?: [A-Z]\w*)*\)"
)
_NUMBER_AND_BRACKET = regex(r"\d[\d.,]* ?[A-Za-z/]{1,8} ?\((?P<inside>[^()]{1,40})\)[,;/ ]{1,3}(?:and )?[~≈]?$")


def add_of_sentence(
    people: People, stated: Stated, around: Surroundings, finder: EntityFinder, rest: str, *, links: bool = True
) -> bool:
    """Adds whom the sentence names; whether it names links that were left out.

    `rest`: how the names that stand neither ahead of the number nor close behind it are found.
    """
    start, stop = stated.sentence_span()
    all_names = finder.names_within(stated.text.text, start, stop)
    names = all_names if links else [name for name in all_names if not is_link(name)]
    if names and not people.closed:
        _add_the_nearest_first(people, names, stated, around, rest)
    return len(names) < len(all_names)


def _add_the_nearest_first(
    people: People, names: list[Mention | Stranger], stated: Stated, around: Surroundings, rest: str
) -> None:
    start, stop = stated.sentence_span()
    sentence = stated.text.text[start:stop]
    place, end = stated.reading.start - start, stated.reading.end - start
    behind = names_behind(names, sentence, end)
    if _has_its_own_bracket(around.after, ahead_of_it=sentence[:place], names=names):
        people.close(BEHIND, around.after.strip())
        return
    # The name before the number is its subject ("MI300X has 5.3 TB/s"), unless one follows at once ("5.3 TB/s on
    # MI300X", "3.35 TB/s (H100)").
    ahead = names_ahead(names, sentence, place)
    told = end + (way.end() if (way := _WAY.match(sentence[end : end + _NEAR_BEHIND])) else 0)
    close = _close_behind(behind, sentence, end, told, around.after)
    # "5.3 TB/s (MI300X) or 4.8 TB/s (H200)": a name in brackets belongs to the number before them.
    bracketed = _BRACKET.match(around.after) and close and sentence.find(")", end) >= close[0].end
    people.add(close[:1] if bracketed else [], BEHIND)
    devices = [name for name in names if not is_link(name)]
    in_order = of_sentence(stated, devices or names, start, sentence)
    people.add(in_order, IN_ORDER)
    people.closed = people.closed or bool(in_order)  # the others have numbers of their own
    on_it = [name for name in close[:1] if _ON.fullmatch(sentence[told : name.start])]  # "8 TB/s on MI355X"
    people.add(on_it, BEHIND)
    spoken_for = bool(ahead) and ahead[-1].end <= place - len(around.before)  # another number took that name
    people.add(close if spoken_for or not ahead else [], BEHIND)
    # "An A100 has NVLink 3 at 600 GB/s" speaks of the device.
    ahead = _without_joined_strangers(ahead, sentence)
    people.add((name for name in reversed(ahead) if not is_link(name)), "the words before it")
    people.add(reversed(ahead), "the words before it")
    only = not ahead and len(behind) == 1 and behind[0].start - end <= _NEAR_BEHIND and _WITH.match(sentence)
    people.add(behind, BEHIND if only else rest)  # "With 80 GB and 3.35 TB/s, the H100 ..."


def _close_behind(
    behind: list[Mention | Stranger], sentence: str, end: int, told: int, after: str
) -> list[Mention | Stranger]:
    """Those of the names behind a number that stand so close that they may be its own.

    `end`: where the number ends; `told`: where what is said of its way does; `after`: the words behind it.
    """
    if _OR_INSTEAD.match(after):  # "A100 80GB (or V100)"
        return []
    in_brackets = _BRACKET.match(after)  # "340 million parameters (BERT-Large)"
    reach = told + CLOSE_BEHIND + (in_brackets.end() if in_brackets else 0)
    return [name for name in behind if name.start <= reach and not _PARTS.search(sentence, end, name.start)]


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
