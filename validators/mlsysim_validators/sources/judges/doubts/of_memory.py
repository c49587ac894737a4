"""Doubts about sizes of memories: another version's, what is left or taken of it, a host's."""

from __future__ import annotations

import re

from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.fields.tiers import own_memory_is_ram
from mlsysim_validators.sources.judges.doubts.wrong import NEAR, Wrong
from mlsysim_validators.sources.patterns import regex

_CAPACITY = "memory.capacity"
_UP_TO = regex(r"\bup to\b")


def a_smaller_size_that_it_comes_with(wrong: Wrong) -> str:
    """The registry's entry is the largest: its name says "up to"."""
    smaller = wrong.field == _CAPACITY and wrong.is_less and _UP_TO.search(wrong.entity.name) is not None
    return "a smaller size that it comes with, perhaps" if smaller else ""


_VERSIONS = AnyCase(r"\b(?:versions|variants|flavou?rs|configurations|SKUs)\b")
_A_VERSION = regex(r"[ -](?:variant|version|option)\b")


def of_one_of_several_versions(wrong: Wrong) -> str:
    """Its sentence speaks of versions."""
    if wrong.field != _CAPACITY:
        return ""
    said = _VERSIONS.search(wrong.around.sentence) or _A_VERSION.match(wrong.around.after)
    return "one of several versions, perhaps" if said else ""


_USABLE = 0.985


def what_the_driver_leaves(wrong: Wrong) -> str:
    """A little less than there is."""
    left = wrong.field == _CAPACITY and _USABLE < wrong.share < 1
    return "what the driver leaves of it, perhaps" if left else ""


_BY_SIZE = AnyCase(
    r"[- \u00a0]?(?:(?:consumer|gaming|gamer|desktop|laptop|workstation|class)\b|"
    r"(?:parts|cards|boards|devices|versions|variants|ones)\b)"
)


def a_size_that_tells_devices_apart(wrong: Wrong) -> str:
    """Words behind it make it a name: "the 24 GB cards"."""
    tells = wrong.field == _CAPACITY and _BY_SIZE.match(wrong.around.after)
    return "a size by which devices are told apart" if tells else ""


_OF_MEMORY = AnyCase(r"memory|\bmem\b|\bv?ram\b|hbm|gddr|capacity|lpddr|storage|\bgpu\b|\bsize\b")


def of_a_part_that_its_row_names(wrong: Wrong) -> str:
    """A cell far from its name, in a row that speaks of no memory: "weights", "KV cache"."""
    row = wrong.around.row
    weak = wrong.field == _CAPACITY and wrong.in_a_table and wrong.is_named_above
    return "of a part that its row names, perhaps" if weak and row.strip() and not _OF_MEMORY.search(row) else ""


_A_MODEL = regex(r"(?<![\w.])E?\d+(?:\.\d+)?B\b(?! of)")  # "SmallThinker 21B"
_A_FORMAT = AnyCase(r"\W*(?:weights in )?(?:fp|bf|int|w)-?\d{1,2}\b.{0,25}|\W*\d{1,2}[- ]bits?\b.{0,25}")


_SERVES = regex(r"\b(?:serv|load|run|host|hold|stor|deploy|fit)\w* (?:the |an? |this |our |its )?\W?$", re.IGNORECASE)
_FOR_A_PART = AnyCase(  # "28 GB per GPU for model states": a share of what a training keeps, not what there is
    r"\W{0,2} ?(?:per (?:gpu|device|card) )?(?:for|of) (?:the |its |all |each |full )?"
    r"(?:(?:model|optimi[sz]er|training) states?|(?:model )?(?:weights|parameters|params)|gradients|activations|"
    r"kv[ -]?cache)\b"
)
_THE_MODEL = regex(r"[ -](?:\w+ )?(?:model|LLM|checkpoint|(?:of )?weights)\b", re.IGNORECASE)


def what_a_model_takes(wrong: Wrong) -> str:
    """A model or its format is named beside it."""
    if wrong.field != _CAPACITY:
        return ""
    row = wrong.around.row
    of_a_format = wrong.in_a_table and (_A_FORMAT.fullmatch(row) or _A_FORMAT.fullmatch(wrong.around.column))
    served = _SERVES.search(wrong.around.before) and _THE_MODEL.match(wrong.around.after)
    served = served or _FOR_A_PART.match(wrong.around.after)
    taken = of_a_format or served or _A_MODEL.search(row) or _is_size_of_weights(wrong.claim)
    return "what a model takes that is named beside it" if taken else ""


_PARAMETERS = regex(r"(?<![\w.])(?P<count>\d+(?:\.\d+)?)B\b")
_WIDTHS = (0.5, 1, 2, 4)  # bytes of each parameter
_SAME_SIZE = 1.025


def _is_size_of_weights(claim: Claim) -> bool:
    """Whether a size is, in some format, that of the parameters which stand right before it: "8B, BF16 (16 GB)"."""
    ahead = claim.stated.text.text[max(0, claim.reading.start - NEAR) : claim.reading.start]
    counts = [float(match["count"]) * 1e9 for match in _PARAMETERS.finditer(ahead)][-1:]
    return any(
        abs(claim.value / (count * width) - 1) < _SAME_SIZE - 1 for count in counts if count for width in _WIDTHS
    )


_RAM = AnyCase(r"[ -]?(?:of )?(?:system |host |cpu |main )?d?ram\b")
_COUNTS_VCPUS = AnyCase(r"\W*(?:number of )?vcpus?\W*")
_VCPUS = AnyCase(r"\bv?cpus?\b[^.;]{0,12}$")


def _is_beside_vcpus(claim: Claim) -> bool:
    """Whether the row right above or below its own counts the virtual processors of an instance."""
    cell = claim.stated.cell
    if cell is None:
        return False
    rows = claim.stated.block.rows[max(0, cell.row - 1) : cell.row + 2]
    return any(row and _COUNTS_VCPUS.fullmatch(row[0].text.text) for row in rows)


def of_the_host(wrong: Wrong) -> str:
    """RAM of a machine, where the device has a memory of its own."""
    if wrong.field != _CAPACITY or own_memory_is_ram(wrong.entity):
        return ""
    of_a_host = _RAM.match(wrong.around.after) or _VCPUS.search(wrong.around.before) or _is_beside_vcpus(wrong.claim)
    return "the memory of its host, perhaps" if of_a_host else ""
