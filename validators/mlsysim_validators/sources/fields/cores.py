"""A number of the parts of a device: multiprocessors, compute units, cores of each kind."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry
from mlsysim_registry.units.quantity import Unit
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.fields.multiprocessors import per_multiprocessor
from mlsysim_validators.sources.fields.words import Field, Words
from mlsysim_validators.sources.patterns import regex

_CORES = {
    "cores.cuda": r"(?:FP32 )?CUDA cores?|FP32 (?:CUDA )?cores?",
    "cores.stream": r"stream processors?",
    "cores.tensor": r"(?:[\w-]+[- ]gen(?:eration)? )?tensor cores?",
    "cores.sm": r"SMs?|(?:streaming )?multiprocessors?",
    "cores.cu": r"CUs?|compute units?",
    "cores.core": r"(?:[A-Za-z][\w-]* ){0,2}cores",
    "die.transistors": r"transistors",
    "links.nvlink.ports": r"(?:NVLink(?: \d)? |NV)?links",
    "links.infinity_fabric.ports": r"links",
}
_BEHIND = {path: regex(rf"[ \u2009\u00a0-]?(?:{words})\b", re.IGNORECASE) for path, words in _CORES.items()}
_LABELLED = {path: regex(rf"(?<![A-Za-z])(?:{words})\b", re.IGNORECASE) for path, words in _CORES.items()}
_PARTS = AnyCase(r"core|stream|\bsms?\b|multiproc|\bcus?\b|compute|link|transistor")
_IS = r"(?: count)? ?[:=] ?[~\u2248]?$"  # "CUDA cores: 2,560"
_AHEAD = {path: regex(rf"(?<![A-Za-z])(?:{words}){_IS}", re.IGNORECASE) for path, words in _CORES.items()}
_ORDINAL = regex(r"(?:st|nd|rd|th)\b")  # "1st Gen Tensor Cores" counts generations
_LABEL = 40
_OF_EACH = regex(r"\b(?:per|each|every)\b|\w/(?:SM|CU|core|die)\b|enabled|full (?:chip|die)", re.IGNORECASE)
_ENDS = regex(r"[,;.]")  # "108 SMs, each with 64 cores"


_BILLION = 1e9
_TRANSISTORS = AnyCase(r"\btransistors\b(?!.*\bparam)")
_OF_A_DIE = AnyCase(r"\bdies?\b|\bsilicon\b|\bwafers?\b|\bchip (?:area|size)\b|\breticles?\b")


def area_field(words: Words, device: Entry) -> Field | None:
    """The area of its silicon that a number of square millimetres with these words around it states."""
    if "die.area" not in device or _OF_EACH.search(f"{words.before[-20:]} {words.after[:20]} {words.labels}"):
        return None
    return Field("die.area", "spec", _OF_A_DIE.search(words.own) is not None)


def cores_field(words: Words, unit: Unit, device: Entry) -> Field | None:
    """The kind of core that a bare number with these words behind it, or as its label, counts."""
    if unit.factor >= _BILLION and "die.transistors" in device and _TRANSISTORS.search(words.sentence):
        return Field("die.transistors", "spec", True)  # "the H100 and the B200 have 80 and 208 billion transistors"
    if unit.symbol in ("×", "%") or _ORDINAL.match(words.after):
        return None
    if not _PARTS.search(f"{words.before[-_LABEL:]} | {words.after} | {words.labels}"):
        return None
    of_each = per_multiprocessor(words, device)
    if of_each is not None or _OF_EACH.search(
        f"{words.before[-20:]} {_ENDS.split(words.after[:20], maxsplit=1)[0]} {words.labels}"
    ):
        return of_each
    for path in _CORES:
        behind = _BEHIND[path].match(words.after)
        labelled = _LABELLED[path].search(words.labels)
        ahead = _AHEAD[path].search(words.before[-_LABEL:])
        if path in device and (behind or labelled or ahead):
            return Field(path, "spec", True)
    return None
