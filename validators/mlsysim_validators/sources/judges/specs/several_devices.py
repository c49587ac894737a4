"""Figures of several devices under the name of one: as many times its own, or those of some of them."""

from __future__ import annotations

from mlsysim_validators.sources.compare import agrees
from mlsysim_validators.sources.judges.link_rates.links import judge_of_each
from mlsysim_validators.sources.judges.other_figures.attained import judge_attained
from mlsysim_validators.sources.judges.several.counted_names import (
    EACH,
    how_many_named,
    is_total_of_another_rate,
)
from mlsysim_validators.sources.judges.several.groups import judge_group
from mlsysim_validators.sources.judges.several.parts import is_of_all_devices
from mlsysim_validators.sources.judges.several.together import count_together
from mlsysim_validators.sources.judges.specs.case import Case
from mlsysim_validators.sources.patterns import regex

# "8 × 700 W = 5,600 W", "700 W × 8 = 5,600 W", "2x = 160 GB"
_PRODUCT = regex(
    r"(?<![\w.,])(?:(?P<count>\d{1,5}) ?[×x*·] ?\d[\d.,]* ?[A-Za-z/]{1,10}|"
    r"\d[\d.,]* ?[A-Za-z/]{1,10} ?[×x*·] ?(?P<times>\d{1,5})|(?P<many>\d{1,4}) ?[x×]) ?[=≈] ?[~≈]?$"
)
_LONGEST_PRODUCT = 60
_FACTOR = regex(r"[×x*·/] ?$")


def settled_as_of_all_devices(case: Case) -> bool:
    """A system's own figure, put together from those of its devices."""
    of_all = is_of_all_devices(case.claim, case.registry) if case.entity.kind == "systems" else ""
    return bool(of_all) and case.matches(of_all)


def settled_as_of_each_link(case: Case) -> bool:
    """The rate of one port, under the name of the device that has several."""
    return case.is_of("links.") and judge_of_each(case.claim, case.entity, case.spec)


def settled_as_of_a_group(case: Case) -> bool:
    """The peak of a pod or the memory of a rack."""
    return judge_group(case.claim, case.spec, case.around, case.registry)


def settled_as_attained(case: Case) -> bool:
    """What so many devices reach of their peak."""
    return judge_attained(case.claim, case.spec, case.count or 1, case.around, case.slide, case.registry)


def settled_as_counted(case: Case) -> bool:
    """As many times the figure as the words count devices, "8x H100: 640 GB"."""
    counts = (case.count, how_many_named(case.around))
    number = next((count for count in counts if count and case.states(case.values[0] * count)), 0)
    return number > 0 and not _is_of_each(case) and case.matches(f"{number} times {case.spec.printed}")


def settled_as_total_of_another_rate(case: Case) -> bool:
    """As many times another rate of the device, which is told."""
    return is_total_of_another_rate(case.claim, case.spec, case.around)


def settled_as_several_of_another(case: Case) -> bool:
    """As many of another device that is named as well: "a GB200 has two B200 GPUs, 372 GB"."""
    count, claim = how_many_named(case.around), case.claim
    if not count or case.entity.kind != "accelerators" or case.is_of("links."):
        return False
    if _is_of_each(case):  # "two RTX 3090 (48 GB each)" is wrong
        return False
    for other in claim.others:
        theirs = other.get(claim.field)
        if theirs is not None and case.states(theirs.value * count):
            return case.matches(f"{count} times {theirs.printed} of {other.name}")
    return False


def settled_as_of_some(case: Case) -> bool:
    """What some of the devices that are counted have together: an operand of a product, or not all of them."""
    count, claim = case.count, case.claim
    if not count or claim.stated.cell is not None or claim.of_each or _is_of_each(case):
        return False
    start = claim.reading.start
    reckoned = _FACTOR.search(claim.stated.text.text, max(0, start - 3), start) is not None
    some = reckoned or _states_some_of(case, count)
    return some and case.stays_open(f"of some of {count}, perhaps")


def settled_as_product(case: Case) -> bool:
    """The result of a product that is printed before it, with the figure of one device."""
    start = case.claim.reading.start
    product = _PRODUCT.search(case.claim.stated.text.text, max(0, start - _LONGEST_PRODUCT), start)
    factor = product["count"] or product["times"] or product["many"] if product is not None else ""
    right = bool(factor) and agrees(case.reading, case.unit.factor, case.values[0] * int(factor))
    return right and case.matches(f"{factor} times {case.spec.printed}")


def settled_as_together(case: Case) -> bool:
    """The figure of a node of a table of nodes."""
    together = count_together(case.claim, case.around, case.slide)
    right = together > 0 and agrees(case.reading, case.unit.factor, case.values[0] * together)
    return right and case.matches(f"{together} times {case.spec.printed}")


def _is_of_each(case: Case) -> bool:
    return EACH.match(case.around.after) is not None


def _states_some_of(case: Case, count: int) -> bool:
    """Whether a claim states what two or more devices have together, and not all of a count of them."""
    value = case.values[0]
    least = int(min(case.claim.value / value, count)) if value else 0  # the others are further off
    return any(case.states(value * some) for some in (least, least + 1) if 2 <= some < count)
