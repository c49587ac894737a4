"""The time of computing and that of loading which a text states: the longer of the two binds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.dimensions import TIME
from mlsysim_validators.sources.judges.spoken_steps.amounts import Amount
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.sentences import ENDS

_COMPUTE = AnyCase(
    r"\bcomput\w*|\barithmetic\b|\bmath\b|\bT_?\{?(?:\\text\{|\\mathrm\{)?(?:comp\w*|math|flops?)\b|\bmatmuls?\b|"
    r"\btensor cores?\b"
)
_MEMORY = AnyCase(
    r"\bmemory\b|\bmem\b|\bhbm\b|\bbandwidth\b|\bload\w*|\bweights?\b|\bstream\w*|\bbytes\b|\btraffic\b|\bread\w*|"
    r"\bmov\w+|\bT_?\{?(?:\\text\{|\\mathrm\{)?(?:mem\w*|bw|load)\b"
)
_NETWORK = AnyCase(r"\bnetwork|\ball-?reduce|\bnvlink|\bcommunicat|\bexchang|\bpcie|\bdisk|\bssd|\bhost\b|\bcheckpoint")
_AHEAD, _BEHIND = 60, 30
_CLAUSE = regex(r"[,;:]| and | but | while | against | vs\.? ")


class Times(NamedTuple):
    """Both times, in seconds."""

    compute: float
    memory: float


def times_of(texts: Iterable[tuple[str, Iterable[Amount]]]) -> Times | None:
    """The one time of computing and the one of loading of some texts; None where one lacks, or there are several."""
    compute: set[float] = set()
    memory: set[float] = set()
    for text, amounts in texts:
        if _NETWORK.search(text):
            return None
        last = 0
        for one in amounts:
            what = _what(text, one, last) if one.dimension == TIME else ""
            if what:
                (compute if what == "compute" else memory).add(one.value)
            last = one.reading.end
    return Times(compute.pop(), memory.pop()) if len(compute) == len(memory) == 1 else None


def _what(text: str, one: Amount, last: int) -> str:
    """Which of the two a time is: the words nearest to it in its clause say so, those before it first."""
    start, end = one.reading.start, one.reading.end
    before = ENDS.split(text[max(last, start - _AHEAD) : start])[-1]
    behind = _CLAUSE.split(ENDS.split(text[end : end + _BEHIND])[0])[0]
    for words in (before, behind):
        kinds = [
            (match.end(), name)
            for name, sought in (("compute", _COMPUTE), ("memory", _MEMORY))
            for match in sought.finditer(words)
        ]
        if kinds:
            return max(kinds)[1]
    return ""
