"""Every spec that the example tutorial states: change the number, and that number is reported, and nothing else."""

from __future__ import annotations

from functools import lru_cache

import pytest
from mlsysim_validators.mutations.decks import DeckMutant, judge, main, mutants
from mlsysim_validators.sources.checking import SourceReport
from snippets import EXAMPLES, checked, registry, table

# What cannot be had, and why: (field, slip) -> reason.
GRID = "a carbon intensity is right within 10%: publishers differ by so much"
EITHER = "a link rate without a word of its direction may be either"


@lru_cache
def source(name: str) -> tuple[str, SourceReport]:
    text = (EXAMPLES / "tutorial" / name).read_text(encoding="utf-8")
    return text, checked(text, name)


def made() -> list[DeckMutant]:
    names = ("slides.tex", "notes.md")
    return [m for name in names for m in mutants(name, *source(name)) if m.kind == "spec"]


def excused(mutant: DeckMutant) -> str:
    if mutant.about.endswith(" intensity") and mutant.slip == "digit":
        return GRID
    is_link = ".nvlink." in mutant.about or mutant.about.endswith("per_port")
    return EITHER if is_link and mutant.slip in ("half", "double") else ""


MADE = made()


def test_the_tutorial_states_many_specs() -> None:
    assert len({(mutant.path, mutant.offset) for mutant in MADE}) >= 40


@pytest.mark.parametrize("mutant", MADE, ids=[f"{m.path}:{m.offset}:{m.old}-{m.slip}" for m in MADE])
def test_a_changed_spec_is_reported_alone(mutant: DeckMutant) -> None:
    outcome = judge(mutant, *source(mutant.path), registry())
    if not outcome.found and (reason := excused(mutant)):
        pytest.xfail(reason)
    assert outcome.found, f"{mutant.old} -> {mutant.new} passes"
    assert not outcome.others


def test_a_mutant_that_passes_is_listed(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    path = f"{tmp_path}/deck.md"
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(table("Device | HBM bandwidth | NVLink (GB/s)", "H100 SXM | 3.35 TB/s | 900"))
    assert main([path, "--format", "text"]) == 1  # half of 900 is one direction
    out = capsys.readouterr().out
    assert "9 of    10 found" in out
    assert "survives" in out
    assert "900 -> 450" in out
    assert main([path, "--kind", "derived"]) == 0
    assert main([f"{tmp_path}/absent.md"]) == 2
