"""Wrong numbers: a power of ten, a factor of two, one digit, two digits transposed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_FACTORS = (("x10", Decimal(10)), ("/10", Decimal("0.1")), ("x2", Decimal(2)), ("/2", Decimal("0.5")))


def wrong_numbers(number: str) -> Iterator[tuple[str, str]]:
    """(form, wrong number) for every way to get a plain decimal number wrong; none that is worth the same."""
    right = _worth(number)
    for form, factor in _FACTORS:
        if right:
            yield form, _plain(right * factor)
    for form, wrong in (*_one_digit(number), *_transposed(number)):
        if _worth(wrong) != right:
            yield form, wrong


def _worth(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _one_digit(number: str) -> Iterator[tuple[str, str]]:
    for index, char in enumerate(number):
        if char.isdigit():
            yield "one digit", _replaced(number, index, wrong_digit(char, index))


def _transposed(number: str) -> Iterator[tuple[str, str]]:
    places = [index for index, char in enumerate(number) if char.isdigit()]
    for left, right in itertools.pairwise(places):
        swapped = _replaced(_replaced(number, left, number[right]), right, number[left])
        yield "transposed", swapped


def wrong_digit(digit: str, salt: int) -> str:
    """Another digit, the same for the same digit and salt."""
    return str((int(digit) + 1 + (salt * 7 + int(digit)) % 9) % 10)


def _replaced(text: str, index: int, char: str) -> str:
    return text[:index] + char + text[index + 1 :]
