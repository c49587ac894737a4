"""The units that a value may have: as a key, a comment or a name writes them, or every scale that its size allows."""

from __future__ import annotations

import re

from mlsysim_registry.units.quantity import Unit, parse_unit
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Label, Value
from mlsysim_validators.sources.values.kinds import MOST_RATE, Kind

_PREFIX = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18}
_RATE = regex(
    r"(?<![a-z])(?P<long>tera|giga|peta|exa)[ -]?(?:flop|op)|"
    r"(?<![a-z])(?P<prefix>[gtpe])(?:flop|ops?(?![a-z])|fs?(?![a-z0-9]))",
    re.IGNORECASE,
)
_BYTES = regex(
    r"(?<![A-Za-z])(?P<prefix>[KMGTkmgt])(?P<binary>i?)(?P<what>B|b|bytes?|bit)(?P<more>ytes?)?"
    r"(?P<per> ?p ?s| ?/ ?s| per s| ?s(?![a-z]))?"
)
_PER_SECOND = regex(r"/ ?s|ps\b|per s|second", re.IGNORECASE)
_PLAIN_BYTES = regex(r"(?<![A-Za-z])(?:[Bb]ytes?|B) ?(?:/|per) ?s")
_GLUED = regex(r"(?<=[a-z])(?<![KMGTkmgt]i)(?=[TGP]?(?:FLOP|B(?:ps|s|/s)?\b|Bs\b))")
_BASES: dict[Kind, str] = {"rate": "FLOP/s", "bandwidth": "B/s", "capacity": "B", "power": "W"}
# From here on a number counts base units, whatever the name says: 312e12 under `peak_tflops`.
_IN_BASE_UNITS: dict[Kind, float] = {"rate": 1e11, "bandwidth": 1e9, "capacity": 1e7, "power": 1e9}
_LEAST: dict[Kind, float] = {"rate": 1e9, "bandwidth": 1e7, "capacity": 1e5, "power": 1.0}
_SCALES = (("", 1.0), ("T", 1e12), ("G", 1e9), ("P", 1e15), ("M", 1e6))
_LONGEST_COMMENT = 80


def units_of(value: Value, kind: Kind, told: list[Label]) -> tuple[Unit, ...]:
    """The units that a value of a kind may have, by the labels that tell of it, the nearest first."""
    base = parse_unit(_BASES[kind])
    if kind == "power":
        return (base,)
    for label in told:
        if label.role == "comment" and len(label.words) > _LONGEST_COMMENT:
            continue
        if kind == "bandwidth" and label.role == "comment" and not _PER_SECOND.search(label.words):
            continue  # "95, 2765)  # GiB": that is the memory's
        found = written_unit(label.words, kind)
        if found:
            return (base,) if value.number >= _IN_BASE_UNITS[kind] else found
    likely = [(prefix, factor) for prefix, factor in _SCALES if _LEAST[kind] <= value.number * factor <= MOST_RATE]
    return tuple(Unit(prefix + base.symbol, factor, base.dimension) for prefix, factor in likely) or (base,)


def written_unit(words: str, kind: Kind) -> tuple[Unit, ...]:
    """The unit that a name or a comment writes; both of bytes and bits where `gbps` leaves it open."""
    base = parse_unit(_BASES[kind])
    text = _GLUED.sub(" ", re.sub(r"[_\-]", " ", words))
    if kind == "rate":
        match = _RATE.search(text)
        if match is None:
            return ()
        prefix = (match["prefix"] or match["long"][0]).upper()
        return (Unit(f"{prefix}FLOP/s", _PREFIX[prefix.lower()], base.dimension),)
    match = _BYTES.search(text)
    if match is None:
        return (base,) if kind == "bandwidth" and _PLAIN_BYTES.search(text) else ()
    prefix = match["prefix"].lower()
    factor = 1024.0 ** ("kmgt".index(prefix) + 1) if match["binary"] else _PREFIX[prefix]
    shown = ("k" if prefix == "k" else prefix.upper()) + match["binary"]
    if kind == "capacity":
        return (Unit(f"{shown}B", factor, base.dimension),)
    lower = words == words.lower()
    perhaps_bits = match["what"] in ("b", "bit") and not match["more"] and not match["binary"]
    found: list[Unit] = []
    if not perhaps_bits or (lower and match["what"] != "bit"):
        found.append(Unit(f"{shown}B/s", factor, base.dimension))
    if perhaps_bits:
        found.append(Unit(f"{shown}bit/s", factor / 8, base.dimension))
    return tuple(found)
