"""Words beside a known name that make it another board's: "RTX 3050 OEM", "GTX 1080 11Gbps", "A5000-12Q", "MR-V100".

What a maker, or a data base of cards, puts behind a name tells boards apart that share it: an edition, another
memory, a slice of a virtual GPU. Two letters that a hyphen joins to the front are another maker's.
"""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.patterns import regex

_PROFILE = regex(r"[-_]\d{1,3}[QCBqcb](?![A-Za-z0-9])")
_JOINT = r"(?:[ \u00a0_-]|, )"
_END = r"(?![A-Za-z0-9])"
_EDITION = regex(
    rf"{_JOINT}(?:OEM|oem|CEO(?: Edition)?|ceo(?:_edition)?|DGXS|dgxs|TiM|tim|\d{{3,5}} ?(?:SP|sp)|"
    rf"(?:Passive|passive)(?= ?[)\]|]|\Z)|(?:GRE|gre|XTX?|xtx?|LE)){_END}"
)
_CARD_RATE = regex(rf"{_JOINT}\d{{1,2}}(?:\.\d)?[Gg]bps{_END}")
_TYPE = regex(rf"{_JOINT}(?:\(?\d{{1,2}} ?GB )?(?P<type>GDDR[5-7]X?|gddr[5-7]x?){_END}")
# What the pins of graphics memory carry, in Gbit/s.
_RATES = {
    "gddr5": (3.0, 9.3), "gddr5x": (8.9, 12.5), "gddr6": (11.9, 20.5), "gddr6x": (18.5, 24.5), "gddr7": (24.0, 48.0),
}  # fmt: skip
_PREFIX = regex(r"(?<![A-Za-z0-9_.-])(?P<prefix>[A-Z]{2})-\Z")
_SAME_DEVICE = frozenset({"HW", "GP", "NV", "GC", "VM", "PC"})
_WORDS = regex(r"[a-z0-9]+")
_LONGEST_PREFIX = 6
_CARDS = ("consumer", "workstation", "mobile")
_GBIT = 1e9 / 8  # bytes


def begin(text: str, start: int, entry: Entry) -> int:
    """Where another maker's name begins whose end a mention at `start` is: "MR-V100". Else `start`."""
    if entry.kind != "accelerators":
        return start
    glued = _PREFIX.search(text, max(0, start - _LONGEST_PREFIX), start)
    return int(glued.start()) if glued is not None and glued["prefix"] not in _SAME_DEVICE else start


def end(text: str, behind: int, entry: Entry) -> int:
    """Where the longer name of another board ends whose beginning is a name that ends at `behind`. Else `behind`."""
    if entry.kind != "accelerators":
        return behind
    card = entry.attributes.get("class") in _CARDS
    for pattern in (_PROFILE, _EDITION, *((_CARD_RATE,) if card else ())):
        match = pattern.match(text, behind)
        if match is not None and not _is_its_own(match.group(), entry):
            return int(match.end())
    match = _TYPE.match(text, behind) if card else None
    if match is not None and _is_another_memory(match["type"].lower(), entry):
        return int(match.end())
    return behind


def _is_its_own(words: str, entry: Entry) -> bool:
    """Whether one of an entry's names has some words: "GTX 1650 GDDR6", "RX 9070 GRE"."""
    said = set(_WORDS.findall(words.lower()))
    return any(said <= set(_WORDS.findall(name.lower())) for name in (entry.name, *entry.aliases))


def _is_another_memory(kind: str, entry: Entry) -> bool:
    """Whether the pins of an entry's memory are too fast or too slow for a type of memory."""
    rate = entry.get("memory.data_rate")
    if rate is None or kind not in _RATES:
        return False
    slowest, fastest = _RATES[kind]
    return not slowest <= rate.value / _GBIT <= fastest
