"""EVD101, EVD102: the heart of the registry. The quoted words must show the value."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_validators.rules.evidence.quantities import Candidate, candidates, quantity_of, same
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


def _said(found: list[Candidate]) -> str:
    texts = list(dict.fromkeys(candidate.text.replace("\u2009", " ") for candidate in found))
    return ", ".join(texts[:4]) + (" ..." if len(texts) > 4 else "")


@rule("EVD101", "quote-shows-value")
def quote_shows_value(file: File, workspace: Workspace) -> Iterator[Problem]:
    """The quote contains a quantity that equals the value, exactly, once both are in base units.

    Whoever changes 5.3 to 3.5 breaks this rule, because the quote still says 5.3.

    Good:
        memory: {bandwidth: {value: 5.3 TB/s, cite: acme/sheet, at: p. 1, quote: Memory bandwidth 5.3 TB/s}}
    Bad:
        memory: {bandwidth: {value: 3.5 TB/s, cite: acme/sheet, at: p. 1, quote: Memory bandwidth 5.3 TB/s}}
    """
    for path, _, node in file.proofs():
        quantity = quantity_of(node)
        if "quote" not in node or "derive" in node or quantity is None:
            continue
        found = candidates(node, quantity.unit.dimension)
        if any(same(candidate.value, quantity.base) for candidate in found):
            continue
        if found:
            message = f"the quote says {_said(found)}, the value says {quantity.printed}"
            hint = "write the value as the source prints it"
        else:
            message = f"the quote states no quantity that {quantity.printed} could be: {str(node['quote'])!r}"
            hint = "quote the words that hold the number, and its unit (or name the unit in `at`)"
        yield Problem((*path, "value"), message, hint)


@rule("EVD102", "one-number-meant")
def one_number_meant(file: File, workspace: Workspace) -> Iterator[Problem]:
    """Where a quote holds several different numbers of the kind, «marks» show which one is meant.

    Good:
        memory: {capacity: {value: 80 GB, cite: acme/sheet, at: p. 3, quote: "40 GB / «80 GB»"}}
    Bad:
        memory: {capacity: {value: 80 GB, cite: acme/sheet, at: p. 3, quote: "40 GB / 80 GB"}}
    """
    for path, _, node in file.proofs():
        quantity = quantity_of(node)
        if "quote" not in node or "derive" in node or quantity is None:
            continue
        found = candidates(node, quantity.unit.dimension)
        agreeing = [candidate for candidate in found if same(candidate.value, quantity.base)]
        others = {candidate.text for candidate in found} - {candidate.text for candidate in agreeing}
        if agreeing and others:
            message = f"the quote holds {_said(found)}: which one is meant?"
            hint = f"mark it in the quote: «{agreeing[0].text}»"
            yield Problem((*path, "quote"), message, hint)
