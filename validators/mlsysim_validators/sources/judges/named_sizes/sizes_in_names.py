"""A memory size that stands with the name of a device and that no variant of it has: "A100 128GB".

Others build devices of their own (an A100 with 64 GB, a GeForce card with twice the memory), and software cuts them up:
so only what is far more, or ten times or a tenth of a size that there is, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlsysim_registry.data import Entry, Registry
from mlsysim_validators.sources.claims import FINDINGS, Claim, Expected
from mlsysim_validators.sources.compare import printed
from mlsysim_validators.sources.dimensions import BYTES
from mlsysim_validators.sources.judges.off_by import off_by
from mlsysim_validators.sources.judges.other_figures.suppositions import is_supposed
from mlsysim_validators.sources.names.entities import EntityFinder
from mlsysim_validators.sources.names.mentions import Mention
from mlsysim_validators.sources.names.variants import families_of
from mlsysim_validators.sources.patterns import regex

_JOINT = regex(r"(?:\*{1,2})?[ \u00a0_-]\(?\Z|[ \u00a0]?\(\Z")  # between a name and the size behind it
_CLOSES = regex(
    r"[ \u00a0-]?(?:GPUs?|cards?)\b|"
    r"(?:[ \u00a0-]?(?:versions?|variants?|PCI-?e|SXM\d?|VRAM|HBM\w*|GDDR\w*))?(?:[),.;:*|]|\Z| \()"
)
_OF_SOMETHING_ELSE = regex(
    r"[ \u00a0-](?:of|for|to|in|at|free|left|spare|total|together|used|remain\w*|each|models?|weights|checkpoints?|"
    r"datasets?|files?|caches?|batch\w*|disks?|SSDs?|RAM)\b"
)
_LEADS = regex(r"[ \u00a0-](?:NVIDIA |AMD |\*\*)?\Z")
_SYSTEM = regex(
    r"[ \u00a0-](?:\w+ )?"
    r"(?:nodes?|servers?|systems?|machines?|box(?:es)?|clusters?|pods?|racks?|instances?|boards?|SSDs?)\b"
)
_MOST_TOGETHER = 16
_COUNTS = regex(
    r"(?:\d ?[x×]?|\b(?:two|four|eight|sixteen|several|many|all|these|our)) ?(?:NVIDIA |AMD |\*\*)?\Z", re.I
)
_PLURAL = regex(r"\w?s\Z")
_ABOUT = 40  # characters
_MORE, _MORE_OF_A_CARD = 1.25, 2.1  # times the largest that there is
_EXACTLY = 0.004


def judge(claims: Iterable[Claim], finder: EntityFinder, registry: Registry) -> None:
    """Decide the sizes of names that no variant has."""
    for claim in claims:
        if claim.verdict in FINDINGS or claim.verdict == "match" or not claim.reading.one_value:
            continue
        unit = next((unit for unit in claim.reading.units if unit.dimension == BYTES and unit.factor >= 1e9), None)
        if unit is None or claim.reading.hedge or is_supposed(claim):
            continue
        named = _named_with(claim, finder)
        if named is None:
            continue
        value = claim.reading.value * unit.factor
        sizes = _sizes(named.entry, registry)
        if sizes and _is_none_of(value, sizes, named.entry, counted=_is_counted(claim, named)):
            there = list(dict.fromkeys(printed(size, claim.reading, unit) for size in sizes))
            told = f"{named.name}: no variant has that memory; the registry knows {' and '.join(there)}"
            claim.kind, claim.entity, claim.field, claim.unit = "spec", named.entry, "memory.capacity", unit
            claim.expected = Expected.of(named.entry["memory.capacity"])
            claim.decide("mismatch", told, rule="unknown-size", hint=f"write {' or '.join(there)}")


def _named_with(claim: Claim, finder: EntityFinder) -> Mention | None:
    """The device right before a size, or right behind it, whose name it is a part of; not several of them."""
    text, start, end = claim.stated.text.text, claim.reading.start, claim.reading.end
    ahead = text[max(0, start - _ABOUT) : start]
    joint = _JOINT.search(ahead)
    if _SYSTEM.match(text, end) or _OF_SOMETHING_ELSE.match(text, end):
        return None
    if joint is not None and _CLOSES.match(text, end):
        mention = next(iter(finder.mentions(ahead[: joint.start()])[-1:]), None)
        if mention is not None and mention.end == joint.start() and not _PLURAL.search(mention.name):
            return mention if mention.entry.kind == "accelerators" else None
    behind = text[end : end + _ABOUT]
    mention = next(iter(finder.mentions(behind)), None)
    if mention is None or mention.entry.kind != "accelerators" or not _LEADS.fullmatch(behind, 0, mention.start):
        return None
    return mention if not _SYSTEM.match(behind, mention.end) else None


def _is_counted(claim: Claim, named: Mention) -> bool:
    """Whether the words before a name or a size count devices: "four A100 (320 GB)"."""
    ahead = claim.stated.text.text[max(0, claim.reading.start - _ABOUT) : claim.reading.start]
    return _COUNTS.search(ahead.partition(named.name)[0]) is not None


def _sizes(entry: Entry, registry: Registry) -> list[float]:
    """The memory of each variant of a device's family."""
    siblings = families_of(registry).siblings(entry) or [entry]
    return sorted({size.value for one in siblings if (size := one.get("memory.capacity")) is not None})


def _is_none_of(value: float, sizes: list[float], entry: Entry, *, counted: bool) -> bool:
    """Whether a size is far more than any, or by the point alone one of them."""
    if any(off_by(value, size, _EXACTLY, (10.0,)) for size in sizes):
        return True
    several = any(
        abs(value / (count * size) - 1) < _EXACTLY for size in sizes for count in range(2, _MOST_TOGETHER + 1)
    )
    if several and counted:  # "eight H100 (640 GB)"
        return False
    if "Superchip" in str(entry.attributes.get("form_factor")):  # which is named like one of its devices
        return False
    of_a_card = entry.attributes.get("class") not in ("datacenter", "workstation")
    return value > (_MORE_OF_A_CARD if of_a_card else _MORE) * sizes[-1]
