"""Wrong units: a neighbouring prefix, binary for decimal, bits for bytes."""

from __future__ import annotations

from collections.abc import Iterator

from mlsysim_registry.units.vocabulary import vocabulary

_DECIMAL = ("", "k", "M", "G", "T", "P", "E")
_SMALL = ("p", "n", "u", "m", "")
_BINARY = {"k": "Ki", "M": "Mi", "G": "Gi", "T": "Ti", "P": "Pi"}
_BASES = ("bit", "FLOP", "OP", "MAC", "Hz", "Wh", "gCO2e", "B", "T", "J", "W", "s")


def wrong_units(unit: str) -> Iterator[tuple[str, str]]:
    """(form, wrong unit) for every slip that leaves a unit of the vocabulary."""
    symbols = unit.split("/")
    for index, symbol in enumerate(symbols):
        for form, wrong in _wrong_symbols(symbol):
            if wrong in vocabulary().atoms:
                yield form, "/".join((*symbols[:index], wrong, *symbols[index + 1 :]))


def _wrong_symbols(symbol: str) -> Iterator[tuple[str, str]]:
    prefix, base = _split(symbol)
    if not base:
        return
    plain = {binary: decimal for decimal, binary in _BINARY.items()}.get(prefix, prefix)
    for scale in (_DECIMAL, _SMALL):
        if plain in scale:
            place = scale.index(plain)
            for neighbour in (*scale[max(0, place - 1) : place], *scale[place + 1 : place + 2]):
                yield "prefix", (_BINARY.get(neighbour, neighbour) if plain != prefix else neighbour) + base
    if base in ("B", "bit"):
        yield "bit for byte" if base == "B" else "byte for bit", prefix + ("bit" if base == "B" else "B")
        if plain != prefix:
            yield "decimal for binary", plain + base
        elif prefix in _BINARY:
            yield "binary for decimal", _BINARY[prefix] + base


def _split(symbol: str) -> tuple[str, str]:
    for base in _BASES:
        prefix = symbol.removesuffix(base)
        if symbol.endswith(base) and (prefix in _DECIMAL or prefix in _SMALL or prefix in _BINARY.values()):
            return prefix, base
    return "", ""
