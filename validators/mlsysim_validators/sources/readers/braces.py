"""Sources in languages with braces (TypeScript, JavaScript, Go, Rust, C++, Java, ...): their literals as data.

Nothing is parsed beyond names, literals and brackets: `name: 989`, `NAME = 989`, `Type { name: ... }`, `{"H100", ...}`.
A number in an expression, or one that no name leads to, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.patterns import regex

from ..documents import Block, Directive, Document, Text
from .data_tree import Comments, Event, read_tree
from .registry_comments import directive

LARGEST = 2_000_000
_TOKEN = regex(
    r"(?P<comment>//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/)|(?P<define>#[ \t]*define[ \t]+\w+(?!\())|(?P<line>\#[^\n]*)|"
    r'(?P<string>"[^"\\\n]*(?:\\.[^"\\\n]*)*"|\'[^\'\\\n]*(?:\\.[^\'\\\n]*)*\'|`[^`\n]*+`)|'
    r"(?P<number>\d[\d_']*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?)(?P<suffix>[A-Za-z_]\w*)?|"
    r"(?P<word>[A-Za-z_$][\w$]*(?:(?:::|\.)[A-Za-z_$][\w$]*)*)|(?P<joint>:=|=>|->|==|!=|<=|>=|[-+*/%<>=:;,(){}\[\]?|&!.])"
)
_DECLARES = frozenset(
    "const let var val static constexpr final fn func function class struct enum impl case def".split()  # noqa: SIM905
)
_TYPES = _DECLARES | {"float", "double", "int", "long", "unsigned", "auto", "inline", "mut", "uint64_t", "size_t"}
_ENDS = frozenset((",", ";", "}", ")", "]", "as", "", "\n"))
_LEADS = frozenset([":", "=", ":=", "=>", "define"])
_OPEN, _CLOSE = frozenset("{[("), frozenset("}])")
_WRAPS = frozenset(["Some", "float64", "float32", "double", "float", "f64", "f32", "int", "Number", "String", "string"])


# Comments without such a unit are about the program.
_RATES = AnyCase(r"\d ?(?:[TGP]i?B(?:/s|ps)|[TP]?FLOP|TOPS)")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def read_braces(path: str, source: str) -> Document:
    """Read the literals of a source in a language with braces."""
    document = Document(path, source, part="")
    if document.too_large(LARGEST):
        return document
    comments: list[tuple[int, str, bool]] = []
    tokens = list(_tokens(source, comments))
    for offset, words, alone in comments:
        said = directive(words)
        if said is not None:
            document.directives.append(Directive(said, offset, alone))
        elif alone and _RATES.search(words):
            document.blocks.append(Block("comment", Text(words, range(offset, offset + len(words))), 1))
    read_tree(document, _events(tokens), Comments(document, comments), document.stem)
    return document


def _tokens(source: str, comments: list[tuple[int, str, bool]]) -> Iterator[_Token]:
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
            yield _Token("word", match["define"].split()[-1], start, match.end())
            yield _Token("joint", "define", match.end(), match.end())
        elif match["string"] is not None:
            yield _Token("string", match["string"][1:-1], start, match.end())
        elif match["number"] is not None:
            yield _Token("number", match["number"].replace("'", ""), start, match.end("number"))
        elif match["word"] is not None:
            yield _Token("word", match["word"], start, match.end())
        elif match["joint"] is not None:
            yield _Token("joint", match["joint"], start, match.end())


def _events(tokens: list[_Token]) -> Iterator[Event]:
    """The pairs of names and literals, and the brackets around them, as a tree of maps and lists."""
    yield Event("map")
    kinds = ["map"]
    key: _Token | None = None  # what the next literal or bracket belongs to
    declared: _Token | None = None
    nothing = _Token("joint", "", 0, 0)
    skipping = 0  # brackets behind a name that index or give a type
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else nothing
        behind = tokens[place + 1] if place + 1 < len(tokens) else nothing
        if skipping or (token.text == "[" and token.kind == "joint" and before.kind == "word"):
            skipping += (token.text == "[") - (token.text == "]") if token.kind == "joint" else 0
            continue
        if token.kind == "word":
            if before.kind == "word" and (before.text in _DECLARES or (before == declared and before.text in _TYPES)):
                declared = token
        elif token.kind in ("string", "number"):
            if before.text in _LEADS and behind.text in (":", "=>") and kinds[-1] == "map":
                continue  # a key that is a literal
            wrapped = before.text == "(" and behind.text == ")" and place > 1 and tokens[place - 2].text in _WRAPS
            alone = behind.text in _ENDS or (token.kind == "string" and behind.text == ".")
            if kinds[-1] == "list" or wrapped or (key is not None and before.text in _LEADS):
                if (alone or wrapped or (behind.start > token.end and behind.kind == "word")) and (
                    before.text in _LEADS or before.text in ("(", "[", "{", ",")
                ):
                    if kinds[-1] == "map":
                        yield _named(key, token)
                    yield Event("scalar", token.start, token.end, token.text, token.kind == "string")
                key = None
        elif token.text in ("=", ":=", "define") or (token.text in (":", "=>") and before.kind != "joint"):
            if token.text in ("=", ":=") and declared is not None:
                key, declared = declared, None
            elif before.kind != "joint":
                key = before
        elif token.text in _OPEN:
            wraps = token.text == "(" and before.kind == "word" and before.text in _WRAPS
            if wraps:
                continue
            named = key or declared
            kind = _kind(token, tokens, place)
            if kinds[-1] == "map":
                yield _named(named, token)
            yield Event("map" if kind == "map" else "list", token.start)
            kinds.append(kind)
            if token.text != "(":
                declared = None
            key = None
        elif token.text in _CLOSE:
            opened_by_wrap = (
                token.text == ")" and place > 2 and tokens[place - 2].text == "(" and tokens[place - 3].text in _WRAPS
            )
            if len(kinds) > 1 and not opened_by_wrap:
                kinds.pop()
                yield Event("end", token.start)
            key = None
        elif token.text in (",", ";"):
            key = None
            if token.text == ";":
                declared = None


def _named(key: _Token | None, token: _Token) -> Event:
    """The key of what follows; an empty one where no name leads to it."""
    return (
        Event("scalar", key.start, key.end, key.text) if key is not None else Event("scalar", token.start, token.start)
    )


def _kind(token: _Token, tokens: list[_Token], place: int) -> str:
    """Whether a bracket holds names with values, or values only."""
    if token.text == "[":
        return "list"
    first = tokens[place + 1] if place + 1 < len(tokens) else None
    second = tokens[place + 2] if place + 2 < len(tokens) else None
    if (
        first is not None
        and first.kind in ("string", "number", "joint")
        and (second is None or second.text not in (":", "=>"))
    ):
        return "list" if first.kind != "joint" or token.text == "(" or first.text == "{" else "map"
    if token.text == "(" and (second is None or second.text not in (":", "=")):
        return "list"
    return "map"
