"""What is known in words: tera is a trillion, light covers 299,792 km in a second and two thirds of that in a fibre.

The metre is defined by the speed of light: 299,792,458 m/s, exactly (BIPM, The International System of Units).
"""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.quantity import ONE
from mlsysim_registry.units.reading import Reading
from mlsysim_validators.sources.claims import Claim, Expected, Stated
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Block, Document, Text

_PREFIXES = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18}
_NAMES = {"kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18}
_WORDS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15, "quintillion": 1e18}
_UNIT = r"(?:FLOPS?(?: ?/ ?s)?|FLOP/s|OPS(?: ?/ ?s)?|OP/s)"
_SAYS = r"[*_`\"'\u201d)]{0,3} ?(?:=|\u2014|\u2013|-|is|are|means?|stands for|\(=?) ?(?:an? |one |1 )?"
_IN_WORDS = regex(
    rf"(?<![\w.,/])(?<!\d )(?:(?P<prefix>[KMGTPE]){_UNIT}|(?P<name>[Kk]ilo|[Mm]ega|[Gg]iga|[Tt]era|[Pp]eta|[Ee]xa)"
    rf"(?:flops?|FLOPS?|ops)?(?: per second)?){_SAYS}(?P<word>(?:thou|mi|bi|tri|quadri|quinti)(?:sand|llion))s? "
    r"(?:floating|FLOP|operations?|ops|OPs|integer|calculations)",
    words=("thousand", "illion"),
)
_LIGHT = regex(
    r"\bspeed of light\b(?P<joint>[^.;:\d]{0,60}?)(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?P<power> ?[\u00d7x*\u00b7] ?10\^?\{?8\}?)?"
    r" ?(?P<unit>km|m|miles|mi) ?(?:/|per) ?(?:s|sec|second)\b",
    words=("speed of light",),
)
_METRES = {"km": 1e3, "m": 1.0, "miles": 1609.344, "mi": 1609.344}
_C = 299_792_458.0
_SLOWEST, _FASTEST = 0.6, 1.02  # of it, in glass and rounded
_LEAST = 8.0  # times too much or too little


def judge(document: Document) -> Iterator[Claim]:
    """The claims on sayings that are wrong; those that are right are no claims."""
    for index, block in enumerate(document.blocks):
        if block.kind in ("listing", "data"):
            continue
        texts = [cell.text for row in block.rows for cell in row] if block.kind == "table" else [block.text]
        for text in texts:
            yield from _of_prefixes(document, block, index, text)
            yield from _of_light(document, block, index, text)


def _of_prefixes(document: Document, block: Block, index: int, text: Text) -> Iterator[Claim]:
    for match in _IN_WORDS.finditer(text.text):
        said = _WORDS.get(match["word"])
        meant = _PREFIXES[match["prefix"].lower()] if match["prefix"] else _NAMES[match["name"].lower()]
        if said is None or said == meant:
            continue
        word = next(word for word, value in _WORDS.items() if value == meant)
        told = f"{match['prefix'] or match['name']} stands for a {word}"
        yield _told(document, block, index, text, match.span("word"), said, Expected(meant, word), told)


def _of_light(document: Document, block: Block, index: int, text: Text) -> Iterator[Claim]:
    for match in _LIGHT.finditer(text.text):
        metres = float(match["number"].replace(",", "")) * (1e8 if match["power"] else 1.0) * _METRES[match["unit"]]
        share = metres / _C
        if _SLOWEST <= share <= _FASTEST or 1 / _LEAST < share < _LEAST or "%" in match["joint"]:
            continue
        told = "light covers 299,792 km in a second, two thirds of that in a fibre"
        span = match.start("number"), match.end("unit")
        yield _told(document, block, index, text, span, metres, Expected(_C, "299,792 km/s"), told)


def _told(
    document: Document,
    block: Block,
    index: int,
    text: Text,
    span: tuple[int, int],
    value: float,
    right: Expected,
    why: str,
) -> Claim:
    reading = Reading(*span, value, 1.0, (ONE,), "", text.text[slice(*span)])
    claim = Claim(document, Stated(reading, text, block, index), "derived")
    claim.field, claim.expected = "constant", right
    claim.decide("mismatch", why, rule="recomputed", hint=f"write {right.printed}", working=why)
    return claim
