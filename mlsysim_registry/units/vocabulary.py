"""The vocabulary of registry/units.yaml as look-up tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

# Exponents by dimension name, sorted, zeros left out: (("data", 1), ("time", -1)) is a bandwidth.
Dimension = tuple[tuple[str, int], ...]

DIMENSIONLESS: Dimension = ()


class Atom(NamedTuple):
    """One unit symbol with its prefix: how many base units it is, and of what."""

    symbol: str
    factor: float
    dimension: Dimension


class Refusal(NamedTuple):
    """What to write instead of a refused spelling, and why it is refused."""

    write: tuple[str, ...]
    why: str


class Vocabulary(NamedTuple):
    """Look-up tables made from units.yaml."""

    atoms: Mapping[str, Atom]
    bases: Mapping[str, str]  # dimension name -> base unit symbol
    spoken: Mapping[str, tuple[str, ...]]  # spelling met in a document -> unit expressions that it may mean
    refused: Mapping[str, Refusal]


@lru_cache(maxsize=4096)  # the same few dimensions are combined again and again
def combine(*parts: tuple[Dimension, int]) -> Dimension:
    """The dimension of a product of powers."""
    exponents: dict[str, int] = {}
    for dimension, power in parts:
        for name, exponent in dimension:
            exponents[name] = exponents.get(name, 0) + exponent * power
    return tuple(sorted((name, exponent) for name, exponent in exponents.items() if exponent))


def build(raw: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary that the content of units.yaml describes."""
    prefixes = {
        group: {prefix: float(factor) for prefix, factor in table.items()} for group, table in raw["prefixes"].items()
    }
    atoms: dict[str, Atom] = {}
    for symbol, unit in raw["units"].items():
        dimension = combine((tuple(unit["of"].items()), 1))
        factor = float(unit.get("factor", 1))
        atoms[symbol] = Atom(symbol, factor, dimension)
        for group in unit.get("prefixes", ()):
            for prefix, scale in prefixes[group].items():
                atoms[prefix + symbol] = Atom(prefix + symbol, scale * factor, dimension)
    return Vocabulary(
        atoms=atoms,
        bases=dict(raw["dimensions"]),
        spoken=_spoken(raw, atoms),
        refused={str(word): Refusal(tuple(map(str, r["write"])), r["why"]) for word, r in raw["refused"].items()},
    )


def _spoken(raw: Mapping[str, Any], atoms: Mapping[str, Atom]) -> dict[str, tuple[str, ...]]:
    """Every spelling that may stand in a document, prefixes included, and the unit expressions that it may mean."""
    spellings: dict[str, tuple[str, ...]] = {symbol: (symbol,) for symbol in atoms}
    spellings.update({prefix + "flop/s": (prefix + "FLOP/s",) for prefix in raw["prefixes"]["decimal"]})
    symbol_prefixes = {prefix: prefix for table in raw["prefixes"].values() for prefix in table}
    long_prefixes = raw["spoken_prefixes"]
    for spelling, meaning in raw["spoken"].items():
        meanings = (meaning,) if isinstance(meaning, str) else tuple(meaning)
        spellings.setdefault(str(spelling), meanings)
        for written, prefix in (*symbol_prefixes.items(), *long_prefixes.items()):
            prefixed = tuple(prefix + unit for unit in meanings if prefix + unit.split("/")[0] in atoms)
            if prefixed:
                spellings.setdefault(written + str(spelling), prefixed)
    for symbol, atom in atoms.items():
        for written, prefix in long_prefixes.items():
            if atom.symbol == symbol and prefix + symbol in atoms:
                spellings.setdefault(written + symbol, (prefix + symbol,))
    # K is not a prefix of the vocabulary, but documents write KB and Kbit for thousands.
    spellings.update({"KB": ("kB",), "Kbit": ("kbit",), "gb": ("GB",), "tb": ("TB",), "mb": ("MB",), "kb": ("kB",)})
    spellings.update({"µs": ("us",), "μs": ("us",), "µJ": ("uJ",), "μJ": ("uJ",), "µW": ("uW",), "μW": ("uW",)})
    return spellings


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The registry's own vocabulary, read once."""
    from mlsysim_registry.storage import raw_units

    return build(raw_units())
