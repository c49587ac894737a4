"""Labels that stand for a device throughout a document: after a row "Cloud (H100)" the row "Cloud" of another table."""

from __future__ import annotations

from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.texts.documents import Document

_STANDS_FOR = regex(r"\W*(?P<label>[A-Z][A-Za-z]{2,}(?: [A-Za-z]+)?) \((?P<device>[^()]{2,40})\)\W*")
_LONGEST = 80


def stand_in(label: str, document: Document, finder: EntityFinder) -> Mention | None:
    """The device that a row's label stands for, as another table's label of the same document says."""
    found = finder.once("stand-ins", lambda: _stand_ins(document, finder)).get(label.strip().casefold())
    return found._replace(name=label.strip(), start=0, end=len(label)) if found is not None else None


def _stand_ins(document: Document, finder: EntityFinder) -> dict[str, Mention]:
    """By label the one device that it is said to be; not where it is said to be several."""
    said: dict[str, dict[str, Mention]] = {}
    tables = (block for block in document.blocks if block.kind == "table")
    for row in (row for block in tables for row in block.rows if row):
        text = row[0].text.text
        match = _STANDS_FOR.fullmatch(text) if len(text) <= _LONGEST else None
        if match is None or finder.names(match["label"]):
            continue
        devices = [one for one in finder.mentions(match["device"]) if one.entry.kind == "accelerators"]
        for device in devices if len(devices) == 1 else ():
            said.setdefault(match["label"].casefold(), {}).setdefault(device.entry.id, device)
    return {label: next(iter(devices.values())) for label, devices in said.items() if len(devices) == 1}
