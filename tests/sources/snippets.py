"""What the tests of the source checker share: checking a snippet and picking a claim out of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from mlsysim_validators.sources.checking import SourceReport, check_text
from mlsysim_validators.sources.claims import FINDINGS, Claim

from mlsysim_registry.data import Registry, load

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry of this repository, loaded once."""
    return load()


def checked(text: str, path: str = "notes.md") -> SourceReport:
    """The report on a snippet; Markdown unless the path says otherwise."""
    return check_text(path, text, registry())


def frame(body: str, title: str = "A slide") -> str:
    """A Beamer document with one frame."""
    return f"\\begin{{document}}\n\\begin{{frame}}{{{title}}}\n{body}\n\\end{{frame}}\n\\end{{document}}\n"


def table(*rows: str) -> str:
    """A Markdown table: the first row is its header, cells are separated by |."""
    head, *body = rows
    ruler = "|".join("---" for _ in head.split("|"))
    return "\n".join(f"| {row} |" for row in (head, ruler, *body)) + "\n"


def claim(text: str, quantity: str, path: str = "notes.md") -> Claim:
    """The claim with these words."""
    report = checked(text, path)
    found = [claim for claim in report.claims if claim.text == quantity]
    assert found, f"{quantity!r} is not among {[claim.text for claim in report.claims]}"
    return found[0]


def verdict(text: str, quantity: str, path: str = "notes.md") -> tuple[str, str]:
    """The verdict on the claim with these words, and the reason's short name ("" where there is none)."""
    found = claim(text, quantity, path)
    return found.verdict, found.rule if found.verdict in FINDINGS else ""


def findings(text: str, path: str = "notes.md") -> list[tuple[str, str]]:
    """The words and reasons of everything that is reported."""
    return [(claim.text, claim.rule) for claim in checked(text, path).claims if claim.verdict in FINDINGS]


def hold_right_and_slips(text: str, right: str, slips: Iterable[str]) -> None:
    """Hold that a number is found right in a text, and that each slip in its place is told, and nothing else."""
    assert verdict(text.format(right), right)[0] == "match"
    assert findings(text.format(right)) == []
    for slip in slips:
        assert [found for found, _ in findings(text.format(slip))] == [slip]
