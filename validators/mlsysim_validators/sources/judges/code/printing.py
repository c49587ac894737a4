"""Words that know where numbers stand in them: what an f-string, a format specification or `print` makes of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mlsysim_validators.sources.judges.code.values import Known, Unknown
from mlsysim_validators.sources.patterns import regex

_LONGEST = 2000
_OF_NUMBERS = regex(r"(?:.?[<>=^])?[-+ ]?#?0?\d{0,2}[,_]?(?:\.\d{1,2})?[deEfFgGn%]?")
_OF_WORDS = regex(r"(?:(?P<fill>.?)(?P<side>[<>^]))?(?P<width>\d{1,2})?(?:\.\d{1,2})?s?")
_PERCENT = regex(r"%(?P<flags>[-+ 0#]*)(?P<width>\d{0,2})(?:\.(?P<digits>\d{1,2}))?(?P<kind>[diufFeEgGs%])")
_FIELD = regex(r"\{(?P<name>\w*)(?::(?P<spec>[^{}]*))?\}|\{\{|\}\}")


class Piece(NamedTuple):
    """Some words, and the number that they show (None where they are only words)."""

    text: str
    number: Known | None = None


class Words(NamedTuple):
    """A text in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text itself."""
        return "".join(piece.text for piece in self.pieces)

    def lines(self) -> Iterator[Words]:
        """The lines of a text."""
        line: list[Piece] = []
        for piece in self.pieces:
            first, *others = piece.text.split("\n")
            line.append(piece._replace(text=first))
            for other in others:
                yield Words(tuple(line))
                line = [piece._replace(text=other)]
        yield Words(tuple(line))


def joined(parts: Iterable[Words], between: str = "") -> Words:
    """Texts one behind the other."""
    pieces: list[Piece] = []
    for number, part in enumerate(parts):
        if number and between:
            pieces.append(Piece(between))
        pieces.extend(part.pieces)
    if sum(len(piece.text) for piece in pieces) > _LONGEST:
        raise Unknown
    return Words(tuple(pieces))


def shown(known: Known, spec: str = "") -> Words:
    """A value as a format specification prints it."""
    value = known.value
    if isinstance(value, str):
        value = Words((Piece(value),))
    if isinstance(value, Words):
        return _padded(value, spec)
    if isinstance(value, bool) or value is None:
        return Words((Piece(str(value)),))
    if isinstance(value, (int, float)):
        if not _OF_NUMBERS.fullmatch(spec):
            raise Unknown
        try:
            return Words((Piece(format(value, spec), known),))
        except (ValueError, OverflowError):
            raise Unknown from None
    if type(value) is tuple and not spec:
        return joined([Words((Piece("("),)), joined((shown(one) for one in value), ", "), Words((Piece(")"),))])
    raise Unknown


def _padded(words: Words, spec: str) -> Words:
    match = _OF_WORDS.fullmatch(spec)
    if match is None:
        raise Unknown
    fill = match["fill"] or " "
    room = int(match["width"] or 0) - len(words.text)
    if room <= 0:
        return words
    before = {"<": 0, ">": room, "^": room // 2}[match["side"] or "<"]
    return Words((Piece(fill * before), *words.pieces, Piece(fill * (room - before))))


def percent(template: str, values: Sequence[Known]) -> Words:
    """ "%.1f days" % value."""
    pieces: list[Words] = []
    position, rest = 0, list(values)
    for match in _PERCENT.finditer(template):
        pieces.append(Words((Piece(template[position : match.start()]),)))
        position = match.end()
        if match["kind"] == "%":
            pieces.append(Words((Piece("%"),)))
            continue
        if not rest:
            raise Unknown
        value = rest.pop(0)
        kind = {"i": "d", "u": "d", "s": ""}.get(match["kind"], match["kind"])
        if kind == "d" and isinstance(value.value, float):
            value = value._replace(value=int(value.value))
        digits = f".{match['digits']}" if match["digits"] else ""
        pieces.append(shown(value, f"{match['width']}{digits}{kind}"))
    pieces.append(Words((Piece(template[position:]),)))
    if rest:
        raise Unknown
    return joined(pieces)


def filled(template: str, values: Sequence[Known], named: dict[str, Known]) -> Words:
    """ "{:.1f} ms".format(value)."""
    pieces: list[Words] = []
    position = following = 0
    for match in _FIELD.finditer(template):
        pieces.append(Words((Piece(template[position : match.start()]),)))
        position = match.end()
        if match["name"] is None:
            pieces.append(Words((Piece(match[0][0]),)))
            continue
        name = match["name"]
        if not name:
            name, following = str(following), following + 1
        value = named.get(name)
        if name.isdigit() and int(name) < len(values):
            value = values[int(name)]
        if value is None:
            raise Unknown
        pieces.append(shown(value, match["spec"] or ""))
    pieces.append(Words((Piece(template[position:]),)))
    return joined(pieces)
