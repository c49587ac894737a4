"""Figures whose key says more than that of the published one beside them: `link_gb_s: 400, link_decode_gb_s: 22.6`."""

from __future__ import annotations

from math import inf, log

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import Table, is_right
from mlsysim_validators.sources.values.words import names_formats, spoken

# What a key may add without meaning less than the device's own figure.
_OF_THE_DEVICE = AnyCase(
    r"\A(?:spars\w*|dense|tensor|cores?|matrix|vector|cuda|peak|max\w*|total|per|each|bi\w*|uni\w*|one|way|both|in|of|"
    r"the|theoretical|[kmgtp]?i?b(?:ps|s|w|ytes?|its?)?|bandwidth|[kmgtp]?flops?|[kmgtp]?ops?|s|sec|gpu|device|chip|nvlink|pcie|memory|hbm\w*|\d+)\Z"
)


def settled_as_qualified(case: Case) -> bool:
    """Leave a figure open whose key says more than that of the right one in its row."""
    more = _qualified_by(case.claim, case.table)
    return case.leave_open(f"its key says more than that of the published figure beside it: {more}" if more else "")


def _qualified_by(claim: Claim, table: Table) -> str:
    """The words of a claim's key that set it apart from the key of the right figure in its row; "" for none."""
    mine = _words(claim)
    for fit in table.row(claim):
        other = fit.claim
        if other is claim or other.field != claim.field:
            continue
        theirs = _words(other)
        more = [word for word in mine if word not in theirs and not _is_in_the_name(word, claim)]
        if not theirs or not more or any(map(_says_which, more)):
            continue
        entry = fit.found.entries[0]
        parallel = claim.field == "memory.bandwidth" and "bandwidth" in mine and "bandwidth" in theirs
        if is_right(other, entry):
            apart = parallel or set(theirs) < set(mine)
        else:  # {"hbm_memory_bw": 4.0e12, "bridge_memory_bw": 0.3e12}: the nearer one is the device's
            apart = parallel and _off_by(other, entry) < _off_by(claim, entry)
        if apart:
            return " ".join(more)
    return ""


def _off_by(claim: Claim, entry: Entry) -> float:
    spec = entry.get(claim.field)
    return abs(log(claim.value / spec.value)) if spec is not None and claim.value > 0 else inf


def _says_which(word: str) -> bool:
    return _OF_THE_DEVICE.search(word) is not None or names_formats(word)


def _is_in_the_name(word: str, claim: Claim) -> bool:
    """Whether a word is one of the name of whom a claim is about: "H100" and "H100 NVL" side by side are two cards."""
    return claim.entity is not None and word in claim.entity.name.lower().split()


def _words(claim: Claim) -> list[str]:
    value = claim.stated.value
    return spoken(value.said("key")).lower().split() if value is not None else []
