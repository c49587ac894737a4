"""EVD117: where a quote holds the number twice, a mark says which is meant."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.reading import count_words, readings
from mlsysim_registry.units.vocabulary import DIMENSIONLESS
from mlsysim_validators.rules.evidence.occurrence import is_worth
from mlsysim_validators.rules.evidence.quantities import quantity_of, same
from mlsysim_validators.rules.rule import Problem, rule
from mlsysim_validators.workspace import File, Workspace


@rule("EVD117", "marked-when-twice")
def marked_when_twice(file: File, workspace: Workspace) -> Iterator[Problem]:
    """A quote in which the value stands more than once marks the one that is meant.

    Two columns with equal figures are two things: without a mark nobody can tell whose figure was read.

    Good:
        power: {tdp: {value: 300 W, cite: acme/sheet, at: p. 8, quote: "TDP «300 W» | 300 W"}}
    Bad:
        power: {tdp: {value: 300 W, cite: acme/sheet, at: p. 8, quote: "TDP 300 W | 300 W"}}
    """
    for path, _, node in file.proofs():
        quantity, quote = quantity_of(node), str(node.get("quote", ""))
        if quantity is None or "derive" in node or "«" in quote:
            continue
        found = readings(quote) + (count_words(quote) if quantity.unit.dimension == DIMENSIONLESS else [])
        meant = [r.text for r in found if is_worth(r, quantity) or (r.bare and same(r.value, quantity.value))]
        if len(meant) > 1:
            problem = f"the quote holds {' and '.join(f'`{text}`' for text in meant)}: which of them is meant?"
            yield Problem((*path, "quote"), problem, f"mark it: «{meant[0]}»")
