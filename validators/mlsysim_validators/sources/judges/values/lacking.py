"""Formats that a device lacks, and figures of more or less than the one device that the registry holds."""

from __future__ import annotations

from mlsysim_registry.data import Entry, Spec
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.specs.unsupported import why_unsupported
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import formats_in, spoken

_BF16 = "compute.matrix.bf16"
# "fall back to FP16", "emulated", "no BF16 units"
_ADMITTED = AnyCase(r"\bno\b|\bnot\b|\bn/?a\b|\bwithout\b|n't|emulat|fall|instead|\bas fp16|same as|= ?fp16|\bfp16\b")
_OF_A_BOARD = regex(r"\(one of the (?P<count>two|four) GPUs of the board\)")
_COUNTS = {"two": 2, "four": 4}


def why_no_bf16(claim: Claim, entry: Entry) -> str:
    """Why a rate cannot be a device's in BF16, where its own key names that format alone; "" where it may be, or where
    a remark says what is given in its place."""
    value = claim.stated.value
    if value is None or claim.stated.meaning is None or claim.stated.meaning.number_format != "bf16":
        return ""
    if formats_in(spoken(value.said("key"))) != {"bf16"} or _BF16 in entry:
        return ""
    if any(label.role in ("comment", "above") and _ADMITTED.search(label.words) for label in value.labels):
        return ""
    return why_unsupported(entry, _BF16, claim.value)


def gpus_of_board(entry: Entry) -> int:
    """How many GPUs a card has of which an entry is one; 0 for any other."""
    board = _OF_A_BOARD.search(entry.name)
    return _COUNTS[board["count"]] if board is not None else 0


def of_its_board(claim: Claim, entry: Entry, spec: Spec) -> int:
    """How many GPUs a card of that name has, where a figure is that of all of them and the registry holds one."""
    count = gpus_of_board(entry)
    return count if count and agreeing(claim, count * spec.value) is not None else 0


def is_its_other_power(claim: Claim, entry: Entry) -> bool:
    """Whether a power is the larger one of the two that a maker gives a device."""
    most = entry.get("power.max") if claim.field == "power.tdp" else None
    return most is not None and agreeing(claim, most.value) is not None
