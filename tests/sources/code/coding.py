"""What the tests of code and data share: the values of a snippet and the verdicts on them."""

from __future__ import annotations

from mlsysim_validators.sources.checking import SourceReport, check_text
from mlsysim_validators.sources.claims import FINDINGS, Claim
from mlsysim_validators.sources.readers import read
from mlsysim_validators.sources.texts.documents import Value

from mlsysim_registry.data import load

REGISTRY = load()


def values_of(text: str, path: str = "a.py") -> list[Value]:
    """Every value that the reader finds, in the order of the source."""
    document = read(path, text)
    found = [value for block in document.blocks for value in block.values]
    return sorted(found, key=lambda value: value.text.source_offset(0))


def labels_of(value: Value, role: str) -> list[str]:
    """The words of a value's labels of one role, the nearest first."""
    return [label.words for label in value.labels if label.role == role]


def checked(text: str, path: str = "a.py") -> SourceReport:
    """The report on a snippet."""
    return check_text(path, text, REGISTRY)


def findings(text: str, path: str = "a.py") -> list[tuple[str, str]]:
    """The words and reasons of everything that is reported."""
    return [(claim.text, claim.rule) for claim in checked(text, path).claims if claim.verdict in FINDINGS]


def coded(text: str, path: str = "a.py") -> dict[str, Claim]:
    """The claims about values by their words."""
    return {claim.text: claim for claim in checked(text, path).claims if claim.stated.value is not None}
