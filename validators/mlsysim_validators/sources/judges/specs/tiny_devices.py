"""The power and the memory of tiny devices as a class: "TinyML: 100 W" is a slip of the prefix, milliwatts are meant.

The bounds are the registry's: what its micro devices draw and hold at most, and ten times that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mlsysim_registry.data import Registry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.dimensions import BYTES, POWER
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.surroundings import Surroundings

_CLASS = r"(?:tiny ?ml|micro-?controllers?|mcus?)"
_LABEL = AnyCase(rf"\W*{_CLASS}(?: ?\([^()]{{0,30}}\)| (?:devices?|boards?|class|tier))?\W*")
_BEFORE = regex(
    rf"\b{_CLASS}(?:[\s:,(*|=\u2013\u2014-]|\b(?:devices?|boards?|at|is|are|draws?|uses?|needs?|takes?|has|have|an?|the|"
    r"power|budget|envelope|tdp|of|only|about|some|with)\b)*[~\u2248<]?\s?$",
    2,
)
_SLACK = 10.0
_PATHS = {"power": ("power.max", "power.tdp", "power.typical"), "memory": ("memory.capacity",)}
_MEMORY = AnyCase(r"\bs?ram\b|\bmemory\b|\bmem\b")
_OTHER = AnyCase(
    r"data ?set|model|weights|saved|saving|cloud|times|less|fewer|total|fleet|all of|\bsd\b|card|"
    r"flash|storage|external|phone|host"
)
_SHORT = 60


def judge(claims: Iterable[Claim], around: dict[int, Surroundings], registry: Registry) -> None:
    """Tell what no tiny device draws or holds."""
    for claim in claims:
        unit = next((one for one in claim.reading.units if one.dimension in (POWER, BYTES)), None)
        if unit is None or claim.verdict != "unresolved" or claim.entity is not None or not claim.reading.one_value:
            continue
        words = around[id(claim)]
        if not _is_of_the_class(claim, words) or _OTHER.search(f"{words.column} | {words.after[:_SHORT]}"):
            continue
        what = "power" if unit.dimension == POWER else "memory"
        if what == "memory" and not _MEMORY.search(f"{words.column} | {words.before[-_SHORT:]} | {words.after[:12]}"):
            continue
        _tell(claim, unit, what, registry)


def _tell(claim: Claim, unit: Unit, what: str, registry: Registry) -> None:
    most, whose = _most(what, registry)
    if claim.reading.value * unit.factor <= _SLACK * most or not most:
        return
    claim.kind, claim.field, claim.unit = "spec", _PATHS[what][0], unit
    right = f"{1e3 * most:,.0f} mW" if what == "power" else f"{most / 2**20:.3g} MiB"
    told = f"of the registry's micro devices none has more than {right} ({whose}): a slip of the prefix"
    claim.decide("mismatch", told, rule="power-of-ten", hint="write the prefix that is meant")


def _is_of_the_class(claim: Claim, words: Surroundings) -> bool:
    """Whether a number is labelled with the class, or stands right behind its name."""
    if claim.stated.cell is not None and (_LABEL.fullmatch(words.row) or _LABEL.fullmatch(words.column)):
        return True
    stated = claim.stated
    if stated.cell is None and stated.block_index and stated.text.text.strip() == claim.reading.text.strip():
        above = claim.document.blocks[stated.block_index - 1]  # "TinyML", and "100 W" on the line below
        return above.slide == stated.block.slide and _LABEL.fullmatch(above.text.text) is not None
    begin, start = claim.stated.sentence_span()[0], claim.reading.start
    return _BEFORE.search(claim.stated.text.text, max(begin, start - _SHORT), start) is not None


@lru_cache(maxsize=8)
def _most(what: str, registry: Registry) -> tuple[float, str]:
    """The most that a micro device of the registry draws or holds, and which one."""
    micro = [entry for entry in registry.table("accelerators").values() if entry.attributes.get("class") == "micro"]
    stated = [(spec.value, entry.name) for entry in micro for path in _PATHS[what] if (spec := entry.get(path))]
    return max(stated, default=(0.0, ""))
