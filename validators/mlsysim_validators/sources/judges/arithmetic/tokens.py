"""From visible text to the tokens of printed arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.patterns import regex

Kind = Literal["number", "operator", "relation", "open", "close", "root", "word", "break", "unknown"]

# Lengths of time that the vocabulary of the registry leaves out, because their length is not exact.
_LONG_TIMES = {"week": 7 * 86400.0, "month": 365 * 86400.0 / 12, "msec": 1e-3, "usec": 1e-6}
_TIME_WORD = regex(r"[ \u2009\u00a0-]?(week|month|msec|usec)s?\b")
_POWER = regex(r" ?(?:\^|\*\*) ?(?:(-?\d{1,3})(?![\d.])|\((-?\d{1,3})\))|([⁰¹²³⁴-⁹]{1,2})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_GAP = regex(
    r"(?P<again>, (?:or|that is|i\.e\.),? ?[~≈]?\Z)|"  # "7/39, or 17.9%"
    r"(?P<relation>~=|=~|≈|≃|≅|==?|=>|→|⇒|⟹|-{1,2}>)"
    r"|(?P<operator>×|✕|⋅|·|\*\*|\*|÷|/|\+|-|−|–|(?<![A-Za-z0-9_])[xX](?![A-Za-z0-9_])|(?<=[0-9])x(?=[0-9]))"
    r"|(?P<root>√(?=\()|\bsqrt(?=\())|(?P<open>[(\[⌈⌊])|(?P<close>[)\]⌉⌋])"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_']*(?:-[A-Za-z]+)*)"
    r"|(?P<break>[;:!?|\n]|—|,|\.)"
    r"|(?P<space>[\s~${}%\"'`]+)"
    r"|(?P<unknown>.)",
    re.DOTALL,
)
_CLOSES = regex(  # "= 19.6×." is a result
    r"[\s*_`$]*(?:[.;,:)\]|”]|—|$|(?:[a-z]+[ -])?(?:faster|slower|more|less|fewer|smaller|larger|higher|lower|cheaper|"
    r"longer|shorter|speed-?up|reduction|improvement|gain)\b)"
)
_MULTIPLIES = regex(r"\s*(?:times\b|multiplied\b|[×*·]\s*\d)")
_FACTOR_SIGN = regex(r"(?: ?[×x]|[- ]?fold|[- ]times)$")
_SPOKEN = {"times": "×", "plus": "+", "minus": "-", "over": "/", "by": "", "divided": "/", "multiplied": "×"}
AGAIN = "or"
_EQUAL_WORDS = frozenset({"is", "gives", "yields", "equals", "makes", "means"})
_BREAK_WORDS = frozenset({"and", "so", "then", "but", "while", "thus", "hence", "or"})
_SIGNS = {"✕": "×", "⋅": "×", "·": "×", "*": "×", "x": "×", "X": "×", "÷": "/", "−": "-", "–": "-", "**": "^"}
_ARROWS = {"→", "⇒", "⟹", "->", "-->", "=>"}


class Token(NamedTuple):
    """One token: for a number its reading, for operators their sign in one spelling, for the rest their text."""

    kind: Kind
    start: int
    end: int
    text: str
    reading: Reading | None = None
    power: int = 1  # of a number: 1024^3
    glued: bool = False  # no space before it
    negative: bool = False  # of a number: a minus sign stands before it


def is_word(token: Token) -> bool:
    """Whether a relation is a word, which mostly says something else: "is"."""
    return token.text.isalpha()


def is_arrow(token: Token) -> bool:
    """Whether a relation is an arrow, which may also tell of a change."""
    return token.text in _ARROWS


def tokens(text: str) -> list[Token]:
    """All tokens of a text, in order."""
    found: list[Token] = []
    position = 0
    for reading in _differences(readings(text)):
        if reading.start < position:
            continue
        if reading.units[0].symbol == "P" and not reading.units[0].dimension:  # "2P · 8192": P parameters
            continue
        found.extend(_between(text, position, reading.start))
        spoken = reading.text.endswith("times")  # is no result of arithmetic
        times = None if _CLOSES.match(text, reading.end) and not spoken else _multiplied(reading)
        if times is not None and _MULTIPLIES.match(text, reading.end):  # "2× times 4×"
            found.append(_number(text, times[0]))
            position = reading.end
            continue
        if times is not None:  # "8× A100" was read as a factor: here it is a number and an operator
            reading, sign = times
            found.append(_number(text, reading))
            found.append(Token("operator", reading.end, sign, "×"))
            position = sign
            continue
        if reading.hedge == "above" and found and is_arrow(found[-1]):  # "-> 62 ms" is not more than 62 ms
            reading = reading.unhedged()
        token = _number(text, reading)
        found.append(token)
        position = token.end
    found.extend(_between(text, position, len(text)))
    return found


def _differences(found: list[Reading]) -> list[Reading]:
    """ "10 GB - 4 GB" was read as a range; as its end is the smaller, it is a difference."""
    for index in range(1, len(found)):
        low, high = found[index - 1], found[index]
        falls = high.value * high.units[0].factor < low.value * low.units[0].factor
        if low.hedge == "low" and high.hedge == "high" and falls:
            found[index - 1], found[index] = low.unhedged(), high.unhedged()
    return found


def _multiplied(reading: Reading) -> tuple[Reading, int] | None:
    if reading.units[0].symbol != "×":
        return None
    number = _FACTOR_SIGN.sub("", reading.text)
    return reading._replace(units=(ONE,), end=reading.start + len(number), text=number), reading.end


def _number(text: str, reading: Reading) -> Token:
    end, power = reading.end, 1
    if reading.bare:
        match = _POWER.match(text, end)
        if match is not None:
            power = int(match.group(1) or match.group(2) or match.group(3).translate(_SUPERSCRIPTS))
            end = match.end()
        else:
            word = _TIME_WORD.match(text, end)
            if word is not None:
                unit = Unit(word.group(1), _LONG_TIMES[word.group(1)], (("time", 1),))
                end = word.end()
                reading = reading._replace(units=(unit,), end=end, text=text[reading.start : end])
    start = reading.start + len(reading.text) - len(reading.text.lstrip())
    return Token("number", start, end, text[start:end], reading, power, start == 0 or not text[start - 1].isspace())


def _between(text: str, begin: int, stop: int) -> Iterator[Token]:
    for match in _GAP.finditer(text, begin, stop):
        kind = match.lastgroup
        spelled = match.group()
        if kind == "again":
            yield Token("relation", match.start(), match.end(), AGAIN)
            continue
        if kind == "space":
            if "%" in spelled:
                yield Token("unknown", match.start(), match.end(), "%")
            continue
        if kind == "word" and spelled.lower() in _SPOKEN:
            sign = _SPOKEN[spelled.lower()]
            if sign:
                yield Token("operator", match.start(), match.end(), sign)
            continue
        if kind == "word" and spelled.lower() in _EQUAL_WORDS:
            kind = "relation"
        elif kind == "word" and spelled.lower() in _BREAK_WORDS:
            kind = "break"
        elif kind == "word" and spelled.lower() == "at" and not text[match.end() : stop].strip(" $~"):
            yield Token("operator", match.start(), match.end(), "@")  # 8 GPUs at 700 W
            continue
        if kind == "operator":
            before = text[match.start() - 1 : match.start()]
            behind = text[match.end() : match.end() + 1]
            if spelled == "x" and behind.isalnum() and not before.isdigit():
                kind = "unknown"  # x2 is a name
            elif spelled == "-" and "-" in (before, behind):
                kind = "unknown"  # --flag
            elif spelled in "-–−" and not (before.isspace() or before in "()") and not before.isdigit():
                kind = "unknown"  # a hyphen
            elif spelled in "-–−" and before.isspace() and behind.isalpha():
                kind = "break"  # a dash
            spelled = _SIGNS.get(spelled, spelled)
        if kind == "break" and spelled == "." and match.end() < len(text) and not text[match.end()].isspace():
            kind = "unknown"
        glued = match.start() > 0 and not text[match.start() - 1].isspace()
        yield Token(kind, match.start(), match.end(), spelled, None, 1, glued)  # type: ignore[arg-type]
