"""Numbers with a decimal comma, as English writes them: "1.979,5 TFLOPS" shows as "1,979.5 TFLOPS".

Each character stays in its place. Which of the two signs parts thousands is told by the numbers of the document that
can be read in one way only: "3,35" has a decimal comma, "0.75" a point.
"""

from __future__ import annotations

import re

from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Text

_NUMBER = regex(r"(?<![\w.,])\d+(?:[.,]\d+)+(?![\w.,]*\d)(?<![.,])|(?<![\w.,])\d+(?:[.,]\d+)+(?=[A-Za-zµ%×])")
_COMMA = regex(r"\d+,(?:\d{1,2}|\d{4,})")  # one, and no thousands behind it
_POINT = regex(r"\d+\.(?:\d{1,2}|\d{4,})")
_BOTH = regex(r"\d{1,3}(?:\.\d{3})+,\d+")
_THOUSANDS = regex(r"\d{1,3}(?:\.\d{3})+")
_NULL = regex(r"0,\d+")
_THREE = regex(r"\d+,\d{3}")
_SPACES = regex(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w.]*\d)")
_SWAPPED = str.maketrans({",": ".", ".": ","})


class Decimals:
    """How the numbers of a document are written."""

    def __init__(self, texts: list[str]) -> None:
        numbers = [match.group() for text in texts for match in _NUMBER.finditer(text)]
        self._commas = sum(_COMMA.fullmatch(number) is not None for number in numbers)
        self._points = sum(_POINT.fullmatch(number) is not None for number in numbers)

    @property
    def any(self) -> bool:
        """Whether the document has a decimal comma."""
        return self._commas > 0

    @property
    def only(self) -> bool:
        """Whether its points part thousands: it has no decimal point, or hardly one."""
        return self._commas > 3 * self._points

    def shown(self, text: Text) -> Text:
        """A text with its numbers as English writes them."""
        plain = _NUMBER.sub(self._number, text.text)
        if self.only:
            plain = _SPACES.sub(lambda match: match.group().replace(" ", ","), plain)
        return text if plain == text.text else Text(plain, text.offsets)

    def _number(self, match: re.Match[str]) -> str:
        number = match.group()
        certain = _COMMA.fullmatch(number) or _BOTH.fullmatch(number) or _NULL.fullmatch(number)
        if certain or (self.only and (_THOUSANDS.fullmatch(number) or _THREE.fullmatch(number))):
            return number.translate(_SWAPPED)
        return number
