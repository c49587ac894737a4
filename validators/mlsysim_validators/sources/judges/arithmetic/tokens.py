"""From visible text to the tokens of printed arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from mlsysim_registry.units.quantity import ONE, Unit
from mlsysim_registry.units.reading import Reading, readings
from mlsysim_validators.sources.patterns import regex

Kind = Literal["number", "operator", "relation", "open", "close", "function", "unit", "word", "break", "unknown"]

# Lengths of time that the vocabulary of the registry leaves out, because their length is not exact, and masses, which
# it knows of carbon alone.
_TIME, _MASS = (("time", 1),), (("carbon", 1),)
_OTHER_UNITS = {
    "week": Unit("week", 7 * 86400.0, _TIME),
    "month": Unit("month", 365 * 86400.0 / 12, _TIME),
    "msec": Unit("msec", 1e-3, _TIME),
    "usec": Unit("usec", 1e-6, _TIME),
    "g": Unit("gCO2e", 1.0, _MASS),
    "kg": Unit("kgCO2e", 1e3, _MASS),
    "t": Unit("tCO2e", 1e6, _MASS),
    "percent": Unit("%", 0.01, ()),
}
_OTHER_UNIT = regex(
    r"[ \u2009\u00a0-]?(?:(week|month|msec|usec|percent)s?\b|(?<!-)(k?g|t)\b(?! ?(?:/|per\b) ?[A-Za-z]))"
)
_LONGEST_UNIT = 24
_TIMES_BYTES = regex(r"(?<=\dB) ?[×x*·] ?(?:0\.5|1|2|4)(?![\w.,]| ?[Bb](?:ytes?)?\b)(?=[^=≈\n]*\d ?GB\b)")
_BILLIONS_OF_BYTES = Unit("GB", 1e9, (("data", 1),))
# "1 PFLOP-day", "3640 petaflop/s-days": the operations of so long a time; of "FLOP-seconds" simply operations.
_FOR_A_TIME = regex(r"[- ·](second|sec|s|hour|hr|h|day|year)s?\b")
_TIMES = {"s": 1.0, "h": 3600.0, "d": 86400.0, "y": 365 * 86400.0}
_FLOPS = ((("operations", 1),), (("operations", 1), ("time", -1)))
_POWER = regex(r" ?(?:\^|\*\*) ?(?:(-?\d{1,3})(?!\d|\.\d)|\((-?\d{1,3})\))|([⁰¹²³⁴-⁹]{1,2})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_GAP = regex(
    r"(?P<again>, (?:or|that is|i\.e\.),? ?[~≈]?\Z)|"  # "7/39, or 17.9%"
    r"(?P<weak>:(?= )|, (?:and )?(?:so|hence|thus)(?= )|,(?= [~≈$€]?\Z| (?:about|roughly|some)(?= )))|"
    r"(?P<said>\b(?:comes? to|come out at|adds? up to|sums? to|amounts? to)(?= ))|"
    r"(?P<relation>~=|=~|≈|≃|≅|==?|=>|→|⇒|⟹|-{1,2}>)"
    r"|(?P<dash>(?:(?<=[a-z]{2} )|(?<=[):] ))(?:–|--)(?= [~$]?(?:\d|\Z)))"  # "word embeddings – 30522 × 768 = ..."
    r"|(?P<operator>(?<=[\d)])\^(?=[(-]|\d|\Z)|×|✕|⋅|·|\*\*|\*|÷|/|\+|-|−|–|(?<![A-Za-z0-9_])[xX](?![A-Za-z0-9_])|(?<=[0-9])x(?=[0-9]))"
    r"|(?P<function>√(?=\()|\b(?:sqrt|exp|ln|log2|log_2|ceil|floor|max|min)(?=\()|\be\^(?=[(-]|\d|\Z))|(?P<open>[(\[⌈⌊])|(?P<close>[)\]⌉⌋])"
    r"|(?P<word>[a-z]{3,}/[A-Za-z]+-[a-z]+(?![\w/(])|[A-Za-z_][A-Za-z0-9_']*(?:-[A-Za-z]+)*)"  # "acc/GPU-hr"
    r"|(?P<break>[;:!?|\n]|—|,|\.)"
    r"|(?P<space>[\s~${}%\"'`]+)"
    r"|(?P<unknown>.)",
    re.DOTALL,
)
_CLOSES = regex(  # "= 19.6×." is a result, "3.7× (1470/393)" another
    r"\s*\([\d.,]+ ?/ ?[\d.,]+\)(?! ?[=≈×*·/])|"
    r"[\s*_`$]*(?:[.;,:)\]|”]|—|$|(?:[a-z]+[ -])?(?:faster|slower|more|less|fewer|smaller|larger|higher|lower|cheaper|"
    r"longer|shorter|speed-?up|reduction|improvement|gain)\b)"
)
_MULTIPLIES = regex(r"\s*(?:times\b|multiplied\b|[×*·]\s*\d)")
_FACTOR_SIGN = regex(r"(?: ?[×x]|[- ]?fold|[- ]times)$")
_SPOKEN = {"times": "×", "plus": "+", "minus": "-", "over": "/", "by": "", "divided": "/", "multiplied": "×"}
# How what stands behind a calculation is joined to it where it may be something else: "or" and a comma; "so", "that is"
# and a colon.
AGAIN, SO = "or", "so"
DASH = "–"  # between words and what follows: a dash, or a minus sign
_EQUAL_WORDS = frozenset({"is", "gives", "yields", "equals", "makes", "means", "are"})
_BREAK_WORDS = frozenset({"and", "so", "then", "but", "while", "thus", "hence", "or"})
_SIGNS = {"✕": "×", "⋅": "×", "·": "×", "*": "×", "x": "×", "X": "×", "÷": "/", "−": "-", "–": "-", "**": "^"}
_FUNCTIONS = {"sqrt": "√", "log_2": "log2", "ceil": "⌈", "floor": "⌊"}
_SERIES = regex(r"\b(?:RTX|GTX|RX|Arc|Radeon|Quadro|Tesla) ?\Z")  # "4x RTX 5090": no number to reckon with
_LONGEST_SERIES = 8
_SIGN = regex(r"\s*(?:[×·*/+−]|-(?= ?\d))")
_ENDS_IN_SIGN = regex(r"[×·*/+−]\s*\Z|\d\s*-\s*\Z")
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
    return token.text.isalpha() and not is_weak(token)


def is_weak(token: Token) -> bool:
    """Whether a relation only may state a result: a colon, "so", "or"."""
    return token.text in (SO, AGAIN)


def is_arrow(token: Token) -> bool:
    """Whether a relation is an arrow, which may also tell of a change."""
    return token.text in _ARROWS


def tokens(text: str) -> list[Token]:
    """All tokens of a text, in order."""
    found: list[Token] = []
    position = 0
    for reading in _differences(text, readings(text)):
        if reading.start < position:
            continue
        if reading.units[0].symbol == "P" and not reading.units[0].dimension:  # "2P · 8192": P parameters
            continue
        if reading.units[0].symbol == "B" and _TIMES_BYTES.match(text, reading.end):
            reading = reading._replace(units=(_BILLIONS_OF_BYTES,))  # "33.64B × 0.5 + 4.14 GB"
        found.extend(_between(text, position, reading.start))
        if reading.bare and _SERIES.search(text, max(0, reading.start - _LONGEST_SERIES), reading.start):
            found.append(Token("word", reading.start, reading.end, reading.text))
            position = reading.end
            continue
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
    return list(_with_units(text, found))


def _with_units(text: str, found: Sequence[Token]) -> Iterator[Token]:
    """The tokens, with the units that stand behind brackets and powers: "(2 + 2) kB", "2^30 B"."""
    end = 0
    for place, token in enumerate(found):
        if token.start < end:
            continue
        if token.kind == "word" and place and _takes_a_unit(found, place - 1):
            unit = _unit_at(text, token.start)
            if unit is not None:
                end = unit.end
                yield unit
                continue
        yield token


def _unit_at(text: str, start: int) -> Token | None:
    """The unit that a text spells from a place on, as one of it."""
    spelled = "1 " + text[start : start + _LONGEST_UNIT].partition("=")[0]
    one = _number(spelled, readings(spelled)[0])
    if one.reading is None or not any(unit.dimension for unit in one.reading.units):
        return None
    return one._replace(kind="unit", start=start, end=start + one.end - 2, text=spelled[2 : one.end])


def _takes_a_unit(found: Sequence[Token], place: int) -> bool:
    """Whether a token ends what a unit may follow and a number's own unit does not: a bracket, a power, "180/"."""
    token = found[place]
    if token.text == "/":
        rate = found[place - 1].reading if place > 0 and found[place - 1].end == token.start else None
        return rate is not None and rate.bare
    return token.kind == "close" or (
        token.kind == "number"
        and (token.power != 1 or (place > 0 and found[place - 1].text == "^" and token.reading is not None))
    )


def _differences(text: str, found: list[Reading]) -> list[Reading]:
    """The numbers of a text; those that were read for a range and are a difference are no ends of one.

    A difference falls, "10 GB - 4 GB", or has a neighbour in the working, "48 × 0.9 - 2 - 16".
    """
    for index in range(1, len(found)):
        low, high = found[index - 1], found[index]
        if low.hedge != "low" or high.hedge != "high":
            continue
        falls = high.value * high.units[0].factor < low.value * low.units[0].factor
        minus = text[low.end : high.start].strip() in ("-", "−")
        if falls or (minus and (_ENDS_IN_SIGN.search(text, 0, low.start) or _SIGN.match(text, high.end))):
            found[index - 1], found[index] = low.unhedged(), high.unhedged()
    return found


def _multiplied(reading: Reading) -> tuple[Reading, int] | None:
    if reading.units[0].symbol != "×":
        return None
    number = _FACTOR_SIGN.sub("", reading.text)
    return reading._replace(units=(ONE,), end=reading.start + len(number), text=number), reading.end


def _number(text: str, reading: Reading) -> Token:
    end, power = reading.end, 1
    span = _FOR_A_TIME.match(text, end) if reading.units[0].dimension in _FLOPS else None
    if span is not None:
        end = span.end()
        unit = reading.units[0]
        whole = Unit(f"{unit.symbol}{span[0]}", unit.factor * _TIMES[span[1][0]], _FLOPS[0])
        reading = reading._replace(units=(whole,), end=end, text=text[reading.start : end])
    if reading.bare:
        match = _POWER.match(text, end)
        if match is not None:
            power = int(match.group(1) or match.group(2) or match.group(3).translate(_SUPERSCRIPTS))
            end = match.end()
        else:
            word = _OTHER_UNIT.match(text, end)
            if word is not None:
                end = word.end()
                unit = _OTHER_UNITS[word[1] or word[2]]
                reading = reading._replace(units=(unit,), end=end, text=text[reading.start : end])
    start = reading.start + len(reading.text) - len(reading.text.lstrip())
    return Token("number", start, end, text[start:end], reading, power, start == 0 or not text[start - 1].isspace())


def _between(text: str, begin: int, stop: int) -> Iterator[Token]:
    for match in _GAP.finditer(text, begin, stop):
        kind = match.lastgroup
        spelled = match.group()
        start, end = match.span()
        if kind == "space":
            if "%" in spelled:
                yield Token("unknown", start, end, "%")
            continue
        if kind == "again":
            yield Token("relation", start, end, AGAIN if "or" in spelled else SO)
            continue
        if kind == "said":
            yield Token("relation", start, end, "is")
            continue
        if kind == "dash":
            yield Token("break", start, end, DASH)
            continue
        if kind == "weak":
            yield Token("break", start, end, AGAIN if spelled == "," else SO)
            continue
        if kind == "word":
            word = spelled.lower()
            if word in _SPOKEN:
                sign = _SPOKEN[word]
                if sign:
                    yield Token("operator", start, end, sign)
                continue
            if word in _EQUAL_WORDS:
                kind = "relation"
            elif word in _BREAK_WORDS:
                kind = "break"
            elif word == "at" and not text[end:stop].strip(" $~"):
                yield Token("operator", start, end, "@")  # 8 GPUs at 700 W
                continue
        if kind == "function":
            spelled = _FUNCTIONS.get(spelled, spelled)
        if kind == "operator":
            before = text[start - 1 : start]
            behind = text[end : end + 1]
            if spelled == "x" and behind.isalnum() and not before.isdigit():
                kind = "unknown"  # x2 is a name
            elif spelled == "-" and "-" in (before, behind):
                kind = "unknown"  # --flag
            elif spelled in "-–−" and not (before.isspace() or before in "()") and not before.isdigit():
                kind = "unknown"  # a hyphen
            elif spelled in "-–−" and before.isspace() and behind.isalpha():
                kind = "break"  # a dash
            spelled = _SIGNS.get(spelled, spelled)
        if kind == "break" and spelled == "." and end < len(text) and not text[end].isspace():
            kind = "unknown"
        glued = start > 0 and not text[start - 1].isspace()
        yield Token(kind, start, end, spelled, None, 1, glued)  # type: ignore[arg-type]
