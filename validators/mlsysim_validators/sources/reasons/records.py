"""Figures that the registry has set aside: superseded ones, and those that another document prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlsysim_registry.data import Entry, Registry, Spec
from mlsysim_registry.naming import fold
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.reasons.rates import other_rate
from mlsysim_validators.sources.reasons.reason import Reason, states
from mlsysim_validators.sources.reasons.relatives import family_of, relatives

_SAME = 1e-3  # relative
_DIGITS_OF_A_PRINT = 3
# "the power of the L40; NVIDIA gives the L40S 350 W", "490.3 is the MI300A's rate"
_WHOSE = regex(
    r"\b(?:power|rate|figure) of the (?:(?P<form>SXM|PCIe|NVL) |(?P<of>[A-Z][\w ]*\d\w*))|"
    r"\b(?P<owner>[A-Z][\w ]*\d\w*)'s\b"
)


def owner_of_dispute(record: Mapping[str, Any], entity: Entry | None, registry: Registry, path: str) -> Entry | None:
    """The other device whose figure a document prints by mistake, where the registry says so of what it sets aside."""
    said = _WHOSE.search(str(record.get("why")))
    if said is None or entity is None:
        return None
    name = fold(said["of"] or said["owner"] or "")
    for other in relatives(entity, registry, same_family=False):
        theirs = other.get(path)
        same = theirs is not None and abs(theirs.value - float(record["value"])) <= _SAME * theirs.value
        if same and _is_of_form(said["form"], other, entity):
            return other
        if same and name in map(fold, (family_of(other.id), *other.aliases)):
            return other
    return None


def _is_of_form(form: str | None, other: Entry, entity: Entry) -> bool:
    """Whether a device is the variant of another's family that has a form: "the figure of the SXM module"."""
    words = other.id.rpartition("/")[2].split("-")
    return form is not None and form.lower() in words and words[0] == entity.id.rpartition("/")[2].split("-")[0]


def set_aside(claim: Claim, spec: Spec, registry: Registry) -> Reason | None:
    attributes = claim.entity.attributes if claim.entity else {}
    history = attributes.get("history", {})
    # A former rate counts under whatever number format it was published.
    rates = [
        path
        for path in history
        if path != claim.field and claim.field.startswith("compute.") and path.startswith("compute.")
    ]
    for path in (claim.field, *rates):
        for record in history.get(path, ()):
            # What this registry itself had wrong was nobody's figure.
            if not record.get("corrected") and states(claim, record["value"]):
                named = "" if path == claim.field else f" of `{path}`"
                return Reason(
                    "superseded", f"that was the figure{named} until {record.get('until')}: {record.get('why')}"
                )
    other = other_rate(claim, spec)
    if other is not None and other.rule == "sparse-for-dense":
        return other  # a document that prints it leaves out the word
    for record in attributes.get("disputed", {}).get(claim.field, ()):
        finer = digits_of(claim.reading) > _DIGITS_OF_A_PRINT and f"{claim.value:.3g}" == f"{record['value']:.3g}"
        if finer or states(claim, record["value"]):  # 1,228 of what another document prints as 1.23
            owner = owner_of_dispute(record, claim.entity, registry, claim.field)
            if owner is not None:
                return Reason("variant", f"{owner[claim.field].printed} is {owner.name}'s: {record.get('why')}")
            return Reason("disputed", f"{record.get('cite')} prints it, but {record.get('why')}")
    return None
