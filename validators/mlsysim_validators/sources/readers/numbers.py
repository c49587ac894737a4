"""Numbers as code and data write them: what is known of them beyond their value."""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_validators.sources.patterns import regex

_NUMBER = regex(r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?\Z")
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE]\+?\d{1,2})?)"
_IN_WORDS = regex(
    rf"[~≈]?\s*(?P<number>{_FIGURE})\s*(?P<unit>[A-Za-z][A-Za-z/ .]{{0,24}}|)"
    r"(?P<memory>(?<=B )(?:HBM\d?e?|(?:G|LP)?DDR\dX?)(?: (?:with )?ECC)?|)"
    r"(?P<format>(?<= )(?:(?:dense|sparse|peak) )?(?:TF32|BF16|FP\d{1,2}|INT\d)(?: (?:dense|sparse|with sparsity))?|)"
    rf"(?:\s*\((?P<aside>(?P<second>{_FIGURE}|)[^()]{{0,60}})\))?\s*\Z"
)
_OF_A_CARD = regex(r"(?<=B )(?:HBM|GDDR)\d\w*")
_SAYS_MEMORY = regex(r"(?i)mem|ram|hbm|cap|size|storage")
_SIGNS = regex(r"([*/])")
_OF_SPARSITY = regex(r"spars|\b2:4\b|\bdense\b", re.IGNORECASE)
_NAMED_DENSE = regex(r"\bdense\b|(?:no|without) spars", re.IGNORECASE)
_PLAIN_BELOW = 1_000_000  # the zeros at the end of a smaller integer were meant
_SCALES = frozenset({1.0, 2.0, 8.0, 10.0, 1000.0, 1024.0, 1e6, 1e9, 1e12, 1e15})
_LONGEST = 60
_ALL_DIGITS = 15  # of a number as a program prints it, with the point
_SURE_DIGITS = 12  # of its arithmetic
_FEW_DIGITS = 6


class Number(NamedTuple):
    """A number: its value, one unit of its last printed digit, and the literal that carries its digits."""

    value: float
    resolution: float
    literal: float
    digits: int  # how many significant digits the literal shows

    def times(self, factor: float) -> Number:
        """The number after a multiplication."""
        return self._replace(value=self.value * factor, resolution=abs(self.resolution * factor))


def plain_number(printed: str) -> Number | None:
    """The number that a scalar of code or data prints, None where it is none."""
    if len(printed) > _LONGEST or _NUMBER.match(printed) is None:
        return None
    mantissa, _, exponent = printed.replace("_", "").lower().lstrip("+-").partition("e")
    power = int(exponent or 0)
    if abs(power) > 60 or len(mantissa) > 40:
        return None
    mantissa = _without_artefact(mantissa)
    whole, _, decimals = mantissa.partition(".")
    value = float(f"{mantissa}e{power}") * (-1 if printed.startswith("-") else 1)
    zeros = 0
    if not decimals and not exponent and abs(value) >= _PLAIN_BELOW:
        zeros = len(whole) - len(whole.rstrip("0"))
    digits = len((whole + decimals).strip("0"))
    return Number(value, 10.0 ** (power - len(decimals) + zeros), value, digits)


def _without_artefact(mantissa: str) -> str:
    """The round number that a program printed with the error of its arithmetic: 4099.999999999999."""
    if len(mantissa) < _ALL_DIGITS or "." not in mantissa:
        return mantissa
    near = f"{float(mantissa):.{_SURE_DIGITS}g}"
    short = "e" not in near and len(near.replace(".", "").strip("0")) <= _FEW_DIGITS
    return near if short else mantissa


def number_of(printed: str) -> Number | None:
    """The number that a literal, or a product or quotient of literals, comes to: 312.0*1000*1000, 1979/2."""
    parts = _SIGNS.split(printed) if len(printed) <= _LONGEST else []
    found = plain_number(parts[0]) if parts else None
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        other = plain_number(part)
        found = product(found, other, sign == "/") if found is not None and other is not None else None
    return found


_RATE_IN_A_NAME = regex(
    r"(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?) ?(?P<unit>[GTP]FLOP(?:/s|S|s)?|[TP]OPS)(?![A-Za-z/])",
)


class Said(NamedTuple):
    """A number of a string, the words that say its unit and more, and its place there."""

    number: Number
    words: str
    start: int
    end: int


def numbers_in_words(text: str) -> list[Said]:
    """The number and unit that a string consists of: "3.35 TB/s", "80GB HBM2e"; two in "125 (250 with sparsity)"."""
    match = _IN_WORDS.match(text) if len(text) <= _LONGEST else None
    number = plain_number(match["number"].replace(",", "")) if match is not None else None
    if match is None or number is None:
        return []
    aside = (match["aside"] or "").strip()
    told = _OF_SPARSITY.search(aside) is not None
    second = plain_number(match["second"].replace(",", "")) if told and match["second"] else None
    words = f"{match['unit']}{match['format']}".strip()
    if second is None:
        return [Said(number, f"{words} {aside}".strip() if told else words, 0, len(text))]
    # what stands in brackets is of the other sort: "1979 (989 dense)"
    mine = f"{words} sparse".strip() if _NAMED_DENSE.search(aside) else words
    behind = f"{words} {aside[len(match['second']) :].strip()}".strip()
    last = match.end("memory") if match["memory"] else match.end("unit")
    return [
        Said(number, mine, 0, len(text[:last].rstrip())),
        Said(second, behind, match.start("second"), match.start("aside") + len(match["aside"])),
    ]


def with_memory(words: str, text: str, key: str) -> str:
    """The unit of a string and the kind of memory behind it, where its key does not say that it is one: "80GB HBM3"."""
    kind = _OF_A_CARD.search(text) if words and not _SAYS_MEMORY.search(key) else None
    return f"{words} {kind.group()}" if kind is not None else words


def figures_in_name(name: str) -> list[Said]:
    """The rate that the name of a row gives, with its unit: "H100 FP8 Tensor (3.958 PFLOPS)"; none of several."""
    found = list(_RATE_IN_A_NAME.finditer(name)) if len(name) <= _LONGEST else []
    if len(found) != 1:
        return []
    number = plain_number(found[0]["number"].replace(",", ""))
    return [Said(number, found[0]["unit"], *found[0].span())] if number is not None else []


def product(left: Number, right: Number, divide: bool) -> Number | None:
    """The product or quotient of two numbers; the one that shows more digits carries them."""
    if divide and right.value == 0:
        return None
    mine = (left.literal not in _SCALES, left.digits)
    carrier = left if mine >= (right.literal not in _SCALES, right.digits) else right
    value = left.value / right.value if divide else left.value * right.value
    if abs(value) > 1e30:
        return None
    relative = abs(carrier.resolution / carrier.value) if carrier.value else 0.0
    return Number(value, abs(value) * relative, carrier.literal, carrier.digits)


def power(base: Number, exponent: Number) -> Number | None:
    """A power with a small whole exponent: 10**12, 2 ** 30."""
    if exponent.value % 1 or abs(exponent.value) > 60 or not 1 <= abs(base.value) <= 1e6:
        return None
    value = base.value**exponent.value
    return Number(value, abs(value), value, 1) if abs(value) <= 1e30 else None
