"""Every rule's documentation holds a good and a bad example; the rule must agree with it."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
import world
from mlsysim_validators.rules.rule import Rule, all_rules
from mlsysim_validators.validate import validate
from mlsysim_validators.workspace import Workspace

from mlsysim_registry.yamltext import parse_text

RULES = list(all_rules().values())
# Examples that are told, not shown: fixtures stand in for them.
TOLD = {
    ("SYN108", "Bad"),
    ("SYN113", "Good"),
    ("SYN113", "Bad"),
    ("EVD104", "Bad"),
    ("REF106", "Good"),
    ("REF106", "Bad"),
    ("EXC101", "Good"),
    *((f"HIS10{number}", which) for number in range(1, 7) for which in ("Good", "Bad")),  # test_rule_history.py
}
WHOLE_FILE = ("SYN", "SCH103")


def example(rule: Rule, which: str) -> str | None:
    """The text below (or behind) Good: or Bad: in a rule's docstring; tabs are kept."""
    head, _, rest = (rule.check.__doc__ or "").partition("\n")
    doc = f"{head.strip()}\n{dedent(rest)}"
    block = re.search(rf"^{which}:\n((?:    .*\n?|\s*\n)+)", doc, re.MULTILINE)
    if block is not None:
        return dedent(block.group(1))
    inline = re.search(rf"^{which}: (.*)", doc, re.MULTILINE)
    return inline.group(1).strip() if inline is not None else None


def placed(rule: Rule, text: str) -> tuple[str, bytes, set[int]]:
    """An example as a file: its path, its bytes, and the lines that a finding may stand on."""
    if text.startswith("registry/"):
        return text, world.dump(world.TEMPLATES["accelerators"][1]).encode(), {1}
    if rule.code.startswith("SYN"):
        readable = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m.group(1), 16)), text).replace("\\t", "\t")
        content = readable.encode("utf-8", "surrogateescape")
        return "registry/accelerators/acme/x1.yaml", content, set(range(1, text.count("\n") + 2))
    snippet = parse_text(text)
    assert not snippet.problems, snippet.problems
    path, base = world.TEMPLATES[world.kind_of(set(snippet.data), rule.kinds)]
    content_text = world.dump(world.merged(base, snippet.data))
    return path, content_text.encode(), world.lines_of(content_text, set(snippet.data))


def test_the_small_registry_is_clean(small_registry: Path) -> None:
    found = validate(Workspace(str(small_registry)))
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_documented(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.doc.partition("\n")[0].rstrip().endswith("."), "the first line is one sentence"
    assert example(rule, "Good")
    assert example(rule, "Bad")


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if (rule.code, "Good") not in TOLD], ids=lambda rule: rule.code
)
def test_the_good_example_is_good(rule: Rule, small_registry: Path) -> None:
    path, content, _ = placed(rule, example(rule, "Good") or "")
    assert world.findings(small_registry, path, content, rule.code) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if (rule.code, "Bad") not in TOLD], ids=lambda rule: rule.code)
def test_the_bad_example_is_found_in_its_lines(rule: Rule, small_registry: Path) -> None:
    path, content, lines = placed(rule, example(rule, "Bad") or "")
    found = world.findings(small_registry, path, content, rule.code)
    assert found, "the bad example is not found"
    assert {finding.line for finding in found} <= lines
    assert all(finding.column >= 1 and finding.message for finding in found)
