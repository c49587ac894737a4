"""Numbers as texts print them: 2,039, 14 592, 1_000, 6.02e23, 3 × 10¹², 10^12."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlsysim_registry.kept_patterns import compiled

# One character for one character, so that positions stay true.
SAME_LENGTH = str.maketrans(
    {
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " ", "\u2002": " ", "\u2003": " ", "\n": " ", "\t": " ",
        "₂": "2", "−": "-", "‑": "-", "‐": "-", "∼": "~", "≃": "≈", "μ": "µ", "✕": "×", "⁄": "/",
    }
)  # fmt: skip
# "14 592" with a narrow or fixed space, or with a plain one where it is the whole text, or no number begins so.
SPACED = compiled(
    r"(?<![\w.,])\d{1,3}(?:[\u00a0\u2009\u202f\u2007]\d{3})+(?!\d)"
    r"|(?<![\w.,])\d{1,3} 0\d\d(?!\d| \d)"
    r"|\A\W*\d{1,2} \d{3}\W*\Z"
)
MAYBE_SPACED = compiled(r"\d[ \u00a0\u2009\u202f\u2007]\d")
DIGIT, _DIGITS = compiled(r"[\d₂]"), compiled(r"[\d.]+")
_NUMBER = compiled(
    r"(?:(?<![\w.])(?<![A-Za-z]-)|(?<=[^A-Za-z0]x)(?!86(?!\d)))"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:_\d{3})+(?!\w)|\d+(?:\.\d+)?|\.\d+)"
    r"(?:(?P<e>[eE][-+]?\d+)(?![\w.])| ?[×x·*] ?10(?:\^(?P<open>\()?(?P<power>-?\d+)(?(open)\))|(?P<sup>[⁻⁰¹²³⁴-⁹]+)))?"
)
# A number glued behind a name counts when a unit is glued to it: A100-80GB.
_GLUED = compiled(r"(?<=[A-Za-z0-9]-)(?P<number>\d+(?:\.\d+)?)(?=[kMGT]i?B(?![A-Za-z]))")
_POWER_OF_TEN = compiled(r"(?<![\w.,])10(?:\^(?P<open>\()?(?P<power>-?\d+(?:\.\d+)?)(?(open)\))|(?P<sup>[⁻⁰¹²³⁴-⁹]+))")
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
ENDS_WITH_NUMBER = compiled(r"(?<![\w.])[\d.,]*\d$")
_MANY_DIGITS = 40
_MOST_EXPONENT = 40.0  # what is beyond measures nothing; its products must stay numbers


def with_commas(match: re.Match[str]) -> str:
    """A number whose thousands spaces part, with commas instead: 2 039 as 2,039."""
    return re.sub(r"(?<=\d)[ \u00a0\u2009\u202f\u2007](?=\d)", ",", match.group())


def _plain_matches(plain: str) -> Iterator[re.Match[str]]:
    """What `_NUMBER` finds, tried only where digits begin."""
    end = 0
    for digits in _DIGITS.finditer(plain):
        match = _NUMBER.match(plain, digits.start()) if digits.start() >= end else None
        if match is not None:
            end = match.end()
            yield match


def number_matches(plain: str) -> Iterator[re.Match[str]]:
    """Where numbers stand in a text, in order; the longest reading of a place first."""
    matches = list(_plain_matches(plain))
    others = [
        *(_GLUED.finditer(plain) if "-" in plain else ()),
        *(_POWER_OF_TEN.finditer(plain) if "10" in plain else ()),
    ]
    if others:  # the longest reading of a place wins: 10^12 before 10
        matches = sorted((*matches, *others), key=lambda m: (m.start(), -m.end()))
    return iter(matches)


def number(match: re.Match[str]) -> tuple[float, float]:
    """The value of a number, and one unit of its last printed digit."""
    if match.lastgroup == "number":  # no power of ten behind it, as mostly
        digits = match["number"].replace(",", "").replace("_", "")[:_MANY_DIGITS]
        return float(digits), 10.0 ** -len(digits.partition(".")[2])
    groups = match.groupdict()
    exponent = float(groups.get("power") or (groups.get("sup") or "0").translate(_SUPERSCRIPTS) or 0)
    if groups.get("e"):
        exponent = float(groups["e"][1:])
    exponent = max(min(exponent, _MOST_EXPONENT), -_MOST_EXPONENT)
    digits = groups.get("number")
    if digits is None:  # 10^12 alone is an order of magnitude
        return 10.0**exponent, 10.0**exponent
    digits = digits.replace(",", "").replace("_", "")[:_MANY_DIGITS]
    decimals = len(digits.partition(".")[2])
    return float(f"{digits}e{int(exponent)}"), 10.0 ** (exponent - decimals)


def exponent_step(match: re.Match[str]) -> float:
    """Of a bare power of ten, one unit of its exponent's last digit: 0.1 of 10^4.7; of any other number 0."""
    if match.re is not _POWER_OF_TEN:
        return 0.0
    return float(10.0 ** -len((match["power"] or "").partition(".")[2]))
