"""Names of devices in keys, written as makers write them: L40 for l40, RTX 4070 Ti SUPER for "RTX 4070 Ti S"."""

from __future__ import annotations

import re

from mlsysim_validators.sources.patterns import regex

_CAMEL = regex(r"(?<=\Ak)(?=[A-Z])|(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z]+\d)")
_MAKER = regex(r"(?<![A-Za-z0-9])(?:Nvidia|NVIDIA|Amd|AMD|Google|Intel|Model|Gpu|GPU|Device)(?=[A-Z]+\d)")
_IN_BRACKETS = regex(r"(?i)\((?=(?:ada|blackwell)\b)([^()]*)\)")  # RTX 6000 (Ada)
_GEFORCE = regex(r"(?<![A-Za-z0-9])(?:rtx[ -]?)?([2345]0[5-9]0)[ -]?(ti|super)?(?![A-Za-z0-9])", re.IGNORECASE)
_SHORT_KEY = regex(r"(?<![A-Za-z0-9])[a-z]\d{1,3}[a-z]?(?![A-Za-z0-9])")
_SUPER = regex(r"\b((?:RTX|GTX)[ _-]?(?:[24]0[678]0|16[56]0)(?:[ _-]?Ti)?)[ _-]?S\b")


def as_sold(words: str) -> str:
    """A key as the maker writes the name: L40 for l40, RTX 4090 for 4090, RTX 3070 Ti for rtx3070ti."""
    if " " not in words and words[:1].islower():
        words = _CAMEL.sub(" ", words)  # kH100MemBw
    words = _MAKER.sub(lambda match: f"{match[0]} ", words)  # NvidiaA100SXM
    words = _IN_BRACKETS.sub(r"\1", words)
    words = _GEFORCE.sub(lambda match: f"RTX {match[1]} {(match[2] or '').title()}".strip(), words.replace("_", " "))
    return _SHORT_KEY.sub(lambda match: match[0].upper(), words)


def with_super(words: str) -> str:
    """A name with the word that a letter stands for: RTX 4070 Ti S."""
    return _SUPER.sub(r"\1 SUPER", words)
