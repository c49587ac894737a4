"""EVD115: the place is the one that is meant, where the quoted words stand in several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mlsysim_registry.naming import fold
from mlsysim_validators.rules.evidence.passage import missing_piece
from mlsysim_validators.rules.evidence.subject import labels_of, names_of
from mlsysim_validators.rules.references.citations import passages
from mlsysim_validators.rules.references.names import names
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace

_KINDS = frozenset({"accelerators", "models", "systems", "interconnects", "prices", "facilities", "reliability"})
_TOKEN = re.compile(r"(?<!\d)\d{4}-\d\d(?:-\d\d)?(?!\d)|[^\W_]+(?:\.\d+[^\W_]*)*")
# Words of a name that tell no entry from another.
_COMMON = frozenset({"instruct", "chat", "base", "hf", "it", "of", "and", "the", "on", "in", "model"})


def _tokens(words: str) -> list[str]:
    return _TOKEN.findall(words.lower())


@lru_cache(maxsize=2)
def _citations_by_place(workspace: Workspace) -> dict[str, list[str]]:
    """Place -> the citations that have one of that name."""
    found: dict[str, list[str]] = {}
    for path in workspace.paths:
        cited = workspace.file(path) if path.startswith("citations/") else None
        for place in passages(workspace, cited.id) or () if cited is not None else ():
            found.setdefault(place, []).append(cited.id if cited is not None else "")
    return found


@lru_cache(maxsize=4096)
def _elsewhere(workspace: Workspace, cite: str, place: str, quote: str) -> tuple[tuple[str, str, str], ...]:
    """(what our place is called, what the other is called, how to speak of it) wherever else the quote stands."""
    found: list[tuple[str, str, str]] = []
    for other, passage in (passages(workspace, cite) or {}).items():
        if other != place and missing_piece(quote, passage) is None:
            found.append((place, other, f"`{other}`"))
    for source in _citations_by_place(workspace).get(place, ()):
        if source != cite and missing_piece(quote, (passages(workspace, source) or {}).get(place, "")) is None:
            found.append((_title(workspace, cite), _title(workspace, source), f"that place of {source}"))
    return tuple(found)


def _title(workspace: Workspace, cite: str) -> str:
    cited = workspace.citation(cite)
    return str(cited.data.get("title", "")) if cited is not None else ""


class _Meant:
    """What tells that a place is meant: words that the other place has not, of the entry or of what is counted."""

    def __init__(self, file: File, workspace: Workspace) -> None:
        own = [name for _, name in names(file)]
        dated = [str(file.data[key]) for key in ("as_of", "year") if key in file.data]
        self._names = {fold(name) for name in own}
        self._mentioned = names_of(workspace, file.kind).mentioned
        maker = file.id.rpartition("/")[0]
        self._tokens = self._names.union(*map(_tokens, own), _tokens(file.id), dated) - _COMMON - set(_tokens(maker))
        longest_first = sorted((token for token in self._tokens if len(token) > 2), key=len, reverse=True)
        self._beginning = re.compile(rf"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})[a-z]")

    def __call__(self, spec_path: str, here: str, there: str) -> bool:
        if self._names & (self._mentioned(here) - self._mentioned(there)):
            return True
        known = set(_tokens(there))
        only_here = [token for token in _tokens(here) if token not in known]
        counted = set(_tokens((spec_path.partition(".")[2] or spec_path).replace("_", " ")))
        if any(token in self._tokens or token in counted for token in only_here):
            return True
        if any(self._beginning.match(token) for token in only_here):  # A16x8_TRT is of the A16
            return True
        return any(re.search(label, " ".join(only_here), re.DOTALL) for label in labels_of(spec_path))


@rule("EVD115", "place-meant", scope="registry", kinds=_KINDS)
def place_meant(file: File, workspace: Workspace) -> Iterator[Problem]:
    """Where the quoted words stand in other passages too, the place says by its own words which one is meant.

    "32 layers" stands in the rows of many models. The place must name what the others do not: this entry, or what is
    counted. This holds for the other passages of the citation, and for the place of the same name in another citation,
    where the titles tell them apart.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: "p. 7, Acme X1 | Acme Other", quote: TDP 750 W}}
    Bad:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    """
    meant = _Meant(file, workspace)
    for path, spec_path, node in _quotes(file):
        for here, there, other in _elsewhere(workspace, str(node["cite"]), str(node.get("at")), str(node["quote"])):
            if not meant(spec_path, here, there):
                message = f"the quoted words stand at {other} too, and nothing says that this place is meant"
                hint = "quote more, name the entry or the quantity in `at`, or keep the words as one passage"
                yield Problem((*path, "at"), message, hint)
                break


def _quotes(file: File) -> Iterator[tuple[tuple[str | int, ...], str, dict[str, Any]]]:
    proofs = {path: spec_path for path, spec_path, _ in file.proofs()}
    for path, node in file.quotes():
        if "quote" in node and "cite" in node:
            yield path, proofs.get(path, ".".join(map(str, path))), node
