"""Every spec that the example tutorial states: change the number, and that number is reported, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from mlsysim_validators.sources.claims import FINDINGS, Claim
from snippets import EXAMPLES, checked

NUMBER = re.compile(r"\d+(?:(?:,|\{,\})\d{3})*(?:\.\d+)?")
SLIPS = ("x10", "half", "digit")
# What cannot be had, and why: (field, slip) -> reason.
GRID = "a carbon intensity is right within 10%: publishers differ by so much"
EITHER = "a link rate without a word of its direction may be either"


@lru_cache
def source(name: str) -> str:
    return (EXAMPLES / "tutorial" / name).read_text(encoding="utf-8")


def stated_specs(name: str) -> list[Claim]:
    return [c for c in checked(source(name), name).claims if c.verdict == "match" and c.kind == "spec"]


@lru_cache
def workings(name: str) -> dict[int, str]:
    """How the derived numbers of each block follow in the tutorial as it is."""
    return {c.stated.block_index: c.working for c in checked(source(name), name).claims if c.working}


def excused(claim: Claim, slip: str) -> str:
    if claim.field == "intensity" and slip == "digit":
        return GRID
    return EITHER if claim.field.startswith("links.") and slip == "half" else ""


def places() -> list[tuple[str, int, str, Claim]]:
    found = []
    for name in ("slides.tex", "notes.md"):
        for claim in stated_specs(name):
            match = NUMBER.match(source(name), claim.stated.offset)
            assert match is not None, claim.text
            found.append((name, match.start(), match.group(), claim))
    return found


def changed(number: str, slip: str) -> str:
    plain = number.replace("{,}", "").replace(",", "")
    if slip == "digit":
        return plain[:-1] + str((int(plain[-1]) + 3) % 10)
    value = float(plain) * (10 if slip == "x10" else 0.5)
    return f"{value:.12g}"


PLACES = places()


def test_the_tutorial_states_many_specs() -> None:
    assert len(PLACES) >= 40


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize(
    ("name", "offset", "number", "original"),
    PLACES,
    ids=[f"{name}:{offset}:{number}" for name, offset, number, _ in PLACES],
)
def test_a_changed_spec_is_reported_alone(name: str, offset: int, number: str, original: Claim, slip: str) -> None:
    text = source(name)
    mutant = text[:offset] + changed(number, slip) + text[offset + len(number) :]
    wrong = [c for c in checked(mutant, name).claims if c.verdict in FINDINGS]
    if all(c.stated.offset != offset for c in wrong) and (reason := excused(original, slip)):
        pytest.xfail(reason)
    assert any(c.stated.offset == offset for c in wrong), f"{number} -> {changed(number, slip)} passes"
    # What is computed from the changed number on the same slide may be reported with it.
    for other in wrong:
        if other.stated.offset != offset:
            assert other.kind == "derived", f"{other.text} is reported too: {other.reason}"
            assert other.working != workings(name).get(other.stated.block_index), (
                f"does not depend on it: {other.reason}"
            )
