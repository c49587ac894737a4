"""What authors say to the checker, in comments.

% registry: ignore because this is a round figure for the whiteboard
% registry: amd/mi300x memory.bandwidth                the numbers of this line (or the next) state this spec
% registry: 5.3 TB/s is amd/mi300x memory.bandwidth    only this number
% registry: H100 means nvidia/h100-pcie                in the whole document
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mlsysim_registry.data import Registry
from mlsysim_registry.errors import RegistryError, UnknownSpec
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Directive, Document

_IGNORE = regex(r"ignore\b[:,]?\s*(?:because\b)?\s*(?P<reason>.*)", re.IGNORECASE)
_MEANS = regex(r"(?P<name>.+?) means (?P<entity>\S+)\s*\Z")
_PIN = regex(r"(?:(?P<text>.+?) is )?(?P<entity>\S+) (?P<field>\S+)\s*\Z")

_REACH = 3  # a directive that stands alone speaks of a line not further below than this


class Complaint(NamedTuple):
    """A directive that cannot be followed, or that no longer does anything."""

    directive: Directive
    message: str
    hint: str


def rename(document: Document, finder: EntityFinder, registry: Registry) -> list[Complaint]:
    """Take the document's own meanings of names into the finder."""
    complaints: list[Complaint] = []
    for directive in document.directives:
        match = _MEANS.match(directive.text)
        if match is not None:
            try:
                finder.rename(match["name"], registry.find(match["entity"]))
            except RegistryError as error:
                complaints.append(Complaint(directive, str(error), "write NAME means ENTITY"))
    return complaints


def apply(document: Document, claims: list[Claim], registry: Registry) -> list[Complaint]:
    """Follow waivers and pins; complaints about those that are wrong, without a reason, or without effect."""
    complaints: list[Complaint] = []
    by_line: dict[int, list[Claim]] = {}
    for claim in claims if document.directives else ():
        by_line.setdefault(document.position(claim.stated.offset)[0], []).append(claim)
    for directive in document.directives:
        if _MEANS.match(directive.text):
            continue
        reached = _reached(document, directive, by_line)
        waiver, pin = _IGNORE.match(directive.text), _PIN.match(directive.text)
        if waiver is not None:
            if not waiver["reason"].strip():
                complaints.append(
                    Complaint(directive, "a waiver without a reason", "write `registry: ignore because ...`")
                )
            elif not reached:
                complaints.append(Complaint(directive, "this waiver waives nothing", "remove it"))
            for claim in reached:
                claim.decide("ignored", f"waived: {waiver['reason'].strip()}")
        elif pin is not None:
            complaints.extend(_pin(directive, pin, reached, registry))
        else:
            hint = "write `ignore because ...`, `ENTITY FIELD`, `TEXT is ENTITY FIELD` or `NAME means ENTITY`"
            complaints.append(Complaint(directive, f"`registry: {directive.text}` is not understood", hint))
    return complaints


def _reached(document: Document, directive: Directive, by_line: dict[int, list[Claim]]) -> list[Claim]:
    """The claims on the directive's line or, where it stands alone, on the next line that has any."""
    line, _ = document.position(directive.offset)
    if directive.own_line:
        line = next((below for below in range(line + 1, line + 1 + _REACH) if below in by_line), -1)
    return by_line.get(line, [])


def _pin(directive: Directive, pin: re.Match[str], reached: list[Claim], registry: Registry) -> list[Complaint]:
    try:
        entity = registry.find(pin["entity"])
        spec = entity[pin["field"]]
    except (RegistryError, UnknownSpec) as error:
        return [Complaint(directive, str(error), "write `ENTITY FIELD`, as `mlsysim-registry show ENTITY` prints them")]
    text = pin["text"]
    chosen = [claim for claim in reached if text is None or "".join(claim.text.split()) == "".join(text.split())]
    from mlsysim_registry.units.quantity import parse_quantity

    dimension = parse_quantity(spec.printed).unit.dimension
    pinned = 0
    for claim in chosen:
        unit = next((unit for unit in claim.reading.units if unit.dimension == dimension), None)
        if unit is not None:
            claim.entity, claim.field, claim.unit, claim.kind, claim.reason = entity, pin["field"], unit, "spec", ""
            claim.sure = True
            pinned += 1
    if not pinned:
        what = f"`{text}`" if text else "a number"
        return [
            Complaint(
                directive,
                f"this pin reaches no claim: no {what} of that dimension on its line",
                "remove it, or move it",
            )
        ]
    return []
