"""Wrong proofs: another source, another place, other words, a mark on another number, no proof at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from mlsysim_registry.specs import NodePath, dotted
from mlsysim_validators.mutations.equivalence import same_proof
from mlsysim_validators.mutations.mutant import REMOVED, Edit, Mutant
from mlsysim_validators.mutations.numbers import NUMBER, wrong_digit
from mlsysim_validators.rules.evidence.quantities import strip_marks
from mlsysim_validators.workspace import File, Workspace

_WORD = re.compile(r"[A-Za-z]{3,}")
_MARKED = re.compile("«([^»]*)»")


def wrong_proofs(
    file: File, workspace: Workspace, path: NodePath, node: dict[str, Any], chance: Random
) -> Iterator[Mutant]:
    """Every way to get the proof of one quoted node wrong."""

    def mutant(kind: str, form: str, key: str, value: Any) -> Mutant:
        told = "removed" if value is REMOVED else f"{str(node.get(key))!r} -> {str(value)!r}"
        return Mutant(kind, form, file.path, dotted(path), f"{key} {told}", (Edit((*path, key), value),))

    for key in ("cite", "at", "quote", "derive", "because", "direction", "prefix", "range"):
        required = not (key == "because" and "cite" in node)  # of a quoted spec, it is a remark unless a rule needs it
        if key in node and required:
            yield mutant("dropped", key, key, REMOVED)
    if "quote" not in node:
        return
    for form, cite in _other_citations(workspace, str(node.get("cite")), str(node.get("at")), chance):
        yield mutant("cite", form, "cite", cite)
    for form, place in _other_places(workspace, node, chance):
        yield mutant("at", form, "at", place)
    for form, quote in _other_words(file, workspace, node, chance):
        yield mutant("quote", form, "quote", quote)


def _other_citations(workspace: Workspace, cite: str, place: str, chance: Random) -> Iterator[tuple[str, str]]:
    known = [
        path.removeprefix("citations/").removesuffix(".yaml")
        for path in workspace.paths
        if path.startswith("citations/")
    ]
    others = [other for other in known if other != cite]
    near = [other for other in others if other.split("/")[0] == cite.split("/")[0]]
    if others:
        yield "another citation", chance.choice(near or others)
    likely = [other for other in others if place in _passages(workspace, other)]
    if likely:
        yield "another citation with that place", chance.choice(likely)
    yield "no citation", f"{cite}-2"


def _passages(workspace: Workspace, cite: str) -> dict[str, Any]:
    cited = workspace.citation(cite)
    found = cited.data.get("passages") if cited is not None else None
    return found if isinstance(found, dict) else {}


def _other_places(workspace: Workspace, node: dict[str, Any], chance: Random) -> Iterator[tuple[str, str]]:
    words = _MARKED.sub(r"\1", str(node["quote"]))
    others = {
        place: text for place, text in _passages(workspace, str(node.get("cite"))).items() if place != node.get("at")
    }
    if others:
        yield "another place", chance.choice(list(others))
    for place, text in others.items():
        if words in str(text):
            yield "another place with these words", place
    yield "no place", f"{node.get('at')}, below"


def _other_words(file: File, workspace: Workspace, node: dict[str, Any], chance: Random) -> Iterator[tuple[str, str]]:
    quote = str(node["quote"])
    passage = str(_passages(workspace, str(node.get("cite"))).get(str(node.get("at")), ""))

    def differs(other: str) -> bool:
        if "derive" in node and same_proof(strip_marks(quote), strip_marks(other), passage, node.get("value")):
            return False  # a derivation takes the numbers of the whole quote, whatever is marked
        return not same_proof(quote, other, passage, node.get("value"))

    words = list(_WORD.finditer(quote))
    if words:
        word = chance.choice(words)
        yield "a word", f"{quote[: word.start()]}{_misspelt(word.group(), chance)}{quote[word.end() :]}"
    digits = [index for index, char in enumerate(quote) if char in "0123456789"]
    if digits:
        index = chance.choice(digits)
        yield "a digit", quote[:index] + wrong_digit(quote[index], index) + quote[index + 1 :]
    yield from (("mark moved", other) for other in _moved_marks(quote) if differs(other))
    others = [other for _, other in file.quotes() if "quote" in other]
    beside = [
        str(other["quote"])
        for other in others
        if (other.get("cite"), other.get("at")) == (node.get("cite"), node.get("at"))
    ]
    for other in filter(differs, dict.fromkeys(beside)):
        yield "a neighbour's quote", other
    shuffled = chance.sample([str(other["quote"]) for other in others], len(others))
    yield from (("another spec's quote", other) for other in islice(filter(differs, shuffled), 1))


def _moved_marks(quote: str) -> Iterator[str]:
    marked = _MARKED.search(quote)
    if marked is None:
        return
    plain = _MARKED.sub(r"\1", quote)
    for number in NUMBER.finditer(plain):
        if number.group() not in marked.group(1):
            yield f"{plain[: number.start()]}«{number.group()}»{plain[number.end() :]}"


def _misspelt(word: str, chance: Random) -> str:
    index = chance.randrange(len(word))
    letter = "x" if word[index] not in "xX" else "k"
    return word[:index] + (letter.upper() if word[index].isupper() else letter) + word[index + 1 :]
