"""Numbers in languages with braces that are more than a literal: powers, `10u64.pow(12)`, constants, `2.04 * TERA`.

Each becomes one token with its value as a literal; nothing else is worked out.
"""

from __future__ import annotations

import re

from mlsysim_validators.sources.readers.braces.tokens import NOTHING, Token
from mlsysim_validators.sources.readers.numbers import number_of

_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*|k[A-Z]\w*")
_LAST = re.compile(r"(?:.*(?:::|\.))?(\w+)")
_POWER = re.compile(r"(?:Math\.|math\.|std::)?[Pp]ow[if]?")
_LARGEST = 60  # an exponent
_MOST_OF_TYPE = 4  # tokens between a constant's name and its number
_STOPS = frozenset((";", ",", ")", "}", "\n", ""))


def folded(tokens: list[Token], source: str) -> list[Token]:
    """The tokens with powers and known constants as numbers."""
    tokens = _with_powers(tokens)
    constants = _constants(tokens, source)
    return _with_constants(tokens, constants) if constants else tokens


def _with_powers(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        power, used = _power_at(tokens, place)
        found.append(power or tokens[place])
        place += used if power is not None else 1
    return found


def _power_at(tokens: list[Token], place: int) -> tuple[Token | None, int]:
    """The power that begins at a place, and how many tokens it has: 10.pow(12), Math.pow(10, 12), 10 ** 12."""
    first = tokens[place]
    if first.kind not in ("number", "word"):
        return None, 0
    texts = [token.text for token in tokens[place : place + 6]]
    if first.kind == "number" and len(texts) > 3 and texts[1:3] == ["*", "*"]:
        base, exponent, used = place, place + 3, 4
    elif first.kind == "number" and len(texts) == 6 and texts[1] == "." and _POWER.fullmatch(texts[2]):
        if (texts[3], texts[5]) != ("(", ")"):
            return None, 0
        base, exponent, used = place, place + 4, 6
    elif len(texts) == 6 and (texts[1], texts[3], texts[5]) == ("(", ",", ")") and _POWER.fullmatch(first.text):
        base, exponent, used = place + 2, place + 4, 6
    else:
        return None, 0
    literal = _power(tokens[base], tokens[exponent])
    return (Token("number", literal, first.start, tokens[place + used - 1].end) if literal else None), used


def _power(base: Token, exponent: Token) -> str:
    """The literal of a power of two whole numbers; "" for any other."""
    if not base.text.isdigit() or not exponent.text.isdigit() or int(exponent.text) > _LARGEST:
        return ""
    if base.text == "10":
        return f"1e{exponent.text}"
    return str(int(base.text) ** int(exponent.text)) if len(base.text) < 5 else ""


def _constants(tokens: list[Token], source: str) -> dict[str, str]:
    """The names that are given one literal, or one product of literals: `const TERA: f64 = 1e12;`, `#define GB 1e9`."""
    found: dict[str, str] = {}
    for place, token in enumerate(tokens):
        if token.text not in ("=", ":=", "define") or token.kind != "joint":
            continue
        name = _named_before(tokens, place)
        if name:
            literal = _product(tokens, place + 1, source)
            found[name] = literal if found.get(name, literal) == literal else ""
    return {name: literal for name, literal in found.items() if literal}


def _named_before(tokens: list[Token], place: int) -> str:
    """The constant that stands before a sign: `TERA =`, `TERA: f64 =`, `Tera float64 =`."""
    for token in reversed(tokens[max(0, place - _MOST_OF_TYPE) : place]):
        if token.kind != "word" and token.text != ":":
            return ""
        if token.kind == "word" and _CONSTANT.fullmatch(token.text):
            return token.text
    return ""


def _product(tokens: list[Token], place: int, source: str) -> str:
    parts: list[str] = []
    while place < len(tokens) and tokens[place].kind == "number":
        parts.append(tokens[place].text)
        sign = tokens[place + 1] if place + 1 < len(tokens) else NOTHING
        if sign.text != "*":
            line = sign is NOTHING or "\n" in source[tokens[place].end : sign.start]
            number = number_of("*".join(parts)) if sign.text in _STOPS or line or sign.text == "as" else None
            return repr(number.value) if number is not None and number.value > 0 else ""
        place += 2
    return ""


def _with_constants(tokens: list[Token], constants: dict[str, str]) -> list[Token]:
    """The tokens with constants as numbers where they are multiplied with one: `2.04 * TERA`."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        literal = ""
        if token.kind == "word" and (name := _LAST.fullmatch(token.text)) is not None:
            literal = constants.get(name[1], "")
        if literal and (_multiplied(tokens, place, -1) or _multiplied(tokens, place, 1)):
            token = Token("number", literal, token.start, token.end)
        found.append(token)
    return found


def _multiplied(tokens: list[Token], place: int, step: int) -> bool:
    sign, other = place + step, place + 2 * step
    return 0 <= other < len(tokens) and tokens[sign].text == "*" and tokens[other].kind == "number"
