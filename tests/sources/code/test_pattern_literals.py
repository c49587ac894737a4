"""Tables of JavaScript and TypeScript whose keys are patterns, and pairs of a name and a number."""

from __future__ import annotations

import pytest
from mlsysim_validators.sources.readers.braces.pattern_literals import patterns_as_strings
from snippets import findings

PAIRS = """const BF16_TFLOPS: [RegExp, number][] = [
  [/h100|hopper/i, 989],
  [/a100/i, %s],
  [/l40s\\b/, 362],
];
"""
RECORDS = """const CARDS = [
  { match: /rtx\\s*3090/i, vramGB: 24 },
  { match: /rtx[ -]4090/i, vramGB: %s },
];
"""
STRINGS = 'export const BF16_TFLOPS: Array<[string, number]> = [["h100", 989], ["a100", %s]];\n'


@pytest.mark.parametrize(("source", "right", "wrong"), [(PAIRS, 312, 624), (RECORDS, 24, 16), (STRINGS, 312, 624)])
def test_what_stands_beside_a_pattern_or_name(source: str, right: int, wrong: int) -> None:
    assert findings(source % right, path="cards.ts") == []
    assert [text for text, _ in findings(source % wrong, path="cards.ts")] == [str(wrong)]


@pytest.mark.parametrize(
    "source",
    [
        "const a = b / c / d;",
        "const r = (total / 8, rate / 2);",
        "// a / b, see [/docs/h100] for more\n",
        'const url = "/a100/i";',
        "const half = [peak / 2, bw / 4];",
    ],
)
def test_what_is_no_pattern(source: str) -> None:
    assert patterns_as_strings(source) == source


def test_every_character_keeps_its_place() -> None:
    source = "x = [/(?:rtx|gtx)\\s*4090/i, 1008]"
    told = patterns_as_strings(source)
    assert len(told) == len(source)
    assert told.endswith(", 1008]")
