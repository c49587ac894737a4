"""Whose else a number may be: of all devices of a system, of some ports, of another device, of another size."""

from __future__ import annotations

import re
from math import floor, log10

from mlsysim_validators.sources.compare import digits_of
from mlsysim_validators.sources.judges.doubts.wrong import FAR_AWAY, Wrong
from mlsysim_validators.sources.judges.link_rates.links import some_ports
from mlsysim_validators.sources.judges.other_figures.beside import owner_in_section, owner_of
from mlsysim_validators.sources.judges.several.together import is_of_one
from mlsysim_validators.sources.judges.specs.capacities import (
    ONE_OF_SIZES,
    as_in_a_superchip,
    is_of_an_unknown_size,
    of_a_size_beside,
    one_of_several_sizes,
)
from mlsysim_validators.sources.judges.values.declared import WITH_THE_HOSTS
from mlsysim_validators.sources.judges.wrong_specs.excuses import Excuses, leave_open, take_for_right, tell_dispute
from mlsysim_validators.sources.names.variants import families_of, same_but_for_size
from mlsysim_validators.sources.ownership.own_words import bracket_of
from mlsysim_validators.sources.ownership.people import OF_A_SYSTEM, THROUGHOUT
from mlsysim_validators.sources.patterns import regex

_GENERATION = regex(r"\b(?:NV|Neuron)Link[ -]?v?(?P<generation>\d)\b", re.IGNORECASE)
_FROM_AFAR = ("the slide's title", *FAR_AWAY, THROUGHOUT)
_PAIR = regex(r"\A[~≈]?\d[^();]{0,24} (?:vs\.?|versus) [~≈]?\d[^();,]{0,24}\Z")
_IN_A_SYSTEM = (4, 8, 16)
_ROUNDED = 0.045  # 6.4 TB/s for four times 1.555, 1.3 PFLOP/s for four times 312 TFLOP/s
_GIB = 2**30 / 1e9


def of_all_devices_of_a_system(wrong: Wrong) -> str:
    """More than a device has, under the name of a system; beside a figure of one device a multiple of it only."""
    claim = wrong.claim
    if claim.how != OF_A_SYSTEM or claim.value <= wrong.spec.value:
        return ""
    if is_of_one(claim, wrong.slide) and not _is_of_several(wrong):
        return ""
    return "its label names a system; the figure may be of all its devices"


def _is_of_several(wrong: Wrong) -> bool:
    """Whether a figure is that of 4, 8 or 16 of its device, or of a variant: "A100 HGX | 160 GB"."""
    variants = (wrong.entity, *families_of(wrong.registry).siblings(wrong.entity))
    of_one = [spec.value for one in variants if (spec := one.get(wrong.field)) is not None]
    in_gib = wrong.field == "memory.capacity" and "i" in wrong.unit.symbol
    stated = wrong.claim.value / (_GIB if in_gib else 1.0)
    return any(abs(stated / (n * value) - 1) <= _ROUNDED for n in _IN_A_SYSTEM for value in of_one)


def of_some_ports(wrong: Wrong) -> str:
    """As much as some of the ports carry."""
    a_link = wrong.field.startswith("links.") and not wrong.other_way
    some = a_link and some_ports(wrong.claim, wrong.entity, wrong.spec, wrong.around, wrong.registry)
    return f"a part of the ports of {wrong.entity.name}" if some else ""


_INSTANCE = regex(r"(?<![\w-])(?:[Pp][3-9]|[Tt]rn[1-9]|[Gg][4-9]|[Dd][Ll]1|[Ii]nf[12])[a-z]{0,3}(?![\w])")
_MOST_PORTS = 128
_SAME = 0.005


def of_all_ports_of_an_instance(wrong: Wrong) -> str:
    """Several times the rate of one interface, where its row names an instance: "EFA v2 | 3,200 Gbps | P5"."""
    cell, table = wrong.claim.stated.cell, wrong.claim.stated.table
    times = round(wrong.share)
    if wrong.field != "per_port" or table is None or cell is None or not 1 < times <= _MOST_PORTS:
        return ""
    whole = abs(wrong.share / times - 1) <= _SAME and any(_INSTANCE.search(one.text.text) for one in table.row_of(cell))
    return f"of {times} interfaces, as the instance of its row has them, perhaps" if whole else ""


def of_another_in_its_sentence(wrong: Wrong) -> str:
    """The figure of a device that its sentence names as well, unless two cells or two times were mixed up."""
    if wrong.other_way or wrong.rule in ("swapped", "superseded"):
        return ""
    owner = owner_of(wrong.claim, wrong.slide)
    return f"it fits {owner.name}, which its sentence names as well" if owner is not None else ""


def of_two_in_the_order_of_its_sentence(wrong: Wrong) -> str:
    """One of two in brackets that names before them own in their order, perhaps: "A, unlike B (24 GB vs 128 GB)"."""
    claim = wrong.claim
    pair = _PAIR.search(bracket_of(claim, ""))
    return "of the two that its sentence names, in their order, perhaps" if wrong.rule == "swapped" and pair else ""


def of_another_in_its_table(wrong: Wrong) -> str:
    """Its name stands in a title, or elsewhere in the document, and its table names another device."""
    claim = wrong.claim
    if not wrong.in_a_table or claim.how not in _FROM_AFAR:
        return ""
    named = any(
        other.entity is not None
        and other.entity.kind == wrong.entity.kind
        and other.entity is not wrong.entity
        and other.how not in _FROM_AFAR
        and other.stated.block is claim.stated.block
        for other in wrong.slide.nearby_rows(claim)
    )
    return "of another device, which its table names, perhaps" if named else ""


def of_another_generation(wrong: Wrong) -> str:
    """Words beside it name another generation of the link than that of a device which is named above only."""
    if not wrong.field.startswith("links.") or not wrong.is_named_above:
        return ""
    named = _GENERATION.search(wrong.around.sentence)
    own = str(wrong.entity.attributes.get("linked", {}).get(wrong.field.split(".")[1], ""))
    other = named is not None and own[-1:].isdigit() and not own.endswith(f"-{named['generation']}")
    return "of another generation of the link than that of the device above" if other else ""


def of_another_in_its_section(wrong: Wrong) -> str:
    """The figure of a variant that its section names as well."""
    owner = owner_in_section(wrong.claim, wrong.slide, wrong.registry) if wrong.rule == "variant" else None
    return f"it fits {owner.name}, which its section names as well" if owner is not None else ""


def in_dispute(wrong: Wrong) -> str:
    """What documents print, and the registry does not stand by."""
    if wrong.rule != "disputed":
        return ""
    return f"{wrong.entity.name}: the registry stands by {wrong.spec.printed}; {wrong.reason.sentence}"


def of_a_size_that_is_not_known(wrong: Wrong) -> str:
    """A variant that the registry lacks."""
    unknown = is_of_an_unknown_size(wrong.claim, wrong.registry)
    return f"of a variant of {wrong.entity.name} with another memory, perhaps" if unknown else ""


def of_the_chip_in_a_superchip(wrong: Wrong) -> str:
    """The figure of a superchip that has the chip."""
    host = as_in_a_superchip(wrong.claim, wrong.registry) if wrong.rule in ("variant", "different") else None
    return f"as in {host.name}, which has the same chip, perhaps" if host is not None else ""


def a_size_of_its_family(wrong: Wrong) -> str:
    """One of the sizes that are told together."""
    return ONE_OF_SIZES if one_of_several_sizes(wrong.claim, wrong.slide, wrong.registry) else ""


def of_a_size_that_stands_beside(wrong: Wrong) -> str:
    """The figure of a variant whose memory stands on the slide."""
    beside = wrong.rule in ("variant", "copied") and of_a_size_beside(wrong.claim, wrong.slide, wrong.registry)
    return "of one of the sizes of its family that stand beside it" if beside else ""


_TWO_DIGITS, _COARSEST = 2, 0.04
_OF_CODE = ("listing", "comment")


def of_a_variant_that_is_rounded(wrong: Wrong) -> str:
    """The figure of the same board with another memory, in two digits, in code: 1600 GB/s for 1,555."""
    claim = wrong.claim
    reading = claim.reading
    if not claim.assumed or wrong.rule not in ("variant", "different") or digits_of(reading) > _TWO_DIGITS:
        return ""
    if wrong.field != "memory.bandwidth" or not claim.value or claim.stated.block.kind not in _OF_CODE:
        return ""
    step = 10.0 ** (floor(log10(claim.value)) - 1)
    for other in families_of(wrong.registry).siblings(wrong.entity):
        spec = other.get(wrong.field)
        if spec is None or other is wrong.entity or not same_but_for_size(other, wrong.entity):
            continue
        if abs(spec.value - claim.value) <= min(0.5 * step, _COARSEST * spec.value):
            return f"{other.name}'s, rounded; the name does not say which"
    return ""


def with_the_memory_of_its_host(wrong: Wrong) -> str:
    """More memory than a device has, where its words add that of the host: "32 GB (RTX 4090 + system RAM)"."""
    more = wrong.field == "memory.capacity" and wrong.claim.value > wrong.spec.value
    return "with the memory of its host" if more and WITH_THE_HOSTS.search(wrong.around.sentence) else ""


OTHER_OWNERS: Excuses = (
    (leave_open, of_all_devices_of_a_system),
    (leave_open, of_some_ports),
    (leave_open, of_all_ports_of_an_instance),
    (leave_open, of_a_variant_that_is_rounded),
    (leave_open, with_the_memory_of_its_host),
    (leave_open, of_another_in_its_sentence),
    (leave_open, of_another_in_its_table),
    (leave_open, of_another_generation),
    (leave_open, of_two_in_the_order_of_its_sentence),
    (leave_open, of_another_in_its_section),
    (tell_dispute, in_dispute),
    (leave_open, of_a_size_that_is_not_known),
    (leave_open, of_the_chip_in_a_superchip),
    (take_for_right, a_size_of_its_family),
    (take_for_right, of_a_size_that_stands_beside),
)
