"""What names a literal in a language with braces: the variable before an equals sign, the format of a pair."""

from __future__ import annotations

import re

from mlsysim_validators.sources.readers.braces.tokens import CLOSE, NOTHING, OPEN, Token
from mlsysim_validators.sources.values.words import number_format, spoken

_QUALIFIED = re.compile(r"::|\.")
_LONGEST_TYPE = 40  # tokens
_BEGINS = frozenset(
    {"const", "let", "var", "val", "static", "final", "function", "fn", "class", "return", "import", "export"}
)
_PAIR = 4  # {"fp16", 312}
_NAMES = re.compile(r"[A-Za-z]")


def variable_before(tokens: list[Token], place: int, declared: Token | None) -> Token | None:
    """The variable that an equals sign at a place gives a value.

    In TypeScript and Rust a type stands between, `const x: f64 =`; in C++ and Java it stands before: `Spec h100 =`,
    `std::map<std::string, double> peaks =`, `const Gpu gpus[] =`.
    """
    at = place - 1
    while at > 1 and tokens[at].text == "]":
        begin = next((back for back in range(at - 1, max(-1, at - 4), -1) if tokens[back].text == "["), -1)
        if begin < 1 or tokens[begin - 1].kind != "word":
            return declared
        at = begin - 1
    name = tokens[at] if at >= 0 else NOTHING
    over = tokens[at - 1] if at >= 1 else NOTHING
    if declared is None or name.kind != "word":
        return declared if declared is not None else name if name.kind == "word" else None
    of_a_type = over.kind == "word" or over.text in (">", "*", "&")
    return name if of_a_type else declared


def end_of_type(tokens: list[Token], place: int) -> int:
    """Where the equals sign stands behind the type that a colon at a place leads to, `: Array<[string, number]> =`; the
    place itself where it leads to none."""
    depth = 0
    for at in range(place + 1, min(len(tokens), place + _LONGEST_TYPE)):
        token, before = tokens[at], tokens[at - 1]
        if token.text == "=" and depth == 0:
            return at
        if token.kind == "joint":
            depth += (token.text in OPEN) - (token.text in CLOSE)
        if depth < 0 or (depth == 0 and (token.text == ";" or token.text in _BEGINS)):
            return place
        if token.text == "{" and (before.kind == "word" or before.text == ")"):
            return place  # the body of a class or a function
    return place


def format_of_a_pair(tokens: list[Token], place: int) -> tuple[int, str] | None:
    """Where the number of `{"fp16", 312}` or `{Bits::FP16, 312}` stands, and the number format that it is of."""
    inside = _pair(tokens, place)
    name = _QUALIFIED.split(inside[0].text)[-1] if inside else ""
    return (place + 3, name) if name and number_format(spoken(name)) is not None else None


def name_of_a_pair(tokens: list[Token], place: int) -> tuple[int, str] | None:
    """Where the number of `["rtx 4090", 1008]` stands, and the name that is a pair with it."""
    inside = _pair(tokens, place)
    if not inside or inside[0].kind != "string" or inside[3].text == "," or not _NAMES.search(inside[0].text):
        return None
    return place + 3, inside[0].text.strip()


def _pair(tokens: list[Token], place: int) -> list[Token]:
    """The tokens of a name and a number behind an open bracket, and the sign behind them; none where it has others."""
    inside = tokens[place + 1 : place + 1 + _PAIR]
    if len(inside) < _PAIR or inside[0].kind not in ("string", "word") or inside[1].text != ",":
        return []
    return inside if inside[2].kind == "number" and inside[3].text in ("}", "]", ",") else []
