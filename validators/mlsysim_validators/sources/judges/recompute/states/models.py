"""How many parameters an amount is of: by the row, its header, the lines above, the title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_validators.sources.judges.recompute.texts import MODEL_SIZE, model_size
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex

_SCIENTIFIC = regex(
    r"(?<![\w.])(\d{1,3}(?:\.\d+)?) ?[×x*·] ?10\^?\{?([89]|1[0-2])\}?(?= ?param)|(\d(?:\.\d+)?)e(9|1[0-2])(?= ?param)"
)
_OF_THEM = regex(r"(?<![\w.])(\d{1,4}(?:\.\d+)?) billion of (?:them|these|those)\b")
_ACTIVE = regex(r"\W{0,3}(?:params?|parameters)? ?activ", re.IGNORECASE)
_ACTIVE_BEFORE = regex(r"\bactiv\w*\W{0,3}$", re.IGNORECASE)
_LONGEST = 300


class Size(NamedTuple):
    """Parameters of a model, how far they may be off (relative), their words."""

    value: float
    room: float
    words: str
    active: float = 0.0  # of them in use for a token, where not all are


def sizes_in(text: str, finder: EntityFinder) -> list[Size]:
    """The sizes that a text states or that the models have which it names; one in several spellings counts once."""
    text = text[:_LONGEST]
    found: list[Size] = []
    for match in _SCIENTIFIC.finditer(text):
        digits, power = match[1] or match[3], match[2] or match[4]
        found.append(Size(float(digits) * 10 ** int(power), _half_of_last(digits), match[0].strip()))
    for match in _OF_THEM.finditer(text) if "param" in text else ():
        found.append(Size(float(match[1]) * 1e9, _half_of_last(match[1]), match[0]))
    powers = [match.span() for match in _SCIENTIFIC.finditer(text)]
    named = {m.entry.id: m.entry for m in finder.mentions(text) if m.entry.kind == "models"}
    for entry in named.values():
        count = float(entry["parameters.total"].value)
        active = entry.get("parameters.active")
        size = Size(
            count, 0.0, f"{count / 1e9:.4g}B of {entry.name}", float(active.value) if active is not None else 0.0
        )
        found.append(size)
    for match in MODEL_SIZE.finditer(text):
        if _ACTIVE.match(text, match.end()) or _ACTIVE_BEFORE.search(text[: match.start()]):
            found = [*found[:-1], found[-1]._replace(active=model_size(match)[0])] if found else found
            continue
        if text[match.start() - 1 : match.start()] == "/" or any(a <= match.start() < b for a, b in powers):
            continue
        value, words = model_size(match)
        if value and all(abs(value / one.value - 1) > max(one.room, _NEAR) for one in found):
            found.append(Size(value, _half_of_last(match[1] or match[3]), words))
    return found


_NEAR = 0.07  # a name rounds: 8B is 8.03


def the_one(texts: Iterable[str], finder: EntityFinder) -> Size | None:
    """The size of the nearest text that states one; None where that states several."""
    for text in texts:
        found = sizes_in(text, finder)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _half_of_last(digits: str) -> float:
    plain = digits.replace(",", "")
    step = 10.0 ** -len(plain.partition(".")[2])
    return min(0.5 * step / float(plain), 0.02) if float(plain) else 0.0
