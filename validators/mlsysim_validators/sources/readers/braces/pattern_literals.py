"""Patterns of JavaScript and TypeScript, `/h100|hopper/i`, as strings of the words that they ask for.

A table of devices often has them for keys: `[/rtx\\s*4090/i, 1008]`, `{ match: /a100/i, vram: 80 }`.
"""

from __future__ import annotations

import re

from mlsysim_validators.sources.patterns import regex

ENDINGS = (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".svelte", ".vue")
# A stroke divides behind a name or a number; a pattern stands where a value begins, and something ends behind it.
_PATTERN = regex(
    r"(?P<before>[\[({,:=!&|?]\s*)/(?P<words>(?![/*])(?:[^/\\\n\"'`\[]|\\.|\[[^\]\n\"'`]*\]){2,120})/"
    r"(?P<flags>[dgimsuvy]{0,4})(?=\s*[,)\]};.])"
)
_ANYTHING = regex(r"\\[A-Za-z]|\[[^\]]*\]|\(\?[:=!<]+|[.^$*+?(){}\\]")


def patterns_as_strings(source: str) -> str:
    """A source whose patterns are strings, each character at its place: the first of several alternatives, in words."""
    return _PATTERN.sub(_as_string, source) if "/" in source else source


def _as_string(match: re.Match[str]) -> str:
    words = _ANYTHING.sub(lambda part: " " * len(part.group()), match["words"])
    kept = next((words[: part.end()] for part in re.finditer(r"[^|]*[A-Za-z0-9][^|]*", words)), words)
    kept = kept.replace("|", " ")
    blank = " " * (len(match.group()) - len(match["before"]) - len(kept) - 2)
    return f'{match["before"]}"{kept}"{blank}'
