"""Figures that were wrong in public code are reported, for the right reason; their corrected versions are quiet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from mlsysim_validators.sources.checking import check_text
from mlsysim_validators.sources.claims import FINDINGS, Claim

from mlsysim_registry.data import load

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "public_bugs.yaml").read_text(encoding="utf-8"))
REGISTRY = load()


def reported(path: str, text: str) -> list[Claim]:
    return [claim for claim in check_text(path, text, REGISTRY).claims if claim.verdict in FINDINGS]


def cases() -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in CASES]


def known(case: dict[str, Any]) -> bool:
    accelerators = REGISTRY.accelerators
    return all(name in accelerators for name in case.get("needs", ()))


@pytest.mark.parametrize("case", cases())
def test_the_bug_is_found_and_nothing_else(case: dict[str, Any]) -> None:
    if not known(case):
        pytest.skip("the registry does not have the device yet")
    wanted = {str(text).partition("@")[0].partition("#")[0]: rule for text, rule in case["finds"].items()}
    found = {claim.text: claim.rule for claim in reported(case["path"], case["wrong"])}
    assert found.keys() == wanted.keys()
    assert all(rule in ("*", found[text]) for text, rule in wanted.items()), found


@pytest.mark.parametrize("case", cases())
def test_the_corrected_version_is_quiet(case: dict[str, Any]) -> None:
    assert [(claim.text, claim.rule, claim.reason) for claim in reported(case["path"], case["right"])] == []


def test_cases_say_where_they_were_seen() -> None:
    assert all(case["seen"] and case["finds"] and case["wrong"] != case["right"] for case in CASES)
