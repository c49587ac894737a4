"""Look-ups by parts of a device's name: a branch that no name reaches, a word that also stands in another name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from mlsysim_registry.data import Entry, Registry
from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Stated
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.texts.documents import Block, Branch, Document, Lookup, Text

_MOST = 100  # branches of a look-up that one is held against
_REACH = 200  # characters from where a condition begins to its word
_LEAST = 2  # letters and digits of a word that names a device
_APART = 0.1  # of the figure; V100 and V100S are close enough


def judge(document: Document, claims: Iterable[Claim], finder: EntityFinder, registry: Registry) -> Iterator[Claim]:
    """Report the numbers that a look-up never gives, or gives to the wrong device; gives claims on words that hide."""
    coded = sorted((c for c in claims if c.stated.value is not None), key=lambda claim: claim.stated.offset)
    places = [claim.stated.offset for claim in coded]
    for lookup in document.lookups:
        if sum(_names_a_device(branch, finder) for branch in lookup.branches) < 2:
            for branch in lookup.branches:  # the forms of one device: `if "PCIe" in name`
                if _wrong_case(branch):
                    _tell_wrong_case(branch, coded[bisect_left(places, branch.start) : bisect_left(places, branch.end)])
            continue
        if len(lookup.branches) > _MOST:
            told = f"a look-up of {len(lookup.branches)} branches: each was held against the nearest {_MOST} only"
            document.bounded(told, lookup.branches[0].offset)
        hiding: set[Branch] = set()
        for index, branch in enumerate(lookup.branches):
            inside = coded[bisect_left(places, branch.start) : bisect_left(places, branch.end)]
            earlier = lookup.branches[max(0, index - _MOST) : index]
            hidden = next((other for other in earlier if _catches(other, branch)), None)
            if hidden is not None:
                _tell_unreached(branch, hidden, inside, document)
                if hidden not in hiding and _gives(hidden, document) != _gives(branch, document):
                    hiding.add(hidden)
                    yield from _hides(hidden, branch, document)
            elif inside and not branch.exact:
                near = Lookup((*earlier, *lookup.branches[index : index + _MOST]))
                _judge_branch(near, len(earlier), inside, registry)


def _tell_unreached(branch: Branch, hidden: Branch, inside: list[Claim], document: Document) -> None:
    line, _ = document.position(hidden.offset)
    told = f"`{_word(branch)}` is never reached: `{_word(hidden)}` of line {line} stands in it and is tried first"
    for claim in inside[:1]:  # what holds for one of its numbers holds for all
        claim.decide(
            "inconsistent", told, rule="unreachable", hint=f"try `{_word(branch)}` first, or match whole words"
        )


def _hides(branch: Branch, longer: Branch, document: Document) -> Iterator[Claim]:
    """A claim on the word that also takes the names that a later branch is for."""
    word = branch.needs[0][0] if branch.needs and branch.needs[0] else ""
    place = document.source.find(word, branch.offset, branch.offset + _REACH) if word else -1
    if place < 0:
        return
    text = Text(word, range(place, place + len(word)))
    reading = Reading(0, len(word), 0.0, 0.0, (ONE,), "", word)
    claim = Claim(document, Stated(reading, text, Block("data", text), -1), "other")
    line, _ = document.position(longer.offset)
    told = f"`{_word(branch)}` also takes the names that `{_word(longer)}` of line {line} is for"
    claim.decide("inconsistent", told, rule="hides", hint=f"try `{_word(longer)}` before it, or match whole words")
    yield claim


def _gives(branch: Branch, document: Document) -> str:
    """What a branch gives, as it is written."""
    given = document.source[branch.start : branch.end]
    for words in branch.needs:
        for word in words:
            given = given.replace(f'"{word}"', "", 1).replace(f"'{word}'", "", 1)
    return "".join(given.split())


def _judge_branch(lookup: Lookup, index: int, inside: list[Claim], registry: Registry) -> None:
    branch = lookup.branches[index]
    if _wrong_case(branch):
        _tell_wrong_case(branch, inside)
        return
    if _never_so_spelled(branch, lookup, registry):
        told = (
            f"drivers spell it `{_word(branch).upper()}`: `{_word(branch)}` does not occur in a name as they report it"
        )
        for claim in inside:
            claim.decide("inconsistent", told, rule="unreachable", hint="fold the name's case before it is searched")
        return
    for claim in inside:
        other = _also_caught(branch, lookup.branches, index, claim, registry)
        if other is not None and claim.verdict in ("match", "unresolved"):
            theirs = other[claim.field].printed
            claim.decide(
                "inconsistent",
                f"`{_word(branch)}` also stands in the name of {other.name}, which would get this, not {theirs}",
                rule="substring",
                hint=f"try {other.name} before it, or match whole words",
            )
            return


def _tell_wrong_case(branch: Branch, inside: Iterable[Claim]) -> None:
    told = f"`{_word(branch)}` never occurs in a name that was put in {branch.case} case"
    for claim in inside:
        claim.decide("inconsistent", told, rule="unreachable", hint=f"write `{getattr(_word(branch), branch.case)()}`")


def _word(branch: Branch) -> str:
    return " ".join(branch.needs[0]) if branch.needs else ""


def _names_a_device(branch: Branch, finder: EntityFinder) -> bool:
    return any(
        mention.entry.kind in ("accelerators", "systems")
        for words in branch.needs
        for mention in finder.mentions(" ".join(words))
    )


def _catches(earlier: Branch, later: Branch) -> bool:
    """Whether every name that the later branch takes is taken by the earlier one."""
    if earlier.lacks or earlier.exact or earlier.partial or not later.needs:
        return False
    return all(any(_within(need, words) for need in earlier.needs) for words in later.needs)


def _within(need: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return bool(need) and all(part and any(part in word for word in words) for part in need)


def _wrong_case(branch: Branch) -> bool:
    if not branch.case:
        return False
    return all(any(word != getattr(word, branch.case)() for word in words) for words in branch.needs if words)


def _never_so_spelled(branch: Branch, lookup: Lookup, registry: Registry) -> bool:
    """Whether a lower-case word is searched in a name that nothing folds, beside others in the drivers' spelling."""
    if branch.case or len(branch.needs) != 1 or len(branch.needs[0]) != 1:
        return False
    word = branch.needs[0][0]
    if word != word.lower() or not re.search(r"[a-z]\d|\d[a-z]", word):
        return False
    others = [other.needs[0][0] for other in lookup.branches if other is not branch and other.needs and other.needs[0]]
    return sum(other != other.lower() for other in others) >= 2 and not any(
        word in alias for entry in registry.table("accelerators").values() for alias in entry.aliases if " " in alias
    )


def _also_caught(
    branch: Branch, branches: tuple[Branch, ...], index: int, claim: Claim, registry: Registry
) -> Entry | None:
    """Another part of the same maker and class whose name goes on (A10, A100; L40, L40S), and whose figure differs.

    One that another branch names is none: it is caught before, or told as a branch that is never reached.
    """
    if len(branch.needs) != 1 or len(branch.needs[0]) != 1 or not claim.field or claim.entity is None:
        return None
    word = branch.needs[0][0]
    if len(word) < _LEAST or not word[-1].isdigit():
        return None
    # A letter behind it is spoken of only where the author means that part: `"L40" in name: ...  # L40S`.
    told = " ".join(label.words for label in claim.stated.value.labels) if claim.stated.value is not None else ""
    letter = r"|[a-z]" if re.search(rf"(?i)(?<![a-z0-9]){re.escape(word)}[a-z](?![a-z0-9])", told) else ""
    longer = re.compile(rf"(?i)(?<![a-z0-9]){re.escape(word)}(?:\d+{letter})(?![a-z0-9])")
    vendor = claim.entity.id.partition("/")[0]
    mine = claim.entity.get(claim.field)
    for entry in registry.table("accelerators").values():
        spec = entry.get(claim.field)
        alike = entry.id.partition("/")[0] == vendor and entry.attributes["class"] == claim.entity.attributes["class"]
        if not alike or spec is None or mine is None or abs(spec.value - mine.value) <= _APART * mine.value:
            continue
        names = [name for name in (entry.name, *entry.aliases) if longer.search(name)]
        if not names or any(lack.casefold() in name.casefold() for lack in branch.lacks for name in names):
            continue
        if not any(_takes(other, names) for place, other in enumerate(branches) if place != index):
            return entry
    return None


def _takes(branch: Branch, names: list[str]) -> bool:
    """Whether a branch takes one of a device's names."""
    return any(
        all(word.casefold() in name.casefold() for word in words) for words in branch.needs if words for name in names
    )
