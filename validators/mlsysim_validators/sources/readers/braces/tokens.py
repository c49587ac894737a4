"""The tokens of sources in languages with braces: names, literals, brackets; comments apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex

_LITERAL = r"\d[\d_']*(?:\.\d[\d_]*|\.(?=[fF]?(?![\w.])))?(?:[eE][-+]?\d+)?"
_TOKEN = regex(
    r"(?P<comment>//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)|(?P<define>#[ \t]*define[ \t]+\w+(?!\())|(?P<line>\#[^\n]*)|"
    r'(?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\\\n]*(?:\\.[^\'\\\n]*)*\'|`[^`\n]*+`)|'
    rf"(?P<number>{_LITERAL})(?P<suffix>[A-Za-z_]\w*)?|"
    r"(?P<word>[A-Za-z_$][\w$]*(?:(?:::|\.)[A-Za-z_$][\w$]*)*)|(?P<joint>:=|=>|->|==|!=|<=|>=|[-+*/%<>=:;,(){}\[\]?|&!.])"
)
_LIFETIME = regex(r"(?<![\w'])'[a-z_]\w*+(?!')")
_LONGEST = 800  # tokens of a record or of a type's body
OPEN, CLOSE = frozenset("{[("), frozenset("}])")


class Token(NamedTuple):
    """A name, literal or sign, and where it stands."""

    kind: str  # word, string, number, joint
    text: str
    start: int
    end: int


NOTHING = Token("joint", "", 0, 0)


def without_lifetimes(source: str) -> str:
    """A source in Rust whose `'static` and the like are blanks, so that no string seems to begin there."""
    return _LIFETIME.sub(lambda match: " " * len(match.group()), source)


def tokens_of(source: str, comments: list[tuple[int, str, bool]]) -> Iterator[Token]:
    """The tokens of a source; its comments are added with their offsets, and whether they stand alone on a line."""
    for match in _TOKEN.finditer(source):
        start = match.start()
        if match["comment"] is not None:
            words = match["comment"].lstrip("/*! \t")
            offset = match.end() - len(words)
            words = words.removesuffix("*/").rstrip() if match["comment"].startswith("/*") else words.rstrip()
            if "\n" not in words:
                line = source.rfind("\n", 0, start) + 1
                comments.append((offset, words[:2000], not source[line:start].strip()))
        elif match["define"] is not None:
            yield Token("word", match["define"].split()[-1], start, match.end())
            yield Token("joint", "define", match.end(), match.end())
        elif match["string"] is not None:
            yield Token("string", match["string"][1:-1], start, match.end())
        elif match["number"] is not None:
            yield Token("number", match["number"].replace("'", ""), start, match.end("number"))
        elif match["word"] is not None:
            yield Token("word", match["word"], start, match.end())
        elif match["joint"] is not None:
            yield Token("joint", match["joint"], start, match.end())


def endings(tokens: list[Token]) -> dict[int, int]:
    """Where the bracket that begins at a place closes, for those of a moderate length."""
    found: dict[int, int] = {}
    begun: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "joint" and token.text in OPEN:
            begun.append(place)
        elif token.kind == "joint" and token.text in CLOSE and begun:
            begin = begun.pop()
            if place - begin <= _LONGEST:
                found[begin] = place
    return found


def parts_of(tokens: list[Token], place: int, end: int) -> list[tuple[int, int]]:
    """The parts between the commas within the brackets at two places, as places [begin, end)."""
    parts: list[tuple[int, int]] = []
    begin, depth = place + 1, 0
    for index in range(place + 1, end + 1):
        token = tokens[index]
        if token.kind == "joint":
            depth += (token.text in OPEN) - (token.text in CLOSE)
            if (token.text == "," and depth == 0) or index == end:
                if index > begin:
                    parts.append((begin, index))
                begin = index + 1
    return parts
