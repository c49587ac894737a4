"""Whom running text speaks of where it does not name it: "it", "the card", "the latter", "both", "the older one".

A text is walked through once, sentence by sentence. Each sentence leaves behind a topic: the device that it names
as its subject, or the one that its "it" or "the latter" meant. A word that refers to it takes the topic of the
sentence before; "the former" and its like choose among the two devices that were named last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.claims import Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention, Stranger
from mlsysim_validators.sources.ownership.taken_names import names_ahead
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import ENDS
from mlsysim_validators.sources.texts.slides import Slide

_DEVICE = (
    r"(?:card|chip|board|module|GPU|TPU|NPU|accelerator|device|part|processor|silicon|product|superchip|package)s?"
)
_VERB = (
    r"(?:has|have|had|holds?|comes?|came|can|could|may|might|will|is|are|was|does|do|draws?|reads?|moves?|offers?|gets?|"
    r"gives?|reach(?:es)?|stops?|needs?|takes?|carr(?:y|ies)|runs?|delivers?|provides?|kept|keeps?|sits?|brings?|"
    r"raised|raises?|doubles?|stores?|streams?|manages?|adds?|peaks?|peaked|pulls?|burns?)"
)
_OF_TWO = (
    r"former|latter|first|second|older|elder|newer|younger|larger|bigger|smaller|faster|slower|earlier|later|other|"
    r"old(?= one)|new(?= one)"
)
# Words that refer to a device, each kind in a group of its own.
_REFERS = regex(
    r"(?:\b(?:[Tt]he|[Ii]ts) |\A\W*(?=\w+:))"  # or as a label of its own
    r"(?P<new>[Ss]uccessor|[Pp]redecessor|(?:big|bigger|little|smaller) (?:brother|sister|sibling)|"
    rf"(?:next|previous|following|older|newer) generation|generation (?:before|after))\b|"
    rf"\b[Tt]he (?P<of_two>{_OF_TWO})(?: (?:one|of (?:the|these) two|{_DEVICE}))?"
    rf"(?= (?:also |only |just |even |still )?{_VERB}\b|,? (?:you|we|one|with|at|only|just|already)\b|[,:] | [~≈]?\d)|"
    r"\b(?P<all>[Bb]oth(?= (?:have|hold|are|come|draw|do|can|may|offer|carry|read|use|share|reach|move|take|need)\b)|"
    r"[Ee]ach of (?:them|the two|these|the three)|[Nn]either (?:of them )?(?=[a-z]))|"
    r"\b(?P<it>[Ii]t|[Ii]ts|[Tt]hey|[Tt]heir|[Tt]here (?:is|are)|(?:[Yy]ou|[Oo]ne) gets?|"
    rf"(?:[Tt]he|[Tt]his|[Tt]hat) (?:(?:same|very|new|whole|little|small|big|tiny) )?{_DEVICE}|[Pp]er {_DEVICE}|"
    rf"(?:[Aa]n? {_DEVICE}|[Ee]ach(?: {_DEVICE})?)(?= {_VERB}\b))(?![\w-])(?! (?:below|above)\b)"
)
# A sentence that begins so speaks of something else.
_OTHER_SUBJECT = regex(
    r"\W*(?:The|An?|Our|Each|Every|This|That|One|Its|Your|My|Any|Most|Such an?) (?:[\w-]+ ){0,2}?"
    r"(?:hosts?|nodes?|servers?|CPUs?|clusters?|racks?|networks?|switch(?:es)?|models?|layers?|kernels?|batch(?:es)?|NICs?|"
    r"machines?|box(?:es)?|instances?|VMs?|caches?|training|jobs?|runs?|pods?|slices?|cabinets?|chassis|adapters?|slots?|"
    r"prompts?|requests?|weights|software|drivers?|framework|benchmarks?|sticks?|kits?)\b"
)
_GOVERNED = regex(
    r"\b(?:in|on|of|for|with|to|from|by|against|than|per|over|between|like|as|under|after|before|behind|beside|into|at|"
    r"and|or|&|vs\.?|versus)(?: (?:the|an?|its|our|their|two|one|each|NVIDIA's|AMD's|Intel's|Google's|Amazon's))*\W*$",
)
_HEAD = regex(r"\W*(?:(?:the|an?|one|nvidia|amd|google|intel|aws|amazon|apple)(?:'s)? )*", re.IGNORECASE)
_HEADED = regex(r"(?: ?\([^()]{1,40}\))?\W{0,2}(?:[.:,;–—(]| [-–—] |$|\u2028)")
_LONGEST_TEXT = 20_000
_OLDEST = 2  # sentences without a name or a word that refers to one
_FARTHEST = 160  # characters from such a word to the number
_TWO = 2
_RUNNING = ("paragraph", "item", "heading", "title", "note")
_SET_BETWEEN = ("math", "caption", "listing")


class Spoken(NamedTuple):
    """Whom a word of a text means, from that word on; `names` is empty where it means none that is known."""

    start: int
    end: int
    names: tuple[Mention | Stranger, ...]
    refers: bool  # by a word that stands for a name; a name itself does not
    sure: bool  # one device alone can be meant
    unknown: bool = False  # it means another one, which is not named


class _Topic(NamedTuple):
    names: tuple[Mention | Stranger, ...]
    sure: bool
    age: int  # sentences that neither name it nor refer to it
    heads: bool = False  # it heads its text as a label: "DGX B200. 1440 GB ..."


_NOBODY = _Topic((), False, 0)


def spoken_of(stated: Stated, slide: Slide, finder: EntityFinder) -> Spoken | None:
    """Whom the last word before a number, in its sentence, refers to.

    None where a name stands nearer, where no word refers to a device, and where it is open which.
    """
    begin, place = stated.sentence_span()[0], stated.reading.start
    found = slide.once(("spoken of", id(finder)), lambda: _walk(slide, finder)).get(id(stated.block), ())
    last = bisect_right(found, place, key=lambda spoken: spoken.end) - 1
    if last < 0 or found[last].start < begin or place - found[last].end > _FARTHEST or not found[last].refers:
        return None
    return found[last]


def _walk(slide: Slide, finder: EntityFinder) -> dict[int, list[Spoken]]:
    """Whom the words of each block of running text mean; a topic goes on into the next block."""
    found: dict[int, list[Spoken]] = {}
    topic = _NOBODY
    for block in slide.blocks:
        if block.kind not in _RUNNING or len(block.text.text) > _LONGEST_TEXT:
            topic = topic if block.kind in _SET_BETWEEN else _NOBODY
            continue
        found[id(block)], topic = _through(block.text.text, topic, finder)
        topic = topic._replace(age=topic.age + 1, heads=False)
    return found


def _through(text: str, topic: _Topic, finder: EntityFinder) -> tuple[list[Spoken], _Topic]:
    """Whom the words of a text mean, behind one that left a topic, and the topic that it leaves itself."""
    names = list(filter(_is_of_interest, finder.names(text)))
    found: list[Spoken] = []
    if not names and not topic.names:
        return found, topic
    pair: list[Mention | Stranger] = []
    if names and _HEAD.fullmatch(text, 0, names[0].start) and _HEADED.match(text, names[0].end):
        topic = _Topic((names[0],), True, 0, True)
    begins = [0, *(match.end() for match in ENDS.finditer(text))]
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        own = list(filter(_is_of_interest, finder.names_within(text, begin, end)))
        if topic.heads and not own:
            found.append(Spoken(begin, begin, topic.names, True, True))
        topic, pair = _sentence(text[begin:end], begin, own, topic, pair, found)
    return found, topic


def _is_of_interest(name: Mention | Stranger) -> bool:
    """Whether a name is that of a device, a system or a model: a link is what one of them has."""
    return isinstance(name, Stranger) or name.entry.kind in ("accelerators", "systems", "models")


def _sentence(
    sentence: str,
    begin: int,
    named: list[Mention | Stranger],
    topic: _Topic,
    pair: list[Mention | Stranger],
    found: list[Spoken],
) -> tuple[_Topic, list[Mention | Stranger]]:
    """Adds whom the words of a sentence mean; the topic and the pair that it leaves behind."""
    own = names_ahead(named, sentence, len(sentence))
    if _OTHER_SUBJECT.match(sentence) and not (named and named[0].start < 40):
        topic = _NOBODY
    events: list[Spoken] = [Spoken(begin + n.start, begin + n.end, (n,), False, True) for n in named]
    meant: list[tuple[Mention | Stranger, ...]] = []
    before: list[Mention | Stranger] = list(pair)
    for match in _REFERS.finditer(sentence):
        start, end = match.span()
        if any(name.start < end and start < name.end for name in named):
            continue
        ahead = [name for name in own if name.end <= start]
        if match["new"] is not None:
            named_as = any(0 <= name.start - end <= 40 or 0 <= start - name.end <= 3 for name in named)
            if not named_as:
                meant.append(())
                events.append(Spoken(begin + start, begin + end, (), True, False, True))
            continue
        chosen: tuple[Mention | Stranger, ...]
        if match["of_two"] is not None:
            known = _distinct(ahead) if len(_distinct(ahead)) >= _TWO else before
            one = _of_two(match["of_two"].lower(), known, meant)
            chosen, sure = ((one,) if one is not None else ()), one is not None
            if one is None and _GOVERNED.search(sentence, 0, start):
                continue
        elif match["all"] is not None:
            known = _distinct(ahead) if len(_distinct(ahead)) >= _TWO else before
            chosen, sure = tuple(known), len(known) >= _TWO
        elif meant and not (ahead and begin + ahead[-1].start > events[-1].start):
            chosen, sure = meant[-1], bool(meant[-1])
        elif ahead:
            continue  # the name itself stands before the number
        else:
            chosen, sure = topic.names, topic.sure and topic.age <= _OLDEST
            if _is_of_another_form(match.group(), chosen):  # "the H100 PCIe is a card. The module draws 700 W"
                chosen, sure = (), False
                topic = _NOBODY
        meant.append(chosen)
        events.append(Spoken(begin + start, begin + end, chosen, True, sure))
    found += sorted(events, key=lambda event: event.start)
    first = next((e._replace(start=e.start - begin) for e in events if e.refers and not e.unknown), None)
    mine = _distinct(named)
    if mine:
        pair = (
            mine if len(mine) >= _TWO or not pair else [*(n for n in pair if _key(n) != _key(mine[0])), mine[0]][-_TWO:]
        )
    return _left_behind(sentence, named, own, meant, first, topic), pair


def _is_of_another_form(word: str, names: tuple[Mention | Stranger, ...]) -> bool:
    """Whether a word calls a module what was named as a card."""
    entry = names[0].entry if len(names) == 1 and isinstance(names[0], Mention) else None
    form = str(entry.attributes.get("form_factor") or "") if entry is not None else ""
    return word.endswith("module") and ("card" in form or "PCIe" in form)


def _left_behind(
    sentence: str,
    named: list[Mention | Stranger],
    own: list[Mention | Stranger],
    meant: list[tuple[Mention | Stranger, ...]],
    first: Spoken | None,
    topic: _Topic,
) -> _Topic:
    """The topic behind a sentence."""
    distinct = _distinct(own)
    if distinct and topic.heads and _key(distinct[0]) == _key(topic.names[0]) and len(distinct) == 1:
        return topic
    governed = bool(distinct) and _GOVERNED.search(sentence[: distinct[0].start]) is not None
    if governed and first is not None and first.start < distinct[0].start:  # "its dies are identical to the MI300X"
        return _Topic(first.names, first.sure, 0)
    if distinct:
        one = len(distinct) == 1
        joined = len(distinct) > 1 and _is_joined(sentence, distinct)
        if one or not (governed or joined):
            return _Topic((_in_full(distinct),), True, 0)
        return _Topic((), False, 0)
    if meant:
        return _Topic(meant[0], len({tuple(map(_key, one)) for one in meant}) == 1 and bool(meant[0]), 0)
    if not topic.names and len(named) == 1:  # "written about as much as the H100"
        return _Topic((named[0],), True, 0)
    return topic._replace(age=topic.age + 1)


def _in_full(names: list[Mention | Stranger]) -> Mention | Stranger:
    """The first of some names, or the variant of it that follows: "the H200 is also sold as a card, H200 NVL"."""
    first = names[0]
    if isinstance(first, Mention) and first.assumed:
        for name in names[1:]:
            if isinstance(name, Mention) and not name.assumed and name.name.startswith(first.name):
                return name
    return first


def _is_joined(sentence: str, names: list[Mention | Stranger]) -> bool:
    between = sentence[names[0].end : names[1].start]
    return between.strip().rstrip(" the") in (",", "and", "or", "&", "/", ", and") or (
        len(between) <= 20 and between.lstrip().startswith(("and ", "or ", ", ", "/ "))
    )


def _key(name: Mention | Stranger) -> str:
    return name.entry.id if isinstance(name, Mention) else name.name


def _distinct(names: list[Mention | Stranger]) -> list[Mention | Stranger]:
    """Each device once, where it was named first."""
    once: dict[str, Mention | Stranger] = {}
    for name in names:
        once.setdefault(_key(name), name)
    return list(once.values())


def _of_two(
    word: str, known: list[Mention | Stranger], meant: list[tuple[Mention | Stranger, ...]]
) -> Mention | Stranger | None:
    """Which of two that were named a word means: "the latter", "the older one", "the other"."""
    if len(known) != _TWO:
        return None
    one, two = known
    if word in ("former", "first"):
        return one
    if word in ("latter", "second"):
        return two
    if word == "other":
        last = meant[-1] if meant else ()
        return next((name for name in known if len(last) == 1 and _key(name) != _key(last[0])), None)
    if not (isinstance(one, Mention) and isinstance(two, Mention)):
        return None
    rising = _rank(one.entry, two.entry, word)
    if rising is None:
        return None
    return two if rising == (word in ("new", "newer", "younger", "later", "larger", "bigger", "faster")) else one


def _rank(one: Entry, two: Entry, word: str) -> bool | None:
    """Whether the second of two devices is the newer (larger, faster) one; None where that is open."""
    if word in ("old", "older", "elder", "new", "newer", "younger", "earlier", "later"):
        first, second = _generation(one), _generation(two)
        if first is None or second is None or first[0] != second[0] or first == second:
            return None
        return first < second
    fields: tuple[str, ...] = ("memory.bandwidth", "compute.matrix.fp16", "compute.matrix.bf16")
    fields = ("memory.capacity", *fields, "power.tdp") if word in ("larger", "bigger", "smaller") else fields
    signs = set()
    for path in fields:
        specs = one.get(path), two.get(path)
        if specs[0] is not None and specs[1] is not None and specs[0].value != specs[1].value:
            signs.add(specs[0].value < specs[1].value)
    return signs.pop() if len(signs) == 1 else None


_NUMBERED = regex(
    r"\b(?P<line>RTX |GTX |MI|TPU ?v|Gaudi ?|Trainium|Inferentia|M|[KPVTAHB](?=\d00\b))(?P<number>\d{1,4})"
)
_ORDER = "KPVTAHB"  # the letters of NVIDIA's generations


def _generation(entry: Entry) -> tuple[str, int, int] | None:
    """The product line of a device and its place in it, as its name says: H100 before H200, RTX 4090 before 5090."""
    said = _NUMBERED.search(entry.name)
    if said is None:
        return None
    line, number = said["line"].strip(), said["number"]
    if line in _ORDER and len(line) == 1:
        return "", _ORDER.index(line), int(number)
    return line, int(number) // (1000 if len(number) == len("4090") else 1), 0
