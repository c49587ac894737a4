"""Figures that a device lacks, or the registry; and those of more or less than the one device that it holds."""

from __future__ import annotations

from mlsysim_registry.data import Entry
from mlsysim_validators.sources.anycase import AnyCase
from mlsysim_validators.sources.claims import Claim
from mlsysim_validators.sources.judges.specs.unsupported import why_unsupported
from mlsysim_validators.sources.judges.values.case import Case
from mlsysim_validators.sources.judges.values.tables import unnamed
from mlsysim_validators.sources.patterns import regex
from mlsysim_validators.sources.values.rightness import agreeing
from mlsysim_validators.sources.values.words import formats_in, spoken

_BF16 = "compute.matrix.bf16"
# "fall back to FP16", "emulated", "no BF16 units"
_ADMITTED = AnyCase(r"\bno\b|\bnot\b|\bn/?a\b|\bwithout\b|n't|emulat|fall|instead|\bas fp16|same as|= ?fp16|\bfp16\b")
_OF_A_BOARD = regex(r"\(one of the (?P<count>two|four) GPUs of the board\)")
_COUNTS = {"two": 2, "four": 4}


def settled_as_in_bf16(case: Case) -> bool:
    """Tell a rate in BF16 of a device that lacks it, in a row that has other figures of that one device."""
    if not len(case.entries) == 1 < len(case.table.row(case.claim)):
        return False
    lacking = _why_no_bf16(case.claim, case.entry)
    if not lacking:
        return False
    case.claim.field = _BF16
    return case.tell_wrong(lacking, "unsupported")


def settled_without_spec(case: Case) -> bool:
    """Settle a figure of which the registry has none: wrong where the device cannot have one, else open."""
    claim, entry = case.claim, case.entry
    if claim.field in entry:
        return False
    told = why_unsupported(entry, claim.field, claim.value)
    if told and claim.reading.value > 0 and not unnamed(claim):
        return case.tell_wrong(told, "unsupported")
    return case.leave_open(f"the registry has no proven `{claim.field}` of {entry.name}")


def settled_as_estimated(case: Case) -> bool:
    """Leave a figure open that the registry does not know for certain."""
    return case.leave_open("the registry only estimates this value" if case.spec.status == "estimated" else "")


def settled_as_of_its_board(case: Case) -> bool:
    """Settle the figure of a card of several GPUs, of which the registry holds one."""
    count = gpus_of_board(case.entry)
    whole = count and agreeing(case.claim, count * case.spec.value) is not None
    return case.match(f"of the whole card, which has {count} such GPUs" if whole else "")


def settled_as_its_other_power(case: Case) -> bool:
    """Tell a power that is the larger one of the two that a maker gives a device."""
    most = case.entry.get("power.max") if case.claim.field == "power.tdp" else None
    if most is None or agreeing(case.claim, most.value) is None:
        return False
    return case.tell_ambiguous(f"its maker gives {case.spec.printed} or this", "disputed")


def gpus_of_board(entry: Entry) -> int:
    """How many GPUs a card has of which an entry is one; 0 for any other."""
    board = _OF_A_BOARD.search(entry.name)
    return _COUNTS[board["count"]] if board is not None else 0


def _why_no_bf16(claim: Claim, entry: Entry) -> str:
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
