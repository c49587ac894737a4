"""REF101, REF102: what a spec cites is there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mlsysim_registry.errors import did_you_mean
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


def passages(workspace: Workspace, citation_id: object) -> dict[str, str] | None:
    """The passages of a citation by place, or None if there is no such citation."""
    cited = workspace.citation(str(citation_id))
    return None if cited is None else _passages(cited)


@lru_cache(maxsize=512)
def _passages(cited: File) -> dict[str, str]:
    found = cited.data.get("passages")
    return {str(place): str(words) for place, words in found.items()} if isinstance(found, dict) else {}


@rule("REF101", "citation-exists")
def citation_exists(file: File, workspace: Workspace) -> Iterator[Problem]:
    """`cite` names a file under citations/.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    Bad:
        power: {tdp: {value: 750 W, cite: acme/no-such-sheet, at: p. 1, quote: TDP 750 W}}
    """
    for path, _, node in file.proofs():
        if "cite" not in node and ("quote" in node or "at" in node):
            yield Problem(path, "words are quoted, but no source is cited", "name it: cite: <publisher>/<source>")
    known: list[str] = []
    for path, node in file.quotes():
        cite = node.get("cite")
        if cite is not None and passages(workspace, cite) is None:
            known = known or [name.removeprefix("citations/").removesuffix(".yaml") for name in workspace.paths]
            suggestion = did_you_mean(str(cite), known).strip()
            yield Problem((*path, "cite"), f"no citation `{cite}`", suggestion or f"write citations/{cite}.yaml")


@rule("REF102", "place-exists")
def place_exists(file: File, workspace: Workspace) -> Iterator[Problem]:
    """`at` is a place of which the citation holds the words: one of its `passages`.

    Good:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 1, quote: TDP 750 W}}
    Bad:
        power: {tdp: {value: 750 W, cite: acme/sheet, at: p. 99, quote: TDP 750 W}}
    """
    for path, node in file.quotes():
        found = passages(workspace, node.get("cite"))
        if found is not None and str(node.get("at")) not in found:
            suggestion = did_you_mean(str(node.get("at")), found).strip()
            hint = suggestion or f"its places: {'; '.join(list(found)[:5])}"
            yield Problem((*path, "at"), f"the citation {node.get('cite')} has no passage at `{node.get('at')}`", hint)
