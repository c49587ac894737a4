"""Figures of a part of a device: a die, a core, a half; or of a part that is made for somebody."""

from __future__ import annotations

import re

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import Table, is_right
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons import has_two_dies
from mlsysim_validators.sources.values.kinds import is_of_a_die
from mlsysim_validators.sources.values.rightness import agreeing

_EACH_A_DEVICE = AnyCase(
    r"(?<!not )(?<!than )\bper (?:gcd|die|tensor ?core|chiplet|tile)\b|"
    r"\bdevice is an? (?:tensor ?core|core|gcd|die|tile)\b|"
    r"\b(?:gcds?|dies?|tiles?|(?:tensor ?)?cores?) (?:(?:is|are|shows?|appears?|counts?) )?"
    r"as (?:an?|its own|one|two|separate)(?: \w+)? (?:devices?|gpus?)\b"
)
_PART = AnyCase(rf"{_EACH_A_DEVICE.pattern}|per core|\bgcd\b|halved|devices? per|each chip appears|is a core")
_ANOTHER = AnyCase(r"\bcustom(?:i[sz]ed)?\b|\bnon-?standard\b|\bmodified\b|\bour (?:own )?(?:variant|version|part)\b")
_MOBILE = AnyCase(r"\b(?:laptops?|mobile|notebooks?|max-?q|\d{3,4}m)\b")
_CLAUSE = regex(r"[.;](?!\w)")
_SCOPES = (0.125, 0.25, 0.5, 2, 4, 8)
_SAME_SCOPE = 0.01
_SCOPED = ("memory.", "compute.")  # what grows with the number of dies


def of_another_scope(claim: Claim, spec: Spec, table: Table) -> bool:
    """Whether a figure is that of a part or of several, while another figure of its row is the whole device's."""
    times = claim.value / spec.value
    scaled = any(abs(times / scope - 1) < _SAME_SCOPE for scope in _SCOPES)
    return scaled and any(
        fit.claim is not claim
        and fit.claim.entity is claim.entity
        and fit.claim.field.startswith(_SCOPED)
        and fit.claim.field != claim.field
        and is_right(fit.claim, fit.found.entries[0])
        for fit in table.row(claim)
    )


def settled_as_half(case: Case) -> bool:
    """Settle half of a device's figure where the words beside it promise that."""
    half = agreeing(case.claim, case.spec.value / 2) is not None and any(map(_PART.search, _remarks(case.claim)))
    return case.match("half of the device, as the comment says" if half else "")


def settled_as_of_another_part(case: Case) -> bool:
    """Leave a value open that is of a part made for somebody by its comment, not of the one that is sold; or of the
    one for notebooks, where a card of that name is known."""
    claim = case.claim
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    said = [label.words for label in labels if label.role in ("comment", "above")]
    entry = claim.entity
    mobile = entry is None or _MOBILE.search(entry.name) or entry.attributes.get("class") == "mobile"
    another = any(_ANOTHER.search(words) or (not mobile and _MOBILE.search(words)) for words in said)
    told = f"of another part than the {case.entry.name} that is sold, as the comment says"
    return case.leave_open(told if another else "")


def settled_as_whole_for_a_part(case: Case) -> bool:
    """Tell a device's whole figure where software shows each of its two parts, as a remark says."""
    claim, entry = case.claim, case.entry
    spec = entry.get(claim.field) if len(case.entries) == 1 else None
    if spec is None or not _is_whole_for_a_part(claim, entry, spec):
        return False
    half = printed(spec.value / 2, claim.reading, claim.unit) if claim.unit is not None else ""
    claim.expected = Expected(spec.value / 2, half)
    told = f"{entry.name}: {spec.printed} is the whole package's; what is shown here is one of two parts"
    return case.tell_wrong(told, "whole-for-part", f"write {half}, or say that the whole is meant")


def settled_as_of_a_die(case: Case) -> bool:
    """Leave the figure of a die open: the registry has those of packages."""
    value = case.claim.stated.value
    return case.leave_open("of a part of a device" if value is not None and is_of_a_die(value) else "")


def _is_whole_for_a_part(claim: Claim, entry: Entry, spec: Spec) -> bool:
    numbered = claim.stated.value is not None and is_of_a_die(claim.stated.value)  # "Die 0": there is another
    if numbered and claim.field.startswith("compute."):
        return agreeing(claim, spec.value) is not None
    if not claim.field.startswith(_SCOPED) or not (has_two_dies(entry) or _two_cores(entry)):
        return False
    if agreeing(claim, spec.value) is None:
        return False
    half = f"{claim.reading.value / 2:e}".partition("e")[0].rstrip("0").rstrip(".").replace(".", "")
    return any(
        _EACH_A_DEVICE.search(words) and half not in words.replace(".", "").replace(",", "")
        for words in _remarks(claim)
    )


def _two_cores(entry: Entry) -> bool:
    cores = entry.get("cores.tensorcore")
    return cores is not None and cores.value == 2


def _remarks(claim: Claim) -> list[str]:
    """What is said of a value beside it and right above; of what is said over its table, the clauses that name it."""
    labels = claim.stated.value.labels if claim.stated.value is not None else ()
    beside = [label.words for label in labels if label.role in ("comment", "above", "key")]
    key = next((label.words for label in labels if label.role == "key"), "").rpartition(" ")[2]
    if not any(map(str.isdigit, key)):
        return beside
    named = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)", re.IGNORECASE)
    over = (clause for label in labels if label.role in ("heading", "about") for clause in _CLAUSE.split(label.words))
    return [*beside, *(clause for clause in over if named.search(clause))]
